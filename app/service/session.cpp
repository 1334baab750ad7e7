// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/session.h"

#include "app/service/enginehost.h"
#include "app/service/judging.h"
#include "app/service/pricing.h"
#include "app/store/runstore.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace evenhand {

// Destroyed from the last to the first: what was recorded is written before the lanes and the workspace go.
class Session::Private
{
public:
    Private(const Options &options, std::unique_ptr<Workspace> opened, bool isMade)
        : workspace(std::move(opened))
        , host(options.approvedPluginFolder, options.retry)
        , pricing(*workspace, host.plugins)
        , judging(*workspace, host.plugins, host.redactor)
        , runs(*workspace, host.engine, host.redactor)
        , made(isMade)
    {
        runs.setPrices([this](const RunTarget &target, const QList<BilledRequest> &requests, const QDateTime &moment) {
            return pricing.cost(target, requests, moment);
        });
        runs.setJudging(&judging);
    }

    std::unique_ptr<Workspace> workspace;
    EngineHost host;
    Pricing pricing;
    Judging judging;
    RunService runs;
    bool made;
    int interrupted = 0;
};

static QString defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/evenhand"_L1;
}

QString Session::defaultWorkspacePath()
{
    return defaultFolder() + "/Evaluations.evenhand"_L1;
}

Result<std::unique_ptr<Session>> Session::open(const Options &options)
{
    // Where this fails, opening the workspace says what is wrong with the folder.
    if (options.workspace == defaultWorkspacePath() && options.access == Workspace::Access::Own)
        QDir().mkpath(defaultFolder());
    const bool existed = QFileInfo::exists(options.workspace);
    Result<std::unique_ptr<Workspace>> workspace = Workspace::open(options.workspace, options.access);
    if (!workspace)
        return std::unexpected(workspace.error());
    Result<int> interrupted = 0;
    if (!(*workspace)->isReadOnly())
        interrupted = (*workspace)->write([](Database &db) { return RunStore::interruptUnfinished(db); });
    if (!interrupted)
        return std::unexpected(interrupted.error());
    auto d = std::make_unique<Private>(options, std::move(*workspace), !existed);
    d->interrupted = *interrupted;
    return std::unique_ptr<Session>(new Session(std::move(d)));
}

Session::Session(std::unique_ptr<Private> priv)
    : d(std::move(priv))
{
}

Session::~Session() = default;

Workspace &Session::workspace()
{
    return *d->workspace;
}

Pricing &Session::pricing()
{
    return d->pricing;
}

PluginCatalog &Session::plugins()
{
    return d->host.plugins;
}

CredentialStore &Session::credentials()
{
    return d->host.credentials;
}

RunEngine &Session::engine()
{
    return d->host.engine;
}

RunService &Session::runs()
{
    return d->runs;
}

Redactor &Session::redactor()
{
    return d->host.redactor;
}

int Session::interrupted() const
{
    return d->interrupted;
}

bool Session::isNew() const
{
    return d->made;
}

} // namespace evenhand
