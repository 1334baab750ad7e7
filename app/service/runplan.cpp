// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/runplan.h"

#include "app/service/reuse.h"
#include "app/store/runstore.h"

#include <QMap>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr qint64 charactersForAToken = 4;
constexpr qint64 usualAnswer = 500; // tokens
constexpr int enoughAnswers = 200;

qint64 tokensOf(const QString &text)
{
    return (text.size() + charactersForAToken - 1) / charactersForAToken;
}

// Of the question of each case, without what the target was asked before.
QList<qint64> questionTokens(const RunSpec &spec)
{
    QList<qint64> tokens;
    for (int i = 0; i < int(spec.caseCount()); ++i) {
        const RenderedPrompt prompt = render(promptOf(spec, i));
        tokens.append(tokensOf(prompt.system) + tokensOf(prompt.user));
    }
    return tokens;
}

struct AnswerLength
{
    qint64 expected = usualAnswer;
    qint64 most = usualAnswer;
    qsizetype measured = 0;
};

AnswerLength answerLength(const Parameters &parameters, const MeasuredAnswers &measured)
{
    AnswerLength length;
    if (measured.answers > 0)
        length = {.expected = measured.meanTokens, .most = measured.mostTokens, .measured = measured.answers};
    else if (parameters.maxTokens)
        length.expected = std::min<qint64>(usualAnswer, *parameters.maxTokens);
    if (parameters.maxTokens)
        length.most = *parameters.maxTokens;
    length.most = std::max(length.most, length.expected);
    return length;
}

// Tokens of questions, and how many questions have so many: each request is priced by its own size.
using QuestionSizes = QMap<qint64, qsizetype>;

// Of requests with answers of so many tokens each.
AttemptCost costOf(const QuestionSizes &questions, qint64 answer, const RunTarget &target,
                   const RunService::Prices &prices)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    AttemptCost sum;
    for (const auto &[tokens, count] : questions.asKeyValueRange()) {
        const Usage usage{.inputFresh = tokens, .outputVisible = answer};
        const AttemptCost each = prices(target, {{.usage = usage, .tier = {}}}, now);
        if (!each.amount)
            return each;
        const qint64 before = sum.amount ? sum.amount->nano : 0;
        sum = each;
        sum.amount->nano = before + each.amount->nano * count;
    }
    return sum;
}

// longest: tokens of the longest question of the run, which need not be among those that are asked.
TargetPlan planTarget(const RunTarget &target, const QuestionSizes &questions, qint64 longest,
                      const MeasuredAnswers &measured, const RunService::Prices &prices)
{
    const AnswerLength length = answerLength(target.target.parameters, measured);
    TargetPlan plan{.origin = originText(target.channel.origin), .measured = length.measured};
    for (const auto &[tokens, count] : questions.asKeyValueRange()) {
        plan.requests += count;
        plan.inputTokens += tokens * count;
    }
    plan.outputTokens = length.expected * plan.requests;
    if (!prices) {
        plan.unpriced = u"No prices are known."_s;
        return plan;
    }
    const AttemptCost most = costOf({{longest, 1}}, length.most, target, prices);
    plan.mostForOne = most.amount;
    plan.priceRow = most.priceRow;
    plan.unpriced = most.unpriced;
    const auto cost = [&](qint64 answer) {
        return questions.isEmpty() ? most.amount.transform([](const Money &money) { return Money{0, money.currency}; })
                                   : costOf(questions, answer, target, prices).amount;
    };
    plan.low = cost(length.expected / 2);
    plan.expected = cost(length.expected);
    plan.high = cost(length.expected * 2);
    return plan;
}

qint64 historyTokens(const RunTarget &target)
{
    qint64 tokens = 0;
    for (const Message &message : target.history)
        tokens += tokensOf(message.text);
    return tokens;
}

Error otherCurrency(const QString &budget, qsizetype target, const QString &price)
{
    return {.code = ErrorCode::InvalidInput,
            .message = u"The budget is in %1, but target %2 is priced in %3. Give the budget in %3."_s.arg(
                budget, targetLetter(target), price),
            .detail = {}};
}

} // namespace

qsizetype RunPlan::requests() const
{
    return std::accumulate(targets.begin(), targets.end(), qsizetype(0),
                           [](qsizetype sum, const TargetPlan &target) { return sum + target.requests; });
}

qsizetype RunPlan::reused() const
{
    return std::accumulate(targets.begin(), targets.end(), qsizetype(0),
                           [](qsizetype sum, const TargetPlan &target) { return sum + target.reused; });
}

QStringList RunPlan::unpriced() const
{
    QStringList letters;
    for (qsizetype i = 0; i < targets.size(); ++i) {
        if (!targets.at(i).mostForOne)
            letters.append(targetLetter(i));
    }
    return letters;
}

Result<RunPlan> planRequests(Database &db, const RunSpec &spec, const QList<CellSpec> &asked,
                             const RunService::Prices &prices)
{
    const QList<qint64> questions = questionTokens(spec);
    const qint64 longest = questions.isEmpty() ? 0 : *std::ranges::max_element(questions);
    QList<qint64> histories;
    for (const RunTarget &target : spec.targets)
        histories.append(historyTokens(target));
    QList<QuestionSizes> sizes(spec.targets.size());
    for (const CellSpec &cell : asked)
        ++sizes[cell.target][questions.at(cell.caseIndex) + histories.at(cell.target)];
    RunPlan plan;
    for (qsizetype i = 0; i < spec.targets.size(); ++i) {
        const RunTarget &target = spec.targets.at(i);
        const Result<MeasuredAnswers> measured =
            RunStore::measured(db, target.channel.id, target.target.model, enoughAnswers);
        if (!measured)
            return std::unexpected(measured.error());
        plan.targets.append(planTarget(target, sizes.at(i), longest + histories.at(i), *measured, prices));
        const std::optional<Money> &price = plan.targets.last().mostForOne;
        if (spec.budget && price && price->currency != spec.budget->currency)
            return std::unexpected(otherCurrency(spec.budget->currency, i, price->currency));
    }
    return plan;
}

Result<RunPlan> planRun(Database &db, const RunSpec &spec, const RunService::Prices &prices)
{
    QList<CellSpec> cells = planCells(spec);
    QList<qsizetype> reused(spec.targets.size());
    if (spec.reuse) {
        const auto answers = answersToTake(db, spec, QDateTime::currentDateTimeUtc(), cells);
        if (!answers)
            return std::unexpected(answers.error());
        cells.removeIf([&](const CellSpec &cell) {
            const bool isTaken = answers->contains(cell.id);
            reused[cell.target] += isTaken;
            return isTaken;
        });
    }
    return planRequests(db, spec, cells, prices).transform([&](RunPlan plan) {
        for (qsizetype i = 0; i < plan.targets.size(); ++i)
            plan.targets[i].reused = reused.at(i);
        return plan;
    });
}

} // namespace evenhand
