// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QListView>
#include <QStyledItemDelegate>

namespace evenhand {

class LineupModel;

// A target of the lineup as a chip: its letter, and as much of its model as there is room for.
class TargetChipDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static constexpr int widestText = 140;
    static constexpr int leastText = 36; // less says nothing: the letter stands alone then

    int textLimit() const { return m_textLimit; }
    void setTextLimit(int limit) { m_textLimit = limit; } // 0: letters only
    int chipWidth(const QModelIndex &index, int textLimit) const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    int m_textLimit = widestText;
};

// The targets in order. They are dragged to another place, or moved with Ctrl+Shift and an arrow; Enter edits, Delete
// removes, and the menu key has all of it.
class LineupView final : public QListView
{
    Q_OBJECT
public:
    explicit LineupView(LineupModel &model, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void editRequested(int row);
    void duplicateRequested(int row);
    void focusRequested(int row); // of the target's pane

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    int chipsWidth(int textLimit) const; // of all chips
    void fit();
    void move(int by);
    void remove();

    LineupModel &m_lineup;
    TargetChipDelegate *m_chips;
};

} // namespace evenhand
