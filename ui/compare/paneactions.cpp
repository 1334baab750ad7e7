// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/paneactions.h"

#include "ui/compare/answerpane.h"
#include "ui/compare/keys.h"
#include "ui/compare/paneboard.h"
#include "ui/compare/panefind.h"
#include "ui/shell/theme.h"

#include <QAction>

namespace evenhand {

PaneActions::PaneActions(PaneBoard &board, PaneFind &find, QObject *parent)
    : QObject(parent)
    , m_board(board)
{
    addAnswerActions();
    addFindActions(find);
    addZoomActions();
    addPaneActions();
}

QAction *PaneActions::add(const QString &text, const QList<QKeySequence> &keys, std::function<void()> run)
{
    auto *action = new QAction(text, this);
    action->setShortcuts(keys);
    connect(action, &QAction::triggered, this, std::move(run));
    m_actions.append(action);
    return action;
}

std::function<void()> PaneActions::onActive(void (AnswerPane::*what)())
{
    return [this, what] {
        if (AnswerPane *pane = m_board.active())
            (pane->*what)();
    };
}

void PaneActions::addAnswerActions()
{
    add(tr("Stop this answer"), {Keys::stop}, [this] {
        if (m_board.hasFocusInside())
            m_board.active()->stop();
    });
    add(tr("Try this answer again"), {Keys::retry}, onActive(&AnswerPane::retry));
    add(tr("Copy this answer"), {Keys::copy}, onActive(&AnswerPane::copyAnswer));
    add(tr("This answer as it came, or with its look"), {Keys::raw}, onActive(&AnswerPane::toggleRaw));
    add(tr("Provenance of this answer"), {Keys::provenance}, onActive(&AnswerPane::showProvenance));
    add(tr("Print this answer"), {Keys::print}, onActive(&AnswerPane::print));
    add(tr("Previous repeat"), {Keys::previousRepeat}, [this] {
        if (AnswerPane *pane = m_board.active())
            pane->stepRepeat(-1);
    });
    add(tr("Next repeat"), {Keys::nextRepeat}, [this] {
        if (AnswerPane *pane = m_board.active())
            pane->stepRepeat(1);
    });
}

void PaneActions::addFindActions(PaneFind &find)
{
    add(tr("Find in this pane"), {QKeySequence::Find}, [&find] { find.open(false); });
    add(tr("Find in all panes"), {Qt::CTRL | Qt::SHIFT | Qt::Key_F}, [&find] { find.open(true); });
    add(tr("Next match"), {Qt::Key_F3}, [&find] { find.step(1); });
    add(tr("Previous match"), {Qt::SHIFT | Qt::Key_F3}, [&find] { find.step(-1); });
}

void PaneActions::addZoomActions()
{
    const auto zoomBy = [](int steps) {
        return [steps] { Theme::setAnswerZoom(Theme::answerZoom() + steps * Theme::answerZoomStep); };
    };
    add(tr("Answers larger"), {Keys::zoomIn, Qt::CTRL | Qt::Key_Equal}, zoomBy(1));
    add(tr("Answers smaller"), {Keys::zoomOut}, zoomBy(-1));
    add(tr("Answers at their own size"), {Keys::zoomReset}, [] { Theme::setAnswerZoom(100); });
}

void PaneActions::addPaneActions()
{
    add(tr("Maximise this pane, or show all again"), {Keys::maximise}, [this] { m_board.toggleMaximised(); });
    for (int number = 0; number < maxTargets; ++number) {
        add(tr("Go to pane %1").arg(targetLetter(number)), {QKeyCombination(Qt::CTRL | Qt::Key(Qt::Key_1 + number))},
            [this, number] { m_board.focusPane(number); });
    }
}

} // namespace evenhand
