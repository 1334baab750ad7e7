// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/suites/suiteimport.h"

namespace evenhand {

// One JSON object on each line, of one of two kinds, which the first line tells:
//   ours    {"name", "vars": {…}, "reference", "task_class", "tags", "attachments", "checks"}; without "vars" every other
//           member is a variable. The first line may describe the suite instead: {"suite": name, "description", "columns",
//           "prompt": {"system", "user", "tools", "format"}}.
//   evals   {"input": a text or a list of messages, "ideal": a text or a list of texts}
Result<SuiteImport> readJsonl(const QByteArray &content);

// The suite and its cases, without ids.
QByteArray writeJsonl(const Suite &suite);

} // namespace evenhand
