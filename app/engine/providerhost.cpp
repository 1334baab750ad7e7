// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/providerhost.h"

#include "app/engine/pluginborder.h"
#include "app/engine/plugincatalog.h"
#include "app/version.h"

#include <QSslConfiguration>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

std::unexpected<Error> authError(const QString &message)
{
    return std::unexpected(Error{.code = ErrorCode::Auth, .message = message, .detail = {}, .step = Step::Credentials});
}

} // namespace

ProviderHost::ProviderHost(const PluginInfo &plugin, const Channel &channel, const Access &access,
                           const QList<QSslCertificate> &authorities)
    : m_channel(channel)
    , m_access(access)
    , m_logName("evenhand.plugin." + plugin.id.toUtf8())
    , m_log(m_logName.constData())
    , m_network(access, authorities)
{
    for (const PluginField &field : plugin.fields) {
        if (field.type == PluginField::Type::Secret && field.required && applies(plugin, field, channel.settings))
            m_requiredSecrets.append(field.key);
    }
}

Result<std::shared_ptr<ProviderHost>> ProviderHost::create(PluginCatalog &plugins, const Channel &channel,
                                                           const Access &access)
{
    const Result<ProviderPlugin *> plugin = plugins.provider(channel.plugin);
    if (!plugin)
        return std::unexpected(plugin.error());
    const PluginInfo info = plugins.find(channel.plugin).value_or(PluginInfo{});
    const Result<QJsonObject> settings = completeSettings(info, channel.settings);
    if (!settings)
        return std::unexpected(settings.error());
    Result<QList<QSslCertificate>> authorities;
    if (channel.origin.scheme() == "https"_L1) {
        // The first in a process loads the TLS library and the system's authorities, which takes some 0.1 s. Here it is
        // nobody's time; in the first request it would be that of one lane, and the others would wait.
        QSslConfiguration::defaultConfiguration();
        if (!access.network.authorities.isEmpty())
            authorities = readAuthorities(access.network.authorities);
    }
    if (!authorities)
        return std::unexpected(authorities.error());

    // The last user may be a slot that the provider itself has called.
    std::shared_ptr<ProviderHost> host(new ProviderHost(info, channel, access, *authorities),
                                       [](ProviderHost *unused) { unused->deleteLater(); });
    Result<std::unique_ptr<Provider>> provider =
        callPlugin(channel.plugin, [&] {
            return (*plugin)->create(*settings, host->context());
        }).and_then([](Result<std::unique_ptr<Provider>> created) { return created; });
    if (!provider)
        return std::unexpected(provider.error());
    if (!*provider)
        return std::unexpected(pluginDefect(channel.plugin, u"it made no provider."_s));
    host->m_provider = std::move(*provider);
    return host;
}

bool ProviderHost::serves(const Channel &channel, const Access &access) const
{
    return m_channel.plugin == channel.plugin && m_channel.settings == channel.settings
           && m_channel.origin == channel.origin && m_access == access;
}

ProviderContext ProviderHost::context()
{
    return {.network = &m_network,
            .secret = [this](const QString &field, const QUrl &origin) { return secret(field, origin); },
            .userAgent = "Evenhand/" + QByteArray(programVersion.data(), programVersion.size()),
            .log = &m_log};
}

Result<QByteArray> ProviderHost::secret(const QString &field, const QUrl &origin) const
{
    if (originText(origin) != originText(m_channel.origin)) {
        return authError(u"The key of channel \"%1\" was given for %2 and is not sent to %3."_s.arg(
            m_channel.name, originText(m_channel.origin), originText(origin)));
    }
    QByteArray found = m_access.secrets.value(field);
    if (found.isEmpty() && m_requiredSecrets.contains(field))
        return authError(u"Channel \"%1\" has no key. Enter one in the channel's settings."_s.arg(m_channel.name));
    return found;
}

template<typename Reply>
Result<Reply *> ProviderHost::checked(Result<Reply *> reply) const
{
    if (reply && !*reply)
        return std::unexpected(pluginDefect(plugin(), u"it answered a request with nothing."_s));
    return reply;
}

Result<ChatReply *> ProviderHost::chat(const ChatRequest &request)
{
    return checked(callPlugin(plugin(), [&] { return m_provider->chat(request); }));
}

Result<ModelsReply *> ProviderHost::listModels()
{
    return checked(callPlugin(plugin(), [&] { return m_provider->listModels(); }));
}

Result<Capabilities> ProviderHost::capabilities() const
{
    return callPlugin(plugin(), [&] { return m_provider->capabilities(); });
}

} // namespace evenhand
