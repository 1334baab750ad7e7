// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/suites/importdialog.h"

#include "app/service/suiteimporter.h"
#include "app/suites/spreadsheet.h"
#include "ui/models/format.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/tableview.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFuture>
#include <QPromise>
#include <QPushButton>
#include <QStandardItemModel>
#include <QThreadPool>

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

QString whatCanBe(qsizetype cases, qsizetype problems)
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

void fill(QStandardItemModel &model, const SuiteImport &import)
{
    model.clear();
    model.setHorizontalHeaderLabels({ImportDialog::tr("Where"), ImportDialog::tr("What")});
    for (const RowProblem &problem : import.problems)
        addRow(model, placeOf(problem), problem.reason);
    for (const QString &left : import.unsupported)
        addRow(model, ImportDialog::tr("Left out"), left);
    for (const QString &note : import.notes)
        addRow(model, ImportDialog::tr("Note"), note);
}

} // namespace

struct ImportDialog::Reading
{
    QStringList sheets; // of a spreadsheet
    Result<SuiteImport> import;
};

ImportDialog::ImportDialog(const QString &path, PluginCatalog &plugins, QThreadPool &pool, QWidget *parent)
    : QDialog(parent)
    , m_path(path)
    , m_plugins(plugins)
    , m_pool(pool)
    , m_summary(sentenceLabel(tr("Reading the file…")))
    , m_sheetRow(new QWidget)
    , m_sheet(new QComboBox)
    , m_outside(new QCheckBox)
    , m_findings(new QStandardItemModel(this))
    , m_table(new TableView)
{
    setWindowTitle(tr("Import a suite"));
    resize(720, 420);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::edge, Theme::edge, Theme::edge, Theme::edge);
    layout->setSpacing(Theme::step);
    auto *title = new ElidedLabel(Qt::ElideMiddle);
    title->setFont(Theme::font(Theme::Face::Title));
    title->setText(QFileInfo(path).fileName());
    layout->addWidget(title);
    layout->addWidget(m_summary);
    buildChoices();
    layout->addWidget(m_sheetRow);
    layout->addWidget(m_outside);
    m_table->setModel(m_findings);
    m_table->setAccessibleName(tr("What was found in the file"));
    layout->addWidget(m_table, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_accept = buttons->addButton(tr("Import"), QDialogButtonBox::AcceptRole);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    read();
}

void ImportDialog::buildChoices()
{
    auto *layout = new QHBoxLayout(m_sheetRow);
    layout->setContentsMargins({});
    layout->setSpacing(Theme::step);
    auto *label = textLabel(tr("&Sheet:"));
    label->setBuddy(m_sheet);
    layout->addWidget(label);
    layout->addWidget(m_sheet);
    layout->addStretch(1);
    m_sheetRow->hide();
    m_outside->hide();
    connect(m_sheet, &QComboBox::activated, this, &ImportDialog::read);
    connect(m_outside, &QCheckBox::clicked, this, &ImportDialog::read);
}

void ImportDialog::read()
{
    const int number = ++m_asked;
    m_accept->setEnabled(false);
    const ReadOptions options{.sheet = m_sheet->currentText(),
                              .reach =
                                  m_outside->isChecked() ? FileFolder::Reach::Anywhere : FileFolder::Reach::Inside};
    const auto promise = std::make_shared<QPromise<Reading>>();
    promise->start();
    promise->future().then(this, [this, number](const Reading &reading) {
        if (number == m_asked)
            show(reading);
    });
    m_pool.start([promise, path = m_path, options, &plugins = m_plugins] {
        const QStringList sheets = isSpreadsheet(path) ? sheetNames(path).value_or(QStringList()) : QStringList();
        promise->addResult(Reading{.sheets = sheets, .import = importSuite(path, options, plugins)});
        promise->finish();
    });
}

void ImportDialog::show(const Reading &reading)
{
    m_answered = m_asked;
    m_import = reading.import.value_or(SuiteImport());
    const qsizetype cases = m_import.suite.cases.size();
    const bool isGood = m_import.problems.isEmpty();
    m_summary->setText(reading.import ? whatCanBe(cases, m_import.problems.size()) : reading.import.error().message);
    fill(*m_findings, m_import);
    m_table->setColumnCharacters({24});
    m_table->setVisible(m_findings->rowCount() > 0);
    m_accept->setText(isGood ? tr("Import") : tr("Import the rest"));
    m_accept->setEnabled(cases > 0);
    showChoices(reading.sheets);
}

void ImportDialog::showChoices(const QStringList &sheets)
{
    if (m_sheet->count() == 0)
        m_sheet->addItems(sheets);
    m_sheetRow->setVisible(sheets.size() > 1);
    if (const qsizetype outside = m_import.outside.size(); outside > 0) {
        m_outside->setText(Format::counted(outside, tr("Also read the file that it names outside of its own folder"),
                                           tr("Also read the %1 files that it names outside of its own folder")));
        m_outside->setToolTip(m_import.outside.join(u'\n'));
    }
    m_outside->setVisible(m_outside->isChecked() || !m_import.outside.isEmpty());
}

QString ImportDialog::summary() const
{
    return m_summary->text();
}

} // namespace evenhand
