// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/runstore.h"

#include "app/core/json.h"
#include "app/store/filter.h"
#include "app/store/row.h"

#include <QCryptographicHash>

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
        const Result<void> inserted = db.exec(u"INSERT INTO cells (run, target, repeat, id, state) "
                                              "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"_s,
                                              run.spec.id, cell.target, cell.repeat, cell.id, toString(cell.state));
        if (!inserted)
            return inserted;
    }
    return {};
}

// False when the attempt has ended before: then it stays as it is.
Result<bool> saveAttempt(Database &db, CellId cell, const Attempt &attempt)
{
    const Timing &timing = attempt.timing;
    return db
        .value(u"INSERT INTO attempts (id, cell, number, state, started, rounds, request, identity, error, "
               "queue_us, connecting_us, request_sent_us, first_byte_us, first_reasoning_us, first_text_us, "
               "last_token_us, total_us) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
               "ON CONFLICT (id) DO UPDATE SET state = excluded.state, started = excluded.started, "
               "rounds = excluded.rounds, "
               "request = excluded.request, identity = excluded.identity, error = excluded.error, "
               "queue_us = excluded.queue_us, connecting_us = excluded.connecting_us, "
               "request_sent_us = excluded.request_sent_us, first_byte_us = excluded.first_byte_us, "
               "first_reasoning_us = excluded.first_reasoning_us, first_text_us = excluded.first_text_us, "
               "last_token_us = excluded.last_token_us, total_us = excluded.total_us "
               "WHERE state IN ('queued', 'waiting', 'streaming') RETURNING 1"_s,
               attempt.id, cell, attempt.number, toString(attempt.state), attempt.started, toJson(attempt.rounds),
               attempt.request.transform([](const RequestRecord &request) { return toJson(request); }),
               toJson(attempt.identity), attempt.error.transform([](const Error &error) { return toJson(error); }),
               timing.queue, timing.connecting, timing.requestSent, timing.firstByte, timing.firstReasoning,
               timing.firstText, timing.lastToken, timing.total)
        .transform([](const QVariant &changed) { return changed.isValid(); });
}

Result<void> saveAnswer(Database &db, AttemptId attempt, const Answer &answer)
{
    return db.exec(u"INSERT INTO answers (attempt, text, text_sha256, reasoning, refusal, tool_calls, stop, stop_raw, "
                   "usage, usage_raw, notices, provider_state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                   "ON CONFLICT (attempt) DO UPDATE SET text = excluded.text, text_sha256 = excluded.text_sha256, "
                   "reasoning = excluded.reasoning, refusal = excluded.refusal, tool_calls = excluded.tool_calls, "
                   "stop = excluded.stop, stop_raw = excluded.stop_raw, usage = excluded.usage, "
                   "usage_raw = excluded.usage_raw, notices = excluded.notices, "
                   "provider_state = excluded.provider_state"_s,
                   attempt, answer.text, QCryptographicHash::hash(answer.text.toUtf8(), QCryptographicHash::Sha256),
                   answer.reasoning, answer.refusal, toJson(answer.toolCalls), toString(answer.stop), answer.stopRaw,
                   answer.usage.transform([](const Usage &usage) { return toJson(usage); }), answer.usageRaw,
                   QJsonArray::fromStringList(answer.notices), answer.providerState);
}

// ---- Reading -------------------------------------------------------------------------------------------------

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
            .target = row.integer(),
            .repeat = row.integer(),
            .state = laneStateFromString(row.text()).value_or(LaneState::Failed),
            .attempts = {}};
}

Timing takeTiming(Row &row)
{
    return {.queue = row.duration(),
            .connecting = row.duration(),
            .requestSent = row.duration(),
            .firstByte = row.duration(),
            .firstReasoning = row.duration(),
            .firstText = row.duration(),
            .lastToken = row.duration(),
            .total = row.duration()};
}

Answer takeAnswer(Row &row)
{
    return {.text = row.text(),
            .reasoning = row.text(),
            .refusal = row.text(),
            .toolCalls = toolCallsFromJson(row.array()),
            .stop = stopReasonFromString(row.text()).value_or(StopReason::None),
            .stopRaw = row.text(),
            .usage = row.optional(&usageFromJson),
            .usageRaw = row.object(),
            .notices = row.strings(),
            .providerState = row.object()};
}

struct AttemptOfCell
{
    CellId cell;
    Attempt attempt;
};

AttemptOfCell attemptFromRow(const QSqlQuery &query)
{
    Row row(query);
    return {.cell = row.id<CellId>(),
            .attempt = {.id = row.id<AttemptId>(),
                        .number = row.integer(),
                        .state = laneStateFromString(row.text()).value_or(LaneState::Failed),
                        .started = row.moment(),
                        .rounds = roundsFromJson(row.array()),
                        .request = row.optional(&requestFromJson),
                        .identity = identityFromJson(row.object()),
                        .answer = takeAnswer(row),
                        .timing = takeTiming(row),
                        .error = row.optional(&errorFromJson)}};
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

// Cells and attempts are read in the same order, so one pass joins them.
QList<Cell> joined(QList<Cell> cells, const QList<AttemptOfCell> &attempts)
{
    auto cell = cells.begin();
    for (const AttemptOfCell &entry : attempts) {
        while (cell->id != entry.cell)
            ++cell;
        cell->attempts.append(entry.attempt);
    }
    return cells;
}

Result<QList<Cell>> cellsOf(Database &db, RunId run)
{
    const Result<QList<Cell>> cells = db.all<Cell>(
        &cellFromRow, u"SELECT id, target, repeat, state FROM cells WHERE run = ? ORDER BY target, repeat"_s, run);
    if (!cells)
        return cells;
    return db
        .all<AttemptOfCell>(&attemptFromRow,
                            u"SELECT cell, attempts.id, number, attempts.state, started, rounds, request, identity, "
                            "text, reasoning, refusal, tool_calls, stop, stop_raw, usage, usage_raw, notices, "
                            "provider_state, "
                            "queue_us, connecting_us, request_sent_us, first_byte_us, first_reasoning_us, "
                            "first_text_us, last_token_us, total_us, error "
                            "FROM cells JOIN attempts ON attempts.cell = cells.id "
                            "LEFT JOIN answers ON answers.attempt = attempts.id "
                            "WHERE run = ? ORDER BY target, repeat, number"_s,
                            run)
        .transform([&](const QList<AttemptOfCell> &attempts) { return joined(*cells, attempts); });
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
    const QJsonObject counts = row.object();
    for (auto it = counts.begin(); it != counts.end(); ++it)
        summary.cells.insert(laneStateFromString(it.key()).value_or(LaneState::Failed), it.value().toInt());
    return summary;
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
        .exec(u"INSERT INTO runs (id, conversation, turn, created, repeats, prompt) VALUES (?, ?, ?, ?, ?, ?) "
              "ON CONFLICT (id) DO NOTHING"_s,
              spec.id, spec.conversation, spec.turn, run.created, spec.repeats, toJson(spec.prompt))
        .and_then([&] { return insertTargets(db, spec); })
        .and_then([&] { return insertCells(db, run); })
        .and_then([&] {
            return db.exec(u"UPDATE conversations SET updated = max(updated, ?) WHERE id = ?"_s, run.created,
                           spec.conversation);
        });
}

Result<void> RunStore::saveCell(Database &db, const Cell &cell)
{
    const Result<QVariant> known =
        db.value(u"UPDATE cells SET state = ? WHERE id = ? RETURNING 1"_s, toString(cell.state), cell.id);
    if (!known)
        return std::unexpected(known.error());
    if (!known->isValid()) {
        return std::unexpected(
            Error{ErrorCode::NotFound, u"The run of this answer does not exist any more, so it was not kept."_s});
    }
    for (const Attempt &attempt : cell.attempts) {
        const Result<bool> changed = saveAttempt(db, cell.id, attempt);
        if (!changed)
            return std::unexpected(changed.error());
        if (!*changed || attempt.answer == Answer{})
            continue;
        if (const Result<void> saved = saveAnswer(db, attempt.id, attempt.answer); !saved)
            return saved;
    }
    return {};
}

Result<Run> RunStore::find(Database &db, RunId id)
{
    const Result<QList<Run>> found = db.all<Run>(
        &runFromRow, u"SELECT id, conversation, turn, created, repeats, prompt FROM runs WHERE id = ?"_s, id);
    if (!found)
        return std::unexpected(found.error());
    if (found->isEmpty())
        return std::unexpected(Error{ErrorCode::NotFound, u"There is no run %1."_s.arg(id.toString())});
    Run run = found->first();
    return targetsOf(db, id)
        .and_then([&](const QList<RunTarget> &targets) {
            run.spec.targets = targets;
            return cellsOf(db, id);
        })
        .transform([&](const QList<Cell> &cells) {
            run.cells = cells;
            return run;
        });
}

Result<QList<RunSummary>> RunStore::summaries(Database &db, const QString &filter, int most)
{
    return db.all<RunSummary>(
        &summaryFromRow,
        u"SELECT runs.id, conversation, coalesce(nullif(title, ''), substr(prompt ->> '$.user', 1, 200)), created, "
        "(SELECT count(*) FROM run_targets WHERE run = runs.id), repeats, "
        "(SELECT json_group_object(state, number) FROM "
        "(SELECT state, count(*) AS number FROM cells WHERE run = runs.id GROUP BY state)) "
        "FROM runs LEFT JOIN conversations ON conversations.id = runs.conversation "
        "WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS word WHERE NOT "
        "concat_ws(char(10), title, prompt ->> '$.system', prompt ->> '$.user') REGEXP word.value) "
        "ORDER BY created DESC, runs.rowid DESC LIMIT ?"_s,
        wordPatterns(filter), most);
}

Result<int> RunStore::interruptUnfinished(Database &db)
{
    const Result<QVariant> unfinished =
        db.value(u"SELECT count(*) FROM cells WHERE state IN ('queued', 'waiting', 'streaming')"_s);
    if (!unfinished)
        return std::unexpected(unfinished.error());
    return db
        .exec(u"UPDATE attempts SET state = 'interrupted' WHERE state IN ('queued', 'waiting', 'streaming') "
              "AND cell IN (SELECT id FROM cells WHERE state IN ('queued', 'waiting', 'streaming'))"_s)
        .and_then([&] {
            return db.exec(
                u"UPDATE cells SET state = 'interrupted' WHERE state IN ('queued', 'waiting', 'streaming')"_s);
        })
        .transform([&] { return unfinished->toInt(); });
}

} // namespace evenhand
