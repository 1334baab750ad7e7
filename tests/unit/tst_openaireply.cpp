// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/openaireply.h"
#include "tests/support/chatlog.h"
#include "tests/support/scriptedserver.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

// Requests that are made again because the provider did not take them as they were.
class TestOpenAiReply : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void repeatsWithoutUsage();
    void repeatsWithoutWhatIsRefused();
    void repeatsForEachReasonOnce();
    void givesUpAfterOneRepair();
    void remembersForTheModel();
    void reportsPhasesOnce();
    void isCancelledBetweenTheTwo();
    void needsTheKeyFirst();

private:
    std::unique_ptr<OpenAiReply> chat(const QString &model = u"m"_s);
    QStringList sentMembers() const; // of each request, those that come and go

    QNetworkAccessManager m_network;
    std::unique_ptr<ScriptedServer> m_server;
    std::shared_ptr<OpenAiChannel> m_channel;
    Result<QByteArray> m_key;
};

static const ServerAnswer answered = streamAnswer(
    "data: {\"choices\":[{\"delta\":{\"content\":\"Yes.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
static const ServerAnswer noUsage = jsonAnswer(400, R"({"error":{"message":"stream_options is not known"}})");
static const ServerAnswer noTemperature =
    jsonAnswer(400, R"({"error":{"code":"unsupported_value","param":"temperature","message":"Only 1 is supported."}})");

static QStringList notices(const ChatLog &log)
{
    QStringList texts;
    for (const Notice &notice : log.all<Notice>())
        texts << notice.text;
    return texts;
}

static const QString toldOfUsage = u"The provider did not take “stream_options”; the request was made again without "
                                   u"it. It said: stream_options is not "
                                   "known"_s;
static const QString toldOfTemperature =
    u"The provider did not take “temperature”; the request was made again without it. It said: Only 1 is supported."_s;

static QString leftOut(const QString &member)
{
    return u"“%1” was left out: m does not take it."_s.arg(member);
}

void TestOpenAiReply::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_key = "sk-test";
    OpenAiSettings settings;
    settings.base = m_server->url(u"/v1"_s);
    m_channel = std::make_shared<OpenAiChannel>(
        settings,
        ProviderContext{.network = &m_network, .secret = [this](const QString &, const QUrl &) { return m_key; }});
}

std::unique_ptr<OpenAiReply> TestOpenAiReply::chat(const QString &model)
{
    const ChatRequest request{.model = model,
                              .messages = {{.role = Role::User, .text = u"Really?"_s}},
                              .parameters = {.maxTokens = 8, .temperature = 0.2}};
    auto reply = std::make_unique<OpenAiReply>(m_channel, request);
    reply->start();
    return reply;
}

QStringList TestOpenAiReply::sentMembers() const
{
    QStringList sent;
    for (const SeenRequest &request : m_server->requests()) {
        QJsonObject body = QJsonDocument::fromJson(request.body).object();
        for (const QString &member : {u"model"_s, u"messages"_s, u"stream"_s, u"max_tokens"_s})
            body.remove(member);
        sent << body.keys().join(u' ');
    }
    return sent;
}

void TestOpenAiReply::repeatsWithoutUsage()
{
    m_server->setAnswers({noUsage, answered});
    const std::unique_ptr<OpenAiReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.outcomes, QList<ChatOutcome>({ChatOutcome()}));
    QCOMPARE(log.text(), u"Yes."_s);
    QCOMPARE(sentMembers(), QStringList({u"stream_options temperature"_s, u"temperature"_s}));
    QCOMPARE(log.all<RequestRecord>().size(), 2);
    QCOMPARE(log.all<RequestRecord>().last().body, m_server->requests().last().body);
    QCOMPARE(notices(log), QStringList({toldOfUsage, leftOut(u"stream_options"_s)}));
}

void TestOpenAiReply::repeatsWithoutWhatIsRefused()
{
    m_server->setAnswers({noTemperature, answered});
    const std::unique_ptr<OpenAiReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.outcomes, QList<ChatOutcome>({ChatOutcome()}));
    QCOMPARE(sentMembers(), QStringList({u"stream_options temperature"_s, u"stream_options"_s}));
    QCOMPARE(notices(log), QStringList({toldOfTemperature, leftOut(u"temperature"_s)}));
}

void TestOpenAiReply::repeatsForEachReasonOnce()
{
    m_server->setAnswers({noTemperature, noUsage, answered});
    const std::unique_ptr<OpenAiReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.text(), u"Yes."_s);
    QCOMPARE(sentMembers(), QStringList({u"stream_options temperature"_s, u"stream_options"_s, QString()}));
}

void TestOpenAiReply::givesUpAfterOneRepair()
{
    const ServerAnswer noMaxTokens = jsonAnswer(
        400,
        R"({"error":{"code":"unsupported_parameter","param":"max_tokens","message":"Use 'max_completion_tokens' instead."}})");
    const ServerAnswer noneAtAll = jsonAnswer(
        400,
        R"({"error":{"code":"unsupported_parameter","param":"max_completion_tokens","message":"Use 'max_tokens' instead."}})");
    m_server->setAnswers({noMaxTokens, noneAtAll, noMaxTokens});
    const std::unique_ptr<OpenAiReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.errorCode(), u"unsupported_parameter"_s);
    QCOMPARE(m_server->requests().size(), 3);
}

void TestOpenAiReply::remembersForTheModel()
{
    m_server->setAnswers({noTemperature, answered});
    const std::unique_ptr<OpenAiReply> first = chat();
    QVERIFY(ChatLog(first.get()).waitForEnd());
    const std::unique_ptr<OpenAiReply> second = chat();
    const ChatLog log(second.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(notices(log), QStringList({leftOut(u"temperature"_s)}));
    const std::unique_ptr<OpenAiReply> other = chat(u"other"_s);
    QVERIFY(ChatLog(other.get()).waitForEnd());
    QCOMPARE(sentMembers(), QStringList({u"stream_options temperature"_s, u"stream_options"_s, u"stream_options"_s,
                                         u"stream_options temperature"_s}));
}

void TestOpenAiReply::reportsPhasesOnce()
{
    ServerAnswer refusal = noUsage;
    refusal.framing = ServerAnswer::Framing::UntilClose; // the next request needs a new connection
    m_server->setAnswers({refusal, answered});
    const std::unique_ptr<OpenAiReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.all<PhaseReached>(),
             QList<PhaseReached>({{Phase::Connecting}, {Phase::RequestSent}, {Phase::FirstByte}}));
    QVERIFY(log.all<Identity>().size() >= 1);
}

void TestOpenAiReply::isCancelledBetweenTheTwo()
{
    m_server->setAnswers({noUsage, answered});
    const std::unique_ptr<OpenAiReply> reply = chat();
    const ChatLog log(reply.get());
    connect(&log, &ChatLog::said, this, [&] {
        if (!log.all<Notice>().isEmpty())
            reply->cancel();
    });
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.errorCode(), u"cancelled"_s);
    QCOMPARE(log.text(), QString());
    const std::unique_ptr<OpenAiReply> next = chat(u"other"_s);
    QVERIFY(ChatLog(next.get()).waitForEnd());
    QCOMPARE(log.outcomes.size(), 1);
}

void TestOpenAiReply::needsTheKeyFirst()
{
    const Error missing{.code = ErrorCode::Auth, .message = u"The variable X is not set."_s, .detail = {}};
    m_key = std::unexpected(missing);
    const std::unique_ptr<OpenAiReply> reply = chat();
    QVERIFY(!reply->isFinished());
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.outcomes, QList<ChatOutcome>({ChatOutcome{.error = missing, .retryable = false, .retryAfter = {}}}));
    QCOMPARE(log.events, ChatEvents());
    QCOMPARE(m_server->requests().size(), 0);
}

QTEST_GUILESS_MAIN(TestOpenAiReply)
#include "tst_openaireply.moc"
