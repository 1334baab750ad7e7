// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/gemini/geminisettings.h"

#include "plugins/http/endpointcheck.h"

using namespace Qt::StringLiterals;

namespace evenhand {

// People paste the address they know, which may be that of the list of models.
static QString withoutEndpoint(QString address)
{
    for (const QLatin1StringView ending : {"/"_L1, "/models"_L1, "/openai"_L1, "/v1beta"_L1, "/v1"_L1, "/"_L1}) {
        if (address.endsWith(ending))
            address.chop(ending.size());
    }
    return address;
}

Result<GeminiSettings> readGeminiSettings(const QJsonObject &settings)
{
    GeminiSettings read{
        .base = {}, .place = {}, .credentialsFile = settings["credentials_file"_L1].toString().trimmed()};
    QString address = withoutEndpoint(settings["base_url"_L1].toString().trimmed());
    if (settings["platform"_L1].toString() == "vertex"_L1) {
        const Result<VertexPlace> place = readVertexPlace(settings);
        if (!place)
            return std::unexpected(place.error());
        read.place = *place;
        if (address.isEmpty())
            address = place->address();
    } else if (address.isEmpty()) {
        address = u"https://generativelanguage.googleapis.com"_s;
    }
    return checkEndpoint(address, settings["allow_http"_L1].toBool()).transform([&](const QUrl &base) {
        read.base = base;
        return read;
    });
}

} // namespace evenhand
