// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include "plugins/http/httpmodelsreply.h"

#include "plugins/http/httperror.h"
#include "plugins/http/httpheaders.h"

#include <QNetworkAccessManager>
#include <QPointer>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace evenhand {

static constexpr auto longestListing = 30s;
static constexpr int mostPages = 100;

HttpModelsReply::HttpModelsReply(QNetworkAccessManager *network, const Result<HttpRequest> &request, const Parse &parse)
    : HttpModelsReply(
          network, [request](const Made &made) { made(request); },
          [parse](const QByteArray &body) {
              return parse(body).transform([](QList<ModelInfo> models) { return Page{.models = std::move(models)}; });
          })
{
}

HttpModelsReply::HttpModelsReply(QNetworkAccessManager *network, const Make &make, ParsePage parse)
    : m_network(network)
    , m_parse(std::move(parse))
{
    make([alive = QPointer<HttpModelsReply>(this)](const Result<HttpRequest> &request) {
        if (alive && !alive->m_aborted)
            alive->begin(request);
    });
}

HttpModelsReply::~HttpModelsReply() = default;

void HttpModelsReply::begin(const Result<HttpRequest> &request)
{
    if (!request) {
        finish(std::unexpected(request.error()));
        return;
    }
    m_request = *request;
    send();
}

void HttpModelsReply::send()
{
    m_body.clear();
    m_exchange = std::make_unique<HttpExchange>(m_network, m_request,
                                                Limits{.idle = longestListing, .total = longestListing}, nullptr);
    connect(m_exchange.get(), &HttpExchange::body, this, [this](const QByteArray &bytes) { m_body += bytes; });
    connect(m_exchange.get(), &HttpExchange::ended, this, &HttpModelsReply::onEnded);
}

void HttpModelsReply::abort()
{
    m_aborted = true;
    if (m_exchange)
        m_exchange->stop();
}

void HttpModelsReply::onEnded(const std::optional<TransportFailure> &failure)
{
    Result<Page> page = judge(failure);
    if (!page) {
        finish(std::unexpected(withoutSecrets(std::move(page.error()), m_request.secrets)));
        return;
    }
    m_models += page->models;
    if (page->next && ++m_pages < mostPages) {
        m_request = *std::move(page->next);
        m_exchange.release()->deleteLater(); // its signal is being emitted
        send();
        return;
    }
    std::ranges::sort(m_models, {}, &ModelInfo::id);
    finish(m_models);
}

Result<HttpModelsReply::Page> HttpModelsReply::judge(const std::optional<TransportFailure> &failure) const
{
    const int status = m_exchange->status();
    const QList<Header> &headers = m_exchange->headers();
    if (failure)
        return std::unexpected(failure->error);
    if (status == 404 && m_missingIsEmpty)
        return Page{};
    if (status / 100 == 3)
        return std::unexpected(redirectError(m_request.url, headerValue(headers, "location")));
    if (status / 100 != 2)
        return std::unexpected(*httpFailure(status, headers, m_body, QDateTime::currentDateTimeUtc()).outcome.error);
    return m_parse(m_body);
}

} // namespace evenhand
