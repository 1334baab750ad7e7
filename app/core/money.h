// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace evenhand {

// An amount in billionths of a currency's unit: the price of a single token of the cheapest model is a whole number of
// them, and sums are exact. Amounts of different currencies are never added.
struct Money
{
    qint64 nano = 0;
    QString currency; // ISO 4217: "USD"

    bool operator==(const Money &) const = default;
};

} // namespace evenhand
