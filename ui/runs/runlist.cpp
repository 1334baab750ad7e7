// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/runlist.h"

#include "app/store/workspace.h"
#include "ui/models/format.h"
#include "ui/models/runcontrol.h"
#include "ui/shell/theme.h"
#include "ui/widgets/sidelist.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QLocale>

#include <numeric>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {
namespace {

enum ItemRole { RunRole = Qt::UserRole + 1, SuiteRole };

int cellsOf(const RunSummary &run)
{
    return std::accumulate(run.cells.begin(), run.cells.end(), 0);
}

int openCells(const RunSummary &run)
{
    return cellsOf(run) - run.cells.value(LaneState::Done) - run.cells.value(LaneState::Failed);
}

QString sizeOf(const RunSummary &run)
{
    const int cases = cellsOf(run) / std::max(1, run.targets * run.repeats);
    const QString text = u"%1 × %2"_s.arg(Format::count(cases), Format::count(run.targets));
    return run.repeats == 1 ? text : u"%1 × %2"_s.arg(text, Format::count(run.repeats));
}

QString detailOf(const RunSummary &run, const Batch *batch)
{
    QStringList parts{sizeOf(run)};
    if (batch) {
        const Batch::Progress progress = batch->progress();
        parts.append(
            Format::percent(int(100 * (progress.done + progress.failed) / std::max<qsizetype>(1, progress.cells))));
        if (batch->state() == Batch::State::Paused)
            parts.append(RunList::tr("paused"));
    } else if (const int open = openCells(run)) {
        parts.append(RunList::tr("%1 not sent").arg(Format::count(open)));
    }
    if (const int failed = batch ? int(batch->progress().failed) : run.cells.value(LaneState::Failed))
        parts.append(RunList::tr("%1 failed").arg(Format::count(failed)));
    return parts.join(u" · "_s);
}

// "200 cases · json schema check": what its answers are held against.
QString detailOf(const SuiteSummary &suite)
{
    QString text = Format::counted(suite.cases, RunList::tr("1 case"), RunList::tr("%1 cases"));
    if (suite.checks.size() == 1)
        text += u" · "_s + RunList::tr("%1 check").arg(QString(suite.checks.first()).replace(u'-', u' '));
    else if (!suite.checks.isEmpty())
        text += u" · "_s + RunList::tr("checks");
    return text;
}

} // namespace

RunList::RunList(Workspace &workspace, const RunControl &control, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_control(control)
    , m_filter(new QLineEdit)
    , m_view(new SideList)
    , m_model(new QStandardItemModel(this))
{
    m_filter->setPlaceholderText(tr("Filter runs"));
    m_filter->setAccessibleName(tr("Filter runs and suites"));
    m_filter->setClearButtonEnabled(true);
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Runs and suites"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *inset = new QHBoxLayout;
    inset->setContentsMargins(12, 0, 12, Theme::step);
    inset->addWidget(m_filter);
    layout->addLayout(inset);
    layout->addWidget(m_view, 1);
    m_typing.setSingleShot(true);
    m_typing.setInterval(150ms);
    connect(m_filter, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(&m_typing, &QTimer::timeout, this, &RunList::reload);
    connect(m_view, &QListView::clicked, this, &RunList::choose);
    connect(m_view, &QListView::activated, this, &RunList::choose);
}

void RunList::reload()
{
    const QString filter = m_filter->text().trimmed();
    Result<QList<RunSummary>> runs =
        RunStore::summaries(m_workspace.reader(), filter, RunStore::mostSummaries, RunsOf::NoConversation);
    if (!runs) {
        emit failed(runs.error());
        return;
    }
    if (m_workspace.isAbandoned()) {
        for (RunSummary &run : *runs)
            run = run.interrupted();
    }
    const auto isSent = [this](const RunSummary &run) { return m_control.batch(run.id) != nullptr; };
    const auto done = std::ranges::stable_partition(*runs, isSent);
    const qsizetype running = runs->size() - qsizetype(done.size());
    m_model->clear();
    m_running.clear();
    for (const RunSummary &run : runs->first(running))
        m_running.insert(run.id, run);
    addRuns(runs->first(running), tr("Running"));
    addRuns(runs->sliced(running), tr("Done"));
    Result<QList<SuiteSummary>> suites = SuiteStore::all(m_workspace.reader());
    if (!suites) {
        emit failed(suites.error());
        return;
    }
    suites->removeIf([&](const SuiteSummary &suite) { return !suite.name.contains(filter, Qt::CaseInsensitive); });
    addSuites(*suites);
    setCurrent(m_current);
}

void RunList::addRuns(const QList<RunSummary> &runs, const QString &title)
{
    if (!runs.isEmpty())
        m_model->appendRow(SideList::groupItem(title));
    for (const RunSummary &run : runs)
        m_model->appendRow(runItem(run));
}

QStandardItem *RunList::runItem(const RunSummary &run) const
{
    QStandardItem *item = SideList::nameItem(run.title, detailOf(run, m_control.batch(run.id)));
    item->setData(run.id.toString(), RunRole);
    item->setToolTip(Format::toolTip(
        u"%1\n%2"_s.arg(run.title, QLocale().toString(run.created.toLocalTime(), QLocale::ShortFormat))));
    return item;
}

void RunList::addSuites(const QList<SuiteSummary> &suites)
{
    if (!suites.isEmpty())
        m_model->appendRow(SideList::groupItem(tr("Suites")));
    for (const SuiteSummary &suite : suites) {
        QStandardItem *item = SideList::nameItem(suite.name, detailOf(suite));
        item->setData(suite.id.toString(), SuiteRole);
        m_model->appendRow(item);
    }
}

void RunList::refreshRunning()
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const auto run = m_running.constFind(RunId::fromString(m_model->item(row)->data(RunRole).toString()));
        if (run != m_running.cend())
            m_model->item(row)->setData(detailOf(*run, m_control.batch(run->id)), SideList::DetailRole);
    }
}

void RunList::setCurrent(RunId run)
{
    m_current = run;
    QModelIndex found;
    for (int row = 0; row < m_model->rowCount() && !run.isNull() && !found.isValid(); ++row) {
        if (m_model->item(row)->data(RunRole).toString() == run.toString())
            found = m_model->index(row, 0);
    }
    m_view->setCurrentIndex(found);
}

void RunList::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void RunList::choose(const QModelIndex &index)
{
    if (const QString run = index.data(RunRole).toString(); !run.isEmpty())
        emit runChosen(RunId::fromString(run));
    else if (const QString suite = index.data(SuiteRole).toString(); !suite.isEmpty())
        emit suiteChosen(SuiteId::fromString(suite));
}

} // namespace evenhand
