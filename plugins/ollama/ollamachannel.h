// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/httprequest.h"
#include "plugins/ollama/ollamasettings.h"

#include <evenhand/provider.h>

#include <QSet>

namespace evenhand {

// What all requests of a channel share; they keep it alive.
class OllamaChannel
{
public:
    OllamaChannel(OllamaSettings settings, ProviderContext context);

    const OllamaSettings &settings() const { return m_settings; }
    QNetworkAccessManager *network() const { return m_context.network; }

    // Without a body it is a GET. Fails when the key cannot be had.
    Result<HttpRequest> request(QLatin1StringView path, const QJsonObject &body = {}) const;

    // What was learned about a model holds for all later requests to it.
    bool thinks(const QString &model) const { return !m_thoughtless.contains(model); }
    void learnThatItDoesNotThink(const QString &model) { m_thoughtless.insert(model); }

private:
    OllamaSettings m_settings;
    ProviderContext m_context;
    QSet<QString> m_thoughtless;
};

} // namespace evenhand
