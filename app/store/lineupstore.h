// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/target.h"
#include "app/store/database.h"

namespace evenhand::LineupStore {

// Lineups that were saved by name, by name.
Result<QList<Lineup>> all(Database &db);
Result<Lineup> find(Database &db, LineupId id);
// With its targets, in order; InvalidInput when the name is taken.
Result<void> save(Database &db, const Lineup &lineup);
Result<void> remove(Database &db, LineupId id);

} // namespace evenhand::LineupStore
