// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/answer.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cmath>

// How single members are written and read, for the functions of json.h.
namespace evenhand::jsonmembers {

inline void put(QJsonObject &json, QLatin1StringView key, const QString &text)
{
    if (!text.isEmpty())
        json.insert(key, text);
}

inline void put(QJsonObject &json, QLatin1StringView key, const QJsonArray &array)
{
    if (!array.isEmpty())
        json.insert(key, array);
}

inline void put(QJsonObject &json, QLatin1StringView key, const QJsonObject &object)
{
    if (!object.isEmpty())
        json.insert(key, object);
}

template<typename T>
void put(QJsonObject &json, QLatin1StringView key, const std::optional<T> &value)
{
    if (value)
        json.insert(key, *value);
}

inline void put(QJsonObject &json, QLatin1StringView key, const std::optional<Duration> &duration)
{
    if (duration)
        json.insert(key, std::chrono::duration<double, std::milli>(*duration).count());
}

inline void put(QJsonObject &json, QLatin1StringView key, std::chrono::milliseconds duration)
{
    json.insert(key, qint64(duration.count()));
}

inline std::optional<qint64> integer(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

inline std::optional<double> number(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

inline std::optional<Duration> duration(const QJsonValue &milliseconds)
{
    if (!milliseconds.isDouble())
        return std::nullopt;
    return Duration(std::llround(milliseconds.toDouble() * 1000));
}

inline std::chrono::milliseconds duration(const QJsonValue &milliseconds, std::chrono::milliseconds otherwise)
{
    return std::chrono::milliseconds(milliseconds.toInteger(otherwise.count()));
}

inline QUrl url(const QJsonValue &value)
{
    return QUrl::fromEncoded(value.toString().toUtf8());
}

inline QString text(const QUrl &url)
{
    return QString::fromUtf8(url.toEncoded());
}

} // namespace evenhand::jsonmembers
