// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/google/vertexplace.h"

#include <QUrl>

#include <optional>

namespace evenhand {

// Where on Claude Platform on AWS a channel's models are.
struct AwsPlace
{
    QString region;
    QString profile;      // whose credentials sign; empty: whichever the environment and the files name
    bool ambient = false; // the address is the service's own or on this computer: such credentials may be used with it

    bool operator==(const AwsPlace &) const = default;
};

// The settings of a channel, as far as they are usable.
struct AnthropicSettings
{
    QUrl base; // without a trailing slash and without /v1
    bool bearer = false;
    std::optional<VertexPlace> place; // on Vertex AI; none: anywhere else
    std::optional<AwsPlace> aws;      // on Claude Platform on AWS
    QString credentialsFile;          // Vertex AI; empty: the application default credentials
    QByteArray workspace;
    QByteArray betas;
    QString version;

    // Whether the server has a list of models.
    bool listsModels() const;

    bool operator==(const AnthropicSettings &) const = default;
};

Result<AnthropicSettings> readAnthropicSettings(const QJsonObject &settings);

} // namespace evenhand
