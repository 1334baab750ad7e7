// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/http/httperror.h"
#include "plugins/http/httpheaders.h"
#include "plugins/http/httprequest.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace evenhand;

using Milliseconds = std::optional<std::chrono::milliseconds>;
Q_DECLARE_METATYPE(Milliseconds)

static QDateTime noon()
{
    return QDateTime::fromString(u"2026-11-21T12:00:00Z"_s, Qt::ISODate);
}

class TestHttpErrors : public QObject
{
    Q_OBJECT

private slots:
    void bodies_data();
    void bodies();
    void statuses_data();
    void statuses();
    void inTheStream_data();
    void inTheStream();
    void steps_data();
    void steps();
    void messagesKeepTheProvidersWords();
    void longBodiesAreCut();
    void shouldRetryOverrules();
    void resets_data();
    void resets();
    void retryAfter_data();
    void retryAfter();
    void retryAfterInTheBody();
    void rateLimits();
    void rateLimitsWithoutKind();
    void rateLimitsOfAnthropic();
    void identity();
    void redirect();
    void recordsHideSecrets();
};

void TestHttpErrors::bodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("words"); // message, type, code, param
    const auto row = [](const char *name, const QByteArray &body, const QStringList &words) {
        QTest::newRow(name) << body << words;
    };
    row("object", R"({"error":{"message":"No.","type":"t","param":"p","code":"c"}})",
        {u"No."_s, u"t"_s, u"c"_s, u"p"_s});
    row("nulls", R"({"error":{"message":"No.","type":null,"param":null,"code":null}})", {u"No."_s, {}, {}, {}});
    row("numeric code", R"({"error":{"code":401,"message":"No.","type":"t"}})", {u"No."_s, u"t"_s, u"401"_s, {}});
    row("text", R"({"error":"No."})", {u"No."_s, {}, {}, {}});
    row("text and code", R"({"code":"c","error":"No."})", {u"No."_s, {}, u"c"_s, {}});
    row("array", R"([{"error":{"code":400,"message":"No.","status":"S"}}])", {u"No."_s, {}, u"400"_s, {}});
    row("empty array", "[]", {{}, {}, {}, {}});
    row("details of google.rpc", R"({"error":{"code":400,"message":"No.","status":"INVALID_ARGUMENT","details":[
            {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"},
            {"@type":"type.googleapis.com/google.rpc.Help"},null]}})",
        {u"No."_s, u"API_KEY_INVALID"_s, u"400"_s, {}});
    row("the quota that takes longest", R"({"error":{"message":"No.","details":[
            {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"PerMinute"},
            {"quotaId":"PerDay"},{"quotaId":"PerMinutePerModel"}]}]}})",
        {u"No."_s, u"PerDay"_s, {}, {}});
    row("top level", R"({"object":"error","message":"No.","type":"t","param":null,"code":"7"})",
        {u"No."_s, u"t"_s, u"7"_s, {}});
    row("detail text", R"({"detail":"No."})", {u"No."_s, {}, {}, {}});
    row("detail list",
        R"({"detail":[{"type":"extra_forbidden","loc":["body","foo"],"msg":"Not permitted"},{"msg":"Also"}]})",
        {u"body.foo: Not permitted; Also"_s, u"extra_forbidden"_s, {}, u"foo"_s});
    row("page with a title", "<!DOCTYPE html><html><head><TITLE>502\n Bad Gateway</TITLE></head><body>x</body>",
        {u"502 Bad Gateway"_s, {}, {}, {}});
    row("page without a title", "<html><script>var a;</script><h1>Not</h1> <p>here</p></html>",
        {u"Not here"_s, {}, {}, {}});
    row("page that breaks off in its title", "<html><title>Bad gate", {u"Bad gate"_s, {}, {}, {}});
    // Must not be searched to its end at every tag.
    row("scripts that never end", "<html>" + "<script>"_ba.repeated(200'000), {{}, {}, {}, {}});
    row("tags that never end", "<html>" + "<title"_ba.repeated(200'000),
        {u"<title"_s.repeated(400).first(2000), {}, {}, {}});
    row("text body", "  upstream connect error \n", {u"upstream connect error"_s, {}, {}, {}});
    row("nothing", "", {{}, {}, {}, {}});
    row("bad UTF-8", "No\xff.", {u"No\uFFFD."_s, {}, {}, {}});
}

void TestHttpErrors::bodies()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QStringList, words);
    const ProviderWords read = readErrorBody(body);
    QCOMPARE(QStringList({read.message, read.type, read.code, read.param}), words);
}

void TestHttpErrors::statuses_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("error"); // members of the error object
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("retryable");
    const auto row = [](int status, const char *error, const char *code, bool retryable) {
        QTest::addRow("%d %s", status, error) << status << QByteArray(error) << QString::fromLatin1(code) << retryable;
    };
    row(400, "", "bad_request", false);
    row(400, R"("code":"unsupported_parameter")", "unsupported_parameter", false);
    row(400, R"("code":"unsupported_value")", "unsupported_parameter", false);
    row(400, R"("code":"context_length_exceeded")", "context_length", false);
    row(400, R"("code":400,"type":"exceed_context_size_error")", "context_length", false);
    row(400, R"("type":"invalid_request_error","message":"This model's maximum context length is 8 tokens.")",
        "context_length", false);
    row(400, R"("code":"content_filter")", "content_filter", false);
    row(400, R"("code":400,"type":"invalid_request_error","message":"model 'x' not found")", "bad_request", false);
    row(400, R"("type":"invalid_request_error","message":"Your credit balance is too low to go on.")", "quota", false);
    row(400, R"("type":"invalid_request_error","message":"prompt is too long: 9 tokens > 8 maximum")", "context_length",
        false);
    row(400, R"("message":"The input token count (9) exceeds the maximum number of tokens allowed (8).")",
        "context_length", false);
    row(401, R"("code":"invalid_api_key")", "auth", false);
    row(401, R"("code":401,"type":"authentication_error")", "auth", false);
    row(402, R"("type":"billing_error")", "quota", false);
    row(403, R"("type":"invalid_request_error")", "auth", false);
    row(404, R"("code":"model_not_found")", "bad_request", false);
    row(408, "", "timeout", true);
    row(409, "", "server", true);
    row(413, "", "context_length", false);
    row(422, R"("type":"extra_forbidden")", "unsupported_parameter", false);
    row(429, R"("code":"rate_limit_exceeded","type":"tokens")", "rate_limit", true);
    row(429, "", "rate_limit", true);
    row(429, R"("code":"insufficient_quota")", "quota", false);
    row(429, R"("type":"insufficient_quota","code":null)", "quota", false);
    row(429, R"("type":"rate_limit_error","details":{"error_code":"enforced_spend_limit_reached"})", "quota", false);
    row(498, "", "overloaded", true);
    row(500, R"("type":"server_error")", "server", true);
    row(500, R"("code":500,"message":"image input is not supported","type":"server_error")", "bad_request", false);
    row(501, R"("type":"not_supported_error")", "bad_request", false);
    row(502, "", "server", true);
    row(503, R"("type":"unavailable_error")", "overloaded", true);
    row(504, "", "timeout", true);
    row(524, "", "timeout", true);
    row(529, R"("type":"overloaded_error")", "overloaded", true);
}

void TestHttpErrors::statuses()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, error);
    QFETCH(const QString, code);
    QFETCH(const bool, retryable);
    const HttpFailure failure = httpFailure(status, {}, "{\"error\":{" + error + "}}", noon());
    QCOMPARE(toString(failure.outcome.error->code), code);
    QCOMPARE(failure.outcome.retryable, retryable);
    QVERIFY(failure.outcome.error->message.contains(u"(HTTP %1)"_s.arg(status)));
}

void TestHttpErrors::inTheStream_data()
{
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("retryable");
    QTest::newRow("nothing said") << QByteArray(R"({"message":"No."})") << u"server"_s << true;
    QTest::newRow("named") << QByteArray(R"({"code":"rate_limit_exceeded"})") << u"rate_limit"_s << true;
    QTest::newRow("status as code") << QByteArray(R"({"code":402})") << u"quota"_s << false;
    QTest::newRow("status as text") << QByteArray(R"({"code":"503"})") << u"overloaded"_s << true;
    QTest::newRow("request") << QByteArray(R"({"type":"invalid_request_error"})") << u"bad_request"_s << false;
    QTest::newRow("other number") << QByteArray(R"({"code":7})") << u"server"_s << true;
}

void TestHttpErrors::inTheStream()
{
    QFETCH(const QByteArray, error);
    QFETCH(const QString, code);
    QFETCH(const bool, retryable);
    const ChatOutcome outcome = streamFailure(readErrorObject(QJsonDocument::fromJson(error).object()));
    QCOMPARE(toString(outcome.error->code), code);
    QCOMPARE(outcome.retryable, retryable);
}

void TestHttpErrors::steps_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QString>("step");
    const auto row = [](int status, const char *error, const char *step) {
        QTest::addRow("%d %s", status, error) << status << QByteArray(error) << QString::fromLatin1(step);
    };
    row(401, "", "sign_in");
    row(400, R"("type":"authentication_error")", "sign_in");
    row(403, "", "permission");
    row(400, R"("type":"permission_error")", "permission");
    row(404, R"("message":"model: claude-x")", "model");
    row(404, R"("message":"Model 'x' not found")", "model");
    row(400, R"("message":"model 'x' not found")", "model");
    row(404, R"("message":"No such page.")", "");
    row(400, R"("code":"model_not_found")", "model");
    row(407, "", "connection");
    row(500, "", "");
}

void TestHttpErrors::steps()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, error);
    QFETCH(const QString, step);
    const Error said = *httpFailure(status, {}, "{\"error\":{" + error + "}}", noon()).outcome.error;
    QCOMPARE(said.step ? toString(*said.step) : QString(), step);
}

void TestHttpErrors::messagesKeepTheProvidersWords()
{
    const HttpFailure wrongKey = httpFailure(401, {}, R"({"error":{"message":"Invalid API Key"}})", noon());
    QCOMPARE(wrongKey.outcome.error->message, u"The provider does not accept the channel's key for this (HTTP 401). "
                                              u"Check the key and what it is allowed to do. "
                                              "It says: Invalid API Key"_s);
    QCOMPARE(wrongKey.outcome.error->detail, u"HTTP 401\n{\"error\":{\"message\":\"Invalid API Key\"}}"_s);
    const HttpFailure silent = httpFailure(400, {}, {}, noon());
    QCOMPARE(silent.outcome.error->message, u"The provider does not accept the request (HTTP 400)."_s);
}

void TestHttpErrors::longBodiesAreCut()
{
    const HttpFailure failure = httpFailure(500, {}, QByteArray(1'000'000, 'x'), noon());
    QVERIFY(failure.outcome.error->message.size() < 3000);
    QVERIFY(failure.outcome.error->detail.size() < 5000);
}

void TestHttpErrors::shouldRetryOverrules()
{
    QVERIFY(!httpFailure(500, {{"X-Should-Retry", "false"}}, {}, noon()).outcome.retryable);
    QVERIFY(httpFailure(400, {{"x-should-retry", "true"}}, {}, noon()).outcome.retryable);
    QVERIFY(httpFailure(500, {{"x-should-retry", "perhaps"}}, {}, noon()).outcome.retryable);
}

void TestHttpErrors::resets_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Milliseconds>("expected");
    const auto row = [](const char *text, Milliseconds expected) {
        QTest::newRow(text) << QByteArray(text) << expected;
    };
    row("17ms", 17ms);
    row("1s", 1s);
    row("6m0s", 6min);
    row("1h2m3.5s", 1h + 2min + 3500ms);
    row("1.5ms", 2ms);
    row("60", 60s);
    row("0.25", 250ms);
    row("0", 0ms);
    row("-1", std::nullopt);
    row("1795262430000", 30s); // milliseconds since 1970
    row("1795262430", 30s);
    row("1795262000", 0ms);
    row("2026-11-21T12:01:00Z", 1min);
    row("2026-11-21T13:00:00.500+01:00", 500ms);
    row("2026-11-21T11:00:00Z", 0ms);
    row("", std::nullopt);
    row("soon", std::nullopt);
    row("5x", std::nullopt);
    row("s", std::nullopt);
    row("nan", std::nullopt);
    row("1e300", 366 * 24h);
}

void TestHttpErrors::resets()
{
    QFETCH(const QByteArray, text);
    QFETCH(const Milliseconds, expected);
    QCOMPARE(parseReset(text, noon()), expected);
}

void TestHttpErrors::retryAfter_data()
{
    QTest::addColumn<QList<Header>>("headers");
    QTest::addColumn<Milliseconds>("expected");
    const auto row = [](const char *name, const QList<Header> &headers, Milliseconds expected) {
        QTest::newRow(name) << headers << expected;
    };
    row("none", {}, std::nullopt);
    row("seconds", {{"Retry-After", "2"}}, 2s);
    row("parts of a second", {{"retry-after", " 0.5 "}}, 500ms);
    row("milliseconds win", {{"retry-after", "2"}, {"Retry-After-Ms", "1500.4"}}, 1500ms);
    row("date", {{"retry-after", "Sat, 21 Nov 2026 12:00:10 GMT"}}, 10s);
    row("date gone by", {{"retry-after", "Sat, 21 Nov 2026 11:00:00 GMT"}}, 0ms);
    row("negative", {{"retry-after", "-3"}}, 0ms);
    row("nonsense", {{"retry-after", "later"}}, std::nullopt);
}

void TestHttpErrors::retryAfter()
{
    QFETCH(const QList<Header>, headers);
    QFETCH(const Milliseconds, expected);
    QCOMPARE(parseRetryAfter(headers, noon()), expected);
    QCOMPARE(httpFailure(429, headers, {}, noon()).outcome.retryAfter, expected);
}

void TestHttpErrors::retryAfterInTheBody()
{
    const QByteArray body = R"({"error":{"message":"Slow down.","details":[
        {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"37.5s"}]}})";
    QCOMPARE(httpFailure(429, {}, body, noon()).outcome.retryAfter, Milliseconds(37'500ms));
    QCOMPARE(httpFailure(429, {{"Retry-After", "2"}}, body, noon()).outcome.retryAfter, Milliseconds(2s));
    QCOMPARE(streamFailure(readErrorBody(body)).retryAfter, Milliseconds(37'500ms));
}

void TestHttpErrors::rateLimits()
{
    const QList<Header> headers{{"X-RateLimit-Limit-Requests", "60"},   {"x-ratelimit-remaining-requests", "59"},
                                {"x-ratelimit-reset-requests", "1s"},   {"x-ratelimit-limit-tokens", "150000"},
                                {"x-ratelimit-remaining-tokens", "-1"}, {"x-ratelimit-reset-tokens", "6m0s"}};
    const RateLimits expected{.requests = {.limit = 60, .remaining = 59, .reset = 1s},
                              .tokens = {.limit = 150'000, .remaining = {}, .reset = 6min}};
    QCOMPARE(parseRateLimits(headers, noon()), expected);
    QCOMPARE(parseRateLimits({{"content-type", "text/plain"}}, noon()), std::nullopt);
}

void TestHttpErrors::rateLimitsWithoutKind()
{
    const QList<Header> headers{
        {"X-RateLimit-Limit", "20"}, {"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "1795262403500"}};
    const RateLimits expected{.requests = {.limit = 20, .remaining = 0, .reset = 3500ms}, .tokens = {}};
    QCOMPARE(parseRateLimits(headers, noon()), expected);
}

void TestHttpErrors::rateLimitsOfAnthropic()
{
    const QList<Header> headers{{"anthropic-ratelimit-requests-limit", "50"},
                                {"anthropic-ratelimit-requests-remaining", "49"},
                                {"anthropic-ratelimit-requests-reset", "2026-11-21T12:00:30Z"},
                                {"anthropic-ratelimit-input-tokens-remaining", "1000"}};
    const RateLimits expected{.requests = {.limit = 50, .remaining = 49, .reset = 30s},
                              .tokens = {.limit = {}, .remaining = 1000, .reset = {}}};
    QCOMPARE(parseRateLimits(headers, noon()), expected);
}

void TestHttpErrors::identity()
{
    const Identity identity = parseIdentity({{"Set-Cookie", "a=b"},
                                             {"X-Litellm-Call-Id", "l1"},
                                             {"X-Request-Id", "r1"},
                                             {"Server", "s"},
                                             {"x-ms-region", "Sweden Central"},
                                             {"Authorization", "k"}});
    QCOMPARE(identity.requestId, u"r1"_s);
    QCOMPARE(identity.region, u"Sweden Central"_s);
    QCOMPARE(
        identity.headers,
        QList<Header>(
            {{"x-request-id", "r1"}, {"x-litellm-call-id", "l1"}, {"server", "s"}, {"x-ms-region", "Sweden Central"}}));
}

void TestHttpErrors::redirect()
{
    const Error error = redirectError(QUrl(u"https://a.example/v1/chat"_s), "/other?key=canary");
    QCOMPARE(toString(error.code), u"network"_s);
    QVERIFY(error.message.contains("https://a.example/other."_L1));
    QVERIFY(!error.message.contains("canary"_L1));
}

void TestHttpErrors::recordsHideSecrets()
{
    const HttpRequest request{
        .method = "POST",
        .url = QUrl(u"https://a.example/v1?key=other&x=sk-canary-1"_s),
        .headers = {{"Authorization", "Bearer abc"}, {"X-Odd", "has sk-canary-1 in it"}, {"Accept", "*/*"}},
        .body = R"({"user":"sk-canary-1"})",
        .secrets = {"sk-canary-1", "has", {}}};
    const RequestRecord record = recordOf(request);
    QCOMPARE(record.method, "POST");
    QCOMPARE(record.url, QUrl(u"https://a.example/v1?x=…&key=…"_s));
    QCOMPARE(record.headers, QList<Header>({{"Authorization", "…"}, {"X-Odd", "has … in it"}, {"Accept", "*/*"}}));
    QCOMPARE(record.body, QByteArray("{\"user\":\"…\"}"));
    QCOMPARE(withoutSecrets(u"key sk-canary-1!"_s, request.secrets), u"key …!"_s);
}

QTEST_GUILESS_MAIN(TestHttpErrors)
#include "tst_httperrors.moc"
