// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/error.h>

#include <QJsonObject>
#include <QUrl>

namespace evenhand {

// The settings of a channel, as far as they are usable.
struct AnthropicSettings
{
    QUrl base; // without a trailing slash and without /v1
    bool bearer = false;
    bool vertex = false;
    QString project;  // Vertex AI
    QString location; // Vertex AI
    QByteArray workspace;
    QByteArray betas;
    QString version;

    // Whether the server has a list of models.
    bool listsModels() const;

    bool operator==(const AnthropicSettings &) const = default;
};

Result<AnthropicSettings> readAnthropicSettings(const QJsonObject &settings);

} // namespace evenhand
