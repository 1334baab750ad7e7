// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

#include <QJsonArray>

namespace evenhand {

// The member of a ProviderState that holds the parts of an answer as they came, each with its signature.
inline constexpr QLatin1StringView signedPartsKey("parts");

// Ids of calls that the provider gave none begin with this. They are not sent: the provider goes by name then.
inline constexpr QLatin1StringView madeCallIdPrefix("evenhand-");

// The texts of the system messages; empty when there is none.
QJsonObject systemInstruction(const QList<Message> &messages);

// All other messages. Neighbours of the same role become one, as the results of several calls have to be. What cannot
// be sent is left out and noted.
QJsonArray contentsOf(const QList<Message> &messages, QStringList &notices);

QJsonArray functionDeclarations(const QList<Tool> &tools);

} // namespace evenhand
