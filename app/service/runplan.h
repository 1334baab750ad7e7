// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/service/runservice.h"

namespace evenhand {

class Database;

// What a run will ask of one target, before anything is sent. Tokens are estimated: of the question as a quarter of its
// characters, which is about right for English and too little for other scripts; of the answer as what earlier answers of
// this model over this channel took, else as the most that was asked for, else as 500. Files are not in it.
struct TargetPlan
{
    QString origin; // empty: it stays on this machine
    qsizetype requests = 0;
    qsizetype reused = 0;   // cells that take an answer of an earlier run: nothing is sent for them
    qint64 inputTokens = 0; // of all requests
    qint64 outputTokens = 0;
    qsizetype measured = 0;   // answers that the length of an answer is known from; 0: it is supposed
    std::optional<Money> low; // half and double of the estimated tokens of answers
    std::optional<Money> expected;
    std::optional<Money> high;
    std::optional<Money> mostForOne; // of one request: what a budget has to have room for
    QString priceRow;
    QString unpriced; // why there is no cost: a sentence

    bool operator==(const TargetPlan &) const = default;
};

struct RunPlan
{
    QList<TargetPlan> targets; // as the run has them

    qsizetype requests() const;
    qsizetype reused() const;
    QStringList unpriced() const; // letters of the targets that a budget does not hold
    bool operator==(const RunPlan &) const = default;
};

// Of a run that is not made yet. Fails with InvalidInput, as the other one, when a target is priced in another currency than
// the budget is in: a sentence.
Result<RunPlan> planRun(Database &db, const RunSpec &spec, const RunService::Prices &prices);
// Of those cells of a run that are asked.
Result<RunPlan> planRequests(Database &db, const RunSpec &spec, const QList<CellSpec> &asked,
                             const RunService::Prices &prices);

} // namespace evenhand
