// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/aws/credentialformats.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

std::optional<QDateTime> parseTime(QString text)
{
    if (text.endsWith("UTC"_L1)) // older tools
        text.replace("UTC"_L1, "Z"_L1);
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() ? std::optional(time.toUTC()) : std::nullopt;
}

QByteArray bytes(const QJsonValue &value)
{
    return value.toString().trimmed().toUtf8();
}

bool isWhole(const SigV4Keys &keys)
{
    return !keys.accessKeyId.isEmpty() && !keys.secretAccessKey.isEmpty();
}

QByteArray form(std::initializer_list<std::pair<QByteArray, QString>> members)
{
    QByteArrayList parts;
    for (const auto &[name, value] : members) {
        if (!value.isEmpty())
            parts << name + '=' + QUrl::toPercentEncoding(value);
    }
    return parts.join('&');
}

} // namespace

Result<AwsCredentials> parseProcessOutput(const QByteArray &output)
{
    const QJsonObject json = QJsonDocument::fromJson(output).object();
    const AwsCredentials credentials{.keys = {.accessKeyId = bytes(json["AccessKeyId"_L1]),
                                              .secretAccessKey = bytes(json["SecretAccessKey"_L1]),
                                              .sessionToken = bytes(json["SessionToken"_L1])},
                                     .expires = parseTime(json["Expiration"_L1].toString())};
    if (json["Version"_L1].toInt() != 1 || !isWhole(credentials.keys))
        return std::unexpected(credentialsError(
            u"The profile's credential_process did not print credentials of version 1, which are a JSON object with "
            "Version, AccessKeyId and SecretAccessKey. Run it in a terminal to see what it says."_s));
    return credentials;
}

Result<AwsCredentials> parseLoginCache(const QByteArray &json)
{
    const QJsonValue token = QJsonDocument::fromJson(json)["accessToken"_L1];
    const AwsCredentials credentials{.keys = {.accessKeyId = bytes(token["accessKeyId"_L1]),
                                              .secretAccessKey = bytes(token["secretAccessKey"_L1]),
                                              .sessionToken = bytes(token["sessionToken"_L1])},
                                     .expires = parseTime(token["expiresAt"_L1].toString())};
    if (!isWhole(credentials.keys))
        return std::unexpected(credentialsError(u"The file that aws login keeps holds no credentials."_s));
    return credentials;
}

Result<SsoToken> parseSsoToken(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const SsoToken token{.accessToken = bytes(object["accessToken"_L1]),
                         .expires = parseTime(object["expiresAt"_L1].toString()),
                         .refreshToken = object["refreshToken"_L1].toString(),
                         .clientId = object["clientId"_L1].toString(),
                         .clientSecret = object["clientSecret"_L1].toString(),
                         .json = object};
    if (token.accessToken.isEmpty() || !token.expires)
        return std::unexpected(credentialsError(u"The file that aws sso login keeps holds no token."_s));
    return token;
}

QByteArray ssoRefreshBody(const SsoToken &token)
{
    const QJsonObject body{{u"clientId"_s, token.clientId},
                           {u"clientSecret"_s, token.clientSecret},
                           {u"grantType"_s, u"refresh_token"_s},
                           {u"refreshToken"_s, token.refreshToken}};
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

std::optional<SsoToken> refreshed(const SsoToken &token, const QByteArray &answer, const QDateTime &now)
{
    const QJsonObject json = QJsonDocument::fromJson(answer).object();
    const QByteArray accessToken = bytes(json["accessToken"_L1]);
    const qint64 seconds = json["expiresIn"_L1].toInteger();
    if (accessToken.isEmpty() || seconds <= 0)
        return std::nullopt;
    SsoToken newer = token;
    newer.accessToken = accessToken;
    newer.expires = now.toUTC().addSecs(seconds);
    newer.json[u"accessToken"_s] = QString::fromUtf8(accessToken);
    newer.json[u"expiresAt"_s] = newer.expires->toString(u"yyyy-MM-dd'T'HH:mm:ss'Z'"_s);
    if (const QString next = json["refreshToken"_L1].toString(); !next.isEmpty()) {
        newer.refreshToken = next;
        newer.json[u"refreshToken"_s] = next;
    }
    return newer;
}

QString ssoTokenFile(const QString &cacheKey)
{
    const QByteArray name = QCryptographicHash::hash(cacheKey.toUtf8(), QCryptographicHash::Sha1).toHex();
    return u".aws/sso/cache/%1.json"_s.arg(QLatin1StringView(name));
}

std::optional<AwsCredentials> parseRoleCredentials(const QByteArray &json)
{
    const QJsonValue role = QJsonDocument::fromJson(json)["roleCredentials"_L1];
    const qint64 expires = role["expiration"_L1].toInteger();
    const AwsCredentials credentials{
        .keys = {.accessKeyId = bytes(role["accessKeyId"_L1]),
                 .secretAccessKey = bytes(role["secretAccessKey"_L1]),
                 .sessionToken = bytes(role["sessionToken"_L1])},
        .expires = expires > 0 ? std::optional(QDateTime::fromMSecsSinceEpoch(expires, QTimeZone::UTC)) : std::nullopt};
    return isWhole(credentials.keys) ? std::optional(credentials) : std::nullopt;
}

QByteArray assumeRoleBody(const RoleSource &role)
{
    return form({{"Action", u"AssumeRole"_s},
                 {"Version", u"2011-06-15"_s},
                 {"RoleArn", role.roleArn},
                 {"RoleSessionName", role.sessionName},
                 {"DurationSeconds", role.seconds > 0 ? QString::number(role.seconds) : QString()},
                 {"ExternalId", role.externalId}});
}

QByteArray webIdentityBody(const WebIdentitySource &identity, const QByteArray &token)
{
    return form({{"Action", u"AssumeRoleWithWebIdentity"_s},
                 {"Version", u"2011-06-15"_s},
                 {"RoleArn", identity.roleArn},
                 {"RoleSessionName", identity.sessionName},
                 {"WebIdentityToken", QString::fromUtf8(token)}});
}

std::optional<AwsCredentials> parseStsAnswer(const QByteArray &xml)
{
    QXmlStreamReader reader(xml);
    AwsCredentials credentials;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (reader.name() == "AccessKeyId"_L1)
            credentials.keys.accessKeyId = reader.readElementText().trimmed().toUtf8();
        else if (reader.name() == "SecretAccessKey"_L1)
            credentials.keys.secretAccessKey = reader.readElementText().trimmed().toUtf8();
        else if (reader.name() == "SessionToken"_L1)
            credentials.keys.sessionToken = reader.readElementText().trimmed().toUtf8();
        else if (reader.name() == "Expiration"_L1)
            credentials.expires = parseTime(reader.readElementText().trimmed());
    }
    return isWhole(credentials.keys) && !reader.hasError() ? std::optional(credentials) : std::nullopt;
}

QString parseStsError(const QByteArray &xml)
{
    QXmlStreamReader reader(xml);
    QStringList words;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (reader.name() == "Code"_L1 || reader.name() == "Message"_L1)
            words << reader.readElementText().trimmed();
    }
    return words.join(": "_L1).left(1000);
}

} // namespace evenhand
