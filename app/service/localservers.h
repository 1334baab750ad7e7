// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/channel.h"

#include <evenhand/provider.h>

#include <QObject>

namespace evenhand {

class PluginCatalog;
class RunEngine;
class Workspace;

// A server that listens where the local presets of the plugins say that servers usually do.
struct LocalServer
{
    QUrl origin;
    QList<Channel> candidates; // not saved; one for each preset with this address, by name

    bool operator==(const LocalServer &) const = default;
};

// Finds model servers on this machine, so that the person can be asked whether to add them. Looking means to open a TCP
// connection to a loopback address and to close it: not a byte is sent before the person said yes.
class LocalServers : public QObject
{
    Q_OBJECT
public:
    LocalServers(Workspace &workspace, PluginCatalog &plugins, RunEngine &engine, QObject *parent = nullptr);

    // Says found() for each that listens, has no channel yet and was not declined in this workspace.
    void look();
    // Never asked for again in this workspace.
    Result<void> decline(const QUrl &origin);
    // The person said yes: asks the server for its models and saves the channel when it gave them. Says added() or failed().
    void add(const Channel &candidate);

signals:
    void found(const evenhand::LocalServer &server);
    void added(const evenhand::Channel &channel, const QList<evenhand::ModelInfo> &models);
    void failed(const evenhand::Channel &candidate, const evenhand::Error &error);

private:
    QList<LocalServer> presets() const;
    Result<QSet<QUrl>> known() const; // declined, or with a channel
    void probe(const LocalServer &server);
    Result<Channel> save(const Channel &candidate);

    Workspace &m_workspace;
    PluginCatalog &m_plugins;
    RunEngine &m_engine;
};

} // namespace evenhand

Q_DECLARE_METATYPE(evenhand::LocalServer)
