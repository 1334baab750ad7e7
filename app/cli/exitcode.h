// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace evenhand::cli {

// What the process ends with; part of the contract with scripts, and told by every --help.
enum ExitCode {
    AllDone = 0,
    SomeFailed = 1,          // a cell, a channel or a plugin did not answer as it should
    BadInput = 2,            // options, a file or an id that cannot be used
    WorkspaceUnusable = 3,   // it cannot be opened, belongs to another process, or cannot be written
    InterruptedByUser = 130, // as shells count SIGINT
};

} // namespace evenhand::cli
