// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

namespace evenhand {

// The disjoint buckets of a `usage` object. Most servers count cached tokens into the prompt and reasoning into the
// completion; those that count them beside are recognised by their sums.
Usage readUsage(const QJsonObject &usage);

// The same of the Responses interface, which has other names for it.
Usage readResponsesUsage(const QJsonObject &usage);

} // namespace evenhand
