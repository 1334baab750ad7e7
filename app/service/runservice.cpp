// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/runservice.h"

#include "app/core/redactor.h"
#include "app/engine/runengine.h"
#include "app/service/attachments.h"
#include "app/service/history.h"
#include "app/store/channelstore.h"
#include "app/store/runstore.h"
#include "app/store/workspace.h"

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int maxRepeats = 1000;
constexpr int titleLength = 60;

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
    return {.id = spec.id, .target = spec.target, .repeat = spec.repeat, .state = LaneState::Queued, .attempts = {}};
}

QList<Cell> queuedCells(const QList<CellSpec> &plan)
{
    QList<Cell> cells;
    for (const CellSpec &spec : plan)
        cells.append(queuedCell(spec));
    std::ranges::sort(cells, {}, [](const Cell &cell) { return std::pair(cell.target, cell.repeat); });
    return cells;
}

QList<AttachmentRef> filesOf(const RunSpec &spec, const QList<RunTarget> &targets)
{
    QList<AttachmentRef> files = spec.prompt.attachments;
    for (const RunTarget &target : targets) {
        for (const QList<AttachmentRef> &earlier : target.historyFiles)
            files += earlier;
    }
    return files;
}

// The run's snapshot, with those members of the channel as it is now that do not change what is asked or where.
void refresh(Channel &snapshot, const Channel &now)
{
    if (snapshot.plugin != now.plugin || snapshot.origin != now.origin)
        return;
    snapshot.credentials = now.credentials;
    snapshot.limits = now.limits;
    snapshot.maxConcurrent = now.maxConcurrent;
    snapshot.minInterval = now.minInterval;
}

} // namespace

RunService::RunService(Workspace &workspace, RunEngine &engine, Redactor &redactor, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_engine(engine)
    , m_redactor(redactor)
    , m_recorder(workspace, redactor)
{
    connect(&m_engine, &RunEngine::laneEvents, this, &RunService::receive, Qt::QueuedConnection);
    connect(&m_engine, &RunEngine::activeOrigins, this, &RunService::activeOrigins, Qt::QueuedConnection);
    connect(&m_recorder, &Recorder::recorded, this, &RunService::cellRecorded);
    connect(&m_recorder, &Recorder::failed, this, &RunService::recordingFailed);
}

RunService::~RunService() = default;

Result<Run> RunService::start(const Request &request)
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
    run.spec.id = RunId::create();
    run.spec.conversation = request.conversation;
    run.spec.turn = turns->isEmpty() ? 0 : turns->last().spec.turn + 1;
    run.spec.prompt = request.prompt;
    run.spec.targets = *targets;
    run.spec.repeats = request.repeats;
    for (RunTarget &target : run.spec.targets) {
        const History history = historyOf(*turns, target.target, run.spec.prompt.tools);
        target.history = history.messages;
        target.historyFiles = history.files;
    }
    const Result<FileContents> files = readFiles(filesOf(run.spec, run.spec.targets));
    if (!files)
        return std::unexpected(files.error());
    run.created = QDateTime::currentDateTimeUtc();
    const QList<CellSpec> plan = planCells(run.spec);
    run.cells = queuedCells(plan);

    const bool opensConversation = request.inConversation && request.conversation.isNull();
    const Result<ConversationId> stored = m_workspace.write([&](Database &db) -> Result<ConversationId> {
        if (opensConversation) {
            const Result<ConversationId> made = ConversationStore::create(db, titleOf(request.prompt));
            if (!made)
                return made;
            run.spec.conversation = *made;
        }
        return RunStore::create(db, run).transform([&] { return run.spec.conversation; });
    });
    if (!stored)
        return std::unexpected(stored.error());

    for (const Cell &cell : std::as_const(run.cells))
        m_recorder.watch(cell);
    launch(run.spec, plan, *turns, *files);
    return run;
}

Result<void> RunService::retry(const Run &run, CellId id)
{
    if (m_running.contains(id))
        return invalid(u"This answer is still on its way. Stop it first."_s);
    Result<Cell> cell = currentCell(run, id);
    if (!cell)
        return std::unexpected(cell.error());
    const Result<QList<Run>> turns = earlierTurns(run.spec.conversation, run.spec.turn);
    if (!turns)
        return std::unexpected(turns.error());

    const Result<FileContents> files = readFiles(filesOf(run.spec, {run.spec.targets.at(cell->target)}));
    if (!files)
        return std::unexpected(files.error());

    RunSpec spec = run.spec;
    Channel &channel = spec.targets[cell->target].channel;
    if (const Result<Channel> now = ChannelStore::find(m_workspace.reader(), channel.id))
        refresh(channel, *now);
    cell->state = LaneState::Queued;
    m_recorder.watch(*cell);
    launch(spec,
           {{.id = id,
             .target = cell->target,
             .repeat = cell->repeat,
             .firstAttempt = cell->last() ? cell->last()->number + 1 : 1}},
           *turns, *files);
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

Result<Cell> RunService::currentCell(const Run &run, CellId id)
{
    if (const Cell *cell = m_recorder.find(id))
        return *cell;
    const Result<Run> stored = RunStore::find(m_workspace.reader(), run.spec.id);
    if (!stored)
        return std::unexpected(stored.error());
    const auto cell = std::ranges::find(stored->cells, id, &Cell::id);
    if (cell == stored->cells.end())
        return std::unexpected(Error{.code = ErrorCode::NotFound,
                                     .message = u"This answer is no longer in the workspace."_s,
                                     .detail = id.toString()});
    return *cell;
}

void RunService::launch(const RunSpec &spec, const QList<CellSpec> &cells, const QList<Run> &turns,
                        const FileContents &files)
{
    for (const CellSpec &cell : cells) {
        m_running.insert(cell.id);
        m_unrecorded.insert(cell.id, spec.id);
        const QStringList notices = historyOf(turns, spec.targets.at(cell.target).target, spec.prompt.tools).notices;
        if (!notices.isEmpty())
            m_notices.insert(cell.id, notices);
    }
    m_engine.start(spec, cells, files);
    emit runningChanged(running());
}

void RunService::receive(const LaneEvents &events)
{
    LaneEvents complete;
    QList<CellId> over;
    for (const LaneEvent &event : events) {
        complete.append(event);
        if (std::holds_alternative<AttemptStarted>(event.what)) {
            for (const QString &text : m_notices.value(event.cell))
                complete.append({.cell = event.cell, .what = LaneOutput{.event = Notice{text}, .since = Duration(0)}});
        }
        const auto *change = std::get_if<LaneStateChanged>(&event.what);
        if (change && isFinal(change->state))
            over.append(event.cell);
    }
    m_recorder.record(complete);
    emit laneEvents(complete);
    for (const CellId &cell : over)
        ended(cell);
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
    emit recorded(cell);
    if (!std::ranges::contains(m_unrecorded, run))
        emit runFinished(run);
}

} // namespace evenhand
