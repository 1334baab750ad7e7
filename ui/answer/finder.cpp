// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/finder.h"

#include "ui/answer/answerview.h"

#include <algorithm>

namespace evenhand {

Finder::Finder(QObject *parent)
    : QObject(parent)
    , m_work([this](const QDeadlineTimer &deadline) { return searchSlice(deadline); })
{
    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, [this] {
        collect();
        m_searching = true;
        m_work.start();
        emit changed();
    });
}

void Finder::setAnswers(const QList<AnswerView *> &answers)
{
    for (const QPointer<AnswerView> &answer : std::as_const(m_answers)) {
        if (answer)
            disconnect(answer, nullptr, this, nullptr);
    }
    m_answers.clear();
    for (AnswerView *answer : answers) {
        m_answers.append(answer);
        // Not restarted: an answer that streams is searched all the same.
        connect(answer, &AnswerView::changed, this, [this] {
            if (!m_query.text.isEmpty() && !m_delay.isActive())
                m_delay.start(changePause);
        });
    }
    m_delay.start(keyPause);
}

void Finder::setQuery(const Query &query)
{
    if (query == m_query)
        return;
    m_query = query;
    m_mustChoose = true;
    m_count = 0;
    m_searching = false;
    for (Part &part : m_parts) {
        part.matches.clear();
        beginAgain(part);
    }
    if (query.text.isEmpty()) {
        m_delay.stop();
        clearMarks();
    } else {
        m_delay.start(keyPause);
    }
    emit changed();
}

void Finder::setStart(BlockView *view, const TextPlace &place)
{
    m_startView = view;
    m_start = place;
}

void Finder::beginAgain(Part &part) const
{
    part.fresh.clear();
    part.searched = 0;
    part.isDone = false;
}

QList<Finder::Part>::iterator Finder::partOf(QList<Part> &parts, const BlockView *view)
{
    return std::ranges::find_if(parts, [view](const Part &part) { return part.view == view; });
}

// The parts as they are now; what is known of one that was there stays.
void Finder::collect()
{
    QList<Part> known;
    known.swap(m_parts);
    for (const QPointer<AnswerView> &answer : std::as_const(m_answers)) {
        if (!answer || m_query.text.isEmpty())
            continue;
        answer->readFolded();
        const QList<BlockView *> views = answer->parts();
        for (BlockView *view : views) {
            const auto before = partOf(known, view);
            if (before != known.end()) {
                m_parts.append(*before);
                known.erase(before);
                continue;
            }
            m_parts.append({.answer = answer, .view = view});
            connect(view, &BlockView::blocksChanged, this, [this, view] {
                if (const auto part = partOf(m_parts, view); part != m_parts.end())
                    beginAgain(*part);
            });
        }
    }
    for (const Part &gone : std::as_const(known)) {
        if (!gone.view)
            continue;
        disconnect(gone.view, nullptr, this, nullptr);
        gone.view->setMarks(BlockMark::Match, {});
        gone.view->setMarks(BlockMark::CurrentMatch, {});
    }
    m_count = 0;
    for (const Part &part : std::as_const(m_parts))
        m_count += part.matches.size();
}

bool Finder::searchSlice(const QDeadlineTimer &deadline)
{
    if (!m_searching)
        return false;
    for (Part &part : m_parts) {
        if (part.isDone)
            continue;
        if (!part.view) {
            part.isDone = true;
            continue;
        }
        for (; part.searched < part.view->blocks().size(); ++part.searched) {
            if (deadline.hasExpired())
                return true;
            searchBlock(part);
        }
        finish(part);
    }
    m_searching = false;
    if (m_mustChoose && !chooseFirst(0, {})) {
        m_mustChoose = false;
        markCurrent({});
    }
    emit changed();
    return false;
}

void Finder::searchBlock(Part &part)
{
    const qsizetype elsewhere = m_count - part.matches.size();
    const QString text = flatText(part.view->blocks().at(part.searched));
    const Qt::CaseSensitivity sensitivity = m_query.matchCase ? Qt::CaseSensitive : Qt::CaseInsensitive;
    const qsizetype length = m_query.text.size();
    for (qsizetype at = 0; elsewhere + part.fresh.size() < mostMatches; at += length) {
        at = text.indexOf(m_query.text, at, sensitivity);
        if (at < 0)
            return;
        part.fresh.append(
            {.begin = {.block = part.searched, .offset = at}, .end = {.block = part.searched, .offset = at + length}});
    }
}

void Finder::finish(Part &part)
{
    m_count += part.fresh.size() - part.matches.size();
    part.matches = std::exchange(part.fresh, {});
    part.isDone = true;
    part.view->setMarks(BlockMark::Match, part.matches);
    if (part.view == m_currentView)
        part.view->setMarks(BlockMark::CurrentMatch,
                            part.matches.contains(m_currentRange) ? QList{m_currentRange} : QList<TextRange>());
    if (m_mustChoose) {
        const auto start = partOf(m_parts, m_startView);
        chooseFirst(start == m_parts.end() ? 0 : start - m_parts.begin(), m_start);
    }
    emit changed();
}

// False: there is none from this place of the part on, or it is not known yet.
bool Finder::chooseFirst(qsizetype fromPart, const TextPlace &from)
{
    for (qsizetype i = fromPart; i < m_parts.size(); ++i) {
        const Part &part = m_parts.at(i);
        if (!part.isDone)
            return false;
        const TextPlace least = i == fromPart ? from : TextPlace{};
        const auto first = std::ranges::lower_bound(part.matches, least, {}, &TextRange::begin);
        if (first == part.matches.end())
            continue;
        m_mustChoose = false;
        choose(part, *first);
        return true;
    }
    return false;
}

qsizetype Finder::current() const
{
    qsizetype before = 0;
    for (const Part &part : m_parts) {
        if (part.view && part.view == m_currentView) {
            const qsizetype index = part.matches.indexOf(m_currentRange);
            return index < 0 ? -1 : before + index;
        }
        before += part.matches.size();
    }
    return -1;
}

void Finder::step(int by)
{
    if (m_count == 0)
        return;
    const qsizetype now = current();
    qsizetype next = now < 0 ? (by > 0 ? 0 : m_count - 1) : (now + by + m_count) % m_count;
    for (const Part &part : std::as_const(m_parts)) {
        if (next < part.matches.size())
            return choose(part, part.matches.at(next));
        next -= part.matches.size();
    }
}

void Finder::choose(const Part &part, const TextRange &range)
{
    markCurrent({});
    if (!part.view)
        return;
    m_currentView = part.view;
    m_currentRange = range;
    part.answer->unfold(m_currentView);
    markCurrent({range});
    emit changed();
    emit found(m_currentView, range);
}

void Finder::markCurrent(const QList<TextRange> &ranges)
{
    if (m_currentView)
        m_currentView->setMarks(BlockMark::CurrentMatch, ranges);
    if (ranges.isEmpty())
        m_currentView = nullptr;
}

void Finder::clearMarks()
{
    markCurrent({});
    for (const Part &part : std::as_const(m_parts)) {
        if (part.view)
            part.view->setMarks(BlockMark::Match, {});
    }
}

} // namespace evenhand
