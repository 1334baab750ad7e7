// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/localservers.h"

#include "app/engine/network.h"
#include "app/engine/plugincatalog.h"
#include "app/engine/runengine.h"
#include "app/service/presets.h"
#include "app/store/channelstore.h"
#include "app/store/statestore.h"
#include "app/store/workspace.h"

#include <QJsonArray>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {

constexpr std::chrono::milliseconds longestConnect = 1s; // loopback answers at once or not at all

static const QString stateKey = u"localServers"_s;
static const QString declinedKey = u"declined"_s;

static quint16 portOf(const QUrl &origin)
{
    return quint16(origin.port(origin.scheme() == "https"_L1 ? 443 : 80));
}

LocalServers::LocalServers(Workspace &workspace, PluginCatalog &plugins, RunEngine &engine, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_plugins(plugins)
    , m_engine(engine)
{
}

void LocalServers::look()
{
    const Result<QSet<QUrl>> skipped = known();
    if (!skipped)
        return; // what was declined cannot be told, so nobody is asked
    for (const LocalServer &server : presets()) {
        if (!skipped->contains(server.origin))
            probe(server);
    }
}

QList<LocalServer> LocalServers::presets() const
{
    QList<LocalServer> result;
    for (const PluginInfo &plugin : m_plugins.plugins()) {
        if (plugin.kind != PluginInfo::Kind::Provider || plugin.state == PluginInfo::State::Refused)
            continue;
        for (const PluginPreset &preset : plugin.presets) {
            const Result<QUrl> origin = preset.local ? m_plugins.origin(plugin.id, preset.settings) : QUrl();
            if (!origin || !isLoopback(*origin))
                continue;
            auto server = std::ranges::find(result, *origin, &LocalServer::origin);
            if (server == result.end())
                server = result.insert(result.end(), {.origin = *origin, .candidates = {}});
            server->candidates.append(channelFromPreset(plugin, preset));
            server->candidates.last().origin = *origin;
        }
    }
    for (LocalServer &server : result)
        std::ranges::sort(server.candidates, {}, &Channel::name);
    return result;
}

Result<QSet<QUrl>> LocalServers::known() const
{
    const Result<QList<Channel>> channels = ChannelStore::all(m_workspace.reader());
    if (!channels)
        return std::unexpected(channels.error());
    const Result<QJsonObject> state = StateStore::load(m_workspace.reader(), stateKey);
    if (!state)
        return std::unexpected(state.error());
    QSet<QUrl> result;
    for (const Channel &channel : *channels)
        result.insert(channel.origin);
    for (const QJsonValue &origin : state->value(declinedKey).toArray())
        result.insert(QUrl(origin.toString()));
    return result;
}

void LocalServers::probe(const LocalServer &server)
{
    auto *socket = new QTcpSocket(this);
    socket->setProxy(QNetworkProxy::NoProxy);
    connect(socket, &QTcpSocket::connected, this, [this, socket, server] {
        socket->disconnectFromHost();
        socket->deleteLater();
        emit found(server);
    });
    connect(socket, &QTcpSocket::errorOccurred, socket, &QObject::deleteLater);
    QTimer::singleShot(longestConnect, socket, &QObject::deleteLater);
    socket->connectToHost(server.origin.host(), portOf(server.origin));
}

Result<void> LocalServers::decline(const QUrl &origin)
{
    return m_workspace.write([origin](Database &db) -> Result<void> {
        Result<QJsonObject> state = StateStore::load(db, stateKey);
        if (!state)
            return std::unexpected(state.error());
        QJsonArray declined = state->value(declinedKey).toArray();
        if (!declined.contains(origin.toString()))
            declined.append(origin.toString());
        state->insert(declinedKey, declined);
        return StateStore::save(db, stateKey, *state);
    });
}

void LocalServers::add(const Channel &candidate)
{
    m_engine.listModels(candidate, this, [this, candidate](const ModelList &models) {
        if (!models) {
            emit failed(candidate, models.error());
            return;
        }
        if (const Result<Channel> channel = save(candidate))
            emit added(*channel, *models);
        else
            emit failed(candidate, channel.error());
    });
}

Result<Channel> LocalServers::save(const Channel &candidate)
{
    return m_workspace.write([candidate](Database &db) -> Result<Channel> {
        const Result<QList<Channel>> channels = ChannelStore::all(db);
        if (!channels)
            return std::unexpected(channels.error());
        QStringList taken;
        for (const Channel &channel : *channels)
            taken.append(channel.name);
        Channel channel = candidate;
        channel.name = freeName(candidate.name, taken);
        return ChannelStore::save(db, channel).transform([&] { return channel; });
    });
}

} // namespace evenhand
