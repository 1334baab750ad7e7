// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

namespace evenhand {

// Paints a grid of cases: two lines to a cell, a hairline under each row, the row of the current cell in a soft accent.
class GridDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static constexpr int inset = 12; // from the cell's left edge to its text

    static int rowHeight();
    // Where the cell's cost is written; empty: nowhere.
    static QRect costRect(const QRect &cell, const QModelIndex &index);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace evenhand
