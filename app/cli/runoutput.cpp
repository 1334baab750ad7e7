// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/runoutput.h"

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

QJsonObject timingJson(const Attempt &attempt)
{
    QJsonObject json = toJson(attempt.timing);
    if (const std::optional<Duration> first = attempt.timing.firstToken())
        json.insert(u"first_token_ms"_s, std::chrono::duration<double, std::milli>(*first).count());
    if (const std::optional<double> speed = attempt.timing.tokensPerSecond(attempt.answer.usage))
        json.insert(u"tokens_per_second"_s, *speed);
    return json;
}

QJsonObject attemptJson(const Attempt &attempt)
{
    QJsonObject json{{u"number"_s, attempt.number},
                     {u"state"_s, toString(attempt.state)},
                     {u"started"_s, attempt.started.toString(Qt::ISODateWithMs)},
                     {u"timing"_s, timingJson(attempt)},
                     {u"identity"_s, toJson(attempt.identity)},
                     {u"error"_s, orNull(attempt.error)}};
    if (attempt.cost && attempt.cost->amount) {
        json.insert(u"cost"_s, QJsonObject{{u"amount"_s, nanoText(attempt.cost->amount->nano)},
                                           {u"currency"_s, attempt.cost->amount->currency},
                                           {u"price_row"_s, attempt.cost->priceRow}});
    } else if (attempt.cost) {
        json.insert(u"unpriced"_s, attempt.cost->unpriced);
    }
    if (attempt.request)
        json.insert(u"request"_s, toJson(*attempt.request));
    return json;
}

QJsonObject cellFacts(const RunSpec &spec, const Cell &cell)
{
    const Attempt last = cell.last() ? *cell.last() : Attempt{};
    QJsonArray attempts;
    for (const Attempt &attempt : cell.attempts)
        attempts.append(attemptJson(attempt));
    return {{u"id"_s, cell.id.toString()},
            {u"target"_s, targetJson(spec.targets.at(cell.target), cell.target)},
            {u"repeat"_s, cell.repeat},
            {u"state"_s, toString(cell.state)},
            {u"text"_s, last.answer.text},
            {u"reasoning"_s, last.answer.reasoning},
            {u"refusal"_s, last.answer.refusal},
            {u"tool_calls"_s, toJson(last.answer.toolCalls)},
            {u"stop_reason"_s, toString(last.answer.stop)},
            {u"usage"_s, orNull(last.answer.usage)},
            {u"timing"_s, timingJson(last)},
            {u"notices"_s, QJsonArray::fromStringList(last.answer.notices)},
            {u"attempts"_s, attempts},
            {u"error"_s, orNull(last.error)}};
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
    QStringList facts = {toString(cell.state), u"first token "_s + seconds(last->timing.firstToken()),
                         u"total "_s + seconds(last->timing.total)};
    if (const std::optional<Usage> &usage = last->answer.usage)
        facts.append(u"tokens in %1, out %2"_s.arg(count(usage->inputTotal()), count(usage->outputTotal())));
    if (last->answer.stop != StopReason::None && last->answer.stop != StopReason::Stop)
        facts.append(u"stopped: "_s + toString(last->answer.stop));
    if (cell.attempts.size() > 1)
        facts.append(u"%1 attempts"_s.arg(cell.attempts.size()));
    return facts.join(u" · "_s);
}

QStringList answerBlocks(const Attempt &attempt)
{
    QStringList blocks;
    for (const QString &notice : attempt.answer.notices)
        blocks.append(u"[notice] "_s + notice);
    if (!attempt.answer.reasoning.isEmpty())
        blocks.append(u"[reasoning] "_s + attempt.answer.reasoning.trimmed());
    if (!attempt.answer.text.isEmpty())
        blocks.append(attempt.answer.text.trimmed());
    if (!attempt.answer.refusal.isEmpty())
        blocks.append(u"[refusal] "_s + attempt.answer.refusal.trimmed());
    for (const ToolCall &call : attempt.answer.toolCalls)
        blocks.append(u"[tool call] %1 %2"_s.arg(call.name, call.arguments));
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

QJsonObject runJson(const Run &run)
{
    QJsonArray cells;
    for (const Cell &cell : run.cells)
        cells.append(cellFacts(run.spec, cell));
    return {{u"run_id"_s, run.spec.id.toString()},
            {u"created"_s, run.created.toString(Qt::ISODateWithMs)},
            {u"prompt"_s, toJson(run.spec.prompt)},
            {u"repeats"_s, run.spec.repeats},
            {u"cells"_s, cells}};
}

QString runText(const Run &run)
{
    QStringList parts;
    for (const Cell &cell : run.cells) {
        const RunTarget &column = run.spec.targets.at(cell.target);
        parts.append(u"== %1  %2 · %3\n   %4"_s.arg(cellLabel(run, cell), column.channel.name, column.target.model,
                                                    factsLine(cell)));
        if (cell.last())
            parts += answerBlocks(*cell.last());
    }
    parts.append(u"run "_s + run.spec.id.toString());
    return parts.join("\n\n"_L1);
}

} // namespace evenhand::cli
