// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/exitcode.h"

#include <QString>

namespace evenhand {
class Workspace;
}

namespace evenhand::cli {

// Prints the run whose id begins with this, a cell at a time: "jsonl", which an empty format is too, or "csv".
ExitCode exportRun(Workspace &workspace, const QString &beginning, const QString &format);

} // namespace evenhand::cli
