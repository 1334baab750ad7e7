// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/redactor.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

class TestRedactor : public QObject
{
    Q_OBJECT

private slots:
    void findsEveryForm_data();
    void findsEveryForm();
    void leavesOtherTextAlone();
    void leavesShortSecretsAlone();
    void takesTheLongestFirst();
    void hidesHeadersThatCarryCredentials_data();
    void hidesHeadersThatCarryCredentials();
    void hidesQueryMembersAndUserInfo();
    void redactsRequests();
    void redactsEvents();
    void redactsErrors();
};

static const QByteArray canary = "sk-Canary/+\"7\\é key";

void TestRedactor::findsEveryForm_data()
{
    QTest::addColumn<QByteArray>("text");

    const auto inJson = [](const QString &text) {
        return QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    };
    QTest::newRow("as it is") << "key " + canary + " used";
    QTest::newRow("percent-encoded") << "?key=" + canary.toPercentEncoding() + "&x=1";
    QTest::newRow("in JSON") << inJson(QString::fromUtf8(canary));
    QTest::newRow("in JSON with escaped slashes") << inJson(QString::fromUtf8(canary)).replace('/', "\\/");
    for (const QByteArray before : {"", ":", "u:", "user:"}) {
        for (const QByteArray after : {"", "x", "xy"}) {
            const QByteArray whole = before + canary + after;
            const QByteArray name = "'" + before + "', '" + after + "'";
            QTest::newRow(("Base64 between " + name).constData()) << "Basic " + whole.toBase64();
            QTest::newRow(("Base64 for URLs between " + name).constData())
                << "?a=" + whole.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        }
    }
}

void TestRedactor::findsEveryForm()
{
    QFETCH(QByteArray, text);
    Redactor redactor;
    redactor.addSecret(' ' + canary + '\n');
    QVERIFY(redactor.redact(text).contains(Redactor::mark));
    QVERIFY(!redactor.redact(text).contains("Canary"));
    QVERIFY(redactor.redact(QString::fromUtf8(text)).contains(QLatin1StringView(Redactor::mark)));
    // What is left of Base64 tells at most the characters at its edges.
    QVERIFY(redactor.redact(text).size() <= text.size() - canary.size() + qsizetype(qstrlen(Redactor::mark)) + 4);
}

void TestRedactor::leavesOtherTextAlone()
{
    Redactor redactor;
    QCOMPARE(redactor.redact(u"sk-Canary"_s), u"sk-Canary"_s);
    redactor.addSecret(canary);
    QCOMPARE(redactor.redact(u"sk-Canary"_s), u"sk-Canary"_s);
    QCOMPARE(redactor.redact(QByteArray()), QByteArray());
}

void TestRedactor::leavesShortSecretsAlone()
{
    Redactor redactor;
    redactor.addSecret("");
    redactor.addSecret("a key");
    QCOMPARE(redactor.redact(u"This is a key."_s), u"This is a key."_s);
}

void TestRedactor::takesTheLongestFirst()
{
    Redactor redactor;
    redactor.addSecret("canary");
    redactor.addSecret("canary-key-of-two");
    QCOMPARE(redactor.redact(u"canary-key-of-two canary"_s), u"[redacted] [redacted]"_s);
}

void TestRedactor::hidesHeadersThatCarryCredentials_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("hidden");

    for (const QByteArray name : {"Authorization", "Proxy-Authorization", "x-api-key", "api-key", "X-Goog-Api-Key",
                                  "Set-Cookie", "X-Amz-Security-Token", "x-secret", "key"})
        QTest::newRow(name.constData()) << name << true;
    for (const QByteArray name : {"x-request-id", "x-ratelimit-remaining-tokens", "anthropic-ratelimit-tokens-limit",
                                  "Content-Type", "openai-processing-ms"})
        QTest::newRow(name.constData()) << name << false;
}

void TestRedactor::hidesHeadersThatCarryCredentials()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, hidden);
    const Redactor redactor;
    const Header header{name, "value-12"};
    const Header expected{name, hidden ? QByteArray(Redactor::mark) : header.value};
    QCOMPARE(redactor.redact(RequestRecord{.headers = {header}}).headers.first(), expected);
    QCOMPARE(std::get<Identity>(redactor.redact(ChatEvent(Identity{.headers = {header}}))).headers.first(), expected);
}

void TestRedactor::hidesQueryMembersAndUserInfo()
{
    const Redactor redactor;
    const QUrl url(u"https://user:pass@a.example/v1?key=abcdefgh&max_tokens=5&access_token=qwertz&q=a%2Bb"_s);
    QCOMPARE(redactor.redact(RequestRecord{.url = url}).url.toEncoded(),
             "https://a.example/v1?key=[redacted]&max_tokens=5&access_token=[redacted]&q=a%2Bb");
    const QUrl plain(u"https://a.example/v1/models"_s);
    QCOMPARE(redactor.redact(RequestRecord{.url = plain}).url, plain);
}

void TestRedactor::redactsRequests()
{
    Redactor redactor;
    redactor.addSecret("canary-key");
    const RequestRecord request{.method = "POST",
                                .url = QUrl(u"https://a.example/canary-key?x=canary-key"_s),
                                .headers = {{"Authorization", "Bearer other"}, {"x-echo", "a canary-key b"}},
                                .body = R"({"user":"canary-key"})"};
    const RequestRecord expected{.method = "POST",
                                 .url = QUrl(u"https://a.example/[redacted]?x=[redacted]"_s),
                                 .headers = {{"Authorization", "[redacted]"}, {"x-echo", "a [redacted] b"}},
                                 .body = R"({"user":"[redacted]"})"};
    QCOMPARE(redactor.redact(request), expected);
    QCOMPARE(redactor.redact(ChatEvent(request)), ChatEvent(expected));
}

void TestRedactor::redactsEvents()
{
    Redactor redactor;
    redactor.addSecret("canary-key");
    QCOMPARE(redactor.redact(ChatEvent(Notice{u"sent canary-key"_s})), ChatEvent(Notice{u"sent [redacted]"_s}));
    const ChatEvent output = TextDelta{u"a word"_s};
    QCOMPARE(redactor.redact(output), output);
}

void TestRedactor::redactsErrors()
{
    Redactor redactor;
    redactor.addSecret("canary-key");
    QCOMPARE(redactor.redact(Error{ErrorCode::Auth, u"Bad canary-key."_s, u"401 canary-key"_s, Step::SignIn}),
             (Error{ErrorCode::Auth, u"Bad [redacted]."_s, u"401 [redacted]"_s, Step::SignIn}));
}

QTEST_GUILESS_MAIN(TestRedactor)
#include "tst_redactor.moc"
