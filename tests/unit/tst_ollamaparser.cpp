// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/ollama/ollamamodels.h"
#include "plugins/ollama/ollamaparser.h"
#include "tests/support/chattext.h"
#include "tests/support/parserchecks.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

class TestOllamaParser : public QObject
{
    Q_OBJECT

private slots:
    void streams_data();
    void streams();
    void wholeAnswers_data();
    void wholeAnswers();
    void tellsOfLoading();
    void thinkingComesBackAfterCalls();
    void keepsDurations();
    void listsWhatWasPulled();
    void noList();
    void notesWhatIsLoaded();
    void addsDetails_data();
    void addsDetails();
};

static ParsedAnswer parse(const QByteArray &bytes)
{
    OllamaParser parser;
    return parseStream(parser, {bytes});
}

// A line with a message, from its members.
static QByteArray line(const QByteArray &members)
{
    return R"({"model":"qwen3:8b","created_at":"2026-01-02T03:04:05.6Z","message":{"role":"assistant",)" + members
           + "},\"done\":false}\n";
}

static QByteArray end(const QByteArray &members)
{
    return R"({"model":"qwen3:8b","message":{"role":"assistant","content":""},"done":true,)" + members + "}\n";
}

static const QByteArray stop =
    end(R"("done_reason":"stop","total_duration":9,"prompt_eval_count":26,"eval_count":12,"eval_duration":259)");
static const QString stopped = u"stopped stop (stop)"_s;
static const QString counted = u"usage fresh=26 visible=12"_s;

static void row(const char *name, const QByteArray &bytes, const QStringList &expected)
{
    QTest::newRow(name) << bytes << expected;
}

static void addCallRows()
{
    row("calls",
        line(R"("content":"","tool_calls":[{"id":"c1","function":{"index":0,"name":"add","arguments":{"a":1}}}])")
            + line(R"("content":"","tool_calls":[{"function":{"name":"now","arguments":{}}}])") + stop,
        {u"tool 0 [c1] add {\"a\":1}"_s, u"tool 1 [call_2] now {}"_s, counted, u"stopped tool_call (stop)"_s});
    row("calls on one line",
        line(R"("tool_calls":[{"function":{"name":"a"}},{"function":{"name":"b","arguments":"x"}}])") + stop,
        {u"tool 0 [call_1] a {}"_s, u"tool 1 [call_2] b x"_s, counted, u"stopped tool_call (stop)"_s});
}

static void addFailureRows()
{
    row("error line", line(R"("content":"a")") + "{\"error\":\"llama runner has terminated\"}\n",
        {u"text a"_s, u"server: The provider failed. Trying again may help. It says: llama runner has terminated () "
                      "retryable"_s});
    row("cut between lines", line(R"("content":"a")"), {u"text a"_s, u"cut off"_s});
    row("cut in a line", line(R"("content":"a")") + "{\"model\":\"qwen3", {u"text a"_s, u"cut off"_s});
    row("nothing", {}, {u"cut off"_s});
    row("no JSON", "404 page not found\n",
        {u"protocol: The server did not answer as Ollama does. Check the channel's address. It sent: 404 page not "
         "found (404 page not found)"_s});
    row("only loaded", end(R"("done_reason":"load")"),
        {u"stopped failed (load)"_s,
         u"bad_request: The model was loaded or unloaded, and asked nothing. (done_reason load)"_s});
}

void TestOllamaParser::streams_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("expected");
    row("thinking, then text",
        line(R"("content":"","thinking":"H")") + line(R"("content":"","thinking":"m")") + line(R"("content":"Grüße, ")")
            + line(R"("content":"Welt 🌍")") + stop,
        {u"reasoning Hm"_s, u"text Grüße, Welt 🌍"_s, counted, stopped});
    row("both on one line", line(R"("content":"a","thinking":"h")") + stop,
        {u"reasoning h"_s, u"text a"_s, counted, stopped});
    row("text on the last line",
        R"({"model":"m","message":{"content":"a"},"done":true,"done_reason":"length","eval_count":1})",
        {u"text a"_s, u"usage fresh=0 visible=1"_s, u"stopped length (length)"_s});
    row("counts that are 0", line(R"("content":"a")") + end(R"("done_reason":"stop","total_duration":9)"),
        {u"text a"_s, u"usage fresh=0 visible=0"_s, stopped});
    row("no counts and no times", line(R"("content":"a")") + end(R"("done_reason":"stop")"), {u"text a"_s, stopped});
    row("counts that cannot be", end(R"("done_reason":"stop","prompt_eval_count":-5,"eval_count":9223372036854775807)"),
        {u"usage fresh=0 visible=0"_s, stopped});
    row("no reason", end(R"("eval_count":1)"), {u"usage fresh=0 visible=1"_s, u"stopped none ()"_s});
    row("unknown and null members",
        line(R"("content":null,"thinking":null,"tool_calls":null,"images":[],"new":{})") + "{\"done\":false}\n" + stop,
        {counted, stopped});
    row("CRLF and empty lines", (line(R"("content":"a")") + "\n" + stop).replace("\n", "\r\n"),
        {u"text a"_s, counted, stopped});
    row("lines after the end", stop + line(R"("content":"b")") + "{\"error\":\"late\"}\n", {counted, stopped});
    addCallRows();
    addFailureRows();
}

void TestOllamaParser::streams()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, expected);
    QCOMPARE(parse(bytes).lines(), expected);
    QCOMPARE(checkEveryCut<OllamaParser>(bytes), QString());
}

void TestOllamaParser::wholeAnswers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("expected");
    row("one object", R"({"model":"m","message":{"content":"a"},"done":true,"done_reason":"stop"})",
        {u"text a"_s, stopped});
    row("lines with another content type", line(R"("content":"a")") + stop, {u"text a"_s, counted, stopped});
    row("error", R"({"error":"no"})",
        {u"server: The provider failed. Trying again may help. It says: no () retryable"_s});
    row("something else", R"({"hello":1})",
        {u"protocol: The server did not answer as Ollama does. Check the channel's address. ({\"hello\":1})"_s});
    row("page", "<html><title>Log in</title></html>",
        {u"protocol: The server did not answer as Ollama does. Check the channel's address. It sent: Log in "
         "(<html><title>Log in</title></html>)"_s});
}

void TestOllamaParser::wholeAnswers()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, expected);
    OllamaParser parser;
    QCOMPARE(parseWhole(parser, bytes).lines(), expected);
}

void TestOllamaParser::tellsOfLoading()
{
    const auto told = [](const QByteArray &members) {
        return all<Notice>(parse(end(R"("done_reason":"stop",)" + members)).events);
    };
    QCOMPARE(told(R"("load_duration":12345678901)"),
             QList<Notice>{{u"The model was loaded first, which took 12.3 s."_s}});
    QCOMPARE(told(R"("load_duration":999999999)"), QList<Notice>());
}

void TestOllamaParser::thinkingComesBackAfterCalls()
{
    const QByteArray thought = line(R"("thinking":"H")") + line(R"("thinking":"m")");
    const QByteArray call = line(R"("tool_calls":[{"function":{"name":"a"}}])");
    const QJsonObject thinking{{u"thinking"_s, u"Hm"_s}};
    QCOMPARE(all<ProviderState>(parse(thought + call + stop).events), QList<ProviderState>{{thinking}});
    QCOMPARE(all<ProviderState>(parse(thought + stop).events), QList<ProviderState>());
    QCOMPARE(all<ProviderState>(parse(call + stop).events), QList<ProviderState>());
}

void TestOllamaParser::keepsDurations()
{
    const QJsonObject expected{
        {u"total_duration"_s, 9}, {u"prompt_eval_count"_s, 26}, {u"eval_count"_s, 12}, {u"eval_duration"_s, 259}};
    QCOMPARE(all<UsageReport>(parse(stop).events).first().raw, expected);
    QCOMPARE(all<Identity>(parse(line("\"content\":\"\"") + stop).events), QList<Identity>{{.model = u"qwen3:8b"_s}});
}

void TestOllamaParser::listsWhatWasPulled()
{
    const ModelList models = parseOllamaTags(R"({"models":[
        {"name":"qwen3:8b","model":"qwen3:8b","size":5,"details":{"parameter_size":"8.2B"}},
        {"name":"big:cloud","model":"big:cloud","remote_model":"big","remote_host":"https://ollama.com:443"},
        {"name":"an-older-server"},{}]})");
    QVERIFY(models);
    const QList<ModelInfo> expected{{.id = u"an-older-server"_s, .note = u"not loaded"_s},
                                    {.id = u"big:cloud"_s, .note = u"runs at ollama.com"_s},
                                    {.id = u"qwen3:8b"_s, .note = u"not loaded"_s}};
    QCOMPARE(*models, expected);
    QCOMPARE(parseOllamaTags(R"({"models":[]})"), ModelList(QList<ModelInfo>()));
}

void TestOllamaParser::noList()
{
    const ModelList models = parseOllamaTags(R"({"error":"unauthorized"})");
    QVERIFY(!models);
    QVERIFY(models.error().message.contains("unauthorized"_L1));
}

void TestOllamaParser::notesWhatIsLoaded()
{
    QList<ModelInfo> models{{.id = u"a"_s, .note = u"not loaded"_s},
                            {.id = u"b"_s, .note = u"not loaded"_s},
                            {.id = u"c"_s, .note = u"runs at ollama.com"_s},
                            {.id = u"d"_s, .note = u"not loaded"_s}};
    noteLoadedModels(R"({"models":[{"model":"a","context_length":4096},{"name":"b"},{"model":"c"},{"model":"x"}]})",
                     models);
    QStringList notes;
    for (const ModelInfo &model : std::as_const(models))
        notes << model.note;
    QCOMPARE(notes, QStringList({u"loaded, for 4096 tokens"_s, u"loaded"_s, u"runs at ollama.com"_s, u"not loaded"_s}));
}

void TestOllamaParser::addsDetails_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("chats");
    QTest::addColumn<ModelInfo>("expected");
    QTest::newRow("everything") << QByteArray(R"({"capabilities":["completion","tools","thinking","vision"],
                          "model_info":{"general.architecture":"qwen3","qwen3.context_length":40960}})")
                                << true
                                << ModelInfo{.contextLength = 40'960,
                                             .inputs = {u"text"_s, u"image"_s},
                                             .features = {u"tools"_s, u"reasoning"_s, u"structured output"_s},
                                             .lacks = {u"file"_s}};
    QTest::newRow("plain") << QByteArray(R"({"capabilities":["completion"],"model_info":{}})") << true
                           << ModelInfo{.inputs = {u"text"_s},
                                        .features = {u"structured output"_s},
                                        .lacks = {u"file"_s, u"image"_s, u"tools"_s, u"reasoning"_s}};
    QTest::newRow("of an older server") << QByteArray(R"({"model_info":{}})") << true << ModelInfo();
    QTest::newRow("no answer") << QByteArray() << true << ModelInfo();
    QTest::newRow("for embeddings") << QByteArray(R"({"capabilities":["embedding"]})") << false
                                    << ModelInfo{.inputs = {u"text"_s},
                                                 .features = {u"structured output"_s},
                                                 .lacks = {u"file"_s, u"image"_s, u"tools"_s, u"reasoning"_s}};
}

void TestOllamaParser::addsDetails()
{
    QFETCH(const QByteArray, body);
    QFETCH(const bool, chats);
    QFETCH(const ModelInfo, expected);
    ModelInfo model;
    QCOMPARE(addOllamaDetails(body, model), chats);
    QCOMPARE(model, expected);
}

QTEST_GUILESS_MAIN(TestOllamaParser)
#include "tst_ollamaparser.moc"
