// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/database.h"

#include <QUrl>

#include <atomic>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// https://www.sqlite.org/rescode.html
enum SqliteCode {
    Generic = 1,
    Busy = 5,
    Locked = 6,
    ReadOnly = 8,
    Corrupt = 11,
    Full = 13,
    CannotOpen = 14,
    Constraint = 19,
    NotADatabase = 26,
    ReadOnlyDirectory = 1544, // ReadOnly, extended
};

Error errorFor(int extendedCode, const QString &sqliteText)
{
    if (extendedCode == ReadOnlyDirectory)
        return {ErrorCode::Io, u"The workspace's folder cannot be written, which is needed even for reading. Copy the "
                               "workspace to a folder of your own and open the copy."_s};
    switch (extendedCode & 0xff) {
    case Busy:
    case Locked:
        return {ErrorCode::InUse, u"Another program is using the workspace. Close it there and try again."_s};
    case ReadOnly:
        return {ErrorCode::Io,
                u"The workspace cannot be written. Copy it to a folder of your own and open the copy."_s};
    case Corrupt:
        return {ErrorCode::Io,
                u"The workspace is damaged. Go back to a copy of it; the names of those that Evenhand makes "
                "before an upgrade end in \".backup\"."_s};
    case Full:
        return {ErrorCode::Io,
                u"There is no room left for the workspace. Free some on its disk and try again; what was "
                "saved before is safe."_s};
    case CannotOpen:
        return {ErrorCode::Io,
                u"The workspace cannot be opened where it is. See that it can be read and its folder can be "
                "written, or copy it to a folder of your own and open the copy."_s};
    case NotADatabase:
        return {ErrorCode::Incompatible, u"This is not a workspace."_s};
    case Generic:
    case Constraint:
        return {ErrorCode::Internal, u"The workspace does not take this: %1."_s.arg(sqliteText)};
    default:
        return {ErrorCode::Io, u"The workspace cannot be read or written: %1."_s.arg(sqliteText)};
    }
}

Error errorOf(const QSqlError &failure, const QString &sql)
{
    Error error = errorFor(failure.nativeErrorCode().toInt(), failure.databaseText());
    error.detail = u"SQLite %1: %2 [%3]"_s.arg(failure.nativeErrorCode(), failure.databaseText(), sql);
    return error;
}

QString connectOptions(Database::Access access)
{
    QString options = u"QSQLITE_ENABLE_REGEXP"_s;
    if (access != Database::Access::ReadWrite)
        options += u";QSQLITE_OPEN_READONLY"_s;
    if (access == Database::Access::Probe)
        options += u";QSQLITE_OPEN_URI"_s;
    return options;
}

// https://www.sqlite.org/uri.html
QString databaseName(const QString &path, Database::Access access)
{
    if (access != Database::Access::Probe)
        return path;
    return QString::fromLatin1(QUrl::fromLocalFile(path).toEncoded() + "?immutable=1");
}

QStringList settings(Database::Access access)
{
    QStringList pragmas{
        u"PRAGMA foreign_keys = ON"_s,
        u"PRAGMA trusted_schema = OFF"_s,
        u"PRAGMA cell_size_check = ON"_s,
    };
    // The size of pages holds for a new file. An answer of some thousand characters wastes half of a small page.
    if (access == Database::Access::ReadWrite)
        pragmas += {u"PRAGMA page_size = 8192"_s, u"PRAGMA synchronous = FULL"_s};
    else
        pragmas += {u"PRAGMA query_only = ON"_s, u"PRAGMA wal_autocheckpoint = 0"_s};
    return pragmas;
}

} // namespace

Database::Database(const QString &connection)
    : m_connection(connection)
{
}

Database::~Database()
{
    m_prepared.clear();
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, Access access)
{
    static std::atomic<quint64> opened = 0;
    std::unique_ptr<Database> result(new Database(u"evenhand-%1"_s.arg(++opened)));

    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, result->m_connection);
    database.setConnectOptions(connectOptions(access));
    database.setDatabaseName(databaseName(path, access));
    if (!database.open())
        return std::unexpected(errorOf(database.lastError(), u"open"_s));
    for (const QString &pragma : settings(access)) {
        if (const Result<void> set = result->exec(pragma); !set)
            return std::unexpected(set.error());
    }
    return result;
}

Result<Database::Rows> Database::query(const QString &sql, const QVariantList &args)
{
    auto found = m_prepared.find(sql);
    if (found == m_prepared.end()) {
        QSqlQuery query(QSqlDatabase::database(m_connection, false));
        query.setForwardOnly(true);
        if (!query.prepare(sql))
            return std::unexpected(failure(query));
        found = m_prepared.emplace(sql, std::move(query)).first;
    }
    Rows query(&found->second);
    for (qsizetype i = 0; i < args.size(); ++i)
        query->bindValue(int(i), args.at(i));
    if (!query->exec())
        return std::unexpected(failure(*query));
    return query;
}

Error Database::failure(const QSqlQuery &query)
{
    return errorOf(query.lastError(), query.lastQuery());
}

Transaction::Transaction(Database &db)
    : m_db(&db)
{
}

Transaction::Transaction(Transaction &&other) noexcept
    : m_db(std::exchange(other.m_db, nullptr))
{
}

Transaction::~Transaction()
{
    if (!m_db)
        return;
    // It may fail: after a full disk, for one, SQLite has rolled back by itself.
    [[maybe_unused]] const Result<void> rolledBack = m_db->exec(u"ROLLBACK"_s);
}

Result<Transaction> Transaction::begin(Database &db)
{
    return db.exec(u"BEGIN IMMEDIATE"_s).transform([&db] { return Transaction(db); });
}

Result<void> Transaction::commit()
{
    const Result<void> committed = m_db->exec(u"COMMIT"_s);
    if (committed)
        m_db = nullptr;
    return committed;
}

} // namespace evenhand
