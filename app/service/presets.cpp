// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/presets.h"

#include "app/engine/network.h"

using namespace Qt::StringLiterals;

namespace evenhand {

Channel channelFromPreset(const PluginInfo &plugin, const PluginPreset &preset)
{
    return {
        .id = ChannelId::create(),
        .name = preset.name,
        .plugin = plugin.id,
        .settings = preset.settings,
        .operatorName = preset.operatorName,
        .jurisdiction = preset.jurisdiction,
        .region = preset.region,
    };
}

bool staysHere(PluginCatalog &plugins, const PluginInfo &plugin, const PluginPreset &preset)
{
    if (preset.local)
        return true;
    const Result<QUrl> origin = plugins.origin(plugin.id, preset.settings);
    return origin && (origin->isEmpty() || isLoopback(*origin));
}

QString freeName(const QString &name, const QStringList &taken)
{
    QString result = name;
    for (int number = 2; taken.contains(result, Qt::CaseInsensitive); ++number)
        result = u"%1 %2"_s.arg(name).arg(number);
    return result;
}

} // namespace evenhand
