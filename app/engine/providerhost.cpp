// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/providerhost.h"

#include "app/engine/pluginborder.h"
#include "app/engine/plugincatalog.h"
#include "app/version.h"

#include <QNetworkCookie>
#include <QNetworkCookieJar>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

class NoCookies final : public QNetworkCookieJar
{
public:
    using QNetworkCookieJar::QNetworkCookieJar;

    QList<QNetworkCookie> cookiesForUrl(const QUrl &) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie> &, const QUrl &) override { return false; }
};

std::unexpected<Error> authError(const QString &message)
{
    return std::unexpected(Error{.code = ErrorCode::Auth, .message = message, .detail = {}, .step = Step::Credentials});
}

} // namespace

ProviderHost::ProviderHost(const PluginInfo &plugin, const Channel &channel, const Secrets &secrets)
    : m_channel(channel)
    , m_secrets(secrets)
    , m_logName("evenhand.plugin." + plugin.id.toUtf8())
    , m_log(m_logName.constData())
{
    for (const PluginField &field : plugin.fields) {
        if (field.type == PluginField::Type::Secret && field.required)
            m_requiredSecrets.append(field.key);
    }
    m_network.setCookieJar(new NoCookies(&m_network));
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

Result<std::shared_ptr<ProviderHost>> ProviderHost::create(PluginCatalog &plugins, const Channel &channel,
                                                           const Secrets &secrets)
{
    const Result<ProviderPlugin *> plugin = plugins.provider(channel.plugin);
    if (!plugin)
        return std::unexpected(plugin.error());
    const PluginInfo info = plugins.find(channel.plugin).value_or(PluginInfo{});
    const Result<QJsonObject> settings = completeSettings(info, channel.settings);
    if (!settings)
        return std::unexpected(settings.error());

    // The last user may be a slot that the provider itself has called.
    std::shared_ptr<ProviderHost> host(new ProviderHost(info, channel, secrets),
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

bool ProviderHost::serves(const Channel &channel, const Secrets &secrets) const
{
    return m_channel.plugin == channel.plugin && m_channel.settings == channel.settings
           && m_channel.origin == channel.origin && m_secrets == secrets;
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
    QByteArray found = m_secrets.value(field);
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
