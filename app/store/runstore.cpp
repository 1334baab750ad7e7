// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/runstore.h"

#include "app/core/json.h"
#include "app/store/attemptrows.h"
#include "app/store/coststore.h"
#include "app/store/filter.h"
#include "app/store/row.h"

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// ---- Writing -------------------------------------------------------------------------------------------------

Result<void> insertTargets(Database &db, const RunSpec &spec)
{
    for (int position = 0; position < int(spec.targets.size()); ++position) {
        const RunTarget &target = spec.targets.at(position);
        const Result<void> inserted =
            db.exec(u"INSERT INTO run_targets (run, position, target, channel, history) "
                    "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"_s,
                    spec.id, position, toJson(target.target), toJson(target.channel), historyToJson(target));
        if (!inserted)
            return inserted;
    }
    return {};
}

Result<void> insertCells(Database &db, const Run &run)
{
    for (const Cell &cell : run.cells) {
        const Result<void> inserted =
            db.exec(u"INSERT INTO cells (run, case_index, target, repeat, id, state) "
                    "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"_s,
                    run.spec.id, cell.caseIndex, cell.target, cell.repeat, cell.id, toString(cell.state));
        if (!inserted)
            return inserted;
    }
    return {};
}

Result<void> insertCases(Database &db, const RunSpec &spec)
{
    if (!spec.suite)
        return {};
    for (int position = 0; position < int(spec.suite->cases.size()); ++position) {
        const Result<void> inserted =
            db.exec(u"INSERT INTO run_cases (run, position, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"_s,
                    spec.id, position, toJson(spec.suite->cases.at(position)));
        if (!inserted)
            return inserted;
    }
    return {};
}

struct StoredCell
{
    RunId run;
    int attempts = 0;
};

std::optional<qint64> hashOf(const Answer &answer)
{
    return answer.text.isEmpty() ? std::nullopt : std::optional(textHash(answer.text));
}

StoredCell storedCellFromRow(const QSqlQuery &query)
{
    Row row(query);
    return {.run = row.id<RunId>(), .attempts = row.integer()};
}

// What was said of an earlier attempt is not said of the next one.
Result<void> forgetResults(Database &db, CellId cell)
{
    return db.exec(u"UPDATE cells SET checks_passed = NULL, checks_failed = NULL, checks_open = NULL, verdict = NULL "
                   "WHERE id = ?"_s,
                   cell);
}

Result<void> updateCell(Database &db, const Cell &cell)
{
    if (!cell.last())
        return db.exec(u"UPDATE cells SET state = ? WHERE id = ?"_s, toString(cell.state), cell.id);
    const Attempt &last = *cell.last();
    const Usage usage = last.usage().value_or(Usage());
    return db.exec(u"UPDATE cells SET state = ?, attempts = ?, first_token_us = ?, total_us = ?, input_tokens = ?, "
                   "output_tokens = ?, cost_nano = (SELECT iif(min(currency) = max(currency), sum(cost_nano), NULL) "
                   "FROM attempts WHERE cell = cells.id), "
                   "currency = (SELECT max(currency) FROM attempts WHERE cell = cells.id), beginning = ?, "
                   "text_hash = ?, reused = ? WHERE id = ?"_s,
                   toString(cell.state), last.number, last.firstToken(), last.total(), usage.inputTotal(),
                   usage.outputTotal(), beginningOf(last), hashOf(last.answer),
                   last.copyOf.transform([](AttemptId) { return 1; }), cell.id);
}

// ---- Reading -------------------------------------------------------------------------------------------------

// Without its cases.
std::optional<RunSuite> takeSuite(Row &row)
{
    const SuiteId id = row.id<SuiteId>();
    const std::optional<QString> name = row.optionalText();
    const QStringList columns = row.strings();
    return name ? std::optional(RunSuite{.id = id, .name = *name, .columns = columns, .cases = {}}) : std::nullopt;
}

Run runFromRow(const QSqlQuery &query)
{
    Row row(query);
    Run run;
    run.spec.id = row.id<RunId>();
    run.spec.conversation = row.id<ConversationId>();
    run.spec.turn = row.integer();
    run.created = row.moment();
    run.spec.repeats = row.integer();
    run.spec.prompt = promptFromJson(row.object());
    run.spec.name = row.text();
    run.spec.suite = takeSuite(row);
    run.spec.seed = row.optionalNumber();
    run.spec.budget = row.money();
    run.spec.concurrency = row.optionalNumber().transform([](qint64 number) { return int(number); });
    run.spec.reuse = row.integer() == 1;
    return run;
}

Result<RunTarget> targetFromRow(const QSqlQuery &query)
{
    Row row(query);
    const Target target = targetFromJson(row.object());
    return channelFromJson(row.object()).transform([&](const Channel &channel) {
        RunTarget result{.target = target, .channel = channel, .history = {}};
        setHistory(result, row.array());
        return result;
    });
}

Cell cellFromRow(const QSqlQuery &query)
{
    Row row(query);
    return {.id = row.id<CellId>(),
            .caseIndex = row.integer(),
            .target = row.integer(),
            .repeat = row.integer(),
            .state = laneStateFromString(row.text()).value_or(LaneState::Failed),
            .attempts = {}};
}

Result<QList<RunTarget>> targetsOf(Database &db, RunId run)
{
    const Result<QList<Result<RunTarget>>> rows = db.all<Result<RunTarget>>(
        &targetFromRow, u"SELECT target, channel, history FROM run_targets WHERE run = ? ORDER BY position"_s, run);
    if (!rows)
        return std::unexpected(rows.error());
    QList<RunTarget> targets;
    for (const Result<RunTarget> &target : *rows) {
        if (!target)
            return std::unexpected(target.error());
        targets.append(*target);
    }
    return targets;
}

Result<QList<SuiteCase>> casesOf(Database &db, RunId run)
{
    return db.all<SuiteCase>([](const QSqlQuery &query) { return suiteCaseFromJson(Row(query).object()); },
                             u"SELECT content FROM run_cases WHERE run = ? ORDER BY position"_s, run);
}

// Cells and attempts are read in the same order, so one pass joins them.
QList<Cell> joined(QList<Cell> cells, const QList<AttemptRows::AttemptOfCell> &attempts)
{
    auto cell = cells.begin();
    for (const AttemptRows::AttemptOfCell &entry : attempts) {
        while (cell->id != entry.cell)
            ++cell;
        cell->attempts.append(entry.attempt);
    }
    return cells;
}

Result<QList<Cell>> cellsOf(Database &db, RunId run)
{
    const Result<QList<Cell>> cells =
        db.all<Cell>(&cellFromRow,
                     u"SELECT id, case_index, target, repeat, state FROM cells WHERE run = ? "
                     "ORDER BY case_index, target, repeat"_s,
                     run);
    if (!cells)
        return cells;
    return AttemptRows::ofRun(db, run).transform(
        [&](const QList<AttemptRows::AttemptOfCell> &attempts) { return joined(*cells, attempts); });
}

RunSummary summaryFromRow(const QSqlQuery &query)
{
    Row row(query);
    RunSummary summary{.id = row.id<RunId>(),
                       .conversation = row.id<ConversationId>(),
                       .title = row.text().simplified(),
                       .created = row.moment(),
                       .targets = row.integer(),
                       .repeats = row.integer(),
                       .cells = {}};
    int done = row.integer() * summary.targets * summary.repeats;
    const QJsonObject others = row.object();
    for (auto it = others.begin(); it != others.end(); ++it) {
        summary.cells.insert(laneStateFromString(it.key()).value_or(LaneState::Failed), it.value().toInt());
        done -= it.value().toInt();
    }
    if (done > 0)
        summary.cells.insert(LaneState::Done, done);
    return summary;
}

QString condition(RunsOf of)
{
    switch (of) {
    case RunsOf::All:
        break;
    case RunsOf::NoConversation:
        return u"AND conversation IS NULL "_s;
    case RunsOf::PromptAlone:
        return u"AND conversation IS NULL AND suite_name IS NULL "_s;
    }
    return {};
}

} // namespace

RunSummary RunSummary::interrupted() const
{
    RunSummary result = *this;
    result.cells.clear();
    for (const auto &[state, number] : cells.asKeyValueRange())
        result.cells[isFinal(state) ? state : LaneState::Interrupted] += number;
    return result;
}

Result<void> RunStore::create(Database &db, const Run &run)
{
    const RunSpec &spec = run.spec;
    return db
        .exec(u"INSERT INTO runs (id, conversation, turn, created, repeats, prompt, name, suite, suite_name, "
              "suite_columns, seed, budget_nano, budget_currency, concurrency, reuse) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"_s,
              spec.id, spec.conversation, spec.turn, run.created, spec.repeats, toJson(spec.prompt), spec.name,
              member(spec.suite, &RunSuite::id), member(spec.suite, &RunSuite::name),
              spec.suite.transform([](const RunSuite &from) { return QJsonArray::fromStringList(from.columns); }),
              spec.seed, member(spec.budget, &Money::nano), member(spec.budget, &Money::currency), spec.concurrency,
              spec.reuse)
        .and_then([&] { return insertTargets(db, spec); })
        .and_then([&] { return insertCases(db, spec); })
        .and_then([&] { return insertCells(db, run); })
        .and_then([&] {
            return db.exec(u"UPDATE conversations SET updated = max(updated, ?) WHERE id = ?"_s, run.created,
                           spec.conversation);
        });
}

Result<void> RunStore::saveCell(Database &db, const Cell &cell)
{
    const Result<QList<StoredCell>> stored =
        db.all<StoredCell>(&storedCellFromRow, u"SELECT run, attempts FROM cells WHERE id = ?"_s, cell.id);
    if (!stored)
        return std::unexpected(stored.error());
    if (stored->isEmpty()) {
        return std::unexpected(
            Error{ErrorCode::NotFound, u"The run of this answer does not exist any more, so it was not kept."_s});
    }
    for (const Attempt &attempt : cell.attempts) {
        if (attempt.number < stored->first().attempts)
            continue; // a later one is there, so this one has ended
        if (const Result<void> saved = AttemptRows::save(db, stored->first().run, cell.id, attempt); !saved)
            return saved;
    }
    const int before = stored->first().attempts;
    const bool isNext = before > 0 && cell.last() && cell.last()->number > before;
    return (isNext ? forgetResults(db, cell.id) : Result<void>()).and_then([&] { return updateCell(db, cell); });
}

Result<Run> RunStore::head(Database &db, RunId id)
{
    const Result<QList<Run>> found =
        db.all<Run>(&runFromRow,
                    u"SELECT id, conversation, turn, created, repeats, prompt, name, suite, suite_name, suite_columns, "
                    "seed, budget_nano, budget_currency, concurrency, reuse FROM runs WHERE id = ?"_s,
                    id);
    if (!found)
        return std::unexpected(found.error());
    if (found->isEmpty())
        return std::unexpected(Error{ErrorCode::NotFound, u"There is no run %1."_s.arg(id.toString())});
    Run run = found->first();
    return targetsOf(db, id)
        .and_then([&](const QList<RunTarget> &targets) {
            run.spec.targets = targets;
            return casesOf(db, id);
        })
        .transform([&](const QList<SuiteCase> &cases) {
            if (run.spec.suite)
                run.spec.suite->cases = cases;
            return run;
        });
}

Result<Run> RunStore::find(Database &db, RunId id)
{
    Result<Run> run = head(db, id);
    if (!run)
        return run;
    return cellsOf(db, id).transform([&](const QList<Cell> &cells) {
        run->cells = cells;
        return *run;
    });
}

Result<Cell> RunStore::cell(Database &db, CellId id)
{
    const Result<QList<Cell>> found =
        db.all<Cell>(&cellFromRow, u"SELECT id, case_index, target, repeat, state FROM cells WHERE id = ?"_s, id);
    if (!found)
        return std::unexpected(found.error());
    if (found->isEmpty()) {
        return std::unexpected(Error{.code = ErrorCode::NotFound,
                                     .message = u"This answer is no longer in the workspace."_s,
                                     .detail = id.toString()});
    }
    return AttemptRows::ofCell(db, id).transform(
        [&](const QList<AttemptRows::AttemptOfCell> &attempts) { return joined(*found, attempts).first(); });
}

// Cells that are done are not counted: there may be a million of them.
Result<QList<RunSummary>> RunStore::summaries(Database &db, const QString &filter, int most, RunsOf of)
{
    return db.all<RunSummary>(
        &summaryFromRow,
        u"SELECT runs.id, conversation, coalesce(nullif(name, ''), nullif(title, ''), substr(prompt ->> '$.user', 1, "
        u"200)), created, "
        "(SELECT count(*) FROM run_targets WHERE run = runs.id), repeats, "
        "(SELECT max(case_index) + 1 FROM cells WHERE run = runs.id), "
        "(SELECT json_group_object(state, number) FROM (SELECT state, count(*) AS number FROM cells "
        "WHERE run = runs.id AND state <> 'done' "
        "AND state IN ('queued', 'waiting', 'streaming', 'failed', 'cancelled', 'interrupted') GROUP BY state)) "
        "FROM runs LEFT JOIN conversations ON conversations.id = runs.conversation "
        "WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS word WHERE NOT "
        "concat_ws(char(10), name, suite_name, title, prompt ->> '$.system', prompt ->> '$.user') REGEXP word.value) "_s
            + condition(of) + u"ORDER BY created DESC, runs.rowid DESC LIMIT ?"_s,
        wordPatterns(filter), most);
}

Result<int> RunStore::interruptUnfinished(Database &db)
{
    const Result<QVariant> unfinished =
        db.value(u"SELECT count(*) FROM cells WHERE state <> 'done' AND state IN ('queued', 'waiting', 'streaming')"_s);
    if (!unfinished)
        return std::unexpected(unfinished.error());
    return CostStore::addUnfinished(db)
        .and_then([&] {
            return db.exec(
                u"UPDATE attempts SET state = 'interrupted' WHERE state IN ('queued', 'waiting', 'streaming') "
                "AND cell IN (SELECT id FROM cells WHERE state <> 'done' AND state IN ('queued', 'waiting', 'streaming'))"_s);
        })
        .and_then([&] {
            return db.exec(
                u"UPDATE cells SET state = 'interrupted' WHERE state <> 'done' AND state IN ('queued', 'waiting', 'streaming')"_s);
        })
        .transform([&] { return unfinished->toInt(); });
}

Result<void> RunStore::interruptQueued(Database &db, RunId run)
{
    return db.exec(u"UPDATE cells SET state = 'interrupted' WHERE run = ? AND state = 'queued'"_s, run);
}

} // namespace evenhand
