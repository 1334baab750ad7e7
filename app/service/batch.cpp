// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/batch.h"

#include "app/service/attachments.h"
#include "app/service/runplan.h"
#include "app/store/channelstore.h"
#include "app/store/workspace.h"

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// So many lanes wait in the engine beyond those that may run, so that a place is filled at once.
constexpr qsizetype ahead = 32;

// So many answers that were taken are on their way to the disk.
constexpr qsizetype takenAtOnce = 64;

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

CellSpec specOf(const GridCell &cell)
{
    return {.id = cell.id,
            .caseIndex = cell.caseIndex,
            .target = cell.target,
            .repeat = cell.repeat,
            .firstAttempt = cell.attempts + 1};
}

bool isUnpriced(const GridCell &cell)
{
    return cell.state == LaneState::Done && !cell.cost && !cell.reused;
}

// As the store adds them.
std::optional<Money> costOf(const GridCell &before, const QList<Attempt> &attempts)
{
    std::optional<Money> sum = before.cost;
    for (const Attempt &attempt : attempts) {
        if (!attempt.cost || !attempt.cost->amount)
            continue;
        const Money &amount = *attempt.cost->amount;
        if (sum && sum->currency != amount.currency)
            return std::nullopt;
        sum = Money{.nano = (sum ? sum->nano : 0) + amount.nano, .currency = amount.currency};
    }
    return sum;
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
    return batch->plan(pick, head->created).and_then([&] { return batch->estimate(); }).transform([&] {
        return std::move(batch);
    });
}

Batch::Batch(RunService &runs, Workspace &workspace, RunSpec spec, const QList<GridCell> &cells,
             const FileContents &files)
    : m_runs(runs)
    , m_workspace(workspace)
    , m_spec(std::move(spec))
    , m_files(files)
    , m_cells(cells)
    , m_costs(m_spec.targets.size())
{
    connect(&m_runs, &RunService::laneEvents, this, &Batch::take);
    connect(&m_runs, &RunService::recorded, this, &Batch::recorded);
    connect(&m_runs, &RunService::judged, this, &Batch::judged);
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
Result<void> Batch::plan(Pick pick, const QDateTime &created)
{
    QMap<std::tuple<int, int, int>, int> indexes;
    for (int i = 0; i < int(m_cells.size()); ++i) {
        const GridCell &cell = m_cells.at(i);
        m_index.insert(cell.id, i);
        indexes.insert({cell.caseIndex, cell.target, cell.repeat}, i);
        count({}, cell);
    }
    QList<int> open;
    QList<CellSpec> neverAsked;
    for (CellSpec planned : planCells(m_spec)) {
        const int index = indexes.value(placeOf(planned), -1);
        if (index < 0 || !isPicked(m_cells.at(index).state, pick))
            continue;
        open.append(index);
        planned.id = m_cells.at(index).id;
        if (m_cells.at(index).attempts == 0)
            neverAsked.append(planned);
    }
    m_progress.cells = m_cells.size();
    m_progress.left = open.size();
    if (open.isEmpty())
        return std::unexpected(Error{.code = ErrorCode::InvalidInput,
                                     .message = pick == Pick::Failed ? u"Nothing of this run has failed."_s
                                                                     : u"Nothing of this run is left to be sent."_s});
    if (m_spec.reuse) {
        const Result<QHash<CellId, EarlierAnswer>> answers =
            answersToTake(m_workspace.reader(), m_spec, created, neverAsked);
        if (!answers)
            return std::unexpected(answers.error());
        m_answers = *answers;
    }
    std::ranges::reverse(open);
    for (const int index : std::as_const(open)) {
        Line &line = lineOf(index);
        line.most = std::max(1, m_spec.targets.at(m_cells.at(index).target).channel.maxConcurrent);
        (m_answers.contains(m_cells.at(index).id) ? m_toTake : line.todo).append(index);
    }
    return {};
}

Result<void> Batch::estimate()
{
    QList<CellSpec> asked;
    for (const Line &line : std::as_const(m_lines)) {
        for (const int index : line.todo)
            asked.append(specOf(m_cells.at(index)));
    }
    const Result<RunPlan> plan = planRequests(m_workspace.reader(), m_spec, asked, m_runs.prices());
    if (!plan)
        return std::unexpected(plan.error());
    for (int target = 0; target < int(plan->targets.size()); ++target) {
        const TargetPlan &planned = plan->targets.at(target);
        TargetCost &cost = m_costs[target];
        cost.left = planned.requests;
        if (!planned.mostForOne)
            continue;
        cost.currency = planned.mostForOne->currency;
        cost.most = std::max(cost.most, planned.mostForOne->nano);
        if (planned.expected && planned.requests > 0)
            cost.planned = double(planned.expected->nano) / double(planned.requests);
    }
    return {};
}

QMap<QString, qint64> Batch::expected() const
{
    QMap<QString, qint64> sums = m_progress.spent;
    for (const TargetCost &cost : m_costs) {
        const double each = cost.priced > 0 ? double(cost.spent) / double(cost.priced) : cost.planned;
        if (!cost.currency.isEmpty())
            sums[cost.currency] += qint64(each * double(cost.left));
    }
    return sums;
}

std::optional<std::chrono::seconds> Batch::timeLeft() const
{
    QMap<ChannelId, qsizetype> open;
    for (const auto &[channel, line] : m_lines.asKeyValueRange())
        open.insert(channel, line.open());
    return m_pace.left(open, m_clock.now());
}

const GridCell *Batch::find(CellId id) const
{
    const auto index = m_index.constFind(id);
    return index == m_index.cend() ? nullptr : &m_cells.at(*index);
}

void Batch::start()
{
    m_pace.begin(m_clock.now());
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
    if (m_state != State::Ended && m_state != State::Stopping)
        halt(Ending::Stopped);
}

// The recorder goes on trying; no more is asked meanwhile.
void Batch::disk()
{
    if (m_state != State::Ended && m_ending != Ending::Disk)
        halt(Ending::Disk);
}

void Batch::halt(Ending ending)
{
    m_ending = ending;
    if (std::exchange(m_state, State::Stopping) != State::Stopping) {
        m_runs.withdraw(out());
        m_runs.cancel(out());
    }
    emit stateChanged();
    endWhenNothingIsOut();
}

void Batch::feed()
{
    if (m_state != State::Running)
        return;
    takeAnswers();
    for (Line &line : m_lines)
        feed(line);
    endWhenNothingIsOut();
}

void Batch::takeAnswers()
{
    if (m_taking > takenAtOnce / 2)
        return; // some at a time
    QList<Cell> cells;
    while (!m_toTake.isEmpty() && m_taking < takenAtOnce) {
        const int index = m_toTake.takeLast();
        const std::optional<Cell> cell = taken(index);
        if (!cell) {
            lineOf(index).todo.append(index);
            ++m_costs[m_cells.at(index).target].left;
            continue;
        }
        foldEnded(*cell, *m_out.insert(cell->id, m_cells.at(index)));
        cells.append(*cell);
        ++m_taking;
    }
    m_progress.out = m_out.size();
    if (!cells.isEmpty())
        m_runs.keep(m_spec, cells);
}

// No value when the answer is not there any more, or its cell has another one.
std::optional<Cell> Batch::taken(int index) const
{
    const GridCell &into = m_cells.at(index);
    const EarlierAnswer answer = m_answers.value(into.id);
    const Result<Cell> stored = RunStore::cell(m_workspace.reader(), answer.cell);
    if (!stored || !stored->last() || stored->last()->copyOf.value_or(stored->last()->id) != answer.original)
        return std::nullopt;
    return withAnswerOf(*stored->last(), specOf(into));
}

void Batch::feed(Line &line)
{
    const qsizetype window = line.most + std::max(line.most, ahead);
    if (line.out > window - std::min(line.most, ahead) / 2)
        return; // some at a time
    QList<CellSpec> next;
    while (!line.todo.isEmpty() && line.out < window) {
        const GridCell &cell = m_cells.at(line.todo.last());
        if (!fits(m_costs.at(cell.target).most))
            break;
        line.todo.removeLast();
        m_out.insert(cell.id, cell);
        ++m_costs[cell.target].out;
        ++line.out;
        next.append(specOf(cell));
    }
    m_progress.out = m_out.size();
    if (!next.isEmpty())
        m_runs.send(m_spec, next, m_files, patience());
}

// Whether the budget holds so much more than what was spent and what is out may cost.
bool Batch::fits(qint64 more) const
{
    return !m_spec.budget || m_progress.spent.value(m_spec.budget->currency) + reserved() + more <= m_spec.budget->nano;
}

// For what is out, by what is known now.
qint64 Batch::reserved() const
{
    return std::accumulate(m_costs.begin(), m_costs.end(), qint64(0),
                           [](qint64 sum, const TargetCost &cost) { return sum + cost.most * qint64(cost.out); });
}

// A cell that cost more than was held for it: where the budget does not hold the others any more, those of which no request
// is out are taken back.
void Batch::learn(const GridCell &cell)
{
    qint64 &most = m_costs[cell.target].most;
    if (!cell.cost || cell.cost->nano <= most)
        return;
    most = cell.cost->nano;
    if (m_state == State::Running && !fits(0))
        m_runs.withdraw(out());
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
    into.cost = costOf(into, cell.attempts);
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
    into.checks.reset();
    into.reused = last.copyOf.has_value();
}

void Batch::recorded(CellId id)
{
    const auto found = m_out.constFind(id);
    if (found == m_out.cend())
        return;
    const GridCell cell = *found;
    m_out.erase(found);
    const int index = m_index.value(id);
    if (cell.reused) {
        --m_taking;
    } else {
        --lineOf(index).out;
        --m_costs[cell.target].out;
    }
    count(m_cells.at(index), cell);
    m_cells[index] = cell;
    learn(cell);
    if (cell.state == LaneState::Interrupted && m_state != State::Stopping) {
        lineOf(index).todo.append(index); // it was withdrawn
    } else {
        --m_progress.left;
        m_costs[cell.target].left -= int(!cell.reused);
        if (!cell.reused)
            m_pace.ended(m_spec.targets.at(cell.target).channel.id, m_clock.now());
    }
    m_progress.out = m_out.size();
    emit cellEnded(cell);
    if (m_state == State::Running)
        feed();
    else
        endWhenNothingIsOut();
}

void Batch::judged(CellId id)
{
    const auto index = m_index.constFind(id);
    if (index == m_index.cend() || m_out.contains(id))
        return;
    if (const Result<GridCell> cell = RunStore::gridCell(m_workspace.reader(), id)) {
        m_cells[*index].checks = cell->checks;
        emit cellJudged(m_cells.at(*index));
    }
}

void Batch::count(const GridCell &before, const GridCell &after)
{
    m_progress.done += int(after.state == LaneState::Done) - int(before.state == LaneState::Done);
    m_progress.failed += int(after.state == LaneState::Failed) - int(before.state == LaneState::Failed);
    m_progress.reused += int(after.reused) - int(before.reused);
    m_progress.unpriced += int(isUnpriced(after)) - int(isUnpriced(before));
    if (!after.cost)
        return;
    const qint64 spent = after.cost->nano - (before.cost ? before.cost->nano : 0);
    m_progress.spent[after.cost->currency] += spent;
    TargetCost &cost = m_costs[after.target];
    cost.currency = after.cost->currency;
    cost.spent += spent;
    cost.priced += int(!before.cost);
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
    if (ending != Ending::Complete) {
        m_workspace.post([run = m_spec.id](Database &db) { return RunStore::interruptQueued(db, run); });
        for (GridCell &cell : m_cells) {
            if (cell.state == LaneState::Queued)
                cell.state = LaneState::Interrupted;
        }
    }
    setState(State::Ended);
}

void Batch::setState(State state)
{
    if (std::exchange(m_state, state) != state)
        emit stateChanged();
}

} // namespace evenhand
