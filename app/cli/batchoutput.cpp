// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/batchoutput.h"

#include "app/cli/console.h"
#include "app/core/json.h"
#include "app/pricing/moneytext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

struct TargetFigures
{
    QMap<LaneState, int> states;
    QList<Duration> firstTokens;
    QList<Duration> totals;
    qint64 inputTokens = 0;
    qint64 outputTokens = 0;
    std::optional<Money> cost;

    void add(const GridCell &cell)
    {
        ++states[cell.state];
        if (cell.cost)
            cost = Money{.nano = (cost ? cost->nano : 0) + cell.cost->nano, .currency = cell.cost->currency};
        inputTokens += cell.inputTokens.value_or(0);
        outputTokens += cell.outputTokens.value_or(0);
        if (cell.state != LaneState::Done)
            return;
        if (cell.firstToken)
            firstTokens.append(*cell.firstToken);
        if (cell.total)
            totals.append(*cell.total);
    }
};

QList<TargetFigures> figuresOf(const Batch &batch)
{
    QList<TargetFigures> figures(batch.spec().targets.size());
    for (const GridCell &cell : batch.cells())
        figures[cell.target].add(cell);
    return figures;
}

std::optional<double> medianMs(QList<Duration> times)
{
    if (times.isEmpty())
        return std::nullopt;
    const auto middle = times.begin() + times.size() / 2;
    std::ranges::nth_element(times, middle);
    return std::chrono::duration<double, std::milli>(*middle).count();
}

QString inMs(const std::optional<double> &time)
{
    return time ? u"%1 ms"_s.arg(*time, 0, 'f', 0) : u"–"_s;
}

QJsonValue orNull(const std::optional<double> &number)
{
    return number ? QJsonValue(*number) : QJsonValue(QJsonValue::Null);
}

QJsonValue orNull(const std::optional<Money> &money)
{
    return money ? QJsonObject{{u"amount"_s, nanoText(money->nano)}, {u"currency"_s, money->currency}}
                 : QJsonValue(QJsonValue::Null);
}

QString textOf(const std::optional<Money> &money)
{
    return money ? moneyText(*money) : u"unpriced"_s;
}

QJsonObject statesJson(const QMap<LaneState, int> &states)
{
    QJsonObject json;
    for (const auto &[state, number] : states.asKeyValueRange())
        json.insert(toString(state), number);
    return json;
}

QString endingName(Batch::Ending ending)
{
    switch (ending) {
    case Batch::Ending::Complete:
        return u"complete"_s;
    case Batch::Ending::Stopped:
        return u"stopped"_s;
    case Batch::Ending::Budget:
        return u"budget"_s;
    case Batch::Ending::Disk:
        return u"disk"_s;
    }
    return {};
}

QString placeName(const QString &origin)
{
    return origin.isEmpty() ? u"stays on this machine"_s : origin;
}

} // namespace

QString planText(const RunSpec &spec, const RunPlan &plan)
{
    QList<QStringList> rows = {
        {u""_s, u"Target"_s, u"Sent to"_s, u"Requests"_s, u"Tokens in"_s, u"Tokens out"_s, u"Cost"_s}};
    for (int i = 0; i < int(plan.targets.size()); ++i) {
        const TargetPlan &target = plan.targets.at(i);
        const RunTarget &column = spec.targets.at(i);
        const QString cost = target.low && target.high
                                 ? u"%1 to %2"_s.arg(moneyText(*target.low), moneyText(*target.high))
                                 : u"unpriced: "_s + target.unpriced;
        rows.append({targetLetter(i), u"%1 · %2"_s.arg(column.channel.name, column.target.model),
                     placeName(target.origin), QString::number(target.requests), u"≈ %1"_s.arg(target.inputTokens),
                     target.measured > 0 ? u"≈ %1, as in %2 answers"_s.arg(target.outputTokens).arg(target.measured)
                                         : u"≈ %1, supposed"_s.arg(target.outputTokens),
                     cost});
    }
    return table(rows)
           + u"\n\n%1 requests. Tokens are estimates: four characters for one. The cost is for half to double the "
             "tokens of answers."_s.arg(plan.requests());
}

QJsonObject planJson(const RunSpec &spec, const RunPlan &plan)
{
    QJsonArray targets;
    for (int i = 0; i < int(plan.targets.size()); ++i) {
        const TargetPlan &target = plan.targets.at(i);
        targets.append(QJsonObject{{u"letter"_s, targetLetter(i)},
                                   {u"channel"_s, spec.targets.at(i).channel.name},
                                   {u"model"_s, spec.targets.at(i).target.model},
                                   {u"origin"_s, target.origin},
                                   {u"requests"_s, target.requests},
                                   {u"input_tokens"_s, target.inputTokens},
                                   {u"output_tokens"_s, target.outputTokens},
                                   {u"measured_answers"_s, target.measured},
                                   {u"cost_low"_s, orNull(target.low)},
                                   {u"cost_high"_s, orNull(target.high)},
                                   {u"price_row"_s, target.priceRow},
                                   {u"unpriced"_s, target.unpriced}});
    }
    return {{u"requests"_s, plan.requests()}, {u"targets"_s, targets}};
}

QString batchText(const Batch &batch)
{
    QList<QStringList> rows = {{u""_s, u"Target"_s, u"Done"_s, u"Failed"_s, u"First token"_s, u"Total"_s,
                                u"Tokens in"_s, u"Tokens out"_s, u"Cost"_s}};
    const QList<TargetFigures> figures = figuresOf(batch);
    for (int i = 0; i < int(figures.size()); ++i) {
        const TargetFigures &each = figures.at(i);
        const RunTarget &column = batch.spec().targets.at(i);
        rows.append({targetLetter(i), u"%1 · %2"_s.arg(column.channel.name, column.target.model),
                     QString::number(each.states.value(LaneState::Done)),
                     QString::number(each.states.value(LaneState::Failed)), inMs(medianMs(each.firstTokens)),
                     inMs(medianMs(each.totals)), QString::number(each.inputTokens), QString::number(each.outputTokens),
                     textOf(each.cost)});
    }
    return table(rows) + u"\n\nTimes are medians.\nrun "_s + batch.spec().id.toString();
}

QJsonObject batchJson(const Batch &batch)
{
    QJsonArray targets;
    QMap<LaneState, int> states;
    const QList<TargetFigures> figures = figuresOf(batch);
    for (int i = 0; i < int(figures.size()); ++i) {
        const TargetFigures &each = figures.at(i);
        for (const auto &[state, number] : each.states.asKeyValueRange())
            states[state] += number;
        targets.append(QJsonObject{{u"letter"_s, targetLetter(i)},
                                   {u"channel"_s, batch.spec().targets.at(i).channel.name},
                                   {u"model"_s, batch.spec().targets.at(i).target.model},
                                   {u"cells"_s, statesJson(each.states)},
                                   {u"median_first_token_ms"_s, orNull(medianMs(each.firstTokens))},
                                   {u"median_total_ms"_s, orNull(medianMs(each.totals))},
                                   {u"input_tokens"_s, each.inputTokens},
                                   {u"output_tokens"_s, each.outputTokens},
                                   {u"cost"_s, orNull(each.cost)}});
    }
    return {{u"run_id"_s, batch.spec().id.toString()},
            {u"ended"_s, endingName(batch.ending())},
            {u"cells"_s, statesJson(states)},
            {u"targets"_s, targets}};
}

} // namespace evenhand::cli
