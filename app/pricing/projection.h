// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/money.h"

#include <optional>

namespace evenhand {

// What was measured of answers that have a price, all in one currency.
struct MeasuredCosts
{
    qint64 answers = 0;
    Money total;
    qint64 leastNano = 0; // of one answer
    qint64 mostNano = 0;
    double squares = 0; // sum of each answer's cost in units of the currency, squared

    bool operator==(const MeasuredCosts &) const = default;
};

// What a year would cost if its answers were like those that were measured.
struct Projection
{
    enum class Range {
        Interval, // of the mean, at 95 % confidence
        Extremes, // all answers as cheap as the cheapest, or as dear as the dearest: too few for an interval
    };

    Money mean; // of one answer
    Money year;
    Money low;
    Money high;
    Range range = Range::Extremes;
    qint64 answers = 0; // measured

    bool operator==(const Projection &) const = default;
};

// With fewer answers no interval is computed.
constexpr qint64 leastForInterval = 10;
constexpr qint64 daysOfYear = 365;
constexpr qint64 monthsOfYear = 12;

// No value when nothing was measured, or an amount is too large.
std::optional<Projection> projected(const MeasuredCosts &costs, qint64 answersInYear);

} // namespace evenhand
