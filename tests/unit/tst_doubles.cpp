// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/http/jsonmembers.h"
#include "tests/support/awsdouble.h"
#include "tests/support/geminidouble.h"
#include "tests/support/messagesdouble.h"
#include "tests/support/ollamadouble.h"
#include "tests/support/openaidouble.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

// That the doubles of providers refuse what the real servers refuse: a fault is planted in a request that they take.
class TestDoubles : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void takesARequest();
    void refusesFaults();
    void refusesWhatIsNoRequest();
};

namespace {

using Complaint = QString (*)(const SeenRequest &request);

struct Fault
{
    QString path;
    QByteArray json; // the member's value; empty: it is missing
};

struct Double
{
    Complaint complaint;
    SeenRequest request;
    QList<Fault> faults;
};

SeenRequest post(const QByteArray &target, const Header &key, const QByteArray &body)
{
    SeenRequest request;
    request.method = "POST";
    request.target = target;
    request.headers = {key, {"content-type", "application/json"}};
    request.body = body;
    return request;
}

QJsonValue valueOf(const QByteArray &json)
{
    return QJsonDocument::fromJson('[' + json + ']').array().first();
}

QString openAi(const SeenRequest &request)
{
    return openAiComplaint(request, OpenAiService::OpenAi);
}

QString azure(const SeenRequest &request)
{
    return openAiComplaint(request, OpenAiService::AzureDeployments);
}

const QByteArray chatBody = R"({"model":"o3","stream":true,"messages":[{"role":"user","content":"Hi"}],
    "tools":[{"type":"function","function":{"name":"add","parameters":{"type":"object"}}}]})";

Double messagesDouble()
{
    SeenRequest request = post("/v1/messages", {"x-api-key", "k"},
                               R"({"model":"claude-opus-4-7","max_tokens":64,"stream":true,
        "messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]})");
    request.headers.append(Header{"anthropic-version", "2023-06-01"});
    return {.complaint = messagesComplaint,
            .request = request,
            .faults = {{u"max_tokens"_s, {}},
                       {u"max_tokens"_s, "999999"},
                       {u"stream"_s, {}},
                       {u"model"_s, {}},
                       {u"seed"_s, "7"},
                       {u"temperature"_s, "0.5"},
                       {u"temperature"_s, "1.5"},
                       {u"top_p"_s, "0.5"},
                       {u"thinking"_s, R"({"type":"enabled","budget_tokens":1024})"},
                       {u"thinking"_s, R"({"type":"adaptive","effort":"low"})"},
                       {u"output_config"_s, R"({"temperature":1})"},
                       {u"output_config.format"_s, R"({"type":"json_schema","schema":{"type":"object"}})"},
                       {u"stop_sequences"_s, R"([" "])"},
                       {u"tools"_s, R"([{"name":"a b","input_schema":{"type":"object"}}])"},
                       {u"tools"_s, R"([{"name":"a","input_schema":{}}])"},
                       {u"messages"_s, "[]"},
                       {u"messages"_s, R"([{"role":"assistant","content":[{"type":"text","text":"Hi"}]}])"},
                       {u"messages"_s, R"([{"role":"user","content":[{"type":"text","text":""}]}])"},
                       {u"messages"_s, R"([{"role":"user","content":[{"type":"tool_result","tool_use_id":"x"}]}])"}}};
}

Double openAiDouble()
{
    return {
        .complaint = openAi,
        .request = post("/v1/chat/completions", {"authorization", "Bearer k"}, chatBody),
        .faults = {{u"model"_s, {}},
                   {u"stream"_s, {}},
                   {u"max_tokens"_s, "64"},
                   {u"temperature"_s, "0.5"},
                   {u"stop"_s, R"(["a"])"},
                   {u"top_k"_s, "4"},
                   {u"reasoning_effort"_s, R"("utmost")"},
                   {u"stream_options"_s, R"({"usage":true})"},
                   {u"response_format"_s, R"({"type":"json_object"})"},
                   {u"response_format"_s, R"({"type":"json_schema","json_schema":{"name":"a","strict":true,
                           "schema":{"type":"object"}}})"},
                   {u"tools"_s, R"([{"type":"function","function":{"name":"add"}}])"},
                   {u"messages"_s, R"([{"role":"user","content":null}])"},
                   {u"messages"_s, R"([{"role":"user","content":"Hi","id":"1"}])"},
                   {u"messages"_s, R"([{"role":"tool","tool_call_id":"x","content":"2"}])"},
                   {u"messages"_s, R"([{"role":"user","content":[{"type":"image_url","image_url":{"url":"iVBOR"}}]}])"},
                   {u"messages"_s, R"([{"role":"user","content":[{"type":"input_audio",
                           "input_audio":{"format":"ogg","data":"aQ=="}}]}])"}}};
}

Double azureDouble()
{
    return {.complaint = azure,
            .request =
                post("/openai/deployments/d/chat/completions?api-version=2024-10-21", {"api-key", "k"}, chatBody),
            .faults = {{u"messages"_s, "[]"}}};
}

Double geminiDouble()
{
    return {
        .complaint = geminiComplaint,
        .request = post("/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse", {"x-goog-api-key", "k"},
                        R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}]})"),
        .faults = {{u"model"_s, R"("gemini-2.5-pro")"},
                   {u"contents"_s, "[]"},
                   {u"contents"_s, R"([{"role":"assistant","parts":[{"text":"Hi"}]}])"},
                   {u"contents"_s, R"([{"role":"user","parts":[{"text":""}]}])"},
                   {u"contents"_s, R"([{"role":"user","parts":[{"functionResponse":{"name":"a","response":"2"}}]}])"},
                   {u"generationConfig"_s, R"({"topP":1.5})"},
                   {u"generationConfig"_s, R"({"seed":91733000000})"},
                   {u"generationConfig"_s, R"({"stopSequences":["1","2","3","4","5","6"]})"},
                   {u"generationConfig"_s, R"({"responseJsonSchema":{}})"},
                   {u"generationConfig"_s, R"({"thinkingConfig":{"thinkingBudget":0}})"},
                   {u"generationConfig"_s, R"({"thinkingConfig":{"thinkingLevel":"LOW"}})"},
                   {u"tools"_s, R"([{"functionDeclarations":[{"name":"a b","parametersJsonSchema":{}}]}])"}}};
}

Double bedrockDouble()
{
    return {.complaint = bedrockComplaint,
            .request = post("/model/amazon.nova-lite-v1%3A0/converse-stream", {"authorization", "Bearer k"},
                            R"({"messages":[{"role":"user","content":[{"text":"Hi"}]}]})"),
            .faults = {{u"modelId"_s, R"("a")"},
                       {u"messages"_s, "[]"},
                       {u"messages"_s, R"([{"role":"user","content":[{"text":" "}]}])"},
                       {u"messages"_s, R"([{"role":"user","content":[{"text":"Hi"},{"image":{"format":"png"}}]}])"},
                       {u"messages"_s, R"([{"role":"user","content":[{"text":"Hi"},{"document":{"format":"pdf",
                           "name":"a.pdf","source":{"bytes":"aQ=="}}}]}])"},
                       {u"messages"_s, R"([{"role":"user","content":[{"text":"Hi"},{"toolResult":{"toolUseId":"x",
                           "content":[]}}]}])"},
                       {u"inferenceConfig"_s, R"({"seed":7})"},
                       {u"inferenceConfig"_s, R"({"temperature":1.5})"},
                       {u"inferenceConfig"_s, R"({"maxTokens":0})"},
                       {u"toolConfig"_s, R"({"tools":[]})"},
                       {u"toolConfig"_s, R"({"tools":[{"toolSpec":{"name":"a b","inputSchema":{"json":{}}}}]})"},
                       {u"serviceTier"_s, R"({"type":"best"})"},
                       {u"performanceConfig"_s, R"({"latency":"low"})"},
                       {u"guardrailConfig"_s, R"({"guardrailIdentifier":"g"})"},
                       {u"outputConfig"_s, R"({"textFormat":{"structure":{"jsonSchema":{"schema":{}}}}})"}}};
}

Double ollamaDouble()
{
    return {.complaint = ollamaComplaint,
            .request = post("/api/chat", {"authorization", "Bearer k"},
                            R"({"model":"m","stream":true,"messages":[{"role":"user","content":"Hi"}]})"),
            .faults = {{u"model"_s, {}},
                       {u"stream"_s, {}},
                       {u"messages"_s, "[]"},
                       {u"temperature"_s, "1"},
                       {u"options"_s, R"({"max_tokens":4})"},
                       {u"think"_s, R"("utmost")"},
                       {u"format"_s, R"("text")"},
                       {u"tools"_s, R"([{"name":"add"}])"},
                       {u"messages"_s, R"([{"role":"user","content":"Hi","images":["data:image/png;base64,aQ=="]}])"},
                       {u"messages"_s, R"([{"role":"assistant","content":"","tool_calls":[{"function":{"name":"a",
                           "arguments":"{}"}}]}])"}}};
}

QMap<QString, Double> doubles()
{
    return {{u"anthropic"_s, messagesDouble()}, {u"openai"_s, openAiDouble()},   {u"azure"_s, azureDouble()},
            {u"gemini"_s, geminiDouble()},      {u"bedrock"_s, bedrockDouble()}, {u"ollama"_s, ollamaDouble()}};
}

} // namespace

void TestDoubles::initTestCase_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : doubles().keys())
        QTest::newRow(qPrintable(name)) << name;
}

void TestDoubles::takesARequest()
{
    QFETCH_GLOBAL(const QString, name);
    const Double server = doubles().value(name);
    QCOMPARE(server.complaint(server.request), QString());
}

void TestDoubles::refusesFaults()
{
    QFETCH_GLOBAL(const QString, name);
    const Double server = doubles().value(name);
    for (const Fault &fault : server.faults) {
        QJsonObject body = QJsonDocument::fromJson(server.request.body).object();
        if (fault.json.isEmpty())
            removeMember(body, fault.path);
        else
            setMember(body, fault.path, valueOf(fault.json));
        SeenRequest request = server.request;
        request.body = QJsonDocument(body).toJson();
        QVERIFY2(!server.complaint(request).isEmpty(),
                 qPrintable(fault.path + u": "_s + QString::fromUtf8(fault.json)));
    }
}

void TestDoubles::refusesWhatIsNoRequest()
{
    QFETCH_GLOBAL(const QString, name);
    const Double server = doubles().value(name);
    SeenRequest elsewhere = server.request;
    elsewhere.target = "/v9/elsewhere";
    QVERIFY(!server.complaint(elsewhere).isEmpty());
    SeenRequest text = server.request;
    text.headers.removeIf([](const Header &header) { return header.name == "content-type"; });
    QVERIFY(!server.complaint(text).isEmpty());
    SeenRequest keyless = server.request;
    keyless.headers.removeFirst();
    const bool open = name == "ollama"_L1 || name == "bedrock"_L1; // no key is needed, or another double looks at it
    QCOMPARE(server.complaint(keyless).isEmpty(), open);
}

QTEST_APPLESS_MAIN(TestDoubles)
#include "tst_doubles.moc"
