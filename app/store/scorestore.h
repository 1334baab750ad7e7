// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/checkscore.h"
#include "app/core/ids.h"
#include "app/store/database.h"

namespace evenhand {

struct UnknownCheck
{
    CellId cell;
    int caseIndex = 0;
    int check = 0; // place in the case's checks

    bool operator==(const UnknownCheck &) const = default;
};

namespace ScoreStore {

// The scores of an attempt, in place of earlier ones, and in its cell what they come to, as long as no later attempt has
// been made. Nothing is kept where the attempt was removed.
Result<void> save(Database &db, AttemptId attempt, const QList<CheckScore> &scores);

Result<QList<CheckScore>> ofAttempt(Database &db, AttemptId attempt); // by check, then evaluator

// Cells of the run that are done and whose cases have checks, as far as nobody judged them.
Result<QList<CellId>> unjudged(Database &db, RunId run);
// What of the others no plugin knew.
Result<QList<UnknownCheck>> unknownChecks(Database &db, RunId run);

} // namespace ScoreStore

} // namespace evenhand
