// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/runid.h"

#include "app/cli/console.h"
#include "app/store/runstore.h"

using namespace Qt::StringLiterals;

namespace evenhand::cli {

OrExit<RunId> findRun(Workspace &workspace, const QString &beginning)
{
    Result<QList<RunId>> matching = RunStore::ids(workspace.reader());
    if (!matching)
        return std::unexpected(failedWorkspace(matching.error()));
    matching->removeIf([&](const RunId &id) { return !id.toString().startsWith(beginning, Qt::CaseInsensitive); });
    if (matching->size() == 1)
        return matching->first();
    return std::unexpected(
        fail(BadInput,
             matching->isEmpty()
                 ? u"There is no run whose id begins with \"%1\"."_s.arg(beginning)
                 : u"The ids of %1 runs begin with \"%2\"; give more of it."_s.arg(matching->size()).arg(beginning)));
}

} // namespace evenhand::cli
