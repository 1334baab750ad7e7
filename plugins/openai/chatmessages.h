// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/openai/dialect.h"

#include <evenhand/chat.h>

namespace evenhand {

// The keys of ProviderState under which the reasoning of a chat completion comes back: its details, or else its text, which
// only an answer that called tools has to show again.
inline constexpr auto reasoningDetailsKey = QLatin1StringView("reasoning_details");
inline constexpr auto reasoningContentKey = QLatin1StringView("reasoning_content");

// The messages of a chat completion. What differs from what was asked for is told in the notices.
QJsonArray chatMessages(const QList<Message> &messages, const Dialect &dialect, const QString &systemRole,
                        QStringList &notices);

QJsonArray chatTools(const QList<Tool> &tools, const Dialect &dialect);

} // namespace evenhand
