// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/money.h"

#include <QDate>

#include <optional>

namespace evenhand {

constexpr qint64 nanoPerUnit = 1'000'000'000;

// A decimal number as billionths, exactly: "0.0028" is 2800000. No value for what is no such number, has more than nine
// decimals that are not 0, or is too large.
std::optional<qint64> nanoFromText(QStringView text);
// The shortest text that is exactly the number.
QString nanoText(qint64 nano);

// "0.00042 USD", exactly; at least two decimals.
QString moneyText(const Money &money);

// a × b ÷ divisor, rounded half away from zero; no value when it does not fit. The divisor is positive.
std::optional<qint64> scaled(qint64 a, qint64 b, qint64 divisor);

// One currency shown as another, at a rate that a person typed.
struct Conversion
{
    QString from;
    QString to;
    qint64 rateNano = 0; // billionths of `to` for one unit of `from`
    QDate date;          // the day on which the rate held

    bool operator==(const Conversion &) const = default;
};

// Rounded half up to a billionth. No value when the amount is of another currency, or too large.
std::optional<Money> converted(const Money &money, const Conversion &conversion);
// What stands beside every converted amount: "at 88.42 INR for 1 USD, 2026-11-21".
QString conversionText(const Conversion &conversion);

} // namespace evenhand
