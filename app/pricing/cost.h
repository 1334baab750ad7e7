// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/answer.h"
#include "app/pricing/pricebook.h"

namespace evenhand {

// One bucket of a cost.
struct CostLine
{
    PriceClass of = PriceClass::Input;
    qint64 count = 0;      // tokens, or calls
    qint64 perMillion = 0; // billionths of the currency's unit
    qint64 nano = 0;       // count × perMillion ÷ 1000000, rounded half up

    bool operator==(const CostLine &) const = default;
};

// What a request cost, with the sum that leads there. It is all of it or nothing: when a bucket with something in it has
// no price, there is no total.
struct Cost
{
    std::optional<Money> total; // of the lines
    QString unpriced;           // why there is none; a sentence without its point
    QString row;                // id of the price row; empty when there is none
    QList<CostLine> lines;
    QStringList assumptions; // what was supposed where the provider did not say it

    bool operator==(const Cost &) const = default;
};

// The finding is for the moment in which the request was sent.
Cost costOf(const std::optional<Usage> &usage, const PriceFinding &finding);
Cost costOf(const Usage &usage, const PriceRow &row);

// What requests that belong together cost, each priced by itself. Without the price of one there is no total, and none
// where they are billed in different currencies.
AttemptCost sumOf(const QList<Cost> &requests);

// "Why this number": the sum, line by line, then the row, what was assumed, and what other catalogues say.
QStringList explained(const Cost &cost, const PriceFinding &finding);

// "input 3, output 15 USD for a million; above 200000 tokens of input: input 6, output 22.5"
QString pricesText(const PriceRow &row);

} // namespace evenhand
