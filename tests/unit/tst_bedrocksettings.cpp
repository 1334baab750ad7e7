// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/bedrock/bedrockerror.h"
#include "plugins/bedrock/bedrocksettings.h"

#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace evenhand;

static const QString runtimeHost = u"https://bedrock-runtime.ap-south-1.amazonaws.com"_s;
static const QString controlHost = u"https://bedrock.ap-south-1.amazonaws.com"_s;

class TestBedrockSettings : public QObject
{
    Q_OBJECT

private slots:
    void regions();
    void addresses_data();
    void addresses();
    void refusals_data();
    void refusals();
    void errors_data();
    void errors();
    void errorsOfOtherTypes();
    void keepsWaitAndWords();
};

static AwsEnvironment environmentOf(const QMap<QString, QString> &variables)
{
    AwsEnvironment environment;
    for (auto variable = variables.begin(); variable != variables.end(); ++variable)
        environment.variables.insert(variable.key(), variable.value());
    return environment;
}

void TestBedrockSettings::regions()
{
    const QTemporaryDir home;
    QFile file(home.filePath(u"config"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[default]\nregion = eu-west-1\n[profile p]\nregion = eu-west-2\n");
    file.close();
    AwsEnvironment environment = environmentOf({{u"AWS_CONFIG_FILE"_s, file.fileName()}});
    const auto region = [&environment](const QJsonObject &settings) {
        return readSettings(settings, environment)->region;
    };
    QCOMPARE(region({}), u"eu-west-1"_s);
    QCOMPARE(region({{u"profile"_s, u"p"_s}}), u"eu-west-2"_s);
    environment.variables.insert(u"AWS_PROFILE"_s, u"p"_s);
    QCOMPARE(region({}), u"eu-west-2"_s);
    environment.variables.insert(u"AWS_DEFAULT_REGION"_s, u"us-east-1"_s);
    QCOMPARE(region({}), u"us-east-1"_s);
    environment.variables.insert(u"AWS_REGION"_s, u"us-west-2"_s);
    QCOMPARE(region({}), u"us-west-2"_s);
    QCOMPARE(region({{u"region"_s, u" ap-south-1 "_s}}), u"ap-south-1"_s);
}

void TestBedrockSettings::addresses_data()
{
    QTest::addColumn<QJsonObject>("settings");
    QTest::addColumn<AwsEnvironment>("environment");
    QTest::addColumn<QString>("runtime");
    QTest::addColumn<QString>("control");
    QTest::addColumn<bool>("ambient");
    const QString region = u"region"_s;
    const QString mumbai = u"ap-south-1"_s;
    const QString endpoint = u"endpoint"_s;
    const QString control = u"control_endpoint"_s;
    const QString vpc = u"https://vpce-1.bedrock-runtime.ap-south-1.vpce.amazonaws.com"_s;
    const QString gateway = u"https://gateway.example/aws"_s;
    const QString local = u"http://127.0.0.1:4020"_s;
    const AwsEnvironment none;
    QTest::newRow("AWS") << QJsonObject{{region, mumbai}} << none << runtimeHost << controlHost << true;
    QTest::newRow("China") << QJsonObject{{region, u"cn-north-1"_s}} << none
                           << u"https://bedrock-runtime.cn-north-1.amazonaws.com.cn"_s
                           << u"https://bedrock.cn-north-1.amazonaws.com.cn"_s << true;
    QTest::newRow("FIPS") << QJsonObject{{region, u"us-gov-west-1"_s}, {u"fips"_s, true}} << none
                          << u"https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com"_s
                          << u"https://bedrock-fips.us-gov-west-1.amazonaws.com"_s << true;
    QTest::newRow("VPC") << QJsonObject{{region, mumbai}, {endpoint, vpc}} << none << vpc << controlHost << true;
    QTest::newRow("gateway") << QJsonObject{{region, mumbai}, {endpoint, gateway + u'/'}} << none << gateway << gateway
                             << false;
    QTest::newRow("gateway, lists from AWS")
        << QJsonObject{{region, mumbai}, {endpoint, gateway}, {control, controlHost}} << none << gateway << controlHost
        << false;
    QTest::newRow("this computer") << QJsonObject{{region, mumbai}, {endpoint, local}} << none << local << local
                                   << true;
    QTest::newRow("environment") << QJsonObject{{region, mumbai}}
                                 << environmentOf({{u"AWS_ENDPOINT_URL_BEDROCK_RUNTIME"_s, gateway}}) << gateway
                                 << gateway << true;
    QTest::newRow("environment, for all services")
        << QJsonObject{{region, mumbai}} << environmentOf({{u"AWS_ENDPOINT_URL"_s, gateway}}) << gateway << gateway
        << true;
    QTest::newRow("settings before the environment")
        << QJsonObject{{region, mumbai}, {endpoint, vpc}} << environmentOf({{u"AWS_ENDPOINT_URL"_s, gateway}}) << vpc
        << controlHost << true;
}

void TestBedrockSettings::addresses()
{
    QFETCH(const QJsonObject, settings);
    QFETCH(const AwsEnvironment, environment);
    QFETCH(const QString, runtime);
    QFETCH(const QString, control);
    QFETCH(const bool, ambient);
    const Result<BedrockSettings> read = readSettings(settings, environment);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    QCOMPARE(read->runtime, QUrl(runtime));
    QCOMPARE(read->control, QUrl(control));
    QCOMPARE(read->ambient, ambient);
}

void TestBedrockSettings::refusals_data()
{
    QTest::addColumn<QJsonObject>("settings");
    QTest::addColumn<AwsEnvironment>("environment");
    QTest::addColumn<QString>("words");
    const AwsEnvironment none;
    const auto with = [](std::initializer_list<std::pair<QString, QJsonValue>> more) {
        QJsonObject settings{{u"region"_s, u"ap-south-1"_s}};
        for (const auto &[key, value] : more)
            settings[key] = value;
        return settings;
    };
    QTest::newRow("no region") << QJsonObject() << none << u"The region is not known"_s;
    QTest::newRow("no region at all") << with({{u"region"_s, u"Mumbai"_s}}) << none << u"“Mumbai”"_s;
    QTest::newRow("keys and profile") << with({{u"access_key_id"_s, u"A"_s}, {u"profile"_s, u"p"_s}}) << none
                                      << u"both"_s;
    QTest::newRow("guardrail without version") << with({{u"guardrail"_s, u"g"_s}}) << none << u"version"_s;
    QTest::newRow("http") << with({{u"endpoint"_s, u"http://gateway.example"_s}}) << none << u"https"_s;
    QTest::newRow("link-local") << with({{u"endpoint"_s, u"http://169.254.169.254"_s}}) << none << u"link-local"_s;
    QTest::newRow("lists from elsewhere")
        << with({{u"control_endpoint"_s, u"https://evil.example"_s}}) << none << u"https://evil.example"_s;
    QTest::newRow("lists from elsewhere, in the environment")
        << with({}) << environmentOf({{u"AWS_ENDPOINT_URL_BEDROCK"_s, u"https://evil.example"_s}})
        << u"https://evil.example"_s;
    QTest::newRow("nonsense in the environment")
        << with({}) << environmentOf({{u"AWS_ENDPOINT_URL"_s, u"ftp://x"_s}}) << u"AWS_ENDPOINT_URL"_s;
}

void TestBedrockSettings::refusals()
{
    QFETCH(const QJsonObject, settings);
    QFETCH(const AwsEnvironment, environment);
    QFETCH(const QString, words);
    const Result<BedrockSettings> read = readSettings(settings, environment);
    QVERIFY(!read);
    QCOMPARE(toString(read.error().code), u"invalid_input"_s);
    QVERIFY2(read.error().message.contains(words, Qt::CaseInsensitive), qPrintable(read.error().message));
}

void TestBedrockSettings::errors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("step"); // empty: none
    QTest::addColumn<bool>("retryable");
    const auto errorRow = [](int status, const char *type, const char *message, const char *code, const char *step = "",
                             bool retryable = false) {
        QTest::addRow("%s %.20s", type, message) << status << QByteArray(type) << QByteArray(message)
                                                 << QString::fromLatin1(code) << QString::fromLatin1(step) << retryable;
    };
    errorRow(429, "ThrottlingException", "Too many requests", "rate_limit", "", true);
    errorRow(429, "ModelNotReadyException", "Model is not ready", "overloaded", "", true);
    errorRow(503, "ServiceUnavailableException", "x", "overloaded", "", true);
    errorRow(500, "InternalServerException", "x", "server", "", true);
    errorRow(408, "ModelTimeoutException", "x", "timeout", "", true);
    errorRow(424, "ModelErrorException", "x", "server");
    errorRow(400, "ServiceQuotaExceededException", "x", "quota");
    errorRow(403, "UnrecognizedClientException", "The security token included in the request is invalid.", "auth",
             "sign_in");
    errorRow(403, "InvalidSignatureException", "x", "auth", "sign_in");
    errorRow(403, "ExpiredTokenException", "The security token included in the request is expired", "auth", "sign_in");
    errorRow(400, "ExpiredToken", "x", "auth", "sign_in");
    errorRow(403, "AccessDeniedException", "User: arn:x is not authorized to perform: bedrock:InvokeModel", "auth",
             "permission");
    errorRow(403, "AccessDeniedException", "You don't have access to the model with the specified model ID.", "auth",
             "model");
    errorRow(403, "AccessDeniedException", "Authentication failed: Please make sure your API Key is valid.", "auth",
             "sign_in");
    errorRow(404, "ResourceNotFoundException", "Could not resolve the foundation model", "bad_request", "model");
    errorRow(
        400, "ValidationException",
        "Invocation of model ID anthropic.claude-x with on-demand throughput isn't supported. Retry your request with "
        "the ID or ARN of an inference profile that contains this model.",
        "bad_request", "model");
    errorRow(400, "ValidationException", "The provided model identifier is invalid.", "bad_request", "model");
    errorRow(400, "ValidationException", "Input is too long for requested model.", "context_length");
    errorRow(400, "ValidationException", "prompt is too long: 210000 tokens > 200000 maximum", "context_length");
    errorRow(400, "ValidationException", "`temperature` is deprecated for this model.", "unsupported_parameter");
    errorRow(400, "ValidationException", "extraneous key [top_k] is not permitted", "unsupported_parameter");
    errorRow(400, "ValidationException", "The text field in the ContentBlock object is blank.", "bad_request");
    errorRow(404, "UnknownOperationException", "x", "bad_request");
}

// The type stands in a header, or in one of two members, with more around it.
void TestBedrockSettings::errors()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, message);
    QFETCH(const QString, code);
    QFETCH(const QString, step);
    QFETCH(const bool, retryable);
    const QDateTime now(QDate(2026, 1, 2), QTime(3, 4, 5), QTimeZone::UTC);
    const QList<HttpFailure> failures{
        bedrockFailure(status, {{"x-amzn-ErrorType", type + ":http://internal.amazon.com/coral/"}},
                       R"({"message":")" + message + R"("})", now),
        bedrockFailure(status, {},
                       R"({"__type":"com.amazon.coral.service#)" + type + R"(","Message":")" + message + R"("})", now),
        bedrockFailure(status, {}, R"({"code":")" + type + R"(","message":")" + message + R"("})", now)};
    for (const HttpFailure &failure : failures) {
        QCOMPARE(toString(failure.outcome.error->code), code);
        QCOMPARE(failure.outcome.error->step.transform([](Step s) { return toString(s); }).value_or(QString()), step);
        QCOMPARE(failure.outcome.retryable, retryable);
        QCOMPARE(failure.words.type, QString::fromLatin1(type));
        QVERIFY(failure.outcome.error->message.contains(QString::fromUtf8(message)));
        QVERIFY(failure.outcome.error->message.contains(u"(HTTP %1)"_s.arg(status)));
    }
    const bool profile = message.contains("on-demand");
    QCOMPARE(failures.first().outcome.error->message.contains("Choose the inference profile"_L1), profile);
}

void TestBedrockSettings::errorsOfOtherTypes()
{
    const HttpFailure failure =
        bedrockFailure(403, {}, R"({"Message":"Forbidden by the gateway"})", QDateTime::currentDateTimeUtc());
    QCOMPARE(toString(failure.outcome.error->code), u"auth"_s);
    QVERIFY(failure.outcome.error->message.contains("Forbidden by the gateway"_L1));
}

void TestBedrockSettings::keepsWaitAndWords()
{
    const HttpFailure failure = bedrockFailure(429, {{"retry-after", "3"}, {"x-amzn-errortype", "ThrottlingException"}},
                                               R"({"message":"slow"})", QDateTime::currentDateTimeUtc());
    QCOMPARE(failure.outcome.retryAfter, std::optional<std::chrono::milliseconds>(3s));
    QCOMPARE(failure.outcome.error->detail, u"HTTP 429 ThrottlingException\n{\"message\":\"slow\"}"_s);
    QVERIFY(failure.outcome.error->message.endsWith("It says: slow"_L1));
}

QTEST_GUILESS_MAIN(TestBedrockSettings)
#include "tst_bedrocksettings.moc"
