// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/anthropic/messagesrequest.h"

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
        qFatal("%s in %s", qPrintable(error.errorString()), text.constData());
    return document.object();
}

static MessagesDialect dialectOf(const QString &model)
{
    return {.traits = traitsOfName(model), .sampling = true, .bodyVersion = {}};
}

static MessagesBody build(const ChatRequest &request, const MessagesRepairs &repairs = {})
{
    return buildMessagesBody(request, dialectOf(request.model), repairs);
}

static ChatRequest question(const QString &model, const Parameters &parameters = {})
{
    return {.model = model,
            .messages = {{.role = Role::User, .text = u"Really?"_s}},
            .parameters = parameters,
            .tools = {},
            .format = {},
            .limits = {}};
}

// The members of a body that differ from one case to the next.
static QJsonObject varying(QJsonObject body)
{
    for (const QString &member : {u"model"_s, u"messages"_s, u"stream"_s, u"max_tokens"_s})
        body.remove(member);
    return body;
}

class TestMessagesRequest : public QObject
{
    Q_OBJECT

private slots:
    void wholeRequest();
    void attachments();
    void attachmentsThatAreNotTaken();
    void repliesToCalls();
    void reasoningComesBackFirst();
    void systemMessages();
    void vertexNeedsTheVersionInTheBody();
    void maxTokens_data();
    void maxTokens();
    void effort_data();
    void effort();
    void effortsThatTheModelLists();
    void sampling_data();
    void sampling();
    void newVersionsDoNotSample();
    void stopSequences();
    void seedIsLeftOut();
    void answerFormat();
    void repairs_data();
    void repairs();
    void appliesRepairs();
};

void TestMessagesRequest::wholeRequest()
{
    const ChatRequest request{
        .model = u"claude-sonnet-4-5"_s,
        .messages = {{.role = Role::System, .text = u"Be brief."_s}, {.role = Role::User, .text = u"Really?"_s}},
        .parameters = {.maxTokens = 64, .temperature = 0.5, .stop = {u"END"_s}, .extra = json(R"({"top_k":40})")},
        .tools = {{.name = u"add"_s, .description = u"adds"_s, .schema = json(R"({"type":"object"})")},
                  {.name = u"now"_s, .description = {}, .schema = json(R"({"type":"object"})")}},
        .format = {},
        .limits = {}};
    const MessagesBody body = build(request);
    QCOMPARE(body.json, json(R"({
        "model":"claude-sonnet-4-5","max_tokens":64,"stream":true,"system":"Be brief.","temperature":0.5,
        "stop_sequences":["END"],"top_k":40,
        "messages":[{"role":"user","content":[{"type":"text","text":"Really?"}]}],
        "tools":[{"name":"add","description":"adds","input_schema":{"type":"object"}},
                 {"name":"now","input_schema":{"type":"object"}}]})"));
    QCOMPARE(body.notices, QStringList());
}

void TestMessagesRequest::attachments()
{
    ChatRequest request = question(u"claude-sonnet-4-5"_s, {.maxTokens = 1});
    request.messages.first().attachments = {
        {.name = u"dot.png"_s, .mediaType = u"image/png"_s, .data = "\x89PNG"},
        {.name = u"a.pdf"_s, .mediaType = u"application/pdf"_s, .data = "%PDF"},
        {.name = u"n.md"_s, .mediaType = u"text/markdown"_s, .data = "# Ä"},
    };
    const MessagesBody body = build(request);
    QCOMPARE(body.json["messages"_L1].toArray(), json(R"({"m":[{"role":"user","content":[
        {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw=="}},
        {"type":"document","title":"a.pdf",
         "source":{"type":"base64","media_type":"application/pdf","data":"JVBERg=="}},
        {"type":"document","title":"n.md","source":{"type":"text","media_type":"text/plain","data":"# Ä"}},
        {"type":"text","text":"Really?"}]}]})")["m"_L1]
                                                     .toArray());
    QCOMPARE(body.notices, QStringList());
}

void TestMessagesRequest::attachmentsThatAreNotTaken()
{
    ChatRequest request = question(u"claude-sonnet-4-5"_s, {.maxTokens = 1});
    request.messages.first().attachments = {{.name = u"s.wav"_s, .mediaType = u"audio/wav"_s, .data = "RIFF"}};
    const MessagesBody body = build(request);
    QCOMPARE(body.json["messages"_L1][0]["content"_L1].toArray().size(), 1);
    QCOMPARE(body.notices.size(), 1);
    QVERIFY(body.notices.first().contains(u"“s.wav” was left out"_s));
}

void TestMessagesRequest::repliesToCalls()
{
    ChatRequest request = question(u"claude-sonnet-4-5"_s);
    request.messages.append({.role = Role::Assistant,
                             .text = {},
                             .toolCalls = {{.id = u"t1"_s, .name = u"add"_s, .arguments = u"{\"a\":1}"_s},
                                           {.id = u"t2"_s, .name = u"now"_s, .arguments = u"{\"a\":"_s}}});
    request.messages.append({.role = Role::Tool, .text = u"2"_s, .toolCallId = u"t1"_s});
    request.messages.append({.role = Role::Tool, .text = u"noon"_s, .toolCallId = u"t2"_s});
    request.messages.append({.role = Role::User, .text = u"And?"_s});
    QCOMPARE(build(request).json["messages"_L1].toArray(), json(R"({"m":[
        {"role":"user","content":[{"type":"text","text":"Really?"}]},
        {"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"add","input":{"a":1}},
                                       {"type":"tool_use","id":"t2","name":"now","input":{}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"2"},
                                  {"type":"tool_result","tool_use_id":"t2","content":"noon"},
                                  {"type":"text","text":"And?"}]}]})")["m"_L1]
                                                               .toArray());
}

void TestMessagesRequest::reasoningComesBackFirst()
{
    ChatRequest request = question(u"claude-sonnet-4-5"_s);
    request.messages.append({.role = Role::Assistant,
                             .text = u"Yes."_s,
                             .state = json(R"({"reasoning_blocks":[{"type":"thinking","thinking":"Hm","signature":"s"},
                                               {"type":"redacted_thinking","data":"x"}]})")});
    request.messages.append({.role = Role::User, .text = u"Why?"_s});
    QCOMPARE(build(request).json["messages"_L1][1].toObject(), json(R"({"role":"assistant","content":[
        {"type":"thinking","thinking":"Hm","signature":"s"},{"type":"redacted_thinking","data":"x"},
        {"type":"text","text":"Yes."}]})"));
}

void TestMessagesRequest::systemMessages()
{
    ChatRequest request = question(u"claude-sonnet-4-5"_s);
    QVERIFY(!build(request).json.contains("system"_L1));
    request.messages.prepend({.role = Role::System, .text = u"Two."_s});
    request.messages.prepend({.role = Role::System, .text = u"One."_s});
    QCOMPARE(build(request).json["system"_L1].toArray(),
             QJsonArray({json(R"({"type":"text","text":"One."})"), json(R"({"type":"text","text":"Two."})")}));
}

void TestMessagesRequest::vertexNeedsTheVersionInTheBody()
{
    MessagesDialect dialect = dialectOf(u"claude-sonnet-4-5@20250929"_s);
    dialect.bodyVersion = u"vertex-2023-10-16"_s;
    const MessagesBody body = buildMessagesBody(question(u"claude-sonnet-4-5@20250929"_s), dialect, {});
    QVERIFY(!body.json.contains("model"_L1));
    QCOMPARE(body.json["anthropic_version"_L1].toString(), u"vertex-2023-10-16"_s);
}

void TestMessagesRequest::maxTokens_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("expected");
    QTest::newRow("old") << u"claude-3-haiku-20240307"_s << 4096;
    QTest::newRow("less old") << u"claude-3-5-sonnet-20241022"_s << 8192;
    QTest::newRow("plenty") << u"claude-opus-4-6"_s << 32'000;
    QTest::newRow("of another maker") << u"tiny.gguf"_s << 8192;
}

void TestMessagesRequest::maxTokens()
{
    QFETCH(const QString, model);
    QFETCH(const int, expected);
    const MessagesBody unset = build(question(model));
    QCOMPARE(unset.json["max_tokens"_L1].toInt(), expected);
    QCOMPARE(unset.notices,
             QStringList(u"“max_tokens” was sent as %1, since this protocol needs a limit."_s.arg(expected)));
    const MessagesBody set = build(question(model, {.maxTokens = 7}));
    QCOMPARE(set.json["max_tokens"_L1].toInt(), 7);
    QCOMPARE(set.notices, QStringList());
    const MessagesBody own = build(question(model, {.extra = {{u"max_tokens"_s, 9}}}));
    QCOMPARE(own.json["max_tokens"_L1].toInt(), 9);
    QCOMPARE(own.notices, QStringList());
}

void TestMessagesRequest::effort_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("effort");
    QTest::addColumn<int>("maxTokens");
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QString>("notice");
    const auto row = [](const QString &model, const QString &effort, int maxTokens, const QByteArray &sent,
                        const QString &notice) {
        QTest::addRow("%s %s %d", qPrintable(model), qPrintable(effort), maxTokens)
            << model << effort << maxTokens << sent << notice;
    };
    const QString old = u"claude-3-haiku-20240307"_s;
    row(old, u"none"_s, 64, "{}", {});
    row(old, u"high"_s, 64, "{}", u"“effort” was left out: claude-3-haiku-20240307 does not think."_s);
    const QString budget = u"claude-sonnet-4-5"_s;
    row(budget, u"none"_s, 64, R"({"thinking":{"type":"disabled"}})", {});
    row(budget, u"minimal"_s, 8000, R"({"thinking":{"type":"enabled","budget_tokens":1024}})",
        u"Effort “minimal” was sent as 1024 tokens to think with."_s);
    row(budget, u"high"_s, 64'000, R"({"thinking":{"type":"enabled","budget_tokens":16384}})",
        u"Effort “high” was sent as 16384 tokens to think with."_s);
    row(budget, u"high"_s, 4000, R"({"thinking":{"type":"enabled","budget_tokens":2000}})",
        u"Effort “high” was sent as 2000 tokens to think with."_s);
    row(budget, u"high"_s, 1025, R"({"thinking":{"type":"enabled","budget_tokens":1024}})",
        u"Effort “high” was sent as 1024 tokens to think with."_s);
    row(budget, u"high"_s, 1024, "{}", u"“effort” was left out: thinking needs more than 1024 max tokens."_s);
    const QString adaptive = u"claude-opus-4-7"_s;
    row(adaptive, u"none"_s, 64, R"({"thinking":{"type":"disabled"}})", {});
    row(adaptive, u"max"_s, 64,
        R"({"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"max"}})", {});
    row(adaptive, u"minimal"_s, 64,
        R"({"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"low"}})",
        u"Effort “minimal” was sent as “low”, which claude-opus-4-7 takes."_s);
    row(u"claude-opus-5-5"_s, u"none"_s, 64, "{}",
        u"“effort” was left out: claude-opus-5-5 cannot be told not to think."_s);
}

void TestMessagesRequest::effort()
{
    QFETCH(const QString, model);
    QFETCH(const QString, effort);
    QFETCH(const int, maxTokens);
    QFETCH(const QByteArray, sent);
    QFETCH(const QString, notice);
    const MessagesBody body = build(question(model, {.maxTokens = maxTokens, .effort = effort}));
    QCOMPARE(varying(body.json), json(sent));
    QCOMPARE(body.notices, notice.isEmpty() ? QStringList() : QStringList(notice));
}

void TestMessagesRequest::effortsThatTheModelLists()
{
    MessagesDialect dialect = dialectOf(u"claude-opus-4-7"_s);
    dialect.traits.efforts = {u"medium"_s, u"high"_s};
    const auto sent = [&](const QString &effort) {
        const ChatRequest request = question(u"claude-opus-4-7"_s, {.maxTokens = 64, .effort = effort});
        return buildMessagesBody(request, dialect, {}).json["output_config"_L1]["effort"_L1].toString();
    };
    QCOMPARE(sent(u"high"_s), u"high"_s);
    QCOMPARE(sent(u"max"_s), u"high"_s);
    QCOMPARE(sent(u"low"_s), u"medium"_s);
}

void TestMessagesRequest::sampling_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<Parameters>("parameters");
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QStringList>("notices");
    const auto row = [](const char *name, const QString &model, const Parameters &parameters, const QByteArray &sent,
                        const QStringList &notices) { QTest::newRow(name) << model << parameters << sent << notices; };
    const QString free = u"claude-sonnet-4-5"_s;
    const QString fixed = u"claude-opus-4-7"_s;
    const QJsonObject thinking = json(R"({"thinking":{"type":"enabled","budget_tokens":1024}})");
    row("free", free, {.temperature = 0.3}, R"({"temperature":0.3})", {});
    row("free, top_p", free, {.topP = 0.3}, R"({"top_p":0.3})", {});
    row("both, old", u"claude-3-opus-20240229"_s, {.temperature = 0.3, .topP = 0.5},
        R"({"temperature":0.3,"top_p":0.5})", {});
    row("both", free, {.temperature = 0.3, .topP = 0.5}, R"({"temperature":0.3})",
        {u"“top_p” was left out: claude-sonnet-4-5 does not take it beside “temperature”."_s});
    row("too hot", free, {.temperature = 1.5}, R"({"temperature":1})",
        {u"“temperature” was sent as 1, the most that this provider takes."_s});
    row("thinking", free, {.temperature = 0.3, .topP = 0.5, .extra = thinking},
        R"({"thinking":{"type":"enabled","budget_tokens":1024}})",
        {u"“temperature” was left out: it cannot be set while the model thinks."_s,
         u"“top_p” was left out: it cannot be set while the model thinks."_s});
    row("thinking, near the default", free, {.topP = 0.96, .extra = thinking},
        R"({"thinking":{"type":"enabled","budget_tokens":1024},"top_p":0.96})", {});
    row("fixed", fixed, {.temperature = 0.3, .topP = 0.98}, "{}",
        {u"“temperature” was left out: claude-opus-4-7 takes only its own."_s,
         u"“top_p” was left out: claude-opus-4-7 takes only its own."_s});
    row("fixed, its own", fixed, {.temperature = 1}, R"({"temperature":1})", {});
    row("of another maker", u"tiny.gguf"_s, {.temperature = 1.5, .topP = 0.1, .effort = u"low"_s},
        R"({"temperature":1.5,"top_p":0.1,"thinking":{"type":"enabled","budget_tokens":1024}})",
        {u"Effort “low” was sent as 1024 tokens to think with."_s});
}

void TestMessagesRequest::sampling()
{
    QFETCH(const QString, model);
    QFETCH(Parameters, parameters);
    QFETCH(const QByteArray, sent);
    QFETCH(const QStringList, notices);
    parameters.maxTokens = 2000;
    const MessagesBody body = build(question(model, parameters));
    QCOMPARE(varying(body.json), json(sent));
    QCOMPARE(body.notices, notices);
}

void TestMessagesRequest::newVersionsDoNotSample()
{
    MessagesDialect dialect = dialectOf(u"claude-sonnet-4-5"_s);
    dialect.sampling = false;
    const MessagesBody body =
        buildMessagesBody(question(u"claude-sonnet-4-5"_s, {.maxTokens = 1, .temperature = 1}), dialect, {});
    QVERIFY(!body.json.contains("temperature"_L1));
    QCOMPARE(body.notices,
             QStringList(u"“temperature” was left out: this version of the protocol does not have it."_s));
}

void TestMessagesRequest::stopSequences()
{
    const MessagesBody body = build(question(u"claude-sonnet-4-5"_s, {.maxTokens = 1, .stop = {u"END"_s, u"\n\n"_s}}));
    QCOMPARE(body.json["stop_sequences"_L1].toArray(), QJsonArray{u"END"_s});
    QCOMPARE(body.notices.size(), 1);
    QVERIFY(!build(question(u"claude-sonnet-4-5"_s, {.stop = {u" "_s}})).json.contains("stop_sequences"_L1));
}

void TestMessagesRequest::seedIsLeftOut()
{
    const MessagesBody body = build(question(u"tiny.gguf"_s, {.maxTokens = 1, .seed = 7}));
    QCOMPARE(varying(body.json), QJsonObject());
    QCOMPARE(body.notices, QStringList(u"“seed” was left out: this protocol does not have it."_s));
}

void TestMessagesRequest::answerFormat()
{
    ChatRequest request = question(u"claude-opus-4-7"_s, {.maxTokens = 1, .effort = u"low"_s});
    request.format =
        AnswerFormat{.name = u"city"_s,
                     .schema = json(R"({"type":"object","properties":{"at":{"type":"array","items":{"type":"object"}}},
                           "additionalProperties":false,"enum":[{"type":"object"}]})")};
    const MessagesBody body = build(request);
    QCOMPARE(body.json["output_config"_L1].toObject(), json(R"({"effort":"low","format":{"type":"json_schema","schema":
        {"type":"object","additionalProperties":false,"enum":[{"type":"object"}],
         "properties":{"at":{"type":"array","items":{"type":"object","additionalProperties":false}}}}}})"));
    QCOMPARE(body.notices, QStringList(u"“additionalProperties”: false was added to the answer's schema, as this "
                                       "provider wants it."_s));
}

void TestMessagesRequest::repairs_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("member"); // empty: none
    const auto row = [](const char *name, const QString &message, const QString &member, int status = 400) {
        QTest::newRow(name) << status << message << member;
    };
    row("extra input", u"temperature: Extra inputs are not permitted"_s, u"temperature"_s);
    row("fixed", u"`temperature` may only be set to 1 for this model"_s, u"temperature"_s);
    row("two", u"`temperature` and `top_p` cannot both be specified for this model."_s, u"top_p"_s);
    row("thinking", u"\"thinking.type.enabled\" is not supported; use \"output_config.effort\""_s, u"thinking"_s);
    row("effort", u"This model does not support the effort parameter."_s, u"output_config.effort"_s);
    row("format", u"output_config.format: not supported"_s, u"output_config.format"_s);
    row("person's own", u"my_member: Extra inputs are not permitted"_s, u"my_member"_s);
    row("limit", u"max_tokens: 70000 > 64000, which is the maximum allowed number of output tokens"_s, u"max_tokens"_s);
    row("without it there is no request", u"max_tokens: must be positive"_s, {});
    row("message", u"messages.1.content.0: Invalid `signature` in `thinking` block"_s, {});
    row("member that was not sent", u"top_k: Extra inputs are not permitted"_s, {});
    row("part of a word", u"my_temperature is odd"_s, {});
    row("other status", u"temperature: Extra inputs are not permitted"_s, {}, 403);
    row("nothing", {}, {});
}

void TestMessagesRequest::repairs()
{
    QFETCH(const int, status);
    QFETCH(const QString, message);
    QFETCH(const QString, member);
    const QJsonObject body = json(R"({"model":"m","messages":[],"max_tokens":70000,"temperature":0.1,"top_p":0.5,
        "thinking":{"type":"enabled"},"output_config":{"effort":"low","format":{}},"my_member":1})");
    const HttpFailure failure{.status = status, .words = {.message = message}, .outcome = {}};
    const std::optional<MessagesRepair> repair = findMessagesRepair(body, failure);
    QCOMPARE(repair ? repair->member : QString(), member);
    if (member == "max_tokens"_L1)
        QCOMPARE(repair->value.toInt(), 64'000);
}

void TestMessagesRequest::appliesRepairs()
{
    const MessagesRepairs repairs{{.member = u"top_p"_s},
                                  {.member = u"output_config.effort"_s},
                                  {.member = u"temperature"_s},
                                  {.member = u"max_tokens"_s, .value = 50}};
    const MessagesBody body =
        build(question(u"claude-opus-4-6"_s, {.maxTokens = 64, .temperature = 1, .effort = u"low"_s}), repairs);
    QCOMPARE(varying(body.json), json(R"({"thinking":{"type":"adaptive","display":"summarized"}})"));
    QCOMPARE(body.json["max_tokens"_L1].toInt(), 50);
    QCOMPARE(body.notices, QStringList({u"“output_config.effort” was left out: claude-opus-4-6 does not take it."_s,
                                        u"“temperature” was left out: claude-opus-4-6 does not take it."_s,
                                        u"“max_tokens” was sent as 50, the most that claude-opus-4-6 takes."_s}));
}

QTEST_GUILESS_MAIN(TestMessagesRequest)
#include "tst_messagesrequest.moc"
