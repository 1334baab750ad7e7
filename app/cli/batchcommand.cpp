// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/batchoutput.h"
#include "app/cli/batchprogress.h"
#include "app/cli/checksoutput.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/interrupt.h"
#include "app/cli/runid.h"
#include "app/cli/runrequest.h"
#include "app/cli/startername.h"
#include "app/engine/plugincatalog.h"
#include "app/service/suiteimporter.h"
#include "app/store/suitestore.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

// ---- Which suite -----------------------------------------------------------------------------------------------

OrExit<Suite> readSuite(const CommandLine &line, const QString &path)
{
    PluginCatalog plugins(PluginCatalog::standardFolders(pluginFolder(line)));
    const Result<SuiteImport> import = importSuite(path, {}, plugins);
    if (!import)
        return std::unexpected(fail(BadInput, import.error().message));
    for (const RowProblem &problem : import->problems)
        printNote(u"%1: %2"_s.arg(path, toString(problem)));
    for (const QString &left : import->unsupported)
        printNote(u"note: %1: left out: %2"_s.arg(path, left));
    if (!import->problems.isEmpty())
        return std::unexpected(
            fail(BadInput, u"Nothing was sent, as \"%1\" has rows that cannot be used."_s.arg(path)));
    Suite suite = import->suite;
    if (!suite.prompt && !import->prompts.isEmpty())
        suite.prompt = import->prompts.first().text;
    return suite;
}

// A file, a starter, or a suite that is saved in the workspace.
OrExit<Suite> suiteOf(const CommandLine &line)
{
    const QString name = line.value(u"suite"_s);
    if (namesStarter(name))
        return starterNamed(name);
    if (QFileInfo(name).isFile())
        return readSuite(line, name);
    const Result<std::unique_ptr<Workspace>> workspace = Workspace::open(workspacePath(line), Workspace::Access::Read);
    if (!workspace)
        return std::unexpected(
            fail(BadInput, u"There is no file \"%1\", and no workspace with a suite of this name."_s.arg(name)));
    const Result<SuiteVersion> found = SuiteStore::named((*workspace)->reader(), name).and_then([&](SuiteId suite) {
        return SuiteStore::newest((*workspace)->reader(), suite);
    });
    if (!found)
        return std::unexpected(fail(BadInput, found.error().message));
    return found->suite;
}

// ---- The run -------------------------------------------------------------------------------------------------

// Follows a run of many cells to its end.
class BatchFollowing : public QObject
{
    Q_OBJECT
public:
    BatchFollowing(Session &session, Batch &batch)
        : m_session(session)
        , m_batch(batch)
        , m_progress(session.runs(), batch)
    {
        connect(&batch, &Batch::stateChanged, this, &BatchFollowing::endWhenItHas);
        connect(&session.runs(), &RunService::recordingFailed, this, [](const Error &error) {
            printNote(u"evenhand: %1 The run stops; go on with `evenhand resume` then."_s.arg(error.message));
        });
        connect(&session.runs(), &RunService::runningChanged, this, &BatchFollowing::endWhenItHas);
        connect(&session.runs(), &RunService::judgingChanged, this, &BatchFollowing::endWhenItHas);
        connect(&m_interrupt, &Interrupt::requested, this, [this] {
            printNote(u"evenhand: stopping; what arrived is kept. Requests that are out may be billed."_s);
            m_batch.stop();
            endWhenItHas();
        });
    }

    ExitCode follow()
    {
        m_batch.start();
        if (m_batch.state() != Batch::State::Ended || m_session.runs().judging() > 0)
            QCoreApplication::exec();
        m_progress.finish();
        sayEnding();
        if (m_interrupt.wasRequested())
            return InterruptedByUser;
        if (m_batch.ending() == Batch::Ending::Disk)
            return WorkspaceUnusable;
        const Batch::Progress progress = m_batch.progress();
        return progress.done == progress.cells ? AllDone : SomeFailed;
    }

private:
    // What cannot be written is not waited for: it is tried once more when the session ends. Neither is what a person who
    // is in a hurry has not judged yet: it is judged with `evenhand resume`.
    void endWhenItHas()
    {
        const bool unwritable = m_batch.ending() == Batch::Ending::Disk && m_session.runs().running() == 0;
        const bool isJudged = m_session.runs().judging() == 0 || m_interrupt.wasRequested();
        if ((m_batch.state() == Batch::State::Ended && isJudged)
            || (m_batch.state() == Batch::State::Stopping && unwritable))
            QCoreApplication::exit();
    }

    void sayEnding() const
    {
        const Batch::Progress progress = m_batch.progress();
        if (m_batch.ending() == Batch::Ending::Budget)
            printNote(u"evenhand: %1 cells were not sent, as the next one could pass the budget."_s.arg(progress.left));
        else if (m_batch.ending() != Batch::Ending::Complete)
            printNote(u"evenhand: %1 cells are left; go on with `evenhand resume %2`."_s.arg(
                QString::number(progress.cells - progress.done - progress.failed), m_batch.spec().id.toString()));
    }

    Session &m_session;
    Batch &m_batch;
    BatchProgress m_progress;
    Interrupt m_interrupt;
};

struct Wanted
{
    bool json = false;
    bool requireChecks = false;
};

Wanted wanted(const CommandLine &line)
{
    return {.json = line.has(u"json"_s), .requireChecks = line.has(u"require-checks"_s)};
}

ExitCode report(const RunSpec &spec, const QList<GridCell> &cells, Batch::Ending ending, ExitCode code, Wanted wanted)
{
    if (wanted.json)
        printResult(batchJson(spec, cells, ending));
    else
        printResult(batchText(spec, cells));
    const bool missed = std::ranges::any_of(checkFigures(spec, cells),
                                            [](const CheckFigures &target) { return target.failed + target.open > 0; });
    return code == AllDone && wanted.requireChecks && missed ? SomeFailed : code;
}

ExitCode followBatch(Session &session, Batch &batch, Wanted wanted)
{
    printNote(u"run "_s + batch.spec().id.toString());
    const ExitCode code = BatchFollowing(session, batch).follow();
    return report(batch.spec(), batch.cells(), batch.ending(), code, wanted);
}

// Waits for what is being judged. Returns how many answers were.
int waitForJudging(RunService &runs)
{
    int answers = 0;
    QObject context;
    QObject::connect(&runs, &RunService::judged, &context, [&answers] { ++answers; });
    QObject::connect(&runs, &RunService::judgingChanged, &context, [](int left) {
        if (left == 0)
            QCoreApplication::exit();
    });
    if (runs.judging() > 0)
        QCoreApplication::exec();
    return answers;
}

// Nothing is left to be sent; maybe something was left to be judged.
ExitCode judgeAlone(Session &session, RunId run, const Error &nothingLeft, Wanted wanted)
{
    if (waitForJudging(session.runs()) == 0)
        return failedWorkspace(nothingLeft);
    Database &db = session.workspace().reader();
    const Result<Run> head = RunStore::head(db, run);
    const Result<QList<GridCell>> cells = RunStore::grid(db, run);
    if (!head || !cells)
        return failedWorkspace(head ? cells.error() : head.error());
    const bool allDone =
        std::ranges::all_of(*cells, [](const GridCell &cell) { return cell.state == LaneState::Done; });
    return report(head->spec, *cells, Batch::Ending::Complete, allDone ? AllDone : SomeFailed, wanted);
}

ExitCode showPlan(Session &session, const RunService::Request &request, bool json)
{
    const Result<RunSpec> spec = session.runs().preview(request);
    if (!spec)
        return failedWorkspace(spec.error());
    const Result<RunPlan> plan = planRun(session.workspace().reader(), *spec, session.runs().prices());
    if (!plan)
        return failedWorkspace(plan.error());
    if (json)
        printResult(planJson(*spec, *plan));
    else
        printResult(planText(*spec, *plan));
    return AllDone;
}

// A budget that does not hold what a target costs is no budget, unless the person says so.
OrExit<void> checkBudget(Session &session, const RunService::Request &request, bool allowUnpriced)
{
    const Result<RunPlan> plan = session.runs().preview(request).and_then([&](const RunSpec &spec) {
        return planRequests(session.workspace().reader(), spec, {}, session.runs().prices());
    });
    if (!plan)
        return std::unexpected(failedWorkspace(plan.error()));
    const QString unheld = unheldText(*plan);
    if (allowUnpriced || unheld.isEmpty())
        return {};
    return std::unexpected(fail(BadInput, u"%1 Nothing was sent. Give it a price with `evenhand prices import`, or say "
                                          "--allow-unpriced."_s.arg(unheld)));
}

} // namespace

ExitCode runSuite(const CommandLine &line)
{
    const OrExit<Suite> suite = suiteOf(line);
    if (!suite)
        return suite.error();
    OrExit<RunService::Request> request = requestOf(line, *suite);
    if (!request)
        return request.error();
    const OrExit<std::unique_ptr<Session>> session = openSession(line, *request);
    if (!session)
        return session.error();
    if (line.has(u"dry-run"_s))
        return showPlan(**session, *request, line.has(u"json"_s));
    if (request->budget) {
        const OrExit<void> held = checkBudget(**session, *request, line.has(u"allow-unpriced"_s));
        if (!held)
            return held.error();
    }
    const Result<Run> run = (*session)->runs().create(*request);
    if (!run)
        return failedWorkspace(run.error());
    const Result<std::unique_ptr<Batch>> batch =
        Batch::open((*session)->runs(), (*session)->workspace(), run->spec.id, Pick::Unfinished);
    if (!batch)
        return failedWorkspace(batch.error());
    return followBatch(**session, **batch, wanted(line));
}

ExitCode resumeRun(const CommandLine &line)
{
    if (line.operands().size() != 1)
        return fail(BadInput, u"Say which run: `evenhand resume ID`; `evenhand runs list` tells the ids."_s);
    if (!QFileInfo::exists(workspacePath(line)))
        return fail(WorkspaceUnusable, u"There is no workspace \"%1\"."_s.arg(workspacePath(line)));
    const OrExit<std::unique_ptr<Session>> session = openSession(line);
    if (!session)
        return session.error();
    const OrExit<RunId> run = findRun((*session)->workspace(), line.operands().first());
    if (!run)
        return run.error();
    (*session)->runs().judge(*run);
    const Result<std::unique_ptr<Batch>> batch = Batch::open((*session)->runs(), (*session)->workspace(), *run,
                                                             line.has(u"failed"_s) ? Pick::Failed : Pick::Unfinished);
    if (!batch)
        return judgeAlone(**session, *run, batch.error(), wanted(line));
    return followBatch(**session, **batch, wanted(line));
}

} // namespace evenhand::cli

#include "batchcommand.moc"
