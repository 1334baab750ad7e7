// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pricing/projection.h"

#include "app/pricing/moneytext.h"

#include <cmath>

namespace evenhand {
namespace {

// The 0.975 quantile of Student's t: Fisher's expansion about the normal one. From 9 degrees of freedom on it is right to
// four digits.
double studentQuantile(double freedom)
{
    constexpr double z = 1.959963984540054;
    const double first = (std::pow(z, 3) + z) / 4;
    const double second = (5 * std::pow(z, 5) + 16 * std::pow(z, 3) + 3 * z) / 96;
    const double third = (3 * std::pow(z, 7) + 19 * std::pow(z, 5) + 17 * std::pow(z, 3) - 15 * z) / 384;
    return z + first / freedom + second / std::pow(freedom, 2) + third / std::pow(freedom, 3);
}

// Half the width of the interval of the mean, in units of the currency.
double halfWidth(const MeasuredCosts &costs)
{
    const double n = double(costs.answers);
    const double sum = double(costs.total.nano) / double(nanoPerUnit);
    const double variance = std::max(0.0, (costs.squares - sum * sum / n) / (n - 1));
    return studentQuantile(n - 1) * std::sqrt(variance / n);
}

std::optional<Money> inYear(double nanoOfOne, qint64 answers, const QString &currency)
{
    constexpr double most = 9e18; // fits
    const double nano = nanoOfOne * double(answers);
    if (nano > most)
        return std::nullopt;
    return Money{.nano = std::llround(nano), .currency = currency};
}

} // namespace

std::optional<Projection> projected(const MeasuredCosts &costs, qint64 answersInYear)
{
    if (costs.answers <= 0 || answersInYear < 0)
        return std::nullopt;
    const double mean = double(costs.total.nano) / double(costs.answers);
    double low = double(costs.leastNano);
    double high = double(costs.mostNano);
    const bool isInterval = costs.answers >= leastForInterval;
    if (isInterval) {
        const double half = halfWidth(costs) * double(nanoPerUnit);
        low = std::max(0.0, mean - half);
        high = mean + half;
    }
    const QString &currency = costs.total.currency;
    const std::optional<Money> year = inYear(mean, answersInYear, currency);
    const std::optional<Money> lowYear = inYear(low, answersInYear, currency);
    const std::optional<Money> highYear = inYear(high, answersInYear, currency);
    if (!year || !lowYear || !highYear)
        return std::nullopt;
    return Projection{.mean = {.nano = std::llround(mean), .currency = currency},
                      .year = *year,
                      .low = *lowYear,
                      .high = *highYear,
                      .range = isInterval ? Projection::Range::Interval : Projection::Range::Extremes,
                      .answers = costs.answers};
}

} // namespace evenhand
