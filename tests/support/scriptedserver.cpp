// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/scriptedserver.h"

#include "tests/support/serverconnection.h"

#include <QTcpServer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {

class ScriptedServer::Listener final : public QTcpServer
{
public:
    explicit Listener(ScriptedServer &server)
    {
        setListenBacklogSize(256);
        connect(this, &QTcpServer::newConnection, this, [this, &server] {
            while (QTcpSocket *socket = nextPendingConnection())
                new ServerConnection(server, socket, m_connections++);
        });
        if (!listen(QHostAddress::LocalHost))
            qFatal("The test server cannot listen: %s", qPrintable(errorString()));
    }

private:
    int m_connections = 0;
};

ServerAnswer streamAnswer(const QByteArray &events)
{
    return {.headers = {{"Content-Type", "text/event-stream; charset=utf-8"}}, .body = {{.bytes = events}}};
}

ServerAnswer jsonAnswer(int status, const QByteArray &json)
{
    return {.status = status,
            .headers = {{"Content-Type", "application/json"}},
            .body = {{.bytes = json}},
            .framing = ServerAnswer::Framing::Length};
}

QByteArray SeenRequest::header(QByteArrayView name) const
{
    const auto found = std::ranges::find_if(
        headers, [name](const Header &header) { return header.name.compare(name, Qt::CaseInsensitive) == 0; });
    return found == headers.end() ? QByteArray() : found->value;
}

ScriptedServer::ScriptedServer()
{
    setHandler([](const SeenRequest &) { return jsonAnswer(404, R"({"error":"nothing is scripted"})"); });
    m_thread.setObjectName(u"scripted server"_s);
    auto *context = new QObject;
    context->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, context, &QObject::deleteLater);
    m_thread.start();
    QMetaObject::invokeMethod(
        context,
        [this, context] {
            m_listener = new Listener(*this);
            m_listener->setParent(context);
        },
        Qt::BlockingQueuedConnection);
    m_port = m_listener->serverPort();
}

ScriptedServer::~ScriptedServer()
{
    m_thread.quit();
    m_thread.wait();
}

QUrl ScriptedServer::url(const QString &path) const
{
    return QUrl(u"http://127.0.0.1:%1%2"_s.arg(m_port).arg(path));
}

void ScriptedServer::setAnswer(const ServerAnswer &answer)
{
    setAnswers({answer});
}

void ScriptedServer::setAnswers(const QList<ServerAnswer> &answers)
{
    setHandler([answers, next = qsizetype(0)](const SeenRequest &) mutable {
        return answers.at(std::min(next++, answers.size() - 1));
    });
}

void ScriptedServer::setHandler(Handler handler)
{
    const QMutexLocker lock(&m_mutex);
    m_handler = std::make_shared<Handler>(std::move(handler));
}

void ScriptedServer::holdUntil(int requests)
{
    const QMutexLocker lock(&m_mutex);
    m_hold = requests;
}

QList<SeenRequest> ScriptedServer::requests() const
{
    const QMutexLocker lock(&m_mutex);
    return m_requests;
}

int ScriptedServer::openConnections() const
{
    const QMutexLocker lock(&m_mutex);
    return m_openConnections;
}

int ScriptedServer::mostRequestsAtOnce() const
{
    const QMutexLocker lock(&m_mutex);
    return m_mostAtOnce;
}

qsizetype ScriptedServer::requestArrived(const SeenRequest &request, ServerConnection *connection)
{
    qsizetype number = 0;
    {
        const QMutexLocker lock(&m_mutex);
        number = m_requests.size();
        m_requests.append(request);
        const auto underWay = std::ranges::count_if(m_requests, [](const SeenRequest &seen) { return !seen.ended; });
        m_mostAtOnce = std::max(m_mostAtOnce, int(underWay));
    }
    m_held.append({number, connection});
    // Not from within the connection's reading, which has yet to learn the request's number.
    QMetaObject::invokeMethod(m_listener, [this] { answerHeld(); }, Qt::QueuedConnection);
    return number;
}

void ScriptedServer::answerHeld()
{
    std::shared_ptr<Handler> handler;
    QList<SeenRequest> requests;
    {
        const QMutexLocker lock(&m_mutex);
        if (m_held.size() < m_hold)
            return;
        m_hold = 0;
        requests = m_requests;
        handler = m_handler;
    }
    for (const auto &[number, connection] : std::exchange(m_held, {})) {
        if (connection)
            connection->answer(number, (*handler)(requests.at(number)));
    }
}

void ScriptedServer::update(qsizetype request, const std::function<void(SeenRequest &)> &change)
{
    const QMutexLocker lock(&m_mutex);
    change(m_requests[request]);
}

void ScriptedServer::connectionCount(int change)
{
    const QMutexLocker lock(&m_mutex);
    m_openConnections += change;
}

} // namespace evenhand
