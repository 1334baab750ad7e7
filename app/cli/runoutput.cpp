// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/runoutput.h"

#include "app/cli/checksoutput.h"
#include "app/core/json.h"
#include "app/pricing/moneytext.h"

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

QJsonValue orNull(const std::optional<Error> &error)
{
    return error ? toJson(*error) : QJsonValue(QJsonValue::Null);
}

QJsonValue orNull(const std::optional<Usage> &usage)
{
    return usage ? toJson(*usage) : QJsonValue(QJsonValue::Null);
}

QJsonObject targetJson(const RunTarget &column, int position)
{
    return {{u"letter"_s, targetLetter(position)}, {u"channel"_s, column.channel.name},
            {u"plugin"_s, column.channel.plugin},  {u"origin"_s, column.channel.origin.toString()},
            {u"model"_s, column.target.model},     {u"parameters"_s, toJson(column.target.parameters)}};
}

QJsonObject timingJson(const Timing &timing, const std::optional<Usage> &usage)
{
    QJsonObject json = toJson(timing);
    if (const std::optional<Duration> first = timing.firstToken())
        json.insert(u"first_token_ms"_s, std::chrono::duration<double, std::milli>(*first).count());
    if (const std::optional<double> speed = timing.tokensPerSecond(usage))
        json.insert(u"tokens_per_second"_s, *speed);
    return json;
}

// Of the last request, but for what counts from the first one.
QJsonObject timingJson(const Attempt &attempt)
{
    QJsonObject json = timingJson(attempt.timing, attempt.answer.usage);
    const auto set = [&json](const QString &name, const std::optional<Duration> &duration) {
        if (duration)
            json.insert(name, std::chrono::duration<double, std::milli>(*duration).count());
    };
    set(u"first_token_ms"_s, attempt.firstToken());
    set(u"total_ms"_s, attempt.total());
    return json;
}

void insertAnswer(QJsonObject &json, const Answer &answer)
{
    json.insert(u"text"_s, answer.text);
    json.insert(u"reasoning"_s, answer.reasoning);
    json.insert(u"refusal"_s, answer.refusal);
    json.insert(u"tool_calls"_s, toJson(answer.toolCalls));
    json.insert(u"stop_reason"_s, toString(answer.stop));
    json.insert(u"provider_stop_reason"_s, answer.stopRaw);
}

QJsonArray roundsJson(const QList<Round> &rounds)
{
    QJsonArray json;
    for (const Round &round : rounds) {
        QJsonObject object{{u"results"_s, toJson(round.results)},
                           {u"usage"_s, orNull(round.answer.usage)},
                           {u"timing"_s, timingJson(round.timing, round.answer.usage)},
                           {u"identity"_s, toJson(round.identity)}};
        insertAnswer(object, round.answer);
        if (round.request)
            object.insert(u"request"_s, toJson(*round.request));
        json.append(object);
    }
    return json;
}

QJsonObject attemptJson(const Attempt &attempt)
{
    QJsonObject json{{u"id"_s, attempt.id.toString()},          {u"number"_s, attempt.number},
                     {u"state"_s, toString(attempt.state)},     {u"timing"_s, timingJson(attempt)},
                     {u"identity"_s, toJson(attempt.identity)}, {u"rounds"_s, roundsJson(attempt.rounds)},
                     {u"error"_s, orNull(attempt.error)}};
    if (attempt.cost && attempt.cost->amount) {
        json.insert(u"cost"_s, QJsonObject{{u"amount"_s, nanoText(attempt.cost->amount->nano)},
                                           {u"currency"_s, attempt.cost->amount->currency},
                                           {u"price_row"_s, attempt.cost->priceRow}});
    } else if (attempt.cost) {
        json.insert(u"unpriced"_s, attempt.cost->unpriced);
    }
    if (attempt.started.isValid())
        json.insert(u"started"_s, attempt.started.toString(Qt::ISODateWithMs));
    if (attempt.request)
        json.insert(u"request"_s, toJson(*attempt.request));
    if (attempt.copyOf)
        json.insert(u"copy_of"_s, attempt.copyOf->toString());
    return json;
}

QJsonObject cellFacts(const RunSpec &spec, const Cell &cell)
{
    const Attempt last = cell.last() ? *cell.last() : Attempt{};
    QJsonArray attempts;
    for (const Attempt &attempt : cell.attempts)
        attempts.append(attemptJson(attempt));
    QJsonObject json{{u"id"_s, cell.id.toString()},
                     {u"target"_s, targetJson(spec.targets.at(cell.target), cell.target)},
                     {u"repeat"_s, cell.repeat},
                     {u"state"_s, toString(cell.state)},
                     {u"usage"_s, orNull(last.usage())},
                     {u"timing"_s, timingJson(last)},
                     {u"notices"_s, QJsonArray::fromStringList(last.notices())},
                     {u"attempts"_s, attempts},
                     {u"error"_s, orNull(last.error)},
                     {u"reused"_s, last.copyOf.has_value()}};
    insertAnswer(json, last.answer);
    return json;
}

QString seconds(const std::optional<Duration> &duration)
{
    return duration ? u"%1 s"_s.arg(std::chrono::duration<double>(*duration).count(), 0, 'f', 2) : u"not reached"_s;
}

QString count(const std::optional<qint64> &tokens)
{
    return tokens ? QString::number(*tokens) : u"not reported"_s;
}

QString factsLine(const Cell &cell)
{
    const Attempt *last = cell.last();
    if (!last)
        return toString(cell.state);
    QStringList facts = {toString(cell.state)};
    if (last->copyOf)
        facts.append(u"taken from an earlier run, nothing spent"_s);
    else
        facts += {u"first token "_s + seconds(last->firstToken()), u"total "_s + seconds(last->total())};
    if (const std::optional<Usage> usage = last->usage())
        facts.append(u"tokens in %1, out %2"_s.arg(count(usage->inputTotal()), count(usage->outputTotal())));
    if (last->answer.stop != StopReason::None && last->answer.stop != StopReason::Stop)
        facts.append(u"stopped: "_s + toString(last->answer.stop));
    if (!last->rounds.isEmpty())
        facts.append(u"%1 requests"_s.arg(last->rounds.size() + 1));
    if (cell.attempts.size() > 1)
        facts.append(u"%1 attempts"_s.arg(cell.attempts.size()));
    return facts.join(u" · "_s);
}

QStringList answerBlocks(const Answer &answer, const QList<ToolResult> &results)
{
    QStringList blocks;
    if (!answer.reasoning.isEmpty())
        blocks.append(u"[reasoning] "_s + answer.reasoning.trimmed());
    if (!answer.text.isEmpty())
        blocks.append(answer.text.trimmed());
    if (!answer.refusal.isEmpty())
        blocks.append(u"[refusal] "_s + answer.refusal.trimmed());
    for (qsizetype i = 0; i < answer.toolCalls.size(); ++i) {
        const ToolCall &call = answer.toolCalls.at(i);
        blocks.append(u"[tool call] %1 %2"_s.arg(call.name, call.arguments));
        if (i < results.size())
            blocks.append(u"[recorded result] "_s + results.at(i).text);
    }
    return blocks;
}

QStringList attemptBlocks(const Attempt &attempt)
{
    QStringList blocks;
    for (const QString &notice : attempt.notices())
        blocks.append(u"[notice] "_s + notice);
    for (const Round &round : attempt.rounds)
        blocks += answerBlocks(round.answer, round.results);
    blocks += answerBlocks(attempt.answer, {});
    if (attempt.error)
        blocks.append(u"[error: %1] %2"_s.arg(toString(attempt.error->code), attempt.error->message));
    return blocks;
}

} // namespace

QString cellLabel(const Run &run, const Cell &cell)
{
    const QString letter =
        run.spec.suite ? targetLetter(cell.target) + QString::number(cell.caseIndex + 1) : targetLetter(cell.target);
    return run.spec.repeats > 1 ? u"%1.%2"_s.arg(letter).arg(cell.repeat + 1) : letter;
}

QJsonObject cellJson(const RunSpec &spec, const Cell &cell)
{
    QJsonObject json = cellFacts(spec, cell);
    json.insert(u"run_id"_s, spec.id.toString());
    if (!spec.suite)
        return json;
    QJsonObject asked = toJson(spec.suite->cases.at(cell.caseIndex));
    asked.insert(u"number"_s, cell.caseIndex + 1);
    json.insert(u"case"_s, asked);
    return json;
}

QJsonObject runJson(const Run &run, const CellScores &scores)
{
    QJsonArray cells;
    for (const Cell &cell : run.cells) {
        QJsonObject facts = cellFacts(run.spec, cell);
        insertChecks(facts, scores.value(cell.id));
        cells.append(facts);
    }
    return {{u"run_id"_s, run.spec.id.toString()},
            {u"created"_s, run.created.toString(Qt::ISODateWithMs)},
            {u"prompt"_s, toJson(run.spec.prompt)},
            {u"repeats"_s, run.spec.repeats},
            {u"cells"_s, cells}};
}

QString runText(const Run &run, const CellScores &scores)
{
    QStringList parts;
    for (const Cell &cell : run.cells) {
        const RunTarget &column = run.spec.targets.at(cell.target);
        parts.append(u"== %1  %2 · %3\n   %4"_s.arg(cellLabel(run, cell), column.channel.name, column.target.model,
                                                    factsLine(cell)));
        if (cell.last())
            parts += attemptBlocks(*cell.last());
        parts += scoreBlocks(scores.value(cell.id));
    }
    parts.append(u"run "_s + run.spec.id.toString());
    return parts.join("\n\n"_L1);
}

} // namespace evenhand::cli
