// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/aws/awsconfig.h"
#include "plugins/http/sigv4.h"

#include <evenhand/provider.h>

#include <memory>
#include <variant>

namespace evenhand {

// Keys to sign with, as they were found.
struct AwsCredentials
{
    SigV4Keys keys;
    std::optional<QDateTime> expires;
    QString origin;                          // for a person: "profile “dev”"
    QString kind;                            // likewise: "single sign-on session"; empty: keys as they stand there
    std::optional<QDateTime> sessionExpires; // of the sign-on that they come from: until then they are fetched anew
    QString renewal; // what the person does when they, or that sign-on, end; empty: nothing, or they do not end

    bool operator==(const AwsCredentials &) const = default;
};

// How credentials are to be had. Container and EC2 instance credentials are left out: they are handed out on link-local
// addresses to whoever asks from the machine, and this program refuses such addresses altogether.

struct ProcessSource
{
    QString commandLine;
    bool operator==(const ProcessSource &) const = default;
};

struct SsoSource
{
    QString cacheKey; // the session's name, or the start URL of profiles without one
    QString region;
    QString accountId;
    QString roleName;
    bool operator==(const SsoSource &) const = default;
};

struct LoginSource
{
    QString session;
    bool operator==(const LoginSource &) const = default;
};

struct WebIdentitySource
{
    QString tokenFile;
    QString roleArn;
    QString sessionName;
    bool operator==(const WebIdentitySource &) const = default;
};

struct CredentialSource;

struct RoleSource
{
    std::shared_ptr<const CredentialSource> base; // whose credentials ask for the role
    QString roleArn;
    QString sessionName;
    QString externalId;
    int seconds = 0; // 0: the role's own
};

struct CredentialSource
{
    std::variant<AwsCredentials, ProcessSource, SsoSource, LoginSource, WebIdentitySource, RoleSource> way;
    QString profile; // empty: the environment
};

// Fails with Step::Credentials and a sentence that says where was looked and what to do.
Result<CredentialSource> findCredentials(const QString &profile, const AwsEnvironment &environment,
                                         const AwsConfig &config);

Error credentialsError(const QString &message, const QString &detail = {});

// What a person should know of them.
CredentialInfo credentialInfo(const AwsCredentials &credentials);

} // namespace evenhand
