// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/money.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlQuery>
#include <QTimeZone>
#include <QVariant>

#include <chrono>
#include <optional>

namespace evenhand {

// Takes the columns of a row one after the other, in the forms of sqlvalue.h.
class Row
{
public:
    explicit Row(const QSqlQuery &query)
        : m_query(query)
    {
    }

    QString text() { return next().toString(); }
    int integer() { return next().toInt(); }
    qint64 number() { return next().toLongLong(); }
    double real() { return next().toDouble(); }
    QJsonObject object() { return json().object(); }
    QJsonArray array() { return json().array(); }
    QStringList strings() { return QVariant(array().toVariantList()).toStringList(); }

    template<typename Id>
    Id id()
    {
        return Id::fromBytes(next().toByteArray());
    }

    QDateTime moment()
    {
        const QVariant value = next();
        return value.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(value.toLongLong(), QTimeZone::UTC);
    }

    std::optional<std::chrono::microseconds> duration()
    {
        const QVariant value = next();
        return value.isNull() ? std::nullopt : std::optional(std::chrono::microseconds(value.toLongLong()));
    }

    std::optional<qint64> optionalNumber()
    {
        const QVariant value = next();
        return value.isNull() ? std::nullopt : std::optional(value.toLongLong());
    }

    std::optional<double> optionalReal()
    {
        const QVariant value = next();
        return value.isNull() ? std::nullopt : std::optional(value.toDouble());
    }

    std::optional<QString> optionalText()
    {
        const QVariant value = next();
        return value.isNull() ? std::nullopt : std::optional(value.toString());
    }

    template<typename Id>
    std::optional<Id> optionalId()
    {
        const Id value = id<Id>();
        return value.isNull() ? std::nullopt : std::optional(value);
    }

    // Nano-units, then a currency.
    std::optional<Money> money()
    {
        const std::optional<qint64> nano = optionalNumber();
        const QString currency = text();
        return nano ? std::optional(Money{.nano = *nano, .currency = currency}) : std::nullopt;
    }

    // A JSON object, read with fromJson, or no value where the column is NULL.
    template<typename FromJson>
    auto optional(FromJson fromJson) -> std::optional<std::invoke_result_t<FromJson, QJsonObject>>
    {
        const QJsonDocument document = json();
        return document.isNull() ? std::nullopt : std::optional(fromJson(document.object()));
    }

private:
    QVariant next() { return m_query.value(m_column++); }
    QJsonDocument json() { return QJsonDocument::fromJson(next().toString().toUtf8()); }

    const QSqlQuery &m_query;
    int m_column = 0;
};

} // namespace evenhand
