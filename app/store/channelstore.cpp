// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/channelstore.h"

#include "app/core/json.h"
#include "app/store/row.h"

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

QJsonObject channelJson(const QSqlQuery &query)
{
    return Row(query).object();
}

Result<QList<Channel>> channels(const QList<QJsonObject> &rows)
{
    QList<Channel> result;
    for (const QJsonObject &row : rows) {
        Result<Channel> channel = channelFromJson(row);
        if (!channel)
            return std::unexpected(channel.error());
        result.append(std::move(*channel));
    }
    return result;
}

} // namespace

Result<QList<Channel>> ChannelStore::all(Database &db)
{
    return db.all<QJsonObject>(&channelJson, u"SELECT channel FROM channels ORDER BY name COLLATE NOCASE, name"_s)
        .and_then(channels);
}

Result<Channel> ChannelStore::find(Database &db, ChannelId id)
{
    return db.all<QJsonObject>(&channelJson, u"SELECT channel FROM channels WHERE id = ?"_s, id)
        .and_then(channels)
        .and_then([](const QList<Channel> &found) -> Result<Channel> {
            if (found.isEmpty())
                return std::unexpected(Error{ErrorCode::NotFound, u"This channel does not exist any more."_s});
            return found.first();
        });
}

Result<void> ChannelStore::save(Database &db, const Channel &channel)
{
    if (channel.name.trimmed().isEmpty())
        return std::unexpected(Error{ErrorCode::InvalidInput, u"A channel needs a name."_s});
    const Result<QVariant> other =
        db.value(u"SELECT 1 FROM channels WHERE name = ? AND id <> ?"_s, channel.name, channel.id);
    if (!other)
        return std::unexpected(other.error());
    if (other->isValid()) {
        return std::unexpected(
            Error{ErrorCode::InvalidInput,
                  u"There already is a channel \"%1\". Give this one another name."_s.arg(channel.name)});
    }
    return db.exec(u"INSERT INTO channels (id, name, channel) VALUES (?, ?, ?) "
                   "ON CONFLICT (id) DO UPDATE SET name = excluded.name, channel = excluded.channel"_s,
                   channel.id, channel.name, toJson(channel));
}

Result<void> ChannelStore::remove(Database &db, ChannelId id)
{
    const Result<QVariant> lineup = db.value(u"SELECT lineups.name FROM lineups "
                                             "JOIN lineup_targets ON lineup_targets.lineup = lineups.id "
                                             "WHERE lineup_targets.channel = ? ORDER BY lineups.name"_s,
                                             id);
    if (!lineup)
        return std::unexpected(lineup.error());
    if (lineup->isValid()) {
        return std::unexpected(
            Error{ErrorCode::InUse,
                  u"The lineup \"%1\" needs this channel. Take it out of the lineup first."_s.arg(lineup->toString())});
    }
    return db.exec(u"DELETE FROM channels WHERE id = ?"_s, id);
}

} // namespace evenhand
