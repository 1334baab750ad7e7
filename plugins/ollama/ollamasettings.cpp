// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/ollama/ollamasettings.h"

#include "plugins/http/endpointcheck.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace evenhand {

static constexpr auto usualHost = "127.0.0.1"_L1;
static constexpr auto usualPort = "11434"_L1;

static QString reachableHost(const QString &host)
{
    return host.isEmpty() || host == "0.0.0.0"_L1 || host == "[::]"_L1 ? QString(usualHost) : host;
}

// People paste the address they know, which may be that of a request.
static QString withoutEndpoint(QString path)
{
    for (const QLatin1StringView ending :
         {"/"_L1, "/chat"_L1, "/tags"_L1, "/generate"_L1, "/api"_L1, "/v1"_L1, "/"_L1}) {
        if (path.endsWith(ending))
            path.chop(ending.size());
    }
    return path;
}

QString ollamaAddress(const QString &text)
{
    static const QRegularExpression parts(u"^(?:(https?)://)?(\\[[^\\]]*\\]|[^:/\\[]*)(?::(\\d+))?(/.*)?$"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = parts.match(text.trimmed());
    if (!match.hasMatch())
        return text.trimmed(); // told to be wrong by the one who checks addresses
    const QString scheme = match.captured(1);
    QString port = match.captured(3);
    if (port.isEmpty() && scheme.isEmpty())
        port = usualPort;
    const QString host = reachableHost(match.captured(2)) + (port.isEmpty() ? QString() : u':' + port);
    return (scheme.isEmpty() ? u"http"_s : scheme) + u"://"_s + host + withoutEndpoint(match.captured(4));
}

// A number is seconds; anything else has a unit.
static QJsonValue keepAliveOf(const QString &text)
{
    if (text.isEmpty())
        return QJsonValue::Undefined;
    bool isNumber = false;
    const int seconds = text.toInt(&isNumber);
    return isNumber ? QJsonValue(seconds) : QJsonValue(text);
}

Result<OllamaSettings> readOllamaSettings(const QJsonObject &settings)
{
    const Result<QUrl> base =
        checkEndpoint(ollamaAddress(settings["base_url"_L1].toString()), settings["allow_http"_L1].toBool());
    if (!base)
        return std::unexpected(base.error());
    OllamaSettings read{.base = *base, .contextLength = {}, .keepAlive = {}};
    read.keepAlive = keepAliveOf(settings["keep_alive"_L1].toString().trimmed());
    if (const int length = settings["num_ctx"_L1].toInt(); length > 0)
        read.contextLength = length;
    return read;
}

} // namespace evenhand
