// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/aws/credentialsource.h"

namespace evenhand {

// What credentials are read from: files, the output of programs, answers of services. Pure.

// {"Version":1,"AccessKeyId",…}, as a credential process writes it.
Result<AwsCredentials> parseProcessOutput(const QByteArray &output);

// The file that aws login keeps.
Result<AwsCredentials> parseLoginCache(const QByteArray &json);

// The file that aws sso login keeps. Members that are not known here stay in it when it is written anew.
struct SsoToken
{
    QByteArray accessToken;
    std::optional<QDateTime> expires;
    QString refreshToken; // empty, as are the next two: it cannot be renewed
    QString clientId;
    QString clientSecret;
    QJsonObject json;

    bool operator==(const SsoToken &) const = default;
};
Result<SsoToken> parseSsoToken(const QByteArray &json);
// The body that asks for a newer token, and the token as the answer changes it.
QByteArray ssoRefreshBody(const SsoToken &token);
std::optional<SsoToken> refreshed(const SsoToken &token, const QByteArray &answer, const QDateTime &now);
QString ssoTokenFile(const QString &cacheKey);

// {"roleCredentials":{…}}
std::optional<AwsCredentials> parseRoleCredentials(const QByteArray &json);

// The bodies of requests to the token service, and what it answers: XML, also for errors.
QByteArray assumeRoleBody(const RoleSource &role);
QByteArray webIdentityBody(const WebIdentitySource &identity, const QByteArray &token);
std::optional<AwsCredentials> parseStsAnswer(const QByteArray &xml);
QString parseStsError(const QByteArray &xml); // "AccessDenied: …"; empty when it says nothing

} // namespace evenhand
