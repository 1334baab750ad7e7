// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/http/httpmodelsreply.h"
#include "plugins/openai/entratokens.h"
#include "plugins/openai/models.h"
#include "plugins/openai/openaireply.h"
#include "tests/support/chatlog.h"
#include "tests/support/scriptedserver.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace evenhand;

// Azure OpenAI and AI Foundry: addresses, keys and tokens, and what only they answer.
class TestAzure : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void addresses_data();
    void addresses();
    void versionFollowsTheInterface();
    void refusesSettings_data();
    void refusesSettings();
    void keys_data();
    void keys();
    void clients_data();
    void clients();
    void readsTokens_data();
    void readsTokens();
    void findsExpiry();
    void fetchesOneTokenForAll();
    void renewsEarly();
    void saysWhyThereIsNoToken_data();
    void saysWhyThereIsNoToken();
    void isDeletedWhileItAsks();
    void renewsATokenThatIsRefused();
    void renewsTheTokenOfAList();
    void tellsTheExpiry();
    void tellsWhatTheTokenIsOf();
    void saysWhatIsMissing_data();
    void saysWhatIsMissing();
    void showsWhatTheFilterRefused();
    void keepsWhatTheHeadSays();
    void listsTheCatalogue();

private:
    OpenAiSettings settings() const; // of a channel at the server, with a client
    EntraTokens::Context tokens();
    std::unique_ptr<OpenAiReply> chat(const OpenAiSettings &settings, const Result<QByteArray> &secret);
    ServerAnswer token(const QByteArray &token) const;

    QNetworkAccessManager m_network;
    std::unique_ptr<ScriptedServer> m_server;
    QDateTime m_now = QDateTime::fromString(u"2026-01-02T03:04:05Z"_s, Qt::ISODate);
};

static const QByteArray answered =
    "data: {\"choices\":[{\"delta\":{\"content\":\"Yes.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

void TestAzure::init()
{
    m_server = std::make_unique<ScriptedServer>();
}

OpenAiSettings TestAzure::settings() const
{
    OpenAiSettings settings;
    settings.base = m_server->url(u"/openai/v1"_s);
    settings.azure = true;
    settings.entra = EntraClient{.endpoint = m_server->url(u"/tenant/oauth2/v2.0/token"_s),
                                 .id = u"client 1"_s,
                                 .scope = u"https://scope/.default"_s};
    return settings;
}

EntraTokens::Context TestAzure::tokens()
{
    return {.network = &m_network,
            .userAgent = "Agent/1",
            .client = *settings().entra,
            .secret = [] { return "s3cret&value"_ba; },
            .now = [this] { return m_now; }};
}

ServerAnswer TestAzure::token(const QByteArray &token) const
{
    return jsonAnswer(200, R"({"token_type":"Bearer","expires_in":3600,"access_token":")" + token + "\"}");
}

std::unique_ptr<OpenAiReply> TestAzure::chat(const OpenAiSettings &settings, const Result<QByteArray> &secret)
{
    const auto channel = std::make_shared<OpenAiChannel>(
        settings,
        ProviderContext{.network = &m_network, .secret = [secret](const QString &, const QUrl &) { return secret; }});
    auto reply = std::make_unique<OpenAiReply>(
        channel, ChatRequest{.model = u"gpt-4o-prod"_s, .messages = {{.role = Role::User, .text = u"Hi"_s}}});
    reply->start();
    return reply;
}

void TestAzure::addresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("version");
    QTest::addColumn<QByteArray>("chat"); // for the deployment "a b"
    QTest::addColumn<QByteArray>("responses");
    QTest::addColumn<QByteArray>("models"); // empty: there is no list
    QTest::addColumn<QString>("deployment");
    const auto row = [](const char *name, const char *address, const char *version, const QByteArray &chat,
                        const QByteArray &responses, const QByteArray &models, const char *deployment = "") {
        QTest::newRow(name) << QString::fromLatin1(address) << QString::fromLatin1(version) << chat << responses
                            << models << QString::fromLatin1(deployment);
    };
    const QByteArray v1 = "https://res.openai.azure.com/openai/v1";
    const QByteArray classic = "https://res.openai.azure.com/openai";
    const auto at = [](const QByteArray &base, const QByteArray &path, const QByteArray &version = {}) {
        return base + path + (version.isEmpty() ? QByteArray() : "?api-version=" + version);
    };
    const QByteArray in = "/deployments/a%20b/chat/completions";
    const QByteArray old = "2024-10-21";
    for (const char *address : {"https://res.openai.azure.com", "https://res.openai.azure.com/openai/",
                                "https://res.openai.azure.com/openai/v1/chat/completions"})
        row(address, address, "", at(v1, "/chat/completions"), at(v1, "/responses"), at(v1, "/models"));
    row("v1 in preview", "https://res.openai.azure.com/openai/v1/responses?api-version=preview", "",
        at(v1, "/chat/completions", "preview"), at(v1, "/responses", "preview"), at(v1, "/models", "preview"));
    row("version chosen", "https://res.openai.azure.com", "2025-03-01-preview", at(classic, in, "2025-03-01-preview"),
        at(classic, "/responses", "2025-03-01-preview"), at(classic, "/models", "2025-03-01-preview"));
    row("deployment pasted",
        "https://res.openai.azure.com/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21", "",
        at(classic, in, old), at(classic, "/responses", old), at(classic, "/models", old), "my gpt");
    row("deployment without a version", "https://res.openai.azure.com/openai/deployments/gpt/", "",
        at(classic, in, old), at(classic, "/responses", old), at(classic, "/models", old), "gpt");
    const QByteArray gateway = "https://api.example.com/team/openai";
    row("gateway", "https://api.example.com/team/openai/deployments/gpt/chat/completions?api-version=2024-06-01", "",
        at(gateway, in, "2024-06-01"), at(gateway, "/responses", "2024-06-01"), at(gateway, "/models", "2024-06-01"),
        "gpt");
    const QByteArray foundry = "https://res.services.ai.azure.com";
    row("Foundry", "https://res.services.ai.azure.com", "", at(foundry, "/openai/v1/chat/completions"),
        at(foundry, "/openai/v1/responses"), at(foundry, "/openai/v1/models"));
    row("Foundry's older path",
        "https://res.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview", "",
        at(foundry, "/models/chat/completions", "2024-05-01-preview"),
        at(foundry, "/models/responses", "2024-05-01-preview"), QByteArray());
    row("sovereign", "https://res.openai.azure.us", "", "https://res.openai.azure.us/openai/v1/chat/completions",
        "https://res.openai.azure.us/openai/v1/responses", "https://res.openai.azure.us/openai/v1/models");
}

void TestAzure::addresses()
{
    QFETCH(const QString, address);
    QFETCH(const QString, version);
    QFETCH(const QByteArray, chat);
    QFETCH(const QByteArray, responses);
    QFETCH(const QByteArray, models);
    QFETCH(const QString, deployment);
    Result<OpenAiSettings> read = readSettings({{u"base_url"_s, address}, {u"api_version"_s, version}});
    QVERIFY(read);
    QVERIFY(read->azure);
    QCOMPARE(read->deployment, deployment);
    QCOMPARE(read->listsModels(), !models.isEmpty());
    const OpenAiChannel channel(*read, {});
    QCOMPARE(channel.chatRequest(u"a b"_s, {}, "{}").url.toEncoded(), chat);
    if (!models.isEmpty())
        QCOMPARE(channel.modelsRequest({}).url.toEncoded(), models);
    read->responses = true;
    QCOMPARE(OpenAiChannel(*read, {}).chatRequest(u"a b"_s, {}, "{}").url.toEncoded(), responses);
}

void TestAzure::versionFollowsTheInterface()
{
    QJsonObject settings{{u"base_url"_s, u"https://res.openai.azure.com/openai/deployments/gpt"_s}};
    QCOMPARE(readSettings(settings)->apiVersion, u"2024-10-21"_s);
    settings[u"interface"_s] = u"responses"_s;
    QCOMPARE(readSettings(settings)->apiVersion, u"2025-03-01-preview"_s);
    settings[u"api_version"_s] = u"2026-01-01"_s;
    QCOMPARE(readSettings(settings)->apiVersion, u"2026-01-01"_s);
}

void TestAzure::refusesSettings_data()
{
    QTest::addColumn<QJsonObject>("settings");
    const QString address = u"https://res.openai.azure.com"_s;
    QTest::newRow("another query") << QJsonObject{{u"base_url"_s, address + u"/openai?api-version=1&key=2"_s}};
    QTest::newRow("client without a tenant") << QJsonObject{{u"base_url"_s, address}, {u"client_id"_s, u"c"_s}};
    QTest::newRow("tenant without a client") << QJsonObject{{u"base_url"_s, address}, {u"tenant"_s, u"t"_s}};
    QTest::newRow("tenant that is a path")
        << QJsonObject{{u"base_url"_s, address}, {u"client_id"_s, u"c"_s}, {u"tenant"_s, u"../evil"_s}};
}

void TestAzure::refusesSettings()
{
    QFETCH(const QJsonObject, settings);
    const Result<OpenAiSettings> read = readSettings(settings);
    QVERIFY(!read);
    QCOMPARE(toString(read.error().code), u"invalid_input"_s);
}

// {"exp": 1767323045}
static const QByteArray jwt = "eyJhbGciOiJub25lIn0.eyJleHAiOjE3NjczMjMwNDV9.c2ln";

void TestAzure::keys_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("auth");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("header");
    const QString azure = u"https://res.openai.azure.com"_s;
    QTest::newRow("key") << azure << u"automatic"_s << "k"_ba << "api-key"_ba;
    QTest::newRow("token") << azure << QString() << jwt << "Authorization"_ba;
    QTest::newRow("key as a token") << azure << u"bearer"_s << "k"_ba << "Authorization"_ba;
    QTest::newRow("gateway") << azure << u"ocp-apim-subscription-key"_s << "k"_ba << "Ocp-Apim-Subscription-Key"_ba;
    QTest::newRow("elsewhere") << u"https://api.example.com/v1"_s << u"automatic"_s << "k"_ba << "Authorization"_ba;
    QTest::newRow("gateway elsewhere") << u"https://api.example.com/v1"_s << u"api-key"_s << "k"_ba << "api-key"_ba;
}

void TestAzure::keys()
{
    QFETCH(const QString, address);
    QFETCH(const QString, auth);
    QFETCH(const QByteArray, key);
    QFETCH(const QByteArray, header);
    const OpenAiChannel channel(readSettings({{u"base_url"_s, address}, {u"auth"_s, auth}}).value(), {});
    const HttpRequest request = channel.modelsRequest(key);
    const Header sent{header, header == "Authorization" ? "Bearer " + key : key};
    QVERIFY(request.headers.contains(sent));
    QCOMPARE(request.headers.size(), 4);
    QCOMPARE(request.secrets, QByteArrayList({key}));
}

void TestAzure::clients_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<QString>("scope");
    QTest::newRow("OpenAI") << u"https://res.openai.azure.com"_s
                            << u"https://login.microsoftonline.com/example.com/oauth2/v2.0/token"_s
                            << u"https://cognitiveservices.azure.com/.default"_s;
    QTest::newRow("Foundry") << u"https://res.services.ai.azure.com"_s
                             << u"https://login.microsoftonline.com/example.com/oauth2/v2.0/token"_s
                             << u"https://ai.azure.com/.default"_s;
    QTest::newRow("US Government") << u"https://res.openai.azure.us"_s
                                   << u"https://login.microsoftonline.us/example.com/oauth2/v2.0/token"_s
                                   << u"https://cognitiveservices.azure.us/.default"_s;
    QTest::newRow("gateway") << u"https://api.example.com/openai/v1"_s
                             << u"https://login.microsoftonline.com/example.com/oauth2/v2.0/token"_s
                             << u"https://cognitiveservices.azure.com/.default"_s;
}

void TestAzure::clients()
{
    QFETCH(const QString, address);
    QFETCH(const QString, endpoint);
    QFETCH(const QString, scope);
    const Result<OpenAiSettings> read =
        readSettings({{u"base_url"_s, address}, {u"tenant"_s, u"example.com"_s}, {u"client_id"_s, u"c"_s}});
    QVERIFY(read);
    QVERIFY(read->entra == EntraClient({.endpoint = QUrl(endpoint), .id = u"c"_s, .scope = scope}));
    QVERIFY(read->sendsBearer("t"));
}

void TestAzure::readsTokens_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("seconds"); // 0: refused
    QTest::newRow("token") << 200 << QByteArray(R"({"access_token":"t","expires_in":3599})") << 3599;
    QTest::newRow("time as text") << 200 << QByteArray(R"({"access_token":"t","expires_in":"3599"})") << 3599;
    QTest::newRow("no time") << 200 << QByteArray(R"({"access_token":"t"})") << 0;
    QTest::newRow("no token") << 200 << QByteArray(R"({"expires_in":3599})") << 0;
    QTest::newRow("page") << 200 << QByteArray("<html></html>") << 0;
    QTest::newRow("refusal") << 401
                             << QByteArray(R"({"error":"invalid_client","error_description":"AADSTS7000215: No."})")
                             << 0;
    QTest::newRow("refusal in short") << 400 << QByteArray(R"({"error":"AADSTS7000215: No."})") << 0;
}

void TestAzure::readsTokens()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const int, seconds);
    const Result<EntraToken> read = readEntraAnswer(status, body, m_now);
    QCOMPARE(read.has_value(), seconds > 0);
    if (read) {
        QCOMPARE(*read, (EntraToken{.token = "t", .expires = m_now.addSecs(seconds)}));
        return;
    }
    QCOMPARE(toString(read.error().code), u"auth"_s);
    QVERIFY(read.error().step == Step::Credentials);
    QCOMPARE(read.error().message.contains("AADSTS7000215"_L1), status != 200);
}

void TestAzure::findsExpiry()
{
    QCOMPARE(tokenExpiry(jwt), QDateTime::fromSecsSinceEpoch(1767323045));
    for (const char *none : {"", "sk-1.2.3", "eyJhbGciOiJub25lIn0.e30.x", "eyJ.!.x", "eyJ", "a.b.c"})
        QVERIFY2(!tokenExpiry(none), none);
    QCOMPARE(
        clientCredentialsForm(u"a b"_s, "s&=+", u"https://x/.default"_s),
        "client_id=a%20b&client_secret=s%26%3D%2B&grant_type=client_credentials&scope=https%3A%2F%2Fx%2F.default"_ba);
}

void TestAzure::fetchesOneTokenForAll()
{
    m_server->setAnswer(token("t1"));
    EntraTokens tokens(this->tokens());
    QByteArrayList fetched;
    const auto keep = [&fetched](const Result<QByteArray> &token) { fetched << token.value_or("failed"); };
    tokens.fetch(keep);
    tokens.fetch(keep);
    QCOMPARE(fetched, QByteArrayList());
    QTRY_COMPARE(fetched, QByteArrayList({"t1", "t1"}));
    tokens.fetch(keep);
    QCOMPARE(fetched.size(), 3);
    QVERIFY(tokens.takeNotice().contains("renewed before"_L1));
    QCOMPARE(tokens.takeNotice(), QString());
    const QList<SeenRequest> requests = m_server->requests();
    QCOMPARE(requests.size(), 1);
    QCOMPARE(requests.first().target, "/tenant/oauth2/v2.0/token");
    QCOMPARE(requests.first().header("content-type"), "application/x-www-form-urlencoded");
    QCOMPARE(requests.first().body, clientCredentialsForm(u"client 1"_s, "s3cret&value", u"https://scope/.default"_s));
}

void TestAzure::renewsEarly()
{
    m_server->setAnswers({token("t1"), token("t2")});
    EntraTokens tokens(this->tokens());
    QByteArrayList fetched;
    const auto keep = [&fetched](const Result<QByteArray> &token) { fetched << token.value_or("failed"); };
    tokens.fetch(keep);
    QTRY_COMPARE(fetched.size(), 1);
    m_now = m_now.addDuration(54min);
    tokens.fetch(keep);
    QCOMPARE(fetched, QByteArrayList({"t1", "t1"}));
    m_now = m_now.addDuration(2min);
    tokens.fetch(keep);
    QTRY_COMPARE(fetched, QByteArrayList({"t1", "t1", "t2"}));
}

void TestAzure::saysWhyThereIsNoToken_data()
{
    QTest::addColumn<ServerAnswer>("answer");
    QTest::addColumn<QString>("words");
    QTest::newRow("refused") << jsonAnswer(401, R"({"error_description":"AADSTS7000215: s3cret&value is wrong."})")
                             << u"AADSTS7000215: … is wrong."_s;
    ServerAnswer moved = jsonAnswer(307, "{}");
    moved.headers.append(Header{"Location", "https://elsewhere.example.com/token"});
    QTest::newRow("moved") << moved << u"https://elsewhere.example.com/token"_s;
    QTest::newRow("nothing") << ServerAnswer{.status = 0, .end = ServerAnswer::End::Fin}
                             << u"No access token could be fetched for the channel."_s;
}

void TestAzure::saysWhyThereIsNoToken()
{
    QFETCH(const ServerAnswer, answer);
    QFETCH(const QString, words);
    m_server->setAnswer(answer);
    const std::unique_ptr<OpenAiReply> reply = chat(settings(), "s3cret&value"_ba);
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    const Error error = log.outcomes.first().error.value_or(Error());
    QVERIFY2(error.message.contains(words), qPrintable(error.message));
    QVERIFY(!log.everything().contains("s3cret"_L1));
    QCOMPARE(m_server->requests().size(), 1);
}

void TestAzure::isDeletedWhileItAsks()
{
    m_server->setAnswer({.status = 0, .end = ServerAnswer::End::Stall});
    bool called = false;
    {
        EntraTokens tokens(this->tokens());
        tokens.fetch([&called](const Result<QByteArray> &) { called = true; });
        QTRY_COMPARE(m_server->requests().size(), 1);
    }
    QTRY_COMPARE(m_server->openConnections(), 0);
    QVERIFY(!called);
}

void TestAzure::renewsATokenThatIsRefused()
{
    const ServerAnswer refused = jsonAnswer(401, R"({"statusCode":401,"message":"Unauthorized."})");
    m_server->setAnswers({token("token-1"), refused, token("token-2"), streamAnswer(answered)});
    const std::unique_ptr<OpenAiReply> reply = chat(settings(), "secret-1"_ba);
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.text(), u"Yes."_s);
    QByteArrayList sent;
    for (const SeenRequest &request : m_server->requests())
        sent << request.header("authorization");
    QCOMPARE(sent, QByteArrayList({"", "Bearer token-1", "", "Bearer token-2"}));
    QVERIFY(!log.everything().contains("token-2"_L1));

    m_server->setAnswers({token("token-1"), refused, token("token-2"), refused});
    const std::unique_ptr<OpenAiReply> again = chat(settings(), "secret-1"_ba);
    const ChatLog second(again.get());
    QVERIFY(second.waitForEnd());
    QCOMPARE(second.errorCode(), u"auth"_s);
    QVERIFY(second.outcomes.first().error->message.contains("Unauthorized."_L1));
}

void TestAzure::renewsTheTokenOfAList()
{
    const ServerAnswer refused = jsonAnswer(401, R"({"statusCode":401,"message":"Unauthorized."})");
    m_server->setAnswers({token("token-1"), refused, token("token-2"), jsonAnswer(200, R"({"data":[{"id":"m"}]})")});
    const auto channel = std::make_shared<OpenAiChannel>(
        settings(), ProviderContext{.network = &m_network, .secret = [](const QString &, const QUrl &) {
                                        return "secret-1"_ba;
                                    }});
    const auto request = [channel](const QByteArray &token, const QString &) { return channel->modelsRequest(token); };
    const auto parse = [](const QByteArray &body) {
        return parseCatalogue(body, {}).transform(
            [](const QList<ModelInfo> &models) { return HttpModelsReply::Page{.models = models, .next = {}}; });
    };
    const std::shared_ptr<TokenSource> tokens(channel, &channel->tokens());
    HttpModelsReply reply(&m_network, HttpModelsReply::withTokens(tokens, request, parse));
    QSignalSpy noted(&reply, &ModelsReply::noted);
    QSignalSpy finished(&reply, &ModelsReply::finished);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().value<ModelList>()->size(), 1);
    QByteArrayList sent;
    for (const SeenRequest &seen : m_server->requests())
        sent << seen.header("authorization");
    QCOMPARE(sent, QByteArrayList({"", "Bearer token-1", "", "Bearer token-2"}));
    const auto credential = noted.value(0).value(0).value<ModelsNotes>().credential;
    QVERIFY(credential && credential->expires);
    QCOMPARE(credential->origin, u"Microsoft Entra ID, client client 1"_s);
}

void TestAzure::tellsWhatTheTokenIsOf()
{
    OpenAiSettings entered = settings();
    entered.entra.reset();
    const auto credentialOf = [&](const QByteArray &secret) {
        const auto keep = [secret](const QString &, const QUrl &) { return secret; };
        return OpenAiChannel(entered, {.network = &m_network, .secret = keep}).tokens().credential();
    };
    QVERIFY(!credentialOf("sk-plain"));
    QVERIFY(!credentialOf({}));
    QCOMPARE(credentialOf(jwt), (CredentialInfo{.origin = u"the access token that was entered"_s,
                                                .expires = tokenExpiry(jwt),
                                                .renewal = u"Enter a new one in the channel's settings."_s}));
}

void TestAzure::tellsTheExpiry()
{
    m_server->setAnswer(streamAnswer(answered));
    OpenAiSettings entered = settings();
    entered.entra.reset();
    const std::unique_ptr<OpenAiReply> reply = chat(entered, jwt);
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.all<Notice>().size(), 1);
    QVERIFY(log.all<Notice>().first().text.startsWith("The channel's access token expires on 2026-01-0"_L1));
}

void TestAzure::saysWhatIsMissing_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("model");
    QTest::newRow("deployment") << QByteArray(
        R"({"error":{"code":"DeploymentNotFound","message":"The API deployment does not exist."}})")
                                << u"the name of a deployment"_s << true;
    QTest::newRow("path") << QByteArray(R"({"error":{"code":"404","message":"Resource not found"}})")
                          << u"an API version that is wrong"_s << false;
}

void TestAzure::saysWhatIsMissing()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, words);
    QFETCH(const bool, model);
    m_server->setAnswers({token("t"), jsonAnswer(404, body)});
    const std::unique_ptr<OpenAiReply> reply = chat(settings(), "secret-1"_ba);
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.errorCode(), u"bad_request"_s);
    const Error error = *log.outcomes.first().error;
    QVERIFY2(error.message.contains(words), qPrintable(error.message));
    QCOMPARE(error.step == Step::Model, model);
}

void TestAzure::showsWhatTheFilterRefused()
{
    const QByteArray body =
        R"({"error":{"message":"The response was filtered.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"hate":{"filtered":true,"severity":"high"},"jailbreak":{"filtered":false,"detected":false},"self_harm":{"filtered":true,"severity":"medium"}}}}})";
    m_server->setAnswers({token("t"), jsonAnswer(400, body)});
    const std::unique_ptr<OpenAiReply> reply = chat(settings(), "secret-1"_ba);
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.errorCode(), u"content_filter"_s);
    const QString message = log.outcomes.first().error->message;
    QVERIFY2(message.endsWith("The response was filtered. The provider's filter did not let pass: hate (high), self "
                              "harm (medium)."_L1),
             qPrintable(message));
    QCOMPARE(m_server->requests().size(), 2);
}

void TestAzure::keepsWhatTheHeadSays()
{
    ServerAnswer answer = streamAnswer(answered);
    answer.headers += {{"apim-request-id", "apim-7"},           {"x-ms-region", "Sweden Central"},
                       {"x-ms-deployment-name", "gpt-4o-prod"}, {"x-ratelimit-remaining-tokens", "41"},
                       {"x-ratelimit-reset-tokens", "60"},      {"x-ratelimit-remaining-requests", "-1"}};
    m_server->setAnswers({token("t"), answer});
    const std::unique_ptr<OpenAiReply> reply = chat(settings(), "secret-1"_ba);
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.all<Identity>().first().requestId, u"apim-7"_s);
    QCOMPARE(log.all<Identity>().first().region, u"Sweden Central"_s);
    QVERIFY(log.all<Identity>().first().headers.contains(Header{"x-ms-deployment-name", "gpt-4o-prod"}));
    const RateLimits limits = log.all<RateLimits>().value(0);
    QVERIFY(limits.tokens.remaining == 41);
    QVERIFY(limits.tokens.reset == 60s);
    QVERIFY(!limits.requests.remaining);
}

void TestAzure::listsTheCatalogue()
{
    const QByteArray body = R"({"data":[
        {"id":"gpt-4o","object":"model","status":"succeeded","capabilities":{"chat_completion":true,"embeddings":false}},
        {"id":"text-embedding-3","object":"model","capabilities":{"chat_completion":false,"embeddings":true}},
        {"id":"gpt-prod","object":"model","capabilities":{"chat_completion":true}}]})";
    const ModelList models = parseCatalogue(body, u"gpt-prod"_s);
    QVERIFY(models);
    QCOMPARE(*models,
             QList<ModelInfo>(
                 {{.id = u"gpt-4o"_s, .name = {}, .note = u"in the catalogue; enter the name of its deployment"_s},
                  {.id = u"gpt-prod"_s, .name = {}, .note = u"the deployment in the channel's address"_s}}));
    QVERIFY(!parseCatalogue("{}", {}));
}

QTEST_GUILESS_MAIN(TestAzure)
#include "tst_azure.moc"
