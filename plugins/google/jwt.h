// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/google/googlecredentials.h"

#include <QDateTime>

namespace evenhand {

// JSON Web Tokens, by which a service account says who it is. Pure: the time is handed in.

// RSASSA-PKCS1-v1_5 with SHA-256. The key is PEM, without a passphrase.
Result<QByteArray> signRs256(const QByteArray &privateKey, const QByteArray &text);

// Header and claims, as they are signed. The token is for Google's token service, and holds for an hour.
QByteArray jwtSigningInput(const ServiceAccount &account, const QDateTime &now);

Result<QByteArray> signedJwt(const ServiceAccount &account, const QDateTime &now);

} // namespace evenhand
