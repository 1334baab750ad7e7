// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/aws/credentialfetch.h"

#include "plugins/aws/awshosts.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QProcess>
#include <QSaveFile>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {

namespace {

constexpr qint64 largestOutput = 64 * 1024;
constexpr auto renewEarly = 5min;

QString words(const AwsAnswer &answer)
{
    const QJsonDocument json = QJsonDocument::fromJson(answer.body);
    for (const QLatin1StringView key : {"message"_L1, "Message"_L1, "error_description"_L1, "error"_L1}) {
        if (const QString text = json[key].toString(); !text.isEmpty())
            return text.left(1000);
    }
    return {};
}

// Only its owner may read it, from the first byte on.
void writeToken(const QString &path, const QJsonObject &json)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(QJsonDocument(json).toJson(QJsonDocument::Compact));
    file.commit();
}

} // namespace

CredentialFetch::CredentialFetch(FetchContext context, std::shared_ptr<const CredentialSource> source, Done done,
                                 QObject *parent)
    : QObject(parent)
    , m_context(std::move(context))
    , m_source(std::move(source))
    , m_done(std::move(done))
{
}

void CredentialFetch::start()
{
    std::visit([this](const auto &way) { fetch(way); }, m_source->way);
}

QDateTime CredentialFetch::now() const
{
    return QDateTime::currentDateTimeUtc().addDuration(m_context.clockOffset);
}

QString CredentialFetch::profile() const
{
    return m_source->profile;
}

void CredentialFetch::fail(const QString &message, const QString &detail)
{
    end(std::unexpected(credentialsError(message, detail)));
}

void CredentialFetch::end(Result<AwsCredentials> credentials)
{
    if (credentials)
        credentials->origin = profile().isEmpty() ? u"the environment"_s : u"profile “%1”"_s.arg(profile());
    if (!credentials)
        credentials.error().step = Step::Credentials;
    deleteLater();
    const Done done = std::move(m_done);
    done(std::move(credentials));
}

void CredentialFetch::fetch(const AwsCredentials &credentials)
{
    end(credentials);
}

// ---- A program of the person's choice ---------------------------------------------------------------------------

void CredentialFetch::fetch(const ProcessSource &source)
{
    QStringList arguments = QProcess::splitCommand(source.commandLine);
    if (arguments.isEmpty())
        return fail(u"The credential_process of profile “%1” is empty."_s.arg(profile()));
    auto *process = new QProcess(this);
    process->setProgram(arguments.takeFirst());
    process->setArguments(arguments);
    process->setProcessEnvironment(m_context.environment.variables);
    process->setStandardInputFile(QProcess::nullDevice());
    process->setStandardErrorFile(QProcess::nullDevice());
    connect(process, &QProcess::finished, this, [this, process] { onProcessFinished(process); });
    connect(process, &QProcess::errorOccurred, this, [this, process](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(u"The credential_process of profile “%1” could not be started: %2."_s.arg(profile(),
                                                                                           process->errorString()));
    });
    connect(process, &QProcess::readyReadStandardOutput, this, [this, process] {
        if (process->bytesAvailable() <= largestOutput)
            return;
        process->disconnect(this);
        fail(u"The credential_process of profile “%1” prints more than credentials."_s.arg(profile()));
    });
    QTimer::singleShot(m_context.longestProcess, process, [this, process] {
        process->disconnect(this);
        fail(u"The credential_process of profile “%1” did not end within %2 s. Run it in a terminal to see why."_s
                 .arg(profile())
                 .arg(double(m_context.longestProcess.count()) / 1000));
    });
    process->start(QIODevice::ReadOnly);
}

// What it wrote beside its output is not repeated: it may hold secrets.
void CredentialFetch::onProcessFinished(QProcess *process)
{
    if (process->exitStatus() != QProcess::NormalExit || process->exitCode() != 0)
        return fail(
            u"The credential_process of profile “%1” failed (exit code %2). Run it in a terminal to see what it "
            "says."_s.arg(profile())
                .arg(process->exitCode()));
    end(parseProcessOutput(process->readAllStandardOutput()).transform([](AwsCredentials found) {
        found.kind = u"credential process"_s;
        return found;
    }));
}

// ---- Single sign-on -----------------------------------------------------------------------------------------------

// A program's arguments, as a person types them into a shell.
static QString command(const QString &words, const QString &profile)
{
    const bool plain = std::ranges::none_of(profile, [](QChar c) { return c.isSpace(); });
    return u"%1 --profile %2"_s.arg(words, plain ? profile : u'"' + profile + u'"');
}

static QString signOnAdvice(const QString &profile)
{
    return u" Run %1, then try again."_s.arg(command(u"aws sso login"_s, profile));
}

static bool isRenewable(const SsoToken &token)
{
    return !token.refreshToken.isEmpty() && !token.clientId.isEmpty();
}

void CredentialFetch::fetch(const SsoSource &sso)
{
    const Result<QByteArray> file = readSmallFile(m_context.environment.path({}, ssoTokenFile(sso.cacheKey)));
    const Result<SsoToken> token = file.and_then(parseSsoToken);
    if (!token)
        return fail(u"There is no single sign-on session for profile “%1”."_s.arg(profile()) + signOnAdvice(profile()),
                    token.error().message);
    const auto left = *token->expires - now();
    if (left < renewEarly && isRenewable(*token))
        return refreshToken(sso, *token);
    if (left <= 0ms)
        return fail(u"The single sign-on session of profile “%1” has expired."_s.arg(profile())
                    + signOnAdvice(profile()));
    askForRole(sso, *token);
}

void CredentialFetch::refreshToken(const SsoSource &sso, const SsoToken &token)
{
    Result<HttpRequest> asked = request(u"oidc"_s, u"SSO_OIDC"_s, sso.region, "POST", "/token");
    if (asked) {
        asked->headers.append(Header{"Content-Type", "application/json"});
        asked->body = ssoRefreshBody(token);
        asked->secrets = {token.refreshToken.toUtf8(), token.clientSecret.toUtf8()};
    }
    call(asked, [this, sso, token](const Result<AwsAnswer> &answer) {
        const std::optional<SsoToken> newer =
            answer && answer->status == 200 ? refreshed(token, answer->body, now()) : std::nullopt;
        if (newer) {
            writeToken(m_context.environment.path({}, ssoTokenFile(sso.cacheKey)), newer->json);
            return askForRole(sso, *newer);
        }
        SsoToken last = token;
        last.refreshToken.clear();
        if (*last.expires > now())
            return askForRole(sso, last);
        fail(u"The single sign-on session of profile “%1” has expired and could not be renewed."_s.arg(profile())
                 + signOnAdvice(profile()),
             answer ? words(*answer) : answer.error().message);
    });
}

void CredentialFetch::askForRole(const SsoSource &sso, const SsoToken &token)
{
    const QByteArray path = "/federation/credentials?account_id=" + QUrl::toPercentEncoding(sso.accountId)
                            + "&role_name=" + QUrl::toPercentEncoding(sso.roleName);
    Result<HttpRequest> asked = request(u"portal.sso"_s, u"SSO"_s, sso.region, "GET", path);
    if (asked) {
        asked->headers.append({"x-amz-sso_bearer_token", token.accessToken});
        asked->secrets = {token.accessToken};
    }
    call(asked, [this, sso, token](const Result<AwsAnswer> &answer) {
        if (!answer)
            return end(std::unexpected(answer.error()));
        if (answer->status == 401)
            return fail(u"AWS does not accept the single sign-on session of profile “%1” any more."_s.arg(profile())
                            + signOnAdvice(profile()),
                        words(*answer));
        if (std::optional<AwsCredentials> found = parseRoleCredentials(answer->body)) {
            found->kind = u"single sign-on session"_s;
            found->sessionExpires = token.expires;
            if (!isRenewable(token))
                found->renewal = u"Run %1."_s.arg(command(u"aws sso login"_s, profile()));
            return end(*found);
        }
        fail(u"Single sign-on gives no credentials for the role %1 in account %2 (HTTP %3). AWS says: %4"_s
                 .arg(sso.roleName, sso.accountId)
                 .arg(answer->status)
                 .arg(words(*answer)));
    });
}

void CredentialFetch::fetch(const LoginSource &source)
{
    const QByteArray name = QCryptographicHash::hash(source.session.toUtf8(), QCryptographicHash::Sha256).toHex();
    const QString folder = m_context.environment.path(u"AWS_LOGIN_CACHE_DIRECTORY"_s, u".aws/login/cache"_s);
    Result<AwsCredentials> found =
        readSmallFile(u"%1/%2.json"_s.arg(folder, QLatin1StringView(name))).and_then(parseLoginCache);
    const QString login = command(u"aws login"_s, profile());
    const QString advice = u" Run %1, then try again."_s.arg(login);
    if (!found)
        return fail(u"There is no login session for profile “%1”."_s.arg(profile()) + advice, found.error().message);
    if (found->expires && *found->expires <= now())
        return fail(u"The login session of profile “%1” has expired."_s.arg(profile()) + advice);
    found->kind = u"login session"_s;
    found->renewal = u"Run %1."_s.arg(login);
    end(found);
}

// ---- The token service --------------------------------------------------------------------------------------------

void CredentialFetch::fetch(const WebIdentitySource &identity)
{
    const Result<QByteArray> token = readSmallFile(identity.tokenFile);
    if (!token)
        return fail(u"The web identity token cannot be had. "_s + token.error().message);
    const QByteArray bare = token->trimmed();
    askTokenService(webIdentityBody(identity, bare), std::nullopt, {bare});
}

void CredentialFetch::fetch(const RoleSource &role)
{
    auto *base = new CredentialFetch(
        m_context, role.base,
        [this, role](const Result<AwsCredentials> &signer) {
            if (!signer)
                return end(std::unexpected(signer.error()));
            askTokenService(assumeRoleBody(role), *signer, {});
        },
        this);
    base->start();
}

void CredentialFetch::askTokenService(const QByteArray &body, const std::optional<AwsCredentials> &signer,
                                      const QByteArrayList &secrets)
{
    Result<HttpRequest> asked = request(u"sts"_s, u"STS"_s, m_context.region, "POST", "/");
    if (asked) {
        asked->headers.append(Header{"Content-Type", "application/x-www-form-urlencoded"});
        asked->body = body;
        asked->secrets = secrets;
        if (signer)
            signSigV4(*asked, signer->keys, {.region = m_context.region.toLatin1(), .service = "sts", .time = now()});
    }
    call(asked, [this, signer](const Result<AwsAnswer> &answer) {
        if (!answer)
            return end(std::unexpected(answer.error()));
        if (std::optional<AwsCredentials> found = parseStsAnswer(answer->body); found && answer->status == 200) {
            found->kind = signer ? u"role"_s : u"web identity"_s;
            if (signer && !signer->renewal.isEmpty()) {
                found->renewal = signer->renewal;
                found->sessionExpires = credentialInfo(*signer).expires;
            }
            return end(*found);
        }
        fail(u"AWS does not give the role of %1 (HTTP %2). It says: %3"_s
                 .arg(profile().isEmpty() ? u"AWS_ROLE_ARN"_s : u"profile “%1”"_s.arg(profile()))
                 .arg(answer->status)
                 .arg(parseStsError(answer->body)));
    });
}

// ---- Calls --------------------------------------------------------------------------------------------------------

Result<HttpRequest> CredentialFetch::request(const QString &service, const QString &variable, const QString &region,
                                             const QByteArray &method, const QByteArray &path) const
{
    if (!isAwsRegion(region) || awsDnsSuffix(region) != awsDnsSuffix(m_context.region))
        return std::unexpected(credentialsError(
            u"Profile “%1” names the region “%2”, which is not in the part of AWS that the channel is in. Correct "
            "sso_region."_s.arg(profile(), region)));
    return awsServiceUrl(service, variable, region, m_context.environment).transform([&](const QUrl &base) {
        return HttpRequest{.method = method,
                           .url = QUrl::fromEncoded(base.toEncoded() + path),
                           .headers = {{"User-Agent", m_context.userAgent}, {"Accept-Encoding", "identity"}}};
    });
}

void CredentialFetch::call(const Result<HttpRequest> &request, const AwsCall::Done &done)
{
    if (!request)
        return end(std::unexpected(request.error()));
    new AwsCall(m_context.network, *request, done, this);
}

} // namespace evenhand
