// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

#include <QJsonArray>

namespace evenhand {

// The member of a ProviderState that holds the blocks of reasoning, as the provider wrote and signed them.
inline constexpr QLatin1StringView reasoningBlocksKey("reasoning_blocks");

// The texts of the system messages; undefined when there is none.
QJsonValue systemContent(const QList<Message> &messages);

// All other messages. Neighbours of the same role become one, as the results of several calls have to be. What cannot
// be sent is left out and noted.
QJsonArray messagesContent(const QList<Message> &messages, QStringList &notices);

QJsonArray toolsContent(const QList<Tool> &tools);

} // namespace evenhand
