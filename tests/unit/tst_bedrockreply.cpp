// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/bedrock/bedrockreply.h"
#include "plugins/http/eventstream.h"
#include "tests/support/chatlog.h"
#include "tests/unit/bedrockharness.h"

#include <QJsonDocument>
#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace evenhand;

// Which credentials a request goes out with, and requests that are made again.
class TestBedrockReply : public QObject, private BedrockHarness
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

private:
    std::unique_ptr<BedrockReply> chat(const Parameters &parameters = {});
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

static const ServerAnswer noTemperature = bedrockRefusal(
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
    begin();
    m_server->setAnswer(streamed());
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
        return expiredCredentials();
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
    m_server->setAnswer(expiredCredentials());
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
    m_server->setAnswer(expiredCredentials());
    const std::unique_ptr<BedrockReply> reply = chat();
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(m_server->requests().size(), 1);
}

static ServerAnswer wrongTime(const QDateTime &there)
{
    ServerAnswer answer = bedrockRefusal(403, "InvalidSignatureException", "Signature not yet current");
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
    QTest::newRow("no date") << bedrockRefusal(403, "InvalidSignatureException", "x") << 1;
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
        {bedrockRefusal(400, "ValidationException", "The model is not supported for streaming."),
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
    m_server->setAnswers({noTemperature,
                          bedrockRefusal(400, "ValidationException", "This model doesn't support the topP field."),
                          streamed()});
    const std::unique_ptr<BedrockReply> reply = chat({.temperature = 0.2, .topP = 0.9});
    const ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.errorCode(), u"unsupported_parameter"_s);
    QCOMPARE(m_server->requests().size(), 2);
}

void TestBedrockReply::saysToChooseAProfile()
{
    m_server->setAnswer(
        bedrockRefusal(400, "ValidationException",
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
    m_server->setAnswer(bedrockRefusal(400, "ValidationException", secretOf("AKIDFILE") + " and token-of-AKIDFILE"));
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

QTEST_GUILESS_MAIN(TestBedrockReply)
#include "tst_bedrockreply.moc"
