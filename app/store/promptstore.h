// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/prompt.h"
#include "app/store/database.h"

namespace evenhand {

// A run that sent a prompt.
struct PromptUse
{
    RunId run;
    QString name;  // of the run; empty: it has none
    QString suite; // its suite's name; empty: there was none
    QDateTime created;

    bool operator==(const PromptUse &) const = default;
};

namespace PromptStore {

// By name. Those where each word of the filter stands in the name or in the text of the newest version; empty: all.
Result<QList<Prompt>> all(Database &db, const QString &filter = {});
Result<QList<PromptVersion>> versions(Database &db, PromptId prompt); // newest first
// Makes the prompt when the name is new, adds a version when the text differs from the newest one.
Result<PromptVersion> save(Database &db, const QString &name, const PromptText &text);
// InvalidInput when the name is empty, or that of another prompt.
Result<void> rename(Database &db, PromptId prompt, const QString &name);
// With its versions. Runs keep what they sent.
Result<void> remove(Database &db, PromptId prompt);
// Runs that sent these templates, whatever stood in their variables; newest first.
Result<QList<PromptUse>> uses(Database &db, const PromptText &text, int most = 200);

} // namespace PromptStore
} // namespace evenhand
