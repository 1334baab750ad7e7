// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/openai/dialect.h"

#include <evenhand/chat.h>

namespace evenhand {

// The key of ProviderState under which the details of a chat completion's reasoning come back.
inline constexpr auto reasoningDetailsKey = QLatin1StringView("reasoning_details");

// The messages of a chat completion. What differs from what was asked for is told in the notices.
QJsonArray chatMessages(const QList<Message> &messages, const Dialect &dialect, const QString &systemRole,
                        QStringList &notices);

QJsonArray chatTools(const QList<Tool> &tools, const Dialect &dialect);

} // namespace evenhand
