// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/migrator.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// QSQLITE takes one statement at a time, and a semicolon does not end one inside a trigger.
QStringList statements(const QString &sql)
{
    return sql.split(u"\n--- next statement\n"_s);
}

// Sorts by time. A version is only left once or, after a copy was brought back, a few times.
QString copyName(const QString &path, int version)
{
    return u"%1.%2.v%3.backup"_s.arg(path, QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmsszzz'Z'"_s))
        .arg(version);
}

Result<void> check(const QString &copy)
{
    const Result<std::unique_ptr<Database>> db = Database::open(copy, Database::Access::ReadOnly);
    if (!db)
        return std::unexpected(db.error());
    const Result<QVariant> verdict = (*db)->value(u"PRAGMA quick_check(1)"_s);
    if (!verdict)
        return std::unexpected(verdict.error());
    if (verdict->toString() != "ok"_L1)
        return std::unexpected(
            Error{.code = ErrorCode::Io, .message = u"The workspace is damaged."_s, .detail = verdict->toString()});
    return {};
}

Result<void> makeCopy(Database &db, const QString &copy)
{
    return db.exec(u"VACUUM INTO ?"_s, copy)
        .and_then([&] { return check(copy); })
        .or_else([&](const Error &error) -> Result<void> {
            QFile::remove(copy);
            return std::unexpected(
                Error{.code = error.code,
                      .message = u"The workspace comes from an older version of Evenhand and was not "
                                 "upgraded, as no safety copy of it could be made: "_s
                                 + error.message,
                      .detail = error.detail});
        });
}

void removeOldCopies(const QString &path)
{
    const QFileInfo workspace(path);
    QDir folder = workspace.dir();
    const QStringList copies = folder.entryList(QDir::Files, QDir::Name | QDir::Reversed)
                                   .filter(QRegularExpression(u"^%1\\.[0-9TZ]+\\.v[0-9]+\\.backup$"_s.arg(
                                       QRegularExpression::escape(workspace.fileName()))));
    for (const QString &copy : copies.mid(Migrator::keptCopies))
        folder.remove(copy);
}

Result<void> takeStep(Database &db, const Migration &step)
{
    for (const QString &statement : step.statements) {
        if (const Result<void> done = db.exec(statement); !done)
            return done;
    }
    // A pragma takes no bound value.
    return db.exec(u"PRAGMA user_version = %1"_s.arg(step.version));
}

Result<void> noDanglingReferences(Database &db)
{
    const Result<QVariant> table = db.value(u"PRAGMA foreign_key_check"_s);
    if (!table)
        return std::unexpected(table.error());
    if (table->isValid())
        return std::unexpected(Error{.code = ErrorCode::Internal,
                                     .message = u"The workspace could not be upgraded; it is as it was."_s,
                                     .detail = u"dangling references in "_s + table->toString()});
    return {};
}

Result<void> takeSteps(Database &db, const QList<Migration> &migrations, int from)
{
    Result<Transaction> transaction = Transaction::begin(db);
    if (!transaction)
        return std::unexpected(transaction.error());
    for (const Migration &step : migrations) {
        if (step.version <= from)
            continue;
        if (const Result<void> taken = takeStep(db, step); !taken)
            return taken;
    }
    return noDanglingReferences(db).and_then([&] { return transaction->commit(); });
}

// References are not enforced on the way, so that a step may rebuild a table without its rows' children being deleted.
Result<void> takeStepsUnenforced(Database &db, const QList<Migration> &migrations, int from)
{
    if (const Result<void> off = db.exec(u"PRAGMA foreign_keys = OFF"_s); !off)
        return off;
    const Result<void> taken = takeSteps(db, migrations, from);
    const Result<void> on = db.exec(u"PRAGMA foreign_keys = ON"_s);
    return taken.and_then([&] { return on; });
}

} // namespace

QList<Migration> Migrator::builtIn()
{
    QList<Migration> migrations;
    const QDir folder(u":/evenhand/migrations"_s);
    for (const QString &name : folder.entryList(QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            migrations.append(
                {.version = name.first(4).toInt(), .statements = statements(QString::fromUtf8(file.readAll()))});
    }
    return migrations;
}

Result<int> Migrator::version(Database &db)
{
    return db.value(u"PRAGMA user_version"_s).transform([](const QVariant &value) { return value.toInt(); });
}

Result<void> Migrator::upgrade(Database &db, const QString &path, const QList<Migration> &migrations)
{
    const Result<int> from = version(db);
    if (!from)
        return std::unexpected(from.error());
    const int to = migrations.last().version;
    if (*from > to)
        return std::unexpected(tooNew(path, *from, to));
    if (*from == to)
        return {};
    if (*from == 0)
        return takeStepsUnenforced(db, migrations, 0);

    const QString copy = copyName(path, *from);
    if (const Result<void> made = makeCopy(db, copy); !made)
        return made;
    const Result<void> taken = takeStepsUnenforced(db, migrations, *from);
    if (taken)
        removeOldCopies(path);
    else
        QFile::remove(copy);
    return taken;
}

Error Migrator::tooNew(const QString &path, int found, int known)
{
    return {.code = ErrorCode::Incompatible,
            .message =
                u"\"%1\" was made by a newer version of Evenhand (format %2, this version knows up to %3). Nothing "
                "was changed. Install the newer version to open it."_s.arg(QDir::toNativeSeparators(path))
                    .arg(found)
                    .arg(known)};
}

} // namespace evenhand
