// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/aws/awshosts.h"
#include "plugins/aws/credentialformats.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace evenhand;

static AwsEnvironment environmentOf(std::initializer_list<std::pair<const char *, const char *>> variables)
{
    AwsEnvironment environment;
    for (const auto &[name, value] : variables)
        environment.variables.insert(QString::fromLatin1(name), QString::fromUtf8(value));
    return environment;
}

static const AwsEnvironment nothing;
static const AwsEnvironment keys =
    environmentOf({{"AWS_ACCESS_KEY_ID", "AKIDENV"}, {"AWS_SECRET_ACCESS_KEY", "env-secret"}});

static const QByteArray keysOfDefault =
    "[default]\naws_access_key_id = AKIDDEFAULT\naws_secret_access_key = default-secret\n";

// Where credentials come from, in a few words.
static QString described(const Result<CredentialSource> &source);

struct Describer
{
    QString operator()(const AwsCredentials &keysFound) const
    {
        return u"keys "_s + QString::fromLatin1(keysFound.keys.accessKeyId);
    }
    QString operator()(const ProcessSource &process) const { return u"process "_s + process.commandLine; }
    QString operator()(const SsoSource &sso) const
    {
        return u"sso %1 %2 %3 %4"_s.arg(sso.cacheKey, sso.region, sso.accountId, sso.roleName);
    }
    QString operator()(const LoginSource &login) const { return u"login "_s + login.session; }
    QString operator()(const WebIdentitySource &identity) const
    {
        return u"web identity %1 %2 %3"_s.arg(identity.tokenFile, identity.roleArn, identity.sessionName);
    }
    QString operator()(const RoleSource &role) const
    {
        return u"role %1 %2 [%3] %4 <- %5"_s.arg(role.roleArn, role.sessionName, role.externalId)
            .arg(role.seconds)
            .arg(described(*role.base));
    }
};

QString described(const Result<CredentialSource> &source)
{
    if (!source)
        return source.error().step == Step::Credentials ? u"error: "_s + source.error().message : u"wrong step"_s;
    return std::visit(Describer(), source->way);
}

class TestAwsCredentials : public QObject
{
    Q_OBJECT

private slots:
    void readsFiles_data();
    void readsFiles();
    void mergesFiles();
    void loadsFilesFromTheirPlaces();
    void findsProfiles_data();
    void findsProfiles();
    void prefers_data();
    void prefers();
    void saysWhyContainersAreNotUsed();
    void roleWithKeysOfItsOwnProfile();
    void formats();
    void formatsThatAreNone_data();
    void formatsThatAreNone();
    void ssoTokens();
    void namesTokenFiles();
    void stsBodies();
    void stsAnswers();
    void knowsRegions_data();
    void knowsRegions();
    void sendsTokensToTheirOwnHosts_data();
    void sendsTokensToTheirOwnHosts();
    void knowsBedrocksHosts_data();
    void knowsBedrocksHosts();
};

void TestAwsCredentials::readsFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    const auto fileRow = [](const char *name, const QByteArray &text, const QString &key, const QString &value) {
        QTest::newRow(name) << text << key << value;
    };
    fileRow("plain", "[s]\nk = v\n", u"k"_s, u"v"_s);
    fileRow("no spaces, CRLF, no line end", "[s]\r\nk=v", u"k"_s, u"v"_s);
    fileRow("keys are lower case", "[s]\nK = V", u"k"_s, u"V"_s);
    fileRow("the first equals sign", "[s]\nk = a=b==", u"k"_s, u"a=b=="_s);
    fileRow("comment lines", "# k = x\n[s]\n; k = y\n  # k = z\nk = v", u"k"_s, u"v"_s);
    fileRow("comment after white space", "[s] ; s\nk = v # not\n", u"k"_s, u"v"_s);
    fileRow("no comment within a word", "[s]\nk = a#b;c", u"k"_s, u"a#b;c"_s);
    fileRow("the last one wins", "[s]\nk = a\nk = b\n[t]\nk = c\n[s]\nx = y", u"k"_s, u"b"_s);
    fileRow("indented", "[s]\n  k = v", u"k"_s, u"v"_s);
    fileRow("nested", "[s]\nk = v\ns3 =\n  k = nested\n  x = y", u"k"_s, u"v"_s);
    fileRow("after the nested", "[s]\ns3 =\n  a = b\nk = v", u"k"_s, u"v"_s);
    fileRow("before any section", "k = x\n[s]\nk = v", u"k"_s, u"v"_s);
    fileRow("no key", "[s]\n= x\nnothing\nk = v", u"k"_s, u"v"_s);
    fileRow("spaces in the header", "[  s  ]\nk = v", u"k"_s, u"v"_s);
    fileRow("broken header", "[broken\nk = x\n[s]\nk = v", u"k"_s, u"v"_s);
}

void TestAwsCredentials::readsFiles()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, key);
    QFETCH(const QString, value);
    QCOMPARE(parseAwsFile(text)[u"s"_s][key], value);
}

void TestAwsCredentials::mergesFiles()
{
    const AwsConfig config = mergeAwsFiles("[default]\nregion = a\n[profile \"a b\"]\nregion = b\n[plain]\nregion = x\n"
                                           "[sso-session work]\nsso_region = c\n[services s]\nx = y\n[profiles]\nx = y",
                                           "[default]\naws_access_key_id = K\nregion = d\n[a b]\nk = v\n[only]\nk = w");
    QCOMPARE(config.profiles.keys(), QStringList({u"a b"_s, u"default"_s, u"only"_s}));
    QCOMPARE(config.profiles[u"default"_s][u"region"_s], u"d"_s);
    QCOMPARE(config.profiles[u"a b"_s], AwsSection({{u"k"_s, u"v"_s}, {u"region"_s, u"b"_s}}));
    QCOMPARE(config.ssoSessions.keys(), QStringList({u"work"_s}));
}

static void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s cannot be written", qPrintable(path));
}

void TestAwsCredentials::loadsFilesFromTheirPlaces()
{
    const QTemporaryDir home;
    QVERIFY(QDir(home.path()).mkpath(u".aws"_s));
    write(home.filePath(u".aws/config"_s), "[profile a]\nregion = r");
    write(home.filePath(u".aws/credentials"_s), keysOfDefault);
    write(home.filePath(u"other"_s), "[b]\nx = y");
    AwsEnvironment environment = environmentOf({{"HOME", home.path().toUtf8()}});
    QCOMPARE(loadAwsConfig(environment).profiles.keys(), QStringList({u"a"_s, u"default"_s}));
    environment.variables.insert(u"AWS_SHARED_CREDENTIALS_FILE"_s, home.filePath(u"other"_s));
    QCOMPARE(loadAwsConfig(environment).profiles.keys(), QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(loadAwsConfig(nothing), AwsConfig());
}

void TestAwsCredentials::findsProfiles_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("expected");
    const auto profileRow = [](const char *name, const QByteArray &members, const QString &expected) {
        QTest::newRow(name) << QByteArray("[profile p]\n" + members) << expected;
    };
    profileRow("keys", "aws_access_key_id=A\naws_secret_access_key=B", u"keys A"_s);
    profileRow("process", "credential_process = get \"my keys\"", u"process get \"my keys\""_s);
    profileRow("sign-on with a session",
               "sso_session = work\nsso_account_id = 1\nsso_role_name = R\n[sso-session work]\nsso_region = eu-west-1\n"
               "sso_start_url = https://x",
               u"sso work eu-west-1 1 R"_s);
    profileRow("sign-on without one",
               "sso_start_url = https://x\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = R",
               u"sso https://x eu-west-1 1 R"_s);
    profileRow("login", "login_session = arn:aws:iam::1:user/me", u"login arn:aws:iam::1:user/me"_s);
    profileRow("web identity", "role_arn = arn:r\nweb_identity_token_file = /t\nrole_session_name = me",
               u"web identity /t arn:r me"_s);
    profileRow("role",
               "role_arn = arn:r\nsource_profile = q\nexternal_id = e\nduration_seconds = 900\n[profile q]\n"
               "aws_access_key_id=A\naws_secret_access_key=B",
               u"role arn:r evenhand [e] 900 <- keys A"_s);
    profileRow("role of a role",
               "role_arn = arn:r\nsource_profile = q\n[profile q]\nrole_arn = arn:s\nsource_profile = o\n[profile o]\n"
               "credential_process = c",
               u"role arn:r evenhand [] 0 <- role arn:s evenhand [] 0 <- process c"_s);
    profileRow("role before keys",
               "aws_access_key_id=A\naws_secret_access_key=B\nrole_arn = arn:r\ncredential_source = Environment",
               u"role arn:r evenhand [] 0 <- keys AKIDENV"_s);
    profileRow("circle", "role_arn = arn:r\nsource_profile = q\n[profile q]\nrole_arn = arn:s\nsource_profile = p",
               u"error: The profiles p, q, p point to each other in a circle. Correct source_profile."_s);
    profileRow(
        "role from nowhere", "role_arn = arn:r\nsource_profile = gone",
        u"error: There is no profile “gone” in the AWS files of this account. Check its name, or run aws configure."_s);
    profileRow(
        "nothing", "region = x",
        u"error: Profile “p” says nothing about credentials. Run aws configure --profile p, or aws configure sso."_s);
    profileRow(
        "MFA", "role_arn = arn:r\nsource_profile = q\nmfa_serial = m",
        u"error: Profile “p” asks for the code of an MFA device, for which there is no place here. Use a profile "
        "with single sign-on, or put the temporary keys that aws sts gives you into a profile."_s);
    profileRow(
        "instance", "role_arn = arn:r\ncredential_source = Ec2InstanceMetadata",
        u"error: Profile “p” takes its credentials from Ec2InstanceMetadata, which hands them out on a link-local "
        "address. This program refuses such addresses. Use another profile."_s);
    profileRow(
        "session that is not there", "sso_session = gone",
        u"error: Profile “p” names the sso-session “gone”, which is not in the AWS config file. Run aws configure "
        "sso."_s);
    profileRow("sign-on cut short", "sso_start_url = https://x",
               u"error: Profile “p” lacks sso_region, sso_account_id or sso_role_name. Run aws configure sso."_s);
}

void TestAwsCredentials::findsProfiles()
{
    QFETCH(const QByteArray, config);
    QFETCH(const QString, expected);
    QCOMPARE(described(findCredentials(u"p"_s, keys, mergeAwsFiles(config, {}))), expected);
}

void TestAwsCredentials::prefers_data()
{
    QTest::addColumn<QString>("profile");
    QTest::addColumn<AwsEnvironment>("environment");
    QTest::addColumn<QByteArray>("credentials");
    QTest::addColumn<QString>("expected");
    const QByteArray two = keysOfDefault + "[p]\naws_access_key_id=P\naws_secret_access_key=B";
    AwsEnvironment both = keys;
    both.variables.insert(u"AWS_PROFILE"_s, u"p"_s);
    AwsEnvironment named;
    named.variables.insert(u"AWS_PROFILE"_s, u"p"_s);
    const AwsEnvironment identity = environmentOf({{"AWS_WEB_IDENTITY_TOKEN_FILE", "/t"}, {"AWS_ROLE_ARN", "arn:r"}});
    QTest::newRow("chosen profile before keys of the environment") << u"p"_s << both << two << u"keys P"_s;
    QTest::newRow("keys of the environment before AWS_PROFILE") << QString() << both << two << u"keys AKIDENV"_s;
    QTest::newRow("AWS_PROFILE before the default") << QString() << named << two << u"keys P"_s;
    QTest::newRow("default") << QString() << nothing << two << u"keys AKIDDEFAULT"_s;
    QTest::newRow("half a pair of keys") << QString() << environmentOf({{"AWS_ACCESS_KEY_ID", "A"}}) << two
                                         << u"keys AKIDDEFAULT"_s;
    QTest::newRow("default before web identity") << QString() << identity << two << u"keys AKIDDEFAULT"_s;
    QTest::newRow("web identity") << QString() << identity << QByteArray("[default]\nregion = x")
                                  << u"web identity /t arn:r evenhand"_s;
    QTest::newRow("a default that cannot work")
        << QString() << identity << QByteArray("[default]\nrole_arn = x\nsource_profile = gone")
        << u"error: There is no profile “gone” in the AWS files of this account. Check its name, or run aws configure."_s;
    QTest::newRow("AWS_PROFILE that is not there")
        << QString() << named << keysOfDefault
        << u"error: There is no profile “p” in the AWS files of this account. Check its name, or run aws configure."_s;
}

void TestAwsCredentials::prefers()
{
    QFETCH(const QString, profile);
    QFETCH(const AwsEnvironment, environment);
    QFETCH(const QByteArray, credentials);
    QFETCH(const QString, expected);
    QCOMPARE(described(findCredentials(profile, environment, mergeAwsFiles({}, credentials))), expected);
}

void TestAwsCredentials::saysWhyContainersAreNotUsed()
{
    const QString plain = findCredentials({}, nothing, {}).error().message;
    QVERIFY(plain.startsWith("No AWS credentials were found"_L1));
    QVERIFY(!plain.contains("container"_L1));
    const AwsEnvironment container = environmentOf({{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x"}});
    QVERIFY(findCredentials({}, container, {}).error().message.contains("link-local"_L1));
}

void TestAwsCredentials::roleWithKeysOfItsOwnProfile()
{
    const AwsConfig config = mergeAwsFiles(
        "[profile p]\nrole_arn = arn:r\nsource_profile = p\naws_access_key_id=A\naws_secret_access_key=B", {});
    QCOMPARE(described(findCredentials(u"p"_s, nothing, config)), u"role arn:r evenhand [] 0 <- keys A"_s);
}

static QDateTime utc(int hour)
{
    return QDateTime(QDate(2026, 1, 2), QTime(hour, 4, 5), QTimeZone::UTC);
}

void TestAwsCredentials::formats()
{
    const AwsCredentials expected{.keys = {.accessKeyId = "A", .secretAccessKey = "B", .sessionToken = "C"},
                                  .expires = utc(3)};
    QCOMPARE(*parseProcessOutput(R"({"Version":1,"AccessKeyId":"A","SecretAccessKey":"B","SessionToken":"C",)"
                                 R"("Expiration":"2026-01-02T03:04:05Z"})"),
             expected);
    QCOMPARE(*parseLoginCache(R"({"accessToken":{"accessKeyId":"A","secretAccessKey":"B","sessionToken":"C",)"
                              R"("accountId":"1","expiresAt":"2026-01-02T03:04:05Z"}})"),
             expected);
    QCOMPARE(*parseRoleCredentials(R"({"roleCredentials":{"accessKeyId":"A","secretAccessKey":"B","sessionToken":"C",)"
                                   R"("expiration":1767323045000}})"),
             expected);
    const AwsCredentials lasting{.keys = {.accessKeyId = "A", .secretAccessKey = "B"}};
    QCOMPARE(*parseProcessOutput(R"({"Version":1,"AccessKeyId":"A","SecretAccessKey":"B"})"), lasting);
}

void TestAwsCredentials::formatsThatAreNone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("Enter your PIN:");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("other version") << QByteArray(R"({"Version":2,"AccessKeyId":"A","SecretAccessKey":"B"})");
    QTest::newRow("half") << QByteArray(R"({"Version":1,"AccessKeyId":"A","roleCredentials":{"accessKeyId":"A"}})");
}

void TestAwsCredentials::formatsThatAreNone()
{
    QFETCH(const QByteArray, bytes);
    QVERIFY(!parseProcessOutput(bytes));
    QVERIFY(!parseLoginCache(bytes));
    QVERIFY(!parseSsoToken(bytes));
    QVERIFY(!parseRoleCredentials(bytes));
    QVERIFY(!parseStsAnswer(bytes));
}

void TestAwsCredentials::ssoTokens()
{
    const Result<SsoToken> token =
        parseSsoToken(R"({"startUrl":"https://x","region":"r","accessToken":"T","expiresAt":"2026-01-02T03:04:05Z",)"
                      R"("clientId":"I","clientSecret":"S","refreshToken":"R"})");
    QVERIFY(token);
    QCOMPARE(token->expires, utc(3));
    QCOMPARE(QJsonDocument::fromJson(ssoRefreshBody(*token)).object(),
             QJsonObject({{u"clientId"_s, u"I"_s},
                          {u"clientSecret"_s, u"S"_s},
                          {u"grantType"_s, u"refresh_token"_s},
                          {u"refreshToken"_s, u"R"_s}}));

    const std::optional<SsoToken> newer =
        refreshed(*token, R"({"accessToken":"T2","expiresIn":3600,"refreshToken":"R2"})", utc(5));
    QVERIFY(newer);
    QCOMPARE(newer->accessToken, "T2");
    QCOMPARE(newer->expires, utc(6));
    QCOMPARE(newer->json["expiresAt"_L1].toString(), u"2026-01-02T06:04:05Z"_s);
    QCOMPARE(newer->json["startUrl"_L1].toString(), u"https://x"_s);
    QCOMPARE(*parseSsoToken(QJsonDocument(newer->json).toJson()), *newer);
    QVERIFY(!refreshed(*token, R"({"error":"invalid_grant"})", utc(5)));
    QVERIFY(!refreshed(*token, R"({"accessToken":"T2"})", utc(5)));
    QCOMPARE(parseSsoToken(R"({"accessToken":"T","expiresAt":"2026-01-02T03:04:05UTC"})")->expires, utc(3));
}

void TestAwsCredentials::namesTokenFiles()
{
    QCOMPARE(ssoTokenFile(u"abc"_s), u".aws/sso/cache/a9993e364706816aba3e25717850c26c9cd0d89d.json"_s);
}

void TestAwsCredentials::stsBodies()
{
    const RoleSource role{.base = {}, .roleArn = u"arn:aws:iam::1:role/r"_s, .sessionName = u"me@x"_s, .seconds = 900};
    QCOMPARE(assumeRoleBody(role), "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr&"
                                   "RoleSessionName=me%40x&DurationSeconds=900");
    const RoleSource external{.base = {}, .roleArn = u"r"_s, .sessionName = u"s"_s, .externalId = u"a&b"_s};
    QVERIFY(assumeRoleBody(external).endsWith("&ExternalId=a%26b"));
    const WebIdentitySource identity{.tokenFile = {}, .roleArn = u"r"_s, .sessionName = u"s"_s};
    QCOMPARE(
        webIdentityBody(identity, "a+b/="),
        "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=r&RoleSessionName=s&WebIdentityToken=a%2Bb%2F%3D");
}

void TestAwsCredentials::stsAnswers()
{
    const QByteArray answer =
        "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><AssumedRoleUser>"
        "<Arn>x</Arn></AssumedRoleUser><Credentials><AccessKeyId>A</AccessKeyId><SecretAccessKey>B</SecretAccessKey>"
        "<SessionToken>C</SessionToken><Expiration>2026-01-02T03:04:05Z</Expiration></Credentials></AssumeRoleResult>"
        "</AssumeRoleResponse>";
    QCOMPARE(
        *parseStsAnswer(answer),
        AwsCredentials({.keys = {.accessKeyId = "A", .secretAccessKey = "B", .sessionToken = "C"}, .expires = utc(3)}));
    for (qsizetype i = 0; i < answer.size(); ++i)
        QVERIFY(!parseStsAnswer(answer.first(i)));
    QCOMPARE(
        parseStsError("<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not you</Message>"
                      "</Error></ErrorResponse>"),
        u"AccessDenied: not you"_s);
    QCOMPARE(parseStsError("no XML"), QString());
}

void TestAwsCredentials::knowsRegions_data()
{
    QTest::addColumn<QString>("region");
    QTest::addColumn<QString>("suffix"); // empty: it is no region
    const auto regionRow = [](const char *region, const char *suffix) {
        QTest::newRow(region) << QString::fromLatin1(region) << QString::fromLatin1(suffix);
    };
    regionRow("ap-south-1", "amazonaws.com");
    regionRow("us-gov-west-1", "amazonaws.com");
    regionRow("cn-north-1", "amazonaws.com.cn");
    regionRow("eusc-de-east-1", "amazonaws.eu");
    regionRow("", "");
    regionRow("mumbai", "");
    regionRow("evil.example/x-1", "");
    regionRow("ap-south-1.evil.example", "");
    regionRow("ap-south-1\n", "");
}

void TestAwsCredentials::knowsRegions()
{
    QFETCH(const QString, region);
    QFETCH(const QString, suffix);
    QCOMPARE(isAwsRegion(region), !suffix.isEmpty());
    if (!suffix.isEmpty())
        QCOMPARE(awsUrl(u"sts"_s, region).host(), u"sts.%1.%2"_s.arg(region, suffix));
}

// Tokens of a sign-on go where the region says; elsewhere only where the environment itself points, never unencrypted to
// another machine and never to what hands out credentials.
void TestAwsCredentials::sendsTokensToTheirOwnHosts_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("url"); // empty: refused
    const QString own = u"https://portal.sso.eu-west-1.amazonaws.com"_s;
    QTest::newRow("own") << QString() << QString() << own;
    QTest::newRow("of another service") << u"AWS_ENDPOINT_URL_STS"_s << u"https://sts.example.org"_s << own;
    QTest::newRow("named") << u"AWS_ENDPOINT_URL_SSO"_s << u"https://sso.example.org"_s << u"https://sso.example.org"_s;
    QTest::newRow("all") << u"AWS_ENDPOINT_URL"_s << u"http://127.0.0.1:4566"_s << u"http://127.0.0.1:4566"_s;
    QTest::newRow("not encrypted") << u"AWS_ENDPOINT_URL"_s << u"http://sso.example.org"_s << QString();
    QTest::newRow("metadata") << u"AWS_ENDPOINT_URL_SSO"_s << u"https://169.254.169.254"_s << QString();
}

void TestAwsCredentials::sendsTokensToTheirOwnHosts()
{
    QFETCH(const QString, variable);
    QFETCH(const QString, address);
    QFETCH(const QString, url);
    AwsEnvironment environment;
    if (!variable.isEmpty())
        environment.variables.insert(variable, address);
    const Result<QUrl> found = awsServiceUrl(u"portal.sso"_s, u"SSO"_s, u"eu-west-1"_s, environment);
    QCOMPARE(found.value_or(QUrl()), QUrl(url));
    QVERIFY(found || found.error().message.startsWith(variable));
}

void TestAwsCredentials::knowsBedrocksHosts_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("own");
    const auto hostRow = [](const char *url, bool own) { QTest::newRow(url) << QString::fromLatin1(url) << own; };
    hostRow("https://bedrock-runtime.ap-south-1.amazonaws.com", true);
    hostRow("https://bedrock.ap-south-1.amazonaws.com", true);
    hostRow("https://bedrock-runtime-fips.ap-south-1.amazonaws.com", true);
    hostRow("https://vpce-0a1b-2c3d.bedrock-runtime.ap-south-1.vpce.amazonaws.com", true);
    hostRow("http://bedrock-runtime.ap-south-1.amazonaws.com", false);
    hostRow("https://bedrock-runtime.us-east-1.amazonaws.com", false);
    hostRow("https://bedrock-runtime.ap-south-1.amazonaws.com.evil.example", false);
    hostRow("https://bedrock-runtime.ap-south-1.amazonaws.com.cn", false);
    hostRow("https://x.execute-api.ap-south-1.amazonaws.com", false);
    hostRow("https://bedrock-runtime.s3.ap-south-1.amazonaws.com", false);
    hostRow("https://evil.bedrock-runtime.ap-south-1.amazonaws.com", false);
    hostRow("https://vpce-1.vpce-svc-1.ap-south-1.vpce.amazonaws.com", false);
}

void TestAwsCredentials::knowsBedrocksHosts()
{
    QFETCH(const QString, url);
    QFETCH(const bool, own);
    QCOMPARE(isBedrockUrl(QUrl(url), u"ap-south-1"_s), own);
}

QTEST_GUILESS_MAIN(TestAwsCredentials)
#include "tst_awscredentials.moc"
