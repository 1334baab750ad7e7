// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/redactor.h"
#include "app/engine/credentials.h"
#include "app/engine/plugincatalog.h"
#include "app/engine/runengine.h"

namespace evenhand {

// The part of a session that reaches models and needs no workspace.
struct EngineHost
{
    EngineHost(const QString &approvedPluginFolder, const RetryPolicy &retry);

    Redactor redactor;
    PluginCatalog plugins;
    CredentialStore credentials;
    RunEngine engine;
};

} // namespace evenhand
