// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/openaichannel.h"

#include "plugins/http/endpointcheck.h"
#include "plugins/openai/entratokens.h"

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

// A key, or an access token that says when it ends: nobody renews that one.
class EnteredTokens final : public SecretTokenSource
{
public:
    explicit EnteredTokens(const Secret &secret)
        : SecretTokenSource(secret)
        , m_secret(secret)
    {
    }

    std::optional<CredentialInfo> credential() const override
    {
        return m_secret().transform(tokenExpiry).value_or(std::nullopt).transform([](const QDateTime &expires) {
            return CredentialInfo{.origin = u"the access token that was entered"_s,
                                  .expires = expires,
                                  .renewal = u"Enter a new one in the channel's settings."_s};
        });
    }

private:
    Secret m_secret;
};

} // namespace

// Secrets are bound to the channel's origin, the client's one too: it opens nothing but that.
static std::unique_ptr<TokenSource> tokensOf(const OpenAiSettings &settings, const ProviderContext &context)
{
    const auto secret = [secret = context.secret, origin = originOf(settings.base)](const QString &field) {
        return [=] { return secret(field, origin).and_then(headerSecret); };
    };
    if (!settings.entra)
        return std::make_unique<EnteredTokens>(secret(u"api_key"_s));
    return std::make_unique<EntraTokens>(EntraTokens::Context{.network = context.network,
                                                              .userAgent = context.userAgent,
                                                              .client = *settings.entra,
                                                              .secret = secret(u"client_secret"_s)});
}

OpenAiChannel::OpenAiChannel(OpenAiSettings settings, ProviderContext context, std::unique_ptr<TokenSource> tokens)
    : m_settings(std::move(settings))
    , m_context(std::move(context))
    , m_dialect(m_settings.azure ? azureDialect() : dialectOf(m_settings.base.host()))
    , m_tokens(tokens ? std::move(tokens) : tokensOf(m_settings, m_context))
{
}

Header OpenAiChannel::authorization(const QByteArray &token) const
{
    if (m_settings.sendsBearer(token))
        return {"Authorization", "Bearer " + token};
    const bool subscription = m_settings.auth == OpenAiSettings::Auth::SubscriptionKey;
    return {subscription ? "Ocp-Apim-Subscription-Key" : "api-key", token};
}

HttpRequest OpenAiChannel::request(const QByteArray &method, const QByteArray &path, const QByteArray &token) const
{
    QByteArray url = m_settings.base.toEncoded() + path;
    if (!m_settings.apiVersion.isEmpty())
        url += "?api-version=" + QUrl::toPercentEncoding(m_settings.apiVersion);
    HttpRequest request = plainRequest(method, url, m_context.userAgent);
    if (!token.isEmpty()) {
        request.headers.append(authorization(token));
        request.secrets.append(token);
    }
    if (!m_settings.organization.isEmpty())
        request.headers.append({"OpenAI-Organization", m_settings.organization});
    if (!m_settings.project.isEmpty())
        request.headers.append({"OpenAI-Project", m_settings.project});
    return request;
}

HttpRequest OpenAiChannel::chatRequest(const QString &model, const QByteArray &token, const QByteArray &body) const
{
    QByteArray path = "/responses";
    if (!m_settings.responses) {
        path = "/chat/completions";
        if (m_settings.deployments)
            path.prepend("/deployments/" + QUrl::toPercentEncoding(model));
    }
    HttpRequest result = request("POST", path, token);
    result.headers += {{"Content-Type", "application/json"}, {"Accept", "text/event-stream"}};
    result.body = body;
    return result;
}

HttpRequest OpenAiChannel::modelsRequest(const QByteArray &token) const
{
    return request("GET", "/models", token);
}

void OpenAiChannel::learn(const QString &model, const Repair &repair)
{
    Repairs &known = m_repairs[model];
    if (!known.contains(repair))
        known.append(repair);
}

} // namespace evenhand
