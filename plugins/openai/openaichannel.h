// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/httprequest.h"
#include "plugins/http/tokensource.h"
#include "plugins/openai/dialect.h"
#include "plugins/openai/openaisettings.h"
#include "plugins/openai/repair.h"

#include <evenhand/provider.h>

namespace evenhand {

// What all requests of a channel share; they keep it alive.
class OpenAiChannel
{
public:
    // Without a source of tokens, it is what the settings say.
    OpenAiChannel(OpenAiSettings settings, ProviderContext context, std::unique_ptr<TokenSource> tokens = {});

    const OpenAiSettings &settings() const { return m_settings; }
    const Dialect &dialect() const { return m_dialect; }
    QNetworkAccessManager *network() const { return m_context.network; }
    TokenSource &tokens() const { return *m_tokens; } // keys, too

    HttpRequest chatRequest(const QString &model, const QByteArray &token, const QByteArray &body) const;
    HttpRequest modelsRequest(const QByteArray &token) const;

    // What was learned about a model holds for all later requests to it.
    Repairs repairs(const QString &model) const { return m_repairs.value(model); }
    void learn(const QString &model, const Repair &repair);

private:
    HttpRequest request(const QByteArray &method, const QByteArray &path, const QByteArray &token) const;
    Header authorization(const QByteArray &token) const;

    OpenAiSettings m_settings;
    ProviderContext m_context;
    Dialect m_dialect;
    std::unique_ptr<TokenSource> m_tokens;
    QHash<QString, Repairs> m_repairs;
};

} // namespace evenhand
