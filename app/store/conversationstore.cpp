// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/filter.h"
#include "app/store/row.h"
#include "app/store/runstore.h"

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

ConversationSummary summaryFromRow(const QSqlQuery &query)
{
    Row row(query);
    return {.id = row.id<ConversationId>(),
            .title = row.text(),
            .updated = row.moment(),
            .turns = row.integer(),
            .targets = row.integer(),
            .failed = row.integer()};
}

RunId runIdFromRow(const QSqlQuery &query)
{
    return Row(query).id<RunId>();
}

} // namespace

Result<ConversationId> ConversationStore::create(Database &db, const QString &title)
{
    const ConversationId id = ConversationId::create();
    return db
        .exec(u"INSERT INTO conversations (id, title, updated) VALUES (?, ?, ?)"_s, id, title,
              QDateTime::currentDateTimeUtc())
        .transform([&] { return id; });
}

Result<void> ConversationStore::rename(Database &db, ConversationId id, const QString &title)
{
    return db.exec(u"UPDATE conversations SET title = ? WHERE id = ?"_s, title, id);
}

Result<void> ConversationStore::remove(Database &db, ConversationId id)
{
    return db.exec(u"DELETE FROM conversations WHERE id = ?"_s, id);
}

Result<QList<ConversationSummary>> ConversationStore::summaries(Database &db, const QString &filter, int most)
{
    return db.all<ConversationSummary>(
        &summaryFromRow,
        u"SELECT id, title, updated, "
        "(SELECT count(DISTINCT turn) FROM runs WHERE conversation = conversations.id), "
        "(SELECT count(*) FROM run_targets WHERE run = "
        "(SELECT id FROM runs WHERE conversation = conversations.id ORDER BY turn DESC, created DESC LIMIT 1)), "
        "(SELECT count(*) FROM runs JOIN cells ON cells.run = runs.id "
        "WHERE conversation = conversations.id AND state IN ('failed', 'interrupted')) "
        "FROM conversations "
        "WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS word WHERE NOT (title REGEXP word.value OR "
        "EXISTS (SELECT 1 FROM runs WHERE conversation = conversations.id AND "
        "concat_ws(char(10), prompt ->> '$.system', prompt ->> '$.user') REGEXP word.value))) "
        "ORDER BY updated DESC, rowid DESC LIMIT ?"_s,
        wordPatterns(filter), most);
}

Result<QList<Run>> ConversationStore::runs(Database &db, ConversationId id)
{
    const Result<QList<RunId>> ids =
        db.all<RunId>(&runIdFromRow, u"SELECT id FROM runs WHERE conversation = ? ORDER BY turn, created"_s, id);
    if (!ids)
        return std::unexpected(ids.error());
    QList<Run> runs;
    for (const RunId run : *ids) {
        Result<Run> found = RunStore::find(db, run);
        if (!found)
            return std::unexpected(found.error());
        runs.append(std::move(*found));
    }
    return runs;
}

} // namespace evenhand
