// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/store/database.h"

#include <QDateTime>
#include <QJsonObject>

namespace evenhand {

using PriceLayerId = Id<struct PriceLayerTag>;

// A row of the price book as it is kept.
struct StoredPriceRow
{
    QString id; // of its content
    QJsonObject content;

    bool operator==(const StoredPriceRow &) const = default;
};

// Prices that were imported together, in the order of their file.
struct StoredPriceLayer
{
    PriceLayerId id;
    QString name; // of the file
    QString kind; // "genai-prices", "litellm", "csv"
    QJsonObject source;
    QDateTime imported; // UTC
    QDateTime ended;    // UTC; invalid: it is in use
    QList<StoredPriceRow> rows;

    bool operator==(const StoredPriceLayer &) const = default;
};

// Nothing is ever removed from it: what a cost was computed with can be shown for ever.
namespace PriceStore {

Result<void> add(Database &db, const StoredPriceLayer &layer);
// The newest first, those that ended as well, with their rows.
Result<QList<StoredPriceLayer>> layers(Database &db);
// From now on the layer is not used, until it is taken up again.
Result<void> end(Database &db, PriceLayerId layer, const QDateTime &moment);
Result<void> takeUp(Database &db, PriceLayerId layer);

// Keeps a row that a cost names; nothing happens when it is there.
Result<void> keep(Database &db, const StoredPriceRow &row);
// NotFound when no row has this id.
Result<StoredPriceRow> row(Database &db, const QString &id);

} // namespace PriceStore

} // namespace evenhand
