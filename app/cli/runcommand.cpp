// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/interrupt.h"
#include "app/cli/progress.h"
#include "app/cli/runoutput.h"
#include "app/cli/runrequest.h"
#include "app/store/runstore.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

// Follows one run to its end, on disk where that can be.
class Following : public QObject
{
    Q_OBJECT
public:
    Following(Session &session, const Run &run)
        : m_session(session)
        , m_run(run)
        , m_progress(m_run)
    {
        RunService &runs = session.runs();
        connect(&runs, &RunService::laneEvents, this, &Following::take);
        connect(&runs, &RunService::recorded, &m_progress, &Progress::showRecorded);
        connect(&runs, &RunService::runFinished, this, [] { QCoreApplication::exit(); });
        connect(&runs, &RunService::recordingFailed, this, &Following::recordingFailed);
        connect(&m_interrupt, &Interrupt::requested, this, &Following::stop);
    }

    ExitCode follow()
    {
        QCoreApplication::exec();
        m_progress.finish();
        if (m_interrupt.wasRequested())
            return InterruptedByUser;
        if (m_recordingFailed)
            return WorkspaceUnusable;
        const bool allDone =
            std::ranges::all_of(m_run.cells, [](const Cell &cell) { return cell.state == LaneState::Done; });
        return allDone ? AllDone : SomeFailed;
    }

    // As it is on disk; as it came, secrets taken out, when the disk failed.
    Run run() const
    {
        const Result<Run> stored = RunStore::find(m_session.workspace().reader(), m_run.spec.id);
        if (stored && !m_recordingFailed)
            return *stored;
        Run result = m_run;
        for (Cell &cell : result.cells)
            cell = redacted(cell, m_session.redactor());
        return result;
    }

private:
    void take(const LaneEvents &events)
    {
        for (const LaneEvent &event : events) {
            const auto cell = std::ranges::find(m_run.cells, event.cell, &Cell::id);
            if (cell != m_run.cells.end())
                apply(event, *cell);
        }
        m_progress.show(events);
        endWhenNothingIsLeft();
    }

    void recordingFailed(const Error &error)
    {
        m_recordingFailed = true;
        printNote(u"evenhand: "_s + error.message);
        endWhenNothingIsLeft();
    }

    // What cannot be written is not waited for: it is tried once more when the session ends.
    void endWhenNothingIsLeft()
    {
        if (m_recordingFailed && m_session.runs().running() == 0)
            QCoreApplication::exit();
    }

    void stop()
    {
        printNote(u"evenhand: stopping; what arrived is kept."_s);
        m_session.runs().cancelAll();
    }

    Session &m_session;
    Run m_run;
    Progress m_progress;
    Interrupt m_interrupt;
    bool m_recordingFailed = false;
};

ExitCode followRun(Session &session, const RunService::Request &request, bool json)
{
    const Result<Run> run = session.runs().start(request);
    if (!run)
        return failedWorkspace(run.error());
    Following following(session, *run);
    const ExitCode code = following.follow();
    if (json)
        printResult(runJson(following.run()));
    else
        printResult(runText(following.run()));
    return code;
}

} // namespace

ExitCode runPrompt(const CommandLine &line)
{
    if (!line.operands().isEmpty())
        return fail(BadInput, u"`evenhand run` does not know what \"%1\" is; the prompt is given with --prompt."_s.arg(
                                  line.operands().first()));
    if (!line.has(u"lineup"_s))
        return fail(BadInput, u"Say which models to ask: --lineup FILE. See `evenhand run --help`."_s);
    if (line.has(u"suite"_s))
        return runSuite(line);
    for (const QString &option : {u"budget"_s, u"allow-unpriced"_s, u"concurrency"_s, u"seed"_s, u"reuse-answers"_s,
                                  u"dry-run"_s, u"require-checks"_s}) {
        if (line.has(option))
            return fail(BadInput, u"--%1 goes with --suite."_s.arg(option));
    }
    OrExit<RunService::Request> request = requestOf(line, {});
    if (!request)
        return request.error();
    const OrExit<std::unique_ptr<Session>> session = openSession(line, *request);
    return session ? followRun(**session, *request, line.has(u"json"_s)) : session.error();
}

} // namespace evenhand::cli

#include "runcommand.moc"
