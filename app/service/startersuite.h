// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/suite.h"
#include "app/store/workspace.h"

namespace evenhand {

// Keeps a starter suite in the workspace, under its own name or one that is free. NotFound when there is none with that id.
Result<SuiteVersion> addStarterSuite(Workspace &workspace, const QString &id);

} // namespace evenhand
