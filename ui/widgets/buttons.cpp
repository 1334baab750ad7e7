// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/buttons.h"

#include "ui/shell/theme.h"

#include <QAction>

using namespace Qt::StringLiterals;

namespace evenhand {

QString withShortcut(const QString &text, const QKeySequence &shortcut)
{
    return shortcut.isEmpty() ? text : u"%1 (%2)"_s.arg(text, shortcut.toString(QKeySequence::NativeText));
}

QToolButton *iconButton(const QString &icon, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setIcon(Theme::icon(icon));
    button->setIconSize({Theme::iconSize, Theme::iconSize});
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QToolButton *iconButton(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setIconSize({Theme::iconSize, Theme::iconSize});
    button->setDefaultAction(action);
    button->setFocusPolicy(Qt::TabFocus);
    const auto describe = [button, action] {
        const QString name = action->text().remove(u'&');
        button->setToolTip(withShortcut(name, action->shortcut()));
        button->setAccessibleName(name);
    };
    QObject::connect(action, &QAction::changed, button, describe);
    describe();
    return button;
}

QPushButton *quietButton(const QString &text, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setFlat(true);
    QFont face = Theme::font(Theme::Face::Small);
    face.setWeight(QFont::Normal); // said, since buttons have a weight of their own
    button->setFont(face);
    button->setAutoDefault(false);
    return button;
}

} // namespace evenhand
