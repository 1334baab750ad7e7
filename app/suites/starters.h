// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/suites/suiteimport.h"

// The suites that come with the program.
namespace evenhand::starters {

QStringList ids(); // "reasoning", "long-context", …
// NotFound when there is none with that id.
Result<Suite> suite(const QString &id);

} // namespace evenhand::starters
