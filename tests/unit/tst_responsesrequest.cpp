// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/responsesrequest.h"

#include <QJsonArray>
#include <QJsonDocument>
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

static const Dialect plain;
static const Dialect official = dialectOf(u"api.openai.com"_s);

class TestResponsesRequest : public QObject
{
    Q_OBJECT

private slots:
    void asksForNothingElse();
    void conversation();
    void attachments();
    void parameters_data();
    void parameters();
    void reasoningComesBack();
    void formats_data();
    void formats();
    void tools();
    void repairs();
};

void TestResponsesRequest::asksForNothingElse()
{
    const ChatRequest request{.model = u"m"_s, .messages = {{.role = Role::User, .text = u"Hi"_s}}};
    const ChatBody body = buildResponsesBody(request, plain, {});
    QCOMPARE(body.json, json(R"({"model":"m","stream":true,"store":false,"input":[
        {"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}]})"));
    QCOMPARE(body.notices, QStringList());
}

void TestResponsesRequest::conversation()
{
    const ChatRequest request{
        .model = u"m"_s,
        .messages = {{.role = Role::System, .text = u"Be brief."_s},
                     {.role = Role::System, .text = u"Be kind."_s},
                     {.role = Role::User, .text = u"1+1?"_s},
                     {.role = Role::Assistant,
                      .text = u"I ask."_s,
                      .toolCalls = {{.id = u"c1"_s, .name = u"add"_s, .arguments = u"{\"a\":1}"_s}}},
                     {.role = Role::Tool, .text = u"2"_s, .toolCallId = u"c1"_s},
                     {.role = Role::Assistant, .text = u"2."_s}}};
    const ChatBody body = buildResponsesBody(request, plain, {});
    QCOMPARE(body.json["instructions"_L1].toString(), u"Be brief.\n\nBe kind."_s);
    const QJsonObject expected = json(R"({"input":[
        {"type":"message","role":"user","content":[{"type":"input_text","text":"1+1?"}]},
        {"type":"message","role":"assistant","content":[{"type":"output_text","text":"I ask."}]},
        {"type":"function_call","call_id":"c1","name":"add","arguments":"{\"a\":1}"},
        {"type":"function_call_output","call_id":"c1","output":"2"},
        {"type":"message","role":"assistant","content":[{"type":"output_text","text":"2."}]}]})");
    QCOMPARE(body.json["input"_L1].toArray(), expected["input"_L1].toArray());
}

void TestResponsesRequest::attachments()
{
    const ChatRequest request{
        .model = u"m"_s,
        .messages = {{.role = Role::User,
                      .text = {},
                      .attachments = {{.name = u"a.png"_s, .mediaType = u"image/png"_s, .data = "png"},
                                      {.name = u"a.pdf"_s, .mediaType = u"application/pdf"_s, .data = "pdf"},
                                      {.name = u"a.csv"_s, .mediaType = u"text/csv"_s, .data = "1,2"},
                                      {.name = u"a.wav"_s, .mediaType = u"audio/wav"_s, .data = "wav"}}}}};
    const ChatBody body = buildResponsesBody(request, plain, {});
    const QJsonObject expected = json(R"({"content":[
        {"type":"input_image","detail":"auto","image_url":"data:image/png;base64,cG5n"},
        {"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,cGRm"},
        {"type":"input_text","text":"a.csv:\n\n1,2"}]})");
    QCOMPARE(body.json["input"_L1][0]["content"_L1].toArray(), expected["content"_L1].toArray());
    QCOMPARE(body.notices, QStringList({u"“a.csv” was sent as a part of the prompt's text."_s,
                                        u"“a.wav” was left out: the Responses interface takes no audio."_s}));
}

void TestResponsesRequest::parameters_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("effort");
    QTest::addColumn<QByteArray>("extra");
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QStringList>("left"); // out
    const QStringList always{u"seed"_s, u"stop"_s};
    QTest::newRow("any server") << plain << u"m"_s << QString() << QByteArray(R"({"top_k":4})")
                                << QByteArray(R"({"max_output_tokens":64,"temperature":0.5,"top_p":0.9,"top_k":4})")
                                << always;
    QTest::newRow("any server, effort")
        << plain << u"m"_s << u"low"_s << QByteArray("{}")
        << QByteArray(R"({"max_output_tokens":64,"temperature":0.5,"top_p":0.9,"reasoning":{"effort":"low"}})")
        << always;
    QTest::newRow("what only some servers take here")
        << plain << u"m"_s << QString() << QByteArray(R"({"presence_penalty":1,"seed":7,"stop":["END"]})")
        << QByteArray(
               R"({"max_output_tokens":64,"temperature":0.5,"top_p":0.9,"presence_penalty":1,"seed":7,"stop":["END"]})")
        << always;
    QTest::newRow("model that does not reason")
        << official << u"gpt-4o"_s << QString() << QByteArray("{}")
        << QByteArray(
               R"({"max_output_tokens":64,"temperature":0.5,"top_p":0.9,"stream_options":{"include_obfuscation":false}})")
        << always;
    QTest::newRow("model that reasons")
        << official << u"gpt-6-astra"_s << u"high"_s << QByteArray("{}")
        << QByteArray(
               R"({"max_output_tokens":64,"reasoning":{"effort":"high","summary":"auto"},"include":["reasoning.encrypted_content"],"stream_options":{"include_obfuscation":false}})")
        << QStringList{u"temperature"_s, u"top_p"_s, u"seed"_s, u"stop"_s};
    QTest::newRow("told not to reason")
        << azureDialect() << u"gpt-5.1"_s << u"none"_s << QByteArray("{}")
        << QByteArray(
               R"({"max_output_tokens":64,"temperature":0.5,"top_p":0.9,"reasoning":{"effort":"none","summary":"auto"},"include":["reasoning.encrypted_content"]})")
        << always;
}

void TestResponsesRequest::parameters()
{
    QFETCH(const Dialect, dialect);
    QFETCH(const QString, model);
    QFETCH(const QString, effort);
    QFETCH(const QByteArray, extra);
    QFETCH(const QByteArray, sent);
    QFETCH(const QStringList, left);
    const ChatRequest request{.model = model,
                              .messages = {},
                              .parameters = {.maxTokens = 64,
                                             .temperature = 0.5,
                                             .topP = 0.9,
                                             .seed = 7,
                                             .stop = {u"END"_s},
                                             .effort = effort,
                                             .extra = json(extra)}};
    ChatBody body = buildResponsesBody(request, dialect, {});
    for (const QString &member : {u"model"_s, u"input"_s, u"stream"_s, u"store"_s})
        body.json.remove(member);
    QCOMPARE(body.json, json(sent));
    QStringList named;
    for (const QString &notice : std::as_const(body.notices))
        named << notice.section(u'“', 1).section(u'”', 0, 0);
    QCOMPARE(named, left);
}

void TestResponsesRequest::reasoningComesBack()
{
    const QJsonObject state = json(R"({"output":[
        {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gAAA"},
        {"type":"function_call","id":"fc_1","call_id":"c1","name":"add","arguments":"{}"}]})");
    const ChatRequest request{.model = u"m"_s,
                              .messages = {{.role = Role::Assistant,
                                            .text = u"not sent twice"_s,
                                            .toolCalls = {{.id = u"c1"_s, .name = u"add"_s, .arguments = u"{}"_s}},
                                            .state = state},
                                           {.role = Role::Tool, .text = u"2"_s, .toolCallId = u"c1"_s}}};
    QJsonArray expected = state["output"_L1].toArray();
    expected.append(json(R"({"type":"function_call_output","call_id":"c1","output":"2"})"));
    QCOMPARE(buildResponsesBody(request, plain, {}).json["input"_L1].toArray(), expected);
}

void TestResponsesRequest::formats_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<bool>("healed");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("strict")
        << QByteArray(R"({"type":"object","properties":{},"required":[],"additionalProperties":false})") << false
        << QByteArray(
               R"({"type":"json_schema","name":"out","strict":true,"schema":{"type":"object","properties":{},"required":[],"additionalProperties":false}})");
    QTest::newRow("not strict")
        << QByteArray(R"({"type":"object"})") << false
        << QByteArray(R"({"type":"json_schema","name":"out","strict":false,"schema":{"type":"object"}})");
    QTest::newRow("healed") << QByteArray(R"({"type":"object"})") << true << QByteArray(R"({"type":"json_object"})");
}

void TestResponsesRequest::formats()
{
    QFETCH(const QByteArray, schema);
    QFETCH(const bool, healed);
    QFETCH(const QByteArray, sent);
    const ChatRequest request{
        .model = u"m"_s, .messages = {}, .format = AnswerFormat{.name = u"out"_s, .schema = json(schema)}};
    const Repairs repairs{
        {.member = u"text.format"_s, .replacement = {}, .only = {}, .instead = json(R"({"type":"json_object"})")}};
    const ChatBody body = buildResponsesBody(request, plain, healed ? repairs : Repairs());
    QCOMPARE(body.json["text"_L1].toObject(), QJsonObject({{u"format"_s, json(sent)}}));
    const QString told = body.json["input"_L1][0]["content"_L1][0]["text"_L1].toString();
    QCOMPARE(told, healed ? u"Answer with JSON alone, of this JSON schema: {\"type\":\"object\"}"_s : QString());
}

void TestResponsesRequest::tools()
{
    const QJsonObject closed =
        json(R"({"type":"object","properties":{"a":{}},"required":["a"],"additionalProperties":false})");
    const ChatRequest request{.model = u"m"_s,
                              .messages = {},
                              .tools = {{.name = u"add"_s, .description = u"Adds."_s, .schema = closed},
                                        {.name = u"any"_s, .description = {}, .schema = json(R"({"type":"object"})")}}};
    const QJsonArray tools = buildResponsesBody(request, plain, {}).json["tools"_L1].toArray();
    QCOMPARE(tools[0].toObject(), QJsonObject({{u"type"_s, u"function"_s},
                                               {u"name"_s, u"add"_s},
                                               {u"description"_s, u"Adds."_s},
                                               {u"parameters"_s, closed},
                                               {u"strict"_s, true}}));
    QCOMPARE(tools[1]["strict"_L1], QJsonValue(false));
}

void TestResponsesRequest::repairs()
{
    const ChatRequest request{.model = u"gpt-6-astra"_s, .messages = {}};
    const ChatBody body =
        buildResponsesBody(request, azureDialect(), {{.member = u"reasoning.summary"_s}, {.member = u"include"_s}});
    QVERIFY(!body.json.contains("reasoning"_L1));
    QVERIFY(!body.json.contains("include"_L1));
    QCOMPARE(body.notices.size(), 2);
}

QTEST_GUILESS_MAIN(TestResponsesRequest)
#include "tst_responsesrequest.moc"
