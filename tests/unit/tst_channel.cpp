// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/channel.h"

#include <QtTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

class TestChannel : public QObject
{
    Q_OBJECT

private slots:
    void readsCredentials_data();
    void readsCredentials();
    void refusesKeys_data();
    void refusesKeys();
    void writesOrigins_data();
    void writesOrigins();
};

void TestChannel::readsCredentials_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<CredentialRef>("credential");
    QTest::addColumn<QString>("written");

    using Kind = CredentialRef::Kind;
    QTest::newRow("none") << u"none"_s << CredentialRef{Kind::None, {}} << u"none"_s;
    QTest::newRow("nothing") << u""_s << CredentialRef{Kind::None, {}} << u"none"_s;
    QTest::newRow("keychain") << u"keychain"_s << CredentialRef{Kind::Keychain, {}} << u"keychain"_s;
    QTest::newRow("session") << u"session"_s << CredentialRef{Kind::Session, {}} << u"session"_s;
    QTest::newRow("variable") << u"env:_My_KEY2"_s << CredentialRef{Kind::Environment, u"_My_KEY2"_s}
                              << u"env:_My_KEY2"_s;
}

void TestChannel::readsCredentials()
{
    QFETCH(QString, text);
    QFETCH(CredentialRef, credential);
    QFETCH(QString, written);
    QCOMPARE(CredentialRef::fromString(text), credential);
    QCOMPARE(credential.toString(), written);
}

void TestChannel::refusesKeys_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("a key") << u"sk-canary-0123456789"_s;
    QTest::newRow("a key as variable") << u"env:sk-canary-0123456789"_s;
    QTest::newRow("a key that could be a name") << u"env:gsk_canary0123456789"_s;
    QTest::newRow("no name") << u"env:"_s;
    QTest::newRow("an assignment") << u"env:KEY=canary"_s;
    QTest::newRow("a digit first") << u"env:1canary"_s;
    QTest::newRow("a line end") << u"env:canary\n"_s;
    QTest::newRow("another case") << u"ENV:canary"_s;
}

void TestChannel::refusesKeys()
{
    QFETCH(QString, text);
    const Result<CredentialRef> credential = CredentialRef::fromString(text);
    QVERIFY(!credential);
    QCOMPARE(toString(credential.error().code), u"invalid_input"_s);
    QVERIFY(!credential.error().message.contains(u"canary"_s) && !credential.error().detail.contains(u"canary"_s));
}

void TestChannel::writesOrigins_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("origin");

    QTest::newRow("https") << u"https://API.Example/v1?x=1"_s << u"https://api.example:443"_s;
    QTest::newRow("http") << u"http://127.0.0.1"_s << u"http://127.0.0.1:80"_s;
    QTest::newRow("port") << u"http://localhost:18082/v1"_s << u"http://localhost:18082"_s;
    QTest::newRow("user") << u"https://me:secret@a.example"_s << u"https://a.example:443"_s;
    QTest::newRow("IPv6") << u"http://[::1]:8080"_s << u"http://[::1]:8080"_s;
    QTest::newRow("not ASCII") << u"https://bücher.example"_s << u"https://xn--bcher-kva.example:443"_s;
    QTest::newRow("nothing") << u""_s << u""_s;
}

void TestChannel::writesOrigins()
{
    QFETCH(QString, url);
    QFETCH(QString, origin);
    QCOMPARE(originText(QUrl(url)), origin);
}

QTEST_GUILESS_MAIN(TestChannel)
#include "tst_channel.moc"
