// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/anthropic/messagesrepair.h"
#include "plugins/anthropic/modeltraits.h"

#include <evenhand/chat.h>

namespace evenhand {

// What differs from host to host and from model to model.
struct MessagesDialect
{
    ModelTraits traits;
    bool sampling = true; // this version of the protocol has temperature and top_p
    QString bodyVersion;  // not empty: the version stands in the body, and the model does not

    bool operator==(const MessagesDialect &) const = default;
};

struct MessagesBody
{
    QJsonObject json;
    QStringList notices; // what differs from what was asked for, for the person

    bool operator==(const MessagesBody &) const = default;
};

// The body of a request for a message. What the person gave in `extra` goes in last and as it is; then the repairs.
MessagesBody buildMessagesBody(const ChatRequest &request, const MessagesDialect &dialect,
                               const MessagesRepairs &repairs);

} // namespace evenhand
