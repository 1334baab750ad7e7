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
        return query(sql, {sqlValue(args)...}).transform([](const QSqlQuery &) {});
    }

    // fromRow makes a T of the row on which a QSqlQuery stands; row.h helps.
    template<typename T, typename FromRow, typename... Args>
    Result<QList<T>> all(FromRow &&fromRow, const QString &sql, const Args &...args)
    {
        Result<QSqlQuery> rows = query(sql, {sqlValue(args)...});
        if (!rows)
            return std::unexpected(rows.error());
        QList<T> result;
        while (rows->next())
            result.append(fromRow(*rows));
        if (rows->lastError().isValid())
            return std::unexpected(failure(*rows));
        return result;
    }

    // The first column of the first row; an invalid value when there is no row.
    template<typename... Args>
    Result<QVariant> value(const QString &sql, const Args &...args)
    {
        return query(sql, {sqlValue(args)...}).transform([](QSqlQuery rows) {
            return rows.next() ? rows.value(0) : QVariant();
        });
    }

private:
    explicit Database(const QString &connection);
    Result<QSqlQuery> query(const QString &sql, const QVariantList &args);
    static Error failure(const QSqlQuery &query);

    QString m_connection;
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
