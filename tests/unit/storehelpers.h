// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/store/migrator.h"

#include <QDir>
#include <QFile>
#include <QTest>

// Fails the test with the error's words.
#define VERIFY_RESULT(expression)                                                                                      \
    do {                                                                                                               \
        const auto &verified = (expression);                                                                           \
        QVERIFY2(verified.has_value(), evenhand::problem(verified).constData());                                       \
    } while (false)

// The expression fails with this code and a message that contains the text.
#define VERIFY_ERROR(expression, errorCode, text)                                                                      \
    do {                                                                                                               \
        const auto &verified = (expression);                                                                           \
        QVERIFY(!verified.has_value());                                                                                \
        QCOMPARE(toString(verified.error().code), toString(errorCode));                                                \
        QVERIFY2(verified.error().message.contains(text), evenhand::problem(verified).constData());                    \
    } while (false)

namespace evenhand {

template<typename T>
QByteArray problem(const Result<T> &result)
{
    return result ? QByteArray() : (result.error().message + u'|' + result.error().detail).toUtf8();
}

// Names and contents of all files in a folder.
inline QMap<QString, QByteArray> filesIn(const QString &folder)
{
    QMap<QString, QByteArray> files;
    for (const QFileInfo &info : QDir(folder).entryInfoList(QDir::Files | QDir::Hidden)) {
        QFile file(info.filePath());
        if (file.open(QIODevice::ReadOnly))
            files.insert(info.fileName(), file.readAll());
    }
    return files;
}

inline void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

// A workspace's database without the workspace: up to date, in this thread.
inline std::unique_ptr<Database> freshDatabase(const QString &path)
{
    Result<std::unique_ptr<Database>> db = Database::open(path, Database::Access::ReadWrite);
    if (!db || !Migrator::upgrade(**db, path, Migrator::builtIn()))
        return nullptr;
    return std::move(*db);
}

} // namespace evenhand
