// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/runexport.h"

#include "app/cli/checksoutput.h"
#include "app/cli/console.h"
#include "app/cli/runid.h"
#include "app/cli/runoutput.h"
#include "app/pricing/moneytext.h"
#include "app/store/runstore.h"
#include "app/store/scorestore.h"
#include "app/suites/csvtable.h"

#include <QJsonDocument>

#include <functional>

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

const QStringList csvColumns = {
    u"case"_s,          u"case_name"_s, u"task_class"_s,    u"reference"_s,      u"channel"_s,     u"model"_s,
    u"repeat"_s,        u"state"_s,     u"attempts"_s,      u"first_token_ms"_s, u"total_ms"_s,    u"input_tokens"_s,
    u"output_tokens"_s, u"cost"_s,      u"currency"_s,      u"stop_reason"_s,    u"text"_s,        u"error"_s,
    u"reused"_s,        u"copy_of"_s,   u"checks_passed"_s, u"checks_failed"_s,  u"checks_open"_s, u"verdict"_s};

QString csvLine(const QStringList &cells)
{
    return toDelimited({cells}, u',');
}

QString milliseconds(const std::optional<Duration> &time)
{
    return time ? QString::number(std::chrono::duration<double, std::milli>(*time).count()) : QString();
}

QString number(const std::optional<qint64> &value)
{
    return value ? QString::number(*value) : QString();
}

QString csvOf(const RunSpec &spec, const GridCell &facts, const Cell &cell)
{
    const SuiteCase asked = spec.suite ? spec.suite->cases.at(cell.caseIndex) : SuiteCase();
    const RunTarget &column = spec.targets.at(cell.target);
    const Attempt last = cell.last() ? *cell.last() : Attempt();
    return csvLine({QString::number(cell.caseIndex + 1),
                    harmlessCell(asked.name),
                    harmlessCell(asked.taskClass),
                    harmlessCell(asked.reference),
                    harmlessCell(column.channel.name),
                    harmlessCell(column.target.model),
                    QString::number(cell.repeat + 1),
                    toString(cell.state),
                    QString::number(cell.attempts.size()),
                    milliseconds(facts.firstToken),
                    milliseconds(facts.total),
                    number(facts.inputTokens),
                    number(facts.outputTokens),
                    facts.cost ? nanoText(facts.cost->nano) : QString(),
                    facts.cost ? facts.cost->currency : QString(),
                    toString(last.answer.stop),
                    harmlessCell(last.answer.text),
                    last.error ? harmlessCell(last.error->message) : QString(),
                    last.copyOf ? u"true"_s : u"false"_s,
                    last.copyOf ? last.copyOf->toString() : QString(),
                    number(member(facts.checks, &CheckResults::passed)),
                    number(member(facts.checks, &CheckResults::failed)),
                    number(member(facts.checks, &CheckResults::open)),
                    facts.checks ? facts.checks->verdict : QString()});
}

Result<QString> jsonOf(Database &db, const RunSpec &spec, const GridCell &facts, const Cell &cell)
{
    QJsonObject json = cellJson(spec, cell);
    if (facts.checks) {
        const Result<QList<CheckScore>> scores = ScoreStore::ofAttempt(db, cell.last()->id);
        if (!scores)
            return std::unexpected(scores.error());
        insertChecks(json, *scores);
    }
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)) + u'\n';
}

} // namespace

ExitCode exportRun(Workspace &workspace, const QString &beginning, const QString &format)
{
    const bool csv = format == "csv"_L1;
    if (!csv && !format.isEmpty() && format != "jsonl"_L1)
        return fail(BadInput, u"--format is jsonl or csv."_s);
    const OrExit<RunId> id = findRun(workspace, beginning);
    if (!id)
        return id.error();
    const Result<Run> run = RunStore::head(workspace.reader(), *id);
    if (!run)
        return failedWorkspace(run.error());
    const Result<QList<GridCell>> cells = RunStore::grid(workspace.reader(), *id);
    if (!cells)
        return failedWorkspace(cells.error());
    if (csv)
        writeResult(csvLine(csvColumns));
    for (const GridCell &facts : *cells) {
        Result<Cell> cell = RunStore::cell(workspace.reader(), facts.id);
        if (!cell)
            return failedWorkspace(cell.error());
        if (workspace.isAbandoned())
            interrupt(*cell);
        const Result<QString> text =
            csv ? csvOf(run->spec, facts, *cell) : jsonOf(workspace.reader(), run->spec, facts, *cell);
        if (!text)
            return failedWorkspace(text.error());
        writeResult(*text);
    }
    return AllDone;
}

} // namespace evenhand::cli
