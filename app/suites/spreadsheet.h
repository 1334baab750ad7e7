// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/suites/csvtable.h"

namespace evenhand {

// The texts of one sheet of an .xlsx or .xls file, dates as 2026-11-22. An empty name is the first sheet. Fails with a
// sentence that says what to do: save it as CSV.
Result<Table> readSheet(const QString &path, const QString &sheet);

Result<SuiteImport> readSpreadsheet(const QString &path, const QString &sheet);

} // namespace evenhand
