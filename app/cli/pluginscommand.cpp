// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/engine/plugincatalog.h"

#include <evenhand/enumnames.h>

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

constexpr EnumName<PluginInfo::State> stateNames[] = {
    {PluginInfo::State::Available, "available"},
    {PluginInfo::State::Loaded, "loaded"},
    {PluginInfo::State::Refused, "refused"},
};
constexpr EnumName<PluginInfo::Kind> kindNames[] = {
    {PluginInfo::Kind::Provider, "provider"},
    {PluginInfo::Kind::Evaluator, "evaluator"},
};

QJsonObject pluginJson(const PluginInfo &plugin)
{
    return {{u"id"_s, plugin.id},
            {u"name"_s, plugin.name},
            {u"version"_s, plugin.version},
            {u"vendor"_s, plugin.vendor},
            {u"description"_s, plugin.description},
            {u"kind"_s, enumToString(kindNames, plugin.kind)},
            {u"state"_s, enumToString(stateNames, plugin.state)},
            {u"reason"_s, plugin.reason},
            {u"path"_s, plugin.path}};
}

QString pluginTable(const QList<PluginInfo> &plugins)
{
    QList<QStringList> rows;
    for (const PluginInfo &plugin : plugins) {
        rows.append({plugin.id.isEmpty() ? u"?"_s : plugin.id, enumToString(stateNames, plugin.state), plugin.version,
                     plugin.reason.isEmpty() ? plugin.description : plugin.reason + u" ("_s + plugin.path + u')'});
    }
    return table(rows);
}

} // namespace

ExitCode listPlugins(const CommandLine &line)
{
    if (line.operands() != QStringList(u"list"_s))
        return fail(BadInput, u"Say `evenhand plugins list`."_s);
    PluginCatalog catalog(PluginCatalog::standardFolders(pluginFolder(line)));
    catalog.loadAll();
    const QList<PluginInfo> plugins = catalog.plugins();
    if (!line.has(u"json"_s)) {
        printResult(plugins.isEmpty() ? u"No plugins were found."_s : pluginTable(plugins));
        return AllDone;
    }
    QJsonArray list;
    for (const PluginInfo &plugin : plugins)
        list.append(pluginJson(plugin));
    printResult(QJsonObject{{u"plugins"_s, list}});
    return AllDone;
}

} // namespace evenhand::cli
