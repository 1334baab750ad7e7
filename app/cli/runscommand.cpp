// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/channelsource.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/runexport.h"
#include "app/cli/runid.h"
#include "app/cli/runoutput.h"
#include "app/store/runstore.h"
#include "app/store/scorestore.h"
#include "app/store/workspace.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

constexpr int mostRuns = 100'000;
constexpr int titleColumns = 60;

QJsonObject summaryJson(const RunSummary &summary)
{
    QJsonObject cells;
    for (const auto &[state, number] : summary.cells.asKeyValueRange())
        cells.insert(toString(state), number);
    return {{u"run_id"_s, summary.id.toString()},
            {u"title"_s, summary.title},
            {u"created"_s, summary.created.toString(Qt::ISODateWithMs)},
            {u"targets"_s, summary.targets},
            {u"repeats"_s, summary.repeats},
            {u"cells"_s, cells}};
}

QStringList summaryRow(const RunSummary &summary)
{
    QStringList states;
    for (const auto &[state, number] : summary.cells.asKeyValueRange())
        states.append(u"%1 %2"_s.arg(number).arg(toString(state)));
    return {summary.id.toString(), summary.created.toLocalTime().toString(u"yyyy-MM-dd hh:mm"), states.join(", "_L1),
            summary.title.left(titleColumns)};
}

ExitCode list(const QList<RunSummary> &summaries, bool json)
{
    QJsonArray objects;
    QList<QStringList> rows;
    for (const RunSummary &summary : summaries) {
        objects.append(summaryJson(summary));
        rows.append(summaryRow(summary));
    }
    if (json)
        printResult(QJsonObject{{u"runs"_s, objects}});
    else
        printResult(rows.isEmpty() ? u"There are no runs in this workspace."_s : table(rows));
    return AllDone;
}

Result<CellScores> scoresOf(Database &db, const Run &run)
{
    CellScores scores;
    for (const Cell &cell : run.spec.suite ? run.cells : QList<Cell>()) {
        if (!cell.last())
            continue;
        const Result<QList<CheckScore>> found = ScoreStore::ofAttempt(db, cell.last()->id);
        if (!found)
            return std::unexpected(found.error());
        if (!found->isEmpty())
            scores.insert(cell.id, *found);
    }
    return scores;
}

ExitCode show(Workspace &workspace, const QString &beginning, bool json)
{
    const OrExit<RunId> id = findRun(workspace, beginning);
    if (!id)
        return id.error();
    Result<Run> run = RunStore::find(workspace.reader(), *id);
    if (!run)
        return failedWorkspace(run.error());
    if (workspace.isAbandoned())
        std::ranges::for_each(run->cells, interrupt);
    const Result<CellScores> scores = scoresOf(workspace.reader(), *run);
    if (!scores)
        return failedWorkspace(scores.error());
    if (json)
        printResult(runJson(*run, *scores));
    else
        printResult(runText(*run, *scores));
    return AllDone;
}

} // namespace

ExitCode showRuns(const CommandLine &line)
{
    const QString action = line.operands().value(0);
    const qsizetype operands = line.operands().size();
    const bool isList = action == "list"_L1 && operands == 1;
    const bool isShow = action == "show"_L1 && operands == 2;
    const bool isExport = action == "export"_L1 && operands == 2;
    if (!isList && !isShow && !isExport)
        return fail(BadInput, u"Say `evenhand runs list`, `evenhand runs show ID` or `evenhand runs export ID`."_s);
    if (line.has(u"format"_s) && !isExport)
        return fail(BadInput, u"--format goes with `evenhand runs export`."_s);
    const Result<std::unique_ptr<Workspace>> workspace = Workspace::open(workspacePath(line), Workspace::Access::Read);
    if (!workspace)
        return failedOpening(workspace.error());
    if (isShow)
        return show(**workspace, line.operands().at(1), line.has(u"json"_s));
    if (isExport)
        return exportRun(**workspace, line.operands().at(1), line.value(u"format"_s));
    Result<QList<RunSummary>> summaries = RunStore::summaries((*workspace)->reader(), {}, mostRuns);
    if (!summaries)
        return failedWorkspace(summaries.error());
    if ((*workspace)->isAbandoned())
        std::ranges::transform(*summaries, summaries->begin(), &RunSummary::interrupted);
    return list(*summaries, line.has(u"json"_s));
}

} // namespace evenhand::cli
