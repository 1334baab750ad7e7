// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/pricing/pricebook.h"
#include "ui/models/rowmodel.h"

namespace evenhand {

struct BookRow
{
    PriceRow row;
    QString channel;          // the name of its kind
    QList<PriceRow> disputed; // what other catalogues say of the same

    bool operator==(const BookRow &) const = default;
};

// The rows of a price book, and those that a file would bring.
class CostBookModel final : public RowModel<BookRow>
{
    Q_OBJECT
public:
    enum Column { Channel, Model, Region, Tier, Input, Output, CacheRead, CacheWrite, Source, Valid, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole,
        FilterRole,   // all that can be searched for
        DisputedRole, // bool
        OwnRole,      // bool
    };

    using RowModel::RowModel;

    // Rows that hold on this day, or will; the others are history.
    void setBook(const PriceBook &book, const QDate &day);
    void setImport(const QList<PriceRow> &rows, const PriceBook &book);

    // Everything that is known of a row, with both figures where it is disputed.
    static QString details(const BookRow &row);

protected:
    QStringList titles() const override;
    bool isNumber(int column) const override { return column >= Input && column <= CacheWrite; }
    QVariant cell(const BookRow &row, int column, int role) const override;
};

} // namespace evenhand
