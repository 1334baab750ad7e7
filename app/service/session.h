// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/redactor.h"
#include "app/engine/credentials.h"
#include "app/engine/plugincatalog.h"
#include "app/engine/runengine.h"
#include "app/service/runservice.h"
#include "app/store/workspace.h"

namespace evenhand {

class Pricing;

// Everything behind the window or a headless command, put together once.
class Session
{
public:
    struct Options
    {
        QString workspace;            // path; made when it does not exist
        QString approvedPluginFolder; // beside the standard ones
        RetryPolicy retry;
        Workspace::Access access = Workspace::Access::Own; // Read: everything can be looked at, nothing can be sent
    };

    // The default workspace of this user.
    static QString defaultWorkspacePath();

    // Owns the workspace, unless it is only read. Whatever was unfinished in it is interrupted now; `interrupted` tells how
    // many cells.
    static Result<std::unique_ptr<Session>> open(const Options &options);
    ~Session();
    Q_DISABLE_COPY_MOVE(Session)

    Workspace &workspace();
    Pricing &pricing();
    PluginCatalog &plugins();
    CredentialStore &credentials();
    RunEngine &engine();
    RunService &runs();
    Redactor &redactor();
    int interrupted() const; // cells found unfinished at open
    bool isNew() const;      // the workspace was made by this open

private:
    class Private;
    explicit Session(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace evenhand
