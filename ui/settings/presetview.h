// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/plugincatalog.h"
#include "ui/settings/settingsview.h"

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QStandardItemModel;
QT_END_NAMESPACE

namespace evenhand {

class SideList;

// Chooses what a new channel starts from: the presets of the plugins, in groups and in alphabetical order, or an empty
// form. What is typed are words, of which all must be found: in the name, the plugin, the address, the operator, the
// jurisdiction or the region.
class PresetView : public SettingsView
{
    Q_OBJECT
public:
    explicit PresetView(PluginCatalog &plugins, QWidget *parent = nullptr);

    void refresh(); // reads the plugins anew

signals:
    // preset has a name only where it is an empty form.
    void chosen(const evenhand::PluginInfo &plugin, const evenhand::PluginPreset &preset);

private:
    struct Entry
    {
        PluginInfo plugin;
        PluginPreset preset;
    };

    QList<Entry> entries(bool onThisMachine) const;
    QList<Entry> emptyForms() const;
    void addHosted(const QList<Entry> &entries);
    void addGroup(const QString &title, QList<Entry> entries);
    void filter(const QString &text);
    void choose(const QModelIndex &index);

    PluginCatalog &m_plugins;
    QStandardItemModel *m_model;
    QList<Entry> m_entries; // in the order of the list
    QLineEdit *m_filter;
    SideList *m_list;
    QLabel *m_nothing; // that fits
};

} // namespace evenhand
