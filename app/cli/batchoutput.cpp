// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/batchoutput.h"

#include "app/cli/checksoutput.h"
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
    QMap<QString, qint64> costs; // nano, by currency: they are never added
    int reused = 0;              // in nothing but the states
    int unpriced = 0;            // done, asked for, and without a price

    void add(const GridCell &cell)
    {
        ++states[cell.state];
        if (cell.reused) {
            ++reused;
            return;
        }
        if (cell.cost)
            costs[cell.cost->currency] += cell.cost->nano;
        inputTokens += cell.inputTokens.value_or(0);
        outputTokens += cell.outputTokens.value_or(0);
        if (cell.state != LaneState::Done)
            return;
        unpriced += int(!cell.cost);
        if (cell.firstToken)
            firstTokens.append(*cell.firstToken);
        if (cell.total)
            totals.append(*cell.total);
    }
};

QList<TargetFigures> figuresOf(const RunSpec &spec, const QList<GridCell> &cells)
{
    QList<TargetFigures> figures(spec.targets.size());
    for (const GridCell &cell : cells)
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

// Null: nothing was priced, or in several currencies.
std::optional<Money> costOf(const TargetFigures &figures)
{
    return figures.costs.size() == 1 ? std::optional(Money{figures.costs.first(), figures.costs.firstKey()})
                                     : std::nullopt;
}

QString doneText(const TargetFigures &figures)
{
    const QString done = QString::number(figures.states.value(LaneState::Done));
    return figures.reused > 0 ? u"%1, %2 reused"_s.arg(done).arg(figures.reused) : done;
}

QString costText(const TargetFigures &figures)
{
    QStringList amounts;
    for (const auto &[currency, nano] : figures.costs.asKeyValueRange())
        amounts.append(moneyText({.nano = nano, .currency = currency}));
    if (!amounts.isEmpty())
        return amounts.join(" + "_L1);
    if (figures.unpriced > 0)
        return u"unpriced"_s;
    return figures.reused > 0 ? u"nothing spent"_s : u"–"_s;
}

QString plannedCost(const TargetPlan &plan)
{
    if (!plan.unpriced.isEmpty())
        return u"unpriced: "_s + plan.unpriced;
    return plan.requests > 0 ? u"%1 to %2"_s.arg(moneyText(*plan.low), moneyText(*plan.high)) : u"nothing"_s;
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
        rows.append({targetLetter(i), u"%1 · %2"_s.arg(column.channel.name, column.target.model),
                     placeName(target.origin), QString::number(target.requests), u"≈ %1"_s.arg(target.inputTokens),
                     target.measured > 0 ? u"≈ %1, as in %2 answers"_s.arg(target.outputTokens).arg(target.measured)
                                         : u"≈ %1, supposed"_s.arg(target.outputTokens),
                     plannedCost(target)});
    }
    QStringList sentences = {u"%1 requests."_s.arg(plan.requests())};
    if (spec.reuse)
        sentences.append(u"%1 of %2 answers would be taken from earlier runs."_s.arg(
            QString::number(plan.reused()), QString::number(plan.reused() + plan.requests())));
    sentences.append(u"Tokens are estimates: four characters for one. The cost is for half to double the tokens of "
                     "answers."_s);
    if (const QString unheld = unheldText(plan); spec.budget && !unheld.isEmpty())
        sentences.append(unheld + u" It is sent with --allow-unpriced only."_s);
    return table(rows) + u"\n\n"_s + sentences.join(u' ');
}

QString unheldText(const RunPlan &plan)
{
    const QStringList letters = plan.unpriced();
    if (letters.isEmpty())
        return {};
    return letters.size() == 1
               ? u"The budget does not hold target %1, which has no price."_s.arg(letters.first())
               : u"The budget does not hold targets %1, which have no price."_s.arg(letters.join(u", "_s));
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
                                   {u"reused"_s, target.reused},
                                   {u"input_tokens"_s, target.inputTokens},
                                   {u"output_tokens"_s, target.outputTokens},
                                   {u"measured_answers"_s, target.measured},
                                   {u"cost_low"_s, orNull(target.low)},
                                   {u"cost_high"_s, orNull(target.high)},
                                   {u"price_row"_s, target.priceRow},
                                   {u"unpriced"_s, target.unpriced}});
    }
    return {{u"requests"_s, plan.requests()},
            {u"reused"_s, plan.reused()},
            {u"outside_of_budget"_s, spec.budget ? QJsonArray::fromStringList(plan.unpriced()) : QJsonArray()},
            {u"targets"_s, targets}};
}

QString batchText(const RunSpec &spec, const QList<GridCell> &cells)
{
    QList<QStringList> rows = {{u""_s, u"Target"_s, u"Done"_s, u"Failed"_s, u"First token"_s, u"Total"_s,
                                u"Tokens in"_s, u"Tokens out"_s, u"Cost"_s}};
    const QList<TargetFigures> figures = figuresOf(spec, cells);
    for (int i = 0; i < int(figures.size()); ++i) {
        const TargetFigures &each = figures.at(i);
        const RunTarget &column = spec.targets.at(i);
        rows.append({targetLetter(i), u"%1 · %2"_s.arg(column.channel.name, column.target.model), doneText(each),
                     QString::number(each.states.value(LaneState::Failed)), inMs(medianMs(each.firstTokens)),
                     inMs(medianMs(each.totals)), QString::number(each.inputTokens), QString::number(each.outputTokens),
                     costText(each)});
    }
    const bool reused = std::ranges::any_of(figures, [](const TargetFigures &each) { return each.reused > 0; });
    const QString notes =
        reused ? u"Times are medians. Times, tokens and cost are of what was asked for."_s : u"Times are medians."_s;
    QStringList parts = {table(rows), checksText(spec, cells), notes + u"\nrun "_s + spec.id.toString()};
    parts.removeAll(QString());
    return parts.join("\n\n"_L1);
}

QJsonObject batchJson(const RunSpec &spec, const QList<GridCell> &cells, Batch::Ending ending)
{
    QJsonArray targets;
    QMap<LaneState, int> states;
    const QList<TargetFigures> figures = figuresOf(spec, cells);
    const QList<CheckFigures> checks = checkFigures(spec, cells);
    for (int i = 0; i < int(figures.size()); ++i) {
        const TargetFigures &each = figures.at(i);
        for (const auto &[state, number] : each.states.asKeyValueRange())
            states[state] += number;
        targets.append(QJsonObject{{u"letter"_s, targetLetter(i)},
                                   {u"channel"_s, spec.targets.at(i).channel.name},
                                   {u"model"_s, spec.targets.at(i).target.model},
                                   {u"cells"_s, statesJson(each.states)},
                                   {u"median_first_token_ms"_s, orNull(medianMs(each.firstTokens))},
                                   {u"median_total_ms"_s, orNull(medianMs(each.totals))},
                                   {u"input_tokens"_s, each.inputTokens},
                                   {u"output_tokens"_s, each.outputTokens},
                                   {u"reused"_s, each.reused},
                                   {u"unpriced"_s, each.unpriced},
                                   {u"cost"_s, orNull(costOf(each))},
                                   {u"checks"_s, toJson(checks.at(i))}});
    }
    return {{u"run_id"_s, spec.id.toString()},
            {u"ended"_s, endingName(ending)},
            {u"cells"_s, statesJson(states)},
            {u"targets"_s, targets}};
}

} // namespace evenhand::cli
