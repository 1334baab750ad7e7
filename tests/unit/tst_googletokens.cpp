// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/google/googletokens.h"
#include "plugins/google/jwt.h"
#include "tests/paths.h"
#include "tests/support/googledouble.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace evenhand;

// Credentials of Google, and the tokens that they are exchanged for by a service that refuses what the real one would.
class TestGoogleTokens : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void signsAsTheVector();
    void signsNothingWithAWrongKey_data();
    void signsNothingWithAWrongKey();
    void credentials_data();
    void credentials();
    void files_data();
    void files();
    void namesTheFileThatIsWrong();
    void serviceAccount();
    void login();
    void asksOnceForAll();
    void renewsFiveMinutesEarly();
    void renewsWhatWasRefused();
    void takesWhatWasEntered();
    void sendsTokensToGoogleOnly_data();
    void sendsTokensToGoogleOnly();
    void refusals_data();
    void refusals();
    void failuresOfTheNetwork();
    void followsNoRedirect();
    void saysWhatTheTokenComesFrom();
    void isDeletedWhileItAsks();
    void saysWhenTheTokenExpires();

private:
    QByteArray accountFile() const; // its token service is the double
    void write(const QString &name, const QByteArray &content) const;
    std::unique_ptr<GoogleTokens> tokens() const;
    Result<QByteArray> fetch(GoogleTokens &tokens) const;

    QNetworkAccessManager m_network;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    QJsonObject m_vector;
    GoogleTokens::Context m_context;
    QDateTime m_now;
};

static QByteArray compact(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

static ServerAnswer given(const QByteArray &token, int seconds = 3599)
{
    return jsonAnswer(200, R"({"access_token":")" + token + R"(","token_type":"Bearer","expires_in":)"
                               + QByteArray::number(seconds) + '}');
}

static ServerAnswer invalidGrant(const QByteArray &description)
{
    return jsonAnswer(400, R"({"error":"invalid_grant","error_description":")" + description + R"("})");
}

static const QByteArray loginFile =
    R"({"type":"authorized_user","client_id":"id-1","client_secret":"s+crets","refresh_token":"1//re/fresh"})";

void TestGoogleTokens::initTestCase()
{
    QFile file(QStringLiteral(EVENHAND_TEST_DATA "/vectors/jwt.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_vector = QJsonDocument::fromJson(file.readAll()).object();
    QVERIFY(!m_vector["jwt"_L1].toString().isEmpty());
}

void TestGoogleTokens::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_server->setAnswer(given("ya29.one"));
    m_folder = std::make_unique<QTemporaryDir>();
    m_now = QDateTime::fromSecsSinceEpoch(1767323045, QTimeZone::UTC);
    m_context = {.network = &m_network,
                 .userAgent = "Test",
                 .environment = {.variables = {}, .tokenService = m_server->url(u"/token"_s)},
                 .destination = QUrl(u"https://asia-south1-aiplatform.googleapis.com"_s),
                 .file = m_folder->filePath(u"key.json"_s),
                 .entered = [] { return QByteArray(); },
                 .now = [this] { return m_now; }};
    m_context.environment.variables.insert(u"HOME"_s, m_folder->path());
    write(u"key.json"_s, accountFile());
}

QByteArray TestGoogleTokens::accountFile() const
{
    QJsonObject account = m_vector["service_account"_L1].toObject();
    account[u"token_uri"_s] = m_server->url(u"/token"_s).toString();
    return compact(account);
}

void TestGoogleTokens::write(const QString &name, const QByteArray &content) const
{
    const QString path = m_folder->filePath(name);
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

std::unique_ptr<GoogleTokens> TestGoogleTokens::tokens() const
{
    return std::make_unique<GoogleTokens>(m_context);
}

Result<QByteArray> TestGoogleTokens::fetch(GoogleTokens &tokens) const
{
    std::optional<Result<QByteArray>> result;
    tokens.fetch([&result](const Result<QByteArray> &token) { result = token; });
    if (!QTest::qWaitFor([&result] { return result.has_value(); }))
        return QByteArray("nothing came");
    return *result;
}

void TestGoogleTokens::signsAsTheVector()
{
    const Result<GoogleCredentials> read = parseGoogleCredentials(compact(m_vector["service_account"_L1].toObject()));
    QVERIFY(read);
    const auto account = std::get<ServiceAccount>(read->way);
    QVERIFY(account.privateKey.startsWith("-----BEGIN PRIVATE KEY-----\nMIIE"));
    QCOMPARE(jwtSigningInput(account, m_now), m_vector["signing_input"_L1].toString().toLatin1());
    QCOMPARE(signedJwt(account, m_now).value_or("nothing"), m_vector["jwt"_L1].toString().toLatin1());
}

void TestGoogleTokens::signsNothingWithAWrongKey_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no key") << QByteArray("-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n");
    QTest::newRow("public key") << m_vector["public_key"_L1].toString().toUtf8();
    QTest::newRow("another kind of key") << QByteArray(
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIHcHbQpzGKV9PBbBclGyZkXfTC+H68CZKrF3+6UduSwq\n"
        "-----END PRIVATE KEY-----\n");
    QTest::newRow("passphrase") << QByteArray("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIE\n-----END ENCRYPTED PRIVATE "
                                              "KEY-----\n");
}

void TestGoogleTokens::signsNothingWithAWrongKey()
{
    QFETCH(const QByteArray, key);
    const Result<QByteArray> signature = signRs256(key, "text");
    QVERIFY(!signature);
    QCOMPARE(toString(signature.error().code), u"auth"_s);
    QVERIFY(signature.error().step == Step::Credentials);
}

void TestGoogleTokens::credentials_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("outcome"); // the credentials' origin, or a part of the error
    QTest::newRow("login") << loginFile << u"the login of gcloud"_s;
    QTest::newRow("service account") << QByteArray(
        R"({"type":"service_account","client_email":"a@b","private_key":"k"})")
                                     << u"the service account a@b"_s;
    QTest::newRow("service account without a key")
        << QByteArray(R"({"type":"service_account","client_email":"a@b"})") << u"no private_key"_s;
    QTest::newRow("token service that is not encrypted") << QByteArray(
        R"({"type":"service_account","client_email":"a","private_key":"k","token_uri":"http://example.org"})")
                                                         << u"token_uri"_s;
    QTest::newRow("token service at the metadata service")
        << QByteArray(R"({"type":"service_account","client_email":"a","private_key":"k",
                          "token_uri":"https://169.254.169.254/token"})")
        << u"metadata"_s;
    for (const char *foreign : {"https://oauth2.example.org/token", "https://evilgoogleapis.com/token",
                                "https://oauth2.googleapis.com.example.org/token"})
        QTest::newRow(foreign) << R"({"type":"service_account","client_email":"a","private_key":"k","token_uri":")"
                                      + QByteArray(foreign) + "\"}"
                               << u"which is not one of Google's addresses"_s;
    QTest::newRow("login without its token")
        << QByteArray(R"({"type":"authorized_user","client_id":"i"})") << u"not complete"_s;
    QTest::newRow("external account") << QByteArray(R"({"type":"external_account"})")
                                      << u"“external_account” are not"_s;
    QTest::newRow("impersonated") << QByteArray(R"({"type":"impersonated_service_account"})")
                                  << u"gcloud auth print-access-token"_s;
    QTest::newRow("something else") << QByteArray(R"({"web":{}})") << u"does not hold Google credentials"_s;
    QTest::newRow("no JSON") << QByteArray("-----BEGIN PRIVATE KEY-----") << u"does not hold Google credentials"_s;
}

void TestGoogleTokens::credentials()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, outcome);
    const Result<GoogleCredentials> read = parseGoogleCredentials(json);
    const QString said = read ? read->origin : read.error().message;
    QVERIFY2(said.contains(outcome), qPrintable(said));
    QVERIFY(read || read.error().step == Step::Credentials);
}

void TestGoogleTokens::files_data()
{
    QTest::addColumn<QString>("named");
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("file"); // where the credentials lie
    const auto row = [](const char *name, const QString &named, const QString &variable, const QString &value,
                        const QString &file) { QTest::newRow(name) << named << variable << value << file; };
    row("named", u"~/a.json"_s, u"GOOGLE_APPLICATION_CREDENTIALS"_s, u"~/b.json"_s, u"a.json"_s);
    row("variable", {}, u"GOOGLE_APPLICATION_CREDENTIALS"_s, u"~/b.json"_s, u"b.json"_s);
    row("login", {}, u"X"_s, {}, u".config/gcloud/application_default_credentials.json"_s);
    row("login elsewhere", {}, u"CLOUDSDK_CONFIG"_s, u"%1/else"_s, u"else/application_default_credentials.json"_s);
    row("login on Windows", {}, u"APPDATA"_s, u"%1/App"_s, u"App/gcloud/application_default_credentials.json"_s);
}

void TestGoogleTokens::files()
{
    QFETCH(const QString, named);
    QFETCH(const QString, variable);
    QFETCH(const QString, value);
    QFETCH(const QString, file);
    m_context.environment.variables.insert(variable, value.contains(u'%') ? value.arg(m_folder->path()) : value);
    QVERIFY(!findGoogleCredentials(named, m_context.environment));
    write(file, loginFile);
    const Result<GoogleCredentials> found = findGoogleCredentials(named, m_context.environment);
    QVERIFY2(found, qPrintable(found ? QString() : found.error().message));
}

void TestGoogleTokens::namesTheFileThatIsWrong()
{
    m_context.file = m_folder->filePath(u"missing.json"_s);
    const std::unique_ptr<GoogleTokens> source = tokens();
    const Result<QByteArray> token = fetch(*source);
    QVERIFY(!token);
    QVERIFY(token.error().message.contains(m_context.file));
    QVERIFY(token.error().step == Step::Credentials);

    m_context.file.clear();
    const Result<QByteArray> none = fetch(*tokens());
    QVERIFY(!none);
    QVERIFY(none.error().message.contains("gcloud auth application-default login"_L1));
    QCOMPARE(m_server->requests().size(), 0);
}

void TestGoogleTokens::serviceAccount()
{
    const std::unique_ptr<GoogleTokens> source = tokens();
    QCOMPARE(fetch(*source).value_or(QByteArray()), "ya29.one");
    QVERIFY(source->isServiceAccount());
    const SeenRequest seen = m_server->requests().first();
    QCOMPARE(assertionComplaint(seen, m_vector["public_key"_L1].toString().toUtf8(),
                                u"sa@proj.iam.gserviceaccount.com"_s, m_server->url(u"/token"_s), m_now),
             QString());
    QCOMPARE(seen.header("user-agent"), "Test");
    // The double would notice a clock that is wrong.
    QVERIFY(assertionComplaint(seen, m_vector["public_key"_L1].toString().toUtf8(),
                               u"sa@proj.iam.gserviceaccount.com"_s, m_server->url(u"/token"_s), m_now.addSecs(-60))
                .contains("timeframe"_L1));
}

void TestGoogleTokens::login()
{
    write(u"key.json"_s, loginFile);
    const std::unique_ptr<GoogleTokens> source = tokens();
    QCOMPARE(fetch(*source).value_or(QByteArray()), "ya29.one");
    QVERIFY(!source->isServiceAccount());
    QCOMPARE(refreshComplaint(m_server->requests().first(),
                              "client_id=id-1&client_secret=s%2Bcrets&refresh_token=1%2F%2Fre%2Ffresh&grant_type="
                              "refresh_token"),
             QString());
}

void TestGoogleTokens::asksOnceForAll()
{
    const std::unique_ptr<GoogleTokens> source = tokens();
    QByteArrayList all;
    for (int i = 0; i < 3; ++i)
        source->fetch([&all](const Result<QByteArray> &token) { all << token.value_or(QByteArray()); });
    QCOMPARE(all.size(), 0);
    QTRY_COMPARE(all, QByteArrayList(3, "ya29.one"));
    source->fetch([&all](const Result<QByteArray> &token) { all << token.value_or(QByteArray()); });
    QCOMPARE(all.size(), 4);
    QCOMPARE(m_server->requests().size(), 1);
}

void TestGoogleTokens::renewsFiveMinutesEarly()
{
    m_server->setAnswers({given("ya29.one", 3600), given("ya29.two", 3600)});
    const std::unique_ptr<GoogleTokens> source = tokens();
    QCOMPARE(fetch(*source).value_or(QByteArray()), "ya29.one");
    m_now = m_now.addDuration(55min - 1s);
    QCOMPARE(fetch(*source).value_or(QByteArray()), "ya29.one");
    m_now = m_now.addDuration(1s);
    QCOMPARE(fetch(*source).value_or(QByteArray()), "ya29.two");
    QCOMPARE(m_server->requests().size(), 2);
}

void TestGoogleTokens::renewsWhatWasRefused()
{
    m_server->setAnswers({given("ya29.one"), given("ya29.two")});
    const std::unique_ptr<GoogleTokens> source = tokens();
    QCOMPARE(fetch(*source).value_or(QByteArray()), "ya29.one");
    QVERIFY(source->refuse("ya29.one"));
    QVERIFY(source->refuse("ya29.one")); // by another request
    QCOMPARE(fetch(*source).value_or(QByteArray()), "ya29.two");
    QVERIFY(source->refuse("ya29.one")); // by a late one: the new token stays
    QCOMPARE(fetch(*source).value_or(QByteArray()), "ya29.two");
    QCOMPARE(m_server->requests().size(), 2);
}

void TestGoogleTokens::takesWhatWasEntered()
{
    m_context.entered = [] { return QByteArray("ya29.entered"); };
    m_context.destination = QUrl(u"https://gateway.example"_s);
    const std::unique_ptr<GoogleTokens> source = tokens();
    QCOMPARE(fetch(*source).value_or(QByteArray()), "ya29.entered");
    QVERIFY(!source->refuse("ya29.entered"));

    m_context.entered = []() -> Result<QByteArray> {
        return std::unexpected(Error{.code = ErrorCode::Auth, .message = u"Locked."_s, .detail = {}});
    };
    const std::unique_ptr<GoogleTokens> locked = tokens();
    QCOMPARE(fetch(*locked).error().message, u"Locked."_s);
    QCOMPARE(m_server->requests().size(), 0);
}

void TestGoogleTokens::sendsTokensToGoogleOnly_data()
{
    QTest::addColumn<QString>("destination");
    QTest::addColumn<bool>("sent");
    const auto row = [](const QString &place, bool sent) { QTest::newRow(qPrintable(place)) << place << sent; };
    row(u"https://aiplatform.eu.rep.googleapis.com"_s, true);
    row(u"https://aiplatform-mine.p.googleapis.com"_s, true);
    row(u"http://127.0.0.1:8080"_s, true);
    row(u"http://[::1]:8080"_s, true);
    row(u"http://aiplatform.googleapis.com"_s, false);
    row(u"https://example.org"_s, false);
    row(u"https://evilgoogleapis.com"_s, false);
    row(u"https://aiplatform.googleapis.com.example.org"_s, false);
}

void TestGoogleTokens::sendsTokensToGoogleOnly()
{
    QFETCH(const QString, destination);
    QFETCH(const bool, sent);
    m_context.destination = QUrl(destination);
    const std::unique_ptr<GoogleTokens> source = tokens();
    const Result<QByteArray> token = fetch(*source);
    QCOMPARE(token.has_value(), sent);
    QCOMPARE(m_server->requests().size(), sent ? 1 : 0);
    QVERIFY(sent || token.error().message.contains(m_context.destination.host()));
}

void TestGoogleTokens::refusals_data()
{
    QTest::addColumn<ServerAnswer>("answer");
    QTest::addColumn<bool>("isLogin");
    QTest::addColumn<QStringList>("parts"); // of the message
    QTest::newRow("service account") << invalidGrant("Invalid JWT Signature.") << false
                                     << QStringList{u"sa@proj"_s, u"HTTP 400"_s, u"clock"_s,
                                                    u"Invalid JWT Signature."_s};
    QTest::newRow("login") << invalidGrant("Token has been expired or revoked.") << true
                           << QStringList{u"the login of gcloud"_s, u"gcloud auth application-default login"_s,
                                          u"expired or revoked"_s};
    QTest::newRow("service down") << jsonAnswer(503, "<html><title>Sorry</title></html>") << false
                                  << QStringList{u"HTTP 503"_s, u"Sorry"_s};
    QTest::newRow("no token") << jsonAnswer(200, "{}") << false << QStringList{u"gives no access token"_s};
    QTest::newRow("a token that no header can hold") << given("ya29.\\nX: y") << false << QStringList{u"line break"_s};
}

void TestGoogleTokens::refusals()
{
    QFETCH(const ServerAnswer, answer);
    QFETCH(const bool, isLogin);
    QFETCH(const QStringList, parts);
    m_server->setAnswers({answer, given("ya29.later")});
    write(u"key.json"_s, isLogin ? loginFile : accountFile());
    const std::unique_ptr<GoogleTokens> source = tokens();
    const Result<QByteArray> token = fetch(*source);
    QVERIFY(!token);
    for (const QString &part : parts)
        QVERIFY2(token.error().message.contains(part), qPrintable(token.error().message));
    QVERIFY(token.error().step == Step::Credentials);
    QCOMPARE(fetch(*source).value_or(QByteArray()), "ya29.later"); // nothing wrong is kept
}

void TestGoogleTokens::failuresOfTheNetwork()
{
    m_server->setAnswer({.status = 0, .end = ServerAnswer::End::Fin});
    const std::unique_ptr<GoogleTokens> source = tokens();
    const Result<QByteArray> token = fetch(*source);
    QVERIFY(!token);
    QCOMPARE(toString(token.error().code), u"network"_s);
    QVERIFY(token.error().message.startsWith("No access token could be fetched"_L1));
    QVERIFY(token.error().step == Step::Credentials);
}

void TestGoogleTokens::followsNoRedirect()
{
    ScriptedServer elsewhere;
    ServerAnswer answer = jsonAnswer(307, "{}");
    answer.headers.append({"Location", elsewhere.url(u"/token"_s).toEncoded()});
    m_server->setAnswer(answer);
    write(u"key.json"_s, loginFile);
    const std::unique_ptr<GoogleTokens> source = tokens();
    const Result<QByteArray> token = fetch(*source);
    QVERIFY(!token);
    QVERIFY2(token.error().message.contains(elsewhere.url().toString()), qPrintable(token.error().message));
    QCOMPARE(elsewhere.requests().size(), 0);
}

void TestGoogleTokens::saysWhatTheTokenComesFrom()
{
    const std::unique_ptr<GoogleTokens> source = tokens();
    QVERIFY(!source->credential());
    QCOMPARE(fetch(*source).value_or(QByteArray()), "ya29.one");
    const CredentialInfo account{
        .origin = u"the service account %1"_s.arg(m_vector["service_account"_L1]["client_email"_L1].toString()),
        .expires = m_now.addSecs(3599),
        .renewal = {}};
    QCOMPARE(source->credential(), account);
    m_context.entered = [] { return QByteArray("ya29.entered"); };
    const std::optional<CredentialInfo> entered = tokens()->credential();
    QVERIFY(entered && !entered->expires);
    QVERIFY(entered->renewal.contains(u"hour"_s));
}

void TestGoogleTokens::isDeletedWhileItAsks()
{
    std::unique_ptr<GoogleTokens> source = tokens();
    int calls = 0;
    source->fetch([&calls](const Result<QByteArray> &) { ++calls; });
    source.reset();
    const std::unique_ptr<GoogleTokens> other = tokens();
    QVERIFY(fetch(*other));
    QCOMPARE(calls, 0);

    std::unique_ptr<GoogleTokens> ended = tokens();
    for (int i = 0; i < 2; ++i)
        ended->fetch([&](const Result<QByteArray> &) {
            ++calls;
            ended.reset();
        });
    QTRY_COMPARE(calls, 2);
}

void TestGoogleTokens::saysWhenTheTokenExpires()
{
    const std::unique_ptr<GoogleTokens> source = tokens();
    QCOMPARE(source->takeNotice(), QString());
    QVERIFY(fetch(*source));
    const QString notice = source->takeNotice();
    QVERIFY(notice.contains("sa@proj.iam.gserviceaccount.com"_L1));
    QVERIFY(notice.contains(m_now.addSecs(3599).toLocalTime().toString(Qt::ISODate)));
    QCOMPARE(source->takeNotice(), QString());
}

QTEST_GUILESS_MAIN(TestGoogleTokens)
#include "tst_googletokens.moc"
