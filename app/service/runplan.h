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
    qint64 inputTokens = 0; // of all of them
    qint64 outputTokens = 0;
    qsizetype measured = 0;   // answers that the length of an answer is known from; 0: it is supposed
    std::optional<Money> low; // half and double of the estimated tokens of answers
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
    bool operator==(const RunPlan &) const = default;
};

Result<RunPlan> planRun(Database &db, const RunSpec &spec, const RunService::Prices &prices);

} // namespace evenhand
