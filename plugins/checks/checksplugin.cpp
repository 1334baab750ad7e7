// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/checks/check.h"

using namespace Qt::StringLiterals;

namespace evenhand::checks {
namespace {

Score scoreOf(const QJsonObject &check, qsizetype place, const EvaluationRequest &request, int answer)
{
    Score score{.criterion = QString::number(place), .answer = answer, .score = {}, .reason = {}};
    if (const Result<void> valid = validate(check); !valid) {
        score.reason = valid.error().message;
        return score;
    }
    const Verdict verdict = judge(check, request.answers.at(answer));
    if (!verdict.isOpen)
        score.score = verdict.passed ? 1 : 0;
    score.reason = verdict.reason;
    return score;
}

class ChecksReply final : public EvaluationReply
{
    Q_OBJECT
public:
    explicit ChecksReply(const EvaluationRequest &request)
    {
        QList<Score> scores;
        for (int answer = 0; answer < int(request.answers.size()); ++answer) {
            for (qsizetype place = 0; place < request.checks.size(); ++place)
                scores.append(scoreOf(request.checks.at(place).toObject(), place, request, answer));
        }
        finish(scores);
    }

private:
    void abort() override {}
};

class ChecksEvaluator final : public Evaluator
{
    Q_OBJECT
public:
    EvaluationReply *evaluate(const EvaluationRequest &request) override { return new ChecksReply(request); }
};

} // namespace

class ChecksPlugin final : public QObject, public EvaluatorPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID EvenhandEvaluatorPlugin_iid FILE "checks.json")
    Q_INTERFACES(evenhand::EvaluatorPlugin)
public:
    Result<std::unique_ptr<Evaluator>> create(const QJsonObject &, const ProviderContext &) override
    {
        return std::make_unique<ChecksEvaluator>();
    }

    Result<void> accepts(const QJsonObject &check) const override { return validate(check); }
};

} // namespace evenhand::checks

#include "checksplugin.moc"
