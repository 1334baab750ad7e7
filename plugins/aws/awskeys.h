// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/aws/credentialkeeper.h"
#include "plugins/http/tokensource.h"

namespace evenhand {

// What requests to a service of AWS are authorised with: the key that the person entered for the channel, which is sent,
// else the credentials of the environment and the files, with which they are signed. The token of the latter is the id
// of the access key.
class AwsKeys final : public TokenSource
{
public:
    struct Context
    {
        FetchContext fetch;
        QString profile;  // empty: whichever the environment and the files name
        QUrl destination; // where requests go
        bool ambient;     // what was not entered may be used there
        SecretTokenSource::Secret entered;
    };

    explicit AwsKeys(Context context);
    ~AwsKeys() override;

    void fetch(const Done &done) override;
    // Only when they are said to have expired: for other reasons the same would be refused again.
    bool isRefusal(int status, const QString &words) const override;
    bool refuse(const QByteArray &token) override;
    QString takeNotice() override;
    std::optional<CredentialInfo> credential() const override;

    // What was fetched last signs; else it is a token to be sent.
    bool signs() const { return m_known.has_value(); }
    // The request must be complete.
    void sign(HttpRequest &request, const QByteArray &service) const;

private:
    Context m_context;
    CredentialKeeper m_keeper;
    std::optional<AwsCredentials> m_known;
    std::optional<QDateTime> m_toldExpiry;
};

} // namespace evenhand
