// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPushButton>
#include <QToolButton>

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

namespace evenhand {

// A button that stands for an action: its icon alone, the action's text as tooltip (with the shortcut) and for screen
// readers. Reached by Tab.
QToolButton *iconButton(QAction *action, QWidget *parent = nullptr);
QToolButton *iconButton(const QString &icon, const QString &name, QWidget *parent = nullptr);

// A quiet button: words without a frame, as in a pane's footer.
QPushButton *quietButton(const QString &text, QWidget *parent = nullptr);

// "Text (Ctrl+X)", as tooltips say it.
QString withShortcut(const QString &text, const QKeySequence &shortcut);

} // namespace evenhand
