// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/plugincatalog.h"

#include <evenhand/evaluator.h>

#include <QMutex>
#include <QSemaphore>

namespace evenhand {

// What stub evaluators saw, and what holds up those that hang. Outlives them; thread-safe.
class StubLog
{
public:
    void add(const EvaluationRequest &request);
    QList<EvaluationRequest> requests() const;

    QSemaphore hanging; // how many came to hang
    QSemaphore release; // lets one of them go on
    QSemaphore gone;    // evaluators that were deleted

private:
    mutable QMutex m_mutex;
    QList<EvaluationRequest> m_requests;
};

// An evaluator of the checks {"type": TYPE}. A check with "score" gets this score and the reason "says SCORE".
class StubEvaluatorPlugin final : public EvaluatorPlugin
{
public:
    enum class Manner {
        Judges,
        ThrowsWhenAskedForACheck,
        ThrowsWhenMade,
        MakesNothing,
        Throws,
        RepliesNothing,
        Fails,
        SaysNothing,
        SaysTooMuch,  // scores of other checks and answers, and a score that is none
        NeverAnswers, // its thread goes on
        Hangs,        // in evaluate()
    };

    StubEvaluatorPlugin(QString type, Manner manner, StubLog &log);

    static PluginInfo info(const QString &id);

    Result<std::unique_ptr<Evaluator>> create(const QJsonObject &settings, const ProviderContext &context) override;
    Result<void> accepts(const QJsonObject &check) const override;

private:
    const QString m_type;
    const Manner m_manner;
    StubLog &m_log;
};

} // namespace evenhand
