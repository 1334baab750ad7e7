// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/pricestore.h"

#include "app/store/row.h"

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

StoredPriceLayer layerFromRow(const QSqlQuery &query)
{
    Row row(query);
    return {.id = row.id<PriceLayerId>(),
            .name = row.text(),
            .kind = row.text(),
            .source = row.object(),
            .imported = row.moment(),
            .ended = row.moment(),
            .rows = {}};
}

StoredPriceRow rowFromRow(const QSqlQuery &query)
{
    Row row(query);
    return {.id = row.text(), .content = row.object()};
}

Error notFound(const QString &message)
{
    return {.code = ErrorCode::NotFound, .message = message, .detail = {}};
}

Result<qint64> numberOf(Database &db, PriceLayerId layer)
{
    const Result<QVariant> number = db.value(u"SELECT number FROM price_layers WHERE id = ?"_s, layer);
    if (!number)
        return std::unexpected(number.error());
    if (!number->isValid())
        return std::unexpected(notFound(u"These prices were not imported here."_s));
    return number->toLongLong();
}

Result<void> addRows(Database &db, qint64 layer, const QList<StoredPriceRow> &rows)
{
    for (qsizetype position = 0; position < rows.size(); ++position) {
        const StoredPriceRow &row = rows.at(position);
        const Result<void> added = PriceStore::keep(db, row).and_then([&] {
            return db.exec(u"INSERT INTO price_layer_rows (layer, position, row) VALUES (?, ?, ?)"_s, layer, position,
                           row.id);
        });
        if (!added)
            return added;
    }
    return {};
}

} // namespace

Result<void> PriceStore::add(Database &db, const StoredPriceLayer &layer)
{
    return db
        .exec(u"INSERT INTO price_layers (id, name, kind, source, imported, ended) VALUES (?, ?, ?, ?, ?, ?)"_s,
              layer.id, layer.name, layer.kind, layer.source, layer.imported, layer.ended)
        .and_then([&] { return numberOf(db, layer.id); })
        .and_then([&](qint64 number) { return addRows(db, number, layer.rows); });
}

Result<QList<StoredPriceLayer>> PriceStore::layers(Database &db)
{
    Result<QList<StoredPriceLayer>> layers = db.all<StoredPriceLayer>(
        &layerFromRow, u"SELECT id, name, kind, source, imported, ended FROM price_layers ORDER BY number DESC"_s);
    if (!layers)
        return layers;
    for (StoredPriceLayer &layer : *layers) {
        Result<QList<StoredPriceRow>> rows = numberOf(db, layer.id).and_then([&](qint64 number) {
            return db.all<StoredPriceRow>(&rowFromRow,
                                          u"SELECT price_rows.id, content FROM price_layer_rows "
                                          "JOIN price_rows ON price_rows.id = price_layer_rows.row "
                                          "WHERE layer = ? ORDER BY position"_s,
                                          number);
        });
        if (!rows)
            return std::unexpected(rows.error());
        layer.rows = std::move(*rows);
    }
    return layers;
}

Result<void> PriceStore::end(Database &db, PriceLayerId layer, const QDateTime &moment)
{
    return numberOf(db, layer).and_then([&](qint64 number) {
        return db.exec(u"UPDATE price_layers SET ended = ? WHERE number = ? AND ended IS NULL"_s, moment, number);
    });
}

Result<void> PriceStore::takeUp(Database &db, PriceLayerId layer)
{
    return numberOf(db, layer).and_then(
        [&](qint64 number) { return db.exec(u"UPDATE price_layers SET ended = NULL WHERE number = ?"_s, number); });
}

Result<void> PriceStore::keep(Database &db, const StoredPriceRow &row)
{
    return db.exec(u"INSERT INTO price_rows (id, content) VALUES (?, ?) ON CONFLICT (id) DO NOTHING"_s, row.id,
                   row.content);
}

Result<StoredPriceRow> PriceStore::row(Database &db, const QString &id)
{
    return db.all<StoredPriceRow>(&rowFromRow, u"SELECT id, content FROM price_rows WHERE id = ?"_s, id)
        .and_then([&](const QList<StoredPriceRow> &found) -> Result<StoredPriceRow> {
            if (found.isEmpty())
                return std::unexpected(notFound(u"The price row %1 is not in this workspace."_s.arg(id)));
            return found.first();
        });
}

} // namespace evenhand
