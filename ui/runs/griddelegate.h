// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/gridentry.h"

#include <QStyledItemDelegate>

namespace evenhand {

// Two lines: what a cell says, and its figures where any are shown.
class GridDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static constexpr int inset = 12; // from the cell's left edge to its text

    void setSecondLine(const SecondLine &shown) { m_shown = shown; }
    int rowHeight() const;
    // Where the cell's cost is written; empty: nowhere.
    QRect costRect(const QRect &cell, const QModelIndex &index) const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QString figuresText(const GridEntry &entry) const;

    SecondLine m_shown;
};

} // namespace evenhand
