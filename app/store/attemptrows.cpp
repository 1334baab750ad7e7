// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/attemptrows.h"

#include "app/core/json.h"
#include "app/store/coststore.h"
#include "app/store/row.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// ---- Writing -------------------------------------------------------------------------------------------------

QByteArray sha256(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

// The id of the text among those of the run.
Result<qint64> keepText(Database &db, RunId run, const QString &text)
{
    constexpr qsizetype enough = 16; // bytes, to tell the texts of a run apart
    const QByteArray hash = sha256(text).first(enough);
    const Result<QVariant> known = db.value(u"SELECT id FROM request_texts WHERE run = ? AND sha256 = ?"_s, run, hash);
    if (!known)
        return std::unexpected(known.error());
    if (known->isValid())
        return known->toLongLong();
    return db.value(u"INSERT INTO request_texts (run, sha256, text) VALUES (?, ?, ?) RETURNING id"_s, run, hash, text)
        .transform([](const QVariant &id) { return id.toLongLong(); });
}

struct KeptRequest
{
    std::optional<qint64> head;
    std::optional<qint64> body; // none: it is in the head
};

Result<KeptRequest> keepRequest(Database &db, RunId run, const std::optional<RequestRecord> &request)
{
    if (!request)
        return KeptRequest{};
    KeptRequest kept;
    RequestRecord head = *request;
    if (!request->body.isEmpty() && request->body.isValidUtf8()) {
        const Result<qint64> body = keepText(db, run, QString::fromUtf8(std::exchange(head.body, {})));
        if (!body)
            return std::unexpected(body.error());
        kept.body = *body;
    }
    return keepText(db, run, sqlValue(toJson(head)).toString()).transform([&](qint64 id) {
        kept.head = id;
        return kept;
    });
}

// False when the attempt has ended before: then it stays as it is.
Result<bool> saveAttempt(Database &db, CellId cell, const Attempt &attempt, const KeptRequest &request)
{
    const Timing &timing = attempt.timing;
    const AttemptCost cost = attempt.cost.value_or(AttemptCost());
    const auto textOrNull = [](const QString &text) { return text.isEmpty() ? std::nullopt : std::optional(text); };
    return db
        .value(u"INSERT INTO attempts (id, cell, number, state, started, rounds, request_head, request_body, identity, "
               "error, queue_us, connecting_us, request_sent_us, first_byte_us, first_reasoning_us, first_text_us, "
               "last_token_us, total_us, cost_nano, currency, price_row, unpriced, copy_of) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
               "ON CONFLICT (id) DO UPDATE SET state = excluded.state, started = excluded.started, "
               "rounds = excluded.rounds, "
               "request_head = excluded.request_head, request_body = excluded.request_body, "
               "identity = excluded.identity, error = excluded.error, "
               "queue_us = excluded.queue_us, connecting_us = excluded.connecting_us, "
               "request_sent_us = excluded.request_sent_us, first_byte_us = excluded.first_byte_us, "
               "first_reasoning_us = excluded.first_reasoning_us, first_text_us = excluded.first_text_us, "
               "last_token_us = excluded.last_token_us, total_us = excluded.total_us, "
               "cost_nano = excluded.cost_nano, currency = excluded.currency, price_row = excluded.price_row, "
               "unpriced = excluded.unpriced, copy_of = excluded.copy_of "
               "WHERE state IN ('queued', 'waiting', 'streaming') RETURNING 1"_s,
               attempt.id, cell, attempt.number, toString(attempt.state), attempt.started, toJson(attempt.rounds),
               request.head, request.body, toJson(attempt.identity),
               attempt.error.transform([](const Error &error) { return toJson(error); }), timing.queue,
               timing.connecting, timing.requestSent, timing.firstByte, timing.firstReasoning, timing.firstText,
               timing.lastToken, timing.total, member(cost.amount, &Money::nano), member(cost.amount, &Money::currency),
               textOrNull(cost.priceRow), textOrNull(cost.unpriced), attempt.copyOf)
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
                   attempt, answer.text, sha256(answer.text), answer.reasoning, answer.refusal,
                   toJson(answer.toolCalls), toString(answer.stop), answer.stopRaw,
                   answer.usage.transform([](const Usage &usage) { return toJson(usage); }), answer.usageRaw,
                   QJsonArray::fromStringList(answer.notices), answer.providerState);
}

// ---- Reading -------------------------------------------------------------------------------------------------

std::optional<RequestRecord> takeRequest(Row &row)
{
    std::optional<RequestRecord> request = row.optional(&requestFromJson);
    const QString body = row.text();
    if (request && !body.isEmpty())
        request->body = body.toUtf8();
    return request;
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

std::optional<AttemptCost> takeCost(Row &row)
{
    const AttemptCost cost{.amount = row.money(), .priceRow = row.text(), .unpriced = row.text()};
    return cost == AttemptCost() ? std::nullopt : std::optional(cost);
}

AttemptRows::AttemptOfCell attemptFromRow(const QSqlQuery &query)
{
    Row row(query);
    return {.cell = row.id<CellId>(),
            .attempt = {.id = row.id<AttemptId>(),
                        .number = row.integer(),
                        .state = laneStateFromString(row.text()).value_or(LaneState::Failed),
                        .started = row.moment(),
                        .rounds = roundsFromJson(row.array()),
                        .request = takeRequest(row),
                        .identity = identityFromJson(row.object()),
                        .answer = takeAnswer(row),
                        .timing = takeTiming(row),
                        .error = row.optional(&errorFromJson),
                        .cost = takeCost(row),
                        .copyOf = row.optionalId<AttemptId>()}};
}

const QString columns = u"SELECT cell, attempts.id, number, attempts.state, started, rounds, ifnull(head.text, "
                        "request), "
                        "body.text, identity, answers.text, reasoning, refusal, tool_calls, stop, stop_raw, usage, "
                        "usage_raw, notices, provider_state, queue_us, connecting_us, request_sent_us, first_byte_us, "
                        "first_reasoning_us, first_text_us, last_token_us, attempts.total_us, error, "
                        "attempts.cost_nano, attempts.currency, price_row, unpriced, copy_of "
                        "FROM cells JOIN attempts ON attempts.cell = cells.id "
                        "LEFT JOIN answers ON answers.attempt = attempts.id "
                        "LEFT JOIN request_texts AS head ON head.id = request_head "
                        "LEFT JOIN request_texts AS body ON body.id = request_body "_s;

} // namespace

Result<void> AttemptRows::save(Database &db, RunId run, CellId cell, const Attempt &attempt)
{
    const Result<KeptRequest> request = keepRequest(db, run, attempt.request);
    if (!request)
        return std::unexpected(request.error());
    const Result<bool> changed = saveAttempt(db, cell, attempt, *request);
    if (!changed)
        return std::unexpected(changed.error());
    if (!*changed)
        return {};
    const Result<void> answer =
        attempt.answer == Answer{} ? Result<void>() : saveAnswer(db, attempt.id, attempt.answer);
    return answer.and_then([&] { return isFinal(attempt.state) ? CostStore::add(db, cell, attempt) : Result<void>(); });
}

Result<QList<AttemptRows::AttemptOfCell>> AttemptRows::ofRun(Database &db, RunId run)
{
    static const QString sql = columns + u"WHERE cells.run = ? ORDER BY case_index, target, repeat, number"_s;
    return db.all<AttemptOfCell>(&attemptFromRow, sql, run);
}

Result<QList<AttemptRows::AttemptOfCell>> AttemptRows::ofCell(Database &db, CellId cell)
{
    static const QString sql = columns + u"WHERE cells.id = ? ORDER BY number"_s;
    return db.all<AttemptOfCell>(&attemptFromRow, sql, cell);
}

} // namespace evenhand
