// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/pluginmodel.h"

namespace evenhand {

static QString stateText(const PluginInfo &plugin)
{
    switch (plugin.state) {
    case PluginInfo::State::Available:
        return PluginModel::tr("available");
    case PluginInfo::State::Loaded:
        return PluginModel::tr("loaded");
    case PluginInfo::State::Refused:
        return PluginModel::tr("refused");
    }
    Q_UNREACHABLE_RETURN({});
}

QStringList PluginModel::titles() const
{
    return {tr("Plugin"), tr("State"), tr("Version"), tr("Vendor"), tr("File")};
}

QVariant PluginModel::cell(const PluginInfo &plugin, int column, int role) const
{
    if (role == StateRole)
        return int(plugin.state);
    if (role == Qt::ToolTipRole)
        return plugin.state == PluginInfo::State::Refused && column != File ? plugin.reason : plugin.path;
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Name:
        return plugin.name.isEmpty() ? plugin.path.section(u'/', -1) : plugin.name;
    case State:
        return stateText(plugin);
    case Version:
        return plugin.version;
    case Vendor:
        return plugin.vendor;
    case File:
        return plugin.path;
    }
    return {};
}

} // namespace evenhand
