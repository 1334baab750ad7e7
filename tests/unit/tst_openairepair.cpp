// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/chatrequest.h"

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

// What is learned from refusals.
class TestOpenAiRepair : public QObject
{
    Q_OBJECT

private slots:
    void findsRepairs_data();
    void findsRepairs();
    void appliesRepairs();
};

void TestOpenAiRepair::findsRepairs_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<std::optional<Repair>>("expected");
    const auto row = [](const char *name, int status, const char *error, const std::optional<Repair> &expected) {
        QTest::newRow(name) << status << QByteArray(error) << expected;
    };
    const auto none = std::nullopt;
    row("parameter", 400, R"({"error":{"code":"unsupported_parameter","param":"top_p","message":"Not supported."}})",
        Repair{.member = u"top_p"_s});
    row("another name", 400,
        R"({"error":{"code":"unsupported_parameter","param":"max_tokens","message":"'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."}})",
        Repair{.member = u"max_tokens"_s, .replacement = u"max_completion_tokens"_s});
    row("value", 400,
        R"({"error":{"code":"unsupported_value","param":"temperature","message":"Only the default (1) value is supported."}})",
        Repair{.member = u"temperature"_s, .only = 0.2});
    row("member within", 400, R"({"error":{"code":"unsupported_parameter","param":"reasoning.effort"}})",
        Repair{.member = u"reasoning.effort"_s});
    row("unknown member", 422,
        R"({"detail":[{"type":"extra_forbidden","loc":["body","top_p"],"msg":"Extra inputs are not permitted"}]})",
        Repair{.member = u"top_p"_s});
    row("usage by param", 400, R"({"error":{"param":"stream_options.include_usage","message":"No."}})",
        Repair{.member = u"stream_options"_s});
    row("usage by message", 400, R"({"error":"unknown field stream_options"})", Repair{.member = u"stream_options"_s});
    row("unasked, without a code", 400,
        R"({"error":{"param":"include","message":"Encrypted content is not supported."}})",
        Repair{.member = u"include"_s});
    row("unasked member of a member", 400, R"({"error":{"message":"Unverified: 'reasoning.summary' is not for you."}})",
        Repair{.member = u"reasoning.summary"_s});
    row("unknown", 400, R"({"error":{"code":"unknown_parameter","param":"top_p","message":"Unknown parameter."}})",
        Repair{.member = u"top_p"_s});
    row("named in the text alone", 400,
        R"({"error":{"message":"Unrecognized request argument supplied: temperature","param":null,"code":null}})",
        Repair{.member = u"temperature"_s});
    row("schema", 400, R"({"error":{"message":"This response_format type is unavailable now"}})",
        Repair{.member = u"response_format"_s, .instead = json(R"({"type":"json_object"})")});
    row("schema that is wrong", 400,
        R"({"error":{"message":"Invalid schema for response_format 'out'","param":"response_format"}})", none);
    row("not sent", 400, R"({"error":{"code":"unsupported_parameter","param":"top_k"}})", none);
    row("the model itself", 400, R"({"error":{"code":"unsupported_value","param":"model"}})", none);
    row("the messages", 400, R"({"error":{"code":"unsupported_value","param":"messages[0].role"}})", none);
    row("nothing named", 400, R"({"error":{"code":"unsupported_parameter"}})", none);
    row("another reason", 400, R"({"error":{"code":"invalid_value","param":"top_p"}})", none);
    row("another status", 403, R"({"error":{"code":"unsupported_parameter","param":"top_p"}})", none);
}

void TestOpenAiRepair::findsRepairs()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, error);
    QFETCH(const std::optional<Repair>, expected);
    const QJsonObject body = json(
        R"({"model":"m","messages":[],"top_p":0.9,"temperature":0.2,"max_tokens":1,"reasoning":{"effort":"low","summary":"auto"},"include":["reasoning.encrypted_content"],"response_format":{"type":"json_schema"},"stream":true,"stream_options":{}})");
    QVERIFY(findRepair(body, httpFailure(status, {}, error, QDateTime::currentDateTimeUtc())) == expected);
}

void TestOpenAiRepair::appliesRepairs()
{
    const Repairs repairs{{.member = u"max_tokens"_s, .replacement = u"max_completion_tokens"_s},
                          {.member = u"temperature"_s, .only = 0.2},
                          {.member = u"top_p"_s, .only = 0.1},
                          {.member = u"stream_options"_s},
                          {.member = u"reasoning.effort"_s},
                          {.member = u"not there"_s}};
    const ChatRequest request{.model = u"m"_s,
                              .messages = {},
                              .parameters = {.maxTokens = 64,
                                             .temperature = 0.2,
                                             .topP = 0.9,
                                             .extra = json(R"({"reasoning":{"effort":"low","exclude":true}})")}};
    const ChatBody body = buildChatBody(request, {}, repairs);
    const QJsonObject expected = json(
        R"({"model":"m","messages":[],"max_completion_tokens":64,"top_p":0.9,"reasoning":{"exclude":true},"stream":true})");
    QCOMPARE(body.json, expected);
    QCOMPARE(body.notices, QStringList({u"“max_tokens” was sent as “max_completion_tokens”, which is its name here."_s,
                                        u"“temperature” was left out: m does not take it."_s,
                                        u"“stream_options” was left out: m does not take it."_s,
                                        u"“reasoning.effort” was left out: m does not take it."_s}));
}

QTEST_GUILESS_MAIN(TestOpenAiRepair)
#include "tst_openairepair.moc"
