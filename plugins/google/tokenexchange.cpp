// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/google/tokenexchange.h"

#include "plugins/google/jwt.h"
#include "plugins/http/httperror.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

HttpRequest formRequest(const QUrl &service, const QByteArray &form, const QByteArrayList &secrets)
{
    return {.method = "POST",
            .url = service,
            .headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept-Encoding", "identity"}},
            .body = form,
            .secrets = secrets};
}

QByteArray encoded(const QString &value)
{
    return QUrl::toPercentEncoding(value);
}

Result<HttpRequest> requestFor(const ServiceAccount &account, const QDateTime &now)
{
    return signedJwt(account, now).transform([&](const QByteArray &assertion) {
        return formRequest(account.tokenService,
                           "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + assertion,
                           {assertion});
    });
}

HttpRequest requestFor(const UserLogin &login, const GoogleEnvironment &environment)
{
    const QByteArray form = "client_id=" + encoded(login.clientId) + "&client_secret=" + encoded(login.clientSecret)
                            + "&refresh_token=" + encoded(login.refreshToken) + "&grant_type=refresh_token";
    return formRequest(environment.tokenService, form, {login.clientSecret.toUtf8(), login.refreshToken.toUtf8()});
}

QString adviceFor(const GoogleCredentials &credentials)
{
    if (std::holds_alternative<UserLogin>(credentials.way))
        return u"Run gcloud auth application-default login, then try again."_s;
    return u"Its key may have been deleted, or the clock of this computer may be wrong."_s;
}

Error refusal(int status, const QByteArray &body, const GoogleCredentials &credentials)
{
    QString words = QJsonDocument::fromJson(body)["error_description"_L1].toString();
    if (words.isEmpty())
        words = readErrorBody(body).message;
    if (status >= 500)
        return googleCredentialsError(
            u"Google's token service failed (HTTP %1). Trying again may help. It says: %2"_s.arg(status).arg(words));
    return googleCredentialsError(
        u"Google gives no access token for %1 (HTTP %2). %3 It says: %4"_s.arg(credentials.origin)
            .arg(status)
            .arg(adviceFor(credentials), words));
}

} // namespace

Result<HttpRequest> tokenRequest(const GoogleCredentials &credentials, const GoogleEnvironment &environment,
                                 const QDateTime &now)
{
    if (const auto *account = std::get_if<ServiceAccount>(&credentials.way))
        return requestFor(*account, now);
    return requestFor(std::get<UserLogin>(credentials.way), environment);
}

Result<AccessToken> readTokenAnswer(int status, const QByteArray &body, const GoogleCredentials &credentials,
                                    const QDateTime &now)
{
    const QJsonDocument json = QJsonDocument::fromJson(body);
    const QByteArray token = json["access_token"_L1].toString().toUtf8();
    if (status != 200 || token.isEmpty())
        return std::unexpected(refusal(status, body, credentials));
    return headerSecret(token).transform([&](const QByteArray &clean) {
        return AccessToken{
            .token = clean, .expires = now.addSecs(json["expires_in"_L1].toInt()), .origin = credentials.origin};
    });
}

} // namespace evenhand
