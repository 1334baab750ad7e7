// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/pricing/moneytext.h"
#include "app/pricing/parity.h"
#include "app/pricing/priceimport.h"

namespace evenhand::cli {

// What was asked and what came of it, for people: a table, what is disputed, and what the figures are.
QString parityText(const PriceBook &book, const ParityQuestion &question, const Parity &parity,
                   const std::optional<Conversion> &shownAs);

QString rowsText(const PriceBook &book, const QList<PriceRow> &rows);
} // namespace evenhand::cli
