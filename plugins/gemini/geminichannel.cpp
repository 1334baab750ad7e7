// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/gemini/geminichannel.h"

#include "plugins/http/endpointcheck.h"

using namespace Qt::StringLiterals;

namespace evenhand {

QByteArray modelPath(const QString &model, const std::optional<VertexPlace> &place)
{
    const QByteArray encoded = QUrl::toPercentEncoding(model, "/@");
    const bool full = model.contains(u'/');
    if (!place)
        return "/v1beta/" + (full ? encoded : "models/" + encoded);
    if (model.startsWith("projects/"_L1))
        return "/v1/" + encoded;
    return place->path() + '/' + (full ? encoded : "publishers/google/models/" + encoded);
}

GeminiChannel::GeminiChannel(GeminiSettings settings, ProviderContext context, const GoogleEnvironment &environment)
    : m_settings(std::move(settings))
    , m_context(std::move(context))
{
    const auto entered = [secret = m_context.secret, origin = originOf(m_settings.base)] {
        return secret(u"api_key"_s, origin).and_then(headerSecret);
    };
    if (!m_settings.place) {
        m_tokens = std::make_unique<SecretTokenSource>(entered);
        return;
    }
    auto google = std::make_unique<GoogleTokens>(GoogleTokens::Context{.network = m_context.network,
                                                                       .userAgent = m_context.userAgent,
                                                                       .environment = environment,
                                                                       .destination = m_settings.base,
                                                                       .file = m_settings.credentialsFile,
                                                                       .entered = entered});
    m_google = google.get();
    m_tokens = std::move(google);
}

HttpRequest GeminiChannel::request(const QByteArray &method, const QByteArray &path, const QByteArray &token) const
{
    HttpRequest request = plainRequest(method, m_settings.base.toEncoded() + path, m_context.userAgent);
    if (!token.isEmpty()) {
        request.headers.append(m_settings.place ? Header{"Authorization", "Bearer " + token}
                                                : Header{"x-goog-api-key", token});
        request.secrets.append(token);
    }
    return request;
}

HttpRequest GeminiChannel::chatRequest(const QString &model, const QByteArray &token, const QByteArray &body) const
{
    HttpRequest result = request("POST", modelPath(model, m_settings.place) + ":streamGenerateContent?alt=sse", token);
    result.headers += {{"Content-Type", "application/json"}, {"Accept", "text/event-stream"}};
    result.body = body;
    return result;
}

HttpRequest GeminiChannel::modelsRequest(const QByteArray &token, const QString &page) const
{
    QByteArray path =
        m_settings.place ? "/v1beta1/publishers/google/models?pageSize=100" : "/v1beta/models?pageSize=1000";
    if (!page.isEmpty())
        path += "&pageToken=" + QUrl::toPercentEncoding(page);
    HttpRequest result = request("GET", path, token);
    if (m_settings.place && !m_google->isServiceAccount())
        result.headers.append({"x-goog-user-project", m_settings.place->project.toUtf8()});
    return result;
}

void GeminiChannel::learn(const QString &model, const QString &member)
{
    QStringList &refused = m_refused[model];
    if (!refused.contains(member))
        refused.append(member);
}

} // namespace evenhand
