// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/aws/credentialfetch.h"

namespace evenhand {

// The credentials of the environment and the files, for all requests of a channel: fetched once, and anew five minutes
// before they expire.
class CredentialKeeper final : public QObject
{
    Q_OBJECT
public:
    using Ready = std::function<void(const Result<AwsCredentials> &credentials)>;

    // An empty profile means whichever the environment and the files name.
    CredentialKeeper(FetchContext context, const QString &profile);

    // Calls ready() once, at once when nothing has to be fetched.
    void get(const Ready &ready);
    // What is known is no longer taken by AWS.
    void forget();
    void setClockOffset(std::chrono::seconds offset) { m_context.clockOffset = offset; }

private:
    void onFetched(const Result<AwsCredentials> &fetched);
    QDateTime now() const;

    FetchContext m_context;
    QString m_profile;
    std::optional<AwsCredentials> m_known;
    QList<Ready> m_waiting; // not empty: a fetch is under way
};

} // namespace evenhand
