// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/settings/pluginsview.h"

#include "app/service/preferences.h"
#include "ui/models/pluginmodel.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/tableview.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileDialog>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace evenhand {

PluginsView::PluginsView(PluginCatalog &plugins, QWidget *parent)
    : SettingsView(tr("Plugins"), parent)
    , m_plugins(plugins)
    , m_folderAtStart(Preferences::approvedPluginFolder())
    , m_model(new PluginModel(this))
    , m_table(new TableView(this))
    , m_reason(sentenceLabel({}, QPalette::BrightText, this))
    , m_description(sentenceLabel({}, QPalette::WindowText, this))
    , m_path(sentenceLabel({}, Theme::dimRole, this))
    , m_folder(sentenceLabel({}, QPalette::WindowText, this))
    , m_folderHint(sentenceLabel({}, Theme::dimRole, this))
    , m_forget(new QPushButton(tr("Remove"), this))
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Plugins"));
    m_table->setColumnCharacters({34, 12, 10, 26});
    m_table->setInk([](const QModelIndex &index) {
        const bool refused = index.data(PluginModel::StateRole).toInt() == int(PluginInfo::State::Refused);
        return refused && index.column() == PluginModel::State ? Theme::colors().bad : QColor();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PluginsView::showDetails);
    setFocusProxy(m_table);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_table, 1);
    layout->addWidget(new Rule(Qt::Horizontal, this));
    layout->addWidget(makeDetails());
    layout->addWidget(new Rule(Qt::Horizontal, this));
    layout->addWidget(makeFolder());
    refresh();
    showFolder();
}

QWidget *PluginsView::makeDetails()
{
    auto *details = new QWidget(this);
    auto *column = new QVBoxLayout(details);
    column->setContentsMargins(Theme::edge, Theme::edge, Theme::edge, Theme::edge);
    column->setSpacing(Theme::halfStep);
    column->addWidget(m_reason);
    column->addWidget(m_description);
    column->addWidget(m_path);
    return details;
}

QWidget *PluginsView::makeFolder()
{
    auto *choose = new QPushButton(tr("Choose folder…"), this);
    choose->setAutoDefault(false);
    m_forget->setAutoDefault(false);
    m_forget->setAccessibleName(tr("Remove the plugin folder"));
    connect(choose, &QPushButton::clicked, this, &PluginsView::chooseFolder);
    connect(m_forget, &QPushButton::clicked, this, [this] { setFolder({}); });

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Theme::step);
    buttons->addWidget(choose);
    buttons->addWidget(m_forget);
    buttons->addStretch(1);

    auto *folder = new QWidget(this);
    auto *column = new QVBoxLayout(folder);
    column->setContentsMargins(Theme::edge, Theme::edge, Theme::edge, Theme::edge);
    column->setSpacing(Theme::step);
    column->addWidget(textLabel(tr("A folder of your own"), Theme::Face::Strong));
    column->addWidget(m_folder);
    column->addWidget(m_folderHint);
    column->addLayout(buttons);
    return folder;
}

void PluginsView::refresh()
{
    m_model->setRows(m_plugins.plugins());
    m_table->setCurrentIndex(m_model->index(0, 0));
    showDetails();
}

void PluginsView::showDetails()
{
    const QModelIndex index = m_table->currentIndex();
    const PluginInfo plugin = index.isValid() ? m_model->row(index.row()) : PluginInfo();
    m_reason->setText(plugin.reason.isEmpty() ? QString() : u"✗ "_s + plugin.reason);
    m_reason->setVisible(!plugin.reason.isEmpty());
    m_description->setText(plugin.description);
    m_description->setVisible(!plugin.description.isEmpty());
    m_path->setText(plugin.path);
}

void PluginsView::showFolder()
{
    const QString folder = Preferences::approvedPluginFolder();
    m_folder->setText(folder.isEmpty() ? tr("None. Plugins come from the program's own folder only.")
                                       : QDir::toNativeSeparators(folder));
    m_folderHint->setText(folder == m_folderAtStart
                              ? tr("A plugin can do whatever you can do on this machine: choose a folder only when you "
                                   "trust what is in it. Files that others can write are refused.")
                              : tr("This takes effect when Evenhand is started the next time."));
    m_forget->setVisible(!folder.isEmpty());
}

void PluginsView::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder with plugins"), Preferences::approvedPluginFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &PluginsView::setFolder);
    dialog->open();
}

void PluginsView::setFolder(const QString &folder)
{
    Preferences::setApprovedPluginFolder(folder);
    showFolder();
}

} // namespace evenhand
