// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QListView>
#include <QStyledItemDelegate>

namespace evenhand {

class LineupModel;

// A target of the lineup as a chip: its letter, and its model where there is room for all of them.
class TargetChipDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    bool isCompact() const { return m_compact; }
    void setCompact(bool compact) { m_compact = compact; }
    int chipWidth(const QModelIndex &index, bool compact) const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    bool m_compact = false;
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
    int chipsWidth(bool compact) const; // of all chips
    void fit();
    void move(int by);
    void remove();

    LineupModel &m_lineup;
    TargetChipDelegate *m_chips;
};

} // namespace evenhand
