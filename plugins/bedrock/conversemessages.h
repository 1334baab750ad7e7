// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

namespace evenhand {

struct ConverseMessages
{
    QJsonArray system;
    QJsonArray messages;
    QStringList notices;
    QStringList calledTools; // named by calls of earlier answers

    bool operator==(const ConverseMessages &) const = default;
};

// The conversation as Converse takes it: roles alternate, tool results are the user's, no text is empty. Fails when an
// attachment is of a kind that Bedrock does not take.
Result<ConverseMessages> buildConverseMessages(const QList<Message> &messages);

} // namespace evenhand
