// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/serverconnection.h"

#include <QTimer>

#include <sys/socket.h>

using namespace std::chrono;

namespace evenhand {

ServerConnection::ServerConnection(ScriptedServer &server, QTcpSocket *socket, int number)
    : QObject(socket)
    , m_server(server)
    , m_socket(socket)
    , m_number(number)
{
    m_server.connectionCount(1);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &ServerConnection::read);
    connect(m_socket, &QTcpSocket::disconnected, this, &ServerConnection::closed);
    connect(m_socket, &QTcpSocket::disconnected, m_socket, &QObject::deleteLater);
}

ServerConnection::~ServerConnection()
{
    m_server.connectionCount(-1);
}

void ServerConnection::read()
{
    m_buffer += m_socket->readAll();
    if (m_request)
        return;
    if (const std::optional<SeenRequest> request = takeRequest())
        m_request = m_server.requestArrived(*request, this);
}

std::optional<SeenRequest> ServerConnection::takeRequest()
{
    const qsizetype headEnd = m_buffer.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return std::nullopt;
    QByteArrayList lines = m_buffer.first(headEnd).replace("\r\n", "\n").split('\n');
    const QByteArrayList requestLine = lines.takeFirst().split(' ');
    SeenRequest request{.method = requestLine.value(0), .target = requestLine.value(1), .connection = m_number};
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.append({.name = line.first(colon), .value = line.sliced(colon + 1).trimmed()});
    }
    const qsizetype length = request.header("content-length").toLongLong();
    if (m_buffer.size() < headEnd + 4 + length)
        return std::nullopt;
    request.body = m_buffer.sliced(headEnd + 4, length);
    m_buffer.remove(0, headEnd + 4 + length);
    request.arrived = steady_clock::now();
    return request;
}

static QByteArray headOf(const ServerAnswer &answer)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + " Scripted\r\n";
    for (const Header &header : answer.headers)
        head += header.name + ": " + header.value + "\r\n";
    qsizetype length = 0;
    for (const ServerAnswer::Piece &piece : answer.body)
        length += piece.bytes.size();
    if (answer.end != ServerAnswer::End::Complete)
        ++length;
    switch (answer.framing) {
    case ServerAnswer::Framing::Chunked:
        return head + "Transfer-Encoding: chunked\r\n\r\n";
    case ServerAnswer::Framing::Length:
        return head + "Content-Length: " + QByteArray::number(length) + "\r\n\r\n";
    case ServerAnswer::Framing::UntilClose:
        return head + "Connection: close\r\n\r\n";
    }
    Q_UNREACHABLE_RETURN({});
}

QList<ServerConnection::Write> ServerConnection::writesOf(const ServerAnswer &answer)
{
    const bool chunked = answer.framing == ServerAnswer::Framing::Chunked;
    if (answer.status == 0)
        return {{.pause = answer.delay}};
    QList<Write> writes{{.bytes = headOf(answer), .pause = answer.delay}};
    for (const ServerAnswer::Piece &piece : answer.body) {
        const QByteArray size = QByteArray::number(piece.bytes.size(), 16);
        writes.append({.bytes = chunked ? size + "\r\n" + piece.bytes + "\r\n" : piece.bytes,
                       .pause = piece.pause,
                       .firstOfBody = writes.size() == 1});
    }
    if (chunked && answer.end == ServerAnswer::End::Complete)
        writes.append({.bytes = "0\r\n\r\n"});
    if (!answer.byteByByte)
        return writes;
    QList<Write> single;
    for (const Write &write : std::as_const(writes)) {
        for (qsizetype i = 0; i < write.bytes.size(); ++i)
            single.append({.bytes = write.bytes.sliced(i, 1),
                           .pause = i == 0 ? write.pause : milliseconds(0),
                           .firstOfBody = write.firstOfBody && i == 0});
    }
    return single;
}

void ServerConnection::answer(qsizetype request, const ServerAnswer &answer)
{
    m_request = request;
    m_answer = answer;
    m_writes = writesOf(answer);
    m_next = 0;
    writeDue();
}

void ServerConnection::writeDue()
{
    while (m_request && m_next < m_writes.size()) {
        Write &next = m_writes[m_next];
        if (next.pause > milliseconds(0)) {
            QTimer::singleShot(std::exchange(next.pause, {}), Qt::PreciseTimer, this, &ServerConnection::writeDue);
            return;
        }
        ++m_next;
        m_socket->write(next.bytes);
        m_socket->flush();
        if (next.firstOfBody)
            m_server.update(*m_request, [](SeenRequest &seen) { seen.firstByte = steady_clock::now(); });
        if (m_answer.byteByByte) {
            QTimer::singleShot(0, this, &ServerConnection::writeDue);
            return;
        }
    }
    if (m_request)
        endAnswer();
}

void ServerConnection::endAnswer()
{
    if (m_answer.end == ServerAnswer::End::Stall)
        return;
    m_server.update(*std::exchange(m_request, {}), [](SeenRequest &seen) { seen.ended = steady_clock::now(); });
    if (m_answer.end == ServerAnswer::End::Reset) {
        const linger atOnce{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(int(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof(atOnce));
        m_socket->abort();
    } else if (m_answer.end == ServerAnswer::End::Fin || m_answer.framing == ServerAnswer::Framing::UntilClose) {
        m_socket->disconnectFromHost();
    } else {
        read();
    }
}

void ServerConnection::closed()
{
    if (!m_request)
        return;
    m_server.update(*std::exchange(m_request, {}), [](SeenRequest &seen) {
        seen.closedByClient = true;
        seen.ended = steady_clock::now();
    });
}

} // namespace evenhand
