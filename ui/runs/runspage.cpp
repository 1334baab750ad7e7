// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/runspage.h"

#include "app/service/displaycurrency.h"
#include "ui/compare/paneboard.h"
#include "ui/models/format.h"
#include "ui/models/gridfilter.h"
#include "ui/models/gridmodel.h"
#include "ui/models/illustrative.h"
#include "ui/runs/caseanswers.h"
#include "ui/runs/columnsmenu.h"
#include "ui/runs/filterbar.h"
#include "ui/runs/gridview.h"
#include "ui/runs/headcards.h"
#include "ui/runs/runlist.h"
#include "ui/runs/runprogress.h"
#include "ui/runs/startdialog.h"
#include "ui/shell/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/pageframe.h"
#include "ui/widgets/whydialog.h"

#include <QAction>
#include <QBoxLayout>
#include <QPushButton>
#include <QStackedWidget>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {
namespace {

enum View { EmptyView, RunView, AnswersView };

} // namespace

RunsPage::RunsPage(Session &session, std::function<Lineup()> openLineup, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_openLineup(std::move(openLineup))
    , m_control(new RunControl(session, this))
    , m_model(new GridModel(session.workspace(), session.runs(), std::make_shared<Clock>(), this))
    , m_filter(new GridFilter(*m_model, this))
    , m_frame(new PageFrame(tr("Suites and runs")))
    , m_list(new RunList(session.workspace(), *m_control))
    , m_views(new QStackedWidget)
    , m_notice(new Banner(Banner::Tone::Neutral))
    , m_noticeBar(new QWidget)
    , m_progress(new RunProgress)
    , m_cards(new HeadCards)
    , m_columns(new ColumnsMenu(session.workspace(), this))
    , m_filterBar(new FilterBar(*m_model, *m_filter, *m_columns))
    , m_grid(new GridView)
    , m_answers(new CaseAnswers(session))
    , m_about(new ElidedLabel(Qt::ElideRight))
    , m_pause(new QPushButton)
    , m_stop(new QPushButton(tr("Stop")))
    , m_retry(new QPushButton)
    , m_new(new QPushButton(tr("New run…")))
    , m_illustrative(new IllustrativeChannels(session.engine(), this))
{
    buildFrame();
    buildBar();
    buildActions();
    connectParts();
    reload();
    refresh();
}

RunsPage::~RunsPage() = default;

void RunsPage::buildFrame()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_frame);
    m_frame->contextBody()->addWidget(m_list);
    QToolButton *suites = iconButton(u"document-edit"_s, tr("Suites: make, edit and import them"));
    m_frame->contextHead()->addWidget(suites);
    connect(suites, &QToolButton::clicked, this, [this] { emit suiteChosen({}); });
    m_noticeBar->setBackgroundRole(QPalette::Base);
    m_noticeBar->setAutoFillBackground(true);
    auto *inset = new QVBoxLayout(m_noticeBar);
    inset->setContentsMargins(Theme::edge, 12, Theme::edge, 12);
    inset->addWidget(m_notice);
    m_noticeBar->hide();
    m_frame->body()->addWidget(m_noticeBar);
    m_frame->body()->addWidget(m_views, 1);

    const bool readOnly = m_session.workspace().isReadOnly();
    auto *empty = new EmptyState(tr("A run sends every case of a suite to every target of a lineup. Start with a suite "
                                    "that is there, or look at the suites first."),
                                 readOnly ? QString() : tr("New run…"));
    connect(empty, &EmptyState::triggered, this, [this] { newRun(); });
    connect(empty->addAction(tr("Suites…")), &QPushButton::clicked, this, [this] { emit suiteChosen({}); });
    auto *run = new QWidget;
    buildRun(run);
    m_views->addWidget(empty);
    m_views->addWidget(run);
    m_views->addWidget(m_answers);
}

void RunsPage::buildRun(QWidget *page)
{
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_progress);
    layout->addWidget(new Rule(Qt::Horizontal));
    layout->addWidget(m_cards);
    layout->addWidget(new Rule(Qt::Horizontal));
    layout->addWidget(m_filterBar);
    layout->addWidget(new Rule(Qt::Horizontal));
    layout->addWidget(m_grid, 1);
    m_grid->setModel(m_filter);
}

void RunsPage::buildBar()
{
    m_about->setForegroundRole(Theme::dimRole);
    m_frame->bar()->addWidget(m_about, 1000); // all the room that it needs, before the rest is left empty
    m_frame->bar()->addStretch(1);
    for (QPushButton *button : {m_retry, m_pause, m_stop, m_new}) {
        button->setAutoDefault(false);
        m_frame->bar()->addWidget(button);
    }
    m_new->setEnabled(!m_session.workspace().isReadOnly());
}

QAction *RunsPage::addAction(const QString &text, const QKeySequence &keys, std::function<void()> run)
{
    auto *action = new QAction(text, this);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, std::move(run));
    QWidget::addAction(action);
    m_actions.append(action);
    return action;
}

void RunsPage::buildActions()
{
    const QAction *fresh = addAction(tr("New run"), QKeySequence::New, [this] { newRun(); });
    m_new->setToolTip(withShortcut(fresh->text(), fresh->shortcut()));
    addAction(tr("Filter runs and suites"), Qt::CTRL | Qt::Key_K, [this] {
        m_frame->setContextVisible(true);
        m_list->focusFilter();
    });
    addAction(tr("Find in cases and answers"), QKeySequence::Find, [this] {
        if (!showsAnswers())
            m_filterBar->focusText();
    });
    const QAction *pause = addAction(tr("Pause or resume the run"), Qt::Key_Pause, [this] { pauseOrResume(); });
    m_pause->setToolTip(withShortcut(pause->text(), pause->shortcut()));
    m_retry->setToolTip(tr("Answers whose checks failed are not asked for again"));
    const QAction *stop = addAction(tr("Stop the run"), Qt::CTRL | Qt::Key_Period, [this] { m_stop->click(); });
    m_stop->setToolTip(withShortcut(stop->text(), stop->shortcut()));
}

void RunsPage::connectParts()
{
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &RunsPage::refresh);
    connect(m_list, &RunList::runChosen, this, &RunsPage::open);
    connect(m_list, &RunList::suiteChosen, this, &RunsPage::suiteChosen);
    connect(m_list, &RunList::failed, this,
            [this](const Error &error) { showProblem(tr("The runs could not be read"), error.message); });
    connect(m_grid, &GridView::opened, this, &RunsPage::openAnswers);
    connect(m_grid, &GridView::costRequested, this, &RunsPage::showCost);
    connect(m_answers, &CaseAnswers::backRequested, this, &RunsPage::closeAnswers);
    connect(m_answers, &CaseAnswers::stepRequested, this, &RunsPage::step);
    connect(m_answers, &CaseAnswers::failed, this, &RunsPage::showProblem);
    connect(m_model, &GridModel::figuresChanged, this, [this] {
        m_cards->setFigures(m_model->figures());
        refresh();
    });
    connect(m_columns, &ColumnsMenu::changed, this, [this] {
        m_cards->setHidden(m_columns->hidden());
        m_grid->showColumns(m_columns->secondLine(), m_columns->hidden());
    });
    connect(m_illustrative, &IllustrativeChannels::changed, this, [this] {
        m_answers->board()->setIllustrative(m_illustrative->all());
        refresh();
    });
    connect(m_control, &RunControl::changed, this, &RunsPage::follow);
    connect(m_control, &RunControl::loadChanged, this, &RunsPage::refresh);
    connect(&m_session.runs(), &RunService::recordingFailed, this, [this](const Error &error) {
        if (!m_control->sending().isEmpty())
            showProblem(tr("An answer could not be kept"), error.message);
    });
    connect(m_pause, &QPushButton::clicked, this, &RunsPage::pauseOrResume);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (Batch *batch = m_control->batch(run()))
            batch->stop();
    });
    connect(m_retry, &QPushButton::clicked, this, [this] { send(Pick::Failed); });
    connect(m_new, &QPushButton::clicked, this, [this] { newRun(); });
}

RunId RunsPage::run() const
{
    return m_model->spec().id;
}

bool RunsPage::showsAnswers() const
{
    return m_views->currentIndex() == AnswersView;
}

void RunsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
}

void RunsPage::reload()
{
    m_list->reload();
}

void RunsPage::open(RunId id)
{
    if (const Result<void> opened = m_model->open(id); !opened)
        return showProblem(tr("The run could not be opened"), opened.error().message);
    m_session.runs().judge(id);
    m_model->setRunning(m_control->batch(id) != nullptr);
    m_answers->close();
    m_cards->setRun(m_model->spec());
    for (const RunTarget &target : m_model->spec().targets)
        m_illustrative->ask(target.channel);
    m_cards->setFigures(m_model->figures());
    m_columns->setRun(m_model->spec());
    m_filterBar->reset();
    m_views->setCurrentIndex(RunView);
    m_list->setCurrent(id);
    m_grid->scrollToTop();
    m_grid->setCurrentIndex(m_filter->index(0, GridModel::FirstTargetColumn));
    m_frame->setTitle(about());
    refreshNotice();
    refresh();
    emit titleChanged(m_frame->title());
}

QString RunsPage::about() const
{
    const RunSpec &spec = m_model->spec();
    if (!spec.name.isEmpty())
        return spec.name;
    return spec.suite ? spec.suite->name : m_model->caseName(0);
}

// ---- Answers -------------------------------------------------------------------------------------------------

void RunsPage::openAnswers(const QModelIndex &index)
{
    m_grid->setCurrentIndex(index);
    m_answers->open(*m_model, m_filter->mapToSource(index).row(), index.row(), m_filter->rowCount());
    m_views->setCurrentIndex(AnswersView);
    m_answers->focusTarget(std::max(0, index.column() - int(GridModel::FirstTargetColumn)));
}

void RunsPage::closeAnswers()
{
    m_views->setCurrentIndex(RunView);
    m_answers->close();
    m_grid->setFocus(Qt::OtherFocusReason);
}

void RunsPage::step(int by)
{
    const QModelIndex now = m_grid->currentIndex();
    if (const QModelIndex next = m_filter->index(now.row() + by, now.column()); next.isValid())
        openAnswers(next);
}

void RunsPage::showCost(const QModelIndex &index)
{
    const int target = index.column() - GridModel::FirstTargetColumn;
    const int row = m_filter->mapToSource(index).row();
    const RunTarget &asked = m_model->spec().targets.at(target);
    QList<CostReason> reasons;
    for (const GridCell &shown : m_model->cells(row, target)) {
        const Result<Cell> cell = RunStore::cell(m_session.workspace().reader(), shown.id);
        if (!cell)
            return showProblem(tr("The cost could not be read"), cell.error().message);
        for (CostReason reason : costReasons(asked, *cell, m_session.pricing())) {
            if (m_model->spec().repeats > 1)
                reason.heading = tr("Repeat %1 · %2").arg(Format::count(shown.repeat + 1), reason.heading);
            reasons.append(reason);
        }
    }
    const QString title = u"%1 · %2 %3"_s.arg(m_model->caseName(row), targetLetter(target), asked.target.model);
    auto *dialog =
        new WhyDialog(title, reasons, displayCurrency(m_session.workspace().reader()).value_or(std::nullopt), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

// ---- Sending -------------------------------------------------------------------------------------------------

StartDialog *RunsPage::newRun(SuiteId suite, PromptId prompt)
{
    auto *dialog = new StartDialog(m_session, {.suite = suite, .prompt = prompt}, m_openLineup(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &StartDialog::startRequested, this, [this, dialog](const RunService::Request &request) {
        const Result<RunId> started = m_control->start(request);
        dialog->accept();
        if (!started)
            return showProblem(tr("The run did not start"), started.error().message);
        reload();
        open(*started);
        m_grid->setFocus(Qt::OtherFocusReason);
    });
    dialog->open();
    return dialog;
}

void RunsPage::send(Pick pick)
{
    const RunId id = run();
    if (const Result<void> sent = m_control->send(id, pick); !sent)
        return showProblem(tr("The run does not go on"), sent.error().message);
    open(id);
    reload();
}

void RunsPage::pauseOrResume()
{
    Batch *batch = m_control->batch(run());
    if (!batch) {
        if (m_pause->isVisibleTo(this) && m_pause->isEnabled())
            send(Pick::Unfinished);
    } else if (batch->state() == Batch::State::Paused) {
        batch->resume();
    } else {
        batch->pause();
    }
}

void RunsPage::follow(RunId id)
{
    m_list->reload();
    if (id != run())
        return;
    m_model->setRunning(m_control->batch(id) != nullptr);
    refreshNotice();
    refresh();
}

// ---- What is shown -------------------------------------------------------------------------------------------

QMap<ChannelId, qsizetype> RunsPage::openCells() const
{
    QMap<ChannelId, qsizetype> open;
    for (int i = 0; i < int(m_model->figures().size()); ++i)
        open[m_model->spec().targets.at(i).channel.id] += m_model->figures().at(i).left;
    return open;
}

QList<ChannelLoad> RunsPage::loads() const
{
    QList<ChannelLoad> loads;
    const QMap<ChannelId, qsizetype> open = openCells();
    for (const ChannelId channel : open.keys()) {
        if (const ChannelLoad load = m_control->load(channel); !load.name.isEmpty())
            loads.append(load);
    }
    return loads;
}

void RunsPage::refresh()
{
    const Batch *batch = m_control->batch(run());
    batch ? m_second.start() : m_second.stop();
    refreshButtons();
    if (run().isNull())
        return;
    RunProgress::Facts facts{.figures = m_model->figures(), .budget = m_model->spec().budget};
    if (batch) {
        m_list->refreshRunning();
        facts.state = batch->state();
        facts.rate = batch->pace();
        facts.left = batch->timeLeft();
        facts.expected = batch->expected();
        facts.loads = loads();
    }
    m_progress->show(facts);
    const RunSpec &spec = m_model->spec();
    QStringList parts;
    if (spec.suite)
        parts.append(tr("Suite %1").arg(spec.suite->name));
    parts.append(Format::counted(spec.caseCount(), tr("1 case"), tr("%1 cases")));
    if (spec.repeats > 1)
        parts.append(tr("%1 repeats").arg(Format::count(spec.repeats)));
    if (spec.seed)
        parts.append(tr("seed %1").arg(*spec.seed));
    const auto isWritten = [this](const RunTarget &target) {
        return m_illustrative->all().contains(target.channel.id);
    };
    if (std::ranges::any_of(spec.targets, isWritten))
        parts.append(std::ranges::all_of(spec.targets, isWritten) ? tr("illustrative answers")
                                                                  : tr("some answers illustrative"));
    m_about->setText(parts.join(u" · "_s));
}

void RunsPage::refreshButtons()
{
    const Batch *batch = m_control->batch(run());
    const bool writable = !m_session.workspace().isReadOnly() && !run().isNull();
    qsizetype left = 0;
    qsizetype failed = 0;
    for (const TargetFigures &figures : m_model->figures()) {
        left += figures.left;
        failed += figures.failed;
    }
    const bool paused = batch && batch->state() == Batch::State::Paused;
    m_pause->setText(batch && !paused ? tr("Pause") : tr("Resume"));
    m_pause->setVisible(batch || left > 0);
    m_pause->setEnabled(writable && (!batch || batch->state() != Batch::State::Stopping));
    m_stop->setVisible(batch);
    m_stop->setEnabled(batch && batch->state() != Batch::State::Stopping);
    m_retry->setText(Format::counted(failed, tr("Retry 1 failed request"), tr("Retry %1 failed requests")));
    m_retry->setVisible(!batch && failed > 0);
    m_retry->setEnabled(writable);
}

void RunsPage::refreshNotice()
{
    m_noticeBar->hide();
    if (m_control->batch(run()))
        return;
    qsizetype left = 0;
    for (const TargetFigures &figures : m_model->figures())
        left += figures.left;
    const QString cells = Format::counted(left, tr("1 cell was not sent."), tr("%1 cells were not sent."));
    const std::optional<Batch::Ending> ending = m_control->ending(run());
    if (ending == Batch::Ending::Disk)
        return tell(true, tr("Stopped: answers cannot be kept"),
                    tr("Free some space, then Resume. %1 What is finished is not sent again.").arg(cells));
    if (left == 0)
        return;
    if (ending == Batch::Ending::Budget)
        return tell(false, tr("Stopped by the budget"), tr("The next request could have passed it. %1").arg(cells));
    if (ending == Batch::Ending::Stopped)
        return tell(false, tr("Stopped"), tr("%1 Resume goes on with them.").arg(cells));
    tell(false, tr("Interrupted"),
         m_session.workspace().isReadOnly()
             ? cells
             : tr("%1 Resume goes on with them; nothing finished is sent again.").arg(cells));
}

void RunsPage::tell(bool isBad, const QString &title, const QString &sentence)
{
    m_notice->setTone(isBad ? Banner::Tone::Bad : Banner::Tone::Warning);
    m_notice->setText(title, sentence);
    m_noticeBar->show();
}

void RunsPage::showProblem(const QString &title, const QString &sentence)
{
    tell(true, title, sentence);
}

QString RunsPage::notice() const
{
    return m_noticeBar->isHidden() ? QString() : m_notice->text();
}

} // namespace evenhand
