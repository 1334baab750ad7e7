// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/anthropic/anthropicsettings.h"

#include "plugins/http/endpointcheck.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace evenhand {

static std::unexpected<Error> invalid(const QString &message)
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
}

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

// Location and project become parts of a host name and of a path.
static bool isPlainName(const QString &name)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9][A-Za-z0-9.:-]*$"_s);
    return plain.match(name).hasMatch();
}

static QString vertexHost(const QString &location)
{
    if (location == "global"_L1)
        return u"https://aiplatform.googleapis.com"_s;
    if (location == "us"_L1 || location == "eu"_L1)
        return u"https://aiplatform.%1.rep.googleapis.com"_s.arg(location);
    return u"https://%1-aiplatform.googleapis.com"_s.arg(location);
}

bool AnthropicSettings::listsModels() const
{
    return !vertex && !base.host().endsWith(".services.ai.azure.com"_L1);
}

Result<AnthropicSettings> readAnthropicSettings(const QJsonObject &settings)
{
    AnthropicSettings read{.base = {},
                           .bearer = text(settings, "auth"_L1) == "bearer"_L1,
                           .vertex = text(settings, "platform"_L1) == "vertex"_L1,
                           .project = text(settings, "project"_L1),
                           .location = text(settings, "location"_L1),
                           .workspace = text(settings, "workspace"_L1).toUtf8(),
                           .betas = text(settings, "betas"_L1).toUtf8(),
                           .version = text(settings, "version"_L1)};
    if (read.version.isEmpty())
        read.version = u"2023-06-01"_s;
    QString address = withoutEndpoint(text(settings, "base_url"_L1));
    if (read.vertex) {
        if (read.location.isEmpty())
            read.location = u"global"_s;
        if (!isPlainName(read.project))
            return invalid(u"Enter the id of the Google Cloud project."_s);
        if (!isPlainName(read.location))
            return invalid(u"Enter a location of Vertex AI, such as global or europe-west1."_s);
        if (address.isEmpty())
            address = vertexHost(read.location);
    }
    const Result<QUrl> base = checkEndpoint(address, settings["allow_http"_L1].toBool());
    if (!base)
        return std::unexpected(base.error());
    read.base = *base;
    return read;
}

} // namespace evenhand
