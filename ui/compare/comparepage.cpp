// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/comparepage.h"

#include "app/service/displaycurrency.h"
#include "app/service/pricing.h"
#include "app/store/channelstore.h"
#include "app/store/lineupstore.h"
#include "app/store/runstore.h"
#include "app/store/statestore.h"
#include "ui/answer/findbar.h"
#include "ui/compare/composer.h"
#include "ui/compare/differencebar.h"
#include "ui/compare/historypanel.h"
#include "ui/compare/keys.h"
#include "ui/compare/lineupbar.h"
#include "ui/compare/lineupview.h"
#include "ui/compare/paneactions.h"
#include "ui/compare/paneboard.h"
#include "ui/compare/panefind.h"
#include "ui/compare/promptmenu.h"
#include "ui/compare/provenancedialog.h"
#include "ui/compare/targetdialog.h"
#include "ui/models/conversationmodel.h"
#include "ui/models/historymodel.h"
#include "ui/models/illustrative.h"
#include "ui/models/lineupmodel.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/focusorder.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/pageframe.h"
#include "ui/widgets/whydialog.h"

#include <QAction>
#include <QBoxLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {
namespace {

constexpr auto stateKey = "compare"_L1;

} // namespace

ComparePage::ComparePage(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_cells(new CellModels(session.runs(), std::make_shared<Clock>(), this))
    , m_conversation(new ConversationModel(session.workspace(), *m_cells, this))
    , m_lineup(new LineupModel(this))
    , m_history(new HistoryModel(this))
    , m_frame(new PageFrame(tr("Conversations")))
    , m_historyPanel(new HistoryPanel(*m_history, session.workspace()))
    , m_lineupBar(new LineupBar(*m_lineup, session.workspace()))
    , m_board(new PaneBoard(*m_lineup, *m_conversation, m_cells->clock()))
    , m_find(new PaneFind(*m_board, this))
    , m_differenceBar(new DifferenceBar(*m_board))
    , m_composer(new Composer)
    , m_problem(new Banner(Banner::Tone::Bad))
    , m_problemBar(new QWidget)
    , m_illustrative(new IllustrativeChannels(session.engine(), this))
    , m_together(new QPushButton(tr("Scroll together")))
{
    buildFrame();
    buildActions();
    buildPaneActions();
    connectParts();
    connectRuns();
    connect(m_illustrative, &IllustrativeChannels::changed, this,
            [this] { m_board->setIllustrative(m_illustrative->all()); });
    if (session.workspace().isReadOnly()) {
        m_board->setReadOnly(true);
        m_composer->setBlocked(tr("Read-only: nothing can be sent"));
    }
    reloadChannels();
    m_historyPanel->reload();
    refreshTitle();
}

ComparePage::~ComparePage()
{
    saveDraft();
}

void ComparePage::buildFrame()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_frame);
    m_frame->contextBody()->addWidget(m_historyPanel);
    m_together->setCheckable(true);
    m_together->setAutoDefault(false);
    m_frame->bar()->addWidget(m_lineupBar, 1);
    m_frame->bar()->addWidget(m_together);
    m_frame->bar()->addWidget(m_differenceBar->button());

    m_problemBar->setBackgroundRole(QPalette::Base);
    m_problemBar->setAutoFillBackground(true);
    auto *inset = new QVBoxLayout(m_problemBar);
    inset->setContentsMargins(Theme::edge, 12, Theme::edge, 0);
    inset->addWidget(m_problem);
    connect(m_problem->addAction(tr("Close")), &QPushButton::clicked, m_problemBar, &QWidget::hide);
    m_problemBar->hide();

    m_frame->body()->addWidget(m_differenceBar);
    m_frame->body()->addWidget(m_board, 1);
    m_frame->body()->addWidget(m_find->bar());
    m_frame->body()->addWidget(new Rule(Qt::Horizontal));
    m_frame->body()->addWidget(m_problemBar);
    m_frame->body()->addWidget(m_composer);
}

QAction *ComparePage::addAction(const QString &text, const QKeySequence &keys, std::function<void()> run)
{
    auto *action = new QAction(text, this);
    action->setShortcut(keys); // works while the page is shown, wherever the keyboard is
    connect(action, &QAction::triggered, this, std::move(run));
    QWidget::addAction(action);
    m_actions.append(action);
    return action;
}

void ComparePage::buildActions()
{
    QAction *fresh = addAction(tr("New conversation"), QKeySequence::New, [this] { newConversation(); });
    fresh->setIcon(Theme::icon(u"document-new"_s));
    m_frame->contextHead()->addWidget(iconButton(fresh));
    addAction(tr("Filter the history"), Qt::CTRL | Qt::Key_K, [this] {
        m_frame->setContextVisible(true);
        m_historyPanel->focusFilter();
    });
    addAction(tr("Add a target"), Qt::CTRL | Qt::Key_T, [this] { addTarget(); });
    addAction(tr("Go to the lineup"), Qt::CTRL | Qt::Key_L,
              [this] { m_lineupBar->view()->setFocus(Qt::ShortcutFocusReason); });
    addAction(tr("Load or save a lineup"), Qt::CTRL | Qt::SHIFT | Qt::Key_L, [this] { m_lineupBar->openMenu(); });
    addAction(tr("Save the lineup"), QKeySequence::Save, [this] { m_lineupBar->save(); });
    for (QAction *action : m_composer->shortcuts()) {
        QWidget::addAction(action);
        m_actions.append(action);
    }
}

void ComparePage::buildPaneActions()
{
    auto *actions = new PaneActions(*m_board, *m_find, this);
    for (QAction *action : actions->all() + m_differenceBar->pageActions()) {
        QWidget::addAction(action);
        m_actions.append(action);
    }
    QAction *together =
        addAction(tr("Scroll all panes together"), Qt::CTRL | Qt::Key_J, [this] { m_together->toggle(); });
    m_together->setToolTip(withShortcut(together->text(), together->shortcut()));
}

void ComparePage::connectParts()
{
    const auto fail = [this](const Error &error) { showProblem(tr("This did not work"), error.message); };
    m_saving.setSingleShot(true);
    m_saving.setInterval(1s);
    connect(&m_saving, &QTimer::timeout, this, &ComparePage::saveDraft);
    m_historyReload.setSingleShot(true);
    m_historyReload.setInterval(100ms);
    connect(&m_historyReload, &QTimer::timeout, m_historyPanel, &HistoryPanel::reload);

    auto *prompts = new PromptMenu(m_session.workspace(), [this] { return m_composer->prompt(); }, m_composer);
    m_composer->setPromptMenu(prompts);
    connect(prompts, &PromptMenu::chosen, m_composer, &Composer::setPrompt);
    connect(prompts, &PromptMenu::failed, this, fail);

    connect(m_composer, &Composer::sendRequested, this, &ComparePage::send);
    connect(m_composer, &Composer::stopAllRequested, this, &ComparePage::stopAll);
    connect(m_composer, &Composer::changed, &m_saving, qOverload<>(&QTimer::start));
    connect(m_lineup, &LineupModel::lineupChanged, &m_saving, qOverload<>(&QTimer::start));
    connect(m_composer, &Composer::changed, this, &ComparePage::refreshDoubts);
    connect(m_lineup, &LineupModel::lineupChanged, this, &ComparePage::refreshDoubts);
    connect(m_lineup, &LineupModel::lineupChanged, this, [this] { m_composer->setTargets(m_lineup->rowCount()); });
    connect(m_together, &QPushButton::toggled, m_board, &PaneBoard::setScrollTogether);
    connect(m_together, &QPushButton::toggled, &m_saving, qOverload<>(&QTimer::start));

    connect(m_lineupBar, &LineupBar::addRequested, this, &ComparePage::addTarget);
    connect(m_lineupBar, &LineupBar::failed, this, fail);
    connect(m_lineupBar->view(), &LineupView::editRequested, this, &ComparePage::editTarget);
    connect(m_lineupBar->view(), &LineupView::focusRequested, m_board, &PaneBoard::focusPane);
    connect(m_lineupBar->view(), &LineupView::duplicateRequested, this, [this](int row) {
        Target copy = m_lineup->target(row);
        copy.id = TargetId::create();
        m_lineup->append(copy);
    });

    connect(m_historyPanel, &HistoryPanel::conversationChosen, this, &ComparePage::openConversation);
    connect(m_historyPanel, &HistoryPanel::runChosen, this, &ComparePage::openRun);
    connect(m_historyPanel, &HistoryPanel::conversationRenamed, this, &ComparePage::refreshTitle);
    connect(m_historyPanel, &HistoryPanel::conversationRemoved, this, &ComparePage::conversationRemoved);
    connect(m_historyPanel, &HistoryPanel::failed, this, fail);

    connect(m_board, &PaneBoard::addTargetRequested, this, &ComparePage::addTarget);
    connect(m_board, &PaneBoard::failed, this, &ComparePage::showProblem);
    connect(m_board, &PaneBoard::retryRequested, this, &ComparePage::retry);
    connect(m_board, &PaneBoard::provenanceRequested, this, &ComparePage::showProvenance);
    connect(m_board, &PaneBoard::costRequested, this, &ComparePage::showCost);
    connect(m_board, &PaneBoard::stopRequested, this, [this](CellId cell) { m_session.runs().cancel({cell}); });
    connect(m_board, &PaneBoard::hurryRequested, this, [this](CellId cell) { m_session.runs().hurry(cell); });
}

void ComparePage::connectRuns()
{
    connect(&m_session.runs(), &RunService::runningChanged, this, &ComparePage::refreshRunning);
    connect(&m_session.runs(), &RunService::runFinished, &m_historyReload, qOverload<>(&QTimer::start));
    connect(&m_session.runs(), &RunService::recordingFailed, this,
            [this](const Error &error) { showProblem(tr("An answer could not be kept"), error.message); });
}

void ComparePage::send()
{
    const Result<Run> run = m_session.runs().start({.prompt = m_composer->prompt(),
                                                    .lineup = m_lineup->lineup(),
                                                    .repeats = m_composer->repeats(),
                                                    .conversation = m_conversation->id()});
    if (!run) {
        showProblem(tr("Nothing was sent"), run.error().message);
        return;
    }
    m_problemBar->hide();
    if (m_conversation->id().isNull())
        m_conversation->clear(); // a run of its own has no next turn
    m_conversation->append(*run);
    m_composer->clearUserPart();
    m_historyPanel->reload();
    opened();
}

QList<CellId> ComparePage::runningCells() const
{
    QList<CellId> cells;
    for (const ConversationModel::Turn &turn : m_conversation->turns()) {
        for (const std::shared_ptr<CellModel> &cell : turn.cells) {
            if (cell->isRunning())
                cells.append(cell->cell().id);
        }
    }
    return cells;
}

void ComparePage::stopAll()
{
    m_session.runs().cancel(runningCells());
}

void ComparePage::retry(CellId id)
{
    const int turn = m_conversation->turnOf(id);
    if (turn < 0)
        return;
    const ConversationModel::Turn &asked = m_conversation->turns().at(turn);
    if (const Result<void> retried = m_session.runs().retry(asked.run, id); !retried) {
        showProblem(tr("It was not tried again"), retried.error().message);
        return;
    }
    for (const std::shared_ptr<CellModel> &cell : asked.cells) {
        if (cell->cell().id == id)
            m_cells->started(cell->cell());
    }
    refreshRunning();
}

void ComparePage::showProvenance(CellId id)
{
    const int turn = m_conversation->turnOf(id);
    if (turn < 0)
        return;
    const ConversationModel::Turn &asked = m_conversation->turns().at(turn);
    for (const std::shared_ptr<CellModel> &cell : asked.cells) {
        if (cell->cell().id != id)
            continue;
        auto *dialog = new ProvenanceDialog(asked.run.spec, cell->cell(), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    }
}

void ComparePage::showCost(CellId id)
{
    const int turn = m_conversation->turnOf(id);
    if (turn < 0)
        return;
    const ConversationModel::Turn &asked = m_conversation->turns().at(turn);
    for (const std::shared_ptr<CellModel> &cell : asked.cells) {
        if (cell->cell().id != id)
            continue;
        const RunTarget &target = asked.run.spec.targets.at(cell->cell().target);
        Workspace &workspace = m_session.workspace();
        auto *dialog = new WhyDialog(tr("What this answer of %1 cost").arg(target.target.model),
                                     costReasons(target, cell->cell(), m_session.pricing()),
                                     displayCurrency(workspace.reader()).value_or(std::nullopt), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    }
}

void ComparePage::newConversation()
{
    m_conversation->clear();
    opened();
    m_composer->focusPrompt();
}

void ComparePage::openConversation(ConversationId id)
{
    if (const Result<void> opening = m_conversation->open(id); !opening)
        return showProblem(tr("The conversation could not be opened"), opening.error().message);
    m_lineup->setLineup(m_conversation->lineup());
    opened();
}

void ComparePage::openRun(RunId id)
{
    if (const Result<void> opening = m_conversation->openRun(id); !opening)
        return showProblem(tr("The run could not be opened"), opening.error().message);
    m_lineup->setLineup(m_conversation->lineup());
    opened();
}

void ComparePage::opened()
{
    const RunId ownRun = m_conversation->id().isNull() ? m_conversation->run() : RunId();
    m_historyPanel->setCurrent(m_conversation->id(), ownRun);
    refreshTitle();
    refreshRunning();
    m_saving.start();
}

void ComparePage::conversationRemoved(ConversationId id)
{
    if (id == m_conversation->id())
        newConversation();
}

void ComparePage::refreshRunning()
{
    m_composer->setRunning(int(runningCells().size()));
}

QString ComparePage::titleOf(ConversationId id) const
{
    const Result<QList<ConversationSummary>> all = ConversationStore::summaries(m_session.workspace().reader());
    if (!all)
        return {};
    const auto found = std::ranges::find(*all, id, &ConversationSummary::id);
    return found == all->end() ? QString() : found->title;
}

void ComparePage::refreshTitle()
{
    QString title = tr("New conversation");
    if (!m_conversation->id().isNull())
        title = titleOf(m_conversation->id());
    else if (!m_conversation->isEmpty())
        title = evenhand::render(m_conversation->turns().first().run.spec.prompt).user.simplified().left(80);
    m_frame->setTitle(title);
    emit titleChanged(title);
}

void ComparePage::addTarget()
{
    const Target last = m_lineup->rowCount() > 0 ? m_lineup->target(m_lineup->rowCount() - 1) : Target{};
    openTargetDialog(tr("Add target"), tr("Add"), {.id = {}, .channel = last.channel, .model = {}, .parameters = {}},
                     [this](const Target &target) { m_lineup->append(target); });
}

void ComparePage::editTarget(int row)
{
    const TargetId id = m_lineup->target(row).id;
    openTargetDialog(tr("Edit target %1").arg(targetLetter(row)), tr("Save"), m_lineup->target(row),
                     [this, id](const Target &target) {
                         if (const int now = m_lineup->rowOf(id); now >= 0)
                             m_lineup->replace(now, target);
                     });
}

void ComparePage::openTargetDialog(const QString &title, const QString &button, const Target &target,
                                   std::function<void(const Target &)> chosen)
{
    const Result<QList<Channel>> channels = ChannelStore::all(m_session.workspace().reader());
    if (!channels)
        return showProblem(tr("The channels could not be read"), channels.error().message);
    const auto list = [this](const Channel &channel, QObject *receiver, std::function<void(const ModelList &)> done) {
        const auto learn = [this, channel, done = std::move(done)](const ModelList &models) {
            if (models)
                learnModels(channel, *models);
            done(models);
        };
        m_session.engine().listModels(channel, receiver, learn);
    };
    auto *dialog =
        new TargetDialog({.title = title, .button = button, .channels = *channels, .target = target}, list, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TargetDialog::chosen, this, std::move(chosen));
    connect(dialog, &TargetDialog::channelSettingsRequested, this, &ComparePage::channelSettingsRequested);
    dialog->open();
}

void ComparePage::proposeTargets(const Channel &channel, const QList<ModelInfo> &models)
{
    reloadChannels();
    learnModels(channel, models);
    Target target{.id = TargetId::create(), .channel = channel.id, .model = {}, .parameters = {}};
    if (models.size() == 1) {
        target.model = models.first().id;
        m_lineup->append(target);
        return;
    }
    target.id = {};
    openTargetDialog(tr("Add target"), tr("Add"), target, [this](const Target &chosen) { m_lineup->append(chosen); });
}

void ComparePage::reloadChannels()
{
    const Result<QList<Channel>> channels = ChannelStore::all(m_session.workspace().reader());
    if (!channels)
        return showProblem(tr("The channels could not be read"), channels.error().message);
    m_lineup->setChannels(*channels);
    for (const Channel &channel : *channels)
        m_illustrative->ask(channel);
}

void ComparePage::learnModels(const Channel &channel, const QList<ModelInfo> &models)
{
    m_doubts.learn(channel.id, models);
    m_saving.start();
    refreshDoubts();
}

void ComparePage::refreshDoubts()
{
    m_composer->setDoubts(m_doubts.about(m_lineup->lineup().targets, m_composer->prompt()));
}

void ComparePage::addNoticeBar(QWidget *bar)
{
    m_frame->body()->insertWidget(0, bar);
    bar->stackUnder(m_board); // Tab comes to it before the panes
}

bool ComparePage::focusNextPrevChild(bool next)
{
    orderFocusByTree(this);
    return QWidget::focusNextPrevChild(next);
}

void ComparePage::showProblem(const QString &title, const QString &sentence)
{
    m_problem->setText(title, sentence);
    m_problemBar->show();
}

QString ComparePage::problem() const
{
    return m_problemBar->isHidden() ? QString() : m_problem->text();
}

Draft ComparePage::draft() const
{
    return {.lineup = m_lineup->lineup(),
            .prompt = m_composer->prompt(),
            .repeats = m_composer->repeats(),
            .conversation = m_conversation->id(),
            .run = m_conversation->id().isNull() ? m_conversation->run() : RunId(),
            .scrollTogether = m_together->isChecked(),
            .doubts = m_doubts};
}

void ComparePage::restore(const Draft &draft)
{
    if (!draft.conversation.isNull())
        openConversation(draft.conversation);
    else if (!draft.run.isNull())
        openRun(draft.run);
    m_doubts = draft.doubts;
    m_lineup->setLineup(draft.lineup);
    m_composer->setPrompt(draft.prompt);
    m_composer->setRepeats(draft.repeats);
    m_together->setChecked(draft.scrollTogether);
    m_composer->setTargets(m_lineup->rowCount());
}

void ComparePage::restoreSaved()
{
    const Result<QJsonObject> saved = StateStore::load(m_session.workspace().reader(), stateKey);
    if (saved && !saved->isEmpty())
        return restore(draftFromJson(*saved));
    const Result<QList<Lineup>> lineups = LineupStore::all(m_session.workspace().reader());
    if (lineups && !lineups->isEmpty())
        m_lineup->setLineup(lineups->first());
}

void ComparePage::saveDraft()
{
    m_saving.stop();
    if (m_session.workspace().isReadOnly())
        return;
    m_session.workspace().post(
        [state = toJson(draft())](Database &db) { return StateStore::save(db, stateKey, state); });
}

} // namespace evenhand
