// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/aws/credentialkeeper.h"

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {

static constexpr auto renewEarly = 5min;

CredentialKeeper::CredentialKeeper(FetchContext context, const QString &profile)
    : m_context(std::move(context))
    , m_profile(profile)
{
}

QDateTime CredentialKeeper::now() const
{
    return QDateTime::currentDateTimeUtc().addDuration(m_context.clockOffset);
}

void CredentialKeeper::get(const Ready &ready)
{
    if (m_known && (!m_known->expires || *m_known->expires - now() > renewEarly))
        return ready(*m_known);
    m_waiting.append(ready);
    if (m_waiting.size() > 1)
        return;
    const Result<CredentialSource> source =
        findCredentials(m_profile, m_context.environment, loadAwsConfig(m_context.environment));
    if (!source)
        return onFetched(std::unexpected(source.error()));
    auto *fetch = new CredentialFetch(
        m_context, std::make_shared<const CredentialSource>(*source),
        [this](const Result<AwsCredentials> &fetched) { onFetched(fetched); }, this);
    fetch->start();
}

void CredentialKeeper::forget()
{
    m_known.reset();
}

void CredentialKeeper::onFetched(const Result<AwsCredentials> &fetched)
{
    Result<AwsCredentials> result = fetched;
    if (result && result->expires && *result->expires <= now())
        result = std::unexpected(
            credentialsError(u"The credentials of %1 expired on %2. Renew them, then try again. %3"_s
                                 .arg(result->origin,
                                      result->expires->toLocalTime().toString(Qt::ISODate), result->renewal)
                                 .trimmed()));
    m_known = result ? std::optional(*result) : std::nullopt;
    // A receiver may ask again at once; that is another fetch.
    for (const Ready &ready : std::exchange(m_waiting, {}))
        ready(result);
}

} // namespace evenhand
