// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonArray>
#include <QList>
#include <QString>

#include <optional>

namespace evenhand {

// What one evaluator said of an answer under one check of its case.
struct CheckScore
{
    QString evaluator;           // id of its plugin; empty: no plugin knows the check
    QString version;             // of the plugin
    int check = 0;               // place in the case's checks, from 0
    std::optional<double> score; // 1: passed, less: failed; none: it could not tell
    QString reason;

    bool operator==(const CheckScore &) const = default;
};

// What the scores of an answer come to. A check that several evaluators judged fails when one of them says so, and passes
// when all of them do.
struct CheckResults
{
    int passed = 0;
    int failed = 0;
    int open = 0;    // could not be judged
    QString verdict; // why, for a grid: reasons of the checks that failed, else of those that are open, else of all

    bool isPassed() const { return failed == 0 && open == 0; }
    bool isFailed() const { return failed > 0; }
    bool operator==(const CheckResults &) const = default;
};

CheckResults resultsOf(const QList<CheckScore> &scores);

// [{"check", "evaluator", "version", "score", "reason"}]; the score of a check that could not be judged is null.
QJsonArray toJson(const QList<CheckScore> &scores);

} // namespace evenhand
