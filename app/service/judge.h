// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/checkscore.h"
#include "app/core/run.h"
#include "app/engine/plugincatalog.h"
#include "app/store/scorestore.h"

#include <evenhand/evaluator.h>

#include <map>

namespace evenhand {

// Asks evaluators about one answer at a time, in a thread of its own and over a reading connection of its own. What it
// tells replaces what it told before of the same check and evaluator, so that something is known at any moment in which an
// evaluator does not come back.
class Judge : public QObject
{
    Q_OBJECT
public:
    using Evaluators = QList<LoadedEvaluator>; // that may be asked; a judge may outlive the catalogue they are of

    // slow: what is said of checks until an evaluator has answered.
    Judge(QString workspace, QString slow);
    ~Judge() override;

    // Ends with found().
    void look(RunId run, const Evaluators &evaluators);
    // Ends with ended(); nothing is told before it where there is nothing to judge.
    void judge(RunId run, CellId cell, const Evaluators &evaluators);

signals:
    void found(const QList<evenhand::CellId> &cells); // to be judged
    void begun(evenhand::AttemptId attempt);
    void told(const QList<evenhand::CheckScore> &scores);
    void ended();

private:
    struct Step
    {
        LoadedEvaluator evaluator;
        QList<int> places; // in the case's checks
        QJsonArray checks;
    };

    Result<void> open();
    Result<void> read(RunId run);
    Result<QList<CellId>> cellsToJudge(RunId run, const Evaluators &evaluators);
    void plan(const QJsonArray &checks, const Evaluators &evaluators);
    void next();
    Result<EvaluationReply *> evaluate(const Step &step);
    Result<Evaluator *> evaluatorOf(const LoadedEvaluator &plugin);
    void take(const Scores &scores);
    void tellOpen(const Step &step, const QString &reason);

    const QString m_workspace;
    const QString m_slow;
    std::unique_ptr<Database> m_db;
    std::optional<RunSpec> m_spec; // of the run that was looked at last
    std::map<QString, std::unique_ptr<Evaluator>> m_evaluators;
    EvaluationRequest m_request;
    QList<Step> m_steps; // the first one is asked now
    EvaluationReply *m_reply = nullptr;
};

// What an evaluator gets to see of the attempt: the answer to its last request, but the calls of all of its requests.
JudgedAnswer judgedAnswer(const Attempt &attempt);

// What is asked of an evaluator about the answer to a case, but for the checks. Attached files are not in it.
EvaluationRequest evaluationRequest(const RunSpec &spec, const Cell &cell);

} // namespace evenhand
