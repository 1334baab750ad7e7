// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QAction;
class QMenu;
class QToolButton;
class QVBoxLayout;
QT_END_NAMESPACE

namespace evenhand {

// The icons at the window's left edge: pages from above, the menu and the last page below. Names are in the tooltips and
// for screen readers.
class Rail : public QWidget
{
    Q_OBJECT
public:
    explicit Rail(QWidget *parent = nullptr);

    // The button is checked while its page is shown.
    void addPage(QAction *action);
    void addBottomPage(QAction *action);
    void setMenu(QMenu *menu, const QKeySequence &shortcut);
    void openMenu();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *makeButton();
    QToolButton *pageButton(QAction *action);

    QVBoxLayout *m_layout;
    QToolButton *m_menu;
};

} // namespace evenhand
