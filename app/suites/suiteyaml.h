// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/suites/suiteimport.h"

namespace evenhand {

// A suite as people write it; all but cases may be missing:
//
//   name: Capitals
//   description: What a child knows
//   columns: [country]          # the order of the variables
//   prompt: {system: …, user: "What is the capital of {{country}}?", vars: {…}, attachments: […], tools: […],
//            format: {name: …, schema: {…}}}
//   cases:
//     - {name: …, vars: {country: France}, reference: Paris, class: knowledge, tags: […], attachments: […],
//        checks: [{type: contains, value: Paris}]}
Result<SuiteImport> readSuiteYaml(const QByteArray &content);

// The same, without ids, and with long texts as blocks.
QByteArray writeSuiteYaml(const Suite &suite);

} // namespace evenhand
