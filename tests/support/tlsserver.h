// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/paths.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpSocket>
#include <QUrl>

namespace evenhand {

// The certificates that tests/data/tls/make.sh makes.
inline QString tlsFile(const QString &name)
{
    return QStringLiteral(EVENHAND_TEST_DATA "/tls/") + name;
}

// Answers every request with 200 and two bytes, as 127.0.0.1, localhost and provider.example.
class TlsServer final : public QSslServer
{
public:
    TlsServer()
    {
        setSslConfiguration(configuration());
        connect(this, &QTcpServer::pendingConnectionAvailable, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                m_received += socket->readAll();
                socket->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            });
        });
        listen(QHostAddress::LocalHost);
    }

    QUrl url() const { return QUrl(QStringLiteral("https://127.0.0.1:%1/").arg(serverPort())); }
    const QByteArray &received() const { return m_received; } // as it was before TLS

private:
    static QSslConfiguration configuration()
    {
        QFile key(tlsFile(QStringLiteral("server.key")));
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(QSslCertificate::fromPath(tlsFile(QStringLiteral("server.pem"))).value(0));
        if (key.open(QIODevice::ReadOnly))
            tls.setPrivateKey(QSslKey(&key, QSsl::Rsa));
        return tls;
    }

    QByteArray m_received;
};

} // namespace evenhand
