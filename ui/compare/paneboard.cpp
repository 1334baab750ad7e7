// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/paneboard.h"

#include "ui/compare/panebody.h"
#include "ui/compare/panegrid.h"
#include "ui/models/conversationmodel.h"
#include "ui/models/lineupmodel.h"
#include "ui/widgets/pageframe.h"

#include <QApplication>
#include <QStackedLayout>

namespace evenhand {

PaneBoard::PaneBoard(LineupModel &lineup, ConversationModel &conversation, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_lineup(lineup)
    , m_conversation(conversation)
    , m_clock(clock)
    , m_layout(new QStackedLayout(this))
    , m_grid(new PaneGrid)
{
    auto *empty = new EmptyState(tr("Add the models you want to compare."), tr("Add target"));
    connect(empty, &EmptyState::triggered, this, &PaneBoard::addTargetRequested);
    m_layout->addWidget(m_grid);
    m_layout->addWidget(empty);
    connect(&lineup, &LineupModel::lineupChanged, this, &PaneBoard::sync);
    connect(&lineup, &LineupModel::dataChanged, this, &PaneBoard::sync);
    connect(&conversation, &ConversationModel::reset, this, &PaneBoard::showConversation);
    connect(&conversation, &ConversationModel::turnAdded, this, qOverload<int>(&PaneBoard::addTurn));
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        for (AnswerPane *pane : panes()) {
            if (now && pane->isAncestorOf(now) && pane != m_active) {
                m_active = pane;
                emit activeChanged();
            }
        }
    });
    sync();
}

QList<AnswerPane *> PaneBoard::panes() const
{
    QList<AnswerPane *> panes;
    for (QWidget *tile : m_grid->tiles())
        panes.append(static_cast<AnswerPane *>(tile));
    return panes;
}

AnswerPane *PaneBoard::active() const
{
    if (m_grid->maximised())
        return static_cast<AnswerPane *>(m_grid->maximised());
    if (m_active)
        return m_active;
    return panes().value(0);
}

bool PaneBoard::hasFocusInside() const
{
    return QApplication::focusWidget() && m_grid->isAncestorOf(QApplication::focusWidget());
}

void PaneBoard::focusPane(int number)
{
    AnswerPane *pane = panes().value(number);
    if (!pane)
        return;
    show(pane);
    pane->setFocus(Qt::ShortcutFocusReason);
}

void PaneBoard::show(AnswerPane *pane)
{
    if (m_grid->maximised() && m_grid->maximised() != pane)
        setMaximised(pane);
    m_grid->ensureWidgetVisible(pane);
}

void PaneBoard::toggleMaximised()
{
    if (AnswerPane *pane = active())
        setMaximised(m_grid->maximised() ? nullptr : pane);
}

void PaneBoard::setMaximised(AnswerPane *pane)
{
    m_grid->setMaximised(pane);
    for (AnswerPane *each : panes())
        each->setMaximised(each == pane);
}

void PaneBoard::setScrollTogether(bool together)
{
    m_together = together;
    if (together && active())
        scrollLike(active());
}

void PaneBoard::scrollLike(const AnswerPane *leader)
{
    const PaneBody::Position position = leader->body()->position();
    for (AnswerPane *pane : panes()) {
        if (pane != leader)
            pane->body()->scrollTo(position);
    }
}

void PaneBoard::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    for (AnswerPane *pane : panes())
        pane->setReadOnly(readOnly);
}

void PaneBoard::setIllustrative(const QSet<ChannelId> &channels)
{
    m_illustrative = channels;
    sync();
}

QList<PaneTarget> PaneBoard::wanted() const
{
    QList<PaneTarget> targets;
    const QList<Target> &lineup = m_lineup.lineup().targets;
    for (int position = 0; position < lineup.size(); ++position) {
        const Target &target = lineup.at(position);
        targets.append({.position = position,
                        .target = target,
                        .channel = m_lineup.channelName(target.channel),
                        .illustrative = m_illustrative.contains(target.channel)});
    }
    for (const RunTarget &former : m_conversation.targets()) {
        const TargetId id = former.target.id;
        if (m_lineup.rowOf(id) >= 0 || m_hidden.contains(id))
            continue;
        targets.append({.position = -1,
                        .target = former.target,
                        .channel = former.channel.name,
                        .illustrative = m_illustrative.contains(former.channel.id)});
    }
    return targets;
}

AnswerPane *PaneBoard::pane(TargetId target) const
{
    const QList<AnswerPane *> all = panes();
    const auto found =
        std::ranges::find_if(all, [target](const AnswerPane *pane) { return pane->target().target.id == target; });
    return found == all.end() ? nullptr : *found;
}

void PaneBoard::sync()
{
    QList<QWidget *> tiles;
    for (const PaneTarget &target : wanted()) {
        AnswerPane *known = pane(target.target.id);
        AnswerPane *shown = known ? known : makePane();
        shown->setTarget(target);
        if (!known)
            fill(shown);
        tiles.append(shown);
    }
    m_layout->setCurrentIndex(tiles.isEmpty() ? 1 : 0);
    if (tiles == m_grid->tiles())
        return;
    m_grid->setTiles(tiles);
    emit answersChanged();
}

AnswerPane *PaneBoard::makePane()
{
    auto *pane = new AnswerPane(m_clock);
    pane->setReadOnly(m_readOnly);
    pane->setMaximised(false);
    connect(pane, &AnswerPane::answersChanged, this, &PaneBoard::answersChanged);
    connect(pane, &AnswerPane::failed, this, &PaneBoard::failed);
    connect(pane, &AnswerPane::stopRequested, this, &PaneBoard::stopRequested);
    connect(pane, &AnswerPane::retryRequested, this, &PaneBoard::retryRequested);
    connect(pane, &AnswerPane::hurryRequested, this, &PaneBoard::hurryRequested);
    connect(pane, &AnswerPane::provenanceRequested, this, &PaneBoard::provenanceRequested);
    connect(pane, &AnswerPane::costRequested, this, &PaneBoard::costRequested);
    connect(pane, &AnswerPane::maximiseRequested, this,
            [this, pane] { setMaximised(m_grid->maximised() ? nullptr : pane); });
    connect(pane, &AnswerPane::hideRequested, this, [this, pane] { hide(pane); }, Qt::QueuedConnection);
    connect(pane->body(), &PaneBody::scrolledByReader, this, [this, pane] {
        if (m_together)
            scrollLike(pane);
    });
    return pane;
}

void PaneBoard::hide(AnswerPane *pane)
{
    m_hidden.insert(pane->target().target.id);
    sync();
}

void PaneBoard::showConversation()
{
    m_hidden.clear();
    for (AnswerPane *pane : panes())
        pane->clear();
    sync();
    for (AnswerPane *pane : panes()) {
        if (pane->body()->turns().isEmpty())
            fill(pane);
    }
}

void PaneBoard::fill(AnswerPane *pane)
{
    for (int turn = 0; turn < m_conversation.turns().size(); ++turn)
        addTurn(pane, turn);
    if (!pane->current() || !pane->current()->isRunning())
        pane->body()->scrollToLastTurn();
}

void PaneBoard::addTurn(AnswerPane *pane, int turn)
{
    pane->addTurn(m_conversation.turns().at(turn).run.spec.prompt,
                  m_conversation.cells(turn, pane->target().target.id));
}

void PaneBoard::addTurn(int turn)
{
    const QList<AnswerPane *> before = panes();
    for (AnswerPane *pane : before)
        addTurn(pane, turn);
    sync();
}

} // namespace evenhand
