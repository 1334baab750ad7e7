// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/lineupbar.h"

#include "app/store/lineupstore.h"
#include "app/store/workspace.h"
#include "ui/compare/lineupview.h"
#include "ui/models/lineupmodel.h"
#include "ui/shell/theme.h"

#include <QBoxLayout>
#include <QInputDialog>
#include <QMenu>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// A name in a menu: an ampersand in it is not a mnemonic.
QString menuText(QString name)
{
    return name.replace(u'&', "&&"_L1);
}

} // namespace

LineupBar::LineupBar(LineupModel &model, Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_workspace(workspace)
    , m_name(new QPushButton)
    , m_menu(new QMenu(this))
    , m_view(new LineupView(model))
    , m_add(new QPushButton(tr("Add target")))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::step);
    layout->addWidget(m_name);
    layout->addWidget(m_view);
    layout->addWidget(m_add);
    layout->addStretch();
    m_name->setMenu(m_menu);
    m_name->setToolTip(tr("Save or load a lineup"));
    for (QPushButton *button : {m_name, m_add})
        button->setAutoDefault(false);
    connect(m_menu, &QMenu::aboutToShow, this, &LineupBar::fillMenu);
    connect(m_add, &QPushButton::clicked, this, &LineupBar::addRequested);
    connect(&m_model, &LineupModel::lineupChanged, this, &LineupBar::refresh);
    refresh();
}

QString LineupBar::title() const
{
    return m_name->text();
}

void LineupBar::refresh()
{
    const Lineup &lineup = m_model.lineup();
    if (lineup.id != m_saved.id) {
        const Result<Lineup> saved = LineupStore::find(m_workspace.reader(), lineup.id);
        m_saved = saved ? *saved : Lineup{};
    }
    if (m_saved.name.isEmpty())
        m_name->setText(tr("Lineup"));
    else if (m_saved.targets == lineup.targets)
        m_name->setText(menuText(m_saved.name));
    else
        m_name->setText(tr("%1, changed").arg(menuText(m_saved.name)));
    m_name->setAccessibleName(tr("Lineup %1").arg(m_saved.name));
    m_add->setEnabled(!m_model.isFull());
    m_add->setToolTip(m_model.isFull() ? tr("A lineup has at most %1 targets").arg(maxTargets) : QString());
    m_view->setHidden(lineup.targets.isEmpty());
}

void LineupBar::fillMenu()
{
    m_menu->clear();
    const bool writable = !m_workspace.isReadOnly();
    QAction *saveAction = m_menu->addAction(tr("Save"), QKeySequence(Qt::CTRL | Qt::Key_S), this, &LineupBar::save);
    QAction *saveAsAction = m_menu->addAction(tr("Save as…"), this, &LineupBar::saveAs);
    const bool hasTargets = !m_model.lineup().targets.isEmpty();
    saveAction->setEnabled(writable && hasTargets);
    saveAsAction->setEnabled(writable && hasTargets);
    if (!m_saved.name.isEmpty()) {
        QAction *removeAction =
            m_menu->addAction(tr("Delete “%1”").arg(menuText(m_saved.name)), this, [this] { remove(m_saved); });
        removeAction->setEnabled(writable);
    }
    const Result<QList<Lineup>> lineups = LineupStore::all(m_workspace.reader());
    if (!lineups) {
        emit failed(lineups.error());
        return;
    }
    m_menu->addSection(tr("Saved lineups"));
    for (const Lineup &lineup : *lineups) {
        QAction *action = m_menu->addAction(menuText(lineup.name), this, [this, lineup] { load(lineup); });
        action->setCheckable(true);
        action->setChecked(lineup.id == m_saved.id);
    }
    if (lineups->isEmpty())
        m_menu->addAction(tr("None yet"))->setEnabled(false);
}

void LineupBar::openMenu()
{
    m_name->showMenu();
}

void LineupBar::load(const Lineup &lineup)
{
    m_saved = lineup;
    m_model.setLineup(lineup);
    refresh();
}

void LineupBar::save()
{
    if (m_saved.name.isEmpty())
        saveAs();
    else
        store({.id = m_saved.id, .name = m_saved.name, .targets = m_model.lineup().targets});
}

void LineupBar::saveAs()
{
    if (m_model.lineup().targets.isEmpty() || m_workspace.isReadOnly())
        return;
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save lineup"));
    dialog->setLabelText(tr("Name of the lineup"));
    dialog->setTextValue(m_saved.name);
    dialog->setOkButtonText(tr("Save"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &text) {
        if (const QString name = text.trimmed(); !name.isEmpty())
            store({.id = LineupId::create(), .name = name, .targets = m_model.lineup().targets});
    });
    dialog->open();
}

void LineupBar::store(const Lineup &lineup)
{
    const Result<void> stored = m_workspace.write([&](Database &db) { return LineupStore::save(db, lineup); });
    if (!stored) {
        emit failed(stored.error());
        return;
    }
    m_saved = lineup;
    m_model.setIdentity(lineup.id, lineup.name);
}

void LineupBar::remove(const Lineup &lineup)
{
    const Result<void> removed = m_workspace.write([&](Database &db) { return LineupStore::remove(db, lineup.id); });
    if (!removed) {
        emit failed(removed.error());
        return;
    }
    m_saved = {};
    m_model.setIdentity({}, {});
}

} // namespace evenhand
