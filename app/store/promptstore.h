// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/prompt.h"
#include "app/store/database.h"

namespace evenhand::PromptStore {

Result<QList<Prompt>> all(Database &db);                              // by name
Result<QList<PromptVersion>> versions(Database &db, PromptId prompt); // newest first
// Makes the prompt when the name is new, adds a version when the text differs from the newest one.
Result<PromptVersion> save(Database &db, const QString &name, const PromptText &text);

} // namespace evenhand::PromptStore
