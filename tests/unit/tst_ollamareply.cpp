// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/ollama/ollamamodelsreply.h"
#include "plugins/ollama/ollamareply.h"
#include "plugins/ollama/ollamarequest.h"
#include "tests/support/chatlog.h"
#include "tests/support/ollamadouble.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

// Requests to Ollama, with a server that refuses what the real one would.
class TestOllamaReply : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void addresses_data();
    void addresses();
    void settings();
    void wholeRequest();
    void conversation();
    void attachments();
    void efforts_data();
    void efforts();
    void ownOptionsStandBesideOthers();
    void repeatsWithoutThinking();
    void failures_data();
    void failures();
    void listsModels();
    void listsModelsWithoutDetails();
    void listsNothingAfterAFailure();

private:
    void makeChannel(QJsonObject settings = {});
    std::unique_ptr<OllamaReply> chat(const ChatRequest &request) const;
    ModelList models() const;

    QNetworkAccessManager m_network;
    std::unique_ptr<ScriptedServer> m_server;
    std::shared_ptr<OllamaChannel> m_channel;
};

static QJsonObject json(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

static ChatRequest question(const QString &model = u"qwen3:8b"_s, const Parameters &parameters = {})
{
    return {.model = model,
            .messages = {{.role = Role::User, .text = u"Really?"_s}},
            .parameters = parameters,
            .tools = {},
            .format = {},
            .limits = {}};
}

static OllamaBody build(const ChatRequest &request, const OllamaSettings &settings = {})
{
    return buildOllamaBody(request, settings, true);
}

// The members of a body that differ from one case to the next.
static QJsonObject varying(QJsonObject body)
{
    for (const QString &member : {u"model"_s, u"messages"_s, u"stream"_s, u"truncate"_s})
        body.remove(member);
    return body;
}

static const ServerAnswer answered{
    .headers = {{"Content-Type", "application/x-ndjson"}},
    .body = {
        {.bytes = "{\"model\":\"m\",\"message\":{\"content\":\"Yes.\"},\"done\":true,\"done_reason\":\"stop\"}\n"}}};

static ServerAnswer refused(int status, const QByteArray &words)
{
    return jsonAnswer(status, "{\"error\":\"" + words + "\"}");
}

void TestOllamaReply::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_server->setAnswer(answered);
    makeChannel();
}

void TestOllamaReply::cleanup()
{
    const QList<SeenRequest> requests = m_server->requests();
    for (const SeenRequest &seen : requests)
        QCOMPARE(ollamaComplaint(seen), QString());
}

void TestOllamaReply::makeChannel(QJsonObject settings)
{
    settings[u"base_url"_s] = m_server->url().toString();
    const ProviderContext context{
        .network = &m_network,
        .secret = [](const QString &, const QUrl &) -> Result<QByteArray> { return QByteArray(); },
        .userAgent = "Test"};
    m_channel = std::make_shared<OllamaChannel>(*readOllamaSettings(settings), context);
}

std::unique_ptr<OllamaReply> TestOllamaReply::chat(const ChatRequest &request) const
{
    auto reply = std::make_unique<OllamaReply>(m_channel, request);
    reply->start();
    return reply;
}

ModelList TestOllamaReply::models() const
{
    OllamaModelsReply reply(m_channel);
    QSignalSpy spy(&reply, &ModelsReply::finished);
    return spy.wait() ? spy.first().first().value<ModelList>() : ModelList();
}

void TestOllamaReply::addresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("address");
    const auto row = [](const QString &text, const QString &address) {
        QTest::addRow("'%s'", qPrintable(text)) << text << address;
    };
    row({}, u"http://127.0.0.1:11434"_s);
    row(u"  "_s, u"http://127.0.0.1:11434"_s);
    row(u"box"_s, u"http://box:11434"_s);
    row(u"box:8000"_s, u"http://box:8000"_s);
    row(u":8000"_s, u"http://127.0.0.1:8000"_s);
    row(u"0.0.0.0"_s, u"http://127.0.0.1:11434"_s);
    row(u"0.0.0.0:8000"_s, u"http://127.0.0.1:8000"_s);
    row(u"http://0.0.0.0:8000"_s, u"http://127.0.0.1:8000"_s);
    row(u"[::]:8000"_s, u"http://127.0.0.1:8000"_s);
    row(u"[::1]"_s, u"http://[::1]:11434"_s);
    row(u"http://box"_s, u"http://box"_s);
    row(u"https://ollama.com"_s, u"https://ollama.com"_s);
    row(u"HTTPS://ollama.com/"_s, u"HTTPS://ollama.com"_s);
    row(u"https://box/ollama/api/chat"_s, u"https://box/ollama"_s);
    row(u"http://127.0.0.1:11434/api/"_s, u"http://127.0.0.1:11434"_s);
    row(u"http://127.0.0.1:11434/v1"_s, u"http://127.0.0.1:11434"_s);
    row(u"ftp://box"_s, u"ftp://box"_s);
}

void TestOllamaReply::addresses()
{
    QFETCH(const QString, text);
    QFETCH(const QString, address);
    QCOMPARE(ollamaAddress(text), address);
}

void TestOllamaReply::settings()
{
    const Result<OllamaSettings> read = readOllamaSettings({{u"num_ctx"_s, 8192}, {u"keep_alive"_s, u" 10m "_s}});
    QVERIFY(read);
    QCOMPARE(*read,
             (OllamaSettings{.base = QUrl(u"http://127.0.0.1:11434"_s), .contextLength = 8192, .keepAlive = u"10m"_s}));
    QCOMPARE(readOllamaSettings({{u"keep_alive"_s, u"-1"_s}})->keepAlive, QJsonValue(-1));
    QVERIFY(readOllamaSettings({})->keepAlive.isUndefined());
    QVERIFY(!readOllamaSettings({{u"base_url"_s, u"box"_s}}));
    QVERIFY(readOllamaSettings({{u"base_url"_s, u"box"_s}, {u"allow_http"_s, true}}));
    QVERIFY(!readOllamaSettings({{u"base_url"_s, u"ftp://box"_s}}));
}

void TestOllamaReply::wholeRequest()
{
    makeChannel({{u"num_ctx"_s, 8192}, {u"keep_alive"_s, u"0"_s}});
    ChatRequest request = question(
        u"qwen3:8b"_s,
        {.maxTokens = 64, .temperature = 0.5, .topP = 0.9, .seed = 7, .stop = {u"END"_s}, .effort = u"none"_s});
    request.messages.prepend({.role = Role::System, .text = u"Be brief."_s});
    request.tools = {{.name = u"add"_s, .description = u"adds"_s, .schema = json(R"({"type":"object"})")}};
    request.format = AnswerFormat{.name = u"x"_s, .schema = json(R"({"type":"object"})")};
    const std::unique_ptr<OllamaReply> reply = chat(request);
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.text(), u"Yes."_s);
    QCOMPARE(json(m_server->requests().first().body), json(R"({
        "model":"qwen3:8b","stream":true,"truncate":false,"think":false,"keep_alive":0,"format":{"type":"object"},
        "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Really?"}],
        "tools":[{"type":"function","function":{"name":"add","description":"adds","parameters":{"type":"object"}}}],
        "options":{"temperature":0.5,"top_p":0.9,"seed":7,"num_predict":64,"num_ctx":8192,"stop":["END"]}})"));
    QCOMPARE(log.all<Notice>(), QList<Notice>());
}

void TestOllamaReply::conversation()
{
    ChatRequest request = question();
    request.messages.append({.role = Role::Assistant,
                             .text = {},
                             .toolCalls = {{.id = u"c1"_s, .name = u"add"_s, .arguments = u"{\"a\":1}"_s}},
                             .state = json(R"({"thinking":"Hm"})")});
    request.messages.append({.role = Role::Tool, .text = u"2"_s, .toolCallId = u"c1"_s});
    const std::unique_ptr<OllamaReply> reply = chat(request);
    QVERIFY(ChatLog(reply.get()).waitForEnd());
    QCOMPARE(json(m_server->requests().first().body)["messages"_L1].toArray().toVariantList().sliced(1),
             json(R"({"m":[
        {"role":"assistant","content":"","thinking":"Hm",
         "tool_calls":[{"id":"c1","function":{"index":0,"name":"add","arguments":{"a":1}}}]},
        {"role":"tool","content":"2","tool_name":"add","tool_call_id":"c1"}]})")["m"_L1]
                 .toArray()
                 .toVariantList());
}

void TestOllamaReply::attachments()
{
    ChatRequest request = question();
    request.messages.first().attachments = {
        {.name = u"dot.png"_s, .mediaType = u"image/png"_s, .data = "\x89PNG"},
        {.name = u"a.pdf"_s, .mediaType = u"application/pdf"_s, .data = "%PDF"},
        {.name = u"a.py"_s, .mediaType = u"text/x-python"_s, .data = "print(1)"},
    };
    const OllamaBody body = build(request);
    QCOMPARE(body.json["messages"_L1][0]["images"_L1].toArray(), QJsonArray{u"iVBORw=="_s});
    const QString text = body.json["messages"_L1][0]["content"_L1].toString();
    QVERIFY(text.endsWith("\n\na.py:\n\nprint(1)"_L1));
    QCOMPARE(body.notices, QStringList({u"“a.py” was sent as a part of the prompt's text."_s,
                                        u"The attachment “a.pdf” was left out: Ollama takes images and text only."_s}));
}

void TestOllamaReply::efforts_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("effort");
    QTest::addColumn<QJsonValue>("think");
    QTest::addColumn<QStringList>("notices");
    const auto row = [](const QString &model, const QString &effort, const QJsonValue &think,
                        const QStringList &notices) {
        QTest::addRow("%s %s", qPrintable(model), qPrintable(effort)) << model << effort << think << notices;
    };
    row(u"qwen3:8b"_s, {}, QJsonValue::Undefined, {});
    row(u"qwen3:8b"_s, u"none"_s, false, {});
    row(u"qwen3:8b"_s, u"minimal"_s, u"low"_s, {u"Effort “minimal” was sent as “low”, which Ollama knows."_s});
    row(u"qwen3:8b"_s, u"medium"_s, u"medium"_s, {});
    row(u"qwen3:8b"_s, u"xhigh"_s, u"high"_s, {u"Effort “xhigh” was sent as “high”, which Ollama knows."_s});
    row(u"qwen3:8b"_s, u"max"_s, u"max"_s, {});
    row(u"gpt-oss:20b"_s, u"none"_s, false, {u"Effort “none” was sent, but gpt-oss:20b thinks all the same."_s});
}

void TestOllamaReply::efforts()
{
    QFETCH(const QString, model);
    QFETCH(const QString, effort);
    QFETCH(const QJsonValue, think);
    QFETCH(const QStringList, notices);
    const OllamaBody body = build(question(model, {.effort = effort}));
    QCOMPARE(body.json.value("think"_L1), think);
    QCOMPARE(body.notices, notices);
}

void TestOllamaReply::ownOptionsStandBesideOthers()
{
    const OllamaBody body =
        build(question(u"m"_s, {.seed = 7, .extra = json(R"({"options":{"top_k":4,"seed":8},"truncate":true})")}));
    QCOMPARE(varying(body.json), json(R"({"options":{"seed":8,"top_k":4}})"));
    QCOMPARE(body.json["truncate"_L1], QJsonValue(true));
}

void TestOllamaReply::repeatsWithoutThinking()
{
    m_server->setAnswers({refused(400, "\\\"m\\\" does not support thinking"), answered});
    const std::unique_ptr<OllamaReply> reply = chat(question(u"m"_s, {.effort = u"high"_s}));
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.text(), u"Yes."_s);
    QCOMPARE(m_server->requests().size(), 2);
    QVERIFY(!json(m_server->requests().last().body).contains("think"_L1));
    QCOMPARE(log.all<Notice>(),
             QList<Notice>{{u"The provider did not take “effort”; the request was made again without it. It said: "
                            "\"m\" does not support thinking"_s}});

    const std::unique_ptr<OllamaReply> next = chat(question(u"m"_s, {.effort = u"high"_s}));
    const ChatLog nextLog(next.get());
    QVERIFY(nextLog.waitForEnd());
    QCOMPARE(m_server->requests().size(), 3);
    QCOMPARE(nextLog.all<Notice>(), QList<Notice>{{u"“effort” was left out: m does not think."_s}});
}

void TestOllamaReply::failures_data()
{
    QTest::addColumn<ServerAnswer>("answer");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("step");
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("retryable");
    const auto row = [](const char *name, const ServerAnswer &answer, const QString &code, const QString &step,
                        const QString &words,
                        bool retryable) { QTest::newRow(name) << answer << code << step << words << retryable; };
    row("not pulled", refused(404, "model 'm' not found"), u"bad_request"_s, u"model"_s,
        u"model 'm' not found To have it, run: ollama pull m"_s, false);
    row("no such path", jsonAnswer(404, "404 page not found"), u"bad_request"_s, {}, u"404 page not found"_s, false);
    row("not signed in", jsonAnswer(401, R"({"error":"unauthorized","signin_url":"https://ollama.com/connect?key=1"})"),
        u"auth"_s, u"sign_in"_s, u"or open https://ollama.com/connect?key=1"_s, false);
    row("busy", refused(503, "server busy, please try again"), u"overloaded"_s, {}, u"server busy"_s, true);
    row("out of memory", refused(500, "model requires more system memory"), u"server"_s, {}, u"more system memory"_s,
        true);
    row("no tools", refused(400, "m does not support tools"), u"bad_request"_s, {}, u"does not support tools"_s, false);
    row("too long", refused(400, "the input length exceeds the context length"), u"context_length"_s, {},
        u"exceeds the context length"_s, false);
    row("cloud limit", refused(429, "you have reached your limit"), u"rate_limit"_s, {}, u"reached your limit"_s, true);
}

void TestOllamaReply::failures()
{
    QFETCH(const ServerAnswer, answer);
    QFETCH(const QString, code);
    QFETCH(const QString, step);
    QFETCH(const QString, words);
    QFETCH(const bool, retryable);
    m_server->setAnswer(answer);
    const std::unique_ptr<OllamaReply> reply = chat(question(u"m"_s));
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    const ChatOutcome outcome = log.outcomes.first();
    QCOMPARE(log.errorCode(), code);
    QCOMPARE(outcome.error->step ? toString(*outcome.error->step) : QString(), step);
    QVERIFY2(outcome.error->message.contains(words), qPrintable(outcome.error->message));
    QCOMPARE(outcome.retryable, retryable);
}

void TestOllamaReply::listsModels()
{
    m_server->setAnswers({
        jsonAnswer(200, R"({"models":[{"model":"b"},{"model":"a"},{"model":"e"}]})"),
        jsonAnswer(200, R"({"models":[{"model":"b","context_length":4096}]})"),
        jsonAnswer(200, R"({"capabilities":["completion","tools"],"model_info":{}})"),
        refused(500, "no details"),
        jsonAnswer(200, R"({"capabilities":["embedding"]})"),
    });
    const ModelList list = models();
    QVERIFY(list);
    const QList<ModelInfo> expected{{.id = u"a"_s,
                                     .inputs = {u"text"_s},
                                     .features = {u"tools"_s, u"structured output"_s},
                                     .lacks = {u"file"_s, u"image"_s, u"reasoning"_s},
                                     .note = u"not loaded"_s},
                                    {.id = u"b"_s, .note = u"loaded, for 4096 tokens"_s}};
    QCOMPARE(*list, expected);
    QByteArrayList asked;
    for (const SeenRequest &seen : m_server->requests())
        asked << seen.target + ' ' + seen.body;
    QCOMPARE(asked, QByteArrayList({"/api/tags ", "/api/ps ", R"(/api/show {"model":"a"})",
                                    R"(/api/show {"model":"b"})", R"(/api/show {"model":"e"})"}));
}

void TestOllamaReply::listsModelsWithoutDetails()
{
    m_server->setAnswers({jsonAnswer(200, R"({"models":[{"model":"a"}]})"), refused(404, "no such path")});
    const ModelList list = models();
    QVERIFY(list);
    QCOMPARE(*list, (QList<ModelInfo>{{.id = u"a"_s, .note = u"not loaded"_s}}));
}

void TestOllamaReply::listsNothingAfterAFailure()
{
    m_server->setAnswer(refused(401, "unauthorized"));
    const ModelList list = models();
    QVERIFY(!list);
    QCOMPARE(toString(list.error().code), u"auth"_s);
    QCOMPARE(m_server->requests().size(), 1);
}

QTEST_GUILESS_MAIN(TestOllamaReply)
#include "tst_ollamareply.moc"
