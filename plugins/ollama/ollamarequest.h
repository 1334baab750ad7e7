// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/ollama/ollamasettings.h"

#include <evenhand/chat.h>

namespace evenhand {

struct OllamaBody
{
    QJsonObject json;
    QStringList notices; // what differs from what was asked for, for the person

    bool operator==(const OllamaBody &) const = default;
};

// The body of a chat request. What the person gave in `extra` goes in last and as it is, its `options` beside the others.
// thinks: false when the model is known to refuse the very word.
OllamaBody buildOllamaBody(const ChatRequest &request, const OllamaSettings &settings, bool thinks);

// What is said of an effort that a model does not take.
QString doesNotThinkText(const QString &model);

} // namespace evenhand
