// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/bedrock/bedrockchannel.h"

#include "plugins/http/endpointcheck.h"

#include <QTimeZone>
#include <QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {

namespace {

constexpr auto toleratedSkew = 60s; // AWS itself takes five minutes

bool isHeaderValue(QByteArrayView value)
{
    return std::ranges::none_of(value, [](char c) { return uchar(c) <= 0x20 || uchar(c) >= 0x7f; });
}

const QString &bearerVariable()
{
    static const QString name = u"AWS_BEARER_TOKEN_BEDROCK"_s;
    return name;
}

Result<AwsAuthorization> checked(const AwsAuthorization &authorization)
{
    const SigV4Keys &keys = authorization.credentials.keys;
    if (isHeaderValue(authorization.bearer) && isHeaderValue(keys.accessKeyId) && isHeaderValue(keys.sessionToken))
        return authorization;
    return std::unexpected(
        credentialsError(u"The key holds a line break or a character that no key has. Enter it again."_s));
}

CredentialInfo infoOfKey(const QString &origin, const QByteArray &key)
{
    const std::optional<QDateTime> expires = bedrockKeyExpiry(key);
    return {.origin = origin,
            .expires = expires,
            .renewal = expires ? u"It is a short-term key: make a new one when it ends."_s : QString()};
}

} // namespace

std::optional<QDateTime> bedrockKeyExpiry(const QByteArray &key)
{
    static const QByteArray shortTerm = "bedrock-api-key-";
    if (!key.startsWith(shortTerm))
        return std::nullopt;
    const QByteArray address = QByteArray::fromBase64(key.sliced(shortTerm.size()));
    const QUrlQuery query(QString::fromLatin1(address.sliced(address.indexOf('?') + 1)));
    QDateTime made = QDateTime::fromString(query.queryItemValue(u"X-Amz-Date"_s), u"yyyyMMdd'T'HHmmss'Z'"_s);
    made.setTimeZone(QTimeZone::UTC);
    const int seconds = query.queryItemValue(u"X-Amz-Expires"_s).toInt();
    return made.isValid() && seconds > 0 ? std::optional(made.addSecs(seconds)) : std::nullopt;
}

BedrockChannel::BedrockChannel(BedrockSettings settings, ProviderContext context, const AwsEnvironment &environment)
    : m_settings(std::move(settings))
    , m_context(std::move(context))
    , m_environment(environment)
    , m_keeper({.network = m_context.network,
                .environment = environment,
                .region = m_settings.region,
                .userAgent = m_context.userAgent},
               m_settings.profile)
{
}

Result<QByteArray> BedrockChannel::secret(const QString &field) const
{
    return m_context.secret(field, originOf(m_settings.runtime)).transform([](const QByteArray &value) {
        return value.trimmed();
    });
}

// No value when the channel has none of its own.
Result<std::optional<AwsAuthorization>> BedrockChannel::ownAuthorization() const
{
    if (m_settings.accessKeyId.isEmpty()) {
        const Result<QByteArray> key = secret(u"api_key"_s);
        if (!key)
            return std::unexpected(key.error());
        if (key->isEmpty())
            return std::nullopt;
        return AwsAuthorization{.bearer = *key, .info = infoOfKey(u"the channel's Bedrock API key"_s, *key)};
    }
    const Result<QByteArray> secretKey = secret(u"secret_access_key"_s);
    const Result<QByteArray> token = secret(u"session_token"_s);
    if (!secretKey || !token)
        return std::unexpected(secretKey ? token.error() : secretKey.error());
    if (secretKey->isEmpty())
        return std::unexpected(credentialsError(
            u"The channel has an access key id but no secret access key. Enter it in the channel's settings."_s));
    const SigV4Keys keys{.accessKeyId = m_settings.accessKeyId, .secretAccessKey = *secretKey, .sessionToken = *token};
    return AwsAuthorization{
        .credentials = {.keys = keys, .origin = u"the channel"_s},
        .info = {.origin = u"the channel's access key"_s,
                 .renewal = token->isEmpty() ? QString()
                                             : u"It is temporary: enter a new one with its token when it ends."_s}};
}

std::optional<AwsAuthorization> BedrockChannel::bearerOfEnvironment() const
{
    const QByteArray key = m_environment.value(bearerVariable()).toUtf8();
    if (key.isEmpty())
        return std::nullopt;
    AwsAuthorization authorization{.bearer = key, .info = infoOfKey(u"the key in %1"_s.arg(bearerVariable()), key)};
    if (!m_settings.profile.isEmpty())
        authorization.notices
            << u"The key in %1 was used, which comes before the profile “%2”. Unset it to use the profile."_s.arg(
                   bearerVariable(), m_settings.profile);
    return authorization;
}

void BedrockChannel::authorize(const Ready &ready)
{
    const Result<std::optional<AwsAuthorization>> own = ownAuthorization();
    if (!own)
        return ready(std::unexpected(own.error()));
    if (*own)
        return ready(checked(**own));
    if (!m_settings.ambient)
        return ready(std::unexpected(credentialsError(
            u"The channel has no key of its own, and those of this computer are not sent to %1, which is not one of "
            "Bedrock's own addresses. Enter a key in the channel's settings."_s.arg(
                originOf(m_settings.runtime).toString()))));
    if (const std::optional<AwsAuthorization> bearer = bearerOfEnvironment())
        return ready(checked(*bearer));
    m_keeper.get([this, ready](const Result<AwsCredentials> &credentials) {
        if (credentials)
            ready(checked(authorizationOf(*credentials)));
        else
            ready(std::unexpected(credentials.error()));
    });
}

// When they expire is said once for each time they are fetched.
AwsAuthorization BedrockChannel::authorizationOf(const AwsCredentials &credentials)
{
    AwsAuthorization authorization{.credentials = credentials, .info = credentialInfo(credentials)};
    if (credentials.expires && credentials.expires != m_toldExpiry) {
        m_toldExpiry = credentials.expires;
        authorization.notices << u"Signed with the credentials of %1, which expire on %2."_s.arg(
            credentials.origin, credentials.expires->toLocalTime().toString(Qt::ISODate));
    }
    return authorization;
}

bool BedrockChannel::renewCredentials()
{
    m_keeper.forget();
    return m_settings.accessKeyId.isEmpty();
}

bool BedrockChannel::setTime(const QDateTime &time)
{
    const auto offset = std::chrono::round<std::chrono::seconds>(time - QDateTime::currentDateTimeUtc());
    if (std::chrono::abs(offset - m_clockOffset) < toleratedSkew)
        return false;
    m_clockOffset = offset;
    m_keeper.setClockOffset(offset);
    return true;
}

HttpRequest BedrockChannel::request(const AwsAuthorization &authorization, const QByteArray &method, const QUrl &base,
                                    const QByteArray &pathAndQuery, const QByteArray &body) const
{
    HttpRequest request = plainRequest(method, base.toEncoded() + pathAndQuery, m_context.userAgent);
    request.body = body;
    if (!body.isEmpty())
        request.headers.append(Header{"Content-Type", "application/json"});
    if (!authorization.bearer.isEmpty()) {
        request.headers.append({"Authorization", "Bearer " + authorization.bearer});
        request.secrets.append(authorization.bearer);
    } else {
        signSigV4(request, authorization.credentials.keys,
                  {.region = m_settings.region.toLatin1(),
                   .service = "bedrock",
                   .time = QDateTime::currentDateTimeUtc().addDuration(m_clockOffset)});
    }
    return request;
}

void BedrockChannel::learn(const QString &model, Repair repair)
{
    Repairs &known = m_repairs[model];
    if (!known.contains(repair))
        known.append(repair);
}

} // namespace evenhand
