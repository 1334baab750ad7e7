// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/earlieranswers.h"

#include "app/store/row.h"

using namespace Qt::StringLiterals;

namespace evenhand {

Result<QList<EarlierRun>> EarlierAnswers::runs(Database &db, ChannelId channel, const QString &model,
                                               const QDateTime &before, int most)
{
    const auto fromRow = [](const QSqlQuery &query) {
        Row row(query);
        return EarlierRun{.id = row.id<RunId>(), .created = row.moment()};
    };
    // A model that was never asked is not looked for in each of a million runs.
    return db.all<EarlierRun>(fromRow,
                              u"SELECT id, created FROM runs WHERE created < ? AND created >= ifnull("
                              "(SELECT created FROM runs ORDER BY created DESC LIMIT 1 OFFSET 9999), 0) AND EXISTS "
                              "(SELECT 1 FROM run_targets WHERE run = runs.id AND target ->> '$.channel' = ? "
                              "AND target ->> '$.model' = ?) ORDER BY created DESC LIMIT ?"_s,
                              before, channel.toString(), model, most);
}

Result<QList<EarlierAnswer>> EarlierAnswers::ofRun(Database &db, RunId run)
{
    const auto fromRow = [](const QSqlQuery &query) {
        Row row(query);
        return EarlierAnswer{.cell = row.id<CellId>(),
                             .caseIndex = row.integer(),
                             .target = row.integer(),
                             .original = row.id<AttemptId>()};
    };
    return db.all<EarlierAnswer>(fromRow,
                                 u"SELECT cells.id, case_index, target, ifnull(copy_of, attempts.id) FROM cells "
                                 "JOIN attempts ON attempts.cell = cells.id AND number = cells.attempts "
                                 "WHERE run = ? AND cells.state = 'done' ORDER BY case_index, target, repeat"_s,
                                 run);
}

Result<QList<AttemptId>> EarlierAnswers::taken(Database &db, RunId run)
{
    return db.all<AttemptId>([](const QSqlQuery &query) { return Row(query).id<AttemptId>(); },
                             u"SELECT copy_of FROM cells JOIN attempts ON attempts.cell = cells.id "
                             "WHERE run = ? AND copy_of IS NOT NULL"_s,
                             run);
}

} // namespace evenhand
