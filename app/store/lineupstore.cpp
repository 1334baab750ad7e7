// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/lineupstore.h"

#include "app/core/json.h"
#include "app/store/row.h"

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

Lineup lineupFromRow(const QSqlQuery &query)
{
    Row row(query);
    return {.id = row.id<LineupId>(), .name = row.text(), .targets = {}};
}

Target targetFromRow(const QSqlQuery &query)
{
    Row row(query);
    return {.id = row.id<TargetId>(),
            .channel = row.id<ChannelId>(),
            .model = row.text(),
            .parameters = parametersFromJson(row.object())};
}

Result<QList<Lineup>> withTargets(Database &db, QList<Lineup> lineups)
{
    for (Lineup &lineup : lineups) {
        Result<QList<Target>> targets = db.all<Target>(&targetFromRow,
                                                       u"SELECT target, channel, model, parameters FROM lineup_targets "
                                                       "WHERE lineup = ? ORDER BY position"_s,
                                                       lineup.id);
        if (!targets)
            return std::unexpected(targets.error());
        lineup.targets = std::move(*targets);
    }
    return lineups;
}

Result<void> saveTarget(Database &db, const Lineup &lineup, int position)
{
    const Target &target = lineup.targets.at(position);
    const Result<QVariant> channel = db.value(u"SELECT 1 FROM channels WHERE id = ?"_s, target.channel);
    if (!channel)
        return std::unexpected(channel.error());
    if (!channel->isValid()) {
        return std::unexpected(
            Error{ErrorCode::NotFound,
                  u"The channel of target %1 (\"%2\") does not exist any more. Choose another one."_s.arg(
                      targetLetter(position), target.model)});
    }
    return db.exec(u"INSERT INTO lineup_targets (lineup, position, target, channel, model, parameters) "
                   "VALUES (?, ?, ?, ?, ?, ?)"_s,
                   lineup.id, position, target.id, target.channel, target.model, toJson(target.parameters));
}

Result<void> saveName(Database &db, const Lineup &lineup)
{
    if (lineup.name.trimmed().isEmpty())
        return std::unexpected(Error{ErrorCode::InvalidInput, u"A lineup needs a name to be saved."_s});
    const Result<QVariant> other =
        db.value(u"SELECT 1 FROM lineups WHERE name = ? AND id <> ?"_s, lineup.name, lineup.id);
    if (!other)
        return std::unexpected(other.error());
    if (other->isValid()) {
        return std::unexpected(
            Error{ErrorCode::InvalidInput,
                  u"There already is a lineup \"%1\". Give this one another name."_s.arg(lineup.name)});
    }
    return db.exec(
        u"INSERT INTO lineups (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name"_s,
        lineup.id, lineup.name);
}

} // namespace

Result<QList<Lineup>> LineupStore::all(Database &db)
{
    return db.all<Lineup>(&lineupFromRow, u"SELECT id, name FROM lineups ORDER BY name COLLATE NOCASE, name"_s)
        .and_then([&](const QList<Lineup> &lineups) { return withTargets(db, lineups); });
}

Result<Lineup> LineupStore::find(Database &db, LineupId id)
{
    return db.all<Lineup>(&lineupFromRow, u"SELECT id, name FROM lineups WHERE id = ?"_s, id)
        .and_then([&](const QList<Lineup> &lineups) { return withTargets(db, lineups); })
        .and_then([](const QList<Lineup> &found) -> Result<Lineup> {
            if (found.isEmpty())
                return std::unexpected(Error{ErrorCode::NotFound, u"This lineup does not exist any more."_s});
            return found.first();
        });
}

Result<void> LineupStore::save(Database &db, const Lineup &lineup)
{
    if (const Result<void> named = saveName(db, lineup); !named)
        return named;
    if (const Result<void> cleared = db.exec(u"DELETE FROM lineup_targets WHERE lineup = ?"_s, lineup.id); !cleared)
        return cleared;
    for (int position = 0; position < int(lineup.targets.size()); ++position) {
        if (const Result<void> saved = saveTarget(db, lineup, position); !saved)
            return saved;
    }
    return {};
}

Result<void> LineupStore::remove(Database &db, LineupId id)
{
    return db.exec(u"DELETE FROM lineups WHERE id = ?"_s, id);
}

} // namespace evenhand
