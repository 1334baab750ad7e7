// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/aws/credentialsource.h"

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

using Found = Result<CredentialSource>;

const QString &usualSessionName()
{
    static const QString name = u"evenhand"_s;
    return name;
}

std::optional<QDateTime> timeOf(const QString &text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() ? std::optional(time.toUTC()) : std::nullopt;
}

QString temporaryAdvice(const SigV4Keys &keys)
{
    return keys.sessionToken.isEmpty() ? QString() : u"These keys are temporary: put new ones there when they end."_s;
}

std::optional<AwsCredentials> keysIn(const AwsEnvironment &environment)
{
    const SigV4Keys keys{.accessKeyId = environment.value(u"AWS_ACCESS_KEY_ID"_s).toUtf8(),
                         .secretAccessKey = environment.value(u"AWS_SECRET_ACCESS_KEY"_s).toUtf8(),
                         .sessionToken = environment.value(u"AWS_SESSION_TOKEN"_s).toUtf8()};
    if (keys.accessKeyId.isEmpty() || keys.secretAccessKey.isEmpty())
        return std::nullopt;
    return AwsCredentials{.keys = keys,
                          .expires = timeOf(environment.value(u"AWS_CREDENTIAL_EXPIRATION"_s)),
                          .origin = u"the environment"_s,
                          .renewal = temporaryAdvice(keys)};
}

std::optional<AwsCredentials> keysIn(const AwsSection &profile, const QString &name)
{
    const SigV4Keys keys{.accessKeyId = profile[u"aws_access_key_id"_s].toUtf8(),
                         .secretAccessKey = profile[u"aws_secret_access_key"_s].toUtf8(),
                         .sessionToken = profile[u"aws_session_token"_s].toUtf8()};
    if (keys.accessKeyId.isEmpty() || keys.secretAccessKey.isEmpty())
        return std::nullopt;
    return AwsCredentials{
        .keys = keys, .expires = {}, .origin = u"profile “%1”"_s.arg(name), .renewal = temporaryAdvice(keys)};
}

QString orUsual(const QString &sessionName)
{
    return sessionName.isEmpty() ? usualSessionName() : sessionName;
}

// Follows one profile, and those it points to.
class ProfileReader
{
public:
    ProfileReader(const AwsEnvironment &environment, const AwsConfig &config)
        : m_environment(environment)
        , m_config(config)
    {
    }

    Found read(const QString &name)
    {
        if (!m_config.profiles.contains(name))
            return std::unexpected(credentialsError(
                u"There is no profile “%1” in the AWS files of this account. Check its name, or run aws configure."_s
                    .arg(name)));
        const AwsSection profile = m_config.profiles[name];
        const bool again = m_seen.contains(name);
        m_seen.append(name);
        // A role may be taken with keys of the same profile; any other way around would have no end.
        if (const std::optional<AwsCredentials> keys = keysIn(profile, name); again && keys)
            return CredentialSource{*keys, name};
        if (again)
            return std::unexpected(
                credentialsError(u"The profiles %1 point to each other in a circle. Correct source_profile."_s.arg(
                    m_seen.join(", "_L1))));
        Found found = readWay(profile, name);
        if (found)
            found->profile = name;
        return found;
    }

private:
    Found readWay(const AwsSection &profile, const QString &name)
    {
        const bool role = profile.contains(u"role_arn"_s);
        if (role && (profile.contains(u"source_profile"_s) || profile.contains(u"credential_source"_s)))
            return readRole(profile, name);
        if (const std::optional<AwsCredentials> keys = keysIn(profile, name))
            return CredentialSource{*keys};
        if (role && profile.contains(u"web_identity_token_file"_s))
            return CredentialSource{WebIdentitySource{.tokenFile = profile[u"web_identity_token_file"_s],
                                                      .roleArn = profile[u"role_arn"_s],
                                                      .sessionName = orUsual(profile[u"role_session_name"_s])}};
        if (profile.contains(u"credential_process"_s))
            return CredentialSource{ProcessSource{profile[u"credential_process"_s]}};
        if (profile.contains(u"sso_session"_s) || profile.contains(u"sso_start_url"_s))
            return readSso(profile, name);
        if (profile.contains(u"login_session"_s))
            return CredentialSource{LoginSource{profile[u"login_session"_s]}};
        return std::unexpected(credentialsError(
            u"Profile “%1” says nothing about credentials. Run aws configure --profile %1, or aws configure sso."_s.arg(
                name)));
    }

    Found readRole(const AwsSection &profile, const QString &name)
    {
        if (profile.contains(u"mfa_serial"_s))
            return std::unexpected(credentialsError(
                u"Profile “%1” asks for the code of an MFA device, for which there is no place here. Use a profile "
                u"with "
                "single sign-on, or put the temporary keys that aws sts gives you into a profile."_s.arg(name)));
        const Found base =
            profile.contains(u"source_profile"_s) ? read(profile[u"source_profile"_s]) : readNamedSource(profile, name);
        if (!base)
            return base;
        return CredentialSource{RoleSource{.base = std::make_shared<const CredentialSource>(*base),
                                           .roleArn = profile[u"role_arn"_s],
                                           .sessionName = orUsual(profile[u"role_session_name"_s]),
                                           .externalId = profile[u"external_id"_s],
                                           .seconds = profile[u"duration_seconds"_s].toInt()}};
    }

    Found readNamedSource(const AwsSection &profile, const QString &name)
    {
        const QString source = profile[u"credential_source"_s];
        if (source != "Environment"_L1)
            return std::unexpected(
                credentialsError(u"Profile “%1” takes its credentials from %2, which hands them out on a link-local "
                                 u"address. This program "
                                 "refuses such addresses. Use another profile."_s.arg(name, source)));
        const std::optional<AwsCredentials> keys = keysIn(m_environment);
        if (!keys)
            return std::unexpected(
                credentialsError(u"Profile “%1” takes its credentials from the environment, but AWS_ACCESS_KEY_ID and "
                                 "AWS_SECRET_ACCESS_KEY are not set."_s.arg(name)));
        return CredentialSource{*keys};
    }

    Found readSso(const AwsSection &profile, const QString &name)
    {
        const QString session = profile[u"sso_session"_s];
        if (!session.isEmpty() && !m_config.ssoSessions.contains(session))
            return std::unexpected(credentialsError(
                u"Profile “%1” names the sso-session “%2”, which is not in the AWS config file. Run aws "
                "configure sso."_s.arg(name, session)));
        const AwsSection &place = session.isEmpty() ? profile : *m_config.ssoSessions.constFind(session);
        const SsoSource source{.cacheKey = session.isEmpty() ? profile[u"sso_start_url"_s] : session,
                               .region = place[u"sso_region"_s],
                               .accountId = profile[u"sso_account_id"_s],
                               .roleName = profile[u"sso_role_name"_s]};
        if (source.region.isEmpty() || source.accountId.isEmpty() || source.roleName.isEmpty())
            return std::unexpected(credentialsError(
                u"Profile “%1” lacks sso_region, sso_account_id or sso_role_name. Run aws configure sso."_s.arg(name)));
        return CredentialSource{source};
    }

    const AwsEnvironment &m_environment;
    const AwsConfig &m_config;
    QStringList m_seen;
};

Error nothingFound(const AwsEnvironment &environment)
{
    QString message =
        u"No AWS credentials were found: the channel has none, the environment has no "
        "AWS_BEARER_TOKEN_BEDROCK and no AWS_ACCESS_KEY_ID, and there is no default profile. Enter a key in "
        "the channel's settings, or name a profile."_s;
    const bool container = !environment.value(u"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"_s).isEmpty()
                           || !environment.value(u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s).isEmpty();
    if (container)
        message += u" Those of the container are not used: they are handed out on a link-local address."_s;
    return credentialsError(message);
}

} // namespace

Error credentialsError(const QString &message, const QString &detail)
{
    return {.code = ErrorCode::Auth, .message = message, .detail = detail, .step = Step::Credentials};
}

CredentialInfo credentialInfo(const AwsCredentials &credentials)
{
    const QString &kind = credentials.kind;
    return {.origin = kind.isEmpty() ? credentials.origin : u"%1, %2"_s.arg(credentials.origin, kind),
            .expires = credentials.sessionExpires ? credentials.sessionExpires : credentials.expires,
            .renewal = credentials.renewal};
}

Result<CredentialSource> findCredentials(const QString &profile, const AwsEnvironment &environment,
                                         const AwsConfig &config)
{
    ProfileReader reader(environment, config);
    if (!profile.isEmpty())
        return reader.read(profile);
    if (const std::optional<AwsCredentials> keys = keysIn(environment))
        return CredentialSource{*keys};
    if (const QString named = environment.value(u"AWS_PROFILE"_s); !named.isEmpty())
        return reader.read(named);
    const QString usual = u"default"_s;
    Result<CredentialSource> found = reader.read(usual);
    const AwsSection section = config.profiles[usual];
    const bool meant = std::ranges::any_of(section.keys(),
                                           [](const QString &key) { return key != "region"_L1 && key != "output"_L1; });
    if (found || meant)
        return found;
    const WebIdentitySource identity{.tokenFile = environment.value(u"AWS_WEB_IDENTITY_TOKEN_FILE"_s),
                                     .roleArn = environment.value(u"AWS_ROLE_ARN"_s),
                                     .sessionName = orUsual(environment.value(u"AWS_ROLE_SESSION_NAME"_s))};
    if (!identity.tokenFile.isEmpty() && !identity.roleArn.isEmpty())
        return CredentialSource{identity};
    return std::unexpected(nothingFound(environment));
}

} // namespace evenhand
