// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/store/database.h"

#include <QStringList>

namespace evenhand {

// One step of the schema, to version `version` from the one before.
struct Migration
{
    int version = 0;
    QStringList statements;

    bool operator==(const Migration &) const = default;
};

namespace Migrator {

// How many verified copies of older versions are kept beside a workspace.
constexpr int keptCopies = 3;

// The steps in resources/migrations, oldest first.
QList<Migration> builtIn();

Result<int> version(Database &db); // PRAGMA user_version; 0: nothing was made yet

// Brings the workspace at path, which db has open alone, to the version of the last step. All steps and the version
// number are one transaction; before it, a copy of what is there is made beside the workspace and checked. When
// anything fails the workspace is as it was. Fails with Incompatible when the workspace is newer than the last step.
Result<void> upgrade(Database &db, const QString &path, const QList<Migration> &migrations);

// What to say of a workspace that a newer Evenhand has made.
Error tooNew(const QString &path, int found, int known);

} // namespace Migrator

} // namespace evenhand
