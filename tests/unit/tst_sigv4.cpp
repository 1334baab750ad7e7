// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/http/sigv4.h"
#include "tests/paths.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace evenhand;

static const QByteArray exampleSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

static QDateTime timeOf(const QString &text)
{
    QDateTime time = QDateTime::fromString(text, u"yyyyMMdd'T'HHmmss'Z'"_s);
    time.setTimeZone(QTimeZone::UTC);
    return time;
}

class TestSigV4 : public QObject
{
    Q_OBJECT

private slots:
    void vectors_data();
    void vectors();
    void publishedExample();
    void canonicalQuery_data();
    void canonicalQuery();
    void canonicalHeaders();
    void namesThePort();
    void keepsSecretsOutOfRecords();
};

void TestSigV4::vectors_data()
{
    QTest::addColumn<QJsonObject>("vector");
    QFile file(QStringLiteral(EVENHAND_TEST_DATA "/vectors/sigv4.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray vectors = QJsonDocument::fromJson(file.readAll()).array();
    QVERIFY(vectors.size() >= 5);
    for (const QJsonValue &vector : vectors)
        QTest::newRow(qPrintable(vector["name"_L1].toString())) << vector.toObject();
}

void TestSigV4::vectors()
{
    QFETCH(const QJsonObject, vector);
    const auto bytes = [&vector](QLatin1StringView key) { return vector[key].toString().toUtf8(); };
    QList<Header> headers;
    QByteArray token;
    for (const QJsonValue &header : vector["headers"_L1].toArray()) {
        headers.append({.name = header[0].toString().toUtf8(), .value = header[1].toString().toUtf8()});
        if (headers.last().name == "x-amz-security-token")
            token = headers.last().value;
    }
    const QByteArray query = bytes("wire_query"_L1);
    const QUrl url = QUrl::fromEncoded("https://" + bytes("host"_L1) + bytes("wire_path"_L1)
                                       + (query.isEmpty() ? QByteArray() : '?' + query));
    const SigV4Scope scope{
        .region = bytes("region"_L1), .service = bytes("service"_L1), .time = timeOf(vector["date"_L1].toString())};

    const QByteArray canonical = sigV4CanonicalRequest(bytes("method"_L1), url, headers, bytes("payload_sha256"_L1));
    QCOMPARE(canonical, bytes("canonical_request"_L1));
    QCOMPARE(sigV4StringToSign(scope, canonical), bytes("string_to_sign"_L1));
    QCOMPARE(sigV4SigningKey(exampleSecret, scope).toHex(), bytes("signing_key_hex"_L1));

    HttpRequest request{.method = bytes("method"_L1), .url = url, .headers = {}, .body = bytes("body"_L1)};
    request.headers.append(Header{"User-Agent", "not signed"});
    if (!request.body.isEmpty())
        request.headers.append(Header{"Content-Type", "application/json"});
    signSigV4(request, {.accessKeyId = "AKIDEXAMPLE", .secretAccessKey = exampleSecret, .sessionToken = token}, scope);
    QCOMPARE(request.headers.last(), Header({"Authorization", bytes("authorization"_L1)}));
    for (const Header &header : std::as_const(headers)) {
        if (header.name.startsWith("x-amz-"))
            QVERIFY(request.headers.contains(header));
    }
}

// The first case of the suite that Amazon publishes.
void TestSigV4::publishedExample()
{
    const SigV4Scope scope{.region = "us-east-1", .service = "service", .time = timeOf(u"20150830T123600Z"_s)};
    const QByteArray canonical =
        sigV4CanonicalRequest("GET", QUrl(u"https://example.amazonaws.com"_s),
                              {{"X-Amz-Date", "20150830T123600Z"}, {"Host", "example.amazonaws.com"}}, sigV4Hash({}));
    QCOMPARE(QMessageAuthenticationCode::hash(sigV4StringToSign(scope, canonical),
                                              sigV4SigningKey(exampleSecret, scope), QCryptographicHash::Sha256)
                 .toHex(),
             "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
}

void TestSigV4::canonicalQuery_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("none") << QByteArray() << QByteArray();
    QTest::newRow("order of names") << QByteArray("b=1&a=2&B=3") << QByteArray("B=3&a=2&b=1");
    QTest::newRow("order of values") << QByteArray("a=2&a=10") << QByteArray("a=10&a=2");
    QTest::newRow("name alone") << QByteArray("a") << QByteArray("a=");
    QTest::newRow("escapes are upper case") << QByteArray("t=a%2b%2fb") << QByteArray("t=a%2B%2Fb");
    QTest::newRow("plus and slash") << QByteArray("t=a+/b") << QByteArray("t=a%2B%2Fb");
    QTest::newRow("equals sign") << QByteArray("t=b%3D%3D") << QByteArray("t=b%3D%3D");
}

void TestSigV4::canonicalQuery()
{
    QFETCH(const QByteArray, query);
    QFETCH(const QByteArray, expected);
    const QByteArray canonical = sigV4CanonicalRequest("GET", QUrl::fromEncoded("https://h/p?" + query), {}, "hash");
    QCOMPARE(canonical.split('\n').at(2), expected);
}

void TestSigV4::canonicalHeaders()
{
    const QByteArray canonical =
        sigV4CanonicalRequest("GET", QUrl(u"https://h"_s), {{"X-B", "  a   b "}, {"Host", "h"}}, "hash");
    QCOMPARE(canonical, "GET\n/\n\nhost:h\nx-b:a b\n\nhost;x-b\nhash");
}

void TestSigV4::namesThePort()
{
    QCOMPARE(sigV4Host(QUrl(u"http://127.0.0.1:4020/model"_s)), "127.0.0.1:4020");
    QCOMPARE(sigV4Host(QUrl(u"https://bedrock.us-east-1.amazonaws.com:443/"_s)), "bedrock.us-east-1.amazonaws.com");
    QCOMPARE(sigV4Host(QUrl(u"http://[::1]:80/"_s)), "[::1]");
}

void TestSigV4::keepsSecretsOutOfRecords()
{
    HttpRequest request{.url = QUrl(u"https://h/p"_s), .body = "says " + exampleSecret};
    signSigV4(request,
              {.accessKeyId = "AKIDEXAMPLE", .secretAccessKey = exampleSecret, .sessionToken = "temporary-token"},
              {.region = "r", .service = "s", .time = timeOf(u"20260102T030405Z"_s)});
    const RequestRecord record = recordOf(request);
    QCOMPARE(record.body, "says …");
    QVERIFY(record.headers.contains(Header{"x-amz-security-token", "…"}));
    QVERIFY(record.headers.contains(Header{"Authorization", "…"}));
    QVERIFY(record.headers.contains(Header{"x-amz-date", "20260102T030405Z"}));
}

QTEST_GUILESS_MAIN(TestSigV4)
#include "tst_sigv4.moc"
