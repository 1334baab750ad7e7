// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/suite.h"
#include "app/store/database.h"

namespace evenhand {

// A suite as a list shows it, by its newest version.
struct SuiteSummary
{
    SuiteId id;
    QString name;
    int latest = 1; // number of the newest version
    int cases = 0;
    QStringList checks; // the types of those of its first cases, each once
    QDateTime changed;  // UTC

    bool operator==(const SuiteSummary &) const = default;
};

namespace SuiteStore {

Result<QList<SuiteSummary>> all(Database &db); // by name
// By its id, or by its name in any case; NotFound when there is none.
Result<SuiteId> named(Database &db, const QString &nameOrId);

Result<SuiteVersion> newest(Database &db, SuiteId suite);
Result<SuiteVersion> version(Database &db, SuiteId suite, int number);
Result<QList<int>> versionNumbers(Database &db, SuiteId suite); // newest first

// Keeps the suite, which gets an id when it has none. A version that a run used stays as it is, and another one is added;
// one that no run used is replaced; what is the same already is left alone. InvalidInput when it has no name, or the name
// of another suite.
Result<SuiteVersion> save(Database &db, const Suite &suite);
// Keeps it as another one, under its name or the first of "name 2", "name 3", … that is free.
Result<SuiteVersion> add(Database &db, Suite suite);
// Runs keep the cases that they asked.
Result<void> remove(Database &db, SuiteId suite);

} // namespace SuiteStore
} // namespace evenhand
