// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/settings/settingsview.h"

#include "app/core/ids.h"

QT_BEGIN_NAMESPACE
class QStackedLayout;
QT_END_NAMESPACE

namespace evenhand {

class ChannelModel;
class TableView;

// All channels, each with its plugin, where its requests go and where its key is.
class ChannelListView : public SettingsView
{
    Q_OBJECT
public:
    explicit ChannelListView(ChannelModel &model, QWidget *parent = nullptr);

    ChannelId current() const; // null: none
    void setCurrent(ChannelId channel);

signals:
    void addRequested();
    void openRequested(evenhand::ChannelId channel);
    void duplicateRequested(evenhand::ChannelId channel);
    void removeRequested(evenhand::ChannelId channel);

private:
    void addRowAction(const QString &text, const QKeySequence &key, void (ChannelListView::*request)(ChannelId));
    void showEmptiness();

    ChannelModel &m_model;
    TableView *m_table;
    QStackedLayout *m_pages;
};

} // namespace evenhand
