// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/entratoken.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace evenhand {

static constexpr qint64 longestSeconds = 366LL * 24 * 3600;

QByteArray clientCredentialsForm(const QString &client, const QByteArray &secret, const QString &scope)
{
    return "client_id=" + QUrl::toPercentEncoding(client)
           + "&client_secret=" + QUrl::toPercentEncoding(QString::fromUtf8(secret))
           + "&grant_type=client_credentials&scope=" + QUrl::toPercentEncoding(scope);
}

Result<EntraToken> readEntraAnswer(int status, const QByteArray &body, const QDateTime &now)
{
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    const QByteArray token = json["access_token"_L1].toString().toUtf8();
    const qint64 seconds = json["expires_in"_L1].toVariant().toLongLong(); // a number, or a text with one
    if (status / 100 == 2 && !token.isEmpty() && seconds > 0)
        return EntraToken{.token = token, .expires = now.addSecs(std::min(seconds, longestSeconds))};
    QString words = json["error_description"_L1].toString();
    if (words.isEmpty())
        words = json["error"_L1].toString();
    const QString said = words.isEmpty() ? QString() : u" It says: %1"_s.arg(words.left(1000));
    return std::unexpected(Error{
        .code = ErrorCode::Auth,
        .message =
            u"Microsoft Entra ID gave no access token (HTTP %1). Check tenant, client id and client secret.%2"_s.arg(
                QString::number(status), said),
        .detail = {},
        .step = Step::Credentials});
}

std::optional<QDateTime> tokenExpiry(const QByteArray &token)
{
    const QByteArrayList parts = token.split('.');
    if (parts.size() != 3 || !token.startsWith("eyJ"))
        return std::nullopt;
    const QByteArray claims = QByteArray::fromBase64(parts.at(1), QByteArray::Base64UrlEncoding);
    const qint64 expires = QJsonDocument::fromJson(claims)["exp"_L1].toInteger();
    return expires > 0 ? std::optional(QDateTime::fromSecsSinceEpoch(expires)) : std::nullopt;
}

} // namespace evenhand
