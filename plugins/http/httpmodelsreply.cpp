// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include "plugins/http/httpmodelsreply.h"

#include "plugins/http/httperror.h"
#include "plugins/http/httpheaders.h"

#include <QNetworkAccessManager>

#include <utility>

using namespace std::chrono_literals;

namespace evenhand {

static constexpr auto longestListing = 30s;

HttpModelsReply::HttpModelsReply(QNetworkAccessManager *network, Result<HttpRequest> request, Parse parse)
    : m_parse(std::move(parse))
{
    if (!request) {
        finish(std::unexpected(request.error()));
        return;
    }
    m_request = *std::move(request);
    m_exchange = new HttpExchange(network, m_request, {.idle = longestListing, .total = longestListing}, this);
    connect(m_exchange, &HttpExchange::body, this, [this](const QByteArray &bytes) { m_body += bytes; });
    connect(m_exchange, &HttpExchange::ended, this, &HttpModelsReply::onEnded);
}

HttpModelsReply::~HttpModelsReply() = default;

void HttpModelsReply::abort()
{
    if (m_exchange)
        m_exchange->stop();
}

void HttpModelsReply::onEnded(const std::optional<TransportFailure> &failure)
{
    ModelList models = judge(failure);
    if (!models)
        models.error() = withoutSecrets(std::move(models.error()), m_request.secrets);
    finish(std::move(models));
}

ModelList HttpModelsReply::judge(const std::optional<TransportFailure> &failure) const
{
    const int status = m_exchange->status();
    const QList<Header> &headers = m_exchange->headers();
    if (failure)
        return std::unexpected(failure->error);
    if (status / 100 == 3)
        return std::unexpected(redirectError(m_request.url, headerValue(headers, "location")));
    if (status / 100 != 2)
        return std::unexpected(*httpFailure(status, headers, m_body, QDateTime::currentDateTimeUtc()).outcome.error);
    return m_parse(m_body);
}

} // namespace evenhand
