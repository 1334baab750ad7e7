// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/bedrock/bedrockmodelsreply.h"
#include "plugins/bedrock/bedrockreply.h"
#include "plugins/http/eventstream.h"
#include "tests/support/awsdouble.h"
#include "tests/support/chatlog.h"

#include <QJsonDocument>
#include <QLocale>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace evenhand;

// Which credentials a request goes out with, requests that are made again, and lists of models.
class TestBedrockReply : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void signsWithKeysOfTheChannel();
    void sendsTheKeyOfTheChannel();
    void sendsTheKeyOfTheEnvironment();
    void prefersTheChannelsKey();
    void saysThatAProfileWasPassedOver();
    void needsSomeCredentials();
    void keepsCredentialsOfThisComputerHere();
    void refusesKeysThatAreNone();
    void needsTheSecretOfAnAccessKey();
    void saysWhenCredentialsExpireOnce();
    void readsExpiredCredentialsAgain();
    void readsThemAgainOnlyOnce();
    void cannotRenewKeysOfTheChannel();
    void signsAgainWithAwssTime();
    void believesItsOwnClock_data();
    void believesItsOwnClock();
    void leavesOutWhatIsRefused();
    void asksForOnePieceWhereStreamingIsRefused();
    void givesUpAfterOneRepair();
    void saysToChooseAProfile();
    void sendsWhatTheChannelAsksFor_data();
    void sendsWhatTheChannelAsksFor();
    void tellsRegionAndRequest();
    void keepsSecretsOfProfiles();
    void isCancelledWhileCredentialsAreFetched();
    void isDeletedWhileCredentialsAreFetched();
    void failsBeforeItAsksForAWrongAttachment();
    void listsModelsInPages();
    void listsWhatIsAllowed_data();
    void listsWhatIsAllowed();
    void saysThatNoListIsAllowed();
    void readsExpiredCredentialsAgainForAList();
    void signsAListAgainWithAwssTime();
    void saysWhichCredentialsWereUsed_data();
    void saysWhichCredentialsWereUsed();
    void readsTheEndOfAShortTermKey();
    void cancelsLists();

private:
    void makeChannel(const QJsonObject &settings = {});
    void writeKeys(const QByteArray &id) const;
    std::unique_ptr<BedrockReply> chat(const Parameters &parameters = {});
    QString complaint(const SeenRequest &request, const QByteArray &id) const;

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<ScriptedServer> m_server;
    QNetworkAccessManager m_network;
    AwsEnvironment m_environment;
    QMap<QString, QByteArray> m_secrets;
    std::shared_ptr<BedrockChannel> m_channel;
};

static QByteArray frame(const QString &type, const QByteArray &payload)
{
    return eventStreamFrame({.fields = {{":event-type", type}, {":message-type", u"event"_s}}, .payload = payload});
}

static ServerAnswer streamed()
{
    ServerAnswer answer =
        streamAnswer(frame(u"messageStart"_s, R"({"role":"assistant"})")
                     + frame(u"contentBlockDelta"_s, R"({"contentBlockIndex":0,"delta":{"text":"Yes."}})")
                     + frame(u"messageStop"_s, R"({"stopReason":"end_turn"})")
                     + frame(u"metadata"_s, R"({"usage":{"inputTokens":1,"outputTokens":2}})"));
    answer.headers = {{"Content-Type", "application/vnd.amazon.eventstream"}, {"x-amzn-RequestId", "req-1"}};
    return answer;
}

static ServerAnswer refusal(int status, const QByteArray &type, const QByteArray &message)
{
    ServerAnswer answer = jsonAnswer(status, R"({"message":")" + message + R"("})");
    answer.headers.append({"x-amzn-ErrorType", type + ":http://internal.amazon.com/"});
    return answer;
}

static const ServerAnswer expired =
    refusal(403, "ExpiredTokenException", "The security token included in the request is expired");
static const ServerAnswer noTemperature = refusal(
    400, "ValidationException", "The model returned the following errors: `temperature` is deprecated for this model.");

static QStringList notices(const ChatLog &log)
{
    QStringList texts;
    for (const Notice &notice : log.all<Notice>())
        texts << notice.text;
    return texts;
}

void TestBedrockReply::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    m_server->setAnswer(streamed());
    m_secrets.clear();
    m_environment = {};
    m_environment.variables.insert(u"HOME"_s, m_home->path());
    m_environment.variables.insert(u"AWS_ENDPOINT_URL"_s, m_server->url().toString());
    writeKeys("AKIDFILE");
    makeChannel();
}

void TestBedrockReply::makeChannel(const QJsonObject &settings)
{
    QJsonObject all{{u"region"_s, u"ap-south-1"_s}};
    for (auto setting = settings.begin(); setting != settings.end(); ++setting)
        all[setting.key()] = setting.value();
    const Result<BedrockSettings> read = readSettings(all, m_environment);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    const auto secret = [this](const QString &field, const QUrl &) -> Result<QByteArray> { return m_secrets[field]; };
    m_channel = std::make_shared<BedrockChannel>(
        *read, ProviderContext{.network = &m_network, .secret = secret, .userAgent = "Test/1"}, m_environment);
}

static QByteArray secretOf(const QByteArray &id)
{
    return "secret-of-" + id;
}

void TestBedrockReply::writeKeys(const QByteArray &id) const
{
    QVERIFY(QDir(m_home->path()).mkpath(u".aws"_s));
    QFile file(m_home->filePath(u".aws/credentials"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[default]\naws_access_key_id = " + id + "\naws_secret_access_key = " + secretOf(id)
               + "\naws_session_token = token-of-" + id + "\n");
}

QString TestBedrockReply::complaint(const SeenRequest &request, const QByteArray &id) const
{
    const QString signature = signatureComplaint(
        request, {.accessKeyId = id, .secretAccessKey = secretOf(id), .sessionToken = "token-of-" + id}, "bedrock");
    return signature.isEmpty() ? bedrockComplaint(request) : signature;
}

std::unique_ptr<BedrockReply> TestBedrockReply::chat(const Parameters &parameters)
{
    const ChatRequest request{.model = u"maker.model-v1:0"_s,
                              .messages = {{.role = Role::User, .text = u"Really?"_s}},
                              .parameters = parameters};
    auto reply = std::make_unique<BedrockReply>(m_channel, request);
    reply->start();
    return reply;
}

void TestBedrockReply::signsWithKeysOfTheChannel()
{
    m_secrets = {{u"secret_access_key"_s, secretOf("AKIDOWN")}, {u"session_token"_s, "token-of-AKIDOWN"}};
    m_environment.variables.insert(u"AWS_BEARER_TOKEN_BEDROCK"_s, u"bearer-of-environment"_s);
    makeChannel({{u"access_key_id"_s, u"AKIDOWN"_s}});
    const std::unique_ptr<BedrockReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.text(), u"Yes."_s);
    QCOMPARE(complaint(m_server->requests().first(), "AKIDOWN"), QString());
    QCOMPARE(m_server->requests().first().target, "/model/maker.model-v1%3A0/converse-stream");
}

void TestBedrockReply::sendsTheKeyOfTheChannel()
{
    m_secrets = {{u"api_key"_s, "own-bearer-key\n"}};
    const std::unique_ptr<BedrockReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.text(), u"Yes."_s);
    const SeenRequest seen = m_server->requests().first();
    QCOMPARE(seen.header("authorization"), "Bearer own-bearer-key");
    for (const char *header : {"x-amz-date", "x-amz-content-sha256", "x-amz-security-token"})
        QCOMPARE(seen.header(header), QByteArray());
    QCOMPARE(bedrockComplaint(seen), QString());
    QVERIFY(!log.everything().contains("own-bearer-key"_L1));
}

void TestBedrockReply::sendsTheKeyOfTheEnvironment()
{
    m_environment.variables.insert(u"AWS_BEARER_TOKEN_BEDROCK"_s, u"bearer-of-environment"_s);
    m_environment.variables.insert(u"AWS_ACCESS_KEY_ID"_s, u"AKIDENV"_s);
    m_environment.variables.insert(u"AWS_SECRET_ACCESS_KEY"_s, u"env-secret"_s);
    makeChannel();
    const std::unique_ptr<BedrockReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(m_server->requests().first().header("authorization"), "Bearer bearer-of-environment");
    QCOMPARE(notices(log), QStringList());
    QVERIFY(!log.everything().contains("bearer-of-environment"_L1));
}

void TestBedrockReply::prefersTheChannelsKey()
{
    m_secrets = {{u"api_key"_s, "own-bearer-key"}};
    m_environment.variables.insert(u"AWS_BEARER_TOKEN_BEDROCK"_s, u"bearer-of-environment"_s);
    makeChannel();
    const std::unique_ptr<BedrockReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(m_server->requests().first().header("authorization"), "Bearer own-bearer-key");
}

void TestBedrockReply::saysThatAProfileWasPassedOver()
{
    m_environment.variables.insert(u"AWS_BEARER_TOKEN_BEDROCK"_s, u"bearer-of-environment"_s);
    makeChannel({{u"profile"_s, u"default"_s}});
    const std::unique_ptr<BedrockReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(notices(log), QStringList({u"The key in AWS_BEARER_TOKEN_BEDROCK was used, which comes before the profile "
                                        "“default”. Unset it to use the profile."_s}));
}

void TestBedrockReply::needsSomeCredentials()
{
    m_environment.variables.insert(u"HOME"_s, m_home->filePath(u"nobody"_s));
    makeChannel();
    const std::unique_ptr<BedrockReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.errorCode(), u"auth"_s);
    QCOMPARE(toString(*log.outcomes.first().error->step), u"credentials"_s);
    QCOMPARE(m_server->requests().size(), 0);
}

// A lineup from somebody else must not carry off what lies on this machine.
void TestBedrockReply::keepsCredentialsOfThisComputerHere()
{
    m_environment.variables.insert(u"AWS_BEARER_TOKEN_BEDROCK"_s, u"bearer-of-environment"_s);
    makeChannel({{u"endpoint"_s, u"https://collector.example"_s}, {u"profile"_s, u"default"_s}});
    const std::unique_ptr<BedrockReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.errorCode(), u"auth"_s);
    QVERIFY(log.outcomes.first().error->message.contains("https://collector.example"_L1));
    QCOMPARE(log.all<RequestRecord>().size(), 0);
}

void TestBedrockReply::refusesKeysThatAreNone()
{
    m_secrets = {{u"api_key"_s, "two\r\nlines"}};
    const std::unique_ptr<BedrockReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.errorCode(), u"auth"_s);
    QCOMPARE(m_server->requests().size(), 0);
}

void TestBedrockReply::needsTheSecretOfAnAccessKey()
{
    makeChannel({{u"access_key_id"_s, u"AKIDOWN"_s}});
    const std::unique_ptr<BedrockReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QVERIFY(log.outcomes.first().error->message.contains("no secret access key"_L1));
    QCOMPARE(m_server->requests().size(), 0);
}

void TestBedrockReply::saysWhenCredentialsExpireOnce()
{
    const QDateTime expiry = QDateTime::currentDateTimeUtc().addSecs(3600);
    m_environment.variables.insert(u"AWS_ACCESS_KEY_ID"_s, u"AKIDENV"_s);
    m_environment.variables.insert(u"AWS_SECRET_ACCESS_KEY"_s, u"env-secret"_s);
    m_environment.variables.insert(u"AWS_CREDENTIAL_EXPIRATION"_s, expiry.toString(Qt::ISODate));
    makeChannel();
    const std::unique_ptr<BedrockReply> first = chat();
    const ChatLog firstLog(first.get());
    QVERIFY(firstLog.waitForEnd());
    const std::unique_ptr<BedrockReply> second = chat();
    const ChatLog secondLog(second.get());
    QVERIFY(secondLog.waitForEnd());
    QCOMPARE(notices(firstLog),
             QStringList({u"Signed with the credentials of the environment, which expire on %1."_s.arg(
                 expiry.toLocalTime().toString(Qt::ISODate))}));
    QCOMPARE(notices(secondLog), QStringList());
}

void TestBedrockReply::readsExpiredCredentialsAgain()
{
    m_server->setHandler([this, count = 0](const SeenRequest &) mutable {
        if (++count > 1)
            return streamed();
        writeKeys("AKIDNEWER");
        return expired;
    });
    const std::unique_ptr<BedrockReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.outcomes, QList<ChatOutcome>({ChatOutcome()}));
    QCOMPARE(complaint(m_server->requests().at(0), "AKIDFILE"), QString());
    QCOMPARE(complaint(m_server->requests().at(1), "AKIDNEWER"), QString());
    QCOMPARE(log.all<RequestRecord>().size(), 2);
    QCOMPARE(notices(log),
             QStringList({u"The credentials had expired. They were read again, and the request was made again."_s}));
}

void TestBedrockReply::readsThemAgainOnlyOnce()
{
    m_server->setAnswer(expired);
    const std::unique_ptr<BedrockReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.errorCode(), u"auth"_s);
    QCOMPARE(m_server->requests().size(), 2);
}

void TestBedrockReply::cannotRenewKeysOfTheChannel()
{
    m_secrets = {{u"secret_access_key"_s, secretOf("AKIDOWN")}};
    makeChannel({{u"access_key_id"_s, u"AKIDOWN"_s}});
    m_server->setAnswer(expired);
    const std::unique_ptr<BedrockReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(m_server->requests().size(), 1);
}

static ServerAnswer wrongTime(const QDateTime &there)
{
    ServerAnswer answer = refusal(403, "InvalidSignatureException", "Signature not yet current");
    answer.headers.append({"Date", QLocale::c().toString(there, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1()});
    return answer;
}

void TestBedrockReply::signsAgainWithAwssTime()
{
    const QDateTime there = QDateTime::currentDateTimeUtc().addSecs(-3600);
    m_server->setAnswers({wrongTime(there), streamed()});
    for (int i = 0; i < 2; ++i) {
        const std::unique_ptr<BedrockReply> reply = chat();
        const ChatLog log(reply.get());
        QVERIFY(log.waitForEnd());
        QCOMPARE(log.outcomes, QList<ChatOutcome>({ChatOutcome()}));
        QCOMPARE(notices(log).size(), i == 0 ? 1 : 0);
    }
    const QList<SeenRequest> seen = m_server->requests();
    QCOMPARE(seen.size(), 3);
    for (const SeenRequest &request : seen.sliced(1)) {
        const QDateTime signedAt =
            QDateTime::fromString(QString::fromLatin1(request.header("x-amz-date")), u"yyyyMMdd'T'HHmmss'Z'"_s);
        QVERIFY(std::abs(signedAt.secsTo(QDateTime(there.date(), there.time()))) < 300);
    }
}

void TestBedrockReply::believesItsOwnClock_data()
{
    QTest::addColumn<ServerAnswer>("answer");
    QTest::addColumn<int>("requests");
    QTest::newRow("the clocks agree") << wrongTime(QDateTime::currentDateTimeUtc()) << 1;
    QTest::newRow("no date") << refusal(403, "InvalidSignatureException", "x") << 1;
    QTest::newRow("ever more wrong") << wrongTime(QDateTime::currentDateTimeUtc().addDays(1)) << 2;
}

void TestBedrockReply::believesItsOwnClock()
{
    QFETCH(const ServerAnswer, answer);
    QFETCH(const int, requests);
    m_server->setAnswer(answer);
    const std::unique_ptr<BedrockReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.errorCode(), u"auth"_s);
    QCOMPARE(toString(*log.outcomes.first().error->step), u"sign_in"_s);
    QCOMPARE(m_server->requests().size(), requests);
}

void TestBedrockReply::leavesOutWhatIsRefused()
{
    m_server->setAnswers({noTemperature, streamed()});
    const std::unique_ptr<BedrockReply> first = chat({.maxTokens = 8, .temperature = 0.2});
    const ChatLog firstLog(first.get());
    QVERIFY(firstLog.waitForEnd());
    QCOMPARE(firstLog.outcomes, QList<ChatOutcome>({ChatOutcome()}));
    const QString leftOut = u"“temperature” was left out: maker.model-v1:0 does not take it."_s;
    QCOMPARE(notices(firstLog).size(), 2);
    QVERIFY(notices(firstLog).first().startsWith(u"The model did not take “temperature”"_s));
    QCOMPARE(notices(firstLog).last(), leftOut);

    const std::unique_ptr<BedrockReply> second = chat({.temperature = 0.2});
    const ChatLog secondLog(second.get());
    QVERIFY(secondLog.waitForEnd());
    QCOMPARE(notices(secondLog), QStringList({leftOut}));
    QList<QByteArray> inferences;
    for (const SeenRequest &request : m_server->requests()) {
        const QJsonObject inference = QJsonDocument::fromJson(request.body)["inferenceConfig"_L1].toObject();
        inferences.append(QJsonDocument(inference).toJson(QJsonDocument::Compact));
    }
    QCOMPARE(inferences, QList<QByteArray>({R"({"maxTokens":8,"temperature":0.2})", R"({"maxTokens":8})", "{}"}));
}

void TestBedrockReply::asksForOnePieceWhereStreamingIsRefused()
{
    m_server->setAnswers(
        {refusal(400, "ValidationException", "The model is not supported for streaming."),
         jsonAnswer(
             200,
             R"({"output":{"message":{"role":"assistant","content":[{"text":"Yes."}]}},"stopReason":"end_turn"})")});
    const std::unique_ptr<BedrockReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.text(), u"Yes."_s);
    QCOMPARE(log.outcomes, QList<ChatOutcome>({ChatOutcome()}));
    QCOMPARE(m_server->requests().last().target, "/model/maker.model-v1%3A0/converse");
    QCOMPARE(complaint(m_server->requests().last(), "AKIDFILE"), QString());
}

void TestBedrockReply::givesUpAfterOneRepair()
{
    m_server->setAnswers(
        {noTemperature, refusal(400, "ValidationException", "This model doesn't support the topP field."), streamed()});
    const std::unique_ptr<BedrockReply> reply = chat({.temperature = 0.2, .topP = 0.9});
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.errorCode(), u"unsupported_parameter"_s);
    QCOMPARE(m_server->requests().size(), 2);
}

void TestBedrockReply::saysToChooseAProfile()
{
    m_server->setAnswer(refusal(400, "ValidationException",
                                "Invocation of model ID maker.model-v1:0 with on-demand throughput isn't supported."));
    const std::unique_ptr<BedrockReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(toString(*log.outcomes.first().error->step), u"model"_s);
    QVERIFY(log.outcomes.first().error->message.contains("Choose the inference profile"_L1));
    QCOMPARE(m_server->requests().size(), 1);
}

void TestBedrockReply::sendsWhatTheChannelAsksFor_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("provisioned") << u"arn:aws:bedrock:ap-south-1:123456789012:provisioned-model/abc123"_s
                                 << QByteArray("provisioned-model%2Fabc123");
    QTest::newRow("custom") << u"arn:aws:bedrock:ap-south-1:123456789012:custom-model-deployment/x1"_s
                            << QByteArray("custom-model-deployment%2Fx1");
    QTest::newRow("imported") << u"arn:aws:bedrock:ap-south-1:123456789012:imported-model/y2"_s
                              << QByteArray("imported-model%2Fy2");
}

void TestBedrockReply::sendsWhatTheChannelAsksFor()
{
    QFETCH(const QString, model);
    QFETCH(const QByteArray, path);
    const QString guardrail = u"arn:aws:bedrock:ap-south-1:123456789012:guardrail/gr1"_s;
    makeChannel({{u"guardrail"_s, guardrail}, {u"guardrail_version"_s, u"3"_s}, {u"service_tier"_s, u"priority"_s}});
    BedrockReply reply(m_channel, {.model = model, .messages = {{.role = Role::User, .text = u"Really?"_s}}});
    reply.start();
    const ChatLog log(&reply);
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.text(), u"Yes."_s);
    const SeenRequest seen = m_server->requests().first();
    QCOMPARE(complaint(seen, "AKIDFILE"), QString());
    QCOMPARE(seen.target, "/model/arn%3Aaws%3Abedrock%3Aap-south-1%3A123456789012%3A" + path + "/converse-stream");
    const QJsonDocument body = QJsonDocument::fromJson(seen.body);
    QCOMPARE(body["guardrailConfig"_L1].toObject(),
             QJsonObject({{u"guardrailIdentifier"_s, guardrail}, {u"guardrailVersion"_s, u"3"_s}}));
    QCOMPARE(body["serviceTier"_L1].toObject(), QJsonObject({{u"type"_s, u"priority"_s}}));
}

void TestBedrockReply::tellsRegionAndRequest()
{
    const std::unique_ptr<BedrockReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.all<Identity>().first().requestId, u"req-1"_s);
    QCOMPARE(log.all<Identity>().last().region, u"ap-south-1"_s);
}

void TestBedrockReply::keepsSecretsOfProfiles()
{
    m_server->setAnswer(refusal(400, "ValidationException", secretOf("AKIDFILE") + " and token-of-AKIDFILE"));
    const std::unique_ptr<BedrockReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QVERIFY(log.everything().contains(u"… and …"_s));
    QVERIFY(!log.everything().contains(QString::fromLatin1(secretOf("AKIDFILE"))));
    QVERIFY(!log.everything().contains("token-of-AKIDFILE"_L1));
}

static const QByteArray slowProcess = "[profile slow]\ncredential_process = sleep 600\n";

void TestBedrockReply::isCancelledWhileCredentialsAreFetched()
{
    QFile config(m_home->filePath(u".aws/config"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write(slowProcess);
    config.close();
    m_environment.variables.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    makeChannel({{u"profile"_s, u"slow"_s}});
    const std::unique_ptr<BedrockReply> reply = chat();
    const ChatLog log(reply.get());
    reply->cancel();
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.errorCode(), u"cancelled"_s);
    QCOMPARE(log.events, ChatEvents());
    QCOMPARE(m_server->requests().size(), 0);
}

void TestBedrockReply::isDeletedWhileCredentialsAreFetched()
{
    QFile config(m_home->filePath(u".aws/config"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("[profile role]\nrole_arn = arn:r\nsource_profile = default\n");
    config.close();
    makeChannel({{u"profile"_s, u"role"_s}});
    m_server->setAnswer(
        jsonAnswer(200, "<R><AccessKeyId>AKIDROLE</AccessKeyId><SecretAccessKey>role-secret</SecretAccessKey></R>"));
    std::unique_ptr<BedrockReply> deleted = chat();
    const std::unique_ptr<BedrockReply> kept = chat();
    const ChatLog log(kept.get());
    deleted.reset();
    QTRY_COMPARE(m_server->requests().size(), 2);
    QVERIFY(log.waitForEnd());
    QCOMPARE(m_server->requests().first().target, "/");
    QVERIFY(m_server->requests().last().target.startsWith("/model/"));
}

void TestBedrockReply::failsBeforeItAsksForAWrongAttachment()
{
    const ChatRequest request{
        .model = u"m"_s,
        .messages = {{.role = Role::User,
                      .text = u"See"_s,
                      .attachments = {{.name = u"a.tiff"_s, .mediaType = u"image/tiff"_s, .data = "x"}}}}};
    BedrockReply reply(m_channel, request);
    reply.start();
    const ChatLog log(&reply);
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.errorCode(), u"invalid_input"_s);
    QCOMPARE(m_server->requests().size(), 0);
}

static ServerAnswer profilePage(const QByteArray &id, const QByteArray &next = {})
{
    const QByteArray token = next.isEmpty() ? QByteArray() : R"(,"nextToken":")" + next + '"';
    return jsonAnswer(200, R"({"inferenceProfileSummaries":[{"inferenceProfileId":")" + id
                               + R"(","models":[{"modelArn":"arn:aws:bedrock:ap-south-1::foundation-model/m"}]}])"
                               + token + '}');
}

static const ServerAnswer models = jsonAnswer(200, R"({"modelSummaries":[{"modelId":"m"}]})");

void TestBedrockReply::listsModelsInPages()
{
    m_server->setAnswers({models, profilePage("b", "a+/b=="), profilePage("c"), profilePage("a")});
    BedrockModelsReply reply(m_channel);
    QSignalSpy spy(&reply, &ModelsReply::finished);
    reply.start();
    QTRY_COMPARE(spy.size(), 1);
    const auto list = spy.first().first().value<ModelList>();
    QVERIFY2(list, qPrintable(list ? QString() : list.error().message));
    QStringList ids;
    for (const ModelInfo &model : *list)
        ids << model.id;
    QCOMPARE(ids, QStringList({u"a"_s, u"b"_s, u"c"_s}));
    QByteArrayList targets;
    for (const SeenRequest &request : m_server->requests()) {
        targets << request.method + ' ' + request.target;
        QCOMPARE(complaint(request, "AKIDFILE"), QString());
    }
    QCOMPARE(targets,
             QByteArrayList({"GET /foundation-models?byOutputModality=TEXT",
                             "GET /inference-profiles?maxResults=1000&type=SYSTEM_DEFINED",
                             "GET /inference-profiles?maxResults=1000&nextToken=a%2B%2Fb%3D%3D&type=SYSTEM_DEFINED",
                             "GET /inference-profiles?maxResults=1000&type=APPLICATION"}));
}

namespace {

struct Listed
{
    explicit Listed(const std::shared_ptr<BedrockChannel> &channel)
    {
        BedrockModelsReply reply(channel);
        QSignalSpy noted(&reply, &ModelsReply::noted);
        QSignalSpy finished(&reply, &ModelsReply::finished);
        reply.start();
        if (!finished.isEmpty() || !finished.wait())
            return;
        models = finished.first().first().value<ModelList>();
        notes = noted.value(0).value(0).value<ModelsNotes>();
        for (const ModelInfo &model : models.value_or(QList<ModelInfo>()))
            ids << model.id;
    }

    ModelList models;
    ModelsNotes notes;
    QStringList ids;
};

ServerAnswer denied(const QByteArray &action)
{
    return refusal(403, "AccessDeniedException", "User is not authorized to perform: " + action);
}

} // namespace

void TestBedrockReply::listsWhatIsAllowed_data()
{
    QTest::addColumn<QList<ServerAnswer>>("answers");
    QTest::addColumn<QStringList>("ids");
    QTest::addColumn<QString>("permission");
    const ServerAnswer own =
        jsonAnswer(200, R"({"modelSummaries":[{"modelId":"m","inferenceTypesSupported":["ON_DEMAND"]}]})");
    const QString ofProfiles = u"bedrock:ListInferenceProfiles"_s;
    QTest::newRow("no profiles") << QList{own, denied("bedrock:ListInferenceProfiles")} << QStringList{u"m"_s}
                                 << ofProfiles;
    QTest::newRow("no profiles of the account") << QList{own, profilePage("a"), denied("bedrock:ListInferenceProfiles")}
                                                << QStringList{u"a"_s, u"m"_s} << ofProfiles;
    QTest::newRow("no models") << QList{denied("bedrock:ListFoundationModels"), profilePage("a"), profilePage("b")}
                               << QStringList{u"a"_s, u"b"_s} << u"bedrock:ListFoundationModels"_s;
}

void TestBedrockReply::listsWhatIsAllowed()
{
    QFETCH(const QList<ServerAnswer>, answers);
    QFETCH(const QStringList, ids);
    QFETCH(const QString, permission);
    m_server->setAnswers(answers);
    const Listed listed(m_channel);
    QVERIFY2(listed.models, qPrintable(listed.models ? QString() : listed.models.error().message));
    QCOMPARE(listed.ids, ids);
    QCOMPARE(listed.notes.notices.size(), 1);
    QVERIFY2(listed.notes.notices.first().contains(u"needs the permission "_s + permission),
             qPrintable(listed.notes.notices.first()));
    QCOMPARE(m_server->requests().size(), answers.size());
}

void TestBedrockReply::saysThatNoListIsAllowed()
{
    m_server->setAnswers({denied("bedrock:ListFoundationModels"), denied("bedrock:ListInferenceProfiles")});
    const Listed listed(m_channel);
    QVERIFY(!listed.models);
    QCOMPARE(toString(*listed.models.error().step), u"permission"_s);
    QVERIFY(listed.models.error().message.contains("bedrock:ListInferenceProfiles"_L1));
    QCOMPARE(listed.notes.notices, QStringList());
    QCOMPARE(listed.notes.credential,
             CredentialInfo({.origin = u"profile “default”"_s, .renewal = listed.notes.credential->renewal}));
}

void TestBedrockReply::readsExpiredCredentialsAgainForAList()
{
    m_server->setAnswers({expired, models, profilePage("a"), profilePage("b")});
    QVERIFY(Listed(m_channel).models);
    m_server->setAnswers({expired, expired});
    const Listed still(m_channel);
    QVERIFY(!still.models);
    QCOMPARE(toString(*still.models.error().step), u"sign_in"_s);
    QCOMPARE(m_server->requests().size(), 6);
}

void TestBedrockReply::signsAListAgainWithAwssTime()
{
    ServerAnswer skewed = refusal(403, "InvalidSignatureException", "Signature expired");
    const QDateTime there = QDateTime::currentDateTimeUtc().addSecs(3600);
    skewed.headers.append({"Date", QLocale::c().toString(there, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1()});
    m_server->setAnswers({skewed, models, profilePage("a"), profilePage("b")});
    QVERIFY(Listed(m_channel).models);
    const QByteArray hour = there.toString(u"yyyyMMdd'T'HH"_s).toLatin1();
    QVERIFY(m_server->requests().at(1).header("x-amz-date").startsWith(hour)
            || m_server->requests().at(1).header("x-amz-date") > hour);
}

void TestBedrockReply::saysWhichCredentialsWereUsed_data()
{
    QTest::addColumn<QStringList>("variables"); // name, value, …
    QTest::addColumn<QJsonObject>("settings");
    QTest::addColumn<bool>("ownKey");
    QTest::addColumn<QString>("origin");
    const QStringList bearer{u"AWS_BEARER_TOKEN_BEDROCK"_s, u"bearer-of-environment"_s};
    const QStringList keys{u"AWS_ACCESS_KEY_ID"_s, u"AKIDENV"_s, u"AWS_SECRET_ACCESS_KEY"_s, u"secret-of-env"_s};
    const QJsonObject named{{u"profile"_s, u"default"_s}};
    QTest::newRow("the channel's key") << bearer + keys << QJsonObject() << true << u"the channel's Bedrock API key"_s;
    QTest::newRow("the channel's access key")
        << bearer + keys << QJsonObject{{u"access_key_id"_s, u"AKIDOWN"_s}} << false << u"the channel's access key"_s;
    QTest::newRow("bearer before keys") << bearer + keys << QJsonObject() << false
                                        << u"the key in AWS_BEARER_TOKEN_BEDROCK"_s;
    QTest::newRow("bearer before profile") << bearer << named << false << u"the key in AWS_BEARER_TOKEN_BEDROCK"_s;
    QTest::newRow("profile before keys") << keys << named << false << u"profile “default”"_s;
    QTest::newRow("keys") << keys << QJsonObject() << false << u"the environment"_s;
    QTest::newRow("the usual profile") << QStringList() << QJsonObject() << false << u"profile “default”"_s;
}

void TestBedrockReply::saysWhichCredentialsWereUsed()
{
    QFETCH(const QStringList, variables);
    QFETCH(const QJsonObject, settings);
    QFETCH(const bool, ownKey);
    QFETCH(const QString, origin);
    for (qsizetype i = 0; i < variables.size(); i += 2)
        m_environment.variables.insert(variables.at(i), variables.at(i + 1));
    m_secrets = {{u"secret_access_key"_s, "own-secret"}};
    if (ownKey)
        m_secrets.insert(u"api_key"_s, "own-bearer-key");
    makeChannel(settings);
    m_server->setAnswers({models, profilePage("a"), profilePage("b")});
    const Listed listed(m_channel);
    QVERIFY(listed.models);
    QVERIFY(listed.notes.credential);
    QCOMPARE(listed.notes.credential->origin, origin);
    QCOMPARE(m_server->requests().first().header("authorization").startsWith("Bearer "),
             origin.contains(u"key in") || ownKey);
}

void TestBedrockReply::readsTheEndOfAShortTermKey()
{
    const QByteArray address = "bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Date=20260102T030405Z"
                               "&X-Amz-Expires=43200&Version=1";
    const QByteArray key = "bedrock-api-key-" + address.toBase64();
    QCOMPARE(bedrockKeyExpiry(key), QDateTime(QDate(2026, 1, 2), QTime(15, 4, 5), QTimeZone::UTC));
    for (const char *none : {"", "long-term", "bedrock-api-key-", "bedrock-api-key-YWJj", "bedrock-api-key-!"})
        QVERIFY2(!bedrockKeyExpiry(none), none);
    m_secrets = {{u"api_key"_s, key}};
    m_server->setAnswers({models, profilePage("a"), profilePage("b")});
    const Listed listed(m_channel);
    QCOMPARE(listed.notes.credential->expires, bedrockKeyExpiry(key));
    QVERIFY(!listed.notes.credential->renewal.isEmpty());
}

void TestBedrockReply::cancelsLists()
{
    m_server->setAnswer({.status = 0, .end = ServerAnswer::End::Stall});
    BedrockModelsReply reply(m_channel);
    QSignalSpy spy(&reply, &ModelsReply::finished);
    reply.start();
    QTRY_COMPARE(m_server->requests().size(), 1);
    reply.cancel();
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(toString(spy.first().first().value<ModelList>().error().code), u"cancelled"_s);
    QTRY_COMPARE(m_server->openConnections(), 0);
}

QTEST_GUILESS_MAIN(TestBedrockReply)
#include "tst_bedrockreply.moc"
