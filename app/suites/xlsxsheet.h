// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/suites/csvtable.h"

namespace evenhand::xlsx {

// One sheet of a workbook (ECMA-376): its texts, numbers in up to 15 digits as spreadsheet programs show them, percentages
// with their sign, dates as 2026-11-22 and times as 08:05:00. Cells that hold an error are problems. An empty name is the
// first sheet. InvalidInput with a sentence otherwise.
Result<Table> readSheet(const QString &path, const QString &sheet);

} // namespace evenhand::xlsx
