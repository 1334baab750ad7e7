// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/openai/chatrequest.h"

namespace evenhand {

// The key of ProviderState under which the items of an answer come back, reasoning among them.
inline constexpr auto outputItemsKey = QLatin1StringView("output");

// The body of a request to the Responses interface. Nothing is kept at the provider. What the person gave in `extra` goes
// in last, without what this interface does not have; then the repairs.
ChatBody buildResponsesBody(const ChatRequest &request, const Dialect &dialect, const Repairs &repairs);

} // namespace evenhand
