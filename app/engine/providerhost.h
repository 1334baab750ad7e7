// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/network.h"

#include <evenhand/provider.h>

#include <QLoggingCategory>

namespace evenhand {

class PluginCatalog;
struct PluginInfo;

// A channel at work: the plugin's Provider and what it was lent, which is network access as the settings say, the
// channel's secrets for the channel's origin, and a log. Lives in the thread that made it; exceptions of the plugin
// stop here.
class ProviderHost : public QObject
{
public:
    static Result<std::shared_ptr<ProviderHost>> create(PluginCatalog &plugins, const Channel &channel,
                                                        const Access &access);

    // Whether it was made for the same settings, origin and access.
    bool serves(const Channel &channel, const Access &access) const;

    QString plugin() const { return m_channel.plugin; }
    // The caller owns the reply, and holds the host for as long.
    Result<ChatReply *> chat(const ChatRequest &request);
    Result<ModelsReply *> listModels();
    Result<Capabilities> capabilities() const;

private:
    ProviderHost(const PluginInfo &plugin, const Channel &channel, const Access &access,
                 const QList<QSslCertificate> &authorities);

    ProviderContext context();
    Result<QByteArray> secret(const QString &field, const QUrl &origin) const;
    template<typename Reply>
    Result<Reply *> checked(Result<Reply *> reply) const;

    Channel m_channel;
    Access m_access;
    QStringList m_requiredSecrets;
    QByteArray m_logName;
    QLoggingCategory m_log;
    ChannelNetwork m_network;
    std::unique_ptr<Provider> m_provider; // goes before what it was lent
};

} // namespace evenhand
