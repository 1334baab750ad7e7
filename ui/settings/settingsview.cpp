// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/settings/settingsview.h"

#include "ui/shell/theme.h"
#include "ui/widgets/buttons.h"

#include <QBoxLayout>
#include <QPushButton>
#include <QShortcut>

namespace evenhand {

SettingsView::SettingsView(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_title(title)
    , m_actions(new QWidget(this))
    , m_bar(new QHBoxLayout(m_actions))
{
    m_actions->hide();
    m_bar->setContentsMargins({});
    m_bar->setSpacing(Theme::step);
    m_bar->addStretch(1);
}

void SettingsView::setTitle(const QString &title)
{
    m_title = title;
    emit titleChanged(title);
}

void SettingsView::setCanGoBack()
{
    m_canGoBack = true;
    connect(new QShortcut(QKeySequence::Cancel, this), &QShortcut::activated, this, &SettingsView::backRequested);
}

QPushButton *SettingsView::addBarAction(const QString &text, const QKeySequence &shortcut)
{
    auto *button = new QPushButton(text, m_actions);
    button->setAutoDefault(false);
    m_bar->addWidget(button);
    if (!shortcut.isEmpty()) {
        button->setToolTip(withShortcut(text, shortcut));
        // On the view, so that it holds while the view is the one that is shown.
        connect(new QShortcut(shortcut, this), &QShortcut::activated, button, [button] { button->click(); });
    }
    return button;
}

} // namespace evenhand
