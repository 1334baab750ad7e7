// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/pricing/moneytext.h"
#include "app/pricing/parity.h"

namespace evenhand {

// As the command line prints it and the page of costs saves it.
QJsonObject parityJson(const PriceBook &book, const ParityQuestion &question, const Parity &parity,
                       const std::optional<Conversion> &shownAs);
QJsonArray rowsJson(const PriceBook &book, const QList<PriceRow> &rows);

// Where the rows of a book come from, under which licences, and what they are not.
QString originsText(const PriceBook &book);

} // namespace evenhand
