// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/differences.h"

#include "ui/answer/answerview.h"
#include "ui/answer/blockview.h"
#include "ui/compare/paneboard.h"
#include "ui/compare/panebody.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

namespace evenhand {
namespace {

// Phrases without the indentation of the lines of code that they go over.
QList<TextRange> groundsOf(const QList<TextRange> &phrases, const QList<Block> &blocks)
{
    QList<TextRange> grounds;
    for (const TextRange &phrase : phrases) {
        const auto [block, end] = phrase.end;
        if (blocks.at(block).kind != BlockKind::Code) {
            grounds.append(phrase);
            continue;
        }
        const QString &code = blocks.at(block).content.text;
        qsizetype lineEnd = 0;
        for (qsizetype at = phrase.begin.offset; at < end; at = lineEnd + 1) {
            const qsizetype lineBreak = code.indexOf(u'\n', at);
            lineEnd = lineBreak < 0 ? end : std::min(lineBreak, end);
            while (at < lineEnd && code.at(at).isSpace())
                ++at;
            if (at < lineEnd)
                grounds.append({.begin = {.block = block, .offset = at}, .end = {.block = block, .offset = lineEnd}});
        }
    }
    return grounds;
}

} // namespace

// The copy shares its data with the view until the view changes them.
bool Differences::Text::isAsCompared() const
{
    return view && view->blocks().constData() == blocks.constData();
}

void Differences::Text::mark(const QList<TextRange> &current) const
{
    if (!isAsCompared())
        return;
    view->setMarks(BlockMark::Difference, grounds);
    view->setMarks(BlockMark::CurrentDifference, current);
}

void Differences::Text::unmark() const
{
    if (!view)
        return;
    view->setMarks(BlockMark::Difference, {});
    view->setMarks(BlockMark::CurrentDifference, {});
}

bool Differences::Text::operator==(const Text &other) const
{
    return side == other.side && view == other.view && blocks.constData() == other.blocks.constData();
}

Differences::Differences(PaneBoard &board, QObject *parent)
    : QObject(parent)
    , m_board(board)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(pause);
    connect(&m_delay, &QTimer::timeout, this, &Differences::refresh);
    connect(&board, &PaneBoard::answersChanged, this, &Differences::schedule);
}

Differences::~Differences()
{
    m_stop.request_stop();
}

void Differences::setActive(bool active)
{
    if (active == m_active)
        return;
    m_active = active;
    if (active)
        return refresh();
    m_delay.stop();
    m_stop.request_stop();
    m_comparing = false;
    for (const Text &text : std::as_const(m_texts))
        text.unmark();
    m_texts.clear();
    m_places.clear();
    m_current = -1;
    m_sides.clear();
    emit changed();
}

void Differences::schedule()
{
    if (m_active && !m_delay.isActive())
        m_delay.start();
}

void Differences::watch(const AnswerView *answer)
{
    if (!answer)
        return;
    connect(answer, &AnswerView::changed, this, &Differences::schedule, Qt::UniqueConnection);
    if (answer->textPart())
        connect(answer->textPart(), &BlockView::completed, this, &Differences::schedule, Qt::UniqueConnection);
}

Differences::Side Differences::sideOf(const AnswerPane *pane) const
{
    Side side{.position = pane->target().position, .model = pane->target().target.model};
    const AnswerView *answer = pane->view();
    const BlockView *view = answer ? answer->textPart() : nullptr;
    if ((answer && answer->cell().isRunning()) || (view && !view->isComplete()))
        side.state = Side::Arriving;
    else if (view && !view->blocks().isEmpty())
        side.state = Side::Compared;
    return side;
}

void Differences::refresh()
{
    QList<Side> sides;
    QList<Text> texts;
    for (AnswerPane *pane : m_board.panes()) {
        watch(pane->view());
        sides.append(sideOf(pane));
        if (sides.last().state != Side::Compared)
            continue;
        BlockView *view = pane->view()->textPart();
        texts.append({.side = sides.size() - 1, .pane = pane, .view = view, .blocks = view->blocks()});
    }
    if (texts == m_texts) {
        for (const Text &text : std::as_const(m_texts)) {
            const Side &known = m_sides.at(text.side);
            sides[text.side].figures = known.figures;
            sides[text.side].onlyHere = known.onlyHere;
            sides[text.side].isCoarse = known.isCoarse;
        }
        m_sides = sides;
    } else {
        for (const Text &old : std::as_const(m_texts)) {
            if (!std::ranges::contains(texts, old.view, &Text::view))
                old.unmark(); // the others keep their marks until there are new ones
        }
        m_places.clear();
        m_current = -1;
        m_sides = sides;
        m_texts = texts;
        compare();
    }
    emit changed();
}

void Differences::compare()
{
    m_stop.request_stop();
    m_stop = {};
    m_comparing = true;
    QList<QList<Block>> answers;
    for (const Text &text : std::as_const(m_texts))
        answers.append(text.blocks);
    const auto promise = std::make_shared<QPromise<Outcome>>();
    promise->start();
    const std::stop_token stop = m_stop.get_token();
    promise->future().then(this, [this, stop](const Outcome &outcome) {
        if (!stop.stop_requested())
            apply(outcome);
    });
    QThreadPool::globalInstance()->start([promise, stop, answers] {
        Outcome outcome{.comparison = compareTexts(answers, stop)};
        for (qsizetype i = 0; i < outcome.comparison.answers.size(); ++i) {
            outcome.figures.append(figuresOf(answers.at(i)));
            outcome.grounds.append(groundsOf(outcome.comparison.answers.at(i).onlyHere, answers.at(i)));
        }
        promise->addResult(std::move(outcome));
        promise->finish();
    });
}

void Differences::apply(const Outcome &outcome)
{
    m_comparing = false;
    m_places = outcome.comparison.places;
    for (qsizetype i = 0; i < m_texts.size(); ++i) {
        const AnswerDifferences &differences = outcome.comparison.answers.at(i);
        Text &text = m_texts[i];
        text.phrases = differences.onlyHere;
        text.grounds = outcome.grounds.at(i);
        text.mark();
        Side &side = m_sides[text.side];
        side.figures = outcome.figures.at(i);
        side.onlyHere = differences.onlyHere.size();
        side.isCoarse = differences.isCoarse;
    }
    emit changed();
}

// The place that the reader of the active pane comes to next.
qsizetype Differences::firstInSight() const
{
    const AnswerPane *active = m_board.active();
    const auto text = std::ranges::find(m_texts, active, [](const Text &each) { return each.pane.data(); });
    if (text == m_texts.end())
        return 0;
    const qsizetype index = text - m_texts.begin();
    const auto [view, sight] = active->body()->firstVisible();
    const auto isBelow = [&, view, sight](const QList<int> &place) {
        return view == text->view && place.at(index) >= 0 && text->phrases.at(place.at(index)).begin >= sight;
    };
    const auto found = std::ranges::find_if(m_places, isBelow);
    return found == m_places.end() ? 0 : found - m_places.begin();
}

bool Differences::isShown(const QList<int> &place) const
{
    for (qsizetype i = 0; i < m_texts.size(); ++i) {
        const AnswerPane *pane = m_texts.at(i).pane;
        if (place.at(i) >= 0 && pane && pane->isVisibleTo(&m_board))
            return true;
    }
    return false;
}

void Differences::step(int by)
{
    if (m_places.isEmpty())
        return;
    qsizetype next = m_current + by;
    if (m_current < 0)
        next = by > 0 ? firstInSight() : -1;
    for (qsizetype tries = count(); tries > 0; --tries, next += by) {
        m_current = (next + count()) % count();
        if (isShown(m_places.at(m_current)))
            break;
    }
    showCurrent();
    emit changed();
}

void Differences::showCurrent()
{
    for (qsizetype i = 0; i < m_texts.size(); ++i) {
        const Text &text = m_texts.at(i);
        const int phrase = m_places.at(m_current).at(i);
        if (phrase < 0) {
            text.mark();
            continue;
        }
        text.mark(groundsOf({text.phrases.at(phrase)}, text.blocks));
        if (!text.isAsCompared())
            continue;
        PaneBody *body = text.pane->body();
        const QSignalBlocker alone(body); // the others show parts of their own, also where all scroll together
        body->reveal(text.view, text.phrases.at(phrase).begin);
    }
}

} // namespace evenhand
