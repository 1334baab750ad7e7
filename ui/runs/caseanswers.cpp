// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/caseanswers.h"

#include "app/service/session.h"
#include "app/store/runstore.h"
#include "app/store/scorestore.h"
#include "ui/compare/paneboard.h"
#include "ui/compare/provenancedialog.h"
#include "ui/models/conversationmodel.h"
#include "ui/models/format.h"
#include "ui/models/gridmodel.h"
#include "ui/models/lineupmodel.h"
#include "ui/runs/casechecks.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QAction>
#include <QBoxLayout>
#include <QSplitter>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// The case as a run of its own: what was asked, and its cells as they are now.
Result<Run> runOfCase(Session &session, const GridModel &grid, int row)
{
    Run run{.spec = grid.spec(), .created = grid.created(), .cells = {}};
    run.spec.prompt = promptOf(grid.spec(), row);
    run.spec.suite.reset();
    for (int target = 0; target < int(run.spec.targets.size()); ++target) {
        for (const GridCell &shown : grid.cells(row, target)) {
            const Cell *live = session.runs().find(shown.id);
            Result<Cell> cell = live ? *live : RunStore::cell(session.workspace().reader(), shown.id);
            if (!cell)
                return std::unexpected(cell.error());
            cell->caseIndex = 0;
            run.cells.append(*cell);
        }
    }
    return run;
}

} // namespace

CaseAnswers::CaseAnswers(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_cells(new CellModels(session.runs(), std::make_shared<Clock>(), this))
    , m_conversation(new ConversationModel(session.workspace(), *m_cells, this))
    , m_lineup(new LineupModel(this))
    , m_board(new PaneBoard(*m_lineup, *m_conversation, m_cells->clock()))
    , m_checks(new CaseChecks)
    , m_name(new ElidedLabel(Qt::ElideMiddle))
    , m_place(textLabel({}, Theme::Face::Figures, Theme::dimRole))
    , m_previous(iconButton(u"go-up"_s, tr("Previous case")))
    , m_next(iconButton(u"go-down"_s, tr("Next case")))
{
    auto *back = new QPushButton(tr("Back to the grid"));
    back->setAutoDefault(false);
    back->setToolTip(withShortcut(back->text(), Qt::Key_Escape));
    m_previous->setToolTip(withShortcut(m_previous->accessibleName(), Qt::ALT | Qt::Key_Up));
    m_next->setToolTip(withShortcut(m_next->accessibleName(), Qt::ALT | Qt::Key_Down));
    m_name->setFont(Theme::font(Theme::Face::Strong));
    auto *bar = new QWidget;
    bar->setBackgroundRole(QPalette::Base);
    bar->setAutoFillBackground(true);
    auto *line = new QHBoxLayout(bar);
    line->setContentsMargins(Theme::edge, Theme::step, Theme::edge, Theme::step);
    line->setSpacing(Theme::step);
    line->addWidget(back);
    line->addWidget(m_previous);
    line->addWidget(m_next);
    line->addWidget(m_place);
    line->addWidget(m_name);
    line->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(new Rule(Qt::Horizontal));
    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(m_board);
    split->addWidget(m_checks);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 0);
    split->setChildrenCollapsible(false);
    layout->addWidget(split, 1);
    m_board->setReadOnly(true);

    connect(back, &QPushButton::clicked, this, &CaseAnswers::backRequested);
    connect(m_previous, &QToolButton::clicked, this, [this] { emit stepRequested(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { emit stepRequested(1); });
    addAction(Qt::Key_Escape, [this] { emit backRequested(); });
    addAction(Qt::ALT | Qt::Key_Up, [this] { emit stepRequested(-1); });
    addAction(Qt::ALT | Qt::Key_Down, [this] { emit stepRequested(1); });
    connect(m_board, &PaneBoard::failed, this, &CaseAnswers::failed);
    connect(m_board, &PaneBoard::answersChanged, this, &CaseAnswers::showScores);
    connect(&session.runs(), &RunService::judged, this, &CaseAnswers::showScores);
    connect(m_board, &PaneBoard::provenanceRequested, this, [this](CellId id) {
        for (const std::shared_ptr<CellModel> &cell : m_conversation->turns().first().cells) {
            if (cell->cell().id != id)
                continue;
            const RunSpec &spec = m_conversation->turns().first().run.spec;
            auto *dialog = new ProvenanceDialog(spec, cell->cell(), this);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
        }
    });
}

void CaseAnswers::addAction(const QKeySequence &keys, std::function<void()> run)
{
    auto *action = new QAction(this);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, std::move(run));
    QWidget::addAction(action);
}

void CaseAnswers::open(const GridModel &grid, int row, int place, int of)
{
    const Result<Run> run = runOfCase(m_session, grid, row);
    if (!run) {
        emit failed(tr("The answers could not be read"), run.error().message);
        return;
    }
    Lineup lineup;
    QList<Channel> channels;
    for (const RunTarget &target : run->spec.targets) {
        lineup.targets.append(target.target);
        channels.append(target.channel);
    }
    m_conversation->clear();
    m_lineup->setChannels(channels);
    m_lineup->setLineup(lineup);
    m_conversation->show(*run);
    m_checks->setCase(grid.spec().suite ? grid.spec().suite->cases.at(row) : SuiteCase(),
                      int(run->spec.targets.size()));
    showScores();
    m_name->setText(grid.caseName(row));
    m_place->setText(tr("%1 of %2").arg(Format::count(place + 1), Format::count(of)));
    m_previous->setEnabled(place > 0);
    m_next->setEnabled(place + 1 < of);
}

// Of the repeat that each pane shows.
void CaseAnswers::showScores()
{
    for (const AnswerPane *pane : m_board->panes()) {
        const std::shared_ptr<CellModel> shown = pane->current();
        const Attempt *attempt = shown ? shown->cell().last() : nullptr;
        if (!attempt)
            continue;
        m_checks->setScores(
            shown->cell().target,
            ScoreStore::ofAttempt(m_session.workspace().reader(), attempt->id).value_or(QList<CheckScore>()));
    }
}

void CaseAnswers::focusTarget(int target)
{
    m_board->focusPane(target);
}

void CaseAnswers::close()
{
    m_conversation->clear();
}

} // namespace evenhand
