// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/pricing/pricebook.h"

#include <evenhand/error.h>

namespace evenhand {

// One entry of a file that cannot be used.
struct PriceMistake
{
    int line = 0; // from 1
    QString reason;

    bool operator==(const PriceMistake &) const = default;
};

// What a file would bring. Nothing is kept before a person has seen it.
struct PriceImport
{
    PriceSource source;
    QList<PriceRow> rows;
    QList<PriceMistake> mistakes; // by line
    int passedOver = 0; // entries that are fine, but of no channel that the book knows, or without a price by token

    bool operator==(const PriceImport &) const = default;
};

// A newer file of a catalogue that the shipped book was made of. The book says where the catalogue keeps the rows of each
// channel, and to which family a model belongs. InvalidInput when the file is not of this kind at all.
Result<PriceImport> importGenaiPrices(const QByteArray &json, const QDate &date, const PriceBook &book);
Result<PriceImport> importLitellm(const QByteArray &json, const QDate &date, const PriceBook &book);

// The cells of a line of a CSV file.
struct PriceRecord
{
    int line = 0; // from 1
    QStringList cells;

    bool operator==(const PriceRecord &) const = default;
};

// Prices of one's own, the header first. Columns, in any order and letters of either case:
//   channel   kind of a channel, or the name of one in the workspace; needed
//   model     an id; * stands for any characters; needed
//   input, cache read, cache write, cache write 1h, output, reasoning, audio input, audio output, image input,
//   image output, call
//             prices for a million, with a decimal point
//   discount  in % off the list price, in place of prices: one row for each list row that it meets
//   currency  needed beside prices
//   region, tier, from, until (days such as 2026-12-31, until not included), note
// name: of the file, which becomes the source. date: the day for which list prices are looked up.
Result<PriceImport> importOwnPrices(const QList<PriceRecord> &records, const QString &name, const QDate &date,
                                    const PriceBook &book);

// Which of them a file is, judged by its content: "genai-prices", "litellm" or "csv".
QString priceFileKind(const QByteArray &content);

} // namespace evenhand
