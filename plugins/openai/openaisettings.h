// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/error.h>

#include <QJsonObject>
#include <QUrl>

namespace evenhand {

// Where Microsoft Entra ID gives access tokens for an Azure resource.
struct EntraClient
{
    QUrl endpoint;
    QString id;
    QString scope;

    bool operator==(const EntraClient &) const = default;
};

// The settings of a channel, as far as they are usable.
struct OpenAiSettings
{
    enum class Auth { Automatic, Bearer, ApiKey, SubscriptionKey };

    QUrl base;                // without a trailing slash
    bool responses = false;   // which interface is spoken
    bool azure = false;       // Azure OpenAI or AI Foundry, or a gateway before it
    bool deployments = false; // Azure's classic paths, of which the model's deployment is a part
    QString deployment;       // that the address named
    QString apiVersion;       // empty: none is sent
    Auth auth = Auth::Automatic;
    std::optional<EntraClient> entra;
    QByteArray organization;
    QByteArray project;
    bool thinkTags = false;

    // Whether the server has a list of models.
    bool listsModels() const;
    // How a key or token is sent.
    bool sendsBearer(const QByteArray &token) const;

    bool operator==(const OpenAiSettings &) const = default;
};

Result<OpenAiSettings> readSettings(const QJsonObject &settings);

} // namespace evenhand
