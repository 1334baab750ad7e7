// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTableView>

namespace evenhand {

// Cases × targets. Arrow keys go from cell to cell, Enter or a double click opens the answers, W or a click on a cost asks
// why it is that much.
class GridView : public QTableView
{
    Q_OBJECT
public:
    explicit GridView(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;

signals:
    void opened(const QModelIndex &index);
    void costRequested(const QModelIndex &index);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QModelIndex costAt(const QPoint &position) const;
    bool hasCost(const QModelIndex &index) const;
    void fitColumns();
    void fitRows();
};

} // namespace evenhand
