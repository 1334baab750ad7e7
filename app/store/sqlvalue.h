// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/ids.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QVariant>

#include <chrono>
#include <concepts>
#include <optional>

// How values stand in a column; row.h is the way back. There is no overload that takes everything, so what has no form
// in SQL does not compile.
namespace evenhand {

inline QVariant sqlValue(std::integral auto number)
{
    return QVariant(qlonglong(number));
}

inline QVariant sqlValue(double number)
{
    return QVariant(number);
}

// Never NULL. SQLite swallows the character after half of a surrogate pair, so that is replaced by "?".
inline QVariant sqlValue(const QString &text)
{
    if (text.isNull())
        return QString::fromLatin1("");
    return text.isValidUtf16() ? text : QString::fromUtf8(text.toUtf8());
}

inline QVariant sqlValue(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

// A null id is NULL.
template<typename Tag>
QVariant sqlValue(const Id<Tag> &id)
{
    return id.isNull() ? QVariant() : QVariant(id.toBytes());
}

// Milliseconds since 1970 in UTC; an invalid moment is NULL.
inline QVariant sqlValue(const QDateTime &moment)
{
    return moment.isValid() ? QVariant(moment.toMSecsSinceEpoch()) : QVariant();
}

inline QVariant sqlValue(std::chrono::microseconds duration)
{
    return QVariant(qlonglong(duration.count()));
}

inline QVariant sqlValue(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

inline QVariant sqlValue(const QJsonArray &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

// A member of what may not be there, to be bound.
template<typename T, typename Member>
std::optional<Member> member(const std::optional<T> &value, Member T::*which)
{
    return value ? std::optional((*value).*which) : std::nullopt;
}

template<typename T>
QVariant sqlValue(const std::optional<T> &value)
{
    return value ? sqlValue(*value) : QVariant();
}

} // namespace evenhand
