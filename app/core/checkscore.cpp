// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/checkscore.h"

#include <QJsonObject>
#include <QMap>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr qsizetype verdictLength = 80;

// The worst of several verdicts on a check stands for it.
enum class Outcome {
    Passed,
    Open,
    Failed,
};

Outcome outcomeOf(const CheckScore &score)
{
    if (!score.score)
        return Outcome::Open;
    return *score.score < 1 ? Outcome::Failed : Outcome::Passed;
}

QString verdictOf(const QList<CheckScore> &scores, Outcome worst)
{
    QStringList reasons;
    for (const CheckScore &score : scores) {
        const QString reason = score.reason.simplified();
        if (outcomeOf(score) == worst && !reason.isEmpty() && !reasons.contains(reason))
            reasons.append(reason);
    }
    const QString verdict = reasons.join("; "_L1);
    if (verdict.size() <= verdictLength)
        return verdict;
    const qsizetype cut = verdictLength - 1;
    return verdict.first(cut - int(verdict.at(cut - 1).isHighSurrogate())).trimmed() + u'…';
}

} // namespace

CheckResults resultsOf(const QList<CheckScore> &scores)
{
    QMap<int, Outcome> outcomes;
    Outcome worst = Outcome::Passed;
    for (const CheckScore &score : scores) {
        const Outcome outcome = outcomeOf(score);
        outcomes[score.check] = std::max(outcomes.value(score.check), outcome);
        worst = std::max(worst, outcome);
    }
    const auto number = [&](Outcome outcome) { return int(std::ranges::count(outcomes, outcome)); };
    return {.passed = number(Outcome::Passed),
            .failed = number(Outcome::Failed),
            .open = number(Outcome::Open),
            .verdict = verdictOf(scores, worst)};
}

QJsonArray toJson(const QList<CheckScore> &scores)
{
    QJsonArray json;
    for (const CheckScore &score : scores) {
        json.append(QJsonObject{{u"check"_s, score.check},
                                {u"evaluator"_s, score.evaluator},
                                {u"version"_s, score.version},
                                {u"score"_s, score.score ? QJsonValue(*score.score) : QJsonValue(QJsonValue::Null)},
                                {u"reason"_s, score.reason}});
    }
    return json;
}

} // namespace evenhand
