// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/google/tokenexchange.h"
#include "plugins/http/httpexchange.h"
#include "plugins/http/tokensource.h"

namespace evenhand {

// Access tokens for Google Cloud: the one that the person entered for the channel, else those that Google gives for a
// service account or a login. They are fetched once for all requests, and anew five minutes before they expire. Files
// are read each time, and nothing of them is kept.
class GoogleTokens final : public QObject, public TokenSource
{
    Q_OBJECT
public:
    struct Context
    {
        QNetworkAccessManager *network = nullptr;
        QByteArray userAgent;
        GoogleEnvironment environment;
        QUrl destination; // where the tokens go: unless they were entered, to Google and to this computer only
        QString file;     // of the credentials; empty: the application default credentials
        SecretTokenSource::Secret entered;
        std::function<QDateTime()> now = [] { return QDateTime::currentDateTimeUtc(); };
    };

    explicit GoogleTokens(Context context);
    ~GoogleTokens() override;

    void fetch(const Done &done) override;
    bool refuse(const QByteArray &token) override;
    QString takeNotice() override;
    std::optional<CredentialInfo> credential() const override;

    // The token that was fetched last is that of a service account, not of a person.
    bool isServiceAccount() const { return m_isServiceAccount; }

private:
    void ask();
    void onAnswered(const std::optional<TransportFailure> &failure);
    Result<AccessToken> judge(const std::optional<TransportFailure> &failure) const;
    void end(const Result<AccessToken> &fetched);

    Context m_context;
    GoogleCredentials m_credentials; // while a token is asked for
    HttpRequest m_request;           // likewise
    QByteArray m_body;
    std::unique_ptr<HttpExchange> m_exchange;
    std::optional<AccessToken> m_known;
    QList<Done> m_waiting; // not empty: a token is asked for
    QString m_notice;
    bool m_isServiceAccount = false;
};

} // namespace evenhand
