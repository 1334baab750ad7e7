// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/ids.h"
#include "app/store/database.h"

#include <QDateTime>

namespace evenhand {

struct EarlierRun
{
    RunId id;
    QDateTime created;

    bool operator==(const EarlierRun &) const = default;
};

// An answer that ended as the protocol says.
struct EarlierAnswer
{
    CellId cell;
    int caseIndex = 0;
    int target = 0;
    AttemptId original; // the attempt that was asked for, of which the cell's own may be a copy

    bool operator==(const EarlierAnswer &) const = default;
};

// What a run that takes answers over looks for.
namespace EarlierAnswers {

// Newest first: runs made before the moment that have the model over the channel, of the last ten thousand at most.
Result<QList<EarlierRun>> runs(Database &db, ChannelId channel, const QString &model, const QDateTime &before,
                               int most);
// By case, target and repeat.
Result<QList<EarlierAnswer>> ofRun(Database &db, RunId run);
// The originals of which the run has copies.
Result<QList<AttemptId>> taken(Database &db, RunId run);

} // namespace EarlierAnswers

} // namespace evenhand
