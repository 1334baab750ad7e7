// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/commandline.h"

namespace evenhand::cli {

// Runs a command without a window. Makes the application object it needs; --help and --version need none.
int runHeadless(int &argc, char **argv, const CommandLine &line);

} // namespace evenhand::cli
