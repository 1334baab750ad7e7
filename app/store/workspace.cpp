// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/workspace.h"

#include "app/store/workspacefile.h"
#include "app/store/writer.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace evenhand {

// Closed from the bottom up: the writer is the last to close, so that SQLite puts everything into the one file, and the
// lock goes after it.
class Workspace::Private
{
public:
    explicit Private(const QString &workspacePath)
        : path(workspacePath)
    {
    }

    Result<void> own();
    Result<void> read();

    const QString path;
    std::unique_ptr<QLockFile> lock;
    std::unique_ptr<Writer> writer; // null: read only
    std::unique_ptr<Database> reader;

private:
    Result<void> openReader();
};

Result<void> Workspace::Private::own()
{
    // What is not ours is not even locked. Other failures may come from an owner that writes just now.
    const bool isNew = WorkspaceFile::isNew(path);
    Result<void> known = isNew ? Result<void>() : WorkspaceFile::identify(path);
    if (!known && known.error().code == ErrorCode::Incompatible)
        return known;
    Result<std::unique_ptr<QLockFile>> acquired = WorkspaceFile::acquire(path);
    if (!acquired)
        return std::unexpected(acquired.error());
    lock = std::move(*acquired);
    if (!known)
        known = WorkspaceFile::identify(path);
    // A checkpoint that was cut off leaves a file that only makes sense together with its log: then the file is identified
    // once it is open.
    if (!known && known.error().code == ErrorCode::Incompatible)
        return known;

    if (isNew)
        WorkspaceFile::makePrivate(path);
    Result<std::unique_ptr<Writer>> started = Writer::start([this] { return WorkspaceFile::openForWriting(path); });
    if (!started)
        return std::unexpected(started.error());
    writer = std::move(*started);
    return openReader();
}

Result<void> Workspace::Private::read()
{
    if (!QFileInfo::exists(path)) {
        return std::unexpected(
            Error{.code = ErrorCode::NotFound,
                  .message = u"There is no workspace \"%1\"."_s.arg(QDir::toNativeSeparators(path))});
    }
    const Result<void> known = WorkspaceFile::identify(path);
    if (!known && known.error().code == ErrorCode::Incompatible)
        return known;
    return openReader();
}

Result<void> Workspace::Private::openReader()
{
    return WorkspaceFile::openForReading(path).transform(
        [this](std::unique_ptr<Database> db) { reader = std::move(db); });
}

Workspace::Workspace(std::unique_ptr<Private> p)
    : d(std::move(p))
{
}

Workspace::~Workspace() = default;

Result<std::unique_ptr<Workspace>> Workspace::open(const QString &path, Access access)
{
    // One lock for one file, whatever link leads to it.
    const QFileInfo info(path);
    auto d = std::make_unique<Private>(info.exists() ? info.canonicalFilePath() : info.absoluteFilePath());
    const Result<void> opened = access == Access::Own ? d->own() : d->read();
    return opened.transform([&] { return std::unique_ptr<Workspace>(new Workspace(std::move(d))); });
}

QString Workspace::path() const
{
    return d->path;
}

QString Workspace::name() const
{
    return QFileInfo(d->path).completeBaseName();
}

bool Workspace::isReadOnly() const
{
    return !d->writer;
}

bool Workspace::isAbandoned() const
{
    return isReadOnly() && !WorkspaceFile::hasOwner(d->path);
}

Database &Workspace::reader()
{
    return *d->reader;
}

void Workspace::post(std::function<Result<void>(Database &)> work, std::function<void(const Result<void> &)> done)
{
    if (d->writer)
        return d->writer->post(std::move(work), std::move(done));
    if (done) {
        done(std::unexpected(
            Error{.code = ErrorCode::InUse,
                  .message = u"\"%1\" is open for reading only."_s.arg(QDir::toNativeSeparators(d->path))}));
    }
}

} // namespace evenhand
