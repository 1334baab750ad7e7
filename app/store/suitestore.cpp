// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/suitestore.h"

#include "app/core/json.h"
#include "app/store/row.h"

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

std::unexpected<Error> failed(ErrorCode code, const QString &message)
{
    return std::unexpected(Error{.code = code, .message = message, .detail = {}});
}

SuiteSummary summaryFromRow(const QSqlQuery &query)
{
    Row row(query);
    return {.id = row.id<SuiteId>(),
            .name = row.text(),
            .latest = row.integer(),
            .cases = row.integer(),
            .checks = row.text().split(u',', Qt::SkipEmptyParts),
            .changed = row.moment()};
}

SuiteVersion versionFromRow(const QSqlQuery &query)
{
    Row row(query);
    SuiteVersion version{.id = row.id<SuiteVersionId>(), .number = row.integer(), .changed = row.moment(), .suite = {}};
    version.suite.id = row.id<SuiteId>();
    version.suite.name = row.text();
    version.suite.description = row.text();
    version.suite.columns = row.strings();
    version.suite.prompt = row.optional(&promptFromJson);
    return version;
}

SuiteCase caseFromRow(const QSqlQuery &query)
{
    return suiteCaseFromJson(Row(query).object());
}

Result<SuiteVersion> withCases(Database &db, SuiteVersion version)
{
    return db
        .all<SuiteCase>(&caseFromRow, u"SELECT content FROM suite_cases WHERE version = ? ORDER BY position"_s,
                        version.id)
        .transform([&](const QList<SuiteCase> &cases) {
            version.suite.cases = cases;
            return version;
        });
}

// Times are told to the millisecond, so that what is read is what was written.
QDateTime now()
{
    return QDateTime::fromMSecsSinceEpoch(QDateTime::currentMSecsSinceEpoch(), QTimeZone::UTC);
}

Result<bool> isUsed(Database &db, const SuiteVersion &version)
{
    return db.value(u"SELECT 1 FROM runs WHERE suite = ? AND created >= ? LIMIT 1"_s, version.suite.id, version.changed)
        .transform([](const QVariant &found) { return found.isValid(); });
}

Result<void> saveName(Database &db, const Suite &suite)
{
    if (suite.name.trimmed().isEmpty())
        return failed(ErrorCode::InvalidInput, u"A suite needs a name to be saved."_s);
    const Result<QVariant> other = db.value(u"SELECT 1 FROM suites WHERE name = ? AND id <> ?"_s, suite.name, suite.id);
    if (!other)
        return std::unexpected(other.error());
    if (other->isValid())
        return failed(ErrorCode::InvalidInput,
                      u"There already is a suite \"%1\". Give this one another name."_s.arg(suite.name));
    return db.exec(u"INSERT INTO suites (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name"_s,
                   suite.id, suite.name);
}

Result<void> saveCases(Database &db, const SuiteVersion &version)
{
    if (const Result<void> cleared = db.exec(u"DELETE FROM suite_cases WHERE version = ?"_s, version.id); !cleared)
        return cleared;
    for (qsizetype position = 0; position < version.suite.cases.size(); ++position) {
        const Result<void> saved = db.exec(u"INSERT INTO suite_cases (version, position, content) VALUES (?, ?, ?)"_s,
                                           version.id, position, toJson(version.suite.cases.at(position)));
        if (!saved)
            return saved;
    }
    return {};
}

Result<SuiteVersion> saveVersion(Database &db, const SuiteVersion &version)
{
    const Suite &suite = version.suite;
    const std::optional<QJsonObject> prompt =
        suite.prompt.transform([](const PromptText &text) { return toJson(text); });
    return db
        .exec(u"INSERT INTO suite_versions (id, suite, number, changed, description, columns, prompt) "
              "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET changed = excluded.changed, "
              "description = excluded.description, columns = excluded.columns, prompt = excluded.prompt"_s,
              version.id, suite.id, version.number, version.changed, suite.description,
              QJsonArray::fromStringList(suite.columns), prompt)
        .and_then([&] { return saveCases(db, version); })
        .transform([&] { return version; });
}

// The version to be written in the place of the newest one.
Result<SuiteVersion> next(Database &db, const SuiteVersion &newest, const Suite &suite)
{
    return isUsed(db, newest).transform([&](bool used) {
        return SuiteVersion{.id = used ? SuiteVersionId::create() : newest.id,
                            .number = used ? newest.number + 1 : newest.number,
                            .changed = now(),
                            .suite = suite};
    });
}

} // namespace

Result<QList<SuiteSummary>> SuiteStore::all(Database &db)
{
    return db.all<SuiteSummary>(&summaryFromRow,
                                u"SELECT suites.id, name, number, "
                                "(SELECT count(*) FROM suite_cases WHERE version = suite_versions.id), "
                                "(SELECT group_concat(DISTINCT each.value ->> 'type') "
                                "FROM suite_cases, json_each(content, '$.checks') AS each "
                                "WHERE version = suite_versions.id AND position < 8), changed "
                                "FROM suites JOIN suite_versions ON suite = suites.id "
                                "AND number = (SELECT max(number) FROM suite_versions WHERE suite = suites.id) "
                                "ORDER BY name COLLATE NOCASE, name"_s);
}

Result<SuiteId> SuiteStore::named(Database &db, const QString &nameOrId)
{
    const Result<QVariant> found =
        db.value(u"SELECT id FROM suites WHERE id = ? OR name = ? COLLATE NOCASE ORDER BY name = ? DESC LIMIT 1"_s,
                 SuiteId::fromString(nameOrId), nameOrId, nameOrId);
    if (!found)
        return std::unexpected(found.error());
    if (!found->isValid())
        return failed(ErrorCode::NotFound, u"There is no suite \"%1\"."_s.arg(nameOrId));
    return SuiteId::fromBytes(found->toByteArray());
}

Result<SuiteVersion> SuiteStore::newest(Database &db, SuiteId suite)
{
    return versionNumbers(db, suite).and_then(
        [&](const QList<int> &numbers) { return version(db, suite, numbers.value(0)); });
}

Result<SuiteVersion> SuiteStore::version(Database &db, SuiteId suite, int number)
{
    return db
        .all<SuiteVersion>(&versionFromRow,
                           u"SELECT suite_versions.id, number, changed, suites.id, name, description, columns, prompt "
                           "FROM suite_versions JOIN suites ON suites.id = suite WHERE suite = ? AND number = ?"_s,
                           suite, number)
        .and_then([&](const QList<SuiteVersion> &found) -> Result<SuiteVersion> {
            if (found.isEmpty())
                return failed(ErrorCode::NotFound, u"This suite does not exist any more."_s);
            return withCases(db, found.first());
        });
}

Result<QList<int>> SuiteStore::versionNumbers(Database &db, SuiteId suite)
{
    return db.all<int>([](const QSqlQuery &row) { return row.value(0).toInt(); },
                       u"SELECT number FROM suite_versions WHERE suite = ? ORDER BY number DESC"_s, suite);
}

Result<SuiteVersion> SuiteStore::save(Database &db, const Suite &suite)
{
    Suite kept = suite;
    if (kept.id.isNull())
        kept.id = SuiteId::create();
    if (const Result<void> named = saveName(db, kept); !named)
        return std::unexpected(named.error());
    const Result<QList<int>> numbers = versionNumbers(db, kept.id);
    if (!numbers)
        return std::unexpected(numbers.error());
    if (numbers->isEmpty())
        return saveVersion(db, {.id = SuiteVersionId::create(), .number = 1, .changed = now(), .suite = kept});
    const Result<SuiteVersion> newest = version(db, kept.id, numbers->first());
    if (!newest || newest->suite == kept)
        return newest;
    return next(db, *newest, kept).and_then([&](const SuiteVersion &changed) { return saveVersion(db, changed); });
}

Result<SuiteVersion> SuiteStore::add(Database &db, Suite suite)
{
    return all(db).and_then([&](const QList<SuiteSummary> &others) {
        const QString name = suite.name;
        for (int number = 2; std::ranges::contains(others, suite.name, &SuiteSummary::name); ++number)
            suite.name = u"%1 %2"_s.arg(name).arg(number);
        suite.id = SuiteId::create();
        return save(db, suite);
    });
}

Result<void> SuiteStore::remove(Database &db, SuiteId suite)
{
    return db.exec(u"DELETE FROM suites WHERE id = ?"_s, suite);
}

} // namespace evenhand
