// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/settings/settingsview.h"

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace evenhand {

class PluginModel;
class TableView;

// Which plugins were found, which were refused and why; and the one folder the person may add.
class PluginsView : public SettingsView
{
    Q_OBJECT
public:
    explicit PluginsView(PluginCatalog &plugins, QWidget *parent = nullptr);

    void refresh(); // reads the plugins anew

private:
    QWidget *makeDetails();
    QWidget *makeFolder();
    void showDetails();
    void showFolder();
    void chooseFolder();
    void setFolder(const QString &folder);

    PluginCatalog &m_plugins;
    QString m_folderAtStart;
    PluginModel *m_model;
    TableView *m_table;
    QLabel *m_reason;
    QLabel *m_description;
    QLabel *m_path;
    QLabel *m_folder;
    QLabel *m_folderHint;
    QPushButton *m_forget;
};

} // namespace evenhand
