// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/row.h"
#include "app/store/runstore.h"

using namespace Qt::StringLiterals;

namespace evenhand {

static GridCell gridCellFromRow(const QSqlQuery &query)
{
    Row row(query);
    return {.id = row.id<CellId>(),
            .caseIndex = row.integer(),
            .target = row.integer(),
            .repeat = row.integer(),
            .state = laneStateFromString(row.text()).value_or(LaneState::Failed),
            .attempts = row.integer(),
            .firstToken = row.duration(),
            .total = row.duration(),
            .inputTokens = row.optionalNumber(),
            .outputTokens = row.optionalNumber(),
            .cost = row.money(),
            .beginning = row.text()};
}

Result<QList<GridCell>> RunStore::grid(Database &db, RunId id)
{
    return db.all<GridCell>(&gridCellFromRow,
                            u"SELECT id, case_index, target, repeat, state, attempts, first_token_us, total_us, "
                            "input_tokens, output_tokens, cost_nano, currency, beginning FROM cells WHERE run = ? "
                            "ORDER BY case_index, target, repeat"_s,
                            id);
}

} // namespace evenhand
