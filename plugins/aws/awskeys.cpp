// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/aws/awskeys.h"

#include "plugins/http/endpointcheck.h"

using namespace Qt::StringLiterals;

namespace evenhand {

AwsKeys::AwsKeys(Context context)
    : m_context(std::move(context))
    , m_keeper(m_context.fetch, m_context.profile)
{
}

AwsKeys::~AwsKeys() = default;

void AwsKeys::fetch(const Done &done)
{
    m_known.reset();
    const Result<QByteArray> entered = m_context.entered();
    if (!entered || !entered->isEmpty())
        return done(entered);
    if (!m_context.ambient)
        return done(std::unexpected(credentialsError(
            u"The channel has no key of its own, and those of this computer are not sent to %1, which is not the "
            "service's own address. Enter a key in the channel's settings."_s.arg(
                originOf(m_context.destination).toString()))));
    m_keeper.get([this, done](const Result<AwsCredentials> &found) {
        m_known = found ? std::optional(*found) : std::nullopt;
        done(found.transform([](const AwsCredentials &credentials) { return credentials.keys.accessKeyId; }));
    });
}

bool AwsKeys::isRefusal(int status, const QString &words) const
{
    return (status == 401 || status == 403) && words.contains("expired"_L1, Qt::CaseInsensitive);
}

bool AwsKeys::refuse(const QByteArray &token)
{
    if (m_context.entered().value_or(token) == token)
        return false;
    m_keeper.forget();
    return true;
}

// When they expire is said once for each time they are fetched.
QString AwsKeys::takeNotice()
{
    if (!m_known || !m_known->expires || m_known->expires == m_toldExpiry)
        return {};
    m_toldExpiry = m_known->expires;
    return u"Signed with the credentials of %1, which expire on %2."_s.arg(
        m_known->origin, m_known->expires->toLocalTime().toString(Qt::ISODate));
}

std::optional<CredentialInfo> AwsKeys::credential() const
{
    return m_known.transform(credentialInfo);
}

void AwsKeys::sign(HttpRequest &request, const QByteArray &service) const
{
    signSigV4(
        request, m_known->keys,
        {.region = m_context.fetch.region.toLatin1(), .service = service, .time = QDateTime::currentDateTimeUtc()});
}

} // namespace evenhand
