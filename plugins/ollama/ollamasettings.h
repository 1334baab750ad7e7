// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/error.h>

#include <QJsonObject>
#include <QUrl>

namespace evenhand {

// The settings of a channel, as far as they are usable.
struct OllamaSettings
{
    QUrl base; // without a trailing slash and without /api
    std::optional<int> contextLength;
    QJsonValue keepAlive = QJsonValue(QJsonValue::Undefined); // undefined: Ollama's own choice

    bool operator==(const OllamaSettings &) const = default;
};

Result<OllamaSettings> readOllamaSettings(const QJsonObject &settings);

// The address as a URL, from all that people have in OLLAMA_HOST: "", "host", "host:port", ":port", a URL. A server that
// listens at 0.0.0.0 is reached at 127.0.0.1.
QString ollamaAddress(const QString &text);

} // namespace evenhand
