// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/files/yamlreader.h"
#include "app/suites/filefolder.h"
#include "app/suites/suiteimport.h"

namespace evenhand::promptfoo {

// Adds the prompts that the entry lists to the import, and what cannot be taken over to its unsupported.
void readPrompts(YamlReader &reader, const YamlEntry &prompts, FileFolder &folder, SuiteImport &import);

} // namespace evenhand::promptfoo
