// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/bedrock/bedrockerror.h"
#include "plugins/bedrock/conversebody.h"
#include "plugins/bedrock/modelfamily.h"
#include "tests/support/awsdouble.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

static const QString llama = u"meta.llama3-3-70b-instruct-v1:0"_s;
static const QString claude45 = u"apac.anthropic.claude-sonnet-4-5-20250929-v1:0"_s;
static const QString claude46 = u"global.anthropic.claude-opus-4-6-v1"_s;
static const QString claude47 = u"us.anthropic.claude-opus-4-7-v1:0"_s;
static const QString nova2 = u"amazon.nova-2-lite-v1:0"_s;
static const QString gptOss = u"openai.gpt-oss-120b-1:0"_s;
static const QString profileArn = u"arn:aws:bedrock:ap-south-1:1:application-inference-profile/abc"_s;

static ChatRequest ask(const QString &model = llama)
{
    return {.model = model, .messages = {{.role = Role::User, .text = u"Hi"_s}}};
}

static QJsonObject object(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

// The double judges every body that is built here, too.
static ConverseBody build(const ChatRequest &request, const BedrockSettings &settings = {}, const Repairs &repairs = {})
{
    const Result<ConverseBody> body = buildConverseBody(request, settings, repairs);
    if (!body)
        qFatal("%s", qPrintable(body.error().message));
    const SeenRequest seen{.method = "POST",
                           .target = conversePath(request.model, true),
                           .headers = {{"Content-Type", "application/json"}},
                           .body = QJsonDocument(body->json).toJson()};
    if (const QString complaint = bedrockComplaint(seen); !complaint.isEmpty())
        qFatal("%s", qPrintable(complaint));
    return *body;
}

class TestConverseRequest : public QObject
{
    Q_OBJECT

private slots:
    void paths_data();
    void paths();
    void plain();
    void parameters();
    void roles();
    void attachments();
    void attachmentsOfOtherKinds();
    void documentWithoutText();
    void tools();
    void toolsOfTheConversationAlone();
    void argumentsThatAreNoObject();
    void replaysReasoning();
    void replaysNothingOfAnEditedAnswer();
    void format();
    void channelSettings();
    void extraIsLaidOver();
    void seedIsSaidToBeLeftOut();
    void effort_data();
    void effort();
    void budgetsFitMaxTokens();
    void samplingOfReasoningModels_data();
    void samplingOfReasoningModels();
    void repairs_data();
    void repairs();
    void repairsOnlyWhatWasSent();
    void leavesOutWhatWasLearned();
};

void TestConverseRequest::paths_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("profile") << u"us.anthropic.claude-haiku-4-5-20251001-v1:0"_s
                             << QByteArray("/model/us.anthropic.claude-haiku-4-5-20251001-v1%3A0/converse-stream");
    QTest::newRow("ARN") << u"arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123def456"_s
                         << QByteArray("/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-"
                                       "profile%2Fabc123def456/converse-stream");
    QTest::newRow("provisioned") << u"arn:aws:bedrock:us-east-1:1:provisioned-model/x1"_s
                                 << QByteArray("/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Aprovisioned-model%2Fx1/"
                                               "converse-stream");
    QTest::newRow("no way out") << u"../x?y#z"_s << QByteArray("/model/..%2Fx%3Fy%23z/converse-stream");
}

void TestConverseRequest::paths()
{
    QFETCH(const QString, model);
    QFETCH(const QByteArray, path);
    QCOMPARE(conversePath(model, true), path);
    const QUrl url = QUrl::fromEncoded("https://bedrock-runtime.us-east-1.amazonaws.com" + path);
    QCOMPARE(url.path(QUrl::FullyEncoded).toLatin1(), path);
    QVERIFY(conversePath(model, false).endsWith("/converse"));
}

void TestConverseRequest::plain()
{
    const ConverseBody body = build(ask());
    QCOMPARE(body.json, object(R"({"messages":[{"role":"user","content":[{"text":"Hi"}]}]})"));
    QCOMPARE(body.notices, QStringList());
}

void TestConverseRequest::parameters()
{
    ChatRequest request = ask();
    request.parameters = {.maxTokens = 32, .temperature = 0.5, .topP = 0.9, .stop = {u"END"_s}};
    const ConverseBody body = build(request);
    QCOMPARE(body.json["inferenceConfig"_L1].toObject(),
             object(R"({"maxTokens":32,"temperature":0.5,"topP":0.9,"stopSequences":["END"]})"));
    QCOMPARE(body.notices, QStringList());
}

void TestConverseRequest::roles()
{
    ChatRequest request = ask();
    request.messages = {{.role = Role::System, .text = u"Be brief."_s}, {.role = Role::System, .text = u" "_s},
                        {.role = Role::User, .text = u"A"_s},           {.role = Role::User, .text = u"B"_s},
                        {.role = Role::Assistant, .text = u""_s},       {.role = Role::User, .text = u"C"_s},
                        {.role = Role::Assistant, .text = u"D"_s},      {.role = Role::User, .text = u"E"_s}};
    const QJsonObject expected = object(R"({"system":[{"text":"Be brief."}],"messages":[
        {"role":"user","content":[{"text":"A"},{"text":"B"},{"text":"C"}]},
        {"role":"assistant","content":[{"text":"D"}]},
        {"role":"user","content":[{"text":"E"}]}]})");
    QCOMPARE(build(request).json, expected);
}

void TestConverseRequest::attachments()
{
    ChatRequest request = ask();
    request.messages.first().attachments = {
        {.name = u"a.png"_s, .mediaType = u"image/png"_s, .data = "\x89PNG"},
        {.name = u"plan_2026.final.pdf"_s, .mediaType = u"application/pdf"_s, .data = "%PDF-"},
        {.name = u"plan 2026 final pdf"_s, .mediaType = u"text/plain"_s, .data = "x"},
        {.name = u"Übersicht"_s, .mediaType = u"text/csv"_s, .data = "a,b"}};
    const ConverseBody body = build(request);
    const QJsonObject expected = object(R"({"c":[{"text":"Hi"},
        {"image":{"format":"png","source":{"bytes":"iVBORw=="}}},
        {"document":{"format":"pdf","name":"plan 2026 final pdf","source":{"bytes":"JVBERi0="}}},
        {"document":{"format":"txt","name":"plan 2026 final pdf 2","source":{"bytes":"eA=="}}},
        {"document":{"format":"csv","name":"bersicht","source":{"bytes":"YSxi"}}}]})");
    QCOMPARE(body.json["messages"_L1].toArray().first()["content"_L1].toArray(), expected["c"_L1].toArray());
    QCOMPARE(body.notices.size(), 3);
    QVERIFY(body.notices.first().contains("plan_2026.final.pdf"_L1));
}

void TestConverseRequest::attachmentsOfOtherKinds()
{
    ChatRequest request = ask();
    request.messages.first().attachments = {{.name = u"a.tiff"_s, .mediaType = u"image/tiff"_s, .data = "II*"}};
    const Result<ConverseBody> body = buildConverseBody(request, {}, {});
    QCOMPARE(toString(body.error().code), u"invalid_input"_s);
    QVERIFY(body.error().message.contains("a.tiff"_L1) && body.error().message.contains("image/tiff"_L1));
}

void TestConverseRequest::documentWithoutText()
{
    ChatRequest request = ask();
    request.messages = {{.role = Role::User,
                         .text = u" "_s,
                         .attachments = {{.name = u"a"_s, .mediaType = u"application/pdf"_s, .data = "%PDF-"}}}};
    const ConverseBody body = build(request);
    QCOMPARE(body.json["messages"_L1].toArray().first()["content"_L1].toArray().last().toObject(),
             object(R"({"text":"a"})"));
    QCOMPARE(body.notices.size(), 1);
}

static const ToolCall call{.id = u"t1"_s, .name = u"add"_s, .arguments = u"{\"a\":1}"_s};

static ChatRequest withToolResults()
{
    ChatRequest request = ask();
    ToolCall other = call;
    other.id = u"t2"_s;
    other.arguments.clear();
    request.messages += {{.role = Role::Assistant, .text = u"I ask."_s, .toolCalls = {call, other}},
                         {.role = Role::Tool, .text = u"2"_s, .toolCallId = u"t1"_s},
                         {.role = Role::Tool, .text = {}, .toolCallId = u"t2"_s},
                         {.role = Role::User, .text = u"So?"_s}};
    return request;
}

void TestConverseRequest::tools()
{
    ChatRequest request = withToolResults();
    request.tools = {{.name = u"add"_s, .description = u"adds"_s, .schema = {{u"type"_s, u"object"_s}}},
                     {.name = u"now"_s, .description = {}, .schema = {{u"type"_s, u"object"_s}}}};
    const ConverseBody body = build(request);
    const QJsonObject messages = object(R"({"m":[
        {"role":"user","content":[{"text":"Hi"}]},
        {"role":"assistant","content":[{"text":"I ask."},
            {"toolUse":{"toolUseId":"t1","name":"add","input":{"a":1}}},
            {"toolUse":{"toolUseId":"t2","name":"add","input":{}}}]},
        {"role":"user","content":[
            {"toolResult":{"toolUseId":"t1","content":[{"text":"2"}],"status":"success"}},
            {"toolResult":{"toolUseId":"t2","content":[],"status":"success"}},{"text":"So?"}]}]})");
    QCOMPARE(body.json["messages"_L1].toArray(), messages["m"_L1].toArray());
    const QJsonObject toolConfig = object(R"({"tools":[
        {"toolSpec":{"name":"add","description":"adds","inputSchema":{"json":{"type":"object"}}}},
        {"toolSpec":{"name":"now","inputSchema":{"json":{"type":"object"}}}}]})");
    QCOMPARE(body.json["toolConfig"_L1].toObject(), toolConfig);
    QCOMPARE(body.notices, QStringList());
}

void TestConverseRequest::toolsOfTheConversationAlone()
{
    const ConverseBody body = build(withToolResults());
    QCOMPARE(body.json["toolConfig"_L1].toObject(),
             object(R"({"tools":[{"toolSpec":{"name":"add","inputSchema":{"json":{"type":"object"}}}}]})"));
    QCOMPARE(body.notices.size(), 1);
}

void TestConverseRequest::argumentsThatAreNoObject()
{
    ChatRequest request = withToolResults();
    request.messages[1].toolCalls.first().arguments = u"{\"a\":"_s;
    const ConverseBody body = build(request);
    QVERIFY(
        body.notices.contains(u"The arguments of the call of “add” are not a JSON object and were sent back empty."_s));
}

static const QByteArray reasonedContent =
    R"({"content":[{"reasoningContent":{"reasoningText":{"text":"hm","signature":"c2ln"}}},{"text":"I ask."},)"
    R"({"toolUse":{"toolUseId":"t1","name":"add","input":{"a":1}}}]})";

void TestConverseRequest::replaysReasoning()
{
    ChatRequest request = withToolResults();
    request.messages[1].toolCalls = {call};
    request.messages[1].state = object(reasonedContent);
    request.messages.remove(3);
    QCOMPARE(build(request).json["messages"_L1].toArray().at(1)["content"_L1], object(reasonedContent)["content"_L1]);
}

void TestConverseRequest::replaysNothingOfAnEditedAnswer()
{
    ChatRequest request = withToolResults();
    request.messages[1].state = object(reasonedContent);
    request.messages[1].text = u"I asked."_s;
    QCOMPARE(build(request).json["messages"_L1].toArray().at(1)["content"_L1].toArray().first().toObject(),
             object(R"({"text":"I asked."})"));
}

void TestConverseRequest::format()
{
    ChatRequest request = ask();
    request.format = AnswerFormat{.name = u"x"_s, .schema = {{u"type"_s, u"object"_s}}};
    const QJsonObject expected = object(
        R"({"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"name":"x","schema":"{\"type\":\"object\"}"}}}})");
    QCOMPARE(build(request).json["outputConfig"_L1].toObject(), expected);
}

void TestConverseRequest::channelSettings()
{
    const ConverseBody body =
        build(ask(),
              {.guardrail = u"gr1"_s, .guardrailVersion = u"3"_s, .serviceTier = u"flex"_s, .latency = u"optimized"_s});
    QCOMPARE(body.json["guardrailConfig"_L1].toObject(),
             object(R"({"guardrailIdentifier":"gr1","guardrailVersion":"3"})"));
    QCOMPARE(body.json["serviceTier"_L1].toObject(), object(R"({"type":"flex"})"));
    QCOMPARE(body.json["performanceConfig"_L1].toObject(), object(R"({"latency":"optimized"})"));
}

void TestConverseRequest::extraIsLaidOver()
{
    ChatRequest request = ask(claude46);
    request.parameters = {.maxTokens = 32,
                          .effort = u"low"_s,
                          .extra = object(R"({"inferenceConfig":{"maxTokens":64,"stopSequences":["x"]},
        "additionalModelRequestFields":{"top_k":40,"output_config":{"effort":"max"}},"requestMetadata":{"team":"a"}})")};
    const QJsonObject json = build(request).json;
    QCOMPARE(json["inferenceConfig"_L1].toObject(), object(R"({"maxTokens":64,"stopSequences":["x"]})"));
    QCOMPARE(
        json["additionalModelRequestFields"_L1].toObject(),
        object(
            R"({"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"max"},"top_k":40})"));
    QCOMPARE(json["requestMetadata"_L1].toObject(), object(R"({"team":"a"})"));
}

void TestConverseRequest::seedIsSaidToBeLeftOut()
{
    ChatRequest request = ask();
    request.parameters.seed = 7;
    const ConverseBody body = build(request);
    QVERIFY(!QJsonDocument(body.json).toJson().contains('7'));
    QCOMPARE(body.notices.size(), 1);
    QVERIFY(body.notices.first().startsWith(u"“seed” was left out"_s));
}

void TestConverseRequest::effort_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("effort");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QString>("notice"); // a part of it
    const QString none;
    const auto effortRow = [](const QString &model, const char *effort, const QByteArray &fields,
                              const QString &notice) {
        QTest::addRow("%s %s", qPrintable(model), effort) << model << QString::fromLatin1(effort) << fields << notice;
    };
    effortRow(claude45, "low", R"({"thinking":{"type":"enabled","budget_tokens":2048}})", u"2048 tokens"_s);
    effortRow(claude45, "max", R"({"thinking":{"type":"enabled","budget_tokens":32000}})", u"32000 tokens"_s);
    effortRow(claude45, "none", {}, none);
    effortRow(claude45, "tiny", {}, u"left out"_s);
    effortRow(u"anthropic.claude-3-7-sonnet-20250219-v1:0"_s, "minimal",
              R"({"thinking":{"type":"enabled","budget_tokens":1024}})", u"1024 tokens"_s);
    effortRow(u"anthropic.claude-3-5-sonnet-20241022-v2:0"_s, "low", {}, u"left out"_s);
    effortRow(u"anthropic.claude-v2:1"_s, "low", {}, u"left out"_s);
    effortRow(u"anthropic.claude-sonnet-4-20250514-v1:0"_s, "low",
              R"({"thinking":{"type":"enabled","budget_tokens":2048}})", u"2048 tokens"_s);
    effortRow(claude46, "high",
              R"({"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"high"}})", none);
    effortRow(claude47, "minimal",
              R"({"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"low"}})",
              u"sent as low"_s);
    effortRow(claude47, "none", R"({"thinking":{"type":"disabled"}})", none);
    effortRow(u"anthropic.claude-opus-5-20260801-v1:0"_s, "xhigh",
              R"({"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"xhigh"}})", none);
    effortRow(nova2, "medium", R"({"reasoningConfig":{"type":"enabled","maxReasoningEffort":"medium"}})", none);
    effortRow(nova2, "max", R"({"reasoningConfig":{"type":"enabled","maxReasoningEffort":"high"}})", u"sent as high"_s);
    effortRow(nova2, "none", R"({"reasoningConfig":{"type":"disabled"}})", none);
    effortRow(u"amazon.nova-pro-v1:0"_s, "low", {}, u"left out"_s);
    effortRow(gptOss, "low", R"({"reasoning_effort":"low"})", none);
    effortRow(gptOss, "none", {}, u"always reasons"_s);
    effortRow(u"us.deepseek.r1-v1:0"_s, "low", {}, u"always reasons"_s);
    effortRow(profileArn, "low", {}, u"does not tell"_s);
    effortRow(u"qwen.qwen3-32b-v1:0"_s, "low", {}, u"does not tell"_s);
    effortRow(u"arn:aws:bedrock:us-east-1:1:custom-model/amazon.nova-2-lite-v1:0:256k/x"_s, "low",
              R"({"reasoningConfig":{"type":"enabled","maxReasoningEffort":"low"}})", none);
}

void TestConverseRequest::effort()
{
    QFETCH(const QString, model);
    QFETCH(const QString, effort);
    QFETCH(const QByteArray, fields);
    QFETCH(const QString, notice);
    ChatRequest request = ask(model);
    request.parameters.effort = effort;
    const ConverseBody body = build(request);
    QCOMPARE(body.json["additionalModelRequestFields"_L1].toObject(), object(fields));
    QCOMPARE(body.notices.isEmpty(), notice.isEmpty());
    QVERIFY2(body.notices.join(u'\n').contains(notice), qPrintable(body.notices.join(u'\n')));
}

void TestConverseRequest::budgetsFitMaxTokens()
{
    const auto budget = [](int maxTokens) {
        return reasoningFields(claude45, u"high"_s, maxTokens).fields["thinking"_L1]["budget_tokens"_L1].toInt();
    };
    QCOMPARE(budget(20000), 16384);
    QCOMPARE(budget(8000), 4000);
    QCOMPARE(budget(1500), 1024);
    QCOMPARE(budget(1024), 0);
    QVERIFY(reasoningFields(claude45, u"high"_s, 1024).notice.contains("left out"_L1));
}

void TestConverseRequest::samplingOfReasoningModels_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("effort");
    QTest::addColumn<bool>("taken");
    QTest::newRow("Claude 4.5") << claude45 << QString() << true;
    QTest::newRow("Claude 4.5, reasoning") << claude45 << u"low"_s << false;
    QTest::newRow("Claude 4.6, not reasoning") << claude46 << u"none"_s << true;
    QTest::newRow("Claude 4.7") << claude47 << QString() << false;
    QTest::newRow("gpt-oss, reasoning") << gptOss << u"low"_s << true;
    QTest::newRow("llama") << llama << QString() << true;
}

void TestConverseRequest::samplingOfReasoningModels()
{
    QFETCH(const QString, model);
    QFETCH(const QString, effort);
    QFETCH(const bool, taken);
    ChatRequest request = ask(model);
    request.parameters = {.temperature = 0.5, .topP = 0.9, .effort = effort};
    const ConverseBody body = build(request);
    QCOMPARE(body.json.contains("inferenceConfig"_L1), taken);
    QCOMPARE(body.notices.contains(u"“temperature” was left out: %1 does not take it."_s.arg(model)), !taken);
    QCOMPARE(body.notices.contains(u"“top_p” was left out: %1 does not take it."_s.arg(model)), !taken);
}

static std::optional<Repair> repairAfter(const ChatRequest &request, const QByteArray &message,
                                         const Repairs &known = {})
{
    const BedrockSettings settings{.serviceTier = u"flex"_s, .latency = u"optimized"_s};
    const HttpFailure failure = bedrockFailure(400, {{"x-amzn-errortype", "ValidationException"}},
                                               R"({"message":")" + message + R"("})", QDateTime::currentDateTimeUtc());
    return findRepair(build(request, settings, known), failure);
}

static ChatRequest withEverything()
{
    ChatRequest request = ask(gptOss);
    request.parameters = {.temperature = 0.5, .topP = 0.9, .stop = {u"END"_s}, .effort = u"low"_s};
    request.format = AnswerFormat{.name = u"x"_s, .schema = {}};
    return request;
}

void TestConverseRequest::repairs_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<std::optional<Repair>>("expected");
    const auto repairRow = [](const char *message, std::optional<Repair> expected) {
        QTest::newRow(message) << QByteArray(message) << expected;
    };
    repairRow("The model returned the following errors: `temperature` is deprecated for this model.",
              Repair::Temperature);
    repairRow("`temperature` and `top_p` cannot both be specified for this model. Please use only one.", Repair::TopP);
    repairRow("This model doesn't support the stopSequences field. Remove stopSequences and try again.",
              Repair::StopSequences);
    repairRow("Malformed input request: extraneous key [reasoning_effort] is not permitted", Repair::Effort);
    repairRow("This model doesn't support the outputConfig.textFormat field.", Repair::Format);
    repairRow("serviceTier is not supported for this model", Repair::ServiceTier);
    repairRow("Latency performance configuration is not supported for this model", Repair::Latency);
    repairRow("This model doesn't support tool use in streaming mode.", Repair::Streaming);
    repairRow("This model doesn't support documents.", std::nullopt);
    repairRow("The maximum tokens you requested exceeds the model limit of 8192 for temperature", std::nullopt);
}

void TestConverseRequest::repairs()
{
    QFETCH(const QByteArray, message);
    QFETCH(const std::optional<Repair>, expected);
    QVERIFY(repairAfter(withEverything(), message) == expected);
    if (expected)
        QVERIFY(repairAfter(withEverything(), message, {*expected}) != expected);
}

void TestConverseRequest::repairsOnlyWhatWasSent()
{
    QVERIFY(!repairAfter(ask(), "`temperature` is deprecated for this model."));
}

void TestConverseRequest::leavesOutWhatWasLearned()
{
    const Repairs all{Repair::Temperature, Repair::TopP,   Repair::StopSequences,
                      Repair::Effort,      Repair::Format, Repair::Streaming};
    const ConverseBody body = build(withEverything(), {}, all);
    QCOMPARE(body.json.keys(), QStringList({u"messages"_s}));
    QCOMPARE(body.notices.size(), all.size());
    QCOMPARE(body.possible, Repairs());
}

QTEST_GUILESS_MAIN(TestConverseRequest)
#include "tst_converserequest.moc"
