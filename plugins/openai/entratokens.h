// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/httpexchange.h"
#include "plugins/http/tokensource.h"
#include "plugins/openai/entratoken.h"
#include "plugins/openai/openaisettings.h"

namespace evenhand {

// Access tokens that Microsoft Entra ID gives for a client id and its secret: fetched once for all requests of a channel,
// and anew five minutes before they expire.
class EntraTokens final : public QObject, public TokenSource
{
    Q_OBJECT
public:
    struct Context
    {
        QNetworkAccessManager *network = nullptr;
        QByteArray userAgent;
        EntraClient client;
        SecretTokenSource::Secret secret; // of the client
        std::function<QDateTime()> now = [] { return QDateTime::currentDateTimeUtc(); };
    };

    explicit EntraTokens(Context context);
    ~EntraTokens() override;

    void fetch(const Done &done) override;
    bool refuse(const QByteArray &token) override;
    QString takeNotice() override;
    std::optional<CredentialInfo> credential() const override;

private:
    void ask();
    void onAnswered(const std::optional<TransportFailure> &failure);
    Result<EntraToken> judge(const std::optional<TransportFailure> &failure) const;
    void end(const Result<EntraToken> &fetched);

    Context m_context;
    HttpRequest m_request; // while a token is asked for
    QByteArray m_body;
    std::unique_ptr<HttpExchange> m_exchange;
    std::optional<EntraToken> m_known;
    QList<Done> m_waiting; // not empty: a token is asked for
    QString m_notice;
};

} // namespace evenhand
