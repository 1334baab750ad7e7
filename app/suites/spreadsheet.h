// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/suites/csvtable.h"

namespace evenhand {

// The names of the sheets of an .xlsx or .xls file, at least one; those that are hidden come last. Fails with a sentence that
// says what to do: save it as CSV.
Result<QStringList> sheetNames(const QString &path);

// The texts of one sheet, counted from 0 in the order of the names, dates as 2026-11-22.
Result<Table> readSheet(const QString &path, int sheet);

// An empty name is the first sheet; where there are others, a note tells them. NotFound when there is no sheet of the name.
Result<SuiteImport> readSpreadsheet(const QString &path, const QString &sheet);

bool isSpreadsheet(const QString &path); // by the suffix

} // namespace evenhand
