// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/service/channelkeeper.h"
#include "ui/settings/channelform.h"
#include "ui/settings/settingsview.h"

#include "app/core/channel.h"

QT_BEGIN_NAMESPACE
class QStackedWidget;
class QToolButton;
QT_END_NAMESPACE

namespace evenhand {

class ChannelListView;
class ChannelModel;
class ChannelView;
class PageFrame;
class PluginsView;
class PresetView;
class SideList;

// Channels, network, plugins, appearance, workspace.
class SettingsPage : public QWidget
{
    Q_OBJECT
public:
    enum Section { Channels, Network, Plugins, Appearance, Workspace };

    explicit SettingsPage(const SettingsContext &context, QWidget *parent = nullptr);

    void showSection(Section section);
    Section section() const;
    void addChannel();                     // begins with the choice of a preset
    void addChannel(const Channel &draft); // begins with the form, filled in
    void openChannel(ChannelId channel);
    void reload();           // channels were changed elsewhere
    bool isModified() const; // a form has something that is not saved
    PageFrame *frame() const { return m_frame; }

signals:
    void channelsChanged();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildSections();
    void buildViews();
    void addView(SettingsView *view);
    void showView(SettingsView *view);
    SettingsView *sectionView(int row) const;
    void openForm(const ChannelForm::Setup &setup);
    void replaceForm(const ChannelForm::Setup &setup);
    void startFromPreset(const PluginInfo &plugin, const PluginPreset &preset);
    void duplicate(const Channel &channel);
    void askToRemove(const Channel &channel);
    void remove(const Channel &channel);
    void dropForm();
    void showList();
    // Goes on at once, or when the person has said what becomes of what is not saved.
    void leaveForm(std::function<void()> next);
    void lookForSessionKeys();
    QStringList namesWithout(ChannelId channel) const;
    void say(const QString &title, const QString &sentence);

    SettingsContext m_context;
    ChannelKeeper m_keeper;
    ChannelModel *m_channels;
    PageFrame *m_frame;
    SideList *m_sections;
    QStackedWidget *m_views;
    QToolButton *m_back;
    QStackedWidget *m_actions;
    ChannelListView *m_list = nullptr;
    PresetView *m_presets = nullptr;
    PluginsView *m_plugins = nullptr;
    SettingsView *m_network = nullptr;
    SettingsView *m_appearance = nullptr;
    SettingsView *m_workspace = nullptr;
    ChannelView *m_form = nullptr;          // the channel that is open, if any
    SettingsView *m_channelsView = nullptr; // what "Channels" shows: the list, the presets or the form
};

} // namespace evenhand
