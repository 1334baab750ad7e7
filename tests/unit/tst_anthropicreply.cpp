// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/anthropic/anthropicprovider.h"
#include "plugins/anthropic/anthropicreply.h"
#include "plugins/anthropic/models.h"
#include "tests/support/awsdouble.h"
#include "tests/support/chatlog.h"
#include "tests/support/messagesdouble.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace evenhand;

// Tokens as a service would give them out: later, and each for a while only.
class CountedTokens final : public QObject, public TokenSource
{
public:
    void fetch(const Done &done) override
    {
        QMetaObject::invokeMethod(
            this, [this, done] { done("token-" + QByteArray::number(m_number)); }, Qt::QueuedConnection);
    }
    bool refuse(const QByteArray &) override { return ++m_number < 10; }

private:
    int m_number = 1;
};

// Requests and answers of a channel, with a server that refuses what the real one would.
class TestAnthropicReply : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void headers();
    void bearer();
    void vertex();
    void vertexWithALaterVersion();
    void repeatsWithoutWhatIsRefused();
    void givesUpAfterThreeRepairs();
    void givesUpWhenARepairDoesNotHelp();
    void learnsTheLimit();
    void prefersTheList();
    void needsTheKeyFirst();
    void needsCredentialsOnVertex();
    void renewsTheTokenOnce();
    void isCancelledWhileTheTokenIsFetched();
    void failures_data();
    void failures();
    void knowsALimitOfSpending();
    void reasoningTravelsBack();
    void forgetsReasoningThatIsRefused();
    void listsPageAfterPage();
    void stopsPagingAtAFailure();
    void listsTheCatalogueOfVertex();
    void takesAMissingListForAnEmptyOne();
    void listsWithATokenThatIsFetched();
    void signsForAws();
    void readsExpiredKeysForAwsAgain();
    void sendsTheKeyToAws();
    void keepsCredentialsOfThisComputerFromGateways();

private:
    void makeChannel(QJsonObject settings = {}, std::unique_ptr<TokenSource> tokens = {});
    ChatRequest request(const Parameters &parameters = {.maxTokens = 64}) const;
    std::unique_ptr<AnthropicReply> chat(const ChatRequest &request) const;
    QJsonObject sentBody() const; // the last one
    ModelList models() const;

    QNetworkAccessManager m_network;
    std::unique_ptr<ScriptedServer> m_server;
    std::shared_ptr<AnthropicChannel> m_channel;
    Result<QByteArray> m_key;
    QString m_model;
};

static const ServerAnswer answered = streamAnswer(
    "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"Yes.\"}}\n\n"
    "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\n"
    "data: {\"type\":\"message_stop\"}\n\n");

static ServerAnswer refused(int status, const QByteArray &type, const QByteArray &message)
{
    return jsonAnswer(status, "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message
                                  + "\"},\"request_id\":\"req_1\"}");
}

static ServerAnswer noMember(const QByteArray &member)
{
    return refused(400, "invalid_request_error", member + ": Extra inputs are not permitted");
}

static QStringList notices(const ChatLog &log)
{
    QStringList texts;
    for (const Notice &notice : log.all<Notice>())
        texts << notice.text;
    return texts;
}

void TestAnthropicReply::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_server->setAnswer(answered);
    m_key = "sk-ant-test";
    m_model = u"tiny"_s;
    makeChannel();
}

void TestAnthropicReply::cleanup()
{
    const QList<SeenRequest> requests = m_server->requests();
    for (const SeenRequest &seen : requests)
        QCOMPARE(messagesComplaint(seen), QString());
}

void TestAnthropicReply::makeChannel(QJsonObject settings, std::unique_ptr<TokenSource> tokens)
{
    settings[u"base_url"_s] = m_server->url().toString();
    const ProviderContext context{
        .network = &m_network, .secret = [this](const QString &, const QUrl &) { return m_key; }, .userAgent = "Test"};
    m_channel = std::make_shared<AnthropicChannel>(*readAnthropicSettings(settings), context, std::move(tokens));
}

ChatRequest TestAnthropicReply::request(const Parameters &parameters) const
{
    return {.model = m_model,
            .messages = {{.role = Role::User, .text = u"Really?"_s}},
            .parameters = parameters,
            .tools = {},
            .format = {},
            .limits = {}};
}

std::unique_ptr<AnthropicReply> TestAnthropicReply::chat(const ChatRequest &request) const
{
    auto reply = std::make_unique<AnthropicReply>(m_channel, request);
    reply->start();
    return reply;
}

QJsonObject TestAnthropicReply::sentBody() const
{
    return QJsonDocument::fromJson(m_server->requests().last().body).object();
}

ModelList TestAnthropicReply::models() const
{
    const std::unique_ptr<ModelsReply> reply(AnthropicProvider(m_channel).listModels());
    QSignalSpy spy(reply.get(), &ModelsReply::finished);
    return spy.wait() ? spy.first().first().value<ModelList>() : ModelList();
}

void TestAnthropicReply::headers()
{
    makeChannel({{u"betas"_s, u"a-1,b-2"_s}, {u"workspace"_s, u"wrkspc_1"_s}});
    const std::unique_ptr<AnthropicReply> reply = chat(request());
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.text(), u"Yes."_s);
    const SeenRequest seen = m_server->requests().first();
    QCOMPARE(seen.target, "/v1/messages");
    QCOMPARE(seen.header("x-api-key"), "sk-ant-test");
    QCOMPARE(seen.header("anthropic-version"), "2023-06-01");
    QCOMPARE(seen.header("anthropic-beta"), "a-1,b-2");
    QCOMPARE(seen.header("anthropic-workspace-id"), "wrkspc_1");
    QCOMPARE(sentBody()["stream"_L1], QJsonValue(true));
}

void TestAnthropicReply::bearer()
{
    makeChannel({{u"auth"_s, u"bearer"_s}});
    const std::unique_ptr<AnthropicReply> reply = chat(request());
    QVERIFY(ChatLog(reply.get()).waitForEnd());
    QCOMPARE(m_server->requests().first().header("authorization"), "Bearer sk-ant-test");
}

void TestAnthropicReply::vertex()
{
    makeChannel({{u"platform"_s, u"vertex"_s}, {u"project"_s, u"p-1"_s}, {u"location"_s, u"europe-west1"_s}});
    m_model = u"claude-sonnet-4-5@20250929"_s;
    const std::unique_ptr<AnthropicReply> reply = chat(request());
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.text(), u"Yes."_s);
    const SeenRequest seen = m_server->requests().first();
    QCOMPARE(seen.target, "/v1/projects/p-1/locations/europe-west1/publishers/anthropic/models/"
                          "claude-sonnet-4-5@20250929:streamRawPredict");
    QCOMPARE(seen.header("authorization"), "Bearer sk-ant-test");
    QCOMPARE(sentBody()["anthropic_version"_L1].toString(), u"vertex-2023-10-16"_s);
}

void TestAnthropicReply::vertexWithALaterVersion()
{
    makeChannel({{u"platform"_s, u"vertex"_s}, {u"project"_s, u"p-1"_s}, {u"version"_s, u"2026-10-21"_s}});
    const std::unique_ptr<AnthropicReply> reply = chat(request({.maxTokens = 64, .temperature = 0.5}));
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(sentBody()["anthropic_version"_L1].toString(), u"2026-10-21"_s);
    QVERIFY(!sentBody().contains("temperature"_L1));
    QCOMPARE(notices(log).size(), 1);
}

void TestAnthropicReply::repeatsWithoutWhatIsRefused()
{
    m_server->setAnswers({noMember("temperature"), noMember("top_p"), answered});
    const std::unique_ptr<AnthropicReply> reply = chat(request({.temperature = 0.5, .topP = 0.5}));
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.outcomes, QList<ChatOutcome>({ChatOutcome()}));
    QCOMPARE(log.text(), u"Yes."_s);
    QCOMPARE(m_server->requests().size(), 3);
    QVERIFY(!sentBody().contains("temperature"_L1) && !sentBody().contains("top_p"_L1));
    const QString again = u"The provider did not take “%1”; the request was made again without it. It said: %1: Extra "
                          "inputs are not permitted"_s;
    QCOMPARE(notices(log), QStringList({u"“max_tokens” was sent as 8192, since this protocol needs a limit."_s,
                                        again.arg(u"temperature"_s), again.arg(u"top_p"_s)}));

    const std::unique_ptr<AnthropicReply> next = chat(request({.maxTokens = 64, .temperature = 0.5}));
    const ChatLog nextLog(next.get());
    QVERIFY(nextLog.waitForEnd());
    QCOMPARE(m_server->requests().size(), 4);
    QCOMPARE(notices(nextLog), QStringList(u"“temperature” was left out: tiny does not take it."_s));
}

void TestAnthropicReply::givesUpAfterThreeRepairs()
{
    m_server->setAnswers(
        {noMember("temperature"), noMember("top_p"), noMember("thinking"), noMember("stop_sequences")});
    const std::unique_ptr<AnthropicReply> reply =
        chat(request({.maxTokens = 4000, .temperature = 1, .topP = 0.5, .stop = {u"END"_s}, .effort = u"low"_s}));
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.errorCode(), u"unsupported_parameter"_s);
    QCOMPARE(m_server->requests().size(), 4);
}

void TestAnthropicReply::givesUpWhenARepairDoesNotHelp()
{
    const QJsonObject extra{{u"metadata"_s, QJsonObject()}};
    m_server->setAnswer(noMember("metadata"));
    const std::unique_ptr<AnthropicReply> reply = chat(request({.maxTokens = 64, .extra = extra}));
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.errorCode(), u"unsupported_parameter"_s);
    QVERIFY(log.outcomes.first().error->message.contains("Extra inputs are not permitted"_L1));
    QCOMPARE(m_server->requests().size(), 2);
}

void TestAnthropicReply::learnsTheLimit()
{
    m_server->setAnswers(
        {refused(400, "invalid_request_error", "max_tokens: 9000 > 4096, which is the maximum"), answered});
    const std::unique_ptr<AnthropicReply> reply = chat(request({.maxTokens = 9000}));
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.text(), u"Yes."_s);
    QCOMPARE(sentBody()["max_tokens"_L1].toInt(), 4096);
    QVERIFY(notices(log).first().contains(u"made again with 4096"_s));
}

void TestAnthropicReply::prefersTheList()
{
    m_model = u"claude-of-the-future-9"_s;
    m_channel->learn(parseAnthropicModels(R"({"data":[{"id":"claude-of-the-future-9","max_tokens":5000,"capabilities":{
        "thinking":{"supported":true,"types":{"enabled":{"supported":true}}}}}]})")
                         ->traits);
    const std::unique_ptr<AnthropicReply> reply = chat(request({.effort = u"high"_s}));
    QVERIFY(ChatLog(reply.get()).waitForEnd());
    QCOMPARE(sentBody()["max_tokens"_L1].toInt(), 5000);
    QCOMPARE(sentBody()["thinking"_L1]["type"_L1].toString(), u"enabled"_s);
    QCOMPARE(sentBody()["thinking"_L1]["budget_tokens"_L1].toInt(), 2500);
}

void TestAnthropicReply::needsTheKeyFirst()
{
    m_key = std::unexpected(Error{.code = ErrorCode::Auth, .message = u"No key."_s, .detail = {}});
    const std::unique_ptr<AnthropicReply> reply = chat(request());
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.outcomes.first().error->message, u"No key."_s);

    m_key = "sk-with\na-break";
    const std::unique_ptr<AnthropicReply> second = chat(request());
    const ChatLog secondLog(second.get());
    QVERIFY(secondLog.waitForEnd());
    QCOMPARE(secondLog.errorCode(), u"auth"_s);
    QCOMPARE(m_server->requests().size(), 0);
}

void TestAnthropicReply::needsCredentialsOnVertex()
{
    qputenv("GOOGLE_APPLICATION_CREDENTIALS", "/nowhere/credentials.json");
    m_key = QByteArray();
    makeChannel({{u"platform"_s, u"vertex"_s}, {u"project"_s, u"p-1"_s}});
    const std::unique_ptr<AnthropicReply> reply = chat(request());
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QVERIFY(log.outcomes.first().error->step == Step::Credentials);
    QVERIFY(log.outcomes.first().error->message.contains("/nowhere/credentials.json"_L1));
    QCOMPARE(m_server->requests().size(), 0);
}

void TestAnthropicReply::renewsTheTokenOnce()
{
    makeChannel({{u"auth"_s, u"bearer"_s}}, std::make_unique<CountedTokens>());
    m_server->setAnswers({refused(401, "authentication_error", "expired"), answered});
    const std::unique_ptr<AnthropicReply> reply = chat(request());
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.text(), u"Yes."_s);
    QCOMPARE(m_server->requests().first().header("authorization"), "Bearer token-1");
    QCOMPARE(m_server->requests().last().header("authorization"), "Bearer token-2");
    QVERIFY(!log.everything().contains("token-"_L1));

    m_server->setAnswer(refused(401, "authentication_error", "expired"));
    const std::unique_ptr<AnthropicReply> second = chat(request());
    const ChatLog secondLog(second.get());
    QVERIFY(secondLog.waitForEnd());
    QCOMPARE(secondLog.errorCode(), u"auth"_s);
    QCOMPARE(m_server->requests().size(), 4);
}

void TestAnthropicReply::isCancelledWhileTheTokenIsFetched()
{
    makeChannel({{u"auth"_s, u"bearer"_s}}, std::make_unique<CountedTokens>());
    const std::unique_ptr<AnthropicReply> cancelled = chat(request());
    std::unique_ptr<AnthropicReply> deleted = chat(request());
    const ChatLog log(cancelled.get());
    cancelled->cancel();
    deleted.reset();
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.errorCode(), u"cancelled"_s);

    const std::unique_ptr<AnthropicReply> other = chat(request());
    QVERIFY(ChatLog(other.get()).waitForEnd());
    QCOMPARE(m_server->requests().size(), 1);
}

void TestAnthropicReply::failures_data()
{
    QTest::addColumn<ServerAnswer>("answer");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("step");
    QTest::addColumn<bool>("retryable");
    const auto row = [](const char *name, const ServerAnswer &answer, const QString &code, const QString &step,
                        bool retryable) { QTest::newRow(name) << answer << code << step << retryable; };
    row("overloaded", refused(529, "overloaded_error", "Overloaded"), u"overloaded"_s, {}, true);
    row("unknown model", refused(404, "not_found_error", "model: claude-x"), u"bad_request"_s, u"model"_s, false);
    row("wrong key", refused(401, "authentication_error", "invalid x-api-key"), u"auth"_s, u"sign_in"_s, false);
    row("not allowed", refused(403, "permission_error", "no"), u"auth"_s, u"permission"_s, false);
    row("billing", refused(402, "billing_error", "no"), u"quota"_s, {}, false);
    row("no credit", refused(400, "invalid_request_error", "Your credit balance is too low"), u"quota"_s, {}, false);
    row("too long", refused(400, "invalid_request_error", "prompt is too long: 9 tokens > 8 maximum"),
        u"context_length"_s, {}, false);
    row("timeout", refused(504, "timeout_error", "slow"), u"timeout"_s, {}, true);
    ServerAnswer page = jsonAnswer(413, "<html><title>413 Request Entity Too Large</title></html>");
    page.headers = {{"Content-Type", "text/html"}};
    row("page of the edge", page, u"context_length"_s, {}, false);
}

void TestAnthropicReply::failures()
{
    QFETCH(const ServerAnswer, answer);
    QFETCH(const QString, code);
    QFETCH(const QString, step);
    QFETCH(const bool, retryable);
    m_server->setAnswer(answer);
    const std::unique_ptr<AnthropicReply> reply = chat(request());
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    const ChatOutcome outcome = log.outcomes.first();
    QCOMPARE(log.errorCode(), code);
    QCOMPARE(outcome.error->step ? toString(*outcome.error->step) : QString(), step);
    QCOMPARE(outcome.retryable, retryable);
    QCOMPARE(m_server->requests().size(), 1);
}

void TestAnthropicReply::knowsALimitOfSpending()
{
    const auto isRetryable = [this](const QList<Header> &headers) {
        ServerAnswer answer = refused(429, "rate_limit_error", "This request would exceed your limit");
        answer.headers += headers;
        m_server->setAnswer(answer);
        const std::unique_ptr<AnthropicReply> reply = chat(request());
        const ChatLog log(reply.get());
        return log.waitForEnd() && log.outcomes.first().retryable;
    };
    const Header organization{"anthropic-organization-id", "org-1"};
    QVERIFY(!isRetryable({organization}));
    QVERIFY(isRetryable({organization, {"retry-after", "3"}}));
    QVERIFY(isRetryable({}));
}

void TestAnthropicReply::reasoningTravelsBack()
{
    m_server->setAnswer(jsonAnswer(200, R"({"type":"message","content":[
        {"type":"thinking","thinking":"Hm.","signature":"sig"},{"type":"text","text":"Yes."}],
        "stop_reason":"end_turn"})"));
    const std::unique_ptr<AnthropicReply> first = chat(request());
    const ChatLog log(first.get());
    QVERIFY(log.waitForEnd());
    ChatRequest next = request();
    next.messages.append({.role = Role::Assistant, .text = u"Yes."_s, .state = log.all<ProviderState>().first().state});
    next.messages.append({.role = Role::User, .text = u"Why?"_s});
    const std::unique_ptr<AnthropicReply> second = chat(next);
    QVERIFY(ChatLog(second.get()).waitForEnd());
    QCOMPARE(sentBody()["messages"_L1][1]["content"_L1][0].toObject(),
             (QJsonObject{{u"type"_s, u"thinking"_s}, {u"thinking"_s, u"Hm."_s}, {u"signature"_s, u"sig"_s}}));
}

void TestAnthropicReply::forgetsReasoningThatIsRefused()
{
    m_server->setAnswers(
        {refused(400, "invalid_request_error", "messages.1.content.0: Invalid `signature` in `thinking` block"),
         answered});
    const QJsonObject thinking{{u"type"_s, u"thinking"_s}, {u"thinking"_s, u"Hm."_s}, {u"signature"_s, u"sig"_s}};
    ChatRequest next = request();
    next.messages.append(
        {.role = Role::Assistant, .text = u"Yes."_s, .state = {{u"reasoning_blocks"_s, QJsonArray{thinking}}}});
    next.messages.append({.role = Role::User, .text = u"Why?"_s});
    const std::unique_ptr<AnthropicReply> reply = chat(next);
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.text(), u"Yes."_s);
    QCOMPARE(sentBody()["messages"_L1][1]["content"_L1].toArray().size(), 1);
    QCOMPARE(notices(log).size(), 1);

    m_server->setAnswer(refused(400, "invalid_request_error", "messages.1.content.0: Invalid `signature`"));
    const std::unique_ptr<AnthropicReply> plain = chat(request());
    const ChatLog plainLog(plain.get());
    QVERIFY(plainLog.waitForEnd());
    QCOMPARE(plainLog.errorCode(), u"bad_request"_s);
    QCOMPARE(m_server->requests().size(), 3);
}

void TestAnthropicReply::listsPageAfterPage()
{
    m_server->setAnswers({jsonAnswer(200, R"({"data":[{"id":"c"},{"id":"b"}],"has_more":true,"last_id":"b&1"})"),
                          jsonAnswer(200, R"({"data":[{"id":"a"}],"has_more":false,"last_id":"a"})")});
    const ModelList list = models();
    QVERIFY(list);
    QCOMPARE(*list, QList<ModelInfo>({{.id = u"a"_s}, {.id = u"b"_s}, {.id = u"c"_s}}));
    QCOMPARE(m_server->requests().size(), 2);
    QCOMPARE(m_server->requests().last().target, "/v1/models?limit=1000&after_id=b%261");
    QCOMPARE(m_server->requests().last().header("x-api-key"), "sk-ant-test");
}

void TestAnthropicReply::stopsPagingAtAFailure()
{
    m_server->setAnswers({jsonAnswer(200, R"({"data":[{"id":"a"}],"has_more":true,"last_id":"a"})"),
                          refused(401, "authentication_error", "expired")});
    const ModelList list = models();
    QVERIFY(!list);
    QCOMPARE(toString(list.error().code), u"auth"_s);
}

void TestAnthropicReply::listsTheCatalogueOfVertex()
{
    makeChannel({{u"platform"_s, u"vertex"_s}, {u"project"_s, u"p-1"_s}});
    m_server->setAnswers(
        {jsonAnswer(200, R"({"publisherModels":[{"name":"publishers/anthropic/models/b"}],"nextPageToken":"2&3"})"),
         jsonAnswer(200, R"({"publisherModels":[{"name":"publishers/anthropic/models/a"}]})")});
    const ModelList list = models();
    QVERIFY(list);
    QCOMPARE(*list, QList<ModelInfo>({{.id = u"a"_s}, {.id = u"b"_s}}));
    const SeenRequest seen = m_server->requests().last();
    QCOMPARE(seen.target, "/v1beta1/publishers/anthropic/models?pageSize=100&pageToken=2%263");
    QCOMPARE(seen.header("x-goog-user-project"), "p-1");
}

void TestAnthropicReply::takesAMissingListForAnEmptyOne()
{
    makeChannel({{u"platform"_s, u"vertex"_s}, {u"project"_s, u"p-1"_s}});
    m_server->setAnswer(refused(404, "not_found_error", "no such path"));
    QCOMPARE(models(), ModelList(QList<ModelInfo>()));
    m_server->setAnswer(refused(401, "authentication_error", "expired"));
    const ModelList refusedList = models();
    QVERIFY(!refusedList);
    QVERIFY(refusedList.error().step == Step::SignIn);

    makeChannel();
    m_server->setAnswer(refused(404, "not_found_error", "no such path"));
    QVERIFY(!models());
}

void TestAnthropicReply::listsWithATokenThatIsFetched()
{
    makeChannel({{u"auth"_s, u"bearer"_s}}, std::make_unique<CountedTokens>());
    m_server->setAnswer(jsonAnswer(200, R"({"data":[{"id":"a"}]})"));
    {
        const std::unique_ptr<ModelsReply> deleted(AnthropicProvider(m_channel).listModels());
        const std::unique_ptr<ModelsReply> cancelled(AnthropicProvider(m_channel).listModels());
        cancelled->cancel();
    }
    QCOMPARE(models()->size(), 1);
    QCOMPARE(m_server->requests().size(), 1);
    QCOMPARE(m_server->requests().first().header("authorization"), "Bearer token-1");
}

namespace {

const QJsonObject onAws{{u"platform"_s, u"aws"_s},
                        {u"region"_s, u"us-west-2"_s},
                        {u"workspace"_s, u"wrkspc_1"_s},
                        {u"profile"_s, u"work"_s}};

} // namespace

// The file in which the profile “work” is, as long as it is there.
class AwsFile
{
public:
    AwsFile() { qputenv("AWS_SHARED_CREDENTIALS_FILE", path().toUtf8()); }
    ~AwsFile() { qunsetenv("AWS_SHARED_CREDENTIALS_FILE"); }
    Q_DISABLE_COPY_MOVE(AwsFile)

    void write(const QByteArray &id) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[work]\naws_access_key_id = " + id
                   + "\naws_secret_access_key = secret-of-work\n"
                     "aws_session_token = token-of-work\n");
    }

private:
    QString path() const { return m_home.filePath(u"credentials"_s); }

    QTemporaryDir m_home;
};

void TestAnthropicReply::signsForAws()
{
    const AwsFile file;
    file.write("AKIDWORK");
    const SigV4Keys keys{
        .accessKeyId = "AKIDWORK", .secretAccessKey = "secret-of-work", .sessionToken = "token-of-work"};
    m_key = QByteArray();
    makeChannel(onAws);
    m_server->setAnswers({jsonAnswer(200, R"({"data":[{"id":"a"}]})"), answered});
    const std::unique_ptr<ModelsReply> list(AnthropicProvider(m_channel).listModels());
    QSignalSpy noted(list.get(), &ModelsReply::noted);
    QSignalSpy finished(list.get(), &ModelsReply::finished);
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(finished.first().first().value<ModelList>());
    QCOMPARE(noted.value(0).value(0).value<ModelsNotes>().credential->origin, u"profile “work”"_s);
    const std::unique_ptr<AnthropicReply> reply = chat(request());
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.text(), u"Yes."_s);
    for (const SeenRequest &seen : m_server->requests()) {
        QCOMPARE(signatureComplaint(seen, keys, "aws-external-anthropic"), QString());
        QCOMPARE(seen.header("anthropic-workspace-id"), "wrkspc_1");
        QCOMPARE(seen.header("x-api-key"), QByteArray());
    }
    QVERIFY(!log.everything().contains("of-work"_L1));
    m_server = std::make_unique<ScriptedServer>(); // the other double knows no signatures
}

void TestAnthropicReply::readsExpiredKeysForAwsAgain()
{
    const AwsFile file;
    file.write("AKIDOLD");
    m_key = QByteArray();
    makeChannel(onAws);
    m_server->setHandler([&file](const SeenRequest &seen) {
        if (!seen.header("authorization").contains("AKIDOLD"))
            return seen.method == "GET" ? jsonAnswer(200, R"({"data":[{"id":"a"}]})") : answered;
        file.write("AKIDNEW");
        return jsonAnswer(403, R"({"message":"The security token included in the request is expired"})");
    });
    QVERIFY(models());
    QCOMPARE(m_server->requests().size(), 2);

    file.write("AKIDOLD");
    makeChannel(onAws);
    const std::unique_ptr<AnthropicReply> reply = chat(request());
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.text(), u"Yes."_s);
    QCOMPARE(m_server->requests().size(), 4);
    m_server = std::make_unique<ScriptedServer>();
}

void TestAnthropicReply::sendsTheKeyToAws()
{
    makeChannel(onAws);
    const std::unique_ptr<AnthropicReply> reply = chat(request());
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    const SeenRequest seen = m_server->requests().first();
    QCOMPARE(seen.header("authorization"), "Bearer sk-ant-test");
    QCOMPARE(seen.header("x-amz-date"), QByteArray());
}

void TestAnthropicReply::keepsCredentialsOfThisComputerFromGateways()
{
    QJsonObject settings = onAws;
    settings[u"base_url"_s] = u"https://gateway.example"_s;
    const AnthropicChannel channel(
        *readAnthropicSettings(settings),
        {.network = &m_network, .secret = [](const QString &, const QUrl &) { return QByteArray(); }});
    Result<QByteArray> token;
    channel.tokens().fetch([&token](const Result<QByteArray> &fetched) { token = fetched; });
    QVERIFY(!token);
    QVERIFY(token.error().step == Step::Credentials);
    QVERIFY2(token.error().message.contains(u"are not sent to https://gateway.example"_s),
             qPrintable(token.error().message));
}

QTEST_GUILESS_MAIN(TestAnthropicReply)
#include "tst_anthropicreply.moc"
