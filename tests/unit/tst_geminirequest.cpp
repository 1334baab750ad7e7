// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/gemini/geminicontent.h"
#include "plugins/gemini/geminirequest.h"
#include "plugins/gemini/geminithinking.h"
#include "tests/support/geminidouble.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

// What a model is asked, judged as the provider would.
class TestGeminiRequest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void messages();
    void parameters();
    void nothingSetIsNothingSent();
    void seedsOf32Bits();
    void schemaOfTheAnswer();
    void tools();
    void extraIsMerged();
    void attachments_data();
    void attachments();
    void callsAndResults();
    void idsThatTheProviderGave();
    void resultsAreObjects_data();
    void resultsAreObjects();
    void answersComeBackAsTheyCame();
    void thinking_data();
    void thinking();
    void leavesOutWhatWasRefused();
    void systemPromptsThatAreRefused();
    void findsWhatWasRefused_data();
    void findsWhatWasRefused();

private:
    QJsonObject body(); // judged

    ChatRequest m_request;
    QStringList m_refused;
    QStringList m_notices;
};

static QJsonObject json(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

void TestGeminiRequest::init()
{
    m_request = {.model = u"gemini-2.5-flash"_s,
                 .messages = {{.role = Role::User, .text = u"Really?"_s}},
                 .parameters = {},
                 .tools = {},
                 .format = {},
                 .limits = {}};
    m_refused.clear();
    m_notices.clear();
}

QJsonObject TestGeminiRequest::body()
{
    const GeminiBody built = buildGeminiBody(m_request, m_refused);
    m_notices = built.notices;
    const QString complaint = geminiBodyComplaint(built.json, m_request.model);
    return complaint.isEmpty() ? built.json : QJsonObject{{u"complaint"_s, complaint}};
}

void TestGeminiRequest::messages()
{
    m_request.messages = {{.role = Role::System, .text = u"Be brief."_s},
                          {.role = Role::User, .text = u"Hello"_s},
                          {.role = Role::Assistant, .text = u"Yes?"_s},
                          {.role = Role::User, .text = u"One."_s},
                          {.role = Role::User, .text = u"Two."_s}};
    QCOMPARE(body(), json(R"({"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[
        {"role":"user","parts":[{"text":"Hello"}]},{"role":"model","parts":[{"text":"Yes?"}]},
        {"role":"user","parts":[{"text":"One."},{"text":"Two."}]}]})"));
}

void TestGeminiRequest::parameters()
{
    m_request.parameters = {
        .maxTokens = 800, .temperature = 0.2, .topP = 0.9, .seed = 7, .stop = {u"END"_s}, .effort = u"low"_s};
    QCOMPARE(body()["generationConfig"_L1].toObject(), json(R"({"maxOutputTokens":800,"temperature":0.2,"topP":0.9,
        "seed":7,"stopSequences":["END"],"thinkingConfig":{"includeThoughts":true,"thinkingBudget":4096}})"));
    QCOMPARE(m_notices, QStringList(u"Effort “low” was sent as 4096 tokens to think with."_s));
}

void TestGeminiRequest::nothingSetIsNothingSent()
{
    QCOMPARE(body(), json(R"({"contents":[{"role":"user","parts":[{"text":"Really?"}]}]})"));
    QCOMPARE(m_notices, QStringList());
}

void TestGeminiRequest::seedsOf32Bits()
{
    m_request.parameters.seed = 5'000'000'000;
    QVERIFY(!body().contains("generationConfig"_L1));
    QCOMPARE(m_notices, QStringList(u"“seed” was left out: this provider takes numbers of 32 bits."_s));
}

void TestGeminiRequest::schemaOfTheAnswer()
{
    m_request.format = {.name = u"answer"_s, .schema = json(R"({"type":"object"})")};
    QCOMPARE(body()["generationConfig"_L1].toObject(),
             json(R"({"responseMimeType":"application/json","responseJsonSchema":{"type":"object"}})"));
}

void TestGeminiRequest::tools()
{
    m_request.tools = {{.name = u"add"_s, .description = u"adds"_s, .schema = json(R"({"type":"object"})")},
                       {.name = u"now"_s, .description = {}, .schema = json(R"({"type":"object"})")}};
    QCOMPARE(body()["tools"_L1], json(R"({"tools":[{"functionDeclarations":[
        {"name":"add","description":"adds","parametersJsonSchema":{"type":"object"}},
        {"name":"now","parametersJsonSchema":{"type":"object"}}]}]})")["tools"_L1]);
}

void TestGeminiRequest::extraIsMerged()
{
    m_request.parameters.temperature = 0.5;
    m_request.parameters.extra = json(R"({"generationConfig":{"topK":40,"temperature":1},
        "safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_NONE"}]})");
    const QJsonObject sent = body();
    QCOMPARE(sent["generationConfig"_L1].toObject(), json(R"({"topK":40,"temperature":1})"));
    QCOMPARE(sent["safetySettings"_L1], m_request.parameters.extra["safetySettings"_L1]);
}

void TestGeminiRequest::attachments_data()
{
    QTest::addColumn<QString>("mediaType");
    QTest::addColumn<QString>("sent"); // empty: left out
    const auto row = [](const QString &type, const QString &sent) { QTest::newRow(qPrintable(type)) << type << sent; };
    for (const QString &type : {u"image/png"_s, u"image/heic"_s, u"application/pdf"_s, u"audio/wav"_s})
        row(type, type);
    row(u"text/markdown"_s, u"text/plain"_s);
    row(u"image/gif"_s, {});
    row(u"application/zip"_s, {});
}

void TestGeminiRequest::attachments()
{
    QFETCH(const QString, mediaType);
    QFETCH(const QString, sent);
    m_request.messages.first().attachments = {{.name = u"a.x"_s, .mediaType = mediaType, .data = "hello"}};
    const QJsonArray parts = body()["contents"_L1][0]["parts"_L1].toArray();
    QCOMPARE(parts.last()["text"_L1].toString(), u"Really?"_s);
    QCOMPARE(parts.size(), sent.isEmpty() ? 1 : 2);
    QCOMPARE(m_notices.size(), sent.isEmpty() ? 1 : 0);
    if (!sent.isEmpty())
        QCOMPARE(parts.first()["inlineData"_L1].toObject(),
                 QJsonObject({{u"mimeType"_s, sent}, {u"data"_s, u"aGVsbG8="_s}}));
}

void TestGeminiRequest::callsAndResults()
{
    m_request.messages += {{.role = Role::Assistant,
                            .text = u"I ask."_s,
                            .toolCalls = {{.id = u"evenhand-r-0"_s, .name = u"add"_s, .arguments = u"{\"a\":1}"_s},
                                          {.id = u"evenhand-r-1"_s, .name = u"now"_s, .arguments = {}}}},
                           {.role = Role::Tool, .text = u"2"_s, .toolCallId = u"evenhand-r-0"_s},
                           {.role = Role::Tool, .text = u"noon"_s, .toolCallId = u"evenhand-r-1"_s}};
    QCOMPARE(body()["contents"_L1], json(R"({"contents":[{"role":"user","parts":[{"text":"Really?"}]},
        {"role":"model","parts":[{"text":"I ask."},{"functionCall":{"name":"add","args":{"a":1}}},
                                 {"functionCall":{"name":"now","args":{}}}]},
        {"role":"user","parts":[{"functionResponse":{"name":"add","response":{"output":"2"}}},
                                {"functionResponse":{"name":"now","response":{"output":"noon"}}}]}]})")["contents"_L1]);
}

void TestGeminiRequest::idsThatTheProviderGave()
{
    m_request.messages += {{.role = Role::Assistant, .toolCalls = {{.id = u"c1"_s, .name = u"add"_s}}},
                           {.role = Role::Tool, .text = u"2"_s, .toolCallId = u"c1"_s}};
    const QJsonValue contents = body()["contents"_L1];
    QCOMPARE(contents[1]["parts"_L1][0]["functionCall"_L1]["id"_L1].toString(), u"c1"_s);
    QCOMPARE(contents[2]["parts"_L1][0]["functionResponse"_L1]["id"_L1].toString(), u"c1"_s);
}

void TestGeminiRequest::resultsAreObjects_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("response");
    QTest::newRow("object") << u"{\"sum\":2}"_s << QByteArray(R"({"sum":2})");
    QTest::newRow("array") << u"[1,2]"_s << QByteArray(R"({"output":[1,2]})");
    QTest::newRow("text") << u"two"_s << QByteArray(R"({"output":"two"})");
    QTest::newRow("nothing") << QString() << QByteArray(R"({"output":""})");
}

void TestGeminiRequest::resultsAreObjects()
{
    QFETCH(const QString, text);
    QFETCH(const QByteArray, response);
    m_request.messages += {{.role = Role::Assistant, .toolCalls = {{.id = u"c1"_s, .name = u"add"_s}}},
                           {.role = Role::Tool, .text = text, .toolCallId = u"c1"_s}};
    QCOMPARE(body()["contents"_L1][2]["parts"_L1][0]["functionResponse"_L1]["response"_L1].toObject(), json(response));
}

void TestGeminiRequest::answersComeBackAsTheyCame()
{
    m_request.model = u"gemini-3-pro-preview"_s;
    const QJsonObject state = json(R"({"parts":[{"text":"I "},{"text":"ask.","thoughtSignature":"b25l"},
        {"functionCall":{"name":"now"},"thoughtSignature":"dHdv"}]})");
    Message answer{.role = Role::Assistant,
                   .text = u"I ask."_s,
                   .toolCalls = {{.id = u"evenhand-r-0"_s, .name = u"now"_s, .arguments = u"{}"_s}}};
    m_request.messages += {answer, {.role = Role::Tool, .text = u"noon"_s, .toolCallId = u"evenhand-r-0"_s}};
    QVERIFY(body()["complaint"_L1].toString().contains("thought_signature"_L1));
    m_request.messages[1].state = state;
    const GeminiBody built = buildGeminiBody(m_request, {});
    QCOMPARE(built.json["contents"_L1][1]["parts"_L1], state["parts"_L1]);
}

void TestGeminiRequest::thinking_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("effort");
    QTest::addColumn<QByteArray>("config"); // empty: nothing is sent
    QTest::addColumn<bool>("noticed");
    const auto row = [](const QString &model, const QString &effort, const QByteArray &config, bool noticed) {
        QTest::newRow(qPrintable(model + u' ' + effort)) << model << effort << config << noticed;
    };
    const auto budget = [](int tokens) {
        return QByteArray(R"({"includeThoughts":)") + (tokens > 0 ? "true" : "false") + R"(,"thinkingBudget":)"
               + QByteArray::number(tokens) + '}';
    };
    const auto level = [](const QByteArray &name, bool thoughts = true) {
        return QByteArray(R"({"includeThoughts":)") + (thoughts ? "true" : "false") + R"(,"thinkingLevel":")" + name
               + "\"}";
    };
    row(u"gemini-2.5-pro"_s, {}, {}, false);
    row(u"gemini-2.5-pro"_s, u"none"_s, {}, true);
    row(u"gemini-2.5-pro"_s, u"minimal"_s, budget(512), true);
    row(u"gemini-2.5-pro"_s, u"max"_s, budget(32'768), true);
    row(u"gemini-2.5-flash-lite"_s, u"none"_s, budget(0), true);
    row(u"gemini-2.5-flash"_s, u"medium"_s, budget(8192), true);
    row(u"gemini-2.5-flash"_s, u"xhigh"_s, budget(24'576), true);
    row(u"gemini-3-pro-preview"_s, u"high"_s, level("HIGH"), false);
    row(u"gemini-3-pro-preview"_s, u"minimal"_s, level("LOW"), true);
    row(u"gemini-3.1-flash"_s, u"minimal"_s, level("MINIMAL"), false);
    row(u"gemini-3-flash"_s, u"none"_s, level("MINIMAL", false), true);
    row(u"publishers/google/models/gemini-3-flash"_s, u"max"_s, level("HIGH"), true);
    row(u"gemini-flash-latest"_s, u"medium"_s, level("MEDIUM"), false);
    row(u"gemini-2.0-flash"_s, u"high"_s, {}, true);
    row(u"gemini-2.0-flash"_s, u"none"_s, {}, false);
    row(u"gemma-3-27b-it"_s, u"low"_s, {}, true);
}

void TestGeminiRequest::thinking()
{
    QFETCH(const QString, model);
    QFETCH(const QString, effort);
    QFETCH(const QByteArray, config);
    QFETCH(const bool, noticed);
    m_request.model = model;
    m_request.parameters.effort = effort;
    QCOMPARE(body()["generationConfig"_L1]["thinkingConfig"_L1].toObject(), json(config));
    QCOMPARE(m_notices.size(), noticed ? 1 : 0);
}

void TestGeminiRequest::leavesOutWhatWasRefused()
{
    m_request.parameters = {.temperature = 0.5, .seed = 1, .extra = json(R"({"serviceTier":"flex"})")};
    m_refused = {u"generationConfig.seed"_s, u"serviceTier"_s, u"generationConfig.topP"_s};
    QCOMPARE(body(), json(R"({"contents":[{"role":"user","parts":[{"text":"Really?"}]}],
                              "generationConfig":{"temperature":0.5}})"));
    QCOMPARE(m_notices, QStringList({u"“seed” was left out: gemini-2.5-flash does not take it."_s,
                                     u"“serviceTier” was left out: gemini-2.5-flash does not take it."_s}));
    m_refused.append(u"generationConfig.temperature"_s);
    QVERIFY(!body().contains("generationConfig"_L1));
}

void TestGeminiRequest::systemPromptsThatAreRefused()
{
    m_request.model = u"gemma-3-27b-it"_s;
    m_request.messages.prepend({.role = Role::System, .text = u"Be brief."_s});
    m_refused = {u"systemInstruction"_s};
    QCOMPARE(body(), json(R"({"contents":[{"role":"user","parts":[{"text":"Be brief."},{"text":"Really?"}]}]})"));
    QCOMPARE(m_notices, QStringList(u"The system prompt was sent as the beginning of the prompt: gemma-3-27b-it takes "
                                    "no other."_s));
    m_request.messages.removeFirst();
    QCOMPARE(body()["contents"_L1][0]["parts"_L1].toArray().size(), 1);
    QCOMPARE(m_notices, QStringList());
}

void TestGeminiRequest::findsWhatWasRefused_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("member"); // empty: none
    const auto row = [](const QString &message, const QString &member) {
        QTest::newRow(qPrintable(message)) << message << member;
    };
    row(u"Unknown name \"topK\": Cannot find field."_s, {});
    row(u"Invalid JSON payload received. Unknown name \"topK\" at 'generation_config': Cannot find field."_s,
        u"generationConfig.topK"_s);
    row(u"Unknown name \"labels\": Cannot find field."_s, u"labels"_s);
    row(u"Unknown name \"responseJsonSchema\" at 'generation_config': Cannot find field."_s, {});
    row(u"Unknown name \"thinkingLevel\" at 'generation_config.thinking_config': Cannot find field."_s,
        u"generationConfig.thinkingConfig.thinkingLevel"_s);
    row(u"Unknown name \"contents\": Cannot find field."_s, {});
    row(u"Penalty is not enabled for this model"_s, u"generationConfig.presencePenalty"_s);
    row(u"Thinking is not enabled for models/gemini-2.0-flash"_s, u"generationConfig.thinkingConfig"_s);
    row(u"Budget 0 is invalid. This model only works in thinking mode."_s, u"generationConfig.thinkingConfig"_s);
    row(u"Unable to submit request because top_p must be in the range [0, 1]."_s, u"generationConfig.topP"_s);
    row(u"Developer instruction is not enabled for models/gemma-3-27b-it"_s, u"systemInstruction"_s);
    row(u"The stream was stopped"_s, {});
    row(u"Function call is missing a thought_signature in functionCall parts."_s, {});
    row(u"Request contains an invalid argument."_s, {});
}

void TestGeminiRequest::findsWhatWasRefused()
{
    QFETCH(const QString, message);
    QFETCH(const QString, member);
    const QJsonObject sent = json(
        R"({"contents":[],"systemInstruction":{},"labels":{},"generationConfig":{"topK":1,"topP":1,"presencePenalty":1,
        "responseJsonSchema":{},"thinkingConfig":{"thinkingLevel":"LOW"}}})");
    HttpFailure failure{.status = 400, .words = {.message = message}, .outcome = {}};
    QCOMPARE(findRefusedMember(sent, failure).value_or(QString()), member);
    failure.status = 500;
    QVERIFY(!findRefusedMember(sent, failure));
}

QTEST_GUILESS_MAIN(TestGeminiRequest)
#include "tst_geminirequest.moc"
