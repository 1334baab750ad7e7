// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/gemini/geminiprovider.h"
#include "plugins/gemini/geminireply.h"
#include "tests/paths.h"
#include "tests/support/chatlog.h"
#include "tests/support/geminidouble.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMutex>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace evenhand;

// Requests and answers of a channel, with a server that refuses what Google would.
class TestGeminiReply : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void geminiApi();
    void vertexWithAnEnteredToken();
    void vertexWithAServiceAccount();
    void vertexWithoutCredentials();
    void renewsTheTokenOnce();
    void repeatsWithoutWhatIsRefused();
    void givesUpAfterThreeRepairs();
    void reasoningTravelsBack();
    void failures_data();
    void failures();
    void keepsTheWaitThatTheBodyAsksFor();
    void isCancelledWhileTheTokenIsFetched();
    void listsPageAfterPage();
    void listsTheCatalogue();
    void wrongKeyOfAList();
    void renewsTheTokenOfAListOnce();
    void saysWhatAListWasAuthorisedWith();

private:
    void makeChannel(QJsonObject settings = {});
    void makeVertexChannel();
    // Answers requests for tokens, and all others with these, one after the other.
    void serveTokens(const QList<ServerAnswer> &answers);
    ChatRequest request(const Parameters &parameters = {}) const;
    std::unique_ptr<GeminiReply> chat(const ChatRequest &request) const;
    QList<SeenRequest> chats() const; // all but those for tokens
    QJsonObject sentBody() const;     // the last one
    ModelList models() const;

    QNetworkAccessManager m_network;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<GeminiChannel> m_channel;
    QByteArray m_key;
    QString m_model;
    QList<QUrl> m_origins; // for which the key was asked
};

static const ServerAnswer answered = streamAnswer(
    "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Yes.\"}]},\"finishReason\":\"STOP\"}]}\r\n\r\n");

static ServerAnswer refused(int status, const QByteArray &word, const QByteArray &message,
                            const QByteArray &details = {})
{
    return jsonAnswer(status, R"({"error":{"code":)" + QByteArray::number(status) + R"(,"message":")" + message
                                  + R"(","status":")" + word + R"(","details":[)" + details + "]}}");
}

static const QByteArray wrongKey =
    R"({"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"})";

static QByteArray quota(const QByteArray &id)
{
    return R"({"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":")" + id + R"("}]})";
}

static const QByteArray retryInfo = R"({"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"37.5s"})";

static QStringList notices(const ChatLog &log)
{
    QStringList texts;
    for (const Notice &notice : log.all<Notice>())
        texts << notice.text;
    return texts;
}

void TestGeminiReply::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_server->setAnswer(answered);
    m_folder = std::make_unique<QTemporaryDir>();
    m_key = "AIza-test";
    m_model = u"gemini-2.5-flash"_s;
    m_origins.clear();
    makeChannel();
}

void TestGeminiReply::cleanup()
{
    for (const SeenRequest &seen : chats())
        QCOMPARE(geminiComplaint(seen), QString());
    for (const QUrl &origin : std::as_const(m_origins))
        QCOMPARE(origin, m_server->url());
}

void TestGeminiReply::makeChannel(QJsonObject settings)
{
    settings[u"base_url"_s] = m_server->url().toString();
    const ProviderContext context{.network = &m_network,
                                  .secret =
                                      [this](const QString &, const QUrl &origin) {
                                          m_origins.append(origin);
                                          return m_key;
                                      },
                                  .userAgent = "Test"};
    m_channel = std::make_shared<GeminiChannel>(*readGeminiSettings(settings), context, GoogleEnvironment());
}

// With a service account whose tokens the same server gives.
void TestGeminiReply::makeVertexChannel()
{
    QFile vectors(QStringLiteral(EVENHAND_TEST_DATA "/vectors/jwt.json"));
    QVERIFY(vectors.open(QIODevice::ReadOnly));
    QJsonObject account = QJsonDocument::fromJson(vectors.readAll())["service_account"_L1].toObject();
    account[u"token_uri"_s] = m_server->url(u"/token"_s).toString();
    QFile file(m_folder->filePath(u"key.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(account).toJson());
    m_key.clear();
    makeChannel({{u"platform"_s, u"vertex"_s},
                 {u"project"_s, u"p-1"_s},
                 {u"location"_s, u"asia-south1"_s},
                 {u"credentials_file"_s, file.fileName()}});
}

void TestGeminiReply::serveTokens(const QList<ServerAnswer> &answers)
{
    struct Script
    {
        QMutex mutex;
        QList<ServerAnswer> answers;
        int tokens = 0;
    };
    const auto script = std::make_shared<Script>();
    script->answers = answers;
    m_server->setHandler([script](const SeenRequest &seen) {
        const QMutexLocker lock(&script->mutex);
        if (seen.target == "/token")
            return jsonAnswer(200, R"({"expires_in":3599,"access_token":"ya29.token-)"
                                       + QByteArray::number(++script->tokens) + R"("})");
        return script->answers.size() > 1 ? script->answers.takeFirst() : script->answers.first();
    });
}

ChatRequest TestGeminiReply::request(const Parameters &parameters) const
{
    return {.model = m_model,
            .messages = {{.role = Role::User, .text = u"Really?"_s}},
            .parameters = parameters,
            .tools = {},
            .format = {},
            .limits = {}};
}

std::unique_ptr<GeminiReply> TestGeminiReply::chat(const ChatRequest &request) const
{
    auto reply = std::make_unique<GeminiReply>(m_channel, request);
    reply->start();
    return reply;
}

QList<SeenRequest> TestGeminiReply::chats() const
{
    QList<SeenRequest> seen = m_server->requests();
    seen.removeIf([](const SeenRequest &each) { return each.target == "/token"; });
    return seen;
}

QJsonObject TestGeminiReply::sentBody() const
{
    return QJsonDocument::fromJson(chats().last().body).object();
}

ModelList TestGeminiReply::models() const
{
    const std::unique_ptr<ModelsReply> reply(GeminiProvider(m_channel).listModels());
    QSignalSpy spy(reply.get(), &ModelsReply::finished);
    return spy.wait() ? spy.first().first().value<ModelList>() : ModelList();
}

void TestGeminiReply::geminiApi()
{
    const std::unique_ptr<GeminiReply> reply = chat(request());
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.text(), u"Yes."_s);
    QCOMPARE(log.outcomes, QList<ChatOutcome>({ChatOutcome()}));
    const SeenRequest seen = chats().first();
    QCOMPARE(seen.target, "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse");
    QCOMPARE(seen.header("x-goog-api-key"), "AIza-test");
    QVERIFY(!log.everything().contains("AIza"_L1));
}

void TestGeminiReply::vertexWithAnEnteredToken()
{
    m_key = "ya29.entered";
    makeChannel({{u"platform"_s, u"vertex"_s}, {u"project"_s, u"p-1"_s}});
    const std::unique_ptr<GeminiReply> reply = chat(request());
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    const SeenRequest seen = chats().first();
    QCOMPARE(seen.target, "/v1/projects/p-1/locations/global/publishers/google/models/gemini-2.5-flash:"
                          "streamGenerateContent?alt=sse");
    QCOMPARE(seen.header("authorization"), "Bearer ya29.entered");
    QCOMPARE(notices(log), QStringList());

    m_server->setAnswer(refused(401, "UNAUTHENTICATED", "expired"));
    const std::unique_ptr<GeminiReply> second = chat(request());
    const ChatLog secondLog(second.get());
    QVERIFY(secondLog.waitForEnd());
    QCOMPARE(secondLog.errorCode(), u"auth"_s);
    QCOMPARE(chats().size(), 2);
}

void TestGeminiReply::vertexWithAServiceAccount()
{
    serveTokens({answered});
    makeVertexChannel();
    const std::unique_ptr<GeminiReply> reply = chat(request());
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.text(), u"Yes."_s);
    QVERIFY(chats().first().target.startsWith("/v1/projects/p-1/locations/asia-south1/"));
    QCOMPARE(chats().first().header("authorization"), "Bearer ya29.token-1");
    QCOMPARE(notices(log).size(), 1);
    QVERIFY(notices(log).first().startsWith("Signed in with the service account sa@proj"_L1));
    QVERIFY(!log.everything().contains("ya29"_L1));
    QVERIFY(!log.everything().contains("PRIVATE KEY"_L1));

    const std::unique_ptr<GeminiReply> second = chat(request());
    const ChatLog secondLog(second.get());
    QVERIFY(secondLog.waitForEnd());
    QCOMPARE(notices(secondLog), QStringList());
    QCOMPARE(m_server->requests().size(), 3); // one of them for a token
}

void TestGeminiReply::vertexWithoutCredentials()
{
    m_key.clear();
    makeChannel({{u"platform"_s, u"vertex"_s},
                 {u"project"_s, u"p-1"_s},
                 {u"credentials_file"_s, m_folder->filePath(u"missing.json"_s)}});
    const std::unique_ptr<GeminiReply> reply = chat(request());
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.errorCode(), u"auth"_s);
    QVERIFY(log.outcomes.first().error->step == Step::Credentials);
    QVERIFY(!models());
    QCOMPARE(m_server->requests().size(), 0);
}

void TestGeminiReply::renewsTheTokenOnce()
{
    serveTokens({refused(401, "UNAUTHENTICATED", "expired"), answered});
    makeVertexChannel();
    const std::unique_ptr<GeminiReply> reply = chat(request());
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.text(), u"Yes."_s);
    QCOMPARE(chats().first().header("authorization"), "Bearer ya29.token-1");
    QCOMPARE(chats().last().header("authorization"), "Bearer ya29.token-2");

    serveTokens({refused(401, "UNAUTHENTICATED", "expired")});
    const std::unique_ptr<GeminiReply> second = chat(request());
    const ChatLog secondLog(second.get());
    QVERIFY(secondLog.waitForEnd());
    QCOMPARE(secondLog.errorCode(), u"auth"_s);
    QVERIFY(secondLog.outcomes.first().error->step == Step::SignIn);
    QCOMPARE(chats().size(), 4);
}

void TestGeminiReply::repeatsWithoutWhatIsRefused()
{
    m_server->setAnswers({refused(400, "INVALID_ARGUMENT", "Seed is not enabled for this model."), answered});
    const std::unique_ptr<GeminiReply> reply = chat(request({.temperature = 0.5, .seed = 7}));
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.text(), u"Yes."_s);
    QCOMPARE(sentBody()["generationConfig"_L1].toObject(), QJsonObject({{u"temperature"_s, 0.5}}));
    QCOMPARE(notices(log), QStringList(u"The provider did not take “seed”; the request was made again without it. It "
                                       "said: Seed is not enabled for this model."_s));

    const std::unique_ptr<GeminiReply> next = chat(request({.seed = 7}));
    const ChatLog nextLog(next.get());
    QVERIFY(nextLog.waitForEnd());
    QCOMPARE(chats().size(), 3);
    QCOMPARE(notices(nextLog), QStringList(u"“seed” was left out: gemini-2.5-flash does not take it."_s));
}

void TestGeminiReply::givesUpAfterThreeRepairs()
{
    const auto refuse = [](const QByteArray &member) {
        return refused(400, "INVALID_ARGUMENT", member + " is not supported.");
    };
    m_server->setAnswers({refuse("temperature"), refuse("top_p"), refuse("seed"), refuse("stop_sequences")});
    const std::unique_ptr<GeminiReply> reply =
        chat(request({.temperature = 0.5, .topP = 0.5, .seed = 7, .stop = {u"END"_s}}));
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.errorCode(), u"bad_request"_s);
    QVERIFY(log.outcomes.first().error->message.contains("stop_sequences is not supported."_L1));
    QCOMPARE(chats().size(), 4);
}

void TestGeminiReply::reasoningTravelsBack()
{
    m_model = u"gemini-3-pro-preview"_s;
    m_server->setAnswer(
        streamAnswer("data: {\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"now\"},"
                     "\"thoughtSignature\":\"c2ln\"}]},\"finishReason\":\"STOP\"}],\"responseId\":\"r\"}"
                     "\r\n\r\n"));
    const std::unique_ptr<GeminiReply> first = chat(request());
    const ChatLog log(first.get());
    QVERIFY(log.waitForEnd());
    const ToolCallDelta call = log.all<ToolCallDelta>().first();
    ChatRequest next = request();
    next.messages += {{.role = Role::Assistant,
                       .toolCalls = {{.id = call.id, .name = call.name, .arguments = call.arguments}},
                       .state = log.all<ProviderState>().first().state},
                      {.role = Role::Tool, .text = u"noon"_s, .toolCallId = call.id}};
    const std::unique_ptr<GeminiReply> second = chat(next);
    QVERIFY(ChatLog(second.get()).waitForEnd());
    const QJsonValue contents = sentBody()["contents"_L1];
    QCOMPARE(contents[1]["parts"_L1][0]["thoughtSignature"_L1].toString(), u"c2ln"_s);
    QCOMPARE(contents[2]["parts"_L1][0]["functionResponse"_L1]["name"_L1].toString(), u"now"_s);
}

void TestGeminiReply::failures_data()
{
    QTest::addColumn<ServerAnswer>("answer");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("step");
    QTest::addColumn<bool>("retryable");
    const auto row = [](const char *name, const ServerAnswer &answer, const QString &code, const QString &step,
                        bool retryable) { QTest::newRow(name) << answer << code << step << retryable; };
    row("wrong key", refused(400, "INVALID_ARGUMENT", "API key not valid.", wrongKey), u"auth"_s, u"sign_in"_s, false);
    row("not allowed", refused(403, "PERMISSION_DENIED", "no"), u"auth"_s, u"permission"_s, false);
    row("unknown model", refused(404, "NOT_FOUND", "models/x is not found for API version v1beta"), u"bad_request"_s,
        u"model"_s, false);
    row("region", refused(400, "FAILED_PRECONDITION", "User location is not supported"), u"bad_request"_s, {}, false);
    row("too long",
        refused(400, "INVALID_ARGUMENT",
                "The input token count (9) exceeds the maximum number of tokens "
                "allowed (8)."),
        u"context_length"_s, {}, false);
    row("rate", refused(429, "RESOURCE_EXHAUSTED", "slow", quota("RequestsPerMinute") + ',' + retryInfo),
        u"rate_limit"_s, {}, true);
    row("quota of the day",
        refused(429, "RESOURCE_EXHAUSTED", "no", quota("RequestsPerMinute") + ',' + quota("RequestsPerDay")),
        u"quota"_s, {}, false);
    row("overloaded", refused(503, "UNAVAILABLE", "busy"), u"overloaded"_s, {}, true);
    row("deadline", refused(504, "DEADLINE_EXCEEDED", "slow"), u"timeout"_s, {}, true);
    row("in an array", jsonAnswer(403, R"([{"error":{"code":403,"message":"no","status":"PERMISSION_DENIED"}}])"),
        u"auth"_s, u"permission"_s, false);
    row("in an answer", jsonAnswer(200, R"([{"error":{"code":503,"message":"no","status":"UNAVAILABLE"}}])"),
        u"overloaded"_s, {}, true);
}

void TestGeminiReply::failures()
{
    QFETCH(const ServerAnswer, answer);
    QFETCH(const QString, code);
    QFETCH(const QString, step);
    QFETCH(const bool, retryable);
    m_server->setAnswer(answer);
    const std::unique_ptr<GeminiReply> reply = chat(request());
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    const ChatOutcome outcome = log.outcomes.first();
    QCOMPARE(log.errorCode(), code);
    QCOMPARE(outcome.error->step ? toString(*outcome.error->step) : QString(), step);
    QCOMPARE(outcome.retryable, retryable);
    QCOMPARE(chats().size(), 1);
}

void TestGeminiReply::keepsTheWaitThatTheBodyAsksFor()
{
    m_server->setAnswer(refused(429, "RESOURCE_EXHAUSTED", "slow", retryInfo));
    const std::unique_ptr<GeminiReply> reply = chat(request());
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.outcomes.first().retryAfter, std::optional(37'500ms));

    m_server->setAnswer(
        streamAnswer("data: {\"error\":{\"code\":429,\"message\":\"slow\",\"details\":[" + retryInfo + "]}}\r\n\r\n"));
    const std::unique_ptr<GeminiReply> second = chat(request());
    const ChatLog secondLog(second.get());
    QVERIFY(secondLog.waitForEnd());
    QCOMPARE(secondLog.outcomes.first().retryAfter, std::optional(37'500ms));
}

void TestGeminiReply::isCancelledWhileTheTokenIsFetched()
{
    serveTokens({answered});
    makeVertexChannel();
    const std::unique_ptr<GeminiReply> cancelled = chat(request());
    std::unique_ptr<GeminiReply> deleted = chat(request());
    const ChatLog log(cancelled.get());
    cancelled->cancel();
    deleted.reset();
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.errorCode(), u"cancelled"_s);

    const std::unique_ptr<GeminiReply> other = chat(request());
    QVERIFY(ChatLog(other.get()).waitForEnd());
    QCOMPARE(chats().size(), 1);
}

void TestGeminiReply::listsPageAfterPage()
{
    const auto page = [](const QByteArray &name, const QByteArray &next) {
        return jsonAnswer(200, R"({"models":[{"name":"models/)" + name
                                   + R"(","supportedGenerationMethods":["generateContent"]}],"nextPageToken":")" + next
                                   + "\"}");
    };
    m_server->setAnswers({page("b", "t/2"), page("a", {})});
    const ModelList list = models();
    QVERIFY(list);
    QCOMPARE(list->size(), 2);
    QCOMPARE(list->first().id, u"a"_s);
    QCOMPARE(m_server->requests().first().target, "/v1beta/models?pageSize=1000");
    QCOMPARE(m_server->requests().last().target, "/v1beta/models?pageSize=1000&pageToken=t%2F2");
}

void TestGeminiReply::listsTheCatalogue()
{
    const ServerAnswer page =
        jsonAnswer(200, R"({"publisherModels":[{"name":"publishers/google/models/gemini-x","launchStage":"GA"}]})");
    serveTokens({page});
    makeVertexChannel();
    const ModelList list = models();
    QVERIFY(list);
    QCOMPARE(list->first().id, u"gemini-x"_s);
    QCOMPARE(chats().first().target, "/v1beta1/publishers/google/models?pageSize=100");
    QCOMPARE(chats().first().header("x-goog-user-project"), QByteArray());

    m_key = "ya29.entered";
    makeChannel({{u"platform"_s, u"vertex"_s}, {u"project"_s, u"p-1"_s}});
    QVERIFY(models());
    QCOMPARE(chats().last().header("x-goog-user-project"), "p-1");
}

void TestGeminiReply::wrongKeyOfAList()
{
    m_server->setAnswer(refused(400, "INVALID_ARGUMENT", "API key not valid.", wrongKey));
    const ModelList list = models();
    QVERIFY(!list);
    QCOMPARE(toString(list.error().code), u"auth"_s);
    QVERIFY(list.error().step == Step::SignIn);
}

void TestGeminiReply::renewsTheTokenOfAListOnce()
{
    const ServerAnswer refusal = refused(401, "UNAUTHENTICATED", "The token has expired.");
    const ServerAnswer page = jsonAnswer(200, R"({"publisherModels":[{"name":"publishers/google/models/x"}]})");
    serveTokens({refusal, page});
    makeVertexChannel();
    const ModelList list = models();
    QVERIFY2(list, qPrintable(list ? QString() : list.error().message));
    QByteArrayList sent;
    for (const SeenRequest &seen : chats())
        sent << seen.header("authorization");
    QCOMPARE(sent, QByteArrayList({"Bearer ya29.token-1", "Bearer ya29.token-2"}));

    serveTokens({refusal});
    const ModelList none = models();
    QVERIFY(!none);
    QVERIFY(none.error().step == Step::SignIn);
    QCOMPARE(chats().size(), 4);
}

void TestGeminiReply::saysWhatAListWasAuthorisedWith()
{
    serveTokens({refused(403, "PERMISSION_DENIED", "aiplatform.endpoints.list is missing.")});
    makeVertexChannel();
    const std::unique_ptr<ModelsReply> reply(GeminiProvider(m_channel).listModels());
    QStringList order;
    std::optional<CredentialInfo> credential;
    connect(reply.get(), &ModelsReply::noted, this, [&](const ModelsNotes &notes) {
        order << u"noted"_s;
        credential = notes.credential;
    });
    connect(reply.get(), &ModelsReply::finished, this, [&order] { order << u"finished"_s; });
    QTRY_COMPARE(order, QStringList({u"noted"_s, u"finished"_s}));
    QVERIFY(credential && credential->expires > QDateTime::currentDateTimeUtc());
    QVERIFY2(credential->origin.startsWith(u"the service account sa@proj"_s), qPrintable(credential->origin));
    QCOMPARE(credential->renewal, QString());
}

QTEST_GUILESS_MAIN(TestGeminiReply)
#include "tst_geminireply.moc"
