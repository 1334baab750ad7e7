// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/gridentry.h"

#include <QSet>
#include <QTableView>

namespace evenhand {

class GridDelegate;
class GridHeader;

// Cases × targets; number and case stay in sight while many targets scroll sideways. Arrow keys go from cell to cell, Enter
// or a double click opens the answers, W or a click on a cost asks why it is that much, F goes to the next cell that
// failed, Shift+F to the one before.
class GridView : public QTableView
{
    Q_OBJECT
public:
    explicit GridView(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    QModelIndex indexAt(const QPoint &position) const override;
    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    // Targets without a column, by their place.
    void showColumns(const SecondLine &shown, const QSet<int> &hidden);
    // From the current cell on, row by row, past the end to the beginning; by: 1, or -1 for the other direction.
    void goToFailed(int by);

signals:
    void opened(const QModelIndex &index);
    void costRequested(const QModelIndex &index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void paintFrozen(QPainter *painter, const QModelIndex &index);
    QModelIndex costAt(const QPoint &position) const;
    bool hasCost(const QModelIndex &index) const;
    void fitColumns();
    void fitRows();
    QList<int> shownTargets() const; // their columns

    GridDelegate *m_delegate;
    GridHeader *m_header;
};

} // namespace evenhand
