// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/aws/credentialkeeper.h"
#include "tests/support/awsdouble.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace evenhand;

static const QByteArray ssoProfile = "[profile p]\nsso_session = work\nsso_account_id = 123\nsso_role_name = Reader\n"
                                     "[sso-session work]\nsso_region = eu-west-1\nsso_start_url = https://x\n";
static const QByteArray roleProfile =
    "[profile p]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = q\n"
    "[profile q]\naws_access_key_id = AKIDBASE\naws_secret_access_key = base-secret\naws_session_token = base-token\n";

// Credentials that have to be fetched: from files, programs and services of AWS.
class TestCredentialFetch : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void takesKeysAtOnce();
    void asksOnceForAll();
    void asksAgainBeforeTheyExpire_data();
    void asksAgainBeforeTheyExpire();
    void refusesWhatHasExpired();
    void asksAgainWhenTheyWereForgotten();
    void isSilentOnceItIsGone();
    void signsOn();
    void renewsTheSession();
    void keepsASessionThatCannotBeRenewed();
    void saysHowToSignOn_data();
    void saysHowToSignOn();
    void saysWhyThereIsNoRole_data();
    void saysWhyThereIsNoRole();
    void goesToNoOtherPartOfAws();
    void assumesRoles();
    void saysWhyThereIsNoAssumedRole();
    void showsAnIdentity();
    void runsAProcess();
    void saysWhyAProcessFailed_data();
    void saysWhyAProcessFailed();
    void waitsNoLongerForAProcess();
    void readsALogin();
    void saysHowToLogIn_data();
    void saysHowToLogIn();

private:
    void writeFile(const QString &path, const QByteArray &bytes) const;
    void writeConfig(const QByteArray &config) const { writeFile(u".aws/config"_s, config); }
    void writeToken(std::chrono::seconds left, const QJsonObject &more = {}) const;
    QByteArray tokenFile() const;
    Result<AwsCredentials> get(const QString &profile = u"p"_s);
    QString messageOf(const Result<AwsCredentials> &credentials) const;

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<ScriptedServer> m_server;
    QNetworkAccessManager m_network;
    FetchContext m_context;
};

static QString timeIn(std::chrono::seconds left)
{
    return QDateTime::currentDateTimeUtc().addDuration(left).toString(Qt::ISODate);
}

static QByteArray roleCredentials(std::chrono::seconds left = 1h)
{
    const qint64 expires = QDateTime::currentDateTimeUtc().addDuration(left).toMSecsSinceEpoch();
    const QJsonObject role{{u"accessKeyId"_s, u"AKIDROLE"_s},
                           {u"secretAccessKey"_s, u"role-secret"_s},
                           {u"sessionToken"_s, u"role-token"_s},
                           {u"expiration"_s, expires}};
    return QJsonDocument(QJsonObject{{u"roleCredentials"_s, role}}).toJson();
}

static const SigV4Keys roleKeys{
    .accessKeyId = "AKIDROLE", .secretAccessKey = "role-secret", .sessionToken = "role-token"};

static ServerAnswer xmlAnswer(int status, const QByteArray &xml)
{
    ServerAnswer answer = jsonAnswer(status, xml);
    answer.headers = {{"Content-Type", "text/xml"}};
    return answer;
}

static const ServerAnswer stsAnswer = xmlAnswer(
    200, "<R><Credentials><AccessKeyId>AKIDROLE</AccessKeyId><SecretAccessKey>role-secret</SecretAccessKey>"
         "<SessionToken>role-token</SessionToken><Expiration>2100-01-02T03:04:05Z</Expiration></Credentials></R>");
static const ServerAnswer stsRefusal =
    xmlAnswer(403, "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>");

void TestCredentialFetch::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    m_context = {.network = &m_network, .environment = {}, .region = u"ap-south-1"_s, .userAgent = "Test/1"};
    QProcessEnvironment &variables = m_context.environment.variables;
    variables.insert(u"HOME"_s, m_home->path());
    variables.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    variables.insert(u"AWS_ENDPOINT_URL"_s, m_server->url().toString());
}

void TestCredentialFetch::writeFile(const QString &path, const QByteArray &bytes) const
{
    const QFileInfo place(m_home->filePath(path));
    QFile file(place.filePath());
    if (!QDir().mkpath(place.path()) || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s cannot be written", qPrintable(path));
}

void TestCredentialFetch::writeToken(std::chrono::seconds left, const QJsonObject &more) const
{
    QJsonObject token{
        {u"startUrl"_s, u"https://x"_s}, {u"accessToken"_s, u"sso-token-1"_s}, {u"expiresAt"_s, timeIn(left)}};
    for (auto member = more.begin(); member != more.end(); ++member)
        token[member.key()] = member.value();
    writeFile(ssoTokenFile(u"work"_s), QJsonDocument(token).toJson());
}

QByteArray TestCredentialFetch::tokenFile() const
{
    QFile file(m_home->filePath(ssoTokenFile(u"work"_s)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Result<AwsCredentials> TestCredentialFetch::get(const QString &profile)
{
    CredentialKeeper keeper(m_context, profile);
    std::optional<Result<AwsCredentials>> result;
    keeper.get([&result](const Result<AwsCredentials> &credentials) { result = credentials; });
    if (!QTest::qWaitFor([&result] { return result.has_value(); }, 10s))
        qFatal("No credentials came.");
    return *result;
}

QString TestCredentialFetch::messageOf(const Result<AwsCredentials> &credentials) const
{
    if (credentials)
        return u"there are some"_s;
    return credentials.error().step == Step::Credentials ? credentials.error().message : u"wrong step"_s;
}

void TestCredentialFetch::takesKeysAtOnce()
{
    m_context.environment.variables.insert(u"AWS_ACCESS_KEY_ID"_s, u"AKIDENV"_s);
    m_context.environment.variables.insert(u"AWS_SECRET_ACCESS_KEY"_s, u"env-secret"_s);
    CredentialKeeper keeper(m_context, {});
    QByteArray found;
    keeper.get([&found](const Result<AwsCredentials> &credentials) { found = credentials->keys.accessKeyId; });
    QCOMPARE(found, "AKIDENV");
    QCOMPARE(get({})->origin, u"the environment"_s);
}

void TestCredentialFetch::asksOnceForAll()
{
    writeConfig(ssoProfile);
    writeToken(1h);
    m_server->setAnswer(jsonAnswer(200, roleCredentials()));
    CredentialKeeper keeper(m_context, u"p"_s);
    int came = 0;
    for (int i = 0; i < 20; ++i) {
        keeper.get([&came](const Result<AwsCredentials> &credentials) {
            QCOMPARE(credentials->keys, roleKeys);
            ++came;
        });
    }
    QTRY_COMPARE(came, 20);
    QCOMPARE(m_server->requests().size(), 1);
}

void TestCredentialFetch::asksAgainBeforeTheyExpire_data()
{
    QTest::addColumn<std::chrono::seconds>("left");
    QTest::addColumn<int>("requests");
    QTest::newRow("four minutes") << std::chrono::seconds(4min) << 2;
    QTest::newRow("six minutes") << std::chrono::seconds(6min) << 1;
}

void TestCredentialFetch::asksAgainBeforeTheyExpire()
{
    QFETCH(const std::chrono::seconds, left);
    QFETCH(const int, requests);
    writeConfig(ssoProfile);
    writeToken(1h);
    m_server->setAnswer(jsonAnswer(200, roleCredentials(left)));
    CredentialKeeper keeper(m_context, u"p"_s);
    int came = 0;
    const auto count = [&came](const Result<AwsCredentials> &credentials) { came += credentials ? 1 : 0; };
    keeper.get(count);
    QTRY_COMPARE(came, 1);
    keeper.get(count);
    QTRY_COMPARE(came, 2);
    QCOMPARE(m_server->requests().size(), requests);
}

void TestCredentialFetch::refusesWhatHasExpired()
{
    writeConfig(ssoProfile);
    writeToken(1h);
    m_server->setAnswer(jsonAnswer(200, roleCredentials(-1s)));
    const QString message = messageOf(get());
    QVERIFY2(message.startsWith(u"The credentials of profile “p” expired on"_s), qPrintable(message));
    QVERIFY2(message.endsWith(u"Run aws sso login --profile p."_s), qPrintable(message));
}

void TestCredentialFetch::asksAgainWhenTheyWereForgotten()
{
    writeConfig("[profile p]\naws_access_key_id = A\naws_secret_access_key = B\n");
    CredentialKeeper keeper(m_context, u"p"_s);
    QByteArray found;
    const CredentialKeeper::Ready keep = [&found](const Result<AwsCredentials> &credentials) {
        found = credentials->keys.accessKeyId;
    };
    keeper.get(keep);
    writeConfig("[profile p]\naws_access_key_id = C\naws_secret_access_key = B\n");
    keeper.get(keep);
    QCOMPARE(found, "A");
    keeper.forget();
    keeper.get(keep);
    QCOMPARE(found, "C");
}

void TestCredentialFetch::isSilentOnceItIsGone()
{
    writeConfig(ssoProfile);
    writeToken(1h);
    m_server->setAnswer({.status = 0, .end = ServerAnswer::End::Stall});
    auto keeper = std::make_unique<CredentialKeeper>(m_context, u"p"_s);
    bool came = false;
    keeper->get([&came](const Result<AwsCredentials> &) { came = true; });
    QTRY_COMPARE(m_server->requests().size(), 1);
    keeper.reset();
    QTRY_COMPARE(m_server->openConnections(), 0);
    QVERIFY(!came);
}

void TestCredentialFetch::signsOn()
{
    writeConfig(ssoProfile);
    writeToken(1h);
    m_server->setAnswer(jsonAnswer(200, roleCredentials()));
    const Result<AwsCredentials> credentials = get();
    QVERIFY2(credentials, qPrintable(messageOf(credentials)));
    QCOMPARE(credentials->keys, roleKeys);
    QCOMPARE(credentialInfo(*credentials),
             (CredentialInfo{.origin = u"profile “p”, single sign-on session"_s,
                             .expires = QDateTime::fromString(
                                 QJsonDocument::fromJson(tokenFile())["expiresAt"_L1].toString(), Qt::ISODate),
                             .renewal = u"Run aws sso login --profile p."_s}));
    const SeenRequest seen = m_server->requests().first();
    QCOMPARE(seen.method, "GET");
    QCOMPARE(seen.target, "/federation/credentials?account_id=123&role_name=Reader");
    QCOMPARE(seen.header("x-amz-sso_bearer_token"), "sso-token-1");
    QCOMPARE(seen.header("authorization"), QByteArray());
}

static const QJsonObject renewable{
    {u"clientId"_s, u"client-1"_s}, {u"clientSecret"_s, u"client-secret"_s}, {u"refreshToken"_s, u"refresh-1"_s}};

void TestCredentialFetch::renewsTheSession()
{
    writeConfig(ssoProfile);
    writeToken(4min, renewable);
    m_server->setAnswers(
        {jsonAnswer(200, R"({"accessToken":"sso-token-2","expiresIn":3600,"refreshToken":"refresh-2"})"),
         jsonAnswer(200, roleCredentials())});
    const Result<AwsCredentials> credentials = get();
    QCOMPARE(credentials->keys, roleKeys);
    QCOMPARE(credentials->renewal, QString());
    const QList<SeenRequest> seen = m_server->requests();
    QCOMPARE(seen.size(), 2);
    QCOMPARE(seen.at(0).method + ' ' + seen.at(0).target, "POST /token");
    QCOMPARE(seen.at(0).header("content-type"), "application/json");
    QCOMPARE(QJsonDocument::fromJson(seen.at(0).body)["grantType"_L1].toString(), u"refresh_token"_s);
    QCOMPARE(seen.at(1).header("x-amz-sso_bearer_token"), "sso-token-2");

    const Result<SsoToken> kept = parseSsoToken(tokenFile());
    QVERIFY(kept);
    QCOMPARE(kept->accessToken, "sso-token-2");
    QCOMPARE(kept->refreshToken, u"refresh-2"_s);
    QCOMPARE(kept->clientId, u"client-1"_s);
    QCOMPARE(kept->json["startUrl"_L1].toString(), u"https://x"_s);
    QVERIFY(*kept->expires > QDateTime::currentDateTimeUtc().addSecs(3000));
    const QFile::Permissions others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QCOMPARE(QFile::permissions(m_home->filePath(ssoTokenFile(u"work"_s))) & others, QFile::Permissions());
}

void TestCredentialFetch::keepsASessionThatCannotBeRenewed()
{
    writeConfig(ssoProfile);
    writeToken(4min, renewable);
    m_server->setAnswers({jsonAnswer(400, R"({"error":"invalid_grant"})"), jsonAnswer(200, roleCredentials())});
    const QByteArray before = tokenFile();
    const Result<AwsCredentials> credentials = get();
    QCOMPARE(credentials->keys, roleKeys);
    QCOMPARE(credentials->renewal, u"Run aws sso login --profile p."_s);
    QCOMPARE(m_server->requests().last().header("x-amz-sso_bearer_token"), "sso-token-1");
    QCOMPARE(tokenFile(), before);
}

void TestCredentialFetch::saysHowToSignOn_data()
{
    QTest::addColumn<int>("minutesLeft"); // 0: there is no token
    QTest::addColumn<bool>("mayBeRenewed");
    QTest::addColumn<int>("status"); // of the answer; 0: nothing is asked
    QTest::newRow("no token") << 0 << false << 0;
    QTest::newRow("expired") << -1 << false << 0;
    QTest::newRow("expired, not renewed") << -1 << true << 400;
    QTest::newRow("not taken") << 60 << false << 401;
}

void TestCredentialFetch::saysHowToSignOn()
{
    QFETCH(const int, minutesLeft);
    QFETCH(const bool, mayBeRenewed);
    QFETCH(const int, status);
    writeConfig(ssoProfile);
    if (minutesLeft != 0)
        writeToken(std::chrono::minutes(minutesLeft), mayBeRenewed ? renewable : QJsonObject());
    m_server->setAnswer(jsonAnswer(status, R"({"message":"Session token not found or invalid"})"));
    const QString message = messageOf(get());
    QVERIFY2(message.endsWith("Run aws sso login --profile p, then try again."_L1), qPrintable(message));
    QCOMPARE(m_server->requests().size(), status == 0 ? 0 : 1);
}

void TestCredentialFetch::saysWhyThereIsNoRole_data()
{
    QTest::addColumn<ServerAnswer>("answer");
    QTest::addColumn<QString>("words");
    QTest::newRow("no access") << jsonAnswer(403, R"({"message":"No access"})") << u"No access"_s;
    QTest::newRow("redirect") << ServerAnswer{.status = 302, .headers = {{"Location", "https://evil.example/"}}}
                              << u"evil.example"_s;
    QTest::newRow("no credentials") << jsonAnswer(200, "{}") << u"Reader"_s;
    QTest::newRow("no answer") << ServerAnswer{.status = 0, .end = ServerAnswer::End::Fin} << u"closed"_s;
}

void TestCredentialFetch::saysWhyThereIsNoRole()
{
    QFETCH(const ServerAnswer, answer);
    QFETCH(const QString, words);
    writeConfig(ssoProfile);
    writeToken(1h);
    m_server->setAnswer(answer);
    const QString message = messageOf(get());
    QVERIFY2(message.contains(words), qPrintable(message));
    QVERIFY(!message.contains("sso-token-1"_L1));
}

void TestCredentialFetch::goesToNoOtherPartOfAws()
{
    QByteArray config = ssoProfile;
    writeToken(1h);
    for (const QByteArray region : {"cn-north-1", "evil.example/x-1"}) {
        writeConfig(QByteArray(config).replace("eu-west-1", region));
        QVERIFY(messageOf(get()).contains("Correct sso_region"_L1));
    }
    QCOMPARE(m_server->requests().size(), 0);
}

void TestCredentialFetch::assumesRoles()
{
    writeConfig(roleProfile);
    m_server->setAnswer(stsAnswer);
    const Result<AwsCredentials> credentials = get();
    QVERIFY2(credentials, qPrintable(messageOf(credentials)));
    QCOMPARE(credentials->keys, roleKeys);
    QCOMPARE(credentialInfo(*credentials).origin, u"profile “p”, role"_s);
    QVERIFY2(credentials->renewal.contains(u"temporary"_s), "the keys that ask for the role have a token");
    const SeenRequest seen = m_server->requests().first();
    const SigV4Keys base{.accessKeyId = "AKIDBASE", .secretAccessKey = "base-secret", .sessionToken = "base-token"};
    QCOMPARE(signatureComplaint(seen, base, "sts"), QString());
    QCOMPARE(seen.method + ' ' + seen.target, "POST /");
    QVERIFY(seen.body.startsWith("Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr&"));
}

void TestCredentialFetch::saysWhyThereIsNoAssumedRole()
{
    writeConfig(roleProfile);
    m_server->setAnswer(stsRefusal);
    QCOMPARE(messageOf(get()),
             u"AWS does not give the role of profile “p” (HTTP 403). It says: AccessDenied: not you"_s);
}

void TestCredentialFetch::showsAnIdentity()
{
    writeFile(u"token"_s, "identity-token\n");
    m_context.environment.variables.insert(u"AWS_WEB_IDENTITY_TOKEN_FILE"_s, m_home->filePath(u"token"_s));
    m_context.environment.variables.insert(u"AWS_ROLE_ARN"_s, u"arn:r"_s);
    m_server->setAnswers({stsAnswer, stsRefusal});
    const Result<AwsCredentials> credentials = get({});
    QVERIFY2(credentials, qPrintable(messageOf(credentials)));
    QCOMPARE(credentials->keys, roleKeys);
    const SeenRequest seen = m_server->requests().first();
    QVERIFY(seen.body.endsWith("&WebIdentityToken=identity-token"));
    QCOMPARE(seen.header("authorization"), QByteArray());
    QVERIFY(messageOf(get({})).contains("AWS_ROLE_ARN"_L1));

    QVERIFY(QFile::remove(m_home->filePath(u"token"_s)));
    QVERIFY(messageOf(get({})).contains(m_home->filePath(u"token"_s)));
}

void TestCredentialFetch::runsAProcess()
{
    writeFile(u"print it"_s, "echo '{\"Version\":1,\"AccessKeyId\":\"AKIDROLE\",\"SecretAccessKey\":\"role-secret\","
                             "\"SessionToken\":\"'$1'\"}'; echo noise >&2\n");
    writeConfig("[profile p]\ncredential_process = sh \"" + m_home->filePath(u"print it"_s).toUtf8()
                + "\" role-token\n");
    const Result<AwsCredentials> credentials = get();
    QVERIFY2(credentials, qPrintable(messageOf(credentials)));
    QCOMPARE(credentials->keys, roleKeys);
    QCOMPARE(credentialInfo(*credentials), (CredentialInfo{.origin = u"profile “p”, credential process"_s}));
}

void TestCredentialFetch::saysWhyAProcessFailed_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QString>("words");
    QTest::newRow("not there") << QByteArray("/nowhere/at/all") << u"could not be started"_s;
    QTest::newRow("nothing") << QByteArray("\"\"") << u"is empty"_s;
    QTest::newRow("exit code") << QByteArray("sh -c \"echo my-secret >&2; exit 3\"") << u"(exit code 3)"_s;
    QTest::newRow("something else") << QByteArray("echo hello") << u"did not print credentials"_s;
    QTest::newRow("without end") << QByteArray("yes") << u"more than credentials"_s;
}

void TestCredentialFetch::saysWhyAProcessFailed()
{
    QFETCH(const QByteArray, command);
    QFETCH(const QString, words);
    writeConfig("[profile p]\ncredential_process = " + command + "\n");
    const Result<AwsCredentials> credentials = get();
    QVERIFY2(messageOf(credentials).contains(words), qPrintable(messageOf(credentials)));
    QVERIFY(!(credentials.error().message + credentials.error().detail).contains("my-secret"_L1));
}

void TestCredentialFetch::waitsNoLongerForAProcess()
{
    m_context.longestProcess = 50ms;
    writeConfig("[profile p]\ncredential_process = sleep 600\n");
    const QString message = messageOf(get());
    QVERIFY2(message.contains("did not end within 0.05 s"_L1), qPrintable(message));
}

// SHA-256 of "me".
static const QString loginFile =
    u".aws/login/cache/2744ccd10c7533bd736ad890f9dd5cab2adb27b07d500b9493f29cdc420cb2e0.json"_s;
static const QByteArray loginProfile = "[profile p]\nlogin_session = me\n";

static QByteArray login(std::chrono::seconds left)
{
    const QJsonObject token{{u"accessKeyId"_s, u"AKIDROLE"_s},
                            {u"secretAccessKey"_s, u"role-secret"_s},
                            {u"sessionToken"_s, u"role-token"_s},
                            {u"expiresAt"_s, timeIn(left)}};
    return QJsonDocument(QJsonObject{{u"accessToken"_s, token}}).toJson();
}

void TestCredentialFetch::readsALogin()
{
    writeConfig(loginProfile);
    writeFile(loginFile, login(1h));
    const Result<AwsCredentials> credentials = get();
    QVERIFY2(credentials, qPrintable(messageOf(credentials)));
    QCOMPARE(credentials->keys, roleKeys);
    const CredentialInfo info = credentialInfo(*credentials);
    QCOMPARE(info.origin, u"profile “p”, login session"_s);
    QCOMPARE(info.expires, credentials->expires);
    QCOMPARE(info.renewal, u"Run aws login --profile p."_s);
}

void TestCredentialFetch::saysHowToLogIn_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("broken") << QByteArray("{}");
    QTest::newRow("expired") << login(-1s);
}

void TestCredentialFetch::saysHowToLogIn()
{
    QFETCH(const QByteArray, file);
    writeConfig(loginProfile);
    if (!file.isEmpty())
        writeFile(loginFile, file);
    QVERIFY(messageOf(get()).endsWith("Run aws login --profile p, then try again."_L1));
}

QTEST_GUILESS_MAIN(TestCredentialFetch)
#include "tst_credentialfetch.moc"
