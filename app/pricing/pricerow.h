// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/pricing/modelrule.h"

#include <QDateTime>
#include <QJsonObject>

#include <optional>

namespace evenhand {

// What has a price of its own. Prices are for a million of them.
enum class PriceClass {
    Input,
    CacheRead,
    CacheWrite,     // kept for five minutes
    CacheWriteHour, // kept for an hour
    Output,
    Reasoning, // only where it is billed apart from output
    AudioInput,
    AudioOutput,
    ImageInput,
    ImageOutput,
    Call, // each request
};

// What a price may be at most, in units for a million: whole billionths of it are exact in the numbers of JSON.
constexpr double highestPrice = 1e6;

QString className(PriceClass of); // "input", "cache read", …: for people, and in CSV files

struct ClassPrice
{
    PriceClass of = PriceClass::Input;
    qint64 above = 0; // for requests with more input tokens than this
    qint64 nano = 0;  // billionths of the currency's unit for a million

    bool operator==(const ClassPrice &) const = default;
};

// Where a price is known from.
struct PriceSource
{
    QString catalogue;
    QString version; // empty: it says none
    QDate date;
    QString licence;
    QString copyright;
    QString url;

    bool operator==(const PriceSource &) const = default;
};

QString sourceText(const PriceSource &source); // "genai-prices 0.1.8, 2026-09-23"

// Each day from one time to another, in UTC; it may pass midnight.
struct DayHours
{
    QTime from;
    QTime until; // not included

    bool contains(QTime time) const;
    bool operator==(const DayHours &) const = default;
};

// What one model costs at one place.
struct PriceRow
{
    QString channel; // its kind; in a row of one's own it may be the name of a channel
    QString model;   // as the source calls it
    ModelRule rule;
    QString family;      // the same for one model, wherever it is sold
    QStringList regions; // empty: all, or all that have no row of their own
    QString place;       // what people call the regions; empty: as they are
    QString tier;        // of service: "batch", "flex", "priority"; empty: the standard one
    QString currency;
    QList<ClassPrice> prices;
    QDate from;  // in UTC; invalid: always
    QDate until; // not included; invalid: for ever
    std::optional<DayHours> hours;
    QString note;
    PriceSource source;
    bool own = false; // negotiated: wins over all lists

    bool isInForce(const QDateTime &moment) const;
    // In nano for a million, for a request with so many input tokens; no value: no price.
    std::optional<qint64> price(PriceClass of, qint64 inputTokens = 0) const;

    bool operator==(const PriceRow &) const = default;
};

// Names the row for ever: 16 hexadecimal digits of the SHA-256 of its content. A row that differs has another id.
QString priceRowId(const PriceRow &row);

// Figures of the same class differ by more than catalogues round.
bool disagree(const PriceRow &one, const PriceRow &other);

// Regions as people see them: "all regions" where there is none.
QString placeOf(const PriceRow &row);

// In lower case; "default", "standard", "auto", "on-demand" and "standard_only" are the empty one.
QString tierKey(const QString &tier);
QString tierText(const QString &tier); // "standard" for the empty one
// "ap-south-1 (Mumbai)" is ap-south-1.
QString regionKey(const QString &region);
// Points, spaces and underscores are hyphens: "Claude Sonnet 4.5" is claude-sonnet-4-5.
QString familyKey(const QString &family);

// In the compact form of resources/prices/prices.jsonl, with the members that stand outside of a row there as well.
QJsonObject toJson(const PriceRow &row);
std::expected<PriceRow, QString> priceRowFromJson(const QJsonObject &json);
// Of a row that stands in a book: channel, source and currency are the book's.
std::expected<PriceRow, QString> readPriceRow(const QJsonObject &json, const PriceRow &outline);

QJsonObject toJson(const PriceSource &source);
PriceSource priceSourceFromJson(const QJsonObject &json);

} // namespace evenhand
