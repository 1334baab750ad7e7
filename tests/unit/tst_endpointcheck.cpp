// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/http/endpointcheck.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

class TestEndpointCheck : public QObject
{
    Q_OBJECT

private slots:
    void accepted_data();
    void accepted();
    void refused_data();
    void refused();
    void plainHttpNeedsThePersonsWord();
    void secretsAreNotRepeated();
    void origins_data();
    void origins();
};

void TestEndpointCheck::accepted_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("expected");
    const auto same = [](const char *address) {
        QTest::newRow(address) << QString::fromLatin1(address) << QString::fromLatin1(address);
    };
    same("https://api.example.com/v1");
    same("https://api.example.com:8443/v1/deployments/a%3Ab");
    same("https://8.8.8.8/v1");
    same("https://[2001:db8::1]:8080/v1");
    same("http://127.0.0.1:8080/v1");
    same("http://127.9.9.9:8080");
    same("http://localhost:11434/v1");
    same("http://models.localhost/v1");
    same("http://[::1]:1234/v1");
    QTest::newRow("mapped loopback") << u"http://[::ffff:127.0.0.1]:1/v1"_s << u"http://[::ffff:127.0.0.1]:1/v1"_s;
    QTest::newRow("slashes and blanks") << u"  https://api.example.com/v1// "_s << u"https://api.example.com/v1"_s;
    QTest::newRow("only a slash") << u"https://api.example.com/"_s << u"https://api.example.com"_s;
}

void TestEndpointCheck::accepted()
{
    QFETCH(const QString, address);
    QFETCH(const QString, expected);
    const Result<QUrl> url = checkEndpoint(address, false);
    QVERIFY2(url, url ? "" : qPrintable(url.error().message));
    QCOMPARE(QString::fromLatin1(url->toEncoded()), expected);
}

void TestEndpointCheck::refused_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("sentence");
    const auto rows = [](const char *sentence, std::initializer_list<const char *> addresses) {
        for (const char *address : addresses)
            QTest::newRow(address) << QString::fromUtf8(address) << QString::fromLatin1(sentence);
    };
    rows("metadata service", {
                                 "https://169.254.169.254/latest",
                                 "https://169.254.1.1",
                                 "https://169.254.169.254./v1",
                                 "https://2852039166/v1",
                                 "https://0xa9fea9fe/v1",
                                 "https://0xA9.0xFE.0xA9.0xFE/v1",
                                 "https://0251.0376.0251.0376/v1",
                                 "https://025177524776/v1",
                                 "https://169.254.43518/v1",
                                 "https://169.16689662/v1",
                                 "https://169.254.0xa9fe/v1",
                                 "https://１６９.254.169.254/v1",
                                 "https://[::ffff:169.254.169.254]/v1",
                                 "https://[::ffff:a9fe:a9fe]/v1",
                                 "https://[::169.254.169.254]/v1",
                                 "https://[64:ff9b::169.254.169.254]/v1",
                                 "https://[2002:a9fe:a9fe::]/v1",
                                 "https://[::ffff:0:169.254.169.254]/v1",
                                 "https://[fe80::1]/v1",
                                 "https://[febf:ffff::1]/v1",
                                 "https://[fe80::1%25eth0]/v1",
                                 "https://[fd00:ec2::254]/v1",
                                 "https://[fd20:ce::254]/v1",
                                 "https://100.100.100.200/v1",
                                 "https://192.0.0.192/v1",
                                 "https://168.63.129.16/v1",
                                 "https://metadata.google.internal/v1",
                                 "https://METADATA.google.internal./v1",
                                 "https://metadata/v1",
                                 "https://instance-data/v1",
                                 "https://metadata.azure.internal/v1",
                             });
    rows("where a server listens", {"http://0.0.0.0:8000/v1", "http://0:8000/v1", "http://[::]:8000/v1"});
    rows("not this computer", {"http://api.example.com/v1", "http://192.168.1.7:8080/v1",
                               "http://localhost.example.com/v1", "http://128.0.0.1/v1", "http://[::2]/v1"});
    rows("user name or a password", {"https://me@api.example.com/v1", "https://me:word@api.example.com/v1"});
    rows("leave out", {"https://api.example.com/v1?key=1", "https://api.example.com/v1#top"});
    rows("must begin with", {"ftp://api.example.com", "ws://localhost/v1"});
    rows("not a URL", {"", "api.example.com/v1", "https://", "https:///v1", "https://api example.com/v1",
                       "file:///etc/passwd", "https://%31%36%39.254.169.254/v1", "http://[::1/v1"});
}

void TestEndpointCheck::refused()
{
    QFETCH(const QString, address);
    QFETCH(const QString, sentence);
    const Result<QUrl> url = checkEndpoint(address, false);
    QVERIFY2(!url, url ? url->toEncoded().constData() : "");
    QCOMPARE(toString(url.error().code), u"invalid_input"_s);
    QVERIFY2(url.error().message.contains(sentence), qPrintable(url.error().message));
}

void TestEndpointCheck::plainHttpNeedsThePersonsWord()
{
    QVERIFY(!checkEndpoint(u"http://192.168.1.7:8080/v1"_s, false));
    QVERIFY(checkEndpoint(u"http://192.168.1.7:8080/v1"_s, true));
    QVERIFY(!checkEndpoint(u"http://169.254.169.254/v1"_s, true));
}

void TestEndpointCheck::secretsAreNotRepeated()
{
    const Result<QUrl> url = checkEndpoint(u"https://sk-canary@api.example.com/v1?key=sk-canary"_s, false);
    QVERIFY(!url);
    QVERIFY(!url.error().message.contains("canary"_L1));
}

void TestEndpointCheck::origins_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("origin");
    QTest::newRow("path") << u"https://api.example.com/v1"_s << u"https://api.example.com"_s;
    QTest::newRow("implied port") << u"https://api.example.com:443/v1"_s << u"https://api.example.com"_s;
    QTest::newRow("other port") << u"http://127.0.0.1:8080/v1"_s << u"http://127.0.0.1:8080"_s;
    QTest::newRow("case") << u"https://API.Example.com/V1"_s << u"https://api.example.com"_s;
}

void TestEndpointCheck::origins()
{
    QFETCH(const QString, url);
    QFETCH(const QString, origin);
    QCOMPARE(originOf(QUrl(url)), QUrl(origin));
}

QTEST_GUILESS_MAIN(TestEndpointCheck)
#include "tst_endpointcheck.moc"
