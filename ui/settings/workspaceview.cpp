// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/settings/workspaceview.h"

#include "app/engine/credentials.h"
#include "app/store/workspace.h"
#include "ui/models/format.h"
#include "ui/settings/formrow.h"
#include "ui/shell/theme.h"

#include <QBoxLayout>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace evenhand {

// Of the files that SQLite keeps, by asking the folder: the workspace must not be opened except through SQLite.
static qint64 sizeOf(const QString &workspace)
{
    return QFileInfo(workspace).size() + QFileInfo(workspace + "-wal"_L1).size();
}

WorkspaceView::WorkspaceView(const SettingsContext &context, QWidget *parent)
    : SettingsView(tr("Workspace"), parent)
    , m_context(context)
    , m_layout(new QVBoxLayout(this))
{
    QPushButton *show = addBarAction(tr("Show in folder"));
    connect(show, &QPushButton::clicked, this, [this] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_context.workspace.path()).absolutePath()));
    });
    m_layout->setContentsMargins(Theme::edge, Theme::edge, Theme::edge, Theme::edge);
    m_layout->setSpacing(Theme::edge);
    m_path = addFact(tr("Workspace file"),
                     tr("Channels without their keys, lineups, prompts, conversations, runs and answers. To copy it, "
                        "close Evenhand first."));
    m_size = addFact(tr("Size"));
    m_keys = addFact(tr("Keys"), tr("Never in the workspace, in a log or in an export."));
    m_settings = addFact(tr("Settings of this user"), tr("Appearance, and the folder for plugins of your own."));
    m_layout->addStretch(1);
    refresh();
}

FactRow *WorkspaceView::addFact(const QString &label, const QString &hint)
{
    auto *row = new FactRow(label, this);
    row->setHint(hint);
    m_layout->addWidget(row);
    return row;
}

void WorkspaceView::showEvent(QShowEvent *event)
{
    SettingsView::showEvent(event);
    refresh();
}

void WorkspaceView::refresh()
{
    m_path->setText(QDir::toNativeSeparators(m_context.workspace.path()));
    m_size->setText(Format::bytes(sizeOf(m_context.workspace.path())));
    m_settings->setText(QDir::toNativeSeparators(QSettings().fileName()));
    m_keys->setText(tr("Looking for the keychain of this system…"));
    m_context.credentials.probeKeychain([self = QPointer(this)](bool available) {
        if (!self)
            return;
        self->m_keys->setText(available ? tr("In the keychain of this system, in environment variables, or in memory "
                                             "until Evenhand closes, as each channel says.")
                                        : tr("In environment variables, or in memory until Evenhand closes, as each "
                                             "channel says. No keychain answers on this system."));
    });
}

} // namespace evenhand
