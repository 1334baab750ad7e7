// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/settings/channelform.h"
#include "ui/settings/settingsview.h"

namespace evenhand {

class Banner;
class ChannelKeeper;
class ModelsPanel;

// One channel: its form, and its models as a test finds them.
class ChannelView : public SettingsView
{
    Q_OBJECT
public:
    ChannelView(const SettingsContext &context, ChannelKeeper &keeper, const ChannelForm::Setup &setup,
                QWidget *parent = nullptr);

    ChannelId channel() const { return m_saved.id; }
    bool isModified() const;
    void save();

signals:
    void saved(const evenhand::Channel &channel);
    void duplicateRequested(const evenhand::Channel &channel);
    void removeRequested(const evenhand::Channel &channel);

private:
    void buildBar();
    void buildBody();
    void probeKeys();
    void refresh();
    void test();
    void finishSaving(const Channel &channel, const Result<void> &outcome);
    void showProblem(const QString &sentence);

    SettingsContext m_context;
    ChannelKeeper &m_keeper;
    Channel m_saved;
    bool m_isSaved;
    bool m_saving = false;

    QPushButton *m_duplicate = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_save = nullptr;
    ChannelForm *m_form;
    ModelsPanel *m_models;
    Banner *m_problem;
};

} // namespace evenhand
