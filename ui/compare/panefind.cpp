// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/panefind.h"

#include "ui/answer/answerview.h"
#include "ui/answer/findbar.h"
#include "ui/compare/paneboard.h"
#include "ui/compare/panebody.h"

namespace evenhand {
namespace {

constexpr qsizetype longestSelection = 200; // characters: what is longer was not selected to be looked for

QString selectedLine(const AnswerPane *pane)
{
    const QList<AnswerView *> answers = pane ? pane->answers() : QList<AnswerView *>();
    for (const AnswerView *answer : answers) {
        const QList<BlockView *> parts = answer->parts();
        for (const BlockView *part : parts) {
            const QString text = part->selectedText();
            if (!text.isEmpty() && text.size() <= longestSelection && !text.contains(u'\n'))
                return text;
        }
    }
    return {};
}

} // namespace

PaneFind::PaneFind(PaneBoard &board, QObject *parent)
    : QObject(parent)
    , m_board(board)
    , m_bar(new FindBar(m_finder))
{
    connect(m_bar, &FindBar::aboutToSearch, this, &PaneFind::setStart);
    connect(m_bar, &FindBar::everywhereChanged, this, &PaneFind::collect);
    connect(&board, &PaneBoard::answersChanged, this, &PaneFind::collect);
    connect(&board, &PaneBoard::activeChanged, this, &PaneFind::collect);
    connect(&m_finder, &Finder::found, this, &PaneFind::show);
}

void PaneFind::open(bool everywhere)
{
    m_bar->setEverywhere(everywhere);
    m_bar->open(selectedLine(m_board.active()));
    collect();
}

void PaneFind::step(int by)
{
    if (m_bar->isHidden())
        open(m_bar->isEverywhere());
    else
        m_finder.step(by);
}

void PaneFind::collect()
{
    if (m_bar->isHidden())
        return;
    QList<AnswerView *> answers;
    for (const AnswerPane *pane : m_board.panes()) {
        if (m_bar->isEverywhere() || pane == m_board.active())
            answers.append(pane->answers());
    }
    m_finder.setAnswers(answers);
}

void PaneFind::setStart()
{
    if (const AnswerPane *pane = m_board.active()) {
        const auto [view, place] = pane->body()->firstVisible();
        m_finder.setStart(view, place);
    }
}

void PaneFind::show(BlockView *view, const TextRange &range)
{
    for (AnswerPane *pane : m_board.panes()) {
        if (pane->isAncestorOf(view)) {
            m_board.show(pane);
            pane->body()->reveal(view, range.begin);
        }
    }
}

} // namespace evenhand
