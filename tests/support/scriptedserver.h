// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

#include <QMutex>
#include <QPointer>
#include <QThread>

#include <functional>
#include <memory>

namespace evenhand {

class ServerConnection;

// What the server does with one request.
struct ServerAnswer
{
    struct Piece
    {
        QByteArray bytes;
        std::chrono::milliseconds pause{0}; // before the bytes

        bool operator==(const Piece &) const = default;
    };
    enum class Framing {
        Chunked,
        Length,     // Content-Length; an early end leaves some of it out
        UntilClose, // the body ends with the connection
    };
    enum class End {
        Complete, // the connection stays open for the next request, unless the framing says otherwise
        Stall,    // nothing more is written; the connection stays open
        Fin,      // closed in mid-answer
        Reset,    // closed in mid-answer, with a reset
    };

    int status = 200; // 0: not even a head is written
    QList<Header> headers;
    QList<Piece> body;
    std::chrono::milliseconds delay{0}; // between the end of the request and the head
    Framing framing = Framing::Chunked;
    End end = End::Complete;
    bool byteByByte = false; // head, framing and body: each byte is written for itself

    bool operator==(const ServerAnswer &) const = default;
};

ServerAnswer streamAnswer(const QByteArray &events);
ServerAnswer jsonAnswer(int status, const QByteArray &json);

// A request as the server saw it, and when. Times are those of the monotonic clock.
struct SeenRequest
{
    using Moment = std::chrono::steady_clock::time_point;

    QByteArray method;
    QByteArray target;
    QList<Header> headers;
    QByteArray body;
    int connection = 0;              // counted from 0
    Moment arrived;                  // its last byte was read
    std::optional<Moment> firstByte; // of the answer's body, handed to the system
    std::optional<Moment> ended;     // the answer is written, or its connection is gone
    bool closedByClient = false;     // before the answer was complete

    QByteArray header(QByteArrayView name) const; // name in any case
};

// An HTTP/1.1 server on a loopback port that answers as it was told. It lives in a thread of its own, so that its times
// are not those of the test's event loop. All functions may be called from any thread.
class ScriptedServer
{
public:
    using Handler = std::function<ServerAnswer(const SeenRequest &request)>;

    ScriptedServer();
    ~ScriptedServer();
    Q_DISABLE_COPY_MOVE(ScriptedServer)

    QUrl url(const QString &path = {}) const;

    void setAnswer(const ServerAnswer &answer);
    void setAnswers(const QList<ServerAnswer> &answers); // one after the other; the last one for all that follow
    void setHandler(Handler handler);                    // called in the server's thread
    // No request is answered before so many are there at the same time.
    void holdUntil(int requests);

    QList<SeenRequest> requests() const;
    int openConnections() const;
    int mostRequestsAtOnce() const;

private:
    friend class ServerConnection;
    class Listener;

    // For ServerConnection, in the server's thread.
    qsizetype requestArrived(const SeenRequest &request, ServerConnection *connection);
    void update(qsizetype request, const std::function<void(SeenRequest &)> &change);
    void connectionCount(int change);
    void answerHeld();

    QThread m_thread;
    Listener *m_listener = nullptr;
    quint16 m_port = 0;
    mutable QMutex m_mutex;
    std::shared_ptr<Handler> m_handler;
    QList<SeenRequest> m_requests;
    QList<std::pair<qsizetype, QPointer<ServerConnection>>> m_held; // of the server's thread
    int m_hold = 0;
    int m_openConnections = 0;
    int m_mostAtOnce = 0;
};

} // namespace evenhand
