// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/store/runstore.h"

namespace evenhand {

// It has no answer, or a check of its answer failed.
bool isFailed(const GridCell &cell);

// What the cells of one target come to.
struct TargetFigures
{
    qsizetype cells = 0;
    qsizetype done = 0;
    qsizetype failed = 0;
    qsizetype left = 0;                    // not ended, stopped or interrupted
    qsizetype unpriced = 0;                // of those that are done and were asked for
    qsizetype passed = 0;                  // every check
    qsizetype missed = 0;                  // a check failed
    qsizetype open = 0;                    // no check failed, and one could not be judged
    qsizetype reused = 0;                  // of those that are done
    std::optional<Duration> firstTokenP50; // of those that are done: the smallest that half of them do not exceed
    std::optional<Duration> firstTokenP95;
    std::optional<Money> spent; // for all cells, failed ones as well; none: nothing was priced, or in two currencies
    std::optional<Money> perThousand; // a thousand done and priced answers at their mean

    bool operator==(const TargetFigures &) const = default;
};

// By target.
QList<TargetFigures> targetFigures(const QList<GridCell> &cells, int targets);

// What the whole run will have cost when its open cells cost what those before them did. No value until something of every
// target that has open cells was priced.
std::optional<Money> expectedCost(const QList<TargetFigures> &figures);

// Why a case may be worth a look.
struct CaseMarks
{
    bool failed = false;    // a cell of it failed, or a check of its answer did
    bool different = false; // two of its answers differ in more than white space
    bool slow = false;      // a cell of it took longer than nine tenths of the run's cells
    bool dear = false;      // a cell of it cost more than nine tenths of the run's cells

    bool operator==(const CaseMarks &) const = default;
};

// By case.
QList<CaseMarks> caseMarks(const QList<GridCell> &cells, int cases);

} // namespace evenhand
