// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/batch.h"

#include "app/service/attachments.h"
#include "app/service/runplan.h"
#include "app/store/channelstore.h"
#include "app/store/workspace.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// So many lanes wait in the engine beyond those that may run, so that a place is filled at once.
constexpr qsizetype ahead = 32;

bool isPicked(LaneState state, Pick pick)
{
    if (pick == Pick::Failed)
        return state == LaneState::Failed;
    return state != LaneState::Done && state != LaneState::Failed;
}

// With those members of the channels as they are now that do not change what is asked or where, and the run's own
// concurrency.
RunSpec asSent(RunSpec spec, Database &db)
{
    for (RunTarget &target : spec.targets) {
        if (const Result<Channel> now = ChannelStore::find(db, target.channel.id))
            refreshChannel(target.channel, *now);
        if (spec.concurrency)
            target.channel.maxConcurrent = *spec.concurrency;
    }
    return spec;
}

auto placeOf(const CellSpec &cell)
{
    return std::tuple(cell.caseIndex, cell.target, cell.repeat);
}

} // namespace

RetryPolicy Batch::patience()
{
    return {.mostAttempts = 12,
            .first = std::chrono::milliseconds(500),
            .cap = std::chrono::seconds(30),
            .jitter = 0.25,
            .longestRetryAfter = std::chrono::minutes(10),
            .afterOutput = true};
}

Result<std::unique_ptr<Batch>> Batch::open(RunService &runs, Workspace &workspace, RunId run, Pick pick)
{
    const Result<Run> head = RunStore::head(workspace.reader(), run);
    if (!head)
        return std::unexpected(head.error());
    const Result<QList<GridCell>> cells = RunStore::grid(workspace.reader(), run);
    if (!cells)
        return std::unexpected(cells.error());
    const Result<FileContents> files = readFiles(attachedFiles(head->spec));
    if (!files)
        return std::unexpected(files.error());
    std::unique_ptr<Batch> batch(new Batch(runs, workspace, asSent(head->spec, workspace.reader()), *cells, *files));
    return batch->plan(pick).and_then([&] { return batch->estimate(); }).transform([&] { return std::move(batch); });
}

Batch::Batch(RunService &runs, Workspace &workspace, RunSpec spec, const QList<GridCell> &cells,
             const FileContents &files)
    : m_runs(runs)
    , m_workspace(workspace)
    , m_spec(std::move(spec))
    , m_files(files)
    , m_cells(cells)
{
    connect(&m_runs, &RunService::laneEvents, this, &Batch::take);
    connect(&m_runs, &RunService::recorded, this, &Batch::recorded);
    connect(&m_runs, &RunService::recordingFailed, this, &Batch::disk);
}

Batch::~Batch()
{
    if (m_state == State::Ended)
        return;
    m_runs.withdraw(out());
    m_workspace.post([run = m_spec.id](Database &db) { return RunStore::interruptQueued(db, run); });
}

// The order of the run is planned again from its seed; the cells are the stored ones.
Result<void> Batch::plan(Pick pick)
{
    QMap<std::tuple<int, int, int>, int> indexes;
    for (int i = 0; i < int(m_cells.size()); ++i) {
        const GridCell &cell = m_cells.at(i);
        m_index.insert(cell.id, i);
        indexes.insert({cell.caseIndex, cell.target, cell.repeat}, i);
        count({}, cell);
    }
    QList<CellSpec> order = planCells(m_spec);
    std::ranges::reverse(order);
    for (const CellSpec &planned : std::as_const(order)) {
        const int index = indexes.value(placeOf(planned), -1);
        if (index < 0 || !isPicked(m_cells.at(index).state, pick))
            continue;
        const Channel &channel = m_spec.targets.at(planned.target).channel;
        Line &line = m_lines[channel.id];
        line.most = std::max(1, channel.maxConcurrent);
        line.todo.append(index);
        ++m_progress.left;
    }
    m_progress.cells = m_cells.size();
    if (m_progress.left > 0)
        return {};
    return std::unexpected(Error{.code = ErrorCode::InvalidInput,
                                 .message = pick == Pick::Failed ? u"Nothing of this run has failed."_s
                                                                 : u"Nothing of this run is left to be sent."_s});
}

Result<void> Batch::estimate()
{
    const Result<RunPlan> plan = planRun(m_workspace.reader(), m_spec, m_runs.prices());
    if (!plan)
        return std::unexpected(plan.error());
    for (int target = 0; target < int(plan->targets.size()); ++target) {
        const std::optional<Money> &most = plan->targets.at(target).mostForOne;
        if (!most)
            continue;
        if (m_spec.budget && most->currency != m_spec.budget->currency) {
            return std::unexpected(
                Error{.code = ErrorCode::InvalidInput,
                      .message = u"The budget is in %1, but target %2 is priced in %3. Give the budget in %3."_s.arg(
                          m_spec.budget->currency, targetLetter(target), most->currency)});
        }
        m_expected.insert(target, most->nano);
    }
    return {};
}

const GridCell *Batch::find(CellId id) const
{
    const auto index = m_index.constFind(id);
    return index == m_index.cend() ? nullptr : &m_cells.at(*index);
}

void Batch::start()
{
    setState(State::Running);
    feed();
}

void Batch::pause()
{
    if (m_state != State::Running)
        return;
    setState(State::Paused);
    m_runs.withdraw(out());
}

void Batch::resume()
{
    if (m_state == State::Paused)
        start();
}

void Batch::stop()
{
    if (m_state == State::Ended)
        return;
    m_ending = Ending::Stopped;
    setState(State::Stopping);
    m_runs.withdraw(out());
    m_runs.cancel(out());
    endWhenNothingIsOut();
}

// The recorder goes on trying; no more is asked meanwhile.
void Batch::disk()
{
    if (m_state == State::Ended || m_state == State::Stopping)
        return;
    stop();
    m_ending = Ending::Disk;
}

void Batch::feed()
{
    if (m_state != State::Running)
        return;
    for (Line &line : m_lines)
        feed(line);
    endWhenNothingIsOut();
}

void Batch::feed(Line &line)
{
    const qsizetype window = line.most + std::max(line.most, ahead);
    if (line.out > window - std::min(line.most, ahead) / 2)
        return; // some at a time
    QList<CellSpec> next;
    while (!line.todo.isEmpty() && line.out < window && fits(line.todo.last())) {
        const GridCell &cell = m_cells.at(line.todo.takeLast());
        m_out.insert(cell.id, cell);
        m_reserved += reserve(cell.target);
        ++line.out;
        next.append({.id = cell.id,
                     .caseIndex = cell.caseIndex,
                     .target = cell.target,
                     .repeat = cell.repeat,
                     .firstAttempt = cell.attempts + 1});
    }
    m_progress.out = m_out.size();
    if (!next.isEmpty())
        m_runs.send(m_spec, next, m_files, patience());
}

bool Batch::fits(int index) const
{
    return !m_spec.budget || m_progress.spent + m_reserved + reserve(m_cells.at(index).target) <= m_spec.budget->nano;
}

void Batch::take(const LaneEvents &events)
{
    for (const LaneEvent &event : events) {
        const auto *change = std::get_if<LaneStateChanged>(&event.what);
        if (!change || !isFinal(change->state))
            continue;
        const auto cell = m_out.find(event.cell);
        if (const Cell *ended = cell == m_out.end() ? nullptr : m_runs.find(event.cell))
            foldEnded(*ended, *cell);
    }
}

void Batch::foldEnded(const Cell &cell, GridCell &into) const
{
    into.state = cell.state;
    for (const Attempt &attempt : cell.attempts) {
        if (!attempt.cost || !attempt.cost->amount)
            continue;
        const qint64 before = into.cost ? into.cost->nano : 0;
        into.cost = Money{.nano = before + attempt.cost->amount->nano, .currency = attempt.cost->amount->currency};
    }
    if (!cell.last())
        return;
    const Attempt &last = *cell.last();
    const Usage usage = last.usage().value_or(Usage());
    into.attempts = last.number;
    into.firstToken = last.firstToken();
    into.total = last.total();
    into.inputTokens = usage.inputTotal();
    into.outputTokens = usage.outputTotal();
    into.beginning = beginningOf(last);
}

void Batch::recorded(CellId id)
{
    const auto found = m_out.constFind(id);
    if (found == m_out.cend())
        return;
    const GridCell cell = *found;
    m_out.erase(found);
    const int index = m_index.value(id);
    Line &line = m_lines[m_spec.targets.at(cell.target).channel.id];
    --line.out;
    m_reserved -= reserve(cell.target);
    count(m_cells.at(index), cell);
    m_cells[index] = cell;
    if (cell.state == LaneState::Interrupted && m_state != State::Stopping)
        line.todo.append(index); // it was withdrawn
    else
        --m_progress.left;
    if (cell.cost)
        m_expected[cell.target] = std::max(m_expected.value(cell.target), cell.cost->nano);
    m_progress.out = m_out.size();
    emit cellEnded(cell);
    if (m_state == State::Running)
        feed();
    else
        endWhenNothingIsOut();
}

void Batch::count(const GridCell &before, const GridCell &after)
{
    m_progress.done += int(after.state == LaneState::Done) - int(before.state == LaneState::Done);
    m_progress.failed += int(after.state == LaneState::Failed) - int(before.state == LaneState::Failed);
    m_progress.unpriced +=
        int(after.state == LaneState::Done && !after.cost) - int(before.state == LaneState::Done && !before.cost);
    if (!after.cost)
        return;
    m_progress.spent += after.cost->nano - (before.cost ? before.cost->nano : 0);
    m_progress.currency = after.cost->currency;
}

void Batch::endWhenNothingIsOut()
{
    if (!m_out.isEmpty() || m_state == State::Paused || m_state == State::Ended)
        return;
    if (m_state == State::Stopping)
        return end(m_ending);
    const bool allSent = std::ranges::all_of(m_lines, [](const Line &line) { return line.todo.isEmpty(); });
    end(allSent ? Ending::Complete : Ending::Budget);
}

void Batch::end(Ending ending)
{
    m_ending = ending;
    if (ending != Ending::Complete)
        m_workspace.post([run = m_spec.id](Database &db) { return RunStore::interruptQueued(db, run); });
    setState(State::Ended);
}

void Batch::setState(State state)
{
    if (std::exchange(m_state, state) != state)
        emit stateChanged();
}

} // namespace evenhand
