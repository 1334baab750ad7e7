// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/store/database.h"

#include <QLockFile>

#include <memory>

// What has to be known and held before a workspace is opened.
namespace evenhand::WorkspaceFile {

// No file or an empty one: SQLite takes either for a database without tables.
bool isNew(const QString &path);

// Whether the file is a workspace, by its first page; nothing is locked, made or changed. Fails with Incompatible when
// it is something else. While another process writes the file, any other failure may pass.
Result<void> identify(const QString &path);

// The lock beside the workspace that makes this process its owner. Fails with InUse and names the owner, or with Io.
Result<std::unique_ptr<QLockFile>> acquire(const QString &path);

// Whether a process owns the workspace at this moment. One on another machine counts as alive.
bool hasOwner(const QString &path);

// Makes an empty file that only its owner may read, where there is none: prompts and answers are nobody else's business.
// SQLite gives the files beside it the same rights. Before any connection to it is open.
void makePrivate(const QString &path);

// The connection that writes: the schema is brought up to date.
Result<std::unique_ptr<Database>> openForWriting(const QString &path);
// A connection that reads. Fails with Incompatible when the schema is of another version.
Result<std::unique_ptr<Database>> openForReading(const QString &path);

} // namespace evenhand::WorkspaceFile
