// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/responsesparser.h"
#include "plugins/openai/usage.h"
#include "tests/support/chattext.h"
#include "tests/support/parserchecks.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

// What was said and how it ended if not well, and besides that the notices and the state.
static QStringList told(const ParsedAnswer &answer)
{
    QStringList lines = answer.lines();
    for (const ChatEvent &event : answer.events) {
        if (std::holds_alternative<Notice>(event) || std::holds_alternative<ProviderState>(event))
            lines << toText(event);
    }
    return lines;
}

static QStringList parse(const QByteArray &bytes)
{
    ResponsesParser parser;
    return told(parseStream(parser, {bytes}));
}

// An event: its type, and its other members.
static QByteArray serverEvent(const QByteArray &type, const QByteArray &members)
{
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":1," + members + "}\n\n";
}

static QByteArray added(int place, const QByteArray &item)
{
    return serverEvent("response.output_item.added",
                       "\"output_index\":" + QByteArray::number(place) + ",\"item\":{" + item + "}");
}

static QByteArray done(int place, const QByteArray &item)
{
    return serverEvent("response.output_item.done",
                       "\"output_index\":" + QByteArray::number(place) + ",\"item\":{" + item + "}");
}

static QByteArray text(int place, const QByteArray &delta)
{
    return serverEvent("response.output_text.delta", "\"item_id\":\"x\",\"output_index\":" + QByteArray::number(place)
                                                         + R"(,"content_index":0,"delta":")" + delta + "\"");
}

static QByteArray completed(const QByteArray &more = {})
{
    return serverEvent("response.completed", R"("response":{"id":"r1","status":"completed")" + more + "}");
}

class TestResponsesParser : public QObject
{
    Q_OBJECT

private slots:
    void streams_data();
    void streams();
    void wholeAnswers_data();
    void wholeAnswers();
    void identity();
    void stateIsReturnable();
    void deliversWithTheRead();
    void answersAtTheLimit_data();
    void answersAtTheLimit();
};

static const QByteArray usage =
    R"(,"usage":{"input_tokens":9,"input_tokens_details":{"cached_tokens":2},"output_tokens":20,"output_tokens_details":{"reasoning_tokens":16},"total_tokens":29})";
static const QString used = u"usage fresh=7 cached=2 visible=4 reasoning=16"_s;
static const QString stopped = u"stopped stop (completed)"_s;

static void row(const char *name, const QByteArray &bytes, const QStringList &expected)
{
    QTest::newRow(name) << bytes << expected;
}

static void addTextRows()
{
    const QByteArray message = R"("id":"msg_1","type":"message","role":"assistant","content":[)";
    row("as OpenAI streams",
        serverEvent("response.created",
                    R"("response":{"id":"r1","status":"in_progress","model":"m","output":[],"usage":null})")
            + added(0, R"("id":"rs_1","type":"reasoning","summary":[])")
            + serverEvent("response.reasoning_summary_part.added", R"("output_index":0,"summary_index":0,"part":{})")
            + serverEvent("response.reasoning_summary_text.delta",
                          R"("output_index":0,"summary_index":0,"delta":"Think")")
            + serverEvent("response.reasoning_summary_text.delta",
                          R"("output_index":0,"summary_index":0,"delta":"ing")")
            + serverEvent("response.reasoning_summary_text.done",
                          R"("output_index":0,"summary_index":0,"text":"Thinking")")
            + done(0, R"("id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Thinking"}])")
            + added(1, message + "]")
            + serverEvent("response.content_part.added",
                          R"("output_index":1,"content_index":0,"part":{"type":"output_text"})")
            + text(1, "Grüße, ") + text(1, "Welt 🌍")
            + serverEvent("response.output_text.done", R"("output_index":1,"content_index":0,"text":"Grüße, Welt 🌍")")
            + done(1, message + R"({"type":"output_text","text":"Grüße, Welt 🌍"}])")
            + completed(R"(,"output":[{"type":"reasoning"},{"type":"message"}])" + usage),
        {u"reasoning Thinking"_s, u"text Grüße, Welt 🌍"_s, used, stopped});
    row("several messages, paragraphs of reasoning",
        serverEvent("response.reasoning_summary_text.delta", R"("output_index":0,"summary_index":0,"delta":"a")")
            + serverEvent("response.reasoning_summary_text.delta", R"("output_index":0,"summary_index":1,"delta":"b")")
            + serverEvent("response.reasoning_text.delta", R"("output_index":0,"content_index":0,"delta":"c")")
            + text(1, "One.") + text(2, "Two.") + text(2, " Three.") + completed(),
        {u"reasoning a\n\nb\n\nc"_s, u"text One.\n\nTwo. Three."_s, stopped});
    row("ids that change",
        added(0, R"("id":"a","type":"message")") + text(0, "a")
            + QByteArray(text(0, "b")).replace(R"("item_id":"x")", R"("item_id":"y")") + completed(),
        {u"text ab"_s, stopped});
    row("nothing but whole items",
        done(0, R"("type":"message","content":[{"type":"output_text","text":"a"}])") + completed(),
        {u"text a"_s, stopped});
    row("nothing but the end",
        completed(R"(,"output":[{"type":"message","content":[{"type":"output_text","text":"a"}]}])"),
        {u"text a"_s, stopped});
    row("nothing but a part's end",
        serverEvent("response.output_text.done", R"("output_index":0,"content_index":0,"text":"a")") + completed(),
        {u"text a"_s, stopped});
    row("sentinel instead of an end", text(0, "a") + "data: [DONE]\n\n", {u"text a"_s});
    row("no blank line at the end", text(0, "a") + completed().chopped(2), {u"text a"_s, stopped});
    row("unknown events",
        serverEvent("response.web_search_call.searching", R"("output_index":0)")
            + serverEvent("response.something.new", R"("delta":"x")")
            + added(0, R"("id":"ws","type":"web_search_call")") + text(1, "a") + completed(),
        {u"text a"_s, stopped});
    row("type in the event's name alone",
        "event: response.output_text.delta\ndata: {\"output_index\":0,\"delta\":\"a\"}\n\n" + completed(),
        {u"text a"_s, stopped});
    row("cut off", text(0, "a"), {u"text a"_s, u"cut off"_s});
    row("after the end", completed() + text(0, "late"), {stopped});
}

// Without places and numbers, as it was recorded.
static void addLlamaRows()
{
    const auto bare = [](const QByteArray &type, const QByteArray &members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
    };
    row("as llama.cpp streams",
        bare("response.created", R"("response":{"id":"r1","object":"response","status":"in_progress"})")
            + bare(
                "response.output_item.added",
                R"("item":{"id":"rs_1","summary":[],"type":"reasoning","content":[],"encrypted_content":"","status":"in_progress"})")
            + bare("response.reasoning_text.delta", R"("delta":"hm","item_id":"rs_1")")
            + bare(
                "response.output_item.done",
                R"("item":{"id":"rs_1","summary":[],"type":"reasoning","content":[{"text":"hm","type":"reasoning_text"}],"encrypted_content":""})")
            + bare("response.output_item.added",
                   R"("item":{"content":[],"id":"msg_1","role":"assistant","status":"in_progress","type":"message"})")
            + bare("response.content_part.added", R"("item_id":"msg_1","part":{"type":"output_text","text":""})")
            + bare("response.output_text.delta", R"("item_id":"msg_1","delta":" I")")
            + bare("response.output_text.delta", R"("item_id":"msg_1","delta":"'m")")
            + bare("response.output_text.done", R"("item_id":"msg_1","text":" I'm")")
            + bare(
                "response.output_item.done",
                R"("item":{"type":"message","status":"completed","id":"msg_1","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":" I'm"}],"role":"assistant"})")
            + bare(
                "response.output_item.added",
                R"("item":{"id":"fc_1","call_id":"call_1","type":"function_call","name":"add","arguments":"","status":"in_progress"})")
            + bare("response.function_call_arguments.delta", R"("delta":"{}","item_id":"fc_1")")
            + bare(
                "response.completed",
                R"("response":{"id":"r1","object":"response","status":"completed","model":"m","output":[{"type":"message","content":[{"type":"output_text","text":" I'm"}]}],"usage":{"input_tokens":8,"output_tokens":6,"total_tokens":14,"input_tokens_details":{"cached_tokens":2}}})"),
        {u"reasoning hm"_s, u"text  I'm"_s, u"tool 0 [call_1] add {}"_s, u"usage fresh=6 cached=2 visible=6"_s,
         u"stopped tool_call (completed)"_s});
}

static void addCallRows()
{
    const QByteArray add = R"("id":"fc_1","type":"function_call","call_id":"call_1","name":"add","arguments":")";
    const QByteArray sub = R"("id":"fc_2","type":"function_call","call_id":"call_2","name":"sub","arguments":")";
    const auto pieces = [](int place, const QByteArray &delta) {
        return serverEvent("response.function_call_arguments.delta",
                           "\"output_index\":" + QByteArray::number(place) + R"(,"delta":")" + delta + "\"");
    };
    row("calls",
        added(1, add + "\"") + pieces(1, R"({\"a\":)") + added(3, sub + "\"") + pieces(3, "{}") + pieces(1, "1}")
            + done(1, add + R"({\"a\":1}")") + done(3, sub + "{}\"") + completed(),
        {u"tool 0 [call_1] add {\"a\":"_s, u"tool 1 [call_2] sub {}"_s, u"tool 0 []  1}"_s,
         u"stopped tool_call (completed)"_s});
    row("call in one piece", done(0, add + "{}\"") + completed(),
        {u"tool 0 [call_1] add {}"_s, u"stopped tool_call (completed)"_s});
    row("call whose arguments come at their end",
        added(0, add + "\"")
            + serverEvent("response.function_call_arguments.done", R"("output_index":0,"arguments":"{}")")
            + completed(),
        {u"tool 0 [call_1] add {}"_s, u"stopped tool_call (completed)"_s});
    row("custom tool",
        added(0, R"("type":"custom_tool_call","call_id":"c","name":"sh","input":"")")
            + serverEvent("response.custom_tool_call_input.delta", R"("output_index":0,"delta":"ls")") + completed(),
        {u"tool 0 [c] sh ls"_s, u"stopped tool_call (completed)"_s});
}

static void addStopRows()
{
    const auto incomplete = [](const QByteArray &reason) {
        return serverEvent("response.incomplete",
                           R"("response":{"status":"incomplete","incomplete_details":{"reason":")" + reason + "\"}"
                               + usage + '}');
    };
    row("length", text(0, "a") + incomplete("max_output_tokens"),
        {u"text a"_s, used, u"stopped length (max_output_tokens)"_s});
    row("filtered", text(0, "a") + incomplete("content_filter"),
        {u"text a"_s, used, u"stopped filtered (content_filter)"_s});
    row("paused", incomplete("max_messages"), {used, u"stopped paused (max_messages)"_s});
    row("unknown reason", incomplete("tired"), {used, u"stopped none (tired)"_s});
    row("refusal",
        serverEvent("response.refusal.delta", R"("output_index":0,"content_index":0,"delta":"I ")")
            + serverEvent("response.refusal.delta", R"("output_index":0,"content_index":0,"delta":"won't.")")
            + serverEvent("response.refusal.done", R"("output_index":0,"content_index":0,"refusal":"I won't.")")
            + completed(),
        {u"refusal I won't."_s, u"stopped filtered (completed)"_s});
    row("what the filter found",
        completed(
            R"(,"content_filters":[{"blocked":false,"content_filter_results":{"hate":{"filtered":true,"severity":"high"},"jailbreak":{"filtered":false}}}])"),
        {stopped, u"notice The provider's filter did not let pass: hate (high)."_s});
}

static void addErrorRows()
{
    const QString quota =
        u"quota: The account's credit or quota is used up. Waiting does not help; look at the account with the provider. It says: No. ()"_s;
    row("nested error",
        text(0, "a")
            + serverEvent("error", R"("error":{"type":"x","code":"insufficient_quota","message":"No.","param":null})")
            + serverEvent("response.failed", R"("response":{"status":"failed"})"),
        {u"text a"_s, quota});
    row("flat error", serverEvent("error", R"("code":"insufficient_quota","message":"No.","param":null)"), {quota});
    row("failed",
        text(0, "a")
            + serverEvent("response.failed",
                          R"("response":{"status":"failed","error":{"code":"rate_limit_exceeded","message":"No."}})"),
        {u"text a"_s, u"stopped failed (failed)"_s,
         u"rate_limit: The provider takes no more requests for now. Try again later. It says: No. () retryable"_s});
    row("failed for good",
        serverEvent("response.failed",
                    R"("response":{"status":"failed","error":{"code":"invalid_prompt","message":"No."}})"),
        {u"stopped failed (failed)"_s, u"bad_request: The provider does not accept the request. It says: No. ()"_s});
    row("error without a type", R"(data: {"error":{"code":503,"message":"No."}})"_ba + "\n\n",
        {u"overloaded: The provider has no capacity for now (HTTP 503). Try again later. It says: No. () retryable"_s});
    row("chat completions", R"(data: {"choices":[{"delta":{"content":"a"}}]})"_ba + "\n\n",
        {u"protocol: The server did not answer with a response. Check the channel's address. ({\"choices\":[{\"delta\":{\"content\":\"a\"}}]})"_s});
    row("not JSON", "data: What?\n\n",
        {u"protocol: The server did not answer with a response. Check the channel's address. It sent: What? (What?)"_s});
}

void TestResponsesParser::streams_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("expected");
    addTextRows();
    addLlamaRows();
    addCallRows();
    addStopRows();
    addErrorRows();
}

void TestResponsesParser::streams()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, expected);
    QCOMPARE(parse(bytes), expected);
    QCOMPARE(checkEveryCut<ResponsesParser>(bytes), QString());
}

void TestResponsesParser::wholeAnswers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("expected");
    row("answer",
        R"({"id":"r","object":"response","status":"completed","error":null,"output":[{"type":"reasoning","summary":[{"text":"h"},{"text":"m"}]},{"type":"message","content":[{"type":"output_text","text":"a"}]},{"type":"function_call","call_id":"c","name":"add","arguments":"{}"}])"
            + usage + '}',
        {u"reasoning h\n\nm"_s, u"text a"_s, u"tool 0 [c] add {}"_s, used, u"stopped tool_call (completed)"_s});
    row("cut at its limit",
        R"({"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[{"type":"message","content":[{"type":"refusal","refusal":"No."}]}]})",
        {u"refusal No."_s, u"stopped length (max_output_tokens)"_s});
    row("failed", R"({"status":"failed","error":{"code":"server_error","message":"No."},"output":[]})",
        {u"stopped failed (failed)"_s,
         u"server: The provider failed. Trying again may help. It says: No. () retryable"_s});
    row("error", R"({"error":{"code":401,"message":"No."}})",
        {u"auth: The provider does not accept the channel's key for this (HTTP 401). Check the key and what it is allowed to do. It says: No. ()"_s});
    row("page", "<html><title>Log in</title></html>",
        {u"protocol: The server did not answer with a response. Check the channel's address. It sent: Log in (<html><title>Log in</title></html>)"_s});
}

void TestResponsesParser::wholeAnswers()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QStringList, expected);
    ResponsesParser parser;
    QCOMPARE(told(parseWhole(parser, body)), expected);
}

void TestResponsesParser::identity()
{
    ResponsesParser parser;
    const ChatEvents events = parser.feed(
        serverEvent("response.created",
                    R"("response":{"id":"r1","status":"in_progress","model":"m-2026","service_tier":"auto"})")
        + serverEvent("response.in_progress", R"("response":{"id":"r2","status":"in_progress","model":"other"})")
        + serverEvent("response.completed", R"("response":{"status":"completed","service_tier":"priority"})"));
    QCOMPARE(events, ChatEvents({Identity{.model = u"m-2026"_s, .responseId = u"r1"_s},
                                 Identity{.model = u"m-2026"_s, .responseId = u"r1"_s, .serviceTier = u"priority"_s},
                                 Stopped{.reason = StopReason::Stop, .raw = u"completed"_s}}));
}

// Reasoning that can be sent back brings all items with it; what only an answer has is left out of them.
void TestResponsesParser::stateIsReturnable()
{
    const QByteArray reasoning =
        R"("id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"gAAA","status":null)";
    const QByteArray call =
        R"("id":"fc_1","type":"function_call","call_id":"c","name":"add","arguments":"{}","status":"completed")";
    const QString state =
        uR"(state {"output":[{"encrypted_content":"gAAA","id":"rs_1","summary":[],"type":"reasoning"},{"arguments":"{}","call_id":"c","id":"fc_1","name":"add","type":"function_call"}]})"_s;
    const QStringList expected{u"tool 0 [c] add {}"_s, u"stopped tool_call (completed)"_s, state};
    QCOMPARE(parse(done(0, reasoning) + done(1, call) + completed(R"(,"output":[])")), expected);
    QCOMPARE(parse(done(1, call) + completed(",\"output\":[{" + reasoning + "},{" + call + "}]")), expected);
}

void TestResponsesParser::deliversWithTheRead()
{
    ResponsesParser parser;
    QCOMPARE(parser.feed(text(0, "a") + text(0, "b")), ChatEvents({TextDelta{u"a"_s}, TextDelta{u"b"_s}}));
    QVERIFY(!parser.isComplete());
    parser.feed(completed());
    QVERIFY(parser.isComplete());
    QVERIFY(parser.isEnded());
    QCOMPARE(parser.finish(), ChatEvents());
}

void TestResponsesParser::answersAtTheLimit_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<std::optional<qint64>>("limit");
    QTest::addColumn<bool>("told");
    const QByteArray incomplete = serverEvent(
        "response.incomplete",
        R"("response":{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"})" + usage + "}");
    QTest::newRow("at its limit") << completed(usage) << std::optional<qint64>(20) << true;
    QTest::newRow("below its limit") << completed(usage) << std::optional<qint64>(21) << false;
    QTest::newRow("without a limit") << completed(usage) << std::optional<qint64>() << false;
    QTest::newRow("said by the provider") << incomplete << std::optional<qint64>(20) << false;
}

void TestResponsesParser::answersAtTheLimit()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const std::optional<qint64>, limit);
    QFETCH(const bool, told);
    const ChatEvents events = ResponsesParser(limit).feed(bytes);
    const Notice notice{
        u"The answer has all 20 tokens that it was allowed, so it may be cut, though the provider calls it “completed”."_s};
    QCOMPARE(events.contains(ChatEvent(notice)), told);
}

QTEST_GUILESS_MAIN(TestResponsesParser)
#include "tst_responsesparser.moc"
