// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/httperror.h"
#include "plugins/openai/dialect.h"

#include <evenhand/chat.h>

namespace evenhand {

// A member that a model did not take, learned from its refusal.
struct Repair
{
    QString member;                 // of the request's top level
    QString replacement;            // the member that takes the value instead; empty: it is left out
    std::optional<QJsonValue> only; // the refused value; none: the member is refused with any value

    bool operator==(const Repair &) const = default;
};
using Repairs = QList<Repair>;

struct ChatBody
{
    QJsonObject json;
    QStringList notices; // what differs from what was asked for, for the person

    bool operator==(const ChatBody &) const = default;
};

// The body of a chat completion request. What the person gave in `extra` goes in last and as it is; then the repairs.
ChatBody buildChatBody(const ChatRequest &request, const Dialect &dialect, const Repairs &repairs);

// What to change so that the request may be taken, if the refusal names it.
std::optional<Repair> findRepair(const QJsonObject &body, const HttpFailure &failure);

} // namespace evenhand
