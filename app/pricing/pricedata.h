// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/pricing/pricebook.h"

#include <evenhand/error.h>

namespace evenhand {

// Reads a price book in the form of resources/prices/prices.jsonl, line by line.
Result<PriceBook> readPriceBook(QIODevice &file);

// The book that comes with the program, read when it is first asked for.
const PriceBook &shippedPrices();

} // namespace evenhand
