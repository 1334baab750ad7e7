// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/suites/suitefile.h"

namespace evenhand {

// readSuiteFile(), with the files of its cases attached as they are now, ready to be kept or sent. A case whose file cannot
// be attached is a problem.
Result<SuiteImport> importSuite(const QString &path, const ReadOptions &options);

} // namespace evenhand
