// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/settings/channellistview.h"

#include "ui/models/channelmodel.h"
#include "ui/shell/theme.h"
#include "ui/widgets/pageframe.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QPushButton>
#include <QStackedLayout>

namespace evenhand {

ChannelListView::ChannelListView(ChannelModel &model, QWidget *parent)
    : SettingsView(tr("Channels"), parent)
    , m_model(model)
    , m_table(new TableView(this))
    , m_pages(new QStackedLayout(this))
{
    QPushButton *add = addBarAction(tr("Add channel…"), QKeySequence::New);
    add->setDefault(true);
    connect(add, &QPushButton::clicked, this, &ChannelListView::addRequested);

    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("Channels"));
    m_table->setColumnCharacters({30, 24, 36});
    m_table->setInk([](const QModelIndex &index) {
        const bool missing = index.column() == ChannelModel::Key && index.data(ChannelModel::KeyMissingRole).toBool();
        return missing ? Theme::colors().bad : QColor();
    });
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    addRowAction(tr("Edit"), {}, &ChannelListView::openRequested);
    addRowAction(tr("Duplicate"), Qt::CTRL | Qt::Key_D, &ChannelListView::duplicateRequested);
    addRowAction(tr("Remove…"), QKeySequence::Delete, &ChannelListView::removeRequested);
    connect(m_table, &TableView::activated, this, [this] { emit openRequested(current()); });
    connect(m_table, &TableView::clicked, this, [this] { emit openRequested(current()); });
    setFocusProxy(m_table);

    auto *empty = new EmptyState(tr("A channel is a way to reach models: a server on this machine, or a provider."),
                                 tr("Add channel…"), this);
    connect(empty, &EmptyState::triggered, this, &ChannelListView::addRequested);
    m_pages->addWidget(m_table);
    m_pages->addWidget(empty);
    connect(&m_model, &ChannelModel::modelReset, this, &ChannelListView::showEmptiness);
    showEmptiness();
}

void ChannelListView::addRowAction(const QString &text, const QKeySequence &key,
                                   void (ChannelListView::*request)(ChannelId))
{
    auto *action = new QAction(text, m_table);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, [this, request] {
        if (const ChannelId channel = current(); !channel.isNull())
            emit(this->*request)(channel);
    });
    m_table->addAction(action);
}

void ChannelListView::showEmptiness()
{
    m_pages->setCurrentIndex(m_model.rowCount() == 0 ? 1 : 0);
}

ChannelId ChannelListView::current() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? m_model.row(index.row()).channel.id : ChannelId();
}

void ChannelListView::setCurrent(ChannelId channel)
{
    m_table->setCurrentIndex(m_model.index(qMax(0, m_model.rowOf(channel)), 0));
}

} // namespace evenhand
