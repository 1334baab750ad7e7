// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/pricing/moneytext.h"
#include "app/store/coststore.h"
#include "ui/models/rowmodel.h"

namespace evenhand {

// What was spent, one row for each month, channel, model, run or task class.
class CostModel final : public RowModel<SpendingGroup>
{
    Q_OBJECT
public:
    enum Column { Name, Cells, Attempts, TokensIn, TokensOut, Cost, Unpriced, Converted, ColumnCount };
    enum Role { SortRole = Qt::UserRole };

    using RowModel::RowModel;

    void setGroups(SpendingBy by, const QList<SpendingGroup> &groups, const std::optional<Conversion> &conversion);
    SpendingBy by() const { return m_by; }
    const std::optional<Conversion> &conversion() const { return m_conversion; }

    SpendingSum total() const;
    // As people read it: a month by its name, what has no name in words.
    static QString nameOf(SpendingBy by, const SpendingGroup &group);
    static QString groupTitle(SpendingBy by); // "Month"

protected:
    QStringList titles() const override;
    bool isNumber(int column) const override { return column != Name; }
    QVariant cell(const SpendingGroup &group, int column, int role) const override;

private:
    QString text(const SpendingGroup &group, int column) const;
    QVariant sortKey(const SpendingGroup &group, int column) const;

    SpendingBy m_by = SpendingBy::Month;
    std::optional<Conversion> m_conversion;
};

// The currency in which most attempts have a price; empty where none has.
QString mainCurrency(const SpendingSum &sum);

} // namespace evenhand
