// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/anthropic/anthropicsettings.h"
#include "plugins/anthropic/messagesrequest.h"
#include "plugins/aws/awskeys.h"
#include "plugins/google/googletokens.h"

#include <evenhand/provider.h>

#include <QHash>

namespace evenhand {

// What all requests of a channel share; they keep it alive.
class AnthropicChannel
{
public:
    // tokens: null for the key that the person entered; if there is none, on Vertex AI for what Google gives, and on Claude
    // Platform on AWS for what signs there.
    AnthropicChannel(AnthropicSettings settings, ProviderContext context, std::unique_ptr<TokenSource> tokens = {});

    const AnthropicSettings &settings() const { return m_settings; }
    QNetworkAccessManager *network() const { return m_context.network; }
    TokenSource &tokens() const { return *m_tokens; }

    HttpRequest messageRequest(const QString &model, const QByteArray &token, const QByteArray &body) const;
    // after: what the page before said about the next one; empty for the first page.
    HttpRequest modelsRequest(const QByteArray &token, const QString &after = {}) const;

    MessagesDialect dialect(const QString &model) const;
    // What was learned about models holds for all later requests.
    void learn(const QHash<QString, ModelTraits> &traits) { m_traits.insert(traits); }
    void learn(const QString &model, const MessagesRepair &repair);
    MessagesRepairs repairs(const QString &model) const { return m_repairs.value(model); }

private:
    std::unique_ptr<TokenSource> makeTokens();
    HttpRequest request(const QByteArray &method, const QByteArray &path) const;
    HttpRequest authorised(HttpRequest request, const QByteArray &token) const; // once it is complete

    AnthropicSettings m_settings;
    ProviderContext m_context;
    const GoogleTokens *m_google = nullptr; // the next, where they come from Google
    const AwsKeys *m_aws = nullptr;         // the next, where they come from AWS
    std::unique_ptr<TokenSource> m_tokens;
    QHash<QString, ModelTraits> m_traits;
    QHash<QString, MessagesRepairs> m_repairs;
};

} // namespace evenhand
