// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/suites/suitefile.h"

namespace evenhand {

class PluginCatalog;

// Whether evaluators know all of these checks and can use them; otherwise why the first cannot be used.
Result<void> acceptChecks(const QJsonArray &checks, PluginCatalog &plugins);

// readSuiteFile(), with the files of its cases attached as they are now, ready to be kept or sent. A case is a problem when
// its file cannot be attached, or no evaluator accepts one of its checks. May be called in any thread.
Result<SuiteImport> importSuite(const QString &path, const ReadOptions &options, PluginCatalog &plugins);

} // namespace evenhand
