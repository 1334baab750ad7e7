// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include "plugins/http/httpchatreply.h"

#include "plugins/http/httpheaders.h"

#include <QNetworkAccessManager>
#include <QPointer>

#include <utility>

using namespace Qt::StringLiterals;

namespace evenhand {

static ChatOutcome failed(Error error, bool retryable)
{
    return {.error = std::move(error), .retryable = retryable, .retryAfter = {}};
}

static Error truncatedError(const QString &host)
{
    return {.code = ErrorCode::Protocol,
            .message = u"The answer of %1 broke off before its end. What had arrived is kept."_s.arg(host),
            .detail = {}};
}

static bool isDocument(const QByteArray &contentType)
{
    return contentType == "application/json" || contentType == "text/html" || contentType.endsWith("+json");
}

HttpChatReply::HttpChatReply(QNetworkAccessManager *network, const Limits &limits)
    : m_network(network)
    , m_limits(limits)
    , m_deadline(limits.total)
{
}

HttpChatReply::~HttpChatReply() = default;

std::optional<Notice> HttpChatReply::repair(const HttpFailure &)
{
    return std::nullopt;
}

void HttpChatReply::prepare(std::function<void()> ready)
{
    ready();
}

HttpFailure HttpChatReply::judge(int status, const QList<Header> &headers, const QByteArray &body)
{
    return httpFailure(status, headers, body, QDateTime::currentDateTimeUtc());
}

void HttpChatReply::start()
{
    prepareAndSend({});
}

void HttpChatReply::prepareAndSend(const ChatEvents &batch)
{
    prepare([alive = QPointer<HttpChatReply>(this), batch] {
        if (alive && !alive->m_aborted)
            alive->send(batch);
    });
}

void HttpChatReply::send(ChatEvents batch)
{
    Result<Call> call = makeCall();
    if (!call) {
        end(std::move(batch), failed(call.error(), false));
        return;
    }
    m_request = std::move(call->request);
    m_parser = std::move(call->parser);
    m_body.clear();
    m_whole = false;
    m_limits.total = std::chrono::ceil<std::chrono::milliseconds>(m_deadline.remainingTimeAsDuration());
    m_exchange = new HttpExchange(m_network, m_request, m_limits, this);
    connect(m_exchange, &HttpExchange::connecting, this, [this] { reach(Phase::Connecting); });
    connect(m_exchange, &HttpExchange::sent, this, [this] { reach(Phase::RequestSent); });
    connect(m_exchange, &HttpExchange::head, this, &HttpChatReply::onHead);
    connect(m_exchange, &HttpExchange::body, this, &HttpChatReply::onBody);
    connect(m_exchange, &HttpExchange::ended, this, &HttpChatReply::onEnded);
    batch.append(recordOf(m_request));
    batch.append(untold(call->notices));
    deliver(std::move(batch));
}

ChatEvents HttpChatReply::untold(const QStringList &notices)
{
    ChatEvents events;
    for (const QString &notice : notices) {
        if (notice.isEmpty() || m_told.contains(notice))
            continue;
        m_told.append(notice);
        events.append(Notice{notice});
    }
    return events;
}

void HttpChatReply::abort()
{
    m_aborted = true;
    dropExchange();
}

void HttpChatReply::dropExchange()
{
    if (HttpExchange *exchange = std::exchange(m_exchange, nullptr)) {
        exchange->disconnect(this);
        exchange->stop();
        exchange->deleteLater();
    }
}

// A repeated request passes the same phases again; the first time counts.
void HttpChatReply::reach(Phase phase, ChatEvents more)
{
    if (!m_phase || *m_phase < phase) {
        m_phase = phase;
        more.prepend(PhaseReached{phase});
    }
    deliver(std::move(more));
}

ChatEvents HttpChatReply::headEvents() const
{
    ChatEvents events{parseIdentity(m_exchange->headers())};
    if (std::optional<RateLimits> limits = parseRateLimits(m_exchange->headers(), QDateTime::currentDateTimeUtc()))
        events.append(*std::move(limits));
    return events;
}

// The head of a refusal is not reported before it is known that the refusal is final.
void HttpChatReply::onHead()
{
    m_whole = !isAnswer() || isDocument(m_exchange->contentType());
    if (isAnswer())
        reach(Phase::FirstByte, headEvents());
}

void HttpChatReply::onBody(const QByteArray &bytes)
{
    if (m_whole) {
        m_body += bytes;
        return;
    }
    ChatEvents events = m_parser->feed(bytes);
    if (m_parser->isEnded())
        end(std::move(events), m_parser->failure().value_or(ChatOutcome()));
    else
        deliver(std::move(events));
}

void HttpChatReply::onEnded(const std::optional<TransportFailure> &failure)
{
    if (m_exchange->status() == 0) {
        const TransportFailure reason = failure.value_or(TransportFailure{truncatedError(m_request.url.host()), true});
        end({}, failed(reason.error, reason.retryable));
    } else if (isAnswer()) {
        endAnswer(failure);
    } else {
        endRefused();
    }
}

void HttpChatReply::endRefused()
{
    const QList<Header> &headers = m_exchange->headers();
    const int status = m_exchange->status();
    if (status / 100 == 3) {
        end({PhaseReached{Phase::FirstByte}},
            failed(redirectError(m_request.url, headerValue(headers, "location")), false));
        return;
    }
    const HttpFailure failure = judge(status, headers, m_body);
    if (std::optional<Notice> notice = repair(failure)) {
        dropExchange();
        prepareAndSend({*std::move(notice)});
        return;
    }
    ChatEvents last{PhaseReached{Phase::FirstByte}};
    last.append(headEvents());
    end(std::move(last), failure.outcome);
}

void HttpChatReply::endAnswer(const std::optional<TransportFailure> &failure)
{
    if (m_whole && failure) {
        end({}, failed(failure->error, failure->retryable));
        return;
    }
    ChatEvents events = m_whole ? m_parser->parseWhole(m_body) : m_parser->finish();
    ChatOutcome outcome = m_parser->failure().value_or(ChatOutcome());
    if (!outcome.error && !m_parser->isComplete()) {
        const bool cut = !failure || failure->error.code == ErrorCode::Network;
        outcome = cut ? failed(truncatedError(m_request.url.host()), true) : failed(failure->error, failure->retryable);
        if (failure)
            outcome.error->detail = failure->error.detail;
    }
    end(std::move(events), std::move(outcome));
}

void HttpChatReply::end(ChatEvents last, ChatOutcome outcome)
{
    if (outcome.error) {
        outcome.error = withoutSecrets(*std::move(outcome.error), m_request.secrets);
        dropExchange();
    } else if (HttpExchange *exchange = std::exchange(m_exchange, nullptr)) {
        exchange->disconnect(this);
        exchange->release();
        exchange->deleteLater();
    }
    const QPointer<HttpChatReply> alive(this);
    deliver(std::move(last));
    if (alive)
        finish(std::move(outcome));
}

} // namespace evenhand
