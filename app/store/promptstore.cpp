// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/promptstore.h"

#include "app/core/json.h"
#include "app/store/filter.h"
#include "app/store/row.h"

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

Prompt promptFromRow(const QSqlQuery &query)
{
    Row row(query);
    return {.id = row.id<PromptId>(), .name = row.text(), .latest = row.integer()};
}

PromptVersion versionFromRow(const QSqlQuery &query)
{
    Row row(query);
    return {.id = row.id<PromptVersionId>(),
            .prompt = row.id<PromptId>(),
            .number = row.integer(),
            .text = promptFromJson(row.object())};
}

PromptUse useFromRow(const QSqlQuery &query)
{
    Row row(query);
    return {.run = row.id<RunId>(), .name = row.text(), .suite = row.text(), .created = row.moment()};
}

// The id of the prompt with this name, which is made when there is none.
Result<PromptId> named(Database &db, const QString &name)
{
    const Result<QVariant> found = db.value(u"SELECT id FROM prompts WHERE name = ?"_s, name);
    if (!found)
        return std::unexpected(found.error());
    if (found->isValid())
        return PromptId::fromBytes(found->toByteArray());
    const PromptId id = PromptId::create();
    return db.exec(u"INSERT INTO prompts (id, name) VALUES (?, ?)"_s, id, name).transform([&] { return id; });
}

Result<PromptVersion> addVersion(Database &db, const PromptVersion &version)
{
    return db
        .exec(u"INSERT INTO prompt_versions (id, prompt, number, text) VALUES (?, ?, ?, ?)"_s, version.id,
              version.prompt, version.number, toJson(version.text))
        .transform([&] { return version; });
}

} // namespace

Result<QList<Prompt>> PromptStore::all(Database &db, const QString &filter)
{
    return db.all<Prompt>(&promptFromRow,
                          u"SELECT prompts.id, name, number FROM prompts JOIN prompt_versions ON prompt = prompts.id "
                          "AND number = (SELECT max(number) FROM prompt_versions WHERE prompt = prompts.id) "
                          "WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS word WHERE NOT "
                          "concat_ws(char(10), name, text ->> '$.system', text ->> '$.user') REGEXP word.value) "
                          "ORDER BY name COLLATE NOCASE, name"_s,
                          wordPatterns(filter));
}

Result<QList<PromptVersion>> PromptStore::versions(Database &db, PromptId prompt)
{
    return db.all<PromptVersion>(
        &versionFromRow,
        u"SELECT id, prompt, number, text FROM prompt_versions WHERE prompt = ? ORDER BY number DESC"_s, prompt);
}

Result<PromptVersion> PromptStore::save(Database &db, const QString &name, const PromptText &text)
{
    if (name.trimmed().isEmpty()) {
        return std::unexpected(Error{ErrorCode::InvalidInput, u"A prompt needs a name to be saved."_s});
    }
    const Result<PromptId> prompt = named(db, name);
    if (!prompt)
        return std::unexpected(prompt.error());
    const Result<QList<PromptVersion>> known = versions(db, *prompt);
    if (!known)
        return std::unexpected(known.error());
    if (!known->isEmpty() && known->first().text == text)
        return known->first();
    return addVersion(db, {.id = PromptVersionId::create(),
                           .prompt = *prompt,
                           .number = known->isEmpty() ? 1 : known->first().number + 1,
                           .text = text});
}

Result<void> PromptStore::rename(Database &db, PromptId prompt, const QString &name)
{
    if (name.trimmed().isEmpty())
        return std::unexpected(Error{ErrorCode::InvalidInput, u"A prompt needs a name."_s});
    const Result<QVariant> other = db.value(u"SELECT 1 FROM prompts WHERE name = ? AND id <> ?"_s, name, prompt);
    if (!other)
        return std::unexpected(other.error());
    if (other->isValid())
        return std::unexpected(
            Error{ErrorCode::InvalidInput, u"There already is a prompt \"%1\". Choose another name."_s.arg(name)});
    return db.exec(u"UPDATE prompts SET name = ? WHERE id = ?"_s, name, prompt);
}

Result<void> PromptStore::remove(Database &db, PromptId prompt)
{
    return db.exec(u"DELETE FROM prompts WHERE id = ?"_s, prompt);
}

Result<QList<PromptUse>> PromptStore::uses(Database &db, const PromptText &text, int most)
{
    return db.all<PromptUse>(&useFromRow,
                             u"SELECT id, name, ifnull(suite_name, ''), created FROM runs "
                             "WHERE ifnull(prompt ->> '$.user', '') = ? AND ifnull(prompt ->> '$.system', '') = ? "
                             "ORDER BY created DESC LIMIT ?"_s,
                             text.user, text.system, most);
}

} // namespace evenhand
