// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/unit/bedrockharness.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

namespace evenhand {

ServerAnswer bedrockRefusal(int status, const QByteArray &type, const QByteArray &message)
{
    ServerAnswer answer = jsonAnswer(status, R"({"message":")" + message + R"("})");
    answer.headers.append({"x-amzn-ErrorType", type + ":http://internal.amazon.com/"});
    return answer;
}

ServerAnswer expiredCredentials()
{
    return bedrockRefusal(403, "ExpiredTokenException", "The security token included in the request is expired");
}

void BedrockHarness::begin()
{
    m_home = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    m_secrets.clear();
    m_environment = {};
    m_environment.variables.insert(u"HOME"_s, m_home->path());
    m_environment.variables.insert(u"AWS_ENDPOINT_URL"_s, m_server->url().toString());
    writeKeys("AKIDFILE");
    makeChannel();
}

void BedrockHarness::makeChannel(const QJsonObject &settings)
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

void BedrockHarness::writeKeys(const QByteArray &id) const
{
    QVERIFY(QDir(m_home->path()).mkpath(u".aws"_s));
    QFile file(m_home->filePath(u".aws/credentials"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[default]\naws_access_key_id = " + id + "\naws_secret_access_key = " + secretOf(id)
               + "\naws_session_token = token-of-" + id + "\n");
}

QString BedrockHarness::complaint(const SeenRequest &request, const QByteArray &id) const
{
    const QString signature = signatureComplaint(
        request, {.accessKeyId = id, .secretAccessKey = secretOf(id), .sessionToken = "token-of-" + id}, "bedrock");
    return signature.isEmpty() ? bedrockComplaint(request) : signature;
}

} // namespace evenhand
