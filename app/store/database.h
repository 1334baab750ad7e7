// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/store/sqlvalue.h"

#include <evenhand/error.h>

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QVariant>

#include <memory>
#include <unordered_map>

namespace evenhand {

// One SQLite connection with Evenhand's settings on it, used in the thread that opened it. SQL is always a literal,
// values are always bound, in the forms of sqlvalue.h.
class Database
{
public:
    enum class Access {
        ReadWrite, // creates the file
        ReadOnly,  // never checkpoints
        Probe,     // the bytes of the file alone: takes no lock, heeds no journal, makes no file beside it
    };

    // Does not look at what the file is; Workspace does.
    static Result<std::unique_ptr<Database>> open(const QString &path, Access access);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    template<typename... Args>
    Result<void> exec(const QString &sql, const Args &...args)
    {
        return query(sql, {sqlValue(args)...}).transform([](const Rows &) {});
    }

    // fromRow makes a T of the row on which a QSqlQuery stands; row.h helps.
    template<typename T, typename FromRow, typename... Args>
    Result<QList<T>> all(FromRow &&fromRow, const QString &sql, const Args &...args)
    {
        Result<Rows> rows = query(sql, {sqlValue(args)...});
        if (!rows)
            return std::unexpected(rows.error());
        QSqlQuery &row = **rows;
        QList<T> result;
        while (row.next())
            result.append(fromRow(row));
        if (row.lastError().isValid())
            return std::unexpected(failure(row));
        return result;
    }

    // The first column of the first row; an invalid value when there is no row.
    template<typename... Args>
    Result<QVariant> value(const QString &sql, const Args &...args)
    {
        return query(sql, {sqlValue(args)...}).transform([](const Rows &rows) {
            return rows->next() ? rows->value(0) : QVariant();
        });
    }

private:
    // A statement that was executed; it is reset in the end, so that it keeps no lock, and stays prepared.
    struct Finish
    {
        void operator()(QSqlQuery *statement) const { statement->finish(); }
    };
    using Rows = std::unique_ptr<QSqlQuery, Finish>;

    explicit Database(const QString &connection);
    Result<Rows> query(const QString &sql, const QVariantList &args);
    static Error failure(const QSqlQuery &query);

    QString m_connection;
    std::unordered_map<QString, QSqlQuery> m_prepared; // by their SQL, of which there is only what stands in the source
};

// Rolls back unless committed.
class Transaction
{
public:
    static Result<Transaction> begin(Database &db);
    ~Transaction();
    Transaction(Transaction &&other) noexcept;
    Q_DISABLE_COPY(Transaction)
    Transaction &operator=(Transaction &&) = delete;

    Result<void> commit();

private:
    explicit Transaction(Database &db);
    Database *m_db;
};

} // namespace evenhand
