// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/suites/importdialog.h"

#include "ui/models/format.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/tableview.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

void addRow(QStandardItemModel &model, const QString &place, const QString &what)
{
    auto *placeItem = new QStandardItem(place);
    auto *whatItem = new QStandardItem(what);
    whatItem->setToolTip(what);
    model.appendRow({placeItem, whatItem});
}

QString placeOf(const RowProblem &problem)
{
    const QString line = problem.line > 0 ? ImportDialog::tr("Line %1").arg(problem.line) : QString();
    return line.isEmpty() || problem.column.isEmpty() ? line + problem.column : line + u", "_s + problem.column;
}

QString whatCanBe(int cases, int problems)
{
    const QString good = Format::counted(cases, ImportDialog::tr("1 case can be imported."),
                                         ImportDialog::tr("%1 cases can be imported."));
    if (problems == 0)
        return good;
    return good + u' '
           + Format::counted(problems, ImportDialog::tr("1 problem was found."),
                             ImportDialog::tr("%1 problems were found."))
           + u' ' + ImportDialog::tr("Nothing is imported until you decide.");
}

QStandardItemModel *findings(const SuiteImport &import, QObject *parent)
{
    auto *model = new QStandardItemModel(parent);
    model->setHorizontalHeaderLabels({ImportDialog::tr("Where"), ImportDialog::tr("What")});
    for (const RowProblem &problem : import.problems)
        addRow(*model, placeOf(problem), problem.reason);
    for (const QString &left : import.unsupported)
        addRow(*model, ImportDialog::tr("Left out"), left);
    for (const QString &note : import.notes)
        addRow(*model, ImportDialog::tr("Note"), note);
    return model;
}

} // namespace

ImportDialog::ImportDialog(const QString &file, const SuiteImport &import, QWidget *parent)
    : QDialog(parent)
{
    const int cases = int(import.suite.cases.size());
    const int bad = int(import.problems.size());
    setWindowTitle(tr("Import a suite"));
    resize(720, 420);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::edge, Theme::edge, Theme::edge, Theme::edge);
    layout->setSpacing(Theme::step);
    auto *title = new ElidedLabel(Qt::ElideMiddle);
    title->setFont(Theme::font(Theme::Face::Title));
    title->setText(file);
    layout->addWidget(title);
    layout->addWidget(sentenceLabel(whatCanBe(cases, bad)));
    auto *table = new TableView;
    table->setModel(findings(import, this));
    table->setColumnCharacters({24});
    table->setAccessibleName(tr("What was found in the file"));
    layout->addWidget(table, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *accept =
        buttons->addButton(bad == 0 ? tr("Import") : tr("Leave these rows out"), QDialogButtonBox::AcceptRole);
    accept->setEnabled(cases > 0);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace evenhand
