// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/chatparser.h"
#include "plugins/openai/models.h"
#include "plugins/openai/usage.h"
#include "tests/support/chattext.h"
#include "tests/support/parserchecks.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

static QStringList parse(const QByteArray &bytes, bool thinkTags = false)
{
    ChatParser parser(thinkTags);
    return parseStream(parser, {bytes}).lines();
}

static QByteArray stream(const QByteArrayList &chunks, const QByteArray &end = "data: [DONE]\n\n")
{
    QByteArray bytes;
    for (const QByteArray &chunk : chunks)
        bytes += "data: " + chunk + "\n\n";
    return bytes + end;
}

// A chunk with one choice, from the members of its delta.
static QByteArray delta(const QByteArray &members, const QByteArray &finishReason = "null")
{
    return R"({"id":"c1","model":"m","choices":[{"index":0,"delta":{)" + members + R"(},"finish_reason":)"
           + finishReason + R"(}],"usage":null})";
}

class TestChatParser : public QObject
{
    Q_OBJECT

private slots:
    void streams_data();
    void streams();
    void thinkTags_data();
    void thinkTags();
    void deliversWithTheRead();
    void endsAtTheSentinel();
    void identityIsFilledOnce();
    void otherChoicesAreNamedOnce();
    void wholeAnswers_data();
    void wholeAnswers();
    void usages_data();
    void usages();
    void modelLists_data();
    void modelLists();
    void modelListDetails();
};

static const QByteArray stop = delta({}, R"("stop")");
static const QString stopped = u"stopped stop (stop)"_s;

static void row(const char *name, const QByteArray &bytes, const QStringList &expected)
{
    QTest::newRow(name) << bytes << expected;
}

static void addTextRows()
{
    row("usage chunk without choices",
        stream(
            {R"({"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"x"})",
             delta(R"("content":"Grüße, ")"), delta(R"("content":"Welt 🌍")"), stop,
             R"({"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}})"}),
        {u"text Grüße, Welt 🌍"_s, stopped, u"usage fresh=9 visible=3"_s});
    row("no usage", stream({delta(R"("content":"a")"), stop}), {u"text a"_s, stopped});
    row("null role, null content, role on each chunk",
        stream({delta(R"("role":null,"content":null)"), delta(R"("role":"assistant","content":"a")"), stop}),
        {u"text a"_s, stopped});
    row("no delta, no choices, null choices",
        stream(
            {R"({"choices":[{"index":0}]})", R"({"id":"x"})", R"({"choices":null})", delta(R"("content":"a")"), stop}),
        {u"text a"_s, stopped});
    row("no index", stream({R"({"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]})"}),
        {u"text a"_s, stopped});
    row("usage in the finish chunk",
        stream(
            {delta(R"("content":"a")"),
             R"({"choices":[{"index":0,"delta":{},"finish_reason":"length"}],"usage":{"prompt_tokens":5,"completion_tokens":1}})"}),
        {u"text a"_s, u"stopped length (length)"_s, u"usage fresh=5 visible=1"_s});
    row("usage in x_groq",
        stream(
            {delta(R"("content":"a")"),
             R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x_groq":{"id":"r","usage":{"prompt_tokens":5,"completion_tokens":1}}})"}),
        {u"text a"_s, stopped, u"usage fresh=5 visible=1"_s});
    row("usage on each chunk",
        stream(
            {R"({"choices":[{"index":0,"delta":{"content":"a"}}],"usage":{"prompt_tokens":5,"completion_tokens":1}})",
             R"({"choices":[{"index":0,"delta":{"content":"b"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":2}})",
             R"({"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2}})"}),
        {u"text a"_s, u"usage fresh=5 visible=1"_s, u"text b"_s, stopped, u"usage fresh=5 visible=2"_s});
}

static void addReasoningRows()
{
    row("reasoning_content",
        stream({delta(R"("content":null,"reasoning_content":"hm")"), delta(R"("content":"a")"), stop}),
        {u"reasoning hm"_s, u"text a"_s, stopped});
    row("reasoning", stream({delta(R"("content":"","reasoning":"hm")"), delta(R"("content":"a")"), stop}),
        {u"reasoning hm"_s, u"text a"_s, stopped});
    row("reasoning said twice",
        stream({delta(R"("reasoning":"hm","reasoning_details":[{"type":"reasoning.text","text":"hm"}])"), stop}),
        {u"reasoning hm"_s, stopped});
    row("reasoning_details alone",
        stream(
            {delta(
                 R"("reasoning":null,"reasoning_details":[{"type":"reasoning.text","text":"h","signature":"s"},{"type":"reasoning.encrypted","data":"x"},{"type":"reasoning.summary","summary":"m"}])"),
             stop}),
        {u"reasoning hm"_s, stopped});
    row("content as an array",
        stream({delta(R"("content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]}])"),
                delta(R"("content":[{"type":"text","text":"a"},{"type":"reference","reference_ids":[1]}])"),
                delta(R"("content":"b")"), stop}),
        {u"reasoning hm"_s, u"text ab"_s, stopped});
}

static void addStopRows()
{
    row("refusal", stream({delta(R"("refusal":"I ")"), delta(R"("refusal":"won't.")"), stop}),
        {u"refusal I won't."_s, u"stopped filtered (stop)"_s});
    row("content filter", stream({delta(R"("content":"a")"), delta({}, R"("content_filter")")}),
        {u"text a"_s, u"stopped filtered (content_filter)"_s});
    row("unknown stop word", stream({delta(R"("content":"a")"), delta({}, R"("because")")}),
        {u"text a"_s, u"stopped none (because)"_s});
    row("eos", stream({delta(R"("content":"a")"), delta({}, R"("eos")")}), {u"text a"_s, u"stopped stop (eos)"_s});
    row("stop word twice", stream({stop, stop}), {stopped});
}

static void addToolRows()
{
    row("tool calls by index",
        stream(
            {delta(R"("tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"add","arguments":""}}])"),
             delta(R"("tool_calls":[{"index":0,"function":{"arguments":"{\"x\":"}}])"),
             delta(R"("tool_calls":[{"index":0,"function":{"name":"","arguments":"1}"}}])"),
             delta(R"("tool_calls":[{"index":1,"id":"b","function":{"name":"sub","arguments":"{}"}}])"),
             delta({}, R"("tool_calls")")}),
        {u"tool 0 [a] add {\"x\":1}"_s, u"tool 1 [b] sub {}"_s, u"stopped tool_call (tool_calls)"_s});
    row("whole tool calls without index",
        stream(
            {delta(
                 R"("tool_calls":[{"id":"a","function":{"name":"add","arguments":"{}"}},{"id":"b","function":{"name":"sub","arguments":"{}"}}])"),
             delta({}, R"("tool_calls")")}),
        {u"tool 0 [a] add {}"_s, u"tool 1 [b] sub {}"_s, u"stopped tool_call (tool_calls)"_s});
    row("pieces without index, the id on each",
        stream({delta(R"("tool_calls":[{"id":"a","function":{"name":"add","arguments":"{"}}])"),
                delta(R"("tool_calls":[{"id":"a","function":{"arguments":"}"}}])"),
                delta(R"("tool_calls":[{"id":"b","function":{"name":"sub","arguments":"{"}}])"),
                delta(R"("tool_calls":[{"function":{"arguments":"}"}}])"), delta({}, R"("tool_calls")")}),
        {u"tool 0 [a] add {}"_s, u"tool 1 [b] sub {}"_s, u"stopped tool_call (tool_calls)"_s});
    row("pieces without index and id, by position",
        stream(
            {delta(
                 R"("tool_calls":[{"function":{"name":"add","arguments":"{"}},{"function":{"name":"sub","arguments":"["}}])"),
             delta({}, R"("tool_calls")")}),
        {u"tool 0 [] add {"_s, u"tool 1 [] sub ["_s, u"stopped tool_call (tool_calls)"_s});
    row("arguments as an object",
        stream({delta(R"("tool_calls":[{"index":0,"id":"a","function":{"name":"add","arguments":{"x":1}}}])"), stop}),
        {u"tool 0 [a] add {\"x\":1}"_s, u"stopped tool_call (stop)"_s});
    row("custom tool",
        stream({delta(R"("tool_calls":[{"index":0,"id":"a","type":"custom","custom":{"name":"sh","input":"ls"}}])"),
                delta({}, R"("tool_calls")")}),
        {u"tool 0 [a] sh ls"_s, u"stopped tool_call (tool_calls)"_s});
    row("function_call",
        stream({delta(R"("function_call":{"name":"add","arguments":"{"})"),
                delta(R"("function_call":{"arguments":"}"})"), delta({}, R"("function_call")")}),
        {u"tool 0 [] add {}"_s, u"stopped tool_call (function_call)"_s});
}

static void addEndRows()
{
    row("comments and blank lines",
        ": OPENROUTER PROCESSING\n\n\n\n" + stream({delta(R"("content":"a")")}, ": keep-alive\n\n") + stream({stop}),
        {u"text a"_s, stopped});
    row("no blank line at the end", stream({delta(R"("content":"a")")}, "data: " + stop), {u"text a"_s, stopped});
    row("finish reason without sentinel", stream({delta(R"("content":"a")"), stop}, {}), {u"text a"_s, stopped});
    row("sentinel without finish reason", stream({delta(R"("content":"a")")}), {u"text a"_s});
    row("after the sentinel", stream({stop}) + stream({delta(R"("content":"late")")}), {stopped});
    row("cut off", stream({delta(R"("content":"a")")}, {}), {u"text a"_s, u"cut off"_s});
    row("cut off after an empty delta", stream({delta(R"("content":"a")"), delta(R"("content":"")")}, {}),
        {u"text a"_s, u"cut off"_s});
    row("nothing at all", {}, {u"cut off"_s});
    row("bad UTF-8", stream({delta("\"content\":\"a\xff\"")}), {u"text a\uFFFD"_s});
    row("surrogates apart", stream({delta(R"("content":"\ud83c")"), delta(R"("content":"\udf0d")")}), {u"text 🌍"_s});
}

static void addErrorRows()
{
    const QString failed = u"server: The provider failed. Trying again may help. It says: No. () retryable"_s;
    row("error", stream({delta(R"("content":"a")"), R"({"error":{"message":"No.","type":"x","code":null}})"}, {}),
        {u"text a"_s, failed});
    row("error before the sentinel", stream({delta(R"("content":"a")"), R"({"error":{"message":"No."}})"}),
        {u"text a"_s, failed});
    row("error as text", stream({R"({"error":"No."})"}), {failed});
    row("error event", "event: error\ndata: {\"message\":\"No.\"}\n\n", {failed});
    row("error at the top level", stream({R"({"object":"error","message":"No."})"}), {failed});
    row("error in x_groq", stream({R"({"x_groq":{"error":"No."}})"}), {failed});
    row("error with a status, in a finished choice",
        stream(
            {R"({"id":"g","error":{"code":502,"message":"No."},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]})"}),
        {u"stopped failed (error)"_s,
         u"server: The provider failed (HTTP 502). Trying again may help. It says: No. () retryable"_s});
    row("finish reason error alone", stream({delta({}, R"("error")")}),
        {u"stopped failed (error)"_s,
         u"server: The provider failed. Trying again may help. It says: finish_reason “error” () retryable"_s});
    row("no error", stream({R"({"error":null,"choices":[]})", R"({"error":{}})", R"({"error":""})", stop}), {stopped});
    row("not JSON", stream({"What?"}),
        {u"protocol: The server did not answer with a chat completion. Check the channel's address. It sent: What? (What?)"_s});
}

void TestChatParser::streams_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("expected");
    addTextRows();
    addReasoningRows();
    addStopRows();
    addToolRows();
    addEndRows();
    addErrorRows();
}

void TestChatParser::streams()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, expected);
    QCOMPARE(parse(bytes), expected);
    QCOMPARE(checkEveryCut<ChatParser>(bytes, false), QString());
}

void TestChatParser::thinkTags_data()
{
    QTest::addColumn<QString>("content");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("both") << u"<think>hm</think>a"_s << QStringList{u"reasoning hm"_s, u"text a"_s};
    QTest::newRow("blanks before") << u" \n<think>h<m</think>a</think>b"_s
                                   << QStringList{u"reasoning h<m"_s, u"text a</think>b"_s};
    QTest::newRow("later") << u"a<think>b</think>"_s << QStringList{u"text a<think>b</think>"_s};
    QTest::newRow("never closed") << u"<think>hm</th"_s << QStringList{u"reasoning hm</th"_s};
    QTest::newRow("only begun") << u" <thi"_s << QStringList{u"text  <thi"_s};
    QTest::newRow("another tag") << u"<thin>a"_s << QStringList{u"text <thin>a"_s};
    QTest::newRow("empty") << u"<think></think>a"_s << QStringList{u"text a"_s};
}

void TestChatParser::thinkTags()
{
    QFETCH(const QString, content);
    QFETCH(const QStringList, expected);
    const auto chunk = [](const QString &text) {
        return delta("\"content\":\"" + text.toUtf8().replace('\n', "\\n") + '"');
    };
    const QStringList end{u"stopped stop (stop)"_s};
    for (qsizetype i = 0; i <= content.size(); ++i) {
        const QByteArray bytes = stream({chunk(content.first(i)), chunk(content.sliced(i)), delta({}, R"("stop")")});
        QCOMPARE(parse(bytes, true), expected + end);
        QCOMPARE(parse(bytes, false), QStringList(u"text "_s + content) + end);
    }
}

void TestChatParser::deliversWithTheRead()
{
    ChatParser parser(false);
    const QByteArray first = stream({delta(R"("content":"a")"), delta(R"("content":"b")")}, {});
    const QByteArray second = stream({delta({}, R"("stop")")}, {});
    QCOMPARE(parser.feed(first),
             ChatEvents({Identity{.model = u"m"_s, .responseId = u"c1"_s}, TextDelta{u"a"_s}, TextDelta{u"b"_s}}));
    QVERIFY(!parser.isComplete());
    QCOMPARE(parser.feed(second), ChatEvents({Stopped{.reason = StopReason::Stop, .raw = u"stop"_s}}));
    QVERIFY(parser.isComplete());
    QVERIFY(!parser.isEnded());
    QCOMPARE(parser.finish(), ChatEvents());
}

void TestChatParser::endsAtTheSentinel()
{
    ChatParser parser(false);
    parser.feed("data:  [DONE] \n\n");
    QVERIFY(parser.isEnded());
    QVERIFY(parser.isComplete());
    QVERIFY(!parser.failure());
}

void TestChatParser::identityIsFilledOnce()
{
    ChatParser parser(false);
    ChatEvents events = parser.feed(
        stream({R"({"id":"","model":"","choices":[]})",
                R"({"id":"c1","model":"m-2026","service_tier":"default","x_groq":{"id":"req_1"}})",
                R"({"id":"c1","model":"m-2026","system_fingerprint":"fp"})", R"({"id":"c2","model":"other"})"}));
    QCOMPARE(events.size(), 2);
    const Identity expected{.model = u"m-2026"_s,
                            .responseId = u"c1"_s,
                            .requestId = u"req_1"_s,
                            .region = {},
                            .serviceTier = u"default"_s,
                            .fingerprint = u"fp"_s,
                            .headers = {}};
    QCOMPARE(std::get<Identity>(events.at(1)), expected);
}

void TestChatParser::otherChoicesAreNamedOnce()
{
    ChatParser parser(false);
    const QByteArray other = R"({"choices":[{"index":1,"delta":{"content":"other"}}]})";
    const ChatEvents events =
        parser.feed(stream({other, R"({"choices":[{"index":0,"delta":{"content":"a"}}]})", other}));
    QCOMPARE(events, ChatEvents({Notice{u"The provider sent more than one answer (n); only the first is kept."_s},
                                 TextDelta{u"a"_s}}));
}

void TestChatParser::wholeAnswers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("answer after blank lines") << QByteArray(
        "\n\n\r\n"
        R"({"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"a","reasoning_content":"hm"},"finish_reason":"stop"}],"usage":{"prompt_tokens":4,"completion_tokens":2,"completion_tokens_details":{"reasoning_tokens":1}}})")
                                              << QStringList{u"reasoning hm"_s, u"text a"_s, u"stopped stop (stop)"_s,
                                                             u"usage fresh=4 visible=1 reasoning=1"_s};
    QTest::newRow("tool call") << QByteArray(
        R"({"choices":[{"message":{"content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"add","arguments":"{}"}}]},"finish_reason":"tool_calls"}]})")
                               << QStringList{u"tool 0 [a] add {}"_s, u"stopped tool_call (tool_calls)"_s};
    QTest::newRow("error")
        << QByteArray(R"({"error":{"message":"No.","code":"insufficient_quota"}})")
        << QStringList{
               u"quota: The account's credit or quota is used up. Waiting does not help; look at the account with the provider. It says: No. ()"_s};
    QTest::newRow("error in an array")
        << QByteArray(R"([{"error":{"message":"No.","code":429}}])")
        << QStringList{
               u"rate_limit: The provider takes no more requests for now (HTTP 429). Try again later. It says: No. () retryable"_s};
    QTest::newRow("detail") << QByteArray(R"({"detail":"No."})")
                            << QStringList{
                                   u"server: The provider failed. Trying again may help. It says: No. () retryable"_s};
    QTest::newRow("page")
        << QByteArray("<html><title>Log in</title></html>")
        << QStringList{
               u"protocol: The server did not answer with a chat completion. Check the channel's address. It sent: Log in (<html><title>Log in</title></html>)"_s};
    QTest::newRow("empty object")
        << QByteArray("{}")
        << QStringList{
               u"protocol: The server did not answer with a chat completion. Check the channel's address. ({})"_s};
}

void TestChatParser::wholeAnswers()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QStringList, expected);
    ChatParser parser(false);
    QStringList lines = spoken(parser.parseWhole(body));
    if (parser.failure())
        lines << toText(*parser.failure());
    QCOMPARE(lines, expected);
    QCOMPARE(parser.isComplete(), !parser.failure());
}

void TestChatParser::usages_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<Usage>("expected");
    const auto row = [](const char *name, const char *json, const Usage &expected) {
        QTest::newRow(name) << QByteArray(json) << expected;
    };
    row("plain", R"({"prompt_tokens":9,"completion_tokens":3,"total_tokens":12})",
        {.inputFresh = 9, .outputVisible = 3});
    row("all details",
        R"({"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,"prompt_tokens_details":{"cached_tokens":60,"cache_write_tokens":10,"audio_tokens":5},"completion_tokens_details":{"reasoning_tokens":30,"audio_tokens":4,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}})",
        {.inputFresh = 25,
         .cacheRead = 60,
         .cacheWrites = {{.lifetime = {}, .tokens = 10}},
         .outputVisible = 16,
         .reasoning = 30,
         .audioInput = 5,
         .audioOutput = 4});
    row("zeros are reports",
        R"({"prompt_tokens":9,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}})",
        {.inputFresh = 9, .cacheRead = 0, .outputVisible = 3, .reasoning = 0});
    row("null details",
        R"({"prompt_tokens":9,"completion_tokens":3,"prompt_tokens_details":null,"completion_tokens_details":null,"reasoning_tokens":2})",
        {.inputFresh = 9, .outputVisible = 1, .reasoning = 2});
    row("reasoning beside the completion",
        R"({"prompt_tokens":12,"completion_tokens":1,"total_tokens":303,"completion_tokens_details":{"reasoning_tokens":290}})",
        {.inputFresh = 12, .outputVisible = 1, .reasoning = 290});
    row("reasoning within, no total",
        R"({"prompt_tokens":12,"completion_tokens":291,"completion_tokens_details":{"reasoning_tokens":290}})",
        {.inputFresh = 12, .outputVisible = 1, .reasoning = 290});
    row("cache hit and miss",
        R"({"prompt_tokens":30,"completion_tokens":5,"prompt_cache_hit_tokens":20,"prompt_cache_miss_tokens":10,"total_tokens":35})",
        {.inputFresh = 10, .cacheRead = 20, .outputVisible = 5});
    row("only hit and miss", R"({"completion_tokens":5,"prompt_cache_hit_tokens":20,"prompt_cache_miss_tokens":10})",
        {.inputFresh = 10, .cacheRead = 20, .outputVisible = 5});
    row("cached beside the prompt",
        R"({"prompt_tokens":3,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":20}})",
        {.inputFresh = 3, .cacheRead = 20, .outputVisible = 5});
    row("only output", R"({"completion_tokens":5})", {.outputVisible = 5});
    row("nonsense", R"({"prompt_tokens":-4,"completion_tokens":"five"})", {});
}

void TestChatParser::usages()
{
    QFETCH(const QByteArray, json);
    QFETCH(const Usage, expected);
    const Usage usage = readUsage(QJsonDocument::fromJson(json).object());
    QCOMPARE(toText(UsageReport{.usage = usage, .raw = {}}), toText(UsageReport{.usage = expected, .raw = {}}));
    QCOMPARE(usage, expected);
}

void TestChatParser::modelLists_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QStringList>("ids");
    QTest::newRow("object") << QByteArray(R"({"object":"list","data":[{"id":"b"},{"id":"a"},{"id":""},{}]})")
                            << u"127.0.0.1"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("array") << QByteArray(R"([{"id":"b"},{"id":"a"}])") << u"api.together.xyz"_s
                           << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("none") << QByteArray(R"({"data":[]})") << u"127.0.0.1"_s << QStringList();
    QTest::newRow("mixed") << QByteArray(
        R"({"data":[{"id":"gpt-6-astra"},{"id":"text-embedding-3-small"},{"id":"o4-mini"},{"id":"gpt-image-2"},{"id":"chatgpt-latest"},{"id":"gpt-realtime"},{"id":"ft:gpt-5-mini:us::1"},{"id":"omni-moderation"}]})")
                           << u"eu.api.openai.com"_s
                           << QStringList{u"chatgpt-latest"_s, u"ft:gpt-5-mini:us::1"_s, u"gpt-6-astra"_s,
                                          u"o4-mini"_s};
}

void TestChatParser::modelLists()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, host);
    QFETCH(const QStringList, ids);
    const ModelList models = parseModels(body, dialectOf(host));
    QVERIFY(models);
    QStringList found;
    for (const ModelInfo &model : *models)
        found << model.id;
    QCOMPARE(found, ids);
}

void TestChatParser::modelListDetails()
{
    const ModelList models = parseModels(R"({"data":[
        {"id":"1","name":"One","context_length":128000,"top_provider":{"max_completion_tokens":4096},"architecture":{"input_modalities":["text","image"]}},
        {"id":"2","max_model_len":32768,"shutdown_date":"2027-01-31"},
        {"id":"3","status":{"value":"unloaded"},"meta":{"n_ctx_train":256}},
        {"id":"4","active":false,"context_window":8192,"max_completion_tokens":1024,"shutdown_date":null}]})",
                                         {});
    QVERIFY(models);
    const QList<ModelInfo> expected{
        {.id = u"1"_s,
         .name = u"One"_s,
         .contextLength = 128000,
         .maxOutput = 4096,
         .inputs = {u"text"_s, u"image"_s},
         .note = {}},
        {.id = u"2"_s,
         .name = {},
         .contextLength = 32768,
         .maxOutput = {},
         .inputs = {},
         .note = u"shuts down on 2027-01-31"_s},
        {.id = u"3"_s, .name = {}, .contextLength = 256, .maxOutput = {}, .inputs = {}, .note = u"not loaded"_s},
        {.id = u"4"_s, .name = {}, .contextLength = 8192, .maxOutput = 1024, .inputs = {}, .note = u"not active"_s}};
    QCOMPARE(*models, expected);

    const ModelList page = parseModels("<html><title>Log in</title></html>", {});
    QVERIFY(!page);
    QCOMPARE(toString(page.error().code), u"protocol"_s);
    QCOMPARE(page.error().message, u"The server did not answer with a list of models. Log in"_s);
}

QTEST_GUILESS_MAIN(TestChatParser)
#include "tst_chatparser.moc"
