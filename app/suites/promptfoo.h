// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/suites/filefolder.h"
#include "app/suites/suiteimport.h"

namespace evenhand {

// Reads the configuration of promptfoo, as YAML or JSON: prompts, and tests with their vars and asserts, under defaultTest.
// Files are named relative to the folder. Lists in vars become one case for each combination, as there. What has no
// counterpart here is listed and left out: providers, scenarios, transforms, code, templates beyond {{name}}, and asserts
// that are none of our checks.
Result<SuiteImport> readPromptfoo(const QByteArray &content, FileFolder &folder);

// Whether the text is such a configuration, by the names at its top level.
bool isPromptfoo(const QByteArray &content);

} // namespace evenhand
