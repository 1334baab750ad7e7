// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include "plugins/http/httpmodelsreply.h"

#include "plugins/http/httpheaders.h"

#include <QNetworkAccessManager>
#include <QPointer>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace evenhand {

static constexpr auto longestListing = 30s;
static constexpr int mostPages = 100;

HttpModelsReply::Listing HttpModelsReply::withTokens(
    std::shared_ptr<TokenSource> tokens,
    std::function<HttpRequest(const QByteArray &token, const QString &page)> request,
    std::function<Result<Page>(const QByteArray &body)> parse)
{
    const auto used = std::make_shared<QByteArray>();
    const auto make = [tokens, used, request = std::move(request)](const QString &page, const Made &made) {
        tokens->fetch([used, request, page, made](const Result<QByteArray> &token) {
            *used = token.value_or(QByteArray());
            made(token.transform([&](const QByteArray &value) { return request(value, page); }));
        });
    };
    return {.make = make,
            .parse = std::move(parse),
            .renew =
                [tokens, used](const HttpFailure &failure) {
                    return tokens->isRefusal(failure.status, failure.words.message) && tokens->refuse(*used);
                },
            .notes = [tokens] { return ModelsNotes{.credential = tokens->credential(), .notices = {}}; }};
}

HttpModelsReply::HttpModelsReply(QNetworkAccessManager *network, Listing listing)
    : m_network(network)
    , m_listing(std::move(listing))
{
    begin({});
}

HttpModelsReply::~HttpModelsReply() = default;

void HttpModelsReply::begin(const QString &page)
{
    m_page = page;
    m_listing.make(page, [alive = QPointer<HttpModelsReply>(this)](const Result<HttpRequest> &request) {
        if (alive && !alive->m_aborted)
            alive->send(request);
    });
}

void HttpModelsReply::send(const Result<HttpRequest> &request)
{
    if (!request)
        return end(std::unexpected(request.error()));
    m_request = *request;
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
    const bool again = !failure && isRenewed();
    m_exchange.release()->deleteLater(); // its signal is being emitted
    if (again)
        return begin(m_page);
    if (!page)
        return end(std::unexpected(withoutSecrets(std::move(page.error()), m_request.secrets)));
    m_models += page->models;
    if (!page->next.isEmpty() && ++m_pages < mostPages)
        return begin(page->next);
    std::ranges::sort(m_models, {}, &ModelInfo::id);
    end(m_models);
}

bool HttpModelsReply::isRenewed()
{
    if (m_renewed || !m_listing.renew || m_exchange->status() < 400)
        return false;
    m_renewed = m_listing.renew(
        httpFailure(m_exchange->status(), m_exchange->headers(), m_body, QDateTime::currentDateTimeUtc()));
    return m_renewed;
}

Result<HttpModelsReply::Page> HttpModelsReply::judge(const std::optional<TransportFailure> &failure) const
{
    const int status = m_exchange->status();
    const QList<Header> &headers = m_exchange->headers();
    if (status / 100 == 3)
        return std::unexpected(redirectError(m_request.url, headerValue(headers, "location")));
    if (failure)
        return std::unexpected(failure->error);
    if (status == 404 && m_listing.missingIsEmpty)
        return Page{};
    if (status / 100 != 2)
        return std::unexpected(*httpFailure(status, headers, m_body, QDateTime::currentDateTimeUtc()).outcome.error);
    return m_listing.parse(m_body);
}

void HttpModelsReply::end(ModelList models)
{
    if (m_listing.notes)
        note(m_listing.notes());
    finish(std::move(models));
}

} // namespace evenhand
