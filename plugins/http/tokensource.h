// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <evenhand/provider.h>

#include <QByteArray>
#include <QString>

#include <functional>

namespace evenhand {

// Where a channel's bearer tokens come from: a secret that the person entered, or a service that has to be asked first.
class TokenSource
{
public:
    using Done = std::function<void(const Result<QByteArray> &token)>;

    TokenSource() = default;
    virtual ~TokenSource() = default;
    Q_DISABLE_COPY_MOVE(TokenSource)

    // A token that has not expired, as far as the source knows. Calls `done` once, at once or later and in the same
    // thread; never once the source is gone.
    virtual void fetch(const Done &done) = 0;

    // Whether an answer with this status, in these words of the provider, says that it did not take the token.
    virtual bool isRefusal(int status, const QString &) const { return status == 401; }

    // The provider did not take the token. True when fetch() may now bring another one.
    virtual bool refuse(const QByteArray &token) = 0;

    // What the person should know of the token that was fetched last, such as when it expires; empty when it was told.
    virtual QString takeNotice() { return {}; }

    // What the token that was fetched last comes from. None for one that the person entered and that tells nothing.
    virtual std::optional<CredentialInfo> credential() const { return {}; }
};

// A token that the person entered. It is asked for each time, and not kept here.
class SecretTokenSource : public TokenSource
{
public:
    using Secret = std::function<Result<QByteArray>()>;

    explicit SecretTokenSource(Secret secret)
        : m_secret(std::move(secret))
    {
    }

    void fetch(const Done &done) override { done(m_secret()); }
    bool refuse(const QByteArray &) override { return false; }

private:
    Secret m_secret;
};

} // namespace evenhand
