// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/aws/awsenvironment.h"

#include <QJsonObject>
#include <QUrl>

namespace evenhand {

// The settings of a channel, as far as they are usable.
//
// The channel's key is bound to the origin of the runtime address. It, and what is signed, goes there and to the
// address for lists, which is of the same origin or one of Bedrock's own. What the person did not give to this channel,
// but has in the environment or in files, goes to Bedrock's own hosts and to this computer only, or where the
// environment itself points. Tokens of a sign-on and of roles go to the hosts of AWS that follow from the region, in the
// channel's own partition (see awsServiceUrl).
struct BedrockSettings
{
    QString region;
    QUrl runtime; // without a trailing slash, as is the next
    QUrl control; // where lists are asked for
    QByteArray accessKeyId;
    QString profile;
    bool ambient = true; // credentials from the environment and from files may be used with these addresses
    QString guardrail;
    QString guardrailVersion;
    QString serviceTier;
    QString latency;

    bool operator==(const BedrockSettings &) const = default;
};

Result<BedrockSettings> readSettings(const QJsonObject &settings, const AwsEnvironment &environment);

} // namespace evenhand
