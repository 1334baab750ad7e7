// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/google/vertexplace.h"

#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace evenhand {

// Both become parts of a host name or a path.
static bool isPlainName(const QString &name)
{
    static const QRegularExpression plain(u"\\A[A-Za-z0-9][A-Za-z0-9.:-]*\\z"_s);
    return plain.match(name).hasMatch();
}

static bool isLocation(const QString &name)
{
    static const QRegularExpression plain(u"\\A[a-z][a-z0-9-]*\\z"_s);
    return plain.match(name).hasMatch();
}

static std::unexpected<Error> refuse(const QString &message)
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
}

QString VertexPlace::address() const
{
    if (location == "global"_L1)
        return u"https://aiplatform.googleapis.com"_s;
    if (location == "us"_L1 || location == "eu"_L1)
        return u"https://aiplatform.%1.rep.googleapis.com"_s.arg(location);
    return u"https://%1-aiplatform.googleapis.com"_s.arg(location);
}

QByteArray VertexPlace::path() const
{
    return "/v1/projects/" + QUrl::toPercentEncoding(project, ":") + "/locations/" + location.toUtf8();
}

Result<VertexPlace> readVertexPlace(const QJsonObject &settings)
{
    VertexPlace place{.project = settings["project"_L1].toString().trimmed(),
                      .location = settings["location"_L1].toString().trimmed()};
    if (place.location.isEmpty())
        place.location = u"global"_s;
    if (!isPlainName(place.project))
        return refuse(u"Enter the id of the Google Cloud project."_s);
    if (!isLocation(place.location))
        return refuse(u"Enter a location of Vertex AI, such as global or asia-south1."_s);
    return place;
}

} // namespace evenhand
