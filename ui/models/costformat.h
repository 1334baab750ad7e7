// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/pricing/moneytext.h"
#include "app/pricing/parity.h"
#include "app/store/coststore.h"

// Amounts as people read them. The exact one is moneyText().
namespace evenhand::Format {

// "$4.10", "$0.0041", "€1,204.00", "12.00 CHF": two decimals, below a tenth two digits that are not 0.
QString money(const Money &money);
// "$3", "$0.0028": a price for a million, exactly; a dash where there is none.
QString price(const PriceRow &row, PriceClass of);
// Each currency for itself, the most used first: "$4.10 · €1.00"; empty where nothing has an amount.
QString amounts(const SpendingSum &sum);
// "$4.10", "at least $4.10, 12 attempts unpriced", "12 attempts unpriced", "nothing".
QString spent(const SpendingSum &sum);
QString unpricedAttempts(qint64 attempts); // "1 attempt unpriced"
// The same amount as another currency; empty where the rate is not for it.
QString shownAs(const Money &money, const std::optional<Conversion> &conversion);
// "+10.0 %", "base", or a dash.
QString premium(const ParityLine &line);
// "from 2026-01-01, before 2026-07-01"; "always".
QString validity(const PriceRow &row);
QString tier(const PriceRow &row);

} // namespace evenhand::Format
