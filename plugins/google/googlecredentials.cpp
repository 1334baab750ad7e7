// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/google/googlecredentials.h"

#include "plugins/http/endpointcheck.h"

#include <QFile>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace evenhand {

static constexpr qint64 largestFile = 1024 * 1024;

GoogleEnvironment GoogleEnvironment::ofThisProcess()
{
    return {.variables = QProcessEnvironment::systemEnvironment()};
}

QString GoogleEnvironment::value(const QString &variable) const
{
    return variables.value(variable).trimmed();
}

QString GoogleEnvironment::loginFile() const
{
    QString folder = value(u"CLOUDSDK_CONFIG"_s);
    if (folder.isEmpty() && !value(u"APPDATA"_s).isEmpty())
        folder = value(u"APPDATA"_s) + "/gcloud"_L1;
    if (folder.isEmpty())
        folder = value(u"HOME"_s) + "/.config/gcloud"_L1;
    return folder + "/application_default_credentials.json"_L1;
}

bool isGooglesOwn(const QUrl &url)
{
    const QString host = url.host();
    if (host == "localhost"_L1 || QHostAddress(host).isLoopback())
        return true;
    return url.scheme() == "https"_L1 && (host == "accounts.google.com"_L1 || host.endsWith(".googleapis.com"_L1));
}

Error googleCredentialsError(const QString &message, const QString &detail)
{
    return {.code = ErrorCode::Auth, .message = message, .detail = detail, .step = Step::Credentials};
}

static std::unexpected<Error> refuse(const QString &message)
{
    return std::unexpected(googleCredentialsError(message));
}

static Result<GoogleCredentials> parseServiceAccount(const QJsonObject &json)
{
    const Result<QUrl> service =
        checkEndpoint(json["token_uri"_L1].toString(u"https://oauth2.googleapis.com/token"_s), false);
    if (!service)
        return refuse(u"The service account's token_uri cannot be used. "_s + service.error().message);
    if (!isGooglesOwn(*service))
        return refuse(u"The service account's token_uri names %1, which is not one of Google's addresses: nothing that "
                      "its key signs is sent there. Download the key file again."_s.arg(service->host()));
    ServiceAccount account{.email = json["client_email"_L1].toString(),
                           .keyId = json["private_key_id"_L1].toString(),
                           .privateKey = json["private_key"_L1].toString().toUtf8(),
                           .tokenService = *service};
    if (account.email.isEmpty() || account.privateKey.isEmpty())
        return refuse(u"The service account has no client_email or no private_key. Download its key file again."_s);
    return GoogleCredentials{.way = account, .origin = u"the service account %1"_s.arg(account.email)};
}

static Result<GoogleCredentials> parseUserLogin(const QJsonObject &json)
{
    const UserLogin login{.clientId = json["client_id"_L1].toString(),
                          .clientSecret = json["client_secret"_L1].toString(),
                          .refreshToken = json["refresh_token"_L1].toString()};
    if (login.clientId.isEmpty() || login.refreshToken.isEmpty())
        return refuse(u"The login is not complete. Run gcloud auth application-default login, then try again."_s);
    return GoogleCredentials{.way = login, .origin = u"the login of gcloud"_s};
}

Result<GoogleCredentials> parseGoogleCredentials(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const QString type = object["type"_L1].toString();
    if (type == "service_account"_L1)
        return parseServiceAccount(object);
    if (type == "authorized_user"_L1)
        return parseUserLogin(object);
    if (type.isEmpty())
        return refuse(u"It does not hold Google credentials: it is no JSON with a “type”."_s);
    return refuse(u"Credentials of the type “%1” are not supported. Use the key file of a service account, or "
                  "gcloud auth application-default login, or enter what gcloud auth print-access-token prints as the "
                  "channel's key."_s.arg(type));
}

static Result<QByteArray> readSmallFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refuse(u"It cannot be read: %1."_s.arg(file.errorString()));
    return file.read(largestFile);
}

static QString withHome(const QString &path, const GoogleEnvironment &environment)
{
    return path.startsWith("~/"_L1) ? environment.value(u"HOME"_s) + path.sliced(1) : path;
}

Result<GoogleCredentials> findGoogleCredentials(const QString &path, const GoogleEnvironment &environment)
{
    const QString named = path.isEmpty() ? environment.value(u"GOOGLE_APPLICATION_CREDENTIALS"_s) : path;
    const QString file = named.isEmpty() ? environment.loginFile() : withHome(named, environment);
    if (named.isEmpty() && !QFile::exists(file))
        return refuse(u"There are no Google credentials. Name the key file of a service account in the channel, set "
                      "GOOGLE_APPLICATION_CREDENTIALS, or run gcloud auth application-default login."_s);
    return readSmallFile(file).and_then(parseGoogleCredentials).transform_error([&](Error error) {
        error.message = u"The credentials file %1 cannot be used. %2"_s.arg(file, error.message);
        return error;
    });
}

} // namespace evenhand
