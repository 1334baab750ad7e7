// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/anthropic/anthropicsettings.h"

#include "plugins/aws/awshosts.h"
#include "plugins/http/endpointcheck.h"

using namespace Qt::StringLiterals;

namespace evenhand {

static QString text(const QJsonObject &settings, QLatin1StringView key)
{
    return settings[key].toString().trimmed();
}

// People paste the address they know, which may be that of a request.
static QString withoutEndpoint(QString address)
{
    for (const QLatin1StringView ending : {"/"_L1, "/messages"_L1, "/models"_L1, "/v1"_L1, "/"_L1}) {
        if (address.endsWith(ending))
            address.chop(ending.size());
    }
    return address;
}

static std::unexpected<Error> invalid(const QString &message)
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
}

static QString awsAddress(const QString &region)
{
    return u"https://aws-external-anthropic.%1.api.aws"_s.arg(region);
}

static Result<AwsPlace> readAwsPlace(const QJsonObject &settings)
{
    const AwsPlace place{.region = text(settings, "region"_L1), .profile = text(settings, "profile"_L1)};
    if (!isAwsRegion(place.region))
        return invalid(u"“%1” is not the name of an AWS region, which looks like us-east-1."_s.arg(place.region));
    if (text(settings, "workspace"_L1).isEmpty())
        return invalid(u"Claude Platform on AWS needs the id of the workspace that the requests belong to."_s);
    return place;
}

bool AnthropicSettings::listsModels() const
{
    return !place && !base.host().endsWith(".services.ai.azure.com"_L1);
}

Result<AnthropicSettings> readAnthropicSettings(const QJsonObject &settings)
{
    AnthropicSettings read{.base = {},
                           .bearer = text(settings, "auth"_L1) == "bearer"_L1,
                           .place = {},
                           .aws = {},
                           .credentialsFile = text(settings, "credentials_file"_L1),
                           .workspace = text(settings, "workspace"_L1).toUtf8(),
                           .betas = text(settings, "betas"_L1).toUtf8(),
                           .version = text(settings, "version"_L1)};
    if (read.version.isEmpty())
        read.version = u"2023-06-01"_s;
    QString address = withoutEndpoint(text(settings, "base_url"_L1));
    if (text(settings, "platform"_L1) == "vertex"_L1) {
        const Result<VertexPlace> place = readVertexPlace(settings);
        if (!place)
            return std::unexpected(place.error());
        read.place = *place;
        if (address.isEmpty())
            address = place->address();
    } else if (text(settings, "platform"_L1) == "aws"_L1) {
        const Result<AwsPlace> place = readAwsPlace(settings);
        if (!place)
            return std::unexpected(place.error());
        read.aws = *place;
        if (address.isEmpty())
            address = awsAddress(place->region);
    }
    return checkEndpoint(address, settings["allow_http"_L1].toBool()).transform([&](const QUrl &base) {
        read.base = base;
        if (read.aws)
            read.aws->ambient = originOf(base) == QUrl(awsAddress(read.aws->region)) || isOnThisComputer(base);
        return read;
    });
}

} // namespace evenhand
