// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/bedrock/converseparser.h"
#include "tests/support/chattext.h"
#include "tests/support/parserchecks.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;
using namespace std::chrono_literals;

static ParsedAnswer parse(const QByteArray &bytes)
{
    ConverseParser parser(u"ap-south-1"_s);
    return parseStream(parser, {bytes});
}

static QByteArray frame(const QString &type, const QByteArray &payload)
{
    return eventStreamFrame(
        {.fields = {{":event-type", type}, {":content-type", u"application/json"_s}, {":message-type", u"event"_s}},
         .payload = payload});
}

static QByteArray delta(int block, const QByteArray &members)
{
    return frame(u"contentBlockDelta"_s, R"({"contentBlockIndex":)" + QByteArray::number(block) + R"(,"delta":{)"
                                             + members + R"(},"p":"abc"})");
}

static QByteArray toolStart(int block, const QByteArray &id, const QByteArray &name)
{
    return frame(u"contentBlockStart"_s, R"({"contentBlockIndex":)" + QByteArray::number(block)
                                             + R"(,"start":{"toolUse":{"toolUseId":")" + id + R"(","name":")" + name
                                             + R"("}}})");
}

static QByteArray stop(const QByteArray &reason)
{
    return frame(u"messageStop"_s, R"({"stopReason":")" + reason + R"("})");
}

static const QByteArray start = frame(u"messageStart"_s, R"({"p":"abcd","role":"assistant"})");
static const QByteArray blockStop = frame(u"contentBlockStop"_s, R"({"contentBlockIndex":0})");
static const QByteArray metadata =
    frame(u"metadata"_s, R"({"metrics":{"latencyMs":321},"usage":{"inputTokens":12,"outputTokens":7,"totalTokens":24,)"
                         R"("cacheReadInputTokens":5,"cacheWriteInputTokens":0}})");
static const QString counted = u"usage fresh=12 cached=5 written=0 visible=7"_s;
static const QString stopped = u"stopped stop (end_turn)"_s;

static QByteArray exception(const QString &type, const QByteArray &payload)
{
    return eventStreamFrame(
        {.fields = {{":exception-type", type}, {":message-type", u"exception"_s}}, .payload = payload});
}

class TestConverseParser : public QObject
{
    Q_OBJECT

private slots:
    void streams_data();
    void streams();
    void exceptions_data();
    void exceptions();
    void noticesDamage();
    void endsAfterStopAndUsage();
    void saysThatUsageWasCutOff();
    void tellsRegionTierAndModel();
    void keepsReasoningForReplay_data();
    void keepsReasoningForReplay();
    void keepsNothingWithoutReasoning();
    void wholeAnswers_data();
    void wholeAnswers();
    void usages_data();
    void usages();
};

static void row(const char *name, const QByteArray &bytes, const QStringList &expected)
{
    QTest::newRow(name) << bytes << expected;
}

static void addStopRows()
{
    const auto stopRow = [](const char *word, const QStringList &expected) {
        row(word, start + stop(word) + metadata, expected);
    };
    stopRow("stop_sequence", {u"stopped stop (stop_sequence)"_s, counted});
    stopRow("max_tokens", {u"stopped length (max_tokens)"_s, counted});
    stopRow("model_context_window_exceeded", {u"stopped length (model_context_window_exceeded)"_s, counted});
    stopRow("guardrail_intervened", {u"stopped filtered (guardrail_intervened)"_s, counted});
    stopRow("content_filtered", {u"stopped filtered (content_filtered)"_s, counted});
    stopRow("something_new", {u"stopped none (something_new)"_s, counted});
    stopRow("malformed_tool_use", {u"stopped failed (malformed_tool_use)"_s,
                                   u"server: The provider failed. Trying again may help. It says: stopReason "
                                   "“malformed_tool_use” () retryable"_s});
}

static void addToolRows()
{
    row("tool calls",
        start + delta(0, R"("text":"I ask.")") + blockStop + toolStart(1, "t1", "add")
            + delta(1, R"("toolUse":{"input":""})") + delta(1, R"("toolUse":{"input":"{\"a\":"})")
            + delta(1, R"("toolUse":{"input":"1}"})") + toolStart(2, "t2", "now") + stop("tool_use") + metadata,
        {u"text I ask."_s, u"tool 0 [t1] add {\"a\":1}"_s, u"tool 1 [t2] now "_s, u"stopped tool_call (tool_use)"_s,
         counted});
}

void TestConverseParser::streams_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("expected");
    row("text and usage",
        start + delta(0, R"("text":"Grüße, ")") + delta(0, R"("text":"Welt 🌍")") + blockStop + stop("end_turn")
            + metadata,
        {u"text Grüße, Welt 🌍"_s, stopped, counted});
    row("no usage", start + delta(0, R"("text":"a")") + stop("end_turn"), {u"text a"_s, stopped});
    row("usage first", start + metadata + delta(0, R"("text":"a")") + stop("end_turn"),
        {counted, u"text a"_s, stopped});
    row("reasoning",
        start + delta(0, R"("reasoningContent":{"text":"h"})") + delta(0, R"("reasoningContent":{"text":"m"})")
            + delta(0, R"("reasoningContent":{"signature":"c2ln"})") + delta(1, R"("text":"a")") + stop("end_turn"),
        {u"reasoning hm"_s, u"text a"_s, stopped});
    row("start of a text block",
        start + frame(u"contentBlockStart"_s, R"({"contentBlockIndex":0,"start":{}})") + delta(0, R"("text":"a")")
            + stop("end_turn"),
        {u"text a"_s, stopped});
    row("nothing that is known",
        start + frame(u"somethingNew"_s, R"({"a":1})") + delta(0, R"("citation":{"title":"x"})")
            + delta(7, R"("image":{"format":"png"})") + delta(0, R"("text":null)") + delta(-5, R"("text":"a")")
            + eventStreamFrame({}) + eventStreamFrame({.fields = {{":message-type", u"news"_s}}}) + stop("end_turn"),
        {u"text a"_s, stopped});
    row("headers in another order",
        start
            + eventStreamFrame(
                {.fields = {{":message-type", u"event"_s}, {"x", u"y"_s}, {":event-type", u"messageStop"_s}},
                 .payload = R"({"stopReason":"end_turn"})"}),
        {stopped});
    row("stop twice", start + stop("end_turn") + stop("max_tokens"), {stopped});
    row("cut before the stop", start + delta(0, R"("text":"a")"), {u"text a"_s, u"cut off"_s});
    row("cut within a frame", start + delta(0, R"("text":"a")") + stop("end_turn").chopped(1),
        {u"text a"_s, u"cut off"_s});
    row("failed, and the rest cut", start + stop("malformed_tool_use") + metadata.chopped(1),
        {u"stopped failed (malformed_tool_use)"_s,
         u"server: The provider failed. Trying again may help. It says: stopReason “malformed_tool_use” () retryable"_s});
    row("nothing", {}, {u"cut off"_s});
    row("error frame",
        start + delta(0, R"("text":"a")")
            + eventStreamFrame({.fields = {{":error-code", u"InternalError"_s},
                                           {":error-message", u"boom"_s},
                                           {":message-type", u"error"_s}}})
            + delta(0, R"("text":"b")"),
        {u"text a"_s, u"server: Bedrock failed. Trying again may help. It says: boom (InternalError) retryable"_s});
    row("no JSON", start + frame(u"contentBlockDelta"_s, "<html>"),
        {u"protocol: Bedrock sent something that cannot be read. What had arrived is kept. (<html>)"_s});
    addStopRows();
    addToolRows();
}

void TestConverseParser::streams()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, expected);
    QCOMPARE(parse(bytes).lines(), expected);
    QCOMPARE(checkEveryCut<ConverseParser>(bytes, u"ap-south-1"_s), QString());
}

void TestConverseParser::exceptions_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<bool>("retryable");
    const QByteArray words = R"({"message":"Too many tokens"})";
    QTest::newRow("throttled") << u"throttlingException"_s << words << u"rate_limit"_s << true;
    QTest::newRow("unavailable") << u"serviceUnavailableException"_s << words << u"overloaded"_s << true;
    QTest::newRow("internal") << u"internalServerException"_s << words << u"server"_s << true;
    QTest::newRow("validation") << u"validationException"_s << words << u"bad_request"_s << false;
    QTest::newRow("stream error")
        << u"modelStreamErrorException"_s
        << QByteArray(R"({"message":"Too many tokens","originalStatusCode":500,"originalMessage":"x"})") << u"server"_s
        << true;
    QTest::newRow("timeout") << u"modelTimeoutException"_s << words << u"timeout"_s << true;
    QTest::newRow("new") << u"somethingNewException"_s << words << u"server"_s << true;
}

void TestConverseParser::exceptions()
{
    QFETCH(const QString, type);
    QFETCH(const QByteArray, payload);
    QFETCH(const QString, expected);
    QFETCH(const bool, retryable);
    ConverseParser parser({});
    const ChatEvents events =
        parser.feed(start + delta(0, R"("text":"a")") + exception(type, payload) + stop("end_turn") + metadata);
    QCOMPARE(spoken(events), QStringList({u"text a"_s}));
    QVERIFY(parser.isEnded());
    QCOMPARE(toString(parser.failure()->error->code), expected);
    QCOMPARE(parser.failure()->retryable, retryable);
    QVERIFY(parser.failure()->error->message.contains("Too many tokens"_L1));
    QVERIFY(parser.failure()->error->detail.contains(type));
}

void TestConverseParser::noticesDamage()
{
    QByteArray wrong = delta(0, R"("text":"b")");
    wrong[wrong.size() - 6] = 'X';
    ConverseParser parser({});
    const ChatEvents events = parser.feed(start + delta(0, R"("text":"a")") + wrong + stop("end_turn"));
    QCOMPARE(spoken(events), QStringList({u"text a"_s}));
    QVERIFY(parser.isEnded());
    QCOMPARE(toString(parser.failure()->error->code), u"protocol"_s);
    QVERIFY(parser.failure()->retryable);
}

void TestConverseParser::endsAfterStopAndUsage()
{
    ConverseParser parser({});
    parser.feed(start + stop("end_turn"));
    QVERIFY(parser.isComplete());
    QVERIFY(!parser.isEnded());
    parser.feed(metadata);
    QVERIFY(parser.isEnded());

    ConverseParser usageFirst({});
    usageFirst.feed(start + metadata);
    QVERIFY(!usageFirst.isEnded());
    usageFirst.feed(stop("end_turn"));
    QVERIFY(usageFirst.isEnded());
}

void TestConverseParser::saysThatUsageWasCutOff()
{
    const ParsedAnswer parsed = parse(start + stop("end_turn") + metadata.chopped(1));
    QCOMPARE(parsed.lines(), QStringList({stopped}));
    QVERIFY(std::holds_alternative<Notice>(parsed.events.last()));
}

void TestConverseParser::tellsRegionTierAndModel()
{
    const ParsedAnswer parsed =
        parse(start + stop("end_turn")
              + frame(u"metadata"_s, R"({"usage":{"inputTokens":1},"serviceTier":{"type":"flex"},)"
                                     R"("trace":{"promptRouter":{"invokedModelId":"arn:x"}}})"));
    QCOMPARE(all<Identity>(parsed.events),
             QList<Identity>({{.region = u"ap-south-1"_s},
                              {.model = u"arn:x"_s, .region = u"ap-south-1"_s, .serviceTier = u"flex"_s}}));
}

void TestConverseParser::keepsReasoningForReplay_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("signed, before a call")
        << start + delta(0, R"("reasoningContent":{"text":"h"})") + delta(0, R"("reasoningContent":{"text":"m"})")
               + delta(0, R"("reasoningContent":{"signature":"c2ln"})") + delta(1, R"("text":"I ")")
               + delta(1, R"("text":"ask.")") + toolStart(2, "t1", "add")
               + delta(2, R"("toolUse":{"input":"{\"a\":1}"})")
        << QByteArray(R"([{"reasoningContent":{"reasoningText":{"text":"hm","signature":"c2ln"}}},{"text":"I ask."},)"
                      R"({"toolUse":{"toolUseId":"t1","name":"add","input":{"a":1}}}])");
    QTest::newRow("a signature alone")
        << start + delta(0, R"("reasoningContent":{"signature":"c2ln"})") + delta(1, R"("text":"a")")
        << QByteArray(R"([{"reasoningContent":{"reasoningText":{"text":"","signature":"c2ln"}}},{"text":"a"}])");
    QTest::newRow("redacted, in pieces") << start + delta(0, R"("reasoningContent":{"redactedContent":"YQ=="})")
                                                + delta(0, R"("reasoningContent":{"redactedContent":"Yg=="})")
                                                + delta(1, R"("text":"a")")
                                         << QByteArray(
                                                R"([{"reasoningContent":{"redactedContent":"YWI="}},{"text":"a"}])");
}

void TestConverseParser::keepsReasoningForReplay()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, content);
    const ChatEvents events = parse(bytes + stop("end_turn") + metadata).events;
    const QJsonObject state{{u"content"_s, QJsonDocument::fromJson(content).array()}};
    QCOMPARE(all<ProviderState>(events), QList<ProviderState>{{state}});
}

void TestConverseParser::keepsNothingWithoutReasoning()
{
    const ChatEvents events = parse(start + delta(0, R"("reasoningContent":{"text":"unsigned"})")
                                    + delta(1, R"("text":"a")") + stop("end_turn"))
                                  .events;
    QCOMPARE(all<ProviderState>(events), QList<ProviderState>());
}

void TestConverseParser::wholeAnswers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("expected");
    row("text, reasoning, call and usage",
        R"({"output":{"message":{"role":"assistant","content":[)"
        R"({"reasoningContent":{"reasoningText":{"text":"hm","signature":"s"}}},{"text":"a"},)"
        R"({"toolUse":{"toolUseId":"t","name":"n","input":{"a":1}}},{"new":{}}]}},"stopReason":"tool_use",)"
        R"("usage":{"inputTokens":3,"outputTokens":4},"metrics":{"latencyMs":1}})",
        {u"reasoning hm"_s, u"text a"_s, u"tool 0 [t] n {\"a\":1}"_s, u"stopped tool_call (tool_use)"_s,
         u"usage fresh=3 visible=4"_s});
    row("nothing but a stop", R"({"output":{"message":{"content":[]}},"stopReason":"end_turn"})", {stopped});
    row("error", R"({"__type":"com.amazon.coral.service#ThrottlingException","message":"slow"})",
        {u"rate_limit: AWS takes no more requests of this account for now. Try again later, or ask AWS for a higher "
         "quota. It says: slow (ThrottlingException) retryable"_s});
    row("page", "<html><head><title>Please log in</title></head></html>",
        {u"protocol: The server did not answer as Bedrock does. Check the channel's address. It sent: Please log in "
         "(<html><head><title>Please log in</title></head></html>)"_s});
    row("something else", "{}",
        {u"protocol: The server did not answer as Bedrock does. Check the channel's address. ({})"_s});
}

void TestConverseParser::wholeAnswers()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QStringList, expected);
    ConverseParser parser({});
    QCOMPARE(parseWhole(parser, body).lines(), expected);
    QCOMPARE(parser.isComplete(), !parser.failure());
}

void TestConverseParser::usages_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<Usage>("expected");
    const auto usageRow = [](const char *name, const QByteArray &json, const Usage &usage) {
        QTest::newRow(name) << json << usage;
    };
    usageRow("cached tokens are beside the input",
             R"({"inputTokens":12,"outputTokens":7,"totalTokens":24,"cacheReadInputTokens":5})",
             {.inputFresh = 12, .cacheRead = 5, .outputVisible = 7});
    usageRow(
        "written, with lifetimes",
        R"({"inputTokens":1,"cacheWriteInputTokens":10,"cacheDetails":[{"ttl":"5m","inputTokens":4},{"ttl":"1h","inputTokens":6}]})",
        {.inputFresh = 1, .cacheWrites = {{.lifetime = 5min, .tokens = 4}, {.lifetime = 1h, .tokens = 6}}});
    usageRow("written, some without a lifetime",
             R"({"cacheWriteInputTokens":10,"cacheDetails":[{"ttl":"5m","inputTokens":4}]})",
             {.cacheWrites = {{.lifetime = 5min, .tokens = 4}, {.lifetime = 0s, .tokens = 6}}});
    usageRow(
        "details beyond the sum count no further",
        R"({"cacheWriteInputTokens":3,"cacheDetails":[{"ttl":"5m","inputTokens":9},{"ttl":"1h","inputTokens":9}]})",
        {.cacheWrites = {{.lifetime = 5min, .tokens = 3}}});
    usageRow("details of nothing", R"({"cacheDetails":[{"ttl":"5m","inputTokens":0}],"cacheReadInputTokens":null})",
             {});
    usageRow("nonsense", R"({"inputTokens":-1,"outputTokens":"7"})", {});
}

void TestConverseParser::usages()
{
    QFETCH(const QByteArray, json);
    QFETCH(const Usage, expected);
    QCOMPARE(readConverseUsage(QJsonDocument::fromJson(json).object()), expected);
}

QTEST_GUILESS_MAIN(TestConverseParser)
#include "tst_converseparser.moc"
