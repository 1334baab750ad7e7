// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/redactor.h"
#include "app/engine/network.h"
#include "plugins/http/httpexchange.h"
#include "tests/support/tlsserver.h"
#include "tests/unit/fakekeychain.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

namespace {

const QByteArray account = "Basic " + QByteArray("me:pw").toBase64();

// A proxy that wants to know who asks, and leads every tunnel to one server.
class TunnelProxy final : public QTcpServer
{
public:
    explicit TunnelProxy(quint16 destination)
        : m_destination(destination)
    {
        connect(this, &QTcpServer::pendingConnectionAvailable, this, [this] { serve(nextPendingConnection()); });
        listen(QHostAddress::LocalHost);
    }

    QUrl url() const { return QUrl(u"http://127.0.0.1:%1"_s.arg(serverPort())); }
    const QByteArrayList &heads() const { return m_heads; } // of the requests to the proxy itself
    const QByteArray &carried() const { return m_carried; } // towards the server

private:
    void serve(QTcpSocket *client)
    {
        connect(client, &QTcpSocket::readyRead, this, [this, client] {
            m_head += client->readAll();
            if (!m_head.endsWith("\r\n\r\n"))
                return;
            const QByteArray head = std::exchange(m_head, {});
            m_heads.append(head);
            if (head.contains("Proxy-Authorization: " + account))
                open(client);
            else
                client->write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n"
                              "Proxy-Authenticate: Basic realm=\"proxy\"\r\n\r\n");
        });
    }

    void open(QTcpSocket *client)
    {
        client->disconnect(this);
        auto *server = new QTcpSocket(client);
        connect(server, &QTcpSocket::connected, client,
                [client] { client->write("HTTP/1.1 200 Connection established\r\n\r\n"); });
        connect(server, &QTcpSocket::readyRead, client, [client, server] { client->write(server->readAll()); });
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(client, &QTcpSocket::readyRead, this, [this, client, server] {
            const QByteArray bytes = client->readAll();
            m_carried += bytes;
            server->write(bytes);
        });
        server->connectToHost(QHostAddress::LocalHost, m_destination);
    }

    quint16 m_destination;
    QByteArray m_head;
    QByteArrayList m_heads;
    QByteArray m_carried;
};

} // namespace

// Requests to a provider over TLS, through the tunnel of a proxy, with what the person set for the network.
class TestTunnel : public QObject
{
    Q_OBJECT

private slots:
    void carriesTls();
    void asksForTheAccount_data();
    void asksForTheAccount();
    void trustsNobodyElse_data();
    void trustsNobodyElse();

private:
    // As the program does: settings, the password from where it is kept, the file of authorities.
    void get(const QUrl &url);

    TlsServer m_server;
    TunnelProxy m_proxy{m_server.serverPort()};
    QString m_user = u"me"_s;
    QByteArray m_password = "pw";
    QString m_authorities = tlsFile(u"authority.pem"_s);
    int m_status = 0;
    std::optional<Error> m_error;
};

void TestTunnel::get(const QUrl &url)
{
    Redactor redactor;
    FakeKeychain::State keychain;
    CredentialStore credentials(std::make_unique<FakeKeychain>(keychain), redactor);
    const NetworkSettings settings{.proxy = NetworkSettings::Proxy::Own,
                                   .proxyAddress = m_proxy.url(),
                                   .proxyUser = m_user,
                                   .password = {.kind = CredentialRef::Kind::Keychain, .name = {}},
                                   .authorities = m_authorities};
    credentials.store(proxyAccount(settings), u"password"_s, m_password, [](const Result<void> &) {});
    Network network;
    network.set(settings);
    Result<Access> access;
    resolveAccess(credentials, network, {.origin = url}, [&access](const Result<Access> &found) { access = found; });
    QVERIFY(access);
    const auto authorities =
        settings.authorities.isEmpty() ? QList<QSslCertificate>() : readAuthorities(settings.authorities).value();
    ChannelNetwork channelNetwork(*access, authorities);
    HttpExchange exchange(&channelNetwork, {.method = "GET", .url = url}, {}, nullptr);
    m_error.reset();
    connect(&exchange, &HttpExchange::ended, this, [this](const std::optional<TransportFailure> &failure) {
        m_error = failure.transform([](const TransportFailure &reason) { return reason.error; });
    });
    QSignalSpy ended(&exchange, &HttpExchange::ended);
    QVERIFY(ended.wait(20'000));
    m_status = exchange.status();
}

void TestTunnel::carriesTls()
{
    get(QUrl(u"https://provider.example/v1/models"_s));
    QVERIFY2(!m_error, qPrintable(m_error.value_or(Error()).message));
    QCOMPARE(m_status, 200);
    QVERIFY(m_proxy.heads().last().startsWith("CONNECT provider.example:443 HTTP/1."));
    QVERIFY(m_server.received().startsWith("GET /v1/models HTTP/1.1\r\n"));
    QVERIFY2(!m_server.received().toLower().contains("proxy-authorization"), "the account is the proxy's alone");
    QVERIFY(!m_proxy.carried().isEmpty());
    QVERIFY2(!m_proxy.carried().contains("/v1/models"), "the proxy sees nothing but TLS");
}

void TestTunnel::asksForTheAccount_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::newRow("nobody") << QString() << QByteArray();
    QTest::newRow("wrong password") << u"me"_s << QByteArray("other");
}

void TestTunnel::asksForTheAccount()
{
    QFETCH(const QString, user);
    QFETCH(const QByteArray, password);
    m_user = user;
    m_password = password;
    const qsizetype before = m_server.received().size();
    get(QUrl(u"https://provider.example/"_s));
    QVERIFY(m_error);
    QCOMPARE(m_status, 0);
    QCOMPARE(toString(m_error->step.value_or(Step::Model)), toString(Step::Connection));
    QVERIFY2(m_error->message.contains(u"proxy"_s), qPrintable(m_error->message));
    QCOMPARE(m_server.received().size(), before);
    m_user = u"me"_s;
    m_password = "pw";
}

void TestTunnel::trustsNobodyElse_data()
{
    QTest::addColumn<QString>("authorities");
    QTest::addColumn<QString>("host");
    QTest::newRow("only the system's") << QString() << u"provider.example"_s;
    QTest::newRow("another authority") << tlsFile(u"expired.pem"_s) << u"provider.example"_s;
    QTest::newRow("another host") << tlsFile(u"authority.pem"_s) << u"other.example"_s;
}

void TestTunnel::trustsNobodyElse()
{
    QFETCH(const QString, authorities);
    QFETCH(const QString, host);
    m_authorities = authorities;
    const qsizetype before = m_server.received().size();
    get(QUrl(u"https://%1/"_s.arg(host)));
    QVERIFY(m_error);
    QCOMPARE(m_status, 0);
    QCOMPARE(toString(m_error->step.value_or(Step::Model)), toString(Step::Security));
    QVERIFY2(m_error->message.contains(host), qPrintable(m_error->message));
    QCOMPARE(m_server.received().size(), before);
}

QTEST_GUILESS_MAIN(TestTunnel)
#include "tst_tunnel.moc"
