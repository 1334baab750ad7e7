// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/chatrequest.h"
#include "plugins/openai/openaichannel.h"
#include "plugins/openai/responsesrequest.h"
#include "tests/support/openaidouble.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

static QJsonObject json(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("The expected JSON is none: %s", text.constData());
    return document.object();
}

static const QString official = u"api.openai.com"_s;
static const QString unknown = u"127.0.0.1"_s;

class TestOpenAiRequest : public QObject
{
    Q_OBJECT

private slots:
    void plain();
    void conversation();
    void attachments();
    void parameters_data();
    void parameters();
    void models_data();
    void models();
    void efforts_data();
    void efforts();
    void formats_data();
    void formats();
    void strictTools();
    void shortCallIds();
    void reasoningComesBack();
    void reasoningComesBackWithCalls();
    void severalAnswers();
    void isTakenByTheServices_data();
    void isTakenByTheServices();
    void extraGoesInLast();
    void settings_data();
    void settings();
    void requests();
    void keysThatCannotBeSent();
};

void TestOpenAiRequest::plain()
{
    const ChatRequest request{.model = u"m"_s, .messages = {{.role = Role::User, .text = u"Hi"_s}}};
    const ChatBody body = buildChatBody(request, dialectOf(unknown), {});
    const QJsonObject expected = json(R"({"model":"m","messages":[{"role":"user","content":"Hi"}],
                                         "stream":true,"stream_options":{"include_usage":true}})");
    QCOMPARE(body.json, expected);
    QCOMPARE(body.notices, QStringList());
}

void TestOpenAiRequest::conversation()
{
    const ChatRequest request{
        .model = u"m"_s,
        .messages = {{.role = Role::System, .text = u"Be brief."_s},
                     {.role = Role::User, .text = u"1+1?"_s},
                     {.role = Role::Assistant,
                      .toolCalls = {{.id = u"c1"_s, .name = u"add"_s, .arguments = u"{\"a\":1}"_s}}},
                     {.role = Role::Tool, .text = u"2"_s, .toolCallId = u"c1"_s},
                     {.role = Role::Assistant, .text = u"2."_s}},
        .tools = {{.name = u"add"_s, .description = u"Adds."_s, .schema = json(R"({"type":"object"})")}}};
    const ChatBody body = buildChatBody(request, dialectOf(unknown), {});
    const QJsonObject expected = json(R"({"messages":[
        {"role":"system","content":"Be brief."},
        {"role":"user","content":"1+1?"},
        {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"add","arguments":"{\"a\":1}"}}]},
        {"role":"tool","tool_call_id":"c1","content":"2"},
        {"role":"assistant","content":"2."}],"tools":[
        {"type":"function","function":{"name":"add","description":"Adds.","parameters":{"type":"object"}}}]})");
    QCOMPARE(body.json["messages"_L1], expected["messages"_L1]);
    QCOMPARE(body.json["tools"_L1], expected["tools"_L1]);
}

void TestOpenAiRequest::attachments()
{
    const ChatRequest request{
        .model = u"m"_s,
        .messages = {{.role = Role::User,
                      .text = u"What?"_s,
                      .attachments = {{.name = u"a.png"_s, .mediaType = u"image/png"_s, .data = "png"},
                                      {.name = u"a.wav"_s, .mediaType = u"audio/wav"_s, .data = "wav"},
                                      {.name = u"a.mp3"_s, .mediaType = u"audio/mpeg"_s, .data = "mp3"},
                                      {.name = u"a.txt"_s, .mediaType = u"text/plain"_s, .data = "Grüße"},
                                      {.name = u"a.pdf"_s, .mediaType = u"application/pdf"_s, .data = "pdf"}}}}};
    const ChatBody body = buildChatBody(request, dialectOf(unknown), {});
    const QJsonObject expected = json(R"({"role":"user","content":[
        {"type":"text","text":"What?"},
        {"type":"image_url","image_url":{"url":"data:image/png;base64,cG5n"}},
        {"type":"input_audio","input_audio":{"data":"d2F2","format":"wav"}},
        {"type":"input_audio","input_audio":{"data":"bXAz","format":"mp3"}},
        {"type":"text","text":"a.txt:\n\nGrüße"},
        {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,cGRm"}}]})");
    QCOMPARE(body.json["messages"_L1][0].toObject(), expected);
    QCOMPARE(body.notices, QStringList({u"“a.txt” was sent as a part of the prompt's text."_s}));
}

void TestOpenAiRequest::parameters_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QByteArray>("extra");
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QStringList>("notices");
    const QByteArray all = R"({"max_tokens":64,"temperature":0.5,"top_p":0.9,"seed":7,"stop":["END"]})";
    const auto leftOut = [](const QString &name, const QString &model) {
        return u"“%1” was left out: %2 does not take it."_s.arg(name, model);
    };
    const QString renamed = u"“max_tokens” was sent as “max_completion_tokens”, which is its name here."_s;

    QTest::newRow("unknown host") << unknown << u"gpt-6-astra"_s << QByteArray("{}") << all << QStringList();
    QTest::newRow("plain model") << official << u"gpt-4o"_s << QByteArray("{}") << all << QStringList();
    QTest::newRow("reasoning model") << official << u"gpt-6-astra"_s << QByteArray("{}")
                                     << QByteArray(R"({"max_completion_tokens":64,"seed":7,"stop":["END"]})")
                                     << QStringList{renamed, leftOut(u"temperature"_s, u"gpt-6-astra"_s),
                                                    leftOut(u"top_p"_s, u"gpt-6-astra"_s)};
    QTest::newRow("no stop either") << u"eu.api.openai.com"_s << u"o4-mini"_s << QByteArray("{}")
                                    << QByteArray(R"({"max_completion_tokens":64,"seed":7})")
                                    << QStringList{renamed, leftOut(u"temperature"_s, u"o4-mini"_s),
                                                   leftOut(u"top_p"_s, u"o4-mini"_s), leftOut(u"stop"_s, u"o4-mini"_s)};
    QTest::newRow("told not to reason")
        << official << u"gpt-5.1"_s << QByteArray(R"({"reasoning_effort":"none"})")
        << QByteArray(
               R"({"max_completion_tokens":64,"temperature":0.5,"top_p":0.9,"seed":7,"stop":["END"],"reasoning_effort":"none"})")
        << QStringList{renamed};
    QTest::newRow("other name of the seed")
        << u"api.mistral.ai"_s << u"m"_s << QByteArray("{}")
        << QByteArray(R"({"max_tokens":64,"temperature":0.5,"top_p":0.9,"random_seed":7,"stop":["END"]})")
        << QStringList{u"“seed” was sent as “random_seed”, which is its name here."_s};
}

void TestOpenAiRequest::parameters()
{
    QFETCH(const QString, host);
    QFETCH(const QString, model);
    QFETCH(const QByteArray, extra);
    QFETCH(const QByteArray, sent);
    QFETCH(const QStringList, notices);
    const ChatRequest request{
        .model = model,
        .messages = {},
        .parameters = {
            .maxTokens = 64, .temperature = 0.5, .topP = 0.9, .seed = 7, .stop = {u"END"_s}, .extra = json(extra)}};
    ChatBody body = buildChatBody(request, dialectOf(host), {});
    QCOMPARE(body.notices, notices);
    QCOMPARE(body.json.contains("stream_options"_L1), host != "api.mistral.ai"_L1);
    for (const QString &member : {u"model"_s, u"messages"_s, u"stream"_s, u"stream_options"_s})
        body.json.remove(member);
    QCOMPARE(body.json, json(sent));
}

void TestOpenAiRequest::models_data()
{
    QTest::addColumn<bool>("reasons");
    for (const char *model : {"o1", "o3-mini", "o4-mini-2025-04-16", "gpt-5", "gpt-5-mini", "gpt-5.1", "gpt-6-astra",
                              "gpt-10", "ft:gpt-5-mini:org::1", "ft:o4-mini:org::1"})
        QTest::newRow(model) << true;
    for (const char *model : {"gpt-4o", "gpt-4.1-mini", "gpt-5-chat-latest", "chatgpt-4o-latest", "omni",
                              "gpt-oss-120b", "ft:gpt-4o:org::1", ""})
        QTest::newRow(model) << false;
}

void TestOpenAiRequest::models()
{
    QFETCH(const bool, reasons);
    const QString model = QString::fromLatin1(QTest::currentDataTag());
    const ChatRequest request{.model = model, .messages = {{.role = Role::System, .text = u"S"_s}}};
    const ChatBody body = buildChatBody(request, dialectOf(official), {});
    QCOMPARE(body.json["messages"_L1][0]["role"_L1].toString(), reasons ? u"developer"_s : u"system"_s);
    QCOMPARE(body.notices.size(), reasons ? 1 : 0);
    QVERIFY(buildChatBody(request, dialectOf(unknown), {}).notices.isEmpty());
}

void TestOpenAiRequest::efforts_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("effort");
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<bool>("converted");
    const auto row = [](const QString &host, const char *model, const char *effort, const char *sent, bool converted) {
        QTest::addRow("%s, %s, %s", qPrintable(host), model, effort)
            << host << QString::fromLatin1(model) << QString::fromLatin1(effort) << QByteArray(sent) << converted;
    };
    row(unknown, "m", "xhigh", R"({"reasoning_effort":"xhigh"})", false);
    row(official, "gpt-6-astra", "high", R"({"reasoning_effort":"high"})", false);
    row(official, "gpt-6-astra", "none", R"({"reasoning_effort":"low"})", true);
    row(official, "gpt-6-sol", "none", R"({"reasoning_effort":"none"})", false);
    row(official, "gpt-6.1-terra-2026", "minimal", R"({"reasoning_effort":"low"})", true);
    row(official, "gpt-5.1", "none", R"({"reasoning_effort":"none"})", false);
    row(official, "gpt-5", "none", R"({"reasoning_effort":"minimal"})", true);
    row(official, "gpt-5-mini", "minimal", R"({"reasoning_effort":"minimal"})", false);
    row(official, "o4-mini", "max", R"({"reasoning_effort":"high"})", true);
    row(official, "o3", "none", R"({"reasoning_effort":"low"})", true);
    row(u"openrouter.ai"_s, "m", "low", R"({"reasoning":{"effort":"low"}})", false);
    row(u"api.groq.com"_s, "qwen/qwen3-32b", "", R"({"reasoning_format":"parsed"})", false);
    row(u"api.groq.com"_s, "openai/gpt-oss-20b", "low", R"({"reasoning_effort":"low"})", false);
}

void TestOpenAiRequest::efforts()
{
    QFETCH(const QString, host);
    QFETCH(const QString, model);
    QFETCH(const QString, effort);
    QFETCH(const QByteArray, sent);
    QFETCH(const bool, converted);
    ChatBody body =
        buildChatBody({.model = model, .messages = {}, .parameters = {.effort = effort}}, dialectOf(host), {});
    for (const QString &member : {u"model"_s, u"messages"_s, u"stream"_s, u"stream_options"_s})
        body.json.remove(member);
    QCOMPARE(body.json, json(sent));
    QCOMPARE(body.notices.size(), converted ? 1 : 0);
    if (converted)
        QVERIFY(body.notices.first().endsWith(u"%1 does not take %2."_s.arg(model, effort)));
}

static const QByteArray closedSchema =
    R"({"type":"object","properties":{"x":{"type":"string","enum":["object"]}},"required":["x"],"additionalProperties":false})";
static const QByteArray openSchema = R"({"type":"object","properties":{"x":{"type":"string"}}})";

void TestOpenAiRequest::formats_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<Repairs>("repairs");
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<int>("notices");
    const QByteArray named = R"({"type":"json_schema","json_schema":{"name":"out","strict":%1,"schema":%2}})";
    const auto expected = [&](const QByteArray &strict, const QByteArray &schema) {
        return QByteArray(named).replace("%1", strict).replace("%2", schema);
    };
    const QByteArray object = R"({"type":"json_object"})";
    const Repair healed{.member = u"response_format"_s, .replacement = {}, .only = {}, .instead = json(object)};
    QTest::newRow("strict") << unknown << closedSchema << Repairs() << expected("true", closedSchema) << 0;
    QTest::newRow("not strict") << unknown << openSchema << Repairs() << expected("false", openSchema) << 1;
    QTest::newRow("no schemas there") << u"api.deepseek.com"_s << closedSchema << Repairs() << object << 1;
    QTest::newRow("healed") << unknown << closedSchema << Repairs{healed} << object << 2;
}

void TestOpenAiRequest::formats()
{
    QFETCH(const QString, host);
    QFETCH(const QByteArray, schema);
    QFETCH(const Repairs, repairs);
    QFETCH(const QByteArray, sent);
    QFETCH(const int, notices);
    const ChatRequest request{.model = u"m"_s,
                              .messages = {{.role = Role::User, .text = u"Hi"_s}},
                              .format = AnswerFormat{.name = u"out"_s, .schema = json(schema)}};
    const ChatBody body = buildChatBody(request, dialectOf(host), repairs);
    QCOMPARE(body.json["response_format"_L1].toObject(), json(sent));
    QCOMPARE(body.notices.size(), notices);
    const QJsonObject first = body.json["messages"_L1][0].toObject();
    const bool told = first["role"_L1].toString() == "system"_L1;
    QCOMPARE(told, json(sent)["type"_L1].toString() == "json_object"_L1);
    if (told)
        QVERIFY(first["content"_L1].toString().contains("\"required\":[\"x\"]"_L1));
}

void TestOpenAiRequest::strictTools()
{
    const ChatRequest request{.model = u"m"_s,
                              .messages = {},
                              .tools = {{.name = u"a"_s, .description = {}, .schema = json(closedSchema)},
                                        {.name = u"b"_s, .description = {}, .schema = json(openSchema)}}};
    const QJsonArray strict = buildChatBody(request, dialectOf(official), {}).json["tools"_L1].toArray();
    QCOMPARE(strict[0]["function"_L1]["strict"_L1], QJsonValue(true));
    QCOMPARE(strict[1]["function"_L1]["strict"_L1], QJsonValue(QJsonValue::Undefined));
    const QJsonArray plain = buildChatBody(request, dialectOf(unknown), {}).json["tools"_L1].toArray();
    QCOMPARE(plain[0]["function"_L1]["strict"_L1], QJsonValue(QJsonValue::Undefined));
}

void TestOpenAiRequest::shortCallIds()
{
    const ChatRequest request{
        .model = u"m"_s,
        .messages = {{.role = Role::Assistant,
                      .toolCalls = {{.id = u"call_long-1"_s, .name = u"a"_s, .arguments = u"{}"_s},
                                    {.id = u"abcDEF123"_s, .name = u"b"_s, .arguments = u"{}"_s}}},
                     {.role = Role::Tool, .text = u"1"_s, .toolCallId = u"call_long-1"_s},
                     {.role = Role::Tool, .text = u"2"_s, .toolCallId = u"abcDEF123"_s}}};
    const ChatBody body = buildChatBody(request, dialectOf(u"api.mistral.ai"_s), {});
    const QJsonArray messages = body.json["messages"_L1].toArray();
    const QString id = messages[0]["tool_calls"_L1][0]["id"_L1].toString();
    static const QRegularExpression nine(u"^[A-Za-z0-9]{9}$"_s);
    QVERIFY2(nine.match(id).hasMatch(), qPrintable(id));
    QCOMPARE(messages[1]["tool_call_id"_L1].toString(), id);
    QCOMPARE(messages[0]["tool_calls"_L1][1]["id"_L1].toString(), u"abcDEF123"_s);
    QCOMPARE(messages[2]["tool_call_id"_L1].toString(), u"abcDEF123"_s);
    QCOMPARE(body.notices.size(), 1);
    QCOMPARE(buildChatBody(request, dialectOf(unknown), {}).json["messages"_L1][1]["tool_call_id"_L1].toString(),
             u"call_long-1"_s);
}

void TestOpenAiRequest::reasoningComesBack()
{
    const QJsonObject state = json(R"({"reasoning_details":[{"type":"reasoning.text","text":"hm","signature":"s"}]})");
    const ChatRequest request{.model = u"m"_s, .messages = {{.role = Role::Assistant, .text = u"2"_s, .state = state}}};
    const QJsonObject expected = json(
        R"({"role":"assistant","content":"2","reasoning_details":[{"type":"reasoning.text","text":"hm","signature":"s"}]})");
    QCOMPARE(buildChatBody(request, dialectOf(unknown), {}).json["messages"_L1][0].toObject(), expected);
}

void TestOpenAiRequest::reasoningComesBackWithCalls()
{
    const ToolCall call{.id = u"c"_s, .name = u"add"_s, .arguments = u"{}"_s};
    const Message asked{.role = Role::Assistant, .toolCalls = {call}, .state = json(R"({"reasoning_content":"hm"})")};
    const ChatRequest request{.model = u"m"_s, .messages = {asked}};
    const QJsonObject sent = buildChatBody(request, dialectOf(unknown), {}).json["messages"_L1][0].toObject();
    QCOMPARE(sent["reasoning_content"_L1].toString(), u"hm"_s);
    QVERIFY(sent["content"_L1].isNull());
    const QJsonObject strict = buildChatBody(request, azureDialect(), {}).json["messages"_L1][0].toObject();
    QVERIFY(!strict.contains("reasoning_content"_L1));
}

void TestOpenAiRequest::severalAnswers()
{
    ChatRequest request{.model = u"m"_s, .messages = {}, .parameters = {.extra = json(R"({"n":1})")}};
    QVERIFY(!requestFault(request));
    request.parameters.extra = json(R"({"n":2})");
    const std::optional<Error> fault = requestFault(request);
    QVERIFY(fault);
    QCOMPARE(toString(fault->code), u"invalid_input"_s);
    QVERIFY(fault->message.startsWith(u"“n” asks for several answers"_s));
}

// A request with everything in it.
static ChatRequest fullRequest()
{
    return {.model = u"gpt-6-astra"_s,
            .messages = {{.role = Role::System, .text = u"Be brief."_s},
                         {.role = Role::User,
                          .text = u"1+1?"_s,
                          .attachments = {{.name = u"a.png"_s, .mediaType = u"image/png"_s, .data = "png"},
                                          {.name = u"a.pdf"_s, .mediaType = u"application/pdf"_s, .data = "pdf"}}},
                         {.role = Role::Assistant,
                          .toolCalls = {{.id = u"call_1"_s, .name = u"add"_s, .arguments = u"{\"x\":\"1\"}"_s}}},
                         {.role = Role::Tool, .text = u"2"_s, .toolCallId = u"call_1"_s},
                         {.role = Role::Assistant, .text = u"2."_s},
                         {.role = Role::User, .text = u"Sure?"_s}},
            .parameters =
                {.maxTokens = 64, .temperature = 0.5, .seed = 7, .stop = {u"END"_s}, .effort = u"low"_s, .extra = {}},
            .tools = {{.name = u"add"_s, .description = u"Adds."_s, .schema = json(closedSchema)},
                      {.name = u"any"_s, .description = u"Any."_s, .schema = json(openSchema)}},
            .format = AnswerFormat{.name = u"out"_s, .schema = json(closedSchema)}};
}

void TestOpenAiRequest::isTakenByTheServices_data()
{
    QTest::addColumn<OpenAiService>("service");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<QString>("complaint");
    const ChatRequest request = fullRequest();
    const auto chat = [&](const Dialect &dialect) { return buildChatBody(request, dialect, {}).json; };
    const auto responses = [&](const Dialect &dialect) { return buildResponsesBody(request, dialect, {}).json; };
    const QByteArray v1 = "/v1/chat/completions";
    const QByteArray deployment = "/openai/deployments/gpt/chat/completions?api-version=2024-10-21";
    const Dialect mistral = dialectOf(u"api.mistral.ai"_s);
    QTest::newRow("OpenAI") << OpenAiService::OpenAi << v1 << chat(dialectOf(official)) << QString();
    QTest::newRow("Mistral") << OpenAiService::Mistral << v1 << chat(mistral) << QString();
    QTest::newRow("Azure") << OpenAiService::AzureDeployments << deployment << chat(azureDialect()) << QString();
    QTest::newRow("responses") << OpenAiService::OpenAi << "/v1/responses"_ba << responses(dialectOf(official))
                               << QString();
    QTest::newRow("responses at Azure") << OpenAiService::AzureDeployments
                                        << "/openai/responses?api-version=2025-03-01-preview"_ba
                                        << responses(azureDialect()) << QString();
    // What is not, to be sure that the services look.
    QTest::newRow("not Mistral's") << OpenAiService::Mistral << v1 << chat(dialectOf(unknown))
                                   << u"unknown_parameter: seed"_s;
    QTest::newRow("no version") << OpenAiService::AzureDeployments << deployment.chopped(23) << chat(azureDialect())
                                << u"404: POST /openai/deployments/gpt/chat/completions"_s;
    QTest::newRow("the other interface") << OpenAiService::OpenAi << "/v1/responses"_ba << chat(dialectOf(official))
                                         << u"unknown_parameter: max_completion_tokens"_s;
}

void TestOpenAiRequest::isTakenByTheServices()
{
    QFETCH(const OpenAiService, service);
    QFETCH(const QByteArray, target);
    QFETCH(const QJsonObject, body);
    QFETCH(const QString, complaint);
    const Header key =
        service == OpenAiService::AzureDeployments ? Header{"api-key", "k"} : Header{"Authorization", "Bearer k"};
    const SeenRequest request{.method = "POST",
                              .target = target,
                              .headers = {key, {"Content-Type", "application/json"}},
                              .body = QJsonDocument(body).toJson()};
    QCOMPARE(openAiComplaint(request, service), complaint);
}

void TestOpenAiRequest::extraGoesInLast()
{
    const ChatRequest request{
        .model = u"m"_s,
        .messages = {},
        .parameters = {.maxTokens = 64,
                       .extra =
                           json(R"({"max_tokens":9,"top_k":40,"stream_options":{"continuous_usage_stats":true}})")}};
    const ChatBody body = buildChatBody(request, dialectOf(unknown), {});
    const QJsonObject expected = json(R"({"model":"m","messages":[],"max_tokens":9,"top_k":40,
                                         "stream":true,"stream_options":{"continuous_usage_stats":true}})");
    QCOMPARE(body.json, expected);
}

void TestOpenAiRequest::settings_data()
{
    QTest::addColumn<QByteArray>("settings");
    QTest::addColumn<QString>("base"); // empty: refused
    QTest::newRow("plain") << QByteArray(R"({"base_url":"https://api.example.com/v1"})")
                           << u"https://api.example.com/v1"_s;
    QTest::newRow("slash") << QByteArray(R"({"base_url":"https://api.example.com/v1/ "})")
                           << u"https://api.example.com/v1"_s;
    QTest::newRow("endpoint pasted") << QByteArray(R"({"base_url":"http://127.0.0.1:8080/v1/chat/completions"})")
                                     << u"http://127.0.0.1:8080/v1"_s;
    QTest::newRow("allowed") << QByteArray(R"({"base_url":"http://192.168.1.2:8080/v1","allow_http":true})")
                             << u"http://192.168.1.2:8080/v1"_s;
    QTest::newRow("not allowed") << QByteArray(R"({"base_url":"http://192.168.1.2:8080/v1"})") << QString();
    QTest::newRow("missing") << QByteArray("{}") << QString();
    QTest::newRow("metadata") << QByteArray(R"({"base_url":"http://169.254.169.254/v1","allow_http":true})")
                              << QString();
}

void TestOpenAiRequest::settings()
{
    QFETCH(const QByteArray, settings);
    QFETCH(const QString, base);
    const Result<OpenAiSettings> read = readSettings(json(settings));
    QCOMPARE(read.has_value(), !base.isEmpty());
    if (read)
        QCOMPARE(read->base, QUrl(base));
    else
        QCOMPARE(toString(read.error().code), u"invalid_input"_s);
}

// With a key that is there at once.
static QByteArray tokenOf(const OpenAiChannel &channel)
{
    Result<QByteArray> token;
    channel.tokens().fetch([&token](const Result<QByteArray> &fetched) { token = fetched; });
    return token.value_or(QByteArray("failed: ") + token.error_or(Error()).message.toUtf8());
}

static OpenAiChannel channelWith(const QByteArray &settings, const Result<QByteArray> &key,
                                 QList<QUrl> *asked = nullptr)
{
    return OpenAiChannel(readSettings(json(settings)).value(), {.network = nullptr,
                                                                .secret =
                                                                    [=](const QString &field, const QUrl &origin) {
                                                                        if (asked && field == "api_key"_L1)
                                                                            asked->append(origin);
                                                                        return key;
                                                                    },
                                                                .userAgent = "Agent/1",
                                                                .log = nullptr});
}

void TestOpenAiRequest::requests()
{
    QList<QUrl> asked;
    const OpenAiChannel channel =
        channelWith(R"({"base_url":"https://api.example.com/a%3Ab/v1","organization":"org-1","project":" proj_1 "})",
                    " sk-1\n"_ba, &asked);
    const HttpRequest chat = channel.chatRequest(u"m"_s, tokenOf(channel), "{}");
    QCOMPARE(chat.url.toEncoded(), "https://api.example.com/a%3Ab/v1/chat/completions"_ba);
    QCOMPARE(chat.headers, QList<Header>({{"User-Agent", "Agent/1"},
                                          {"Accept-Encoding", "identity"},
                                          {"Accept-Language", "*"},
                                          {"Authorization", "Bearer sk-1"},
                                          {"OpenAI-Organization", "org-1"},
                                          {"OpenAI-Project", "proj_1"},
                                          {"Content-Type", "application/json"},
                                          {"Accept", "text/event-stream"}}));
    QCOMPARE(chat.body, "{}"_ba);
    QCOMPARE(chat.secrets, QByteArrayList({"sk-1"}));
    QCOMPARE(asked, QList<QUrl>({QUrl(u"https://api.example.com"_s)}));

    const OpenAiChannel local =
        channelWith(R"({"base_url":"http://127.0.0.1:8080/v1","interface":"responses"})", QByteArray());
    const HttpRequest models = local.modelsRequest(tokenOf(local));
    QCOMPARE(models.url.toEncoded(), "http://127.0.0.1:8080/v1/models"_ba);
    QCOMPARE(models.headers,
             QList<Header>({{"User-Agent", "Agent/1"}, {"Accept-Encoding", "identity"}, {"Accept-Language", "*"}}));
    QCOMPARE(local.chatRequest(u"m"_s, {}, "{}").url.toEncoded(), "http://127.0.0.1:8080/v1/responses"_ba);
}

void TestOpenAiRequest::keysThatCannotBeSent()
{
    const OpenAiChannel broken =
        channelWith(R"({"base_url":"https://api.example.com/v1"})", "sk-1\r\nX-Evil: canary"_ba);
    QCOMPARE(tokenOf(broken), "failed: The channel's key holds a line break or a character that no key has. Enter it "
                              "again."_ba);
    const Error missing{.code = ErrorCode::Auth, .message = u"The variable X is not set."_s, .detail = {}};
    const OpenAiChannel locked = channelWith(R"({"base_url":"https://api.example.com/v1"})", std::unexpected(missing));
    QCOMPARE(tokenOf(locked), "failed: The variable X is not set."_ba);
}

QTEST_GUILESS_MAIN(TestOpenAiRequest)
#include "tst_openairequest.moc"
