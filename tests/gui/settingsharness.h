// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/redactor.h"
#include "app/engine/credentials.h"
#include "app/engine/plugincatalog.h"
#include "app/engine/runengine.h"
#include "app/store/workspace.h"
#include "tests/gui/formplugin.h"
#include "tests/unit/fakekeychain.h"

#include <QTemporaryDir>

namespace evenhand {

// What the settings work on: a workspace in a folder of its own, a keychain in memory, and FormPlugin.
class SettingsHarness
{
public:
    explicit SettingsHarness(const PluginInfo &info = FormPlugin::info());

    // A channel on FormPlugin, in the workspace.
    Channel saved(const QString &name, const QMap<QString, CredentialRef> &credentials = {});
    QList<Channel> channels();

    QTemporaryDir folder;
    Redactor redactor;
    FakeKeychain::State keychain;
    CredentialStore credentials;
    PluginCatalog plugins{{}};
    FormPlugin *plugin;
    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<RunEngine> engine;
};

} // namespace evenhand
