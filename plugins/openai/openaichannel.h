// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/httprequest.h"
#include "plugins/openai/chatrequest.h"

#include <evenhand/provider.h>

namespace evenhand {

// The settings of a channel, as far as they are usable.
struct OpenAiSettings
{
    QUrl base; // without a trailing slash
    QByteArray organization;
    QByteArray project;
    bool thinkTags = false;

    bool operator==(const OpenAiSettings &) const = default;
};

Result<OpenAiSettings> readSettings(const QJsonObject &settings);

// What all requests of a channel share; they keep it alive.
class OpenAiChannel
{
public:
    OpenAiChannel(OpenAiSettings settings, ProviderContext context);

    const OpenAiSettings &settings() const { return m_settings; }
    const Dialect &dialect() const { return m_dialect; }
    QNetworkAccessManager *network() const { return m_context.network; }

    // Fails when the key cannot be had.
    Result<HttpRequest> request(const QByteArray &method, QLatin1StringView path, const QByteArray &body = {}) const;

    // What was learned about a model holds for all later requests to it.
    Repairs repairs(const QString &model) const { return m_repairs.value(model); }
    void learn(const QString &model, const Repair &repair);

private:
    OpenAiSettings m_settings;
    ProviderContext m_context;
    Dialect m_dialect;
    QHash<QString, Repairs> m_repairs;
};

} // namespace evenhand
