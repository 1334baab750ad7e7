// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/runplan.h"

#include "app/store/runstore.h"

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

Usage usageOf(qint64 input, qint64 output)
{
    return {.inputFresh = input, .outputVisible = output};
}

TargetPlan planTarget(const RunSpec &spec, const RunTarget &target, const QList<qint64> &questions,
                      const MeasuredAnswers &measured, const RunService::Prices &prices)
{
    const AnswerLength length = answerLength(target.target.parameters, measured);
    qint64 history = 0;
    for (const Message &message : target.history)
        history += tokensOf(message.text);
    const qint64 longest = questions.isEmpty() ? 0 : *std::ranges::max_element(questions);
    TargetPlan plan{.origin = originText(target.channel.origin),
                    .requests = questions.size() * spec.repeats,
                    .measured = length.measured};
    plan.inputTokens =
        (std::accumulate(questions.begin(), questions.end(), qint64(0)) + history * questions.size()) * spec.repeats;
    plan.outputTokens = length.expected * plan.requests;
    if (!prices) {
        plan.unpriced = u"No prices are known."_s;
        return plan;
    }
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto cost = [&](qint64 input, qint64 output) { return prices(target, {{.usage = usageOf(input, output), .tier = {}}}, now); };
    const AttemptCost low = cost(plan.inputTokens, plan.outputTokens / 2);
    plan.low = low.amount;
    plan.high = cost(plan.inputTokens, plan.outputTokens * 2).amount;
    plan.mostForOne = cost(longest + history, length.most).amount;
    plan.priceRow = low.priceRow;
    plan.unpriced = low.unpriced;
    return plan;
}

} // namespace

qsizetype RunPlan::requests() const
{
    return std::accumulate(targets.begin(), targets.end(), qsizetype(0),
                           [](qsizetype sum, const TargetPlan &target) { return sum + target.requests; });
}

Result<RunPlan> planRun(Database &db, const RunSpec &spec, const RunService::Prices &prices)
{
    const QList<qint64> questions = questionTokens(spec);
    RunPlan plan;
    for (const RunTarget &target : spec.targets) {
        const Result<MeasuredAnswers> measured =
            RunStore::measured(db, target.channel.id, target.target.model, enoughAnswers);
        if (!measured)
            return std::unexpected(measured.error());
        plan.targets.append(planTarget(spec, target, questions, *measured, prices));
    }
    return plan;
}

} // namespace evenhand
