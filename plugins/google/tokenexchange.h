// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/google/googlecredentials.h"
#include "plugins/http/httprequest.h"

#include <QDateTime>

namespace evenhand {

// Access tokens for credentials, by OAuth 2. Pure: no network, no clock.

struct AccessToken
{
    QByteArray token;
    QDateTime expires;
    QString origin; // for a person, as that of the credentials

    bool operator==(const AccessToken &) const = default;
};

Result<HttpRequest> tokenRequest(const GoogleCredentials &credentials, const GoogleEnvironment &environment,
                                 const QDateTime &now);

Result<AccessToken> readTokenAnswer(int status, const QByteArray &body, const GoogleCredentials &credentials,
                                    const QDateTime &now);

} // namespace evenhand
