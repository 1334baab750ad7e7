// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/rail.h"

#include "ui/shell/theme.h"
#include "ui/widgets/buttons.h"

#include <QAction>
#include <QBoxLayout>
#include <QPainter>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int buttonSize = 44;
constexpr int railIconSize = 22;

} // namespace

Rail::Rail(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
    , m_menu(makeButton())
{
    setFixedWidth(Theme::railWidth);
    m_layout->setContentsMargins(0, 10, 1, 10);
    m_layout->setSpacing(Theme::halfStep);
    m_layout->addStretch();
    m_layout->addWidget(m_menu, 0, Qt::AlignHCenter);
    m_menu->setIcon(Theme::icon(u"application-menu"_s));
    m_menu->setAccessibleName(tr("Menu"));
    m_menu->setPopupMode(QToolButton::InstantPopup);
}

QToolButton *Rail::makeButton()
{
    auto *button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setFixedSize(buttonSize, buttonSize);
    button->setIconSize({railIconSize, railIconSize});
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QToolButton *Rail::pageButton(QAction *action)
{
    QToolButton *button = makeButton();
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setToolTip(withShortcut(action->text(), action->shortcut()));
    button->setAccessibleName(action->text());
    return button;
}

void Rail::addPage(QAction *action)
{
    m_layout->insertWidget(m_layout->indexOf(m_menu) - 1, pageButton(action), 0, Qt::AlignHCenter);
}

void Rail::addBottomPage(QAction *action)
{
    m_layout->addWidget(pageButton(action), 0, Qt::AlignHCenter);
}

void Rail::setMenu(QMenu *menu, const QKeySequence &shortcut)
{
    m_menu->setMenu(menu);
    m_menu->setToolTip(withShortcut(tr("Menu"), shortcut));
}

void Rail::openMenu()
{
    m_menu->showMenu();
}

void Rail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::colors().sunk);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), Theme::colors().line);
}

} // namespace evenhand
