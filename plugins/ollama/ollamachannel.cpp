// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/ollama/ollamachannel.h"

#include "plugins/http/endpointcheck.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {

OllamaChannel::OllamaChannel(OllamaSettings settings, ProviderContext context)
    : m_settings(std::move(settings))
    , m_context(std::move(context))
{
}

Result<HttpRequest> OllamaChannel::request(QLatin1StringView path, const QJsonObject &body) const
{
    const Result<QByteArray> key = m_context.secret(u"api_key"_s, originOf(m_settings.base)).and_then(headerSecret);
    if (!key)
        return std::unexpected(key.error());
    HttpRequest request =
        plainRequest("GET", m_settings.base.toEncoded() + QByteArray(path.data(), path.size()), m_context.userAgent);
    if (!body.isEmpty()) {
        request.method = "POST";
        request.headers.append(Header{"Content-Type", "application/json"});
        request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    }
    if (!key->isEmpty()) {
        request.headers.append(Header{"Authorization", "Bearer " + *key});
        request.secrets.append(*key);
    }
    return request;
}

} // namespace evenhand
