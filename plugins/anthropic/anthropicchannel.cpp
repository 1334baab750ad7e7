// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/anthropic/anthropicchannel.h"

#include "plugins/http/endpointcheck.h"

using namespace Qt::StringLiterals;

namespace evenhand {

// The last version that has temperature and top_p, by itself and on Vertex AI.
static constexpr auto samplingVersion = "2023-06-01"_L1;
static constexpr auto vertexVersion = "vertex-2023-10-16"_L1;

AnthropicChannel::AnthropicChannel(AnthropicSettings settings, ProviderContext context,
                                   std::unique_ptr<TokenSource> tokens)
    : m_settings(std::move(settings))
    , m_context(std::move(context))
    , m_tokens(tokens ? std::move(tokens) : makeTokens())
{
}

std::unique_ptr<TokenSource> AnthropicChannel::makeTokens()
{
    const auto entered = [secret = m_context.secret, origin = originOf(m_settings.base)] {
        return secret(u"api_key"_s, origin).and_then(headerSecret);
    };
    if (m_settings.place) {
        auto google =
            std::make_unique<GoogleTokens>(GoogleTokens::Context{.network = m_context.network,
                                                                 .userAgent = m_context.userAgent,
                                                                 .environment = GoogleEnvironment::ofThisProcess(),
                                                                 .destination = m_settings.base,
                                                                 .file = m_settings.credentialsFile,
                                                                 .entered = entered});
        m_google = google.get();
        return google;
    }
    if (m_settings.aws) {
        auto aws = std::make_unique<AwsKeys>(AwsKeys::Context{.fetch = {.network = m_context.network,
                                                                        .environment = AwsEnvironment::ofThisProcess(),
                                                                        .region = m_settings.aws->region,
                                                                        .userAgent = m_context.userAgent},
                                                              .profile = m_settings.aws->profile,
                                                              .destination = m_settings.base,
                                                              .ambient = m_settings.aws->ambient,
                                                              .entered = entered});
        m_aws = aws.get();
        return aws;
    }
    return std::make_unique<SecretTokenSource>(entered);
}

HttpRequest AnthropicChannel::request(const QByteArray &method, const QByteArray &path) const
{
    HttpRequest request = plainRequest(method, m_settings.base.toEncoded() + path, m_context.userAgent);
    if (!m_settings.place)
        request.headers.append({"anthropic-version", m_settings.version.toUtf8()});
    if (!m_settings.betas.isEmpty())
        request.headers.append({"anthropic-beta", m_settings.betas});
    if (!m_settings.workspace.isEmpty())
        request.headers.append({"anthropic-workspace-id", m_settings.workspace});
    return request;
}

HttpRequest AnthropicChannel::authorised(HttpRequest request, const QByteArray &token) const
{
    if (m_aws && m_aws->signs()) {
        m_aws->sign(request, "aws-external-anthropic");
    } else if (!token.isEmpty()) {
        const bool bearer = m_settings.bearer || m_settings.place || m_settings.aws;
        request.headers.append(bearer ? Header{"Authorization", "Bearer " + token} : Header{"x-api-key", token});
        request.secrets.append(token);
    }
    return request;
}

HttpRequest AnthropicChannel::messageRequest(const QString &model, const QByteArray &token,
                                             const QByteArray &body) const
{
    const QByteArray path = m_settings.place ? m_settings.place->path() + "/publishers/anthropic/models/"
                                                   + QUrl::toPercentEncoding(model, "@") + ":streamRawPredict"
                                             : QByteArray("/v1/messages");
    HttpRequest result = request("POST", path);
    result.headers += {{"Content-Type", "application/json"}, {"Accept", "text/event-stream"}};
    result.body = body;
    return authorised(std::move(result), token);
}

HttpRequest AnthropicChannel::modelsRequest(const QByteArray &token, const QString &after) const
{
    const QByteArray next = QUrl::toPercentEncoding(after);
    if (!m_settings.place)
        return authorised(request("GET", "/v1/models?limit=1000" + (next.isEmpty() ? next : "&after_id=" + next)),
                          token);
    HttpRequest result = request("GET", "/v1beta1/publishers/anthropic/models?pageSize=100"
                                            + (next.isEmpty() ? next : "&pageToken=" + next));
    if (!m_google || !m_google->isServiceAccount())
        result.headers.append({"x-goog-user-project", m_settings.place->project.toUtf8()});
    return authorised(std::move(result), token);
}

MessagesDialect AnthropicChannel::dialect(const QString &model) const
{
    const auto known = m_traits.constFind(model);
    MessagesDialect dialect{.traits = known == m_traits.constEnd() ? traitsOfName(model) : *known,
                            .sampling = m_settings.version == samplingVersion || m_settings.version == vertexVersion,
                            .bodyVersion = {}};
    if (m_settings.place)
        dialect.bodyVersion = m_settings.version == samplingVersion ? QString(vertexVersion) : m_settings.version;
    return dialect;
}

void AnthropicChannel::learn(const QString &model, const MessagesRepair &repair)
{
    MessagesRepairs &known = m_repairs[model];
    if (!known.contains(repair))
        known.append(repair);
}

} // namespace evenhand
