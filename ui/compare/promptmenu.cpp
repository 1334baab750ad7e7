// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/promptmenu.h"

#include "app/store/promptstore.h"
#include "app/store/workspace.h"

#include <QInputDialog>

using namespace Qt::StringLiterals;

namespace evenhand {

PromptMenu::PromptMenu(Workspace &workspace, std::function<PromptText()> present, QWidget *parent)
    : QMenu(parent)
    , m_workspace(workspace)
    , m_present(std::move(present))
{
    connect(this, &QMenu::aboutToShow, this, &PromptMenu::fill);
}

void PromptMenu::fill()
{
    clear();
    QAction *save = addAction(tr("Save as…"), this, &PromptMenu::saveAs);
    save->setEnabled(!m_workspace.isReadOnly() && !m_present().user.trimmed().isEmpty());
    addSection(tr("Saved prompts"));
    const Result<QList<Prompt>> prompts = PromptStore::all(m_workspace.reader());
    if (!prompts) {
        emit failed(prompts.error());
        return;
    }
    for (const Prompt &prompt : *prompts)
        addAction(QString(prompt.name).replace(u'&', "&&"_L1), this, [this, prompt] { choose(prompt); });
    if (prompts->isEmpty())
        addAction(tr("None yet"))->setEnabled(false);
}

void PromptMenu::choose(const Prompt &prompt)
{
    const Result<QList<PromptVersion>> versions = PromptStore::versions(m_workspace.reader(), prompt.id);
    if (!versions) {
        emit failed(versions.error());
    } else if (!versions->isEmpty()) {
        m_lastName = prompt.name;
        emit chosen(versions->first().text);
    }
}

void PromptMenu::saveAs()
{
    auto *dialog = new QInputDialog(parentWidget());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save prompt"));
    dialog->setLabelText(tr("Name of the prompt; a name that is taken gets a new version"));
    dialog->setTextValue(m_lastName);
    dialog->setOkButtonText(tr("Save"));
    connect(dialog, &QInputDialog::textValueSelected, this, &PromptMenu::save);
    dialog->open();
}

void PromptMenu::save(const QString &text)
{
    const QString name = text.trimmed();
    if (name.isEmpty())
        return;
    const Result<PromptVersion> saved =
        m_workspace.write([&](Database &db) { return PromptStore::save(db, name, m_present()); });
    if (!saved)
        emit failed(saved.error());
    else
        m_lastName = name;
}

} // namespace evenhand
