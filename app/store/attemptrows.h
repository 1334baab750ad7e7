// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/run.h"
#include "app/store/database.h"

// Attempts with their requests and answers as rows, for RunStore.
namespace evenhand::AttemptRows {

// Inserts it, or brings it up to date; one that was stored as ended stays as it was.
Result<void> save(Database &db, RunId run, CellId cell, const Attempt &attempt);

struct AttemptOfCell
{
    CellId cell;
    Attempt attempt;
};

// By case, target, repeat and number.
Result<QList<AttemptOfCell>> ofRun(Database &db, RunId run);
Result<QList<AttemptOfCell>> ofCell(Database &db, CellId cell);

} // namespace evenhand::AttemptRows
