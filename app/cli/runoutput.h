// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/checkscore.h"
#include "app/core/run.h"

#include <QJsonObject>

namespace evenhand::cli {

// "A", or "A.2" for the second repeat; "A7" for the seventh case of a suite.
QString cellLabel(const Run &run, const Cell &cell);

// What was said of the last attempts of cells.
using CellScores = QHash<CellId, QList<CheckScore>>;

// One object for scripts: run id and for each cell target, state, answer, usage, timing, attempts, error and checks.
QJsonObject runJson(const Run &run, const CellScores &scores = {});

// One cell for scripts, with its case.
QJsonObject cellJson(const RunSpec &spec, const Cell &cell);

// The same for people, without what only matters to scripts.
QString runText(const Run &run, const CellScores &scores = {});

} // namespace evenhand::cli
