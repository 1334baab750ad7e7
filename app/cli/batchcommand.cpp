// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/batchoutput.h"
#include "app/cli/batchprogress.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/interrupt.h"
#include "app/cli/runid.h"
#include "app/cli/runrequest.h"
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

// A file, or a suite that is saved in the workspace.
OrExit<Suite> suiteOf(const CommandLine &line)
{
    const QString name = line.value(u"suite"_s);
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
        connect(&m_interrupt, &Interrupt::requested, this, [this] {
            printNote(u"evenhand: stopping; what arrived is kept. Requests that are out may be billed."_s);
            m_batch.stop();
        });
    }

    ExitCode follow()
    {
        m_batch.start();
        if (m_batch.state() != Batch::State::Ended)
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
    // What cannot be written is not waited for: it is tried once more when the session ends.
    void endWhenItHas()
    {
        const bool unwritable = m_batch.ending() == Batch::Ending::Disk && m_session.runs().running() == 0;
        if (m_batch.state() == Batch::State::Ended || (m_batch.state() == Batch::State::Stopping && unwritable))
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

ExitCode followBatch(Session &session, RunId run, Pick pick, bool json)
{
    const Result<std::unique_ptr<Batch>> batch = Batch::open(session.runs(), session.workspace(), run, pick);
    if (!batch)
        return failedWorkspace(batch.error());
    printNote(u"run "_s + run.toString());
    const ExitCode code = BatchFollowing(session, **batch).follow();
    if (json)
        printResult(batchJson(**batch));
    else
        printResult(batchText(**batch));
    return code;
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
    const Result<Run> run = (*session)->runs().create(*request);
    if (!run)
        return failedWorkspace(run.error());
    return followBatch(**session, run->spec.id, Pick::Unfinished, line.has(u"json"_s));
}

ExitCode resumeRun(const CommandLine &line)
{
    if (line.operands().size() != 1)
        return fail(BadInput, u"Say which run: `evenhand resume ID`; `evenhand runs list` tells the ids."_s);
    const OrExit<std::unique_ptr<Session>> session = openSession(line);
    if (!session)
        return session.error();
    const OrExit<RunId> run = findRun((*session)->workspace(), line.operands().first());
    if (!run)
        return run.error();
    return followBatch(**session, *run, line.has(u"failed"_s) ? Pick::Failed : Pick::Unfinished, line.has(u"json"_s));
}

} // namespace evenhand::cli

#include "batchcommand.moc"
