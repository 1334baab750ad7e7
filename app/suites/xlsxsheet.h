// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/suites/csvtable.h"

namespace evenhand::xlsx {

// The sheets of a workbook (ECMA-376), at least one; those that are hidden come last. InvalidInput with a sentence otherwise.
Result<QStringList> sheetNames(const QString &path);

// One of them: its texts, numbers in up to 15 digits as spreadsheet programs show them, percentages with their sign, dates as
// 2026-11-22 and times as 08:05:00. Cells that hold an error are problems.
Result<Table> readSheet(const QString &path, int sheet);

} // namespace evenhand::xlsx
