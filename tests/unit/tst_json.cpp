// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/json.h"
#include "samplevalues.h"

#include <QJsonDocument>
#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// As a file or a database column carries it.
QJsonObject carried(const QJsonObject &json)
{
    return QJsonDocument::fromJson(QJsonDocument(json).toJson(QJsonDocument::Compact)).object();
}

QJsonArray carried(const QJsonArray &json)
{
    return QJsonDocument::fromJson(QJsonDocument(json).toJson(QJsonDocument::Compact)).array();
}

QJsonObject parsed(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

class tst_json : public QObject
{
    Q_OBJECT

private slots:
    void everyMemberComesBack();
    void whatIsEmptyComesBack();
    void namesAreStable_data();
    void namesAreStable();
    void missingMembersAreDefaults();
    void roundsToMicroseconds();
    void keepsBytesThatAreNotText_data();
    void keepsBytesThatAreNotText();
    void refusesWhatIsNoCredentialReference();
    void takesUnknownErrorsAsInternal();
};

void tst_json::everyMemberComesBack()
{
    const Run run = sample::run();
    const Attempt &attempt = run.cells.first().attempts.last();

    QCOMPARE(parametersFromJson(carried(toJson(sample::parameters()))), sample::parameters());
    QCOMPARE(limitsFromJson(carried(toJson(sample::channel().limits))), sample::channel().limits);
    QCOMPARE(channelFromJson(carried(toJson(sample::channel()))), Result<Channel>(sample::channel()));
    QCOMPARE(targetFromJson(carried(toJson(sample::target()))), sample::target());
    QCOMPARE(promptFromJson(carried(toJson(sample::prompt()))), sample::prompt());
    PromptText full = sample::prompt();
    full.attachments.first().sha256 = u"ab12"_s;
    full.tools = {{.name = u"weather"_s, .description = sample::hardText(), .schema = {{u"type"_s, u"object"_s}}}};
    full.toolResults = {{u"weather"_s, sample::hardText()}};
    full.format = {.name = u"city"_s, .schema = {{u"type"_s, u"object"_s}}};
    QCOMPARE(promptFromJson(carried(toJson(full))), full);
    QCOMPARE(messagesFromJson(carried(toJson(sample::history()))), sample::history());
    const RunTarget target{.history = sample::history(), .historyFiles = {{0, full.attachments}}};
    RunTarget carriedTarget;
    setHistory(carriedTarget, carried(historyToJson(target)));
    QCOMPARE(carriedTarget, target);
    QCOMPARE(usageFromJson(carried(toJson(sample::usage()))), sample::usage());
    QCOMPARE(timingFromJson(carried(toJson(attempt.timing))), attempt.timing);
    QCOMPARE(identityFromJson(carried(toJson(sample::identity()))), sample::identity());
    QCOMPARE(requestFromJson(carried(toJson(sample::request()))), sample::request());
    QCOMPARE(toolCallsFromJson(carried(toJson(attempt.answer.toolCalls))), attempt.answer.toolCalls);
    QCOMPARE(roundsFromJson(carried(toJson(attempt.rounds))), attempt.rounds);
    QCOMPARE(roundsFromJson(carried(toJson(QList<Round>{{}}))), QList<Round>{{}});
    const Error error = *run.cells.last().attempts.last().error;
    QCOMPARE(errorFromJson(carried(toJson(error))), error);
    const Error unreachable{.code = ErrorCode::Network, .message = u"m"_s, .detail = {}, .step = Step::Name};
    QCOMPARE(errorFromJson(carried(toJson(unreachable))), unreachable);
    const Parameters effort{.effort = u"xhigh"_s};
    QCOMPARE(parametersFromJson(carried(toJson(effort))), effort);
}

void tst_json::whatIsEmptyComesBack()
{
    QCOMPARE(toJson(Parameters{}), QJsonObject());
    QCOMPARE(parametersFromJson({}), Parameters{});
    QCOMPARE(limitsFromJson(toJson(Limits{})), Limits{});
    QCOMPARE(channelFromJson(toJson(Channel{})), Result<Channel>(Channel{}));
    QCOMPARE(targetFromJson(toJson(Target{})), Target{});
    QCOMPARE(promptFromJson(toJson(PromptText{})), PromptText{});
    QCOMPARE(messagesFromJson(toJson(QList<Message>{Message{}})), QList<Message>{Message{}});
    QCOMPARE(toJson(Usage{}), QJsonObject());
    QCOMPARE(usageFromJson({}), Usage{});
    QCOMPARE(toJson(Timing{}), QJsonObject());
    QCOMPARE(timingFromJson({}), Timing{});
    QCOMPARE(identityFromJson(toJson(Identity{})), Identity{});
    QCOMPARE(requestFromJson(toJson(RequestRecord{})), RequestRecord{});
    QCOMPARE(toolCallsFromJson(toJson(QList<ToolCall>{ToolCall{}})), QList<ToolCall>{ToolCall{}});
    QCOMPARE(errorFromJson(toJson(Error{})), Error{});
}

// Data, as moc does not read raw strings in the arguments of a macro.
void tst_json::namesAreStable_data()
{
    QTest::addColumn<QJsonObject>("actual");
    QTest::addColumn<QJsonObject>("expected");

    QTest::newRow("usage") << toJson(sample::usage()) << parsed(R"({
        "input_fresh": 100, "cache_read": 0,
        "cache_writes": [{"lifetime_ms": 300000, "tokens": 20}, {"tokens": 3}],
        "output_visible": 40, "reasoning": 60, "audio_input": 7, "audio_output": 8,
        "input_total": 130, "output_total": 108})");
    QTest::newRow("timing") << toJson(sample::attempt().timing) << parsed(R"({
        "queue_ms": 1.001, "connecting_ms": 0.012, "request_sent_ms": 13.345, "first_byte_ms": 200.123,
        "first_reasoning_ms": 210.001, "first_text_ms": 220.002, "last_token_ms": 59999.999, "total_ms": 60000.001})");
    QTest::newRow("error") << toJson(Error{.code = ErrorCode::RateLimit, .message = u"Wait."_s, .detail = u"429"_s})
                           << parsed(R"({"code": "rate_limit", "message": "Wait.", "detail": "429"})");
    QTest::newRow("error with its step") << toJson(
        Error{.code = ErrorCode::Auth, .message = u"No."_s, .detail = {}, .step = Step::SignIn})
                                         << parsed(R"({"code": "auth", "message": "No.", "step": "sign_in"})");
    QTest::newRow("effort") << toJson(Parameters{.effort = u"high"_s}) << parsed(R"({"effort": "high"})");
    QTest::newRow("channel") << toJson(sample::channel()) << parsed(R"({
        "id": "5a3f1c00-0000-4000-8000-000000000001", "name": "Local – täst", "plugin": "openai",
        "settings": {"base_url": "http://127.0.0.1:18082/v1", "stream": true},
        "credentials": {"key": "env:LLAMA_KEY", "other": "keychain"},
        "origin": "http://127.0.0.1:18082", "operator": "ourselves", "jurisdiction": "DE", "region": "Kassel",
        "max_concurrent": 3, "min_interval_ms": 250,
        "limits": {"connect_ms": 1000, "idle_ms": 2000, "total_ms": 3000, "max_bytes": 4000000000}})");
    QTest::newRow("target") << toJson(sample::target()) << parsed(R"({
        "id": "5a3f1c00-0000-4000-8000-000000000002", "channel": "5a3f1c00-0000-4000-8000-000000000001",
        "model": "org/model:7b",
        "parameters": {"max_tokens": 512, "temperature": 0.1, "top_p": 0.95, "seed": 9007199254740993,
                       "stop": ["\n\n", "END"], "extra": {"top_k": 40, "nested": {"on": true, "none": null}}}})");
    QTest::newRow("request") << toJson(sample::request()) << parsed(R"({
        "method": "POST", "url": "http://127.0.0.1:18082/v1/chat/completions?a=b%20c&key=%5Bredacted%5D",
        "headers": [{"name": "Authorization", "value": "[redacted]"},
                    {"name": "Content-Type", "value": "application/json"}],
        "body": "{\"model\":\"org/model:7b\"}"})");
}

void tst_json::namesAreStable()
{
    QFETCH(const QJsonObject, actual);
    QTEST(actual, "expected");
}

void tst_json::missingMembersAreDefaults()
{
    const QJsonObject limits{{u"idle_ms"_s, 5}};
    QCOMPARE(limitsFromJson(limits).total, Limits{}.total);
    QCOMPARE(limitsFromJson(limits).idle, 5ms);
    QCOMPARE(channelFromJson({{u"name"_s, u"x"_s}})->maxConcurrent, Channel{}.maxConcurrent);
    QCOMPARE(messagesFromJson({QJsonObject{{u"role"_s, u"nobody"_s}}}).first().role, Role::User);
    QCOMPARE(usageFromJson({{u"reasoning"_s, QJsonValue::Null}}).reasoning, std::nullopt);
}

void tst_json::roundsToMicroseconds()
{
    for (const Duration time : {0us, 1us, 7us, 29us, 58us, 113us, 999'999us, 1'000'001us, 86'399'999'999us}) {
        Timing timing;
        timing.total = time;
        QCOMPARE(timingFromJson(carried(toJson(timing))), timing);
    }
}

void tst_json::keepsBytesThatAreNotText_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("member");

    QTest::newRow("text") << QByteArray("plain é") << u"body"_s;
    QTest::newRow("with a NUL") << QByteArray("a\0b", 3) << u"body"_s;
    QTest::newRow("not UTF-8") << QByteArray("\xff\xfe\x00", 3) << u"body_base64"_s;
    QTest::newRow("half a character") << QByteArray("ab\xc3") << u"body_base64"_s;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{}") << u"body_base64"_s;
}

void tst_json::keepsBytesThatAreNotText()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, member);

    RequestRecord request = sample::request();
    request.body = body;
    const QJsonObject json = carried(toJson(request));
    QVERIFY(json.contains(member));
    QCOMPARE(requestFromJson(json), request);

    Identity identity;
    identity.headers = {{"x-bytes", body}};
    QCOMPARE(identityFromJson(carried(toJson(identity))), identity);
}

void tst_json::refusesWhatIsNoCredentialReference()
{
    QJsonObject json = toJson(sample::channel());
    json.insert("credentials"_L1, QJsonObject{{u"key"_s, u"sk-pasted"_s}});

    const Result<Channel> channel = channelFromJson(json);
    QVERIFY(!channel);
    QCOMPARE(toString(channel.error().code), u"invalid_input"_s);
    QVERIFY(!channel.error().message.contains(u"sk-pasted"_s));
}

void tst_json::takesUnknownErrorsAsInternal()
{
    QCOMPARE(errorFromJson({{u"code"_s, u"of the future"_s}, {u"message"_s, u"m"_s}}),
             (Error{.code = ErrorCode::Internal, .message = u"m"_s, .detail = {}}));
}

QTEST_GUILESS_MAIN(tst_json)
#include "tst_json.moc"
