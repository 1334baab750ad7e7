// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include "plugins/http/httpexchange.h"

#include "plugins/http/endpointcheck.h"
#include "plugins/http/httpheaders.h"

#include <QHttp1Configuration>
#include <QHttp2Configuration>
#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {

namespace {

constexpr int connectionsPerHost = 100;
// Over HTTP/2 all answers share one connection: a slow reader of one must not use up the room of the others.
constexpr unsigned http2SessionWindow = 100 * 256 * 1024;
constexpr auto releaseGrace = 2s;

// A body that is sent once. Qt sends a request again by itself when its connection breaks before the answer, and may do so
// three times; a body that cannot be rewound prevents that. Requests cost money, and the engine counts them. Until the
// whole of it was written the server has no request, and Qt may begin again: it gives requests to connections that the
// server is just closing.
class BodyDevice final : public QIODevice
{
public:
    explicit BodyDevice(const QByteArray &body)
        : m_body(body)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    qint64 size() const override { return m_body.size(); }
    bool reset() override { return !m_isSent && QIODevice::reset(); }
    void setSent() { m_isSent = true; }

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        const QByteArrayView piece = QByteArrayView(m_body).sliced(pos()).first(qMin(maxSize, m_body.size() - pos()));
        std::ranges::copy(piece, data);
        return piece.size();
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_body;
    bool m_isSent = false;
};

QNetworkRequest networkRequest(const HttpRequest &request)
{
    QNetworkRequest result(request.url);
    result.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    result.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    result.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    QHttp1Configuration http1;
    http1.setNumberOfConnectionsPerHost(connectionsPerHost);
    result.setHttp1Configuration(http1);
    QHttp2Configuration http2;
    http2.setServerPushEnabled(false);
    http2.setSessionReceiveWindowSize(http2SessionWindow);
    result.setHttp2Configuration(http2);
    for (const Header &header : request.headers)
        result.setRawHeader(header.name, header.value);
    return result;
}

QString seconds(std::chrono::milliseconds duration)
{
    return QString::number(double(duration.count()) / 1000);
}

} // namespace

HttpExchange::HttpExchange(QNetworkAccessManager *network, const HttpRequest &request, const Limits &limits,
                           QObject *parent)
    : QObject(parent)
    , m_place(originOf(request.url).toString())
    , m_maxBytes(limits.maxBytes)
{
    startTimers(limits);
    send(network, request);
}

HttpExchange::~HttpExchange()
{
    stop();
}

QByteArray HttpExchange::contentType() const
{
    return headerValue(m_headers, "content-type").split(';').first().trimmed().toLower();
}

void HttpExchange::send(QNetworkAccessManager *network, const HttpRequest &request)
{
    const QNetworkRequest outgoing = networkRequest(request);
    if (request.body.isEmpty()) {
        m_reply = network->sendCustomRequest(outgoing, request.method);
    } else {
        auto *body = new BodyDevice(request.body);
        m_reply = network->sendCustomRequest(outgoing, request.method, body);
        body->setParent(m_reply);
        connect(m_reply, &QNetworkReply::requestSent, body, &BodyDevice::setSent);
    }
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, &HttpExchange::connecting);
    connect(m_reply, &QNetworkReply::requestSent, this, &HttpExchange::onSent);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpExchange::onHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::onReadyRead);
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::onFinished);
}

void HttpExchange::startTimers(const Limits &limits)
{
    m_idleTimer.setInterval(limits.idle);
    for (QTimer *timer : {&m_connectTimer, &m_idleTimer, &m_totalTimer})
        timer->setSingleShot(true);
    connect(&m_connectTimer, &QTimer::timeout, this, [this, limit = limits.connect] {
        fail(ErrorCode::Timeout,
             u"%1 could not be reached within %2 s. Check the address and the network."_s.arg(m_place, seconds(limit)),
             true, Step::Connection);
    });
    connect(&m_idleTimer, &QTimer::timeout, this, [this, limit = limits.idle] {
        fail(ErrorCode::Timeout, u"%1 sent nothing more for %2 s."_s.arg(m_place, seconds(limit)), true);
    });
    connect(&m_totalTimer, &QTimer::timeout, this, [this, limit = limits.total] {
        fail(ErrorCode::Timeout, u"%1 did not finish its answer within %2 s."_s.arg(m_place, seconds(limit)), false);
    });
    m_connectTimer.start(limits.connect);
    m_totalTimer.start(limits.total);
}

void HttpExchange::onSent()
{
    m_connectTimer.stop();
    emit sent();
}

void HttpExchange::onHead()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_status != 0 || status == 0)
        return;
    m_connectTimer.stop();
    m_status = status;
    const QList<QNetworkReply::RawHeaderPair> &pairs = m_reply->rawHeaderPairs();
    for (const auto &[name, value] : pairs)
        m_headers.append({.name = name, .value = value});
    emit head();
}

void HttpExchange::onReadyRead()
{
    onHead();
    if (!m_reply)
        return;
    QByteArray bytes = m_reply->readAll();
    if (bytes.isEmpty())
        return;
    m_idleTimer.start();
    const qint64 room = m_maxBytes - m_received;
    m_received += bytes.size();
    const bool tooLarge = bytes.size() > room;
    if (tooLarge)
        bytes.truncate(room);
    const QPointer<HttpExchange> alive(this);
    emit body(bytes);
    if (alive && tooLarge)
        fail(ErrorCode::TooLarge,
             u"The answer of %1 is larger than the limit of %2 bytes and was cut there."_s.arg(
                 m_place, QString::number(m_maxBytes)),
             false);
}

void HttpExchange::onFinished()
{
    const QPointer<HttpExchange> alive(this);
    if (m_reply->isOpen())
        onReadyRead();
    if (!alive || !m_reply)
        return;
    std::optional<TransportFailure> failure;
    if (m_status < 400 && m_reply->error() != QNetworkReply::NoError)
        failure = networkFailure();
    if (const QPointer<QNetworkReply> reply = detach())
        reply->deleteLater();
    emit ended(failure);
}

TransportFailure HttpExchange::networkFailure() const
{
    const auto failure = [this](const QString &message, bool retryable, std::optional<Step> step = {}) {
        return TransportFailure{
            {.code = ErrorCode::Network, .message = message, .detail = m_reply->errorString(), .step = step},
            retryable};
    };
    switch (m_reply->error()) {
    case QNetworkReply::ConnectionRefusedError:
        return failure(u"Nothing answers at %1. Start the server, or check the address."_s.arg(m_place), true,
                       Step::Connection);
    case QNetworkReply::HostNotFoundError:
        return failure(u"%1 was not found. Check the address and the network."_s.arg(m_place), false, Step::Name);
    case QNetworkReply::SslHandshakeFailedError:
        return failure(u"There is no trusted connection to %1: %2"_s.arg(m_place, m_reply->errorString()), false,
                       Step::Security);
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return failure(u"The proxy on the way to %1 failed: %2"_s.arg(m_place, m_reply->errorString()), false,
                       Step::Connection);
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
        return failure(u"%1 closed the connection before its answer was complete."_s.arg(m_place), true);
    default:
        return failure(u"The connection to %1 failed: %2"_s.arg(m_place, m_reply->errorString()), true);
    }
}

void HttpExchange::fail(ErrorCode code, const QString &message, bool retryable, std::optional<Step> step)
{
    stop();
    emit ended(TransportFailure{{.code = code, .message = message, .detail = {}, .step = step}, retryable});
}

QPointer<QNetworkReply> HttpExchange::detach()
{
    for (QTimer *timer : {&m_connectTimer, &m_idleTimer, &m_totalTimer})
        timer->stop();
    if (m_reply)
        m_reply->disconnect(this);
    return std::exchange(m_reply, {});
}

void HttpExchange::stop()
{
    if (const QPointer<QNetworkReply> reply = detach()) {
        reply->abort();
        reply->deleteLater();
    }
}

void HttpExchange::release()
{
    const QPointer<QNetworkReply> reply = detach();
    if (!reply)
        return;
    if (reply->isFinished()) {
        reply->deleteLater();
        return;
    }
    connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    QTimer::singleShot(releaseGrace, reply, &QNetworkReply::abort);
}

} // namespace evenhand
