// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/costbookmodel.h"

#include "app/pricing/cost.h"
#include "ui/models/costformat.h"
#include "ui/models/format.h"

#include <map>
#include <tuple>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr PriceClass shownClasses[] = {PriceClass::Input, PriceClass::Output, PriceClass::CacheRead,
                                       PriceClass::CacheWrite};

std::optional<qint64> priceOf(const PriceRow &row, int column)
{
    return row.price(shownClasses[column - CostBookModel::Input]);
}

// What is sold at one place: rows of several catalogues may be about it.
auto placeKey(const PriceRow &row)
{
    return std::tuple(row.channel, row.family.isEmpty() ? row.model : row.family, placeOf(row), row.tier, row.from);
}

QString text(const BookRow &entry, int column)
{
    const PriceRow &row = entry.row;
    switch (CostBookModel::Column(column)) {
    case CostBookModel::Channel:
        return entry.channel;
    case CostBookModel::Model:
        return row.model;
    case CostBookModel::Region:
        return placeOf(row);
    case CostBookModel::Tier:
        return Format::tier(row);
    case CostBookModel::Input:
    case CostBookModel::Output:
    case CostBookModel::CacheRead:
    case CostBookModel::CacheWrite:
        return Format::price(row, shownClasses[column - CostBookModel::Input]);
    case CostBookModel::Valid:
        return Format::validity(row);
    case CostBookModel::Source: {
        const QString source =
            row.own ? CostBookModel::tr("your own: %1").arg(sourceText(row.source)) : sourceText(row.source);
        return entry.disputed.isEmpty() ? source : CostBookModel::tr("⚠ disputed · %1").arg(source);
    }
    case CostBookModel::ColumnCount:
        break;
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

void CostBookModel::setBook(const PriceBook &book, const QDate &day)
{
    std::map<decltype(placeKey(PriceRow())), QList<PriceRow>> places;
    for (const PriceRow &row : book.rows()) {
        if (!row.own)
            places[placeKey(row)].append(row);
    }
    QList<BookRow> rows;
    for (const PriceRow &row : book.rows()) {
        if (row.until.isValid() && row.until <= day)
            continue;
        BookRow entry{.row = row, .channel = book.channelName(row.channel), .disputed = {}};
        if (!row.own) {
            for (const PriceRow &other : places[placeKey(row)]) {
                if (other.source.catalogue != row.source.catalogue && disagree(row, other))
                    entry.disputed.append(other);
            }
        }
        rows.append(entry);
    }
    setRows(rows);
}

void CostBookModel::setImport(const QList<PriceRow> &imported, const PriceBook &book)
{
    QList<BookRow> rows;
    for (const PriceRow &row : imported)
        rows.append({.row = row, .channel = book.channelName(row.channel), .disputed = {}});
    setRows(rows);
}

QString CostBookModel::details(const BookRow &entry)
{
    const PriceRow &row = entry.row;
    QStringList lines{
        tr("%1 at %2, %3, %4").arg(row.model, entry.channel, placeOf(row), Format::tier(row)),
        pricesText(row),
        tr("Valid: %1").arg(Format::validity(row)),
        row.own ? tr("Your own price, from %1").arg(sourceText(row.source))
                : tr("List price, from %1").arg(sourceText(row.source)),
    };
    if (!row.source.licence.isEmpty())
        lines.last() += u" (%1)"_s.arg(row.source.licence);
    if (!row.note.isEmpty())
        lines.append(row.note);
    for (const PriceRow &other : entry.disputed)
        lines.append(tr("Disputed: %1 says %2").arg(sourceText(other.source), pricesText(other)));
    lines.append(tr("Row %1").arg(priceRowId(row)));
    return lines.join(u'\n');
}

QStringList CostBookModel::titles() const
{
    return {tr("Channel"), tr("Model"),      tr("Region"),      tr("Tier"),   tr("Input"),
            tr("Output"),  tr("Cache read"), tr("Cache write"), tr("Source"), tr("Valid")};
}

QVariant CostBookModel::cell(const BookRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return Format::toolTip(details(row));
    case SortRole:
        return isNumber(column) ? QVariant(priceOf(row.row, column).value_or(-1)) : QVariant(text(row, column));
    case FilterRole:
        return QStringList{row.channel,           row.row.channel,  row.row.model,
                           row.row.family,        placeOf(row.row), row.row.regions.join(u' '),
                           Format::tier(row.row), text(row, Source)}
            .join(u' ');
    case DisputedRole:
        return !row.disputed.isEmpty();
    case OwnRole:
        return row.row.own;
    default:
        return {};
    }
}

} // namespace evenhand
