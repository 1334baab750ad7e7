// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/channelsource.h"
#include "app/core/suite.h"

namespace evenhand::cli {

// "starter:reasoning" names a suite that comes with the program, wherever a suite is named.
const QString starterPrefix = QStringLiteral("starter:");

bool namesStarter(const QString &name);
OrExit<Suite> starterNamed(const QString &name);

} // namespace evenhand::cli
