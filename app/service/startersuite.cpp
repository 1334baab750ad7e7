// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/startersuite.h"

#include "app/store/suitestore.h"
#include "app/suites/starters.h"

namespace evenhand {

Result<SuiteVersion> addStarterSuite(Workspace &workspace, const QString &id)
{
    Result<Suite> starter = starters::suite(id);
    if (!starter)
        return std::unexpected(starter.error());
    return workspace.write([&](Database &db) {
        return SuiteStore::freeName(db, starter->name).and_then([&](const QString &name) {
            starter->name = name;
            return SuiteStore::save(db, *starter);
        });
    });
}

} // namespace evenhand
