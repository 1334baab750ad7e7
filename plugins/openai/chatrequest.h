// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/openai/dialect.h"
#include "plugins/openai/repair.h"

#include <evenhand/chat.h>

namespace evenhand {

struct ChatBody
{
    QJsonObject json;
    QStringList notices; // what differs from what was asked for, for the person

    bool operator==(const ChatBody &) const = default;
};

// Why a request cannot be made at all, whatever the interface.
std::optional<Error> requestFault(const ChatRequest &request);

// The body of a chat completion request. What the person gave in `extra` goes in last and as it is; then the repairs.
ChatBody buildChatBody(const ChatRequest &request, const Dialect &dialect, const Repairs &repairs);

} // namespace evenhand
