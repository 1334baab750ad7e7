// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/scriptedserver.h"

#include <QTcpSocket>

namespace evenhand {

// One connection of a ScriptedServer: reads requests, one at a time, and writes their answers.
class ServerConnection final : public QObject
{
public:
    ServerConnection(ScriptedServer &server, QTcpSocket *socket, int number);
    ~ServerConnection() override;

    void answer(qsizetype request, const ServerAnswer &answer);

private:
    struct Write
    {
        QByteArray bytes;
        std::chrono::milliseconds pause{0};
        bool firstOfBody = false;
    };

    void read();
    std::optional<SeenRequest> takeRequest();
    static QList<Write> writesOf(const ServerAnswer &answer);
    void writeDue();
    void endAnswer();
    void closed();

    ScriptedServer &m_server;
    QTcpSocket *m_socket;
    int m_number;
    QByteArray m_buffer;
    std::optional<qsizetype> m_request; // the one under way
    ServerAnswer m_answer;
    QList<Write> m_writes;
    qsizetype m_next = 0;
};

} // namespace evenhand
