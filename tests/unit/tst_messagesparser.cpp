// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/anthropic/messagesparser.h"
#include "plugins/anthropic/messagesusage.h"
#include "tests/support/chattext.h"
#include "tests/support/parserchecks.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

class TestMessagesParser : public QObject
{
    Q_OBJECT

private slots:
    void streams_data();
    void streams();
    void wholeAnswers_data();
    void wholeAnswers();
    void stopReasons_data();
    void stopReasons();
    void keepsSignedReasoning();
    void keepsNoUnsignedReasoning();
    void identityIsTold();
    void refusalsAreExplained_data();
    void refusalsAreExplained();
    void deliversWithTheRead();
    void ignoresWhatFollowsTheEnd();
    void usages_data();
    void usages();
    void laterUsageKeepsWhatItLeavesOut();
};

static ParsedAnswer parse(const QByteArray &bytes)
{
    MessagesParser parser;
    return parseStream(parser, {bytes});
}

static QJsonObject json(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

static QByteArray frame(const QByteArray &type, const QByteArray &members = {})
{
    return "event: " + type + "\ndata: {\"type\":\"" + type + '"' + (members.isEmpty() ? "" : ",") + members + "}\n\n";
}

static QByteArray start(const QByteArray &usage = R"({"input_tokens":12,"output_tokens":1})")
{
    return frame("message_start",
                 R"("message":{"id":"msg_1","model":"claude-x-1","content":[],"usage":)" + usage + '}');
}

static QByteArray opened(int index, const QByteArray &block)
{
    return frame("content_block_start",
                 "\"index\":" + QByteArray::number(index) + ",\"content_block\":{" + block + '}');
}

static QByteArray delta(int index, const QByteArray &members)
{
    return frame("content_block_delta", "\"index\":" + QByteArray::number(index) + ",\"delta\":{" + members + '}');
}

static QByteArray closed(int index)
{
    return frame("content_block_stop", "\"index\":" + QByteArray::number(index));
}

static QByteArray textBlock(int index, const QByteArray &text)
{
    return opened(index, R"("type":"text","text":"")") + delta(index, R"("type":"text_delta","text":")" + text + '"')
           + closed(index);
}

static QByteArray stop(const QByteArray &reason, const QByteArray &usage = R"({"output_tokens":42})",
                       const QByteArray &more = {})
{
    return frame("message_delta",
                 R"("delta":{"stop_reason":")" + reason + R"(","stop_sequence":null)" + more + R"(},"usage":)" + usage)
           + frame("message_stop");
}

static void row(const char *name, const QByteArray &bytes, const QStringList &expected)
{
    QTest::newRow(name) << bytes << expected;
}

static const QString usageAtStart = u"usage fresh=12"_s;
static const QString usageAtEnd = u"usage fresh=12 visible=42"_s;
static const QString stopped = u"stopped stop (end_turn)"_s;

static void addContentRows()
{
    row("text", start() + textBlock(0, "Grüße, Welt 🌍") + stop("end_turn"),
        {usageAtStart, u"text Grüße, Welt 🌍"_s, usageAtEnd, stopped});
    row("thinking, then text",
        start() + opened(0, R"("type":"thinking","thinking":"","signature":"")")
            + delta(0, R"("type":"thinking_delta","thinking":"Two ")")
            + delta(0, R"("type":"thinking_delta","thinking":"and two.")")
            + delta(0, R"("type":"signature_delta","signature":"EqQB")") + closed(0) + textBlock(1, "4")
            + stop("end_turn"),
        {usageAtStart, u"reasoning Two and two."_s, u"text 4"_s, usageAtEnd, stopped});
    row("text in the block's start",
        start() + opened(0, R"("type":"text","text":"Hello")") + closed(0) + stop("end_turn"),
        {usageAtStart, u"text Hello"_s, usageAtEnd, stopped});
    row("calls",
        start() + opened(0, R"("type":"tool_use","id":"t1","name":"add","input":{})")
            + delta(0, R"("type":"input_json_delta","partial_json":"")")
            + delta(0, R"("type":"input_json_delta","partial_json":"{\"a\":")")
            + delta(0, R"("type":"input_json_delta","partial_json":" 1}")") + closed(0)
            + opened(1, R"("type":"tool_use","id":"t2","name":"now","input":{})") + closed(1) + stop("tool_use"),
        {usageAtStart, u"tool 0 [t1] add {\"a\": 1}"_s, u"tool 1 [t2] now {}"_s, usageAtEnd,
         u"stopped tool_call (tool_use)"_s});
    row("call with its input at once",
        start() + opened(0, R"("type":"tool_use","id":"t1","name":"add","input":{"a":1})") + closed(0)
            + stop("tool_use"),
        {usageAtStart, u"tool 0 [t1] add {\"a\":1}"_s, usageAtEnd, u"stopped tool_call (tool_use)"_s});
    row("unknown blocks and deltas",
        start() + opened(0, R"("type":"server_tool_use","id":"s","name":"web_search","input":{})")
            + delta(0, R"("type":"input_json_delta","partial_json":"{}")") + closed(0)
            + opened(1, R"("type":"of_the_future")") + delta(1, R"("type":"future_delta","x":1)") + closed(1)
            + opened(2, R"("type":"text","text":"")") + delta(2, R"("type":"citations_delta","citation":{})")
            + delta(2, R"("type":"text_delta","text":"a")") + closed(2) + frame("vertex_event") + stop("end_turn"),
        {usageAtStart, u"text a"_s, usageAtEnd, stopped});
    row("no block at all", start() + stop("end_turn"), {usageAtStart, usageAtEnd, stopped});
    row("blocks without a start", delta(3, R"("type":"text_delta","text":"a")") + stop("end_turn"),
        {u"text a"_s, u"usage visible=42"_s, stopped});
}

static void addWireRows()
{
    const QByteArray ping = frame("ping");
    row("pings anywhere", ping + start() + ping + ping + textBlock(0, "a") + ping + stop("end_turn"),
        {usageAtStart, u"text a"_s, usageAtEnd, stopped});
    row("ping without data that is JSON", start() + "event: ping\ndata: -\n\n" + textBlock(0, "a") + stop("end_turn"),
        {usageAtStart, u"text a"_s, usageAtEnd, stopped});
    QByteArray nameless = start() + textBlock(0, "a") + stop("end_turn");
    row("no event names", nameless.replace("event: ", ": "), {usageAtStart, u"text a"_s, usageAtEnd, stopped});
    row("CRLF", (start() + textBlock(0, "a") + stop("end_turn")).replace("\n", "\r\n"),
        {usageAtStart, u"text a"_s, usageAtEnd, stopped});
    row("no blank line at the end", (start() + textBlock(0, "a") + stop("end_turn")).chopped(2),
        {usageAtStart, u"text a"_s, usageAtEnd, stopped});
    row("the beginning twice", start() + start() + textBlock(0, "a") + stop("end_turn"),
        {usageAtStart, u"text a"_s, usageAtEnd, stopped});
    row("a beginning in the middle", start() + textBlock(0, "a") + start() + textBlock(1, "b") + stop("end_turn"),
        {usageAtStart, u"text ab"_s, usageAtEnd, stopped});
    row("no message_stop", (start() + textBlock(0, "a") + stop("end_turn")).chopped(frame("message_stop").size()),
        {usageAtStart, u"text a"_s, usageAtEnd, stopped});
    row("cut", start() + textBlock(0, "a"), {usageAtStart, u"text a"_s, u"cut off"_s});
    row("nothing", {}, {u"cut off"_s});
    row("a sentinel of another protocol", start() + stop("end_turn") + "data: [DONE]\n\n",
        {usageAtStart, usageAtEnd, stopped});
}

static void addFailureRows()
{
    row("overloaded",
        start() + textBlock(0, "a") + frame("error", R"("error":{"type":"overloaded_error","message":"Overloaded"})"),
        {usageAtStart, u"text a"_s,
         u"overloaded: The provider has no capacity for now. Try again later. It says: Overloaded () retryable"_s});
    row("error without a type", start() + "data: {\"error\":{\"message\":\"It broke.\"}}\n\n",
        {usageAtStart, u"server: The provider failed. Trying again may help. It says: It broke. () retryable"_s});
    row("refused request", frame("error", R"("error":{"type":"invalid_request_error","message":"No."})"),
        {u"bad_request: The provider does not accept the request. It says: No. ()"_s});
    row("no JSON", start() + "data: oops\n\n",
        {usageAtStart,
         u"protocol: The server did not answer with a message. Check the channel's address. It sent: oops (oops)"_s});
}

void TestMessagesParser::streams_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("expected");
    addContentRows();
    addWireRows();
    addFailureRows();
}

void TestMessagesParser::streams()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, expected);
    QCOMPARE(parse(bytes).lines(), expected);
    QCOMPARE(checkEveryCut<MessagesParser>(bytes), QString());
}

void TestMessagesParser::wholeAnswers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("expected");
    row("everything",
        R"(
        {"id":"msg_1","type":"message","model":"m","content":[
            {"type":"thinking","thinking":"Hm.","signature":"s"},{"type":"text","text":"Yes."},
            {"type":"tool_use","id":"t1","name":"add","input":{"a":1}},
            {"type":"tool_use","id":"t2","name":"now","input":{}}],
         "stop_reason":"tool_use","usage":{"input_tokens":3,"output_tokens":9}})",
        {u"reasoning Hm."_s, u"text Yes."_s, u"tool 0 [t1] add {\"a\":1}"_s, u"tool 1 [t2] now {}"_s,
         u"usage fresh=3 visible=9"_s, u"stopped tool_call (tool_use)"_s});
    row("no content", R"({"type":"message","content":[],"stop_reason":"end_turn"})", {stopped});
    row("null reason", R"({"type":"message","content":[{"type":"text","text":"a"}],"stop_reason":null})",
        {u"text a"_s});
    row("error", R"({"type":"error","error":{"type":"rate_limit_error","message":"Slow down."}})",
        {u"rate_limit: The provider takes no more requests for now. Try again later. It says: Slow down. () "
         "retryable"_s});
    row("page", "<html><title>Log in</title></html>",
        {u"protocol: The server did not answer with a message. Check the channel's address. It sent: Log in "
         "(<html><title>Log in</title></html>)"_s});
    row("something else", R"({"hello":1})",
        {u"protocol: The server did not answer with a message. Check the channel's address. ({\"hello\":1})"_s});
}

void TestMessagesParser::wholeAnswers()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, expected);
    MessagesParser parser;
    QCOMPARE(parseWhole(parser, bytes).lines(), expected);
}

void TestMessagesParser::stopReasons_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("reason");
    const auto row = [](const QString &word, const QString &reason) {
        QTest::newRow(qPrintable(word)) << word << reason;
    };
    row(u"end_turn"_s, u"stop"_s);
    row(u"stop_sequence"_s, u"stop"_s);
    row(u"max_tokens"_s, u"length"_s);
    row(u"model_context_window_exceeded"_s, u"length"_s);
    row(u"tool_use"_s, u"tool_call"_s);
    row(u"pause_turn"_s, u"paused"_s);
    row(u"refusal"_s, u"filtered"_s);
    row(u"compaction"_s, u"none"_s);
}

void TestMessagesParser::stopReasons()
{
    QFETCH(const QString, word);
    QFETCH(const QString, reason);
    QCOMPARE(parse(start() + stop(word.toUtf8())).lines().last(), u"stopped %1 (%2)"_s.arg(reason, word));
}

void TestMessagesParser::keepsSignedReasoning()
{
    const QByteArray bytes = start() + opened(0, R"("type":"thinking","thinking":"","signature":"")")
                             + delta(0, R"("type":"thinking_delta","thinking":"Hm")")
                             + delta(0, R"("type":"thinking_delta","thinking":"…")")
                             + delta(0, R"("type":"signature_delta","signature":"old")")
                             + delta(0, R"("type":"signature_delta","signature":"new")") + closed(0)
                             + opened(1, R"("type":"redacted_thinking","data":"xyz")") + closed(1)
                             + opened(2, R"("type":"thinking","thinking":"","signature":"alone")") + closed(2)
                             + textBlock(3, "a") + stop("end_turn");
    const QList<ProviderState> states = all<ProviderState>(parse(bytes).events);
    QCOMPARE(states.size(), 1);
    QCOMPARE(states.first().state, json(R"({"reasoning_blocks":[
        {"type":"thinking","thinking":"Hm…","signature":"new"},
        {"type":"redacted_thinking","data":"xyz"},
        {"type":"thinking","thinking":"","signature":"alone"}]})"));
}

void TestMessagesParser::keepsNoUnsignedReasoning()
{
    const QByteArray bytes = start() + opened(0, R"("type":"thinking","thinking":"Hm","signature":"")") + closed(0)
                             + textBlock(1, "a") + delta(1, R"("type":"signature_delta","signature":"of a text")")
                             + stop("end_turn");
    QCOMPARE(all<ProviderState>(parse(bytes).events), QList<ProviderState>());
}

void TestMessagesParser::identityIsTold()
{
    const ChatEvents events =
        parse(start(R"({"input_tokens":1,"service_tier":"standard","inference_geo":"us"})") + stop("end_turn")).events;
    const Identity expected{.model = u"claude-x-1"_s,
                            .responseId = u"msg_1"_s,
                            .requestId = {},
                            .region = u"us"_s,
                            .serviceTier = u"standard"_s,
                            .fingerprint = {},
                            .headers = {}};
    QCOMPARE(all<Identity>(events), QList<Identity>{expected});
    const ChatEvents fast =
        parse(start(R"({"input_tokens":1,"service_tier":"standard","speed":"fast"})") + stop("end_turn")).events;
    QCOMPARE(all<Identity>(fast).first().serviceTier, u"fast"_s);
}

void TestMessagesParser::refusalsAreExplained_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("details");
    QTest::addColumn<QStringList>("refusal");
    QTest::addColumn<QStringList>("notices");
    const auto row = [](const char *name, const QByteArray &text, const QByteArray &details, const QStringList &refusal,
                        const QStringList &notices) { QTest::newRow(name) << text << details << refusal << notices; };
    const QString early = u"The text came before the refusal; it is not an answer."_s;
    const QString bare = u"The model refused and gave no reason."_s;
    row("nothing", {}, "null", {}, {bare});
    row("after text", "Well", "null", {}, {bare, early});
    row("explained", {}, R"({"type":"refusal","category":null,"explanation":"I may not."})", {u"I may not."_s}, {});
    row("category", {}, R"({"type":"refusal","category":"cyber","explanation":"No."})", {u"No."_s},
        {u"The model refused; the provider names the reason “cyber”."_s});
}

void TestMessagesParser::refusalsAreExplained()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, details);
    QFETCH(const QStringList, refusal);
    QFETCH(const QStringList, notices);
    const ChatEvents events = parse(start() + (text.isEmpty() ? QByteArray() : textBlock(0, text))
                                    + stop("refusal", R"({"output_tokens":1})", ",\"stop_details\":" + details))
                                  .events;
    QStringList refused;
    for (const RefusalDelta &each : all<RefusalDelta>(events))
        refused << each.text;
    QStringList told;
    for (const Notice &each : all<Notice>(events))
        told << each.text;
    QCOMPARE(refused, refusal);
    QCOMPARE(told, notices);
    QVERIFY(all<Stopped>(events).first().reason == StopReason::Filtered);
}

void TestMessagesParser::deliversWithTheRead()
{
    MessagesParser parser;
    parser.feed(start() + opened(0, R"("type":"text","text":"")"));
    QCOMPARE(spoken(parser.feed(delta(0, R"("type":"text_delta","text":"a")"))), QStringList(u"text a"_s));
    QVERIFY(!parser.isComplete());
    const QByteArray end = stop("end_turn");
    parser.feed(end.chopped(1));
    QVERIFY(parser.isComplete());
    QVERIFY(!parser.isEnded());
    parser.feed("\n");
    QVERIFY(parser.isEnded());
}

void TestMessagesParser::ignoresWhatFollowsTheEnd()
{
    const QByteArray after = textBlock(5, "b") + frame("error", R"("error":{"message":"late"})");
    QCOMPARE(parse(start() + stop("end_turn") + after).lines(), QStringList({usageAtStart, usageAtEnd, stopped}));
}

void TestMessagesParser::usages_data()
{
    QTest::addColumn<QByteArray>("usage");
    QTest::addColumn<Usage>("expected");
    using namespace std::chrono_literals;
    QTest::newRow("nothing") << QByteArray("{}") << Usage();
    QTest::newRow("cache beside the input")
        << QByteArray(R"({"input_tokens":3,"cache_creation_input_tokens":20,"cache_read_input_tokens":100,
                          "output_tokens":5})")
        << Usage{
               .inputFresh = 3, .cacheRead = 100, .cacheWrites = {{.lifetime = 0s, .tokens = 20}}, .outputVisible = 5};
    QTest::newRow("lifetimes") << QByteArray(R"({"cache_creation_input_tokens":30,
                          "cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20}})")
                               << Usage{.cacheWrites = {{.lifetime = 5min, .tokens = 10},
                                                        {.lifetime = 1h, .tokens = 20}}};
    QTest::newRow("lifetimes that do not add up")
        << QByteArray(R"({"cache_creation_input_tokens":30,"cache_creation":{"ephemeral_5m_input_tokens":10}})")
        << Usage{.cacheWrites = {{.lifetime = 0s, .tokens = 30}}};
    QTest::newRow("nothing written") << QByteArray(R"({"cache_creation_input_tokens":0,
                          "cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0}})")
                                     << Usage();
    QTest::newRow("thinking within the output")
        << QByteArray(R"({"output_tokens":50,"output_tokens_details":{"thinking_tokens":30}})")
        << Usage{.outputVisible = 20, .reasoning = 30};
    QTest::newRow("thinking not told") << QByteArray(
        R"({"output_tokens":50,"output_tokens_details":{"thinking_tokens":null}})")
                                       << Usage{.outputVisible = 50};
    QTest::newRow("more thinking than output")
        << QByteArray(R"({"output_tokens":50,"output_tokens_details":{"thinking_tokens":51}})")
        << Usage{.outputVisible = 50};
    QTest::newRow("nonsense") << QByteArray(R"({"input_tokens":-1,"output_tokens":"x","cache_read_input_tokens":null})")
                              << Usage();
}

void TestMessagesParser::usages()
{
    QFETCH(const QByteArray, usage);
    QFETCH(const Usage, expected);
    QCOMPARE(readMessagesUsage(json(usage)), expected);
}

void TestMessagesParser::laterUsageKeepsWhatItLeavesOut()
{
    const QByteArray first = R"({"input_tokens":12,"cache_read_input_tokens":7,"output_tokens":1,
                                 "output_tokens_details":{"thinking_tokens":2,"other":1}})";
    const QByteArray last = R"({"input_tokens":15,"cache_read_input_tokens":null,"output_tokens":42,
                                "output_tokens_details":{"thinking_tokens":30}})";
    const QList<UsageReport> reports =
        all<UsageReport>(parse(start(first.simplified()) + stop("end_turn", last.simplified())).events);
    QCOMPARE(reports.size(), 2);
    QCOMPARE(reports.last().usage, (Usage{.inputFresh = 15, .cacheRead = 7, .outputVisible = 12, .reasoning = 30}));
    QCOMPARE(reports.last().raw, json(R"({"input_tokens":15,"cache_read_input_tokens":7,"output_tokens":42,
                                          "output_tokens_details":{"thinking_tokens":30,"other":1}})"));
}

QTEST_GUILESS_MAIN(TestMessagesParser)
#include "tst_messagesparser.moc"
