// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QAction;
class QLabel;
class QPushButton;
class QToolButton;
QT_END_NAMESPACE

namespace evenhand {

class Differences;
class ElidedLabel;
class FiguresTable;
class PaneBoard;

// The comparison of the board's answers: how many differences there are, the way from one to the next, and the answers'
// figures side by side. It is there while the comparison is switched on.
class DifferenceBar : public QWidget
{
    Q_OBJECT
public:
    explicit DifferenceBar(PaneBoard &board, QWidget *parent = nullptr);

    Differences &differences() const { return *m_differences; }
    QPushButton *button() const { return m_button; } // that switches it on and off; for the page's bar
    QList<QAction *> pageActions() const { return m_actions; }

    QString summary() const; // "Difference 2 of 17"
    QString note() const;    // what is to be known beside it
    FiguresTable *figures() const { return m_figures; }

private:
    void buildBar();
    void buildActions(PaneBoard &board);
    QAction *addAction(const QString &text, const QKeySequence &keys, std::function<void()> run);
    void refresh();
    QString summaryText() const;
    QString noteText() const;

    Differences *m_differences;
    QPushButton *m_button;
    QToolButton *m_previous;
    QToolButton *m_next;
    QLabel *m_summary;
    ElidedLabel *m_note;
    QPushButton *m_showFigures;
    FiguresTable *m_figures;
    QList<QAction *> m_actions;
};

} // namespace evenhand
