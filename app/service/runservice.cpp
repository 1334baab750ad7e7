// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/runservice.h"

#include "app/core/redactor.h"
#include "app/engine/runengine.h"
#include "app/service/attachments.h"
#include "app/service/history.h"
#include "app/service/judging.h"
#include "app/store/channelstore.h"
#include "app/store/runstore.h"
#include "app/store/workspace.h"

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int maxRepeats = 1000;
constexpr int titleLength = 60;
constexpr qsizetype mostCells = 1'000'000;

std::unexpected<Error> invalid(const QString &message)
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
}

Result<void> check(const RunService::Request &request)
{
    if (request.prompt.user.trimmed().isEmpty())
        return invalid(u"The prompt is empty. Write what the models are to be asked."_s);
    if (request.lineup.targets.isEmpty())
        return invalid(u"The lineup has no targets. Add at least one model."_s);
    if (request.lineup.targets.size() > maxTargets)
        return invalid(
            u"The lineup has %1 targets; at most %2 are compared at once."_s.arg(request.lineup.targets.size())
                .arg(maxTargets));
    if (request.repeats < 1 || request.repeats > maxRepeats)
        return invalid(
            u"Each target can be asked between 1 and %1 times, not %2."_s.arg(maxRepeats).arg(request.repeats));
    if (request.suite && request.suite->cases.isEmpty())
        return invalid(u"The suite has no cases. Add at least one."_s);
    const qsizetype cells =
        (request.suite ? request.suite->cases.size() : 1) * request.repeats * request.lineup.targets.size();
    if (cells > mostCells)
        return invalid(u"That would be %1 requests; a run has %2 at most."_s.arg(cells).arg(mostCells));
    for (const AttachmentRef &file : request.prompt.attachments) {
        if (file.sha256.isEmpty())
            return invalid(
                u"“%1” was attached with an earlier version. Take it off and attach it again."_s.arg(file.name()));
    }
    return {};
}

QString titleOf(const PromptText &prompt)
{
    const QString text = render(prompt).user.simplified();
    if (text.size() <= titleLength)
        return text;
    const qsizetype space = text.lastIndexOf(u' ', titleLength);
    return text.first(space > titleLength / 2 ? space : titleLength) + u'…';
}

Cell queuedCell(const CellSpec &spec)
{
    return {.id = spec.id,
            .caseIndex = spec.caseIndex,
            .target = spec.target,
            .repeat = spec.repeat,
            .state = LaneState::Queued,
            .attempts = {}};
}

QList<Cell> queuedCells(const QList<CellSpec> &plan)
{
    QList<Cell> cells;
    for (const CellSpec &spec : plan)
        cells.append(queuedCell(spec));
    std::ranges::sort(cells, {}, [](const Cell &cell) { return std::tuple(cell.caseIndex, cell.target, cell.repeat); });
    return cells;
}

bool hasChecks(const RunSpec &spec)
{
    return spec.suite
           && std::ranges::any_of(spec.suite->cases, [](const SuiteCase &asked) { return !asked.checks.isEmpty(); });
}

} // namespace

QList<AttachmentRef> attachedFiles(const RunSpec &spec)
{
    QList<AttachmentRef> files = spec.prompt.attachments;
    for (const SuiteCase &asked : spec.suite ? spec.suite->cases : QList<SuiteCase>())
        files += asked.attachments;
    for (const RunTarget &target : spec.targets) {
        for (const QList<AttachmentRef> &earlier : target.historyFiles)
            files += earlier;
    }
    return files;
}

void refreshChannel(Channel &snapshot, const Channel &now)
{
    if (snapshot.plugin != now.plugin || snapshot.origin != now.origin)
        return;
    snapshot.credentials = now.credentials;
    snapshot.limits = now.limits;
    snapshot.maxConcurrent = now.maxConcurrent;
    snapshot.minInterval = now.minInterval;
}

RunService::RunService(Workspace &workspace, RunEngine &engine, Redactor &redactor, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_engine(engine)
    , m_redactor(redactor)
    , m_recorder(workspace, redactor)
{
    connect(&m_engine, &RunEngine::laneEvents, this, &RunService::receive, Qt::QueuedConnection);
    connect(&m_engine, &RunEngine::activeOrigins, this, &RunService::activeOrigins, Qt::QueuedConnection);
    connect(&m_engine, &RunEngine::channelLoad, this, &RunService::channelLoad, Qt::QueuedConnection);
    connect(&m_recorder, &Recorder::recorded, this, &RunService::cellRecorded);
    connect(&m_recorder, &Recorder::failed, this, &RunService::recordingFailed);
}

RunService::~RunService() = default;

Result<RunService::Prepared> RunService::prepare(const Request &request)
{
    if (const Result<void> checked = check(request); !checked)
        return std::unexpected(checked.error());
    Result<QList<RunTarget>> targets = resolve(request.lineup);
    if (!targets)
        return std::unexpected(targets.error());
    const Result<QList<Run>> turns = earlierTurns(request.conversation, std::numeric_limits<int>::max());
    if (!turns)
        return std::unexpected(turns.error());

    Run run;
    run.spec = {.id = RunId::create(),
                .conversation = request.conversation,
                .turn = turns->isEmpty() ? 0 : turns->last().spec.turn + 1,
                .prompt = request.prompt,
                .targets = *targets,
                .repeats = request.repeats,
                .name = request.name,
                .suite = request.suite,
                .seed = request.seed,
                .budget = request.budget,
                .concurrency = request.concurrency,
                .reuse = request.reuse};
    for (RunTarget &target : run.spec.targets) {
        const History history = historyOf(*turns, target.target, run.spec.prompt.tools);
        target.history = history.messages;
        target.historyFiles = history.files;
    }
    return readFiles(attachedFiles(run.spec)).transform([&](const FileContents &files) {
        run.created = QDateTime::currentDateTimeUtc();
        const QList<CellSpec> plan = planCells(run.spec);
        run.cells = queuedCells(plan);
        return Prepared{.run = run, .plan = plan, .turns = *turns, .files = files};
    });
}

Result<void> RunService::store(Run &run, bool opensConversation)
{
    const Result<ConversationId> stored = m_workspace.write([&](Database &db) -> Result<ConversationId> {
        if (opensConversation) {
            const Result<ConversationId> made = ConversationStore::create(db, titleOf(run.spec.prompt));
            if (!made)
                return made;
            run.spec.conversation = *made;
        }
        return RunStore::create(db, run).transform([&] { return run.spec.conversation; });
    });
    return stored.transform([](ConversationId) {});
}

Result<Run> RunService::start(const Request &request)
{
    Result<Prepared> prepared = prepare(request);
    if (!prepared)
        return std::unexpected(prepared.error());
    Run &run = prepared->run;
    const bool opensConversation = request.inConversation && request.conversation.isNull();
    if (const Result<void> stored = store(run, opensConversation); !stored)
        return std::unexpected(stored.error());

    for (const Cell &cell : std::as_const(run.cells))
        m_recorder.watch(cell);
    notice(run.spec, prepared->plan, prepared->turns);
    launch(run.spec, prepared->plan, prepared->files);
    return run;
}

Result<Run> RunService::create(const Request &request)
{
    Result<Prepared> prepared = prepare(request);
    if (!prepared)
        return std::unexpected(prepared.error());
    return store(prepared->run, false).transform([&] { return prepared->run; });
}

Result<RunSpec> RunService::preview(const Request &request)
{
    return prepare(request).transform([](const Prepared &prepared) { return prepared.run.spec; });
}

void RunService::send(const RunSpec &spec, const QList<CellSpec> &cells, const FileContents &files,
                      const RetryPolicy &retry)
{
    for (const CellSpec &cell : cells)
        m_recorder.watch(queuedCell(cell));
    launch(spec, cells, files, retry);
}

void RunService::keep(const RunSpec &spec, const QList<Cell> &ended)
{
    for (const Cell &cell : ended)
        expect(spec, cell.id);
    m_recorder.keep(ended);
}

Result<void> RunService::retry(const Run &run, CellId id)
{
    if (m_running.contains(id))
        return invalid(u"This answer is still on its way. Stop it first."_s);
    Result<Cell> cell = currentCell(id);
    if (!cell)
        return std::unexpected(cell.error());
    const Result<QList<Run>> turns = earlierTurns(run.spec.conversation, run.spec.turn);
    if (!turns)
        return std::unexpected(turns.error());

    RunSpec asked = run.spec;
    asked.targets = {run.spec.targets.at(cell->target)};
    const Result<FileContents> files = readFiles(attachedFiles(asked));
    if (!files)
        return std::unexpected(files.error());

    RunSpec spec = run.spec;
    Channel &channel = spec.targets[cell->target].channel;
    if (const Result<Channel> now = ChannelStore::find(m_workspace.reader(), channel.id))
        refreshChannel(channel, *now);
    cell->state = LaneState::Queued;
    m_recorder.watch(*cell);
    const QList<CellSpec> cells = {{.id = id,
                                    .caseIndex = cell->caseIndex,
                                    .target = cell->target,
                                    .repeat = cell->repeat,
                                    .firstAttempt = cell->last() ? cell->last()->number + 1 : 1}};
    notice(spec, cells, *turns);
    launch(spec, cells, *files);
    return {};
}

void RunService::cancel(const QList<CellId> &cells)
{
    m_engine.cancel(cells);
}

void RunService::cancelAll()
{
    m_engine.cancelAll();
}

void RunService::withdraw(const QList<CellId> &cells)
{
    m_engine.withdraw(cells);
}

void RunService::hurry(CellId cell)
{
    m_engine.hurry(cell);
}

int RunService::running() const
{
    return int(m_running.size());
}

Result<QList<RunTarget>> RunService::resolve(const Lineup &lineup)
{
    QList<RunTarget> targets;
    for (qsizetype i = 0; i < lineup.targets.size(); ++i) {
        const Target &target = lineup.targets.at(i);
        const Result<Channel> channel = ChannelStore::find(m_workspace.reader(), target.channel);
        if (!channel && channel.error().code == ErrorCode::NotFound)
            return invalid(u"Target %1 (%2) uses a channel that no longer exists. Choose another channel for it."_s.arg(
                targetLetter(i), target.model));
        if (!channel)
            return std::unexpected(channel.error());
        targets.append({.target = target, .channel = *channel, .history = {}});
    }
    return targets;
}

// What is still on its way to the disk is taken from memory.
Result<QList<Run>> RunService::earlierTurns(ConversationId conversation, int before)
{
    if (conversation.isNull())
        return QList<Run>();
    Result<QList<Run>> turns = ConversationStore::runs(m_workspace.reader(), conversation);
    if (!turns)
        return turns;
    turns->removeIf([&](const Run &run) { return run.spec.turn >= before; });
    for (Run &run : *turns) {
        for (Cell &cell : run.cells) {
            if (const Cell *newer = m_recorder.find(cell.id))
                cell = redacted(*newer, m_redactor);
        }
    }
    return turns;
}

void RunService::setPrices(Prices prices)
{
    m_prices = std::move(prices);
    m_recorder.setPricer([this](const Cell &cell) { return costOf(cell); });
}

// Nothing is said of the cost of a request that failed before anything of its answer was there.
std::optional<AttemptCost> RunService::costOf(const Cell &cell) const
{
    const QList<RunTarget> targets = m_targets.value(m_unrecorded.value(cell.id));
    const Attempt &last = *cell.last();
    if (cell.target >= targets.size() || (last.error && !last.usage() && last.answer.isEmpty()))
        return std::nullopt;
    return m_prices(targets.at(cell.target), last.billed(), last.started);
}

void RunService::setJudging(Judging *judging)
{
    m_judging = judging;
    connect(judging, &Judging::judged, this, &RunService::judged);
    connect(judging, &Judging::pendingChanged, this, &RunService::judgingChanged);
}

void RunService::judge(RunId run)
{
    if (m_judging)
        m_judging->judge(run);
}

int RunService::judging() const
{
    return m_judging ? m_judging->pending() : 0;
}

Result<Cell> RunService::currentCell(CellId id)
{
    if (const Cell *cell = m_recorder.find(id))
        return *cell;
    return RunStore::cell(m_workspace.reader(), id);
}

// What the person is told of the turns that a target is sent.
void RunService::notice(const RunSpec &spec, const QList<CellSpec> &cells, const QList<Run> &turns)
{
    for (const CellSpec &cell : cells) {
        const QStringList notices = historyOf(turns, spec.targets.at(cell.target).target, spec.prompt.tools).notices;
        if (!notices.isEmpty())
            m_notices.insert(cell.id, notices);
    }
}

// It is on its way to the disk.
void RunService::expect(const RunSpec &spec, CellId cell)
{
    if (!m_unrecorded.contains(cell))
        ++m_left[spec.id];
    m_unrecorded.insert(cell, spec.id);
    if (m_judging && !m_targets.contains(spec.id) && hasChecks(spec))
        m_checked.insert(spec.id);
    m_targets.insert(spec.id, spec.targets);
}

void RunService::launch(const RunSpec &spec, const QList<CellSpec> &cells, const FileContents &files,
                        const std::optional<RetryPolicy> &retry)
{
    for (const CellSpec &cell : cells) {
        m_running.insert(cell.id);
        expect(spec, cell.id);
    }
    m_engine.start(spec, cells, files, retry);
    emit runningChanged(running());
}

LaneEvents RunService::completed(const LaneEvents &events) const
{
    if (m_notices.isEmpty())
        return events;
    LaneEvents complete;
    for (const LaneEvent &event : events) {
        complete.append(event);
        if (!std::holds_alternative<AttemptStarted>(event.what))
            continue;
        for (const QString &text : m_notices.value(event.cell))
            complete.append({.cell = event.cell, .what = LaneOutput{.event = Notice{text}, .since = Duration(0)}});
    }
    return complete;
}

void RunService::receive(const LaneEvents &events)
{
    const LaneEvents complete = completed(events);
    m_recorder.record(complete);
    emit laneEvents(complete);
    for (const LaneEvent &event : events) {
        const auto *change = std::get_if<LaneStateChanged>(&event.what);
        if (change && isFinal(change->state))
            ended(event.cell);
    }
}

void RunService::ended(CellId cell)
{
    m_notices.remove(cell);
    if (m_running.remove(cell))
        emit runningChanged(running());
}

void RunService::cellRecorded(CellId cell)
{
    const RunId run = m_unrecorded.take(cell);
    if (m_checked.contains(run))
        m_judging->judge(run, cell);
    emit recorded(cell);
    if (--m_left[run] > 0)
        return;
    m_left.remove(run);
    m_targets.remove(run);
    m_checked.remove(run);
    emit runFinished(run);
}

} // namespace evenhand
