// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/commandline.h"
#include "app/cli/exitcode.h"

// One function for each command. An application object exists; what the command prints and returns is told by its help.
namespace evenhand::cli {

ExitCode runPrompt(const CommandLine &line);    // run
ExitCode runSuite(const CommandLine &line);     // run --suite
ExitCode resumeRun(const CommandLine &line);    // resume
ExitCode showRuns(const CommandLine &line);     // runs
ExitCode listModels(const CommandLine &line);   // models
ExitCode showChannels(const CommandLine &line); // channels
ExitCode showSuites(const CommandLine &line);   // suites
ExitCode listPlugins(const CommandLine &line);  // plugins
ExitCode showPrices(const CommandLine &line);   // prices

} // namespace evenhand::cli
