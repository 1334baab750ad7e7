// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/settingsharness.h"

#include "app/store/channelstore.h"

using namespace Qt::StringLiterals;

namespace evenhand {

SettingsHarness::SettingsHarness(const PluginInfo &info)
    : credentials(std::make_unique<FakeKeychain>(keychain), redactor)
    , plugin(new FormPlugin)
{
    plugins.addBuiltIn(info, std::unique_ptr<ProviderPlugin>(plugin));
    Result<std::unique_ptr<Workspace>> opened =
        Workspace::open(folder.filePath(u"test.evenhand"_s), Workspace::Access::Own);
    if (!opened)
        qFatal("%ls", qUtf16Printable(opened.error().message));
    workspace = std::move(*opened);
    engine = std::make_unique<RunEngine>(
        RunEngine::Dependencies{.plugins = plugins, .credentials = credentials, .redactor = redactor});
}

Channel SettingsHarness::saved(const QString &name, const QMap<QString, CredentialRef> &refs)
{
    const Channel channel{
        .id = ChannelId::create(),
        .name = name,
        .plugin = u"form"_s,
        .settings = FormPlugin::settings(),
        .credentials = refs,
        .origin = plugin->origin(FormPlugin::settings()).value(),
    };
    const Result<void> written = workspace->write([&](Database &db) { return ChannelStore::save(db, channel); });
    if (!written)
        qFatal("%ls", qUtf16Printable(written.error().message));
    return channel;
}

QList<Channel> SettingsHarness::channels()
{
    return ChannelStore::all(workspace->reader()).value_or(QList<Channel>());
}

} // namespace evenhand
