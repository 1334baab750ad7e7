// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/aws/credentialkeeper.h"
#include "plugins/bedrock/bedrocksettings.h"
#include "plugins/bedrock/conversebody.h"

#include <evenhand/provider.h>

namespace evenhand {

// What a request is authorised with: a key, or keys to sign with.
struct AwsAuthorization
{
    QByteArray bearer;
    AwsCredentials credentials; // when there is no bearer
    CredentialInfo info;        // which of them it is
    QStringList notices;        // for the person

    bool operator==(const AwsAuthorization &) const = default;
};

// When a short-term key ends: it is an address that was signed for some hours, in Base64. None for a long-term one.
std::optional<QDateTime> bedrockKeyExpiry(const QByteArray &key);

// What all requests of a channel share; they keep it alive.
class BedrockChannel
{
public:
    using Ready = std::function<void(const Result<AwsAuthorization> &authorization)>;

    BedrockChannel(BedrockSettings settings, ProviderContext context, const AwsEnvironment &environment);

    const BedrockSettings &settings() const { return m_settings; }
    QNetworkAccessManager *network() const { return m_context.network; }

    // Calls ready() once, at once when nothing has to be fetched.
    void authorize(const Ready &ready);
    // The credentials that were used have expired. False when they came from the channel itself: there are no others.
    bool renewCredentials();
    // AWS says what time it is. False when the clock of this computer agrees, so that it cannot be the reason.
    bool setTime(const QDateTime &time);

    // The path and query are those on the wire.
    HttpRequest request(const AwsAuthorization &authorization, const QByteArray &method, const QUrl &base,
                        const QByteArray &pathAndQuery, const QByteArray &body = {}) const;

    // What was learned about a model holds for all later requests to it.
    Repairs repairs(const QString &model) const { return m_repairs.value(model); }
    void learn(const QString &model, Repair repair);

private:
    Result<QByteArray> secret(const QString &field) const;
    Result<std::optional<AwsAuthorization>> ownAuthorization() const;
    std::optional<AwsAuthorization> bearerOfEnvironment() const;
    AwsAuthorization authorizationOf(const AwsCredentials &credentials);

    BedrockSettings m_settings;
    ProviderContext m_context;
    AwsEnvironment m_environment;
    CredentialKeeper m_keeper;
    std::optional<QDateTime> m_toldExpiry;
    std::chrono::seconds m_clockOffset{0};
    QHash<QString, Repairs> m_repairs;
};

} // namespace evenhand
