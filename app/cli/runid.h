// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/channelsource.h"
#include "app/store/workspace.h"

namespace evenhand::cli {

// The one run whose id begins with this; says what is wrong otherwise.
OrExit<RunId> findRun(Workspace &workspace, const QString &beginning);

} // namespace evenhand::cli
