// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace evenhand {

// An amount in whole billionths of a currency's unit. A single token may cost less than that, so prices are for a million
// tokens, and only what is computed from them is an amount. Amounts of different currencies are never added.
struct Money
{
    qint64 nano = 0;
    QString currency; // ISO 4217: "USD"

    bool operator==(const Money &) const = default;
};

} // namespace evenhand
