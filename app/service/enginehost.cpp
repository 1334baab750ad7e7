// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/enginehost.h"

#include "app/service/preferences.h"

namespace evenhand {

EngineHost::EngineHost(const QString &approvedPluginFolder, const RetryPolicy &retry)
    : plugins(PluginCatalog::standardFolders(approvedPluginFolder))
    , credentials(makeSystemKeychain(), redactor)
    , engine({.plugins = plugins, .credentials = credentials, .redactor = redactor, .retry = retry})
{
    engine.network().set(Preferences::networkInUse());
}

} // namespace evenhand
