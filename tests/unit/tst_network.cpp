// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/redactor.h"
#include "app/engine/network.h"
#include "app/service/channeltest.h"
#include "plugins/http/httpexchange.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/tlsserver.h"
#include "tests/unit/fakekeychain.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;
using Proxy = NetworkSettings::Proxy;

namespace {

NetworkSettings through(const ScriptedServer &proxy, const QString &user = {})
{
    return {.proxy = Proxy::Own, .proxyAddress = proxy.url(), .proxyUser = user};
}

QString stepOf(const Error &error)
{
    return error.step.transform([](Step step) { return toString(step); }).value_or(QString());
}

struct Outcome
{
    int status = 0;
    std::optional<Error> error;
};

Outcome get(const Access &access, const QUrl &url, const QList<QSslCertificate> &authorities = {})
{
    ChannelNetwork network(access, authorities);
    HttpExchange exchange(&network, {.method = "GET", .url = url}, {}, nullptr);
    Outcome outcome;
    QSignalSpy ended(&exchange, &HttpExchange::ended);
    QObject::connect(&exchange, &HttpExchange::ended, &exchange, [&](const std::optional<TransportFailure> &failure) {
        if (failure)
            outcome.error = failure->error;
    });
    if (ended.wait(20'000))
        outcome.status = exchange.status();
    return outcome;
}

} // namespace

class TestNetwork : public QObject
{
    Q_OBJECT

private slots:
    void proxyAddresses_data();
    void proxyAddresses();
    void requestsGoThroughTheProxy();
    void theProxyIsToldWhoAsks();
    void aProxyThatRefusesIsTheConnection();
    void tunnelsAreAskedForByName();
    void thisMachineNeedsNoProxy();
    void anAuthorityOfOnesOwnIsTrusted();
    void anUnknownAuthorityIsNot();
    void filesThatCannotBeUsedSayWhy();
    void thePasswordComesFromItsPlace();
    void aMissingPasswordIsSaid();
    void stepsOfATest_data();
    void stepsOfATest();
    void credentialsOfATest_data();
    void credentialsOfATest();
};

void TestNetwork::proxyAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("address"); // empty: refused
    QTest::newRow("host and port") << u" proxy.example:3128 "_s << u"http://proxy.example:3128"_s;
    QTest::newRow("http") << u"http://proxy.example:3128/"_s << u"http://proxy.example:3128"_s;
    QTest::newRow("socks") << u"socks5://10.0.0.1:1080"_s << u"socks5://10.0.0.1:1080"_s;
    QTest::newRow("no port") << u"proxy.example"_s << QString();
    QTest::newRow("a password") << u"http://me:pw@proxy.example:3128"_s << QString();
    QTest::newRow("a script") << u"http://proxy.example:80/proxy.pac"_s << QString();
    QTest::newRow("ftp") << u"ftp://proxy.example:21"_s << QString();
}

void TestNetwork::proxyAddresses()
{
    QFETCH(const QString, text);
    QFETCH(const QString, address);
    const Result<QUrl> parsed = parseProxyAddress(text);
    QCOMPARE(parsed.has_value(), !address.isEmpty());
    QCOMPARE(parsed.value_or(QUrl()), QUrl(address));
}

void TestNetwork::requestsGoThroughTheProxy()
{
    ScriptedServer proxy;
    proxy.setAnswer(jsonAnswer(200, "{}"));
    const Outcome outcome = get({.network = through(proxy)}, QUrl(u"http://provider.example/v1/models"_s));
    QCOMPARE(outcome.status, 200);
    QCOMPARE(proxy.requests().value(0).target, QByteArray("http://provider.example/v1/models"));
}

void TestNetwork::theProxyIsToldWhoAsks()
{
    ScriptedServer proxy;
    proxy.setHandler([](const SeenRequest &request) {
        return jsonAnswer(request.header("proxy-authorization").isEmpty() ? 407 : 200, "{}");
    });
    const Access access{.network = through(proxy, u"me"_s), .proxyPassword = "pw"};
    QCOMPARE(get(access, QUrl(u"http://provider.example/"_s)).status, 200);
    QCOMPARE(proxy.requests().last().header("proxy-authorization"), "Basic " + QByteArray("me:pw").toBase64());
}

void TestNetwork::aProxyThatRefusesIsTheConnection()
{
    ScriptedServer proxy;
    proxy.setAnswer(jsonAnswer(502, "{}"));
    const Outcome outcome = get({.network = through(proxy)}, QUrl(u"https://provider.example/"_s));
    QVERIFY(outcome.error);
    QCOMPARE(outcome.status, 0);
    QCOMPARE(toString(outcome.error->code), toString(ErrorCode::Network));
}

void TestNetwork::tunnelsAreAskedForByName()
{
    ScriptedServer proxy;
    ServerAnswer refusal = jsonAnswer(407, "{}");
    refusal.headers.append({.name = "Proxy-Authenticate", .value = "Basic realm=\"proxy\""});
    proxy.setAnswer(refusal);
    const QUrl url(u"https://provider.example/v1"_s);
    const Outcome nobody = get({.network = through(proxy)}, url);
    QVERIFY(nobody.error);
    QCOMPARE(stepOf(*nobody.error), toString(Step::Connection));
    QCOMPARE(proxy.requests().value(0).method, QByteArray("CONNECT"));
    QCOMPARE(proxy.requests().value(0).target, QByteArray("provider.example:443"));
    QVERIFY(proxy.requests().value(0).header("proxy-authorization").isEmpty());

    std::ignore = get({.network = through(proxy, u"me"_s), .proxyPassword = "pw"}, url);
    QCOMPARE(proxy.requests().last().method, QByteArray("CONNECT"));
    QCOMPARE(proxy.requests().last().header("proxy-authorization"), "Basic " + QByteArray("me:pw").toBase64());
}

void TestNetwork::thisMachineNeedsNoProxy()
{
    ScriptedServer proxy;
    ScriptedServer local;
    local.setAnswer(jsonAnswer(200, "{}"));
    QCOMPARE(get({.network = through(proxy)}, local.url()).status, 200);
    QVERIFY(proxy.requests().isEmpty());
}

void TestNetwork::anAuthorityOfOnesOwnIsTrusted()
{
    TlsServer server;
    const Result<QList<QSslCertificate>> authorities = readAuthorities(tlsFile(u"authority.pem"_s));
    QVERIFY(authorities);
    const Outcome outcome = get({}, server.url(), *authorities);
    QVERIFY2(!outcome.error, qPrintable(outcome.error.value_or(Error{}).detail));
    QCOMPARE(outcome.status, 200);
}

void TestNetwork::anUnknownAuthorityIsNot()
{
    TlsServer server;
    const Outcome outcome = get({}, server.url());
    QCOMPARE(outcome.status, 0);
    QVERIFY(outcome.error);
    QCOMPARE(stepOf(*outcome.error), toString(Step::Security));
}

void TestNetwork::filesThatCannotBeUsedSayWhy()
{
    for (const auto &[file, words] : {std::pair{u"nothing.pem"_s, u"cannot be read"_s},
                                      {u"make.sh"_s, u"no certificate"_s},
                                      {u"server.key"_s, u"private key"_s}}) {
        const auto read = readAuthorities(tlsFile(file));
        QVERIFY2(!read, qPrintable(file));
        QVERIFY2(read.error().message.contains(words), qPrintable(read.error().message));
        QCOMPARE(stepOf(read.error()), toString(Step::Security));
    }
}

void TestNetwork::thePasswordComesFromItsPlace()
{
    Redactor redactor;
    FakeKeychain::State keychain;
    CredentialStore credentials(std::make_unique<FakeKeychain>(keychain), redactor);
    NetworkSettings settings{.proxy = Proxy::Own,
                             .proxyAddress = QUrl(u"http://proxy.example:3128"_s),
                             .proxyUser = u"me"_s,
                             .password = {.kind = CredentialRef::Kind::Keychain, .name = {}}};
    credentials.store(proxyAccount(settings), u"password"_s, "pw-canary", [](const Result<void> &) {});
    Network network;
    network.set(settings);
    std::optional<Result<Access>> access;
    const auto keep = [&](const Result<Access> &found) { access = found; };
    resolveAccess(credentials, network, {.origin = QUrl(u"https://provider.example"_s)}, keep);
    QVERIFY(access && access->has_value());
    QCOMPARE((*access)->proxyPassword, QByteArray("pw-canary"));
    resolveAccess(credentials, network, {.origin = QUrl(u"http://127.0.0.1:8080"_s)}, keep);
    QVERIFY(access && access->has_value());
    QCOMPARE((*access)->proxyPassword, QByteArray());
}

void TestNetwork::aMissingPasswordIsSaid()
{
    Redactor redactor;
    FakeKeychain::State keychain;
    CredentialStore credentials(std::make_unique<FakeKeychain>(keychain), redactor);
    Network network;
    network.set({.proxy = Proxy::Own,
                 .proxyAddress = QUrl(u"http://proxy.example:3128"_s),
                 .proxyUser = u"me"_s,
                 .password = {.kind = CredentialRef::Kind::Session, .name = {}}});
    std::optional<Result<Access>> access;
    resolveAccess(credentials, network, {.origin = QUrl(u"https://provider.example"_s)},
                  [&](const Result<Access> &found) { access = found; });
    QVERIFY(access && !access->has_value());
    QCOMPARE(stepOf(access->error()), toString(Step::Connection));
    QVERIFY(access->error().message.contains(u"The password of the proxy is missing"_s));
}

void TestNetwork::stepsOfATest_data()
{
    QTest::addColumn<QString>("origin");
    QTest::addColumn<QString>("code"); // empty: the models came
    QTest::addColumn<QString>("step");
    QTest::addColumn<QString>("shown"); // + passed, x failed, - not reached
    QTest::newRow("all is well") << u"https://one.example"_s << u""_s << u""_s << u"+++++++"_s;
    QTest::newRow("no TLS, no name") << u"http://127.0.0.1:1"_s << u""_s << u""_s << u"+++++"_s;
    QTest::newRow("nothing leaves") << u""_s << u""_s << u""_s << u""_s;
    QTest::newRow("no such name") << u"https://one.example"_s << u"network"_s << toString(Step::Name) << u"+x-----"_s;
    QTest::newRow("TLS") << u"https://one.example"_s << u"network"_s << toString(Step::Security) << u"+++x---"_s;
    QTest::newRow("key") << u"https://one.example"_s << u"auth"_s << toString(Step::SignIn) << u"++++x--"_s;
    QTest::newRow("no key") << u"https://one.example"_s << u"auth"_s << toString(Step::Credentials) << u"x------"_s;
    QTest::newRow("no authorities") << u"https://one.example"_s << u"invalid_input"_s << toString(Step::Security)
                                    << u"---x---"_s;
    QTest::newRow("a failing provider") << u"https://one.example"_s << u"server"_s << u""_s << u"++++---"_s;
    QTest::newRow("nobody knows where") << u"https://one.example"_s << u"network"_s << u""_s << u""_s;
}

void TestNetwork::stepsOfATest()
{
    QFETCH(const QString, origin);
    QFETCH(const QString, code);
    QFETCH(const QString, step);
    QFETCH(const QString, shown);
    ModelList models;
    if (!code.isEmpty()) {
        const std::optional<ErrorCode> known = errorCodeFromString(code);
        QVERIFY(known);
        models = std::unexpected(Error{.code = *known, .message = {}, .detail = {}, .step = stepFromString(step)});
    }
    const QMap<QString, CredentialRef> keys{{u"key"_s, {.kind = CredentialRef::Kind::Session, .name = {}}}};
    QString states;
    for (const TestedStep &tested : testedSteps({.credentials = keys, .origin = QUrl(origin)}, models))
        states.append(u"+x-"_s.at(int(tested.state)));
    QCOMPARE(states, shown);
    const bool hasKeyStep = !shown.isEmpty() && !shown.startsWith(u'x');
    QCOMPARE(testedSteps({.origin = QUrl(origin)}, models).size(), shown.size() - (hasKeyStep ? 1 : 0));
}

void TestNetwork::credentialsOfATest_data()
{
    const QString advice = u"Run sign-on."_s;
    QTest::addColumn<std::optional<QDateTime>>("expires");
    QTest::addColumn<QString>("renewal");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("urgent");
    const auto at = [](int day, int hour, int minute) {
        return std::optional(QDateTime(QDate(2026, 3, day), QTime(hour, minute)));
    };
    const std::optional<QDateTime> never;
    QTest::newRow("never") << never << QString() << u"Authorised by profile “work”."_s << false;
    QTest::newRow("not told") << never << advice << u"Authorised by profile “work”. Run sign-on."_s << false;
    QTest::newRow("later") << at(9, 14, 20) << advice << u"Authorised by profile “work”, valid until 14:20."_s << false;
    QTest::newRow("tomorrow") << at(10, 8, 5) << advice
                              << u"Authorised by profile “work”, valid until 2026-03-10 08:05."_s << false;
    QTest::newRow("soon") << at(9, 12, 15) << advice
                          << u"Authorised by profile “work”, valid only until 12:15. Run sign-on."_s << true;
    QTest::newRow("renewed") << at(9, 12, 15) << QString()
                             << u"Authorised by profile “work”, valid until 12:15 and renewed before."_s << false;
    QTest::newRow("over") << at(9, 12, 0) << advice
                          << u"Authorised by profile “work”, which expired at 12:00. Run sign-on."_s << true;
}

void TestNetwork::credentialsOfATest()
{
    QFETCH(const std::optional<QDateTime>, expires);
    QFETCH(const QString, renewal);
    QFETCH(const QString, text);
    QFETCH(const bool, urgent);
    const CredentialLine line = credentialLine({.origin = u"profile “work”"_s, .expires = expires, .renewal = renewal},
                                               QDateTime(QDate(2026, 3, 9), QTime(12, 0)));
    QCOMPARE(line.text, text);
    QCOMPARE(line.urgent, urgent);
}

QTEST_GUILESS_MAIN(TestNetwork)
#include "tst_network.moc"
