// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/row.h"
#include "app/store/runstore.h"

#include <QCryptographicHash>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace evenhand {

static std::optional<CheckResults> takeResults(Row &row)
{
    const std::optional<qint64> passed = row.optionalNumber();
    const CheckResults results{
        .passed = int(passed.value_or(0)), .failed = row.integer(), .open = row.integer(), .verdict = row.text()};
    return passed ? std::optional(results) : std::nullopt;
}

static GridCell gridCellFromRow(const QSqlQuery &query)
{
    Row row(query);
    return {.id = row.id<CellId>(),
            .caseIndex = row.integer(),
            .target = row.integer(),
            .repeat = row.integer(),
            .state = laneStateFromString(row.text()).value_or(LaneState::Failed),
            .attempts = row.integer(),
            .firstToken = row.duration(),
            .total = row.duration(),
            .inputTokens = row.optionalNumber(),
            .outputTokens = row.optionalNumber(),
            .cost = row.money(),
            .beginning = row.text(),
            .textHash = row.optionalNumber(),
            .checks = takeResults(row),
            .reused = row.integer() == 1};
}

qint64 textHash(const QString &text)
{
    const QByteArray hash = QCryptographicHash::hash(text.simplified().toUtf8(), QCryptographicHash::Sha256);
    return qFromBigEndian<qint64>(hash.constData());
}

QString beginningOf(const Attempt &attempt)
{
    constexpr qsizetype length = 80;
    const Answer &answer = attempt.answer;
    const QString &said = answer.text.isEmpty() ? answer.refusal : answer.text;
    const bool isFailure = attempt.error && (said.isEmpty() || attempt.state == LaneState::Failed);
    const QString text = isFailure ? attempt.error->message : said;
    if (text.size() <= length)
        return text.simplified();
    return text.first(length - int(text.at(length - 1).isHighSurrogate())).simplified();
}

Result<QList<GridCell>> RunStore::grid(Database &db, RunId id)
{
    return db.all<GridCell>(&gridCellFromRow,
                            u"SELECT id, case_index, target, repeat, state, attempts, first_token_us, total_us, "
                            "input_tokens, output_tokens, cost_nano, currency, beginning, text_hash, checks_passed, "
                            "checks_failed, checks_open, verdict, reused FROM cells "
                            "WHERE run = ? ORDER BY case_index, target, repeat"_s,
                            id);
}

Result<GridCell> RunStore::gridCell(Database &db, CellId id)
{
    const Result<QList<GridCell>> found = db.all<GridCell>(
        &gridCellFromRow,
        u"SELECT id, case_index, target, repeat, state, attempts, first_token_us, total_us, input_tokens, "
        "output_tokens, cost_nano, currency, beginning, text_hash, checks_passed, checks_failed, checks_open, verdict, "
        "reused FROM cells WHERE id = ?"_s,
        id);
    if (!found)
        return std::unexpected(found.error());
    if (found->isEmpty()) {
        return std::unexpected(Error{.code = ErrorCode::NotFound,
                                     .message = u"This answer is no longer in the workspace."_s,
                                     .detail = id.toString()});
    }
    return found->first();
}

Result<QList<RunId>> RunStore::ids(Database &db)
{
    return db.all<RunId>([](const QSqlQuery &query) { return Row(query).id<RunId>(); }, u"SELECT id FROM runs"_s);
}

// Only the newest runs are looked at: prices and habits change, and a workspace may hold a million answers. CROSS JOIN keeps
// the order (https://www.sqlite.org/optoverview.html): cells are read of those runs alone that have the target.
Result<MeasuredAnswers> RunStore::measured(Database &db, ChannelId channel, const QString &model, int most)
{
    const auto fromRow = [](const QSqlQuery &query) {
        Row row(query);
        return MeasuredAnswers{.answers = row.number(), .meanTokens = row.number(), .mostTokens = row.number()};
    };
    return db
        .all<MeasuredAnswers>(
            fromRow,
            u"SELECT count(*), ifnull(cast(round(avg(tokens)) AS INTEGER), 0), ifnull(max(tokens), 0) FROM "
            "(SELECT output_tokens AS tokens FROM "
            "(SELECT id FROM runs ORDER BY created DESC LIMIT 50) AS newest "
            "CROSS JOIN run_targets ON run_targets.run = newest.id "
            "CROSS JOIN cells ON cells.run = newest.id AND cells.target = run_targets.position "
            "WHERE run_targets.target ->> '$.channel' = ? AND run_targets.target ->> '$.model' = ? "
            "AND output_tokens IS NOT NULL AND reused IS NULL LIMIT ?)"_s,
            channel.toString(), model, most)
        .transform([](const QList<MeasuredAnswers> &rows) { return rows.first(); });
}

} // namespace evenhand
