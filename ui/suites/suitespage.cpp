// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/suites/suitespage.h"

#include "app/service/suiteimporter.h"
#include "app/suites/starters.h"
#include "ui/models/format.h"
#include "ui/models/suitemodel.h"
#include "ui/shell/theme.h"
#include "ui/suites/caseview.h"
#include "ui/suites/importdialog.h"
#include "ui/suites/suiteeditor.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/pageframe.h"
#include "ui/widgets/sidelist.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QFuture>
#include <QInputDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPromise>
#include <QPushButton>
#include <QStackedWidget>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {
namespace {

constexpr int suiteRole = Qt::UserRole + 1;
constexpr int starterRole = Qt::UserRole + 2;
constexpr auto pauseBeforeSaving = 800ms;

QString casesOf(qsizetype number)
{
    return Format::counted(number, SuitesPage::tr("1 case"), SuitesPage::tr("%1 cases"));
}

} // namespace

SuitesPage::SuitesPage(Workspace &workspace, PluginCatalog &plugins, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_plugins(plugins)
    , m_model(new SuiteModel(this))
    , m_frame(new PageFrame(tr("Suites"), this))
    , m_filter(new QLineEdit)
    , m_list(new SideList)
    , m_names(new QStandardItemModel(this))
    , m_problem(new Banner(Banner::Tone::Bad))
    , m_views(new QStackedWidget)
    , m_editor(new SuiteEditor(*m_model))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_frame);
    m_frame->body()->addWidget(m_problem);
    m_problem->hide();
    m_frame->body()->addWidget(m_views, 1);
    m_views->setAutoFillBackground(true);
    m_views->setBackgroundRole(QPalette::Base);
    m_model->setReadOnly(workspace.isReadOnly());
    m_model->setCheckJudge([this](const QJsonArray &checks) { return acceptChecks(checks, m_plugins); });
    buildList();
    buildBar();
    buildEmpty();
    m_views->addWidget(m_editor);
    m_saving.setSingleShot(true);
    connect(&m_saving, &QTimer::timeout, this, &SuitesPage::saveInBackground);
    connect(m_model, &SuiteModel::changed, this, [this] {
        m_frame->setTitle(m_model->suite().name);
        m_saving.start(pauseBeforeSaving);
    });
    setFocusProxy(m_list);
    reload();
}

SuitesPage::~SuitesPage()
{
    save();
}

void SuitesPage::buildList()
{
    m_filter->setPlaceholderText(tr("Filter suites"));
    m_filter->setAccessibleName(tr("Filter suites"));
    m_filter->setClearButtonEnabled(true);
    auto *margin = new QHBoxLayout;
    margin->setContentsMargins(Theme::step + Theme::halfStep, 0, Theme::step + Theme::halfStep, Theme::step);
    margin->addWidget(m_filter);
    m_frame->contextBody()->addLayout(margin);
    m_frame->contextBody()->addWidget(m_list, 1);
    m_list->setModel(m_names);
    m_list->setAccessibleName(tr("Suites"));
    connect(m_filter, &QLineEdit::textChanged, this, &SuitesPage::reload);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) { showChosen(index); });
    connect(m_list, &SideList::activated, this, [this](const QModelIndex &index) {
        if (const QString starter = index.data(starterRole).toString(); !starter.isEmpty())
            addStarter(starter);
        else
            m_editor->view()->setFocus(Qt::OtherFocusReason);
    });
}

void SuitesPage::buildBar()
{
    const auto add = [this](const QString &text, auto run) {
        auto *button = new QPushButton(text);
        connect(button, &QPushButton::clicked, this, run);
        m_frame->bar()->addWidget(button);
        return button;
    };
    m_frame->bar()->addStretch(1);
    m_remove = add(tr("Remove…"), [this] { askToRemove(); });
    m_rename = add(tr("Rename…"), [this] { askForName(); });
    m_export = add(tr("Export…"), [this] { chooseTarget(); });
    QPushButton *import = add(tr("Import…"), [this] { chooseFile(); });
    QPushButton *make = add(tr("New suite"), [this] {
        addSuite({.name = tr("New suite"), .columns = {u"input"_s}, .cases = {{.id = CaseId::create()}}});
    });
    for (QPushButton *button : {m_export, m_rename, m_remove})
        button->setEnabled(false);
    import->setEnabled(!m_workspace.isReadOnly());
    make->setEnabled(!m_workspace.isReadOnly());
}

void SuitesPage::buildEmpty()
{
    auto *empty =
        new EmptyState(tr("A suite is a set of cases to run a prompt with. Choose a starter suite at the left, or "
                          "import a table."),
                       m_workspace.isReadOnly() ? QString() : tr("Import…"));
    connect(empty, &EmptyState::triggered, this, &SuitesPage::chooseFile);
    m_views->addWidget(empty);
}

SuiteId SuitesPage::suite() const
{
    return m_model->suite().id;
}

// Suites are added elsewhere as well.
void SuitesPage::showEvent(QShowEvent *event)
{
    reload();
    QWidget::showEvent(event);
}

void SuitesPage::reload()
{
    const Result<QList<SuiteSummary>> suites = SuiteStore::all(m_workspace.reader());
    if (!suites)
        return tell(suites.error().message);
    m_suites = *suites;
    const SuiteId shown = m_model->suite().id;
    const QSignalBlocker quiet(m_list->selectionModel());
    m_names->clear();
    const auto fits = [&](const QString &name) { return name.contains(m_filter->text(), Qt::CaseInsensitive); };
    for (const SuiteSummary &suite : std::as_const(m_suites)) {
        if (!fits(suite.name))
            continue;
        QStandardItem *item =
            SideList::nameItem(suite.name, casesOf(suite.cases) + u" · "_s + tr("version %1").arg(suite.latest));
        item->setData(suite.id.toString(), suiteRole);
        m_names->appendRow(item);
        if (suite.id == shown)
            m_list->setCurrentIndex(item->index());
    }
    m_names->appendRow(SideList::groupItem(tr("Starter suites")));
    for (const starters::Summary &starter : starters::summaries()) {
        if (!fits(starter.name))
            continue;
        QStandardItem *item = SideList::nameItem(starter.name, casesOf(starter.cases) + u" · "_s + tr("Enter adds it"));
        item->setToolTip(starter.description);
        item->setData(starter.id, starterRole);
        m_names->appendRow(item);
    }
}

void SuitesPage::showChosen(const QModelIndex &index)
{
    const SuiteId suite = SuiteId::fromString(index.data(suiteRole).toString());
    if (!suite.isNull())
        open(suite);
}

void SuitesPage::open(SuiteId suite)
{
    if (!save())
        return reload();
    const Result<SuiteVersion> version = SuiteStore::newest(m_workspace.reader(), suite);
    if (!version)
        return tell(version.error().message);
    m_model->setSuite(version->suite);
    m_frame->setTitle(version->suite.name);
    m_views->setCurrentWidget(m_editor);
    tell({});
    m_editor->tell({});
    m_export->setEnabled(true);
    for (QPushButton *button : {m_rename, m_remove})
        button->setEnabled(!m_workspace.isReadOnly());
    if (m_model->rowCount() > 0)
        m_editor->view()->setCurrentIndex(m_model->index(0, std::min(1, m_model->columnCount() - 1)));
}

bool SuitesPage::isSaved() const
{
    return m_workspace.isReadOnly() || m_model->suite().id.isNull() || m_model->undoStack()->isClean();
}

// Typing does not wait for a large suite to be written.
void SuitesPage::saveInBackground()
{
    if (isSaved())
        return;
    const Suite suite = m_model->suite();
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    promise->future().then(this, [this, suite](const Result<void> &saved) {
        if (!saved)
            return tell(saved.error().message);
        if (m_model->suite() == suite)
            m_model->undoStack()->setClean();
        reload();
    });
    m_workspace.post(
        [suite](Database &db) { return SuiteStore::save(db, suite).transform([](const SuiteVersion &) {}); },
        [promise](const Result<void> &saved) {
            promise->addResult(saved);
            promise->finish();
        });
}

bool SuitesPage::save()
{
    m_saving.stop();
    if (isSaved())
        return true;
    const Suite suite = m_model->suite();
    const Result<SuiteVersion> saved = m_workspace.write([&](Database &db) { return SuiteStore::save(db, suite); });
    if (!saved) {
        tell(saved.error().message);
        return false;
    }
    m_model->undoStack()->setClean();
    reload();
    return true;
}

bool SuitesPage::rename(const QString &name)
{
    const QString plain = name.trimmed();
    const auto other = std::ranges::find(m_suites, plain, &SuiteSummary::name);
    if (plain.isEmpty() || (other != m_suites.end() && other->id != m_model->suite().id)) {
        tell(plain.isEmpty() ? tr("A suite needs a name.") : tr("There already is a suite \"%1\".").arg(plain));
        return false;
    }
    tell({});
    m_model->rename(plain);
    return true;
}

void SuitesPage::addSuite(const Suite &suite)
{
    if (!save())
        return;
    const Result<SuiteVersion> saved = m_workspace.write([&](Database &db) { return SuiteStore::add(db, suite); });
    if (!saved)
        return tell(saved.error().message);
    open(saved->suite.id);
    reload();
}

void SuitesPage::addStarter(const QString &id)
{
    const Result<Suite> starter = starters::suite(id);
    if (!starter)
        return tell(starter.error().message);
    addSuite(*starter);
}

void SuitesPage::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Import a suite"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Suites (*.csv *.tsv *.jsonl *.yaml *.yml *.json *.xlsx *.xls)"));
    connect(dialog, &QFileDialog::fileSelected, this, &SuitesPage::importFile);
    dialog->open();
}

void SuitesPage::importFile(const QString &path)
{
    auto *dialog = new ImportDialog(path, m_plugins, m_reading, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { addSuite(dialog->import().suite); });
    dialog->open();
}

void SuitesPage::chooseTarget()
{
    save();
    auto *dialog = new QFileDialog(this, tr("Export the suite"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("YAML (*.yaml)"), tr("CSV (*.csv)"), tr("JSON lines (*.jsonl)")});
    dialog->setDefaultSuffix(u"yaml"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog,
            [dialog](const QString &filter) { dialog->setDefaultSuffix(filter.section(u"*."_s, 1).chopped(1)); });
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        if (const Result<void> written = writeSuiteFile(path, m_model->suite()); !written)
            tell(written.error().message);
    });
    dialog->open();
}

void SuitesPage::askForName()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename the suite"));
    dialog->setLabelText(tr("Name:"));
    dialog->setTextValue(m_model->suite().name);
    connect(dialog, &QInputDialog::textValueSelected, this, &SuitesPage::rename);
    dialog->open();
}

void SuitesPage::forget()
{
    m_model->setSuite({});
    reload();
    m_frame->setTitle({});
    m_views->setCurrentIndex(0);
    for (QPushButton *button : {m_export, m_rename, m_remove})
        button->setEnabled(false);
}

QString SuitesPage::problem() const
{
    return m_problem->isHidden() ? QString() : m_problem->text();
}

void SuitesPage::askToRemove()
{
    const SuiteId suite = m_model->suite().id;
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setText(tr("Remove the suite \"%1\"?").arg(m_model->suite().name));
    box->setInformativeText(tr("Runs keep the cases that they asked."));
    QPushButton *remove = box->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(remove, &QPushButton::clicked, this, [this, suite] {
        const Result<void> removed = m_workspace.write([&](Database &db) { return SuiteStore::remove(db, suite); });
        if (!removed)
            return tell(removed.error().message);
        forget();
    });
    box->open();
}

void SuitesPage::tell(const QString &sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

} // namespace evenhand
