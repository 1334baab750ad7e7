// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/progress.h"

#include "app/cli/console.h"
#include "app/cli/liveline.h"
#include "app/cli/runoutput.h"

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

QString describe(const LaneStateChanged &change)
{
    QString text = toString(change.state);
    if (change.wait > std::chrono::milliseconds(0))
        text += u" for "_s + inSeconds(change.wait);
    return change.message.isEmpty() ? text : text + u": "_s + change.message;
}

} // namespace

Progress::Progress(const Run &run, QObject *parent)
    : QObject(parent)
    , m_run(run)
    , m_isTerminal(isTerminal())
{
    m_elapsed.start();
    m_redraw.setInterval(redrawInterval);
    connect(&m_redraw, &QTimer::timeout, this, &Progress::drawLine);
    if (m_isTerminal)
        m_redraw.start();
}

void Progress::show(const LaneEvents &events)
{
    if (m_isTerminal)
        return;
    for (const LaneEvent &event : events)
        logChange(event);
}

void Progress::showRecorded(CellId id)
{
    m_recorded.insert(id);
    const Cell *recorded = cell(id);
    if (m_isTerminal || !recorded)
        return;
    const bool failed = recorded->last() && recorded->last()->error;
    log(*recorded, toString(recorded->state) + (failed ? u": "_s + recorded->last()->error->message : QString()));
}

void Progress::finish()
{
    m_redraw.stop();
    if (m_isTerminal)
        replaceLine({});
    printNote(line());
}

void Progress::logChange(const LaneEvent &event)
{
    const auto *change = std::get_if<LaneStateChanged>(&event.what);
    const Cell *changed = cell(event.cell);
    if (change && changed && !isFinal(change->state))
        log(*changed, describe(*change));
}

void Progress::log(const Cell &cell, const QString &text) const
{
    const RunTarget &column = m_run.spec.targets.at(cell.target);
    printNote(u"%1 %2 · %3: %4"_s.arg(cellLabel(m_run, cell), column.channel.name, column.target.model, text));
}

void Progress::drawLine()
{
    replaceLine(line());
}

QString Progress::line() const
{
    const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(m_elapsed.durationElapsed());
    QStringList parts = {u"%1 of %2 ended"_s.arg(m_recorded.size()).arg(m_run.cells.size()), inSeconds(elapsed)};
    for (const Cell &cell : m_run.cells) {
        QString text = toString(cell.state);
        if (isFinal(cell.state) && !m_recorded.contains(cell.id))
            text += u", not saved"_s;
        else if (cell.state == LaneState::Done)
            continue;
        else if (cell.state == LaneState::Streaming)
            text = u"%1 characters"_s.arg(cell.last()->answer.text.size());
        parts.append(cellLabel(m_run, cell) + u' ' + text);
    }
    return parts.join(u" · "_s);
}

const Cell *Progress::cell(CellId id) const
{
    const auto found = std::ranges::find(m_run.cells, id, &Cell::id);
    return found == m_run.cells.end() ? nullptr : &*found;
}

} // namespace evenhand::cli
