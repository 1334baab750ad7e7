// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/workspacefile.h"

#include "app/store/migrator.h"
#include "app/store/workspace.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QStorageInfo>
#include <QSysInfo>

#include <cerrno>
#include <csignal>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

std::unexpected<Error> failed(ErrorCode code, const QString &sentence)
{
    return std::unexpected(Error{.code = code, .message = sentence});
}

QString quoted(const QString &path)
{
    return u'"' + QDir::toNativeSeparators(path) + u'"';
}

std::unexpected<Error> foreign(const QString &path)
{
    return failed(ErrorCode::Incompatible,
                  quoted(path) + u" is not an Evenhand workspace. Nothing was changed. Choose another file."_s);
}

std::unexpected<Error> inUse(const QString &path, const QLockFile &lock)
{
    qint64 pid = 0;
    QString host;
    QString program;
    if (!lock.getLockInfo(&pid, &host, &program)) {
        return failed(ErrorCode::InUse,
                      u"%1 is in use by another program. If that is not so, delete %2 and try again."_s.arg(
                          quoted(path), quoted(lock.fileName())));
    }
    const QString since = QLocale().toString(QFileInfo(lock.fileName()).lastModified(), QLocale::ShortFormat);
    return failed(ErrorCode::InUse,
                  u"%1 is in use by %2 (process %3 on %4, since %5). Close it there, or open another workspace."_s.arg(
                      quoted(path), program, QString::number(pid), host, since));
}

std::unexpected<Error> notWritable(const QString &path)
{
    const QStorageInfo disk(QFileInfo(path).path());
    if (disk.bytesTotal() > 0 && disk.bytesAvailable() == 0 && !disk.isReadOnly()) {
        return failed(ErrorCode::Io,
                      u"There is no room left on the disk of %1. Free some and try again."_s.arg(quoted(path)));
    }
    if (!QFileInfo::exists(path)) {
        return failed(ErrorCode::Io,
                      u"No workspace can be made in %1: this folder cannot be written. Choose another one."_s.arg(
                          quoted(QFileInfo(path).path())));
    }
    return failed(ErrorCode::Io,
                  u"%1 cannot be opened for work, as the file or its folder cannot be written. Copy it to a "
                  "folder of your own and open the copy."_s.arg(quoted(path)));
}

} // namespace

bool WorkspaceFile::isNew(const QString &path)
{
    const QFileInfo info(path);
    return !info.exists() || (info.isFile() && info.size() == 0);
}

Result<void> WorkspaceFile::identify(const QString &path)
{
    if (!QFileInfo(path).isFile())
        return foreign(path);
    const Result<QVariant> id =
        Database::open(path, Database::Access::Probe).and_then([](const std::unique_ptr<Database> &db) {
            return db->value(u"PRAGMA application_id"_s);
        });
    if (!id)
        return id.error().code == ErrorCode::Incompatible ? foreign(path) : std::unexpected(id.error());
    if (id->toInt() != Workspace::applicationId)
        return foreign(path);
    return {};
}

Result<std::unique_ptr<QLockFile>> WorkspaceFile::acquire(const QString &path)
{
    const QFileInfo info(path);
    if (!info.dir().exists())
        return failed(ErrorCode::Io,
                      u"There is no folder %1. Make it first, or choose another one."_s.arg(quoted(info.path())));
    if (info.exists() && !info.isWritable())
        return notWritable(path);

    auto lock = std::make_unique<QLockFile>(path + u".lock"_s);
    lock->setStaleLockTime(std::chrono::milliseconds(0)); // an owner that works for days still is the owner
    if (lock->tryLock(std::chrono::milliseconds(0)))
        return lock;
    return lock->error() == QLockFile::LockFailedError ? inUse(path, *lock) : notWritable(path);
}

bool WorkspaceFile::hasOwner(const QString &path)
{
    qint64 process = 0;
    QString host;
    QString program;
    if (!QLockFile(path + u".lock"_s).getLockInfo(&process, &host, &program))
        return false;
    return host != QSysInfo::machineHostName() || ::kill(pid_t(process), 0) == 0 || errno == EPERM;
}

void WorkspaceFile::makePrivate(const QString &path)
{
    // Where this fails, opening the database fails next, and says why.
    std::ignore = QFile(path).open(QIODevice::NewOnly | QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner);
}

Result<std::unique_ptr<Database>> WorkspaceFile::openForWriting(const QString &path)
{
    const bool made = isNew(path);
    Result<std::unique_ptr<Database>> db = Database::open(path, Database::Access::ReadWrite);
    if (!db)
        return db;
    const Result<QVariant> id = (*db)->value(u"PRAGMA application_id"_s);
    if (!id)
        return std::unexpected(id.error());
    if (!made && id->toInt() != Workspace::applicationId)
        return foreign(path);
    if (const Result<void> upgraded = Migrator::upgrade(**db, path, Migrator::builtIn()); !upgraded)
        return std::unexpected(upgraded.error());
    const Result<QVariant> journal = (*db)->value(u"PRAGMA journal_mode = WAL"_s);
    if (!journal)
        return std::unexpected(journal.error());
    if (journal->toString() != "wal"_L1) {
        return failed(ErrorCode::Io,
                      u"%1 is on a file system that cannot hold a workspace. Copy it to a local disk and open "
                      "the copy."_s.arg(quoted(path)));
    }
    // The first read opens the log, and only a connection that has opened it clears it away when it is closed.
    return Migrator::version(**db).transform([&](int) { return std::move(*db); });
}

Result<std::unique_ptr<Database>> WorkspaceFile::openForReading(const QString &path)
{
    Result<std::unique_ptr<Database>> db = Database::open(path, Database::Access::ReadOnly);
    if (!db)
        return db;
    const Result<int> version = Migrator::version(**db);
    if (!version)
        return std::unexpected(version.error());
    if (*version > Workspace::schemaVersion)
        return std::unexpected(Migrator::tooNew(path, *version, Workspace::schemaVersion));
    if (*version < Workspace::schemaVersion) {
        return failed(
            ErrorCode::Incompatible,
            u"%1 comes from an older version of Evenhand. Open it once in the window, which upgrades it."_s.arg(
                quoted(path)));
    }
    return db;
}

} // namespace evenhand
