// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/pricing/cost.h"

#include <evenhand/error.h>

namespace evenhand {

// One request, as often as `requests` says. Its size decides whether prices for long contexts hold.
struct TokenMix
{
    qint64 input = 3'000; // fresh
    qint64 cached = 0;    // read from a cache
    qint64 written = 0;   // into a cache, for five minutes
    qint64 output = 750;
    qint64 requests = 1'000;

    bool operator==(const TokenMix &) const = default;
};

// "input=3000,cached=0,output=750"; what is not named is 0, but requests, which are 1000. InvalidInput with a sentence.
Result<TokenMix> tokenMixFromText(const QString &text);

struct ParityQuestion
{
    QString family; // or the id of a model
    TokenMix mix;
    QDateTime moment;
    QString region; // empty: all of them
    QString tier;

    bool operator==(const ParityQuestion &) const = default;
};

// One place where a model is sold.
struct ParityLine
{
    PriceRow row;
    Cost cost; // of the mix
    bool isBase = false;
    std::optional<qint64> premium; // over the base, in hundredths of a percent; no value: it cannot be compared
    QList<PriceRow> disputed;
    bool isOlder = false; // its list is older than the newest one that has a line here

    bool operator==(const ParityLine &) const = default;
};

// What one model costs wherever it is sold: the base first, then from the cheapest on, those without a price last.
struct Parity
{
    QString family;
    QString maker; // kind of the channel that sells it first hand; empty: none, the base is the cheapest list
    QList<ParityLine> lines;

    bool operator==(const Parity &) const = default;
};

// NotFound when the book has no such family, or nothing of it in this region and tier.
Result<Parity> parity(const PriceBook &book, const ParityQuestion &question);

} // namespace evenhand
