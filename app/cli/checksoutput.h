// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/run.h"
#include "app/store/runstore.h"

#include <QJsonObject>

// What is told of the checks of answers.
namespace evenhand::cli {

// How many answers of one target passed all their checks, failed one, or have one that could not be judged.
struct CheckFigures
{
    int passed = 0;
    int failed = 0;
    int open = 0; // an answer that nobody judged among them

    int all() const { return passed + failed + open; }
    bool operator==(const CheckFigures &) const = default;
};

QList<CheckFigures> checkFigures(const RunSpec &spec, const QList<GridCell> &cells); // by target

// A line for each target: "checks passed 48 of 50 (96.0 %), 2 could not be judged". Empty where there are no checks.
QString checksText(const RunSpec &spec, const QList<GridCell> &cells);
// {"passed", "failed", "open"}: numbers of answers.
QJsonObject toJson(const CheckFigures &figures);

// Puts "checks_passed", "checks_failed", "checks_open", "verdict" and "scores" into a cell; nothing where it was not judged.
void insertChecks(QJsonObject &cell, const QList<CheckScore> &scores);
// "[check 2: failed] "Paris" is missing", for each of them.
QStringList scoreBlocks(const QList<CheckScore> &scores);

} // namespace evenhand::cli
