// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/scorestore.h"

#include "app/store/row.h"

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

Result<void> insert(Database &db, AttemptId attempt, const CheckScore &score)
{
    return db.exec(u"INSERT INTO scores (attempt, evaluator, version, check_index, score, reason) "
                   "SELECT id, ?, ?, ?, ?, ? FROM attempts WHERE id = ?"_s,
                   score.evaluator, score.version, score.check, score.score, score.reason, attempt);
}

CellId cellIdFromRow(const QSqlQuery &query)
{
    return Row(query).id<CellId>();
}

CheckScore scoreFromRow(const QSqlQuery &query)
{
    Row row(query);
    return {.evaluator = row.text(),
            .version = row.text(),
            .check = row.integer(),
            .score = row.optionalReal(),
            .reason = row.text()};
}

} // namespace

Result<void> ScoreStore::save(Database &db, AttemptId attempt, const QList<CheckScore> &scores)
{
    Result<void> saved = db.exec(u"DELETE FROM scores WHERE attempt = ?"_s, attempt);
    for (const CheckScore &score : scores)
        saved = saved.and_then([&] { return insert(db, attempt, score); });
    const CheckResults results = resultsOf(scores);
    return saved.and_then([&] {
        return db.exec(u"UPDATE cells SET checks_passed = ?, checks_failed = ?, checks_open = ?, verdict = ? "
                       "WHERE (id, attempts) IN (SELECT cell, number FROM attempts WHERE id = ?)"_s,
                       results.passed, results.failed, results.open, results.verdict, attempt);
    });
}

Result<QList<CheckScore>> ScoreStore::ofAttempt(Database &db, AttemptId attempt)
{
    return db.all<CheckScore>(&scoreFromRow,
                              u"SELECT evaluator, version, check_index, score, reason FROM scores WHERE attempt = ? "
                              "ORDER BY check_index, evaluator"_s,
                              attempt);
}

Result<QList<CellId>> ScoreStore::unjudged(Database &db, RunId run)
{
    return db.all<CellId>(&cellIdFromRow,
                          u"SELECT id FROM cells WHERE run = ? AND state = 'done' AND checks_passed IS NULL "
                          "AND case_index IN (SELECT position FROM run_cases WHERE run = ? "
                          "AND json_array_length(content, '$.checks') > 0) ORDER BY case_index, target, repeat"_s,
                          run, run);
}

Result<QList<UnknownCheck>> ScoreStore::unknownChecks(Database &db, RunId run)
{
    const auto fromRow = [](const QSqlQuery &query) {
        Row row(query);
        return UnknownCheck{.cell = row.id<CellId>(), .caseIndex = row.integer(), .check = row.integer()};
    };
    return db.all<UnknownCheck>(fromRow,
                                u"SELECT cells.id, case_index, check_index FROM cells "
                                "JOIN attempts ON attempts.cell = cells.id AND number = cells.attempts "
                                "JOIN scores ON scores.attempt = attempts.id AND evaluator = '' "
                                "WHERE run = ? AND cells.state = 'done' AND checks_open > 0 "
                                "ORDER BY case_index, target, repeat, check_index"_s,
                                run);
}

} // namespace evenhand
