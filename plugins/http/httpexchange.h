// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include "plugins/http/httprequest.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

QT_BEGIN_NAMESPACE
class QNetworkAccessManager;
class QNetworkReply;
QT_END_NAMESPACE

namespace evenhand {

// Why an exchange ended before its answer did. HTTP statuses are not meant: an answer with status 500 is an answer.
struct TransportFailure
{
    Error error;
    bool retryable = false;

    bool operator==(const TransportFailure &) const = default;
};

// One request and its answer, within the limits of time and size. Redirects are not followed, cookies not kept, no
// credentials added, and nothing is sent a second time by itself. The signals come in the order in which they are
// declared; ended() comes once and last, body() as often as bytes were read from the network.
class HttpExchange final : public QObject
{
    Q_OBJECT
public:
    HttpExchange(QNetworkAccessManager *network, const HttpRequest &request, const Limits &limits, QObject *parent);
    ~HttpExchange() override;

    int status() const { return m_status; } // 0 until head()
    const QList<Header> &headers() const { return m_headers; }
    QByteArray contentType() const; // lower case, without parameters

    // Both end the exchange in silence.
    void stop(); // closes the connection
    void
    release(); // nothing more is of interest: what little may follow is thrown away, so that the connection can serve
               // the next request

signals:
    void connecting();
    void sent();
    void head();
    void body(const QByteArray &bytes);
    void ended(const std::optional<evenhand::TransportFailure> &failure);

private:
    void send(QNetworkAccessManager *network, const HttpRequest &request);
    void startTimers(const Limits &limits);
    void onSent();
    void onHead();
    void onReadyRead();
    void onFinished();
    void fail(ErrorCode code, const QString &message, bool retryable, std::optional<Step> step = {});
    TransportFailure networkFailure() const;
    QPointer<QNetworkReply> detach();

    QPointer<QNetworkReply> m_reply; // null once the exchange has ended
    QString m_place;                 // scheme, host and port, for a person
    qint64 m_maxBytes;
    qint64 m_received = 0;
    int m_status = 0;
    QList<Header> m_headers;
    QTimer m_connectTimer;
    QTimer m_idleTimer;
    QTimer m_totalTimer;
};

} // namespace evenhand

Q_DECLARE_METATYPE(std::optional<evenhand::TransportFailure>)
