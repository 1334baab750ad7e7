// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/error.h>

#include <QByteArray>
#include <QDateTime>

namespace evenhand {

// Access tokens of Microsoft Entra ID. Pure: no network, no clock.

struct EntraToken
{
    QByteArray token;
    QDateTime expires;

    bool operator==(const EntraToken &) const = default;
};

// The form that asks for a token for a client with a secret.
QByteArray clientCredentialsForm(const QString &client, const QByteArray &secret, const QString &scope);

// The token service's answer.
Result<EntraToken> readEntraAnswer(int status, const QByteArray &body, const QDateTime &now);

// When a token expires, if it is a JSON Web Token that says so. A key is none.
std::optional<QDateTime> tokenExpiry(const QByteArray &token);

} // namespace evenhand
