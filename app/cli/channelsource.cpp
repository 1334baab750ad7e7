// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/channelsource.h"

#include "app/cli/console.h"
#include "app/files/suggestion.h"
#include "app/service/session.h"
#include "app/store/channelstore.h"
#include "app/store/workspace.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

OrExit<QList<Channel>> channelsOfWorkspace(const QString &path)
{
    const Result<std::unique_ptr<Workspace>> workspace = Workspace::open(path, Workspace::Access::Read);
    if (!workspace)
        return std::unexpected(failedOpening(workspace.error()));
    const Result<QList<Channel>> channels = ChannelStore::all((*workspace)->reader());
    if (!channels)
        return std::unexpected(failedWorkspace(channels.error()));
    return *channels;
}

QStringList namesOf(const QList<Channel> &channels)
{
    QStringList names;
    for (const Channel &channel : channels)
        names.append(channel.name);
    return names;
}

} // namespace

QString workspacePath(const CommandLine &line)
{
    return line.has(u"workspace"_s) ? line.value(u"workspace"_s) : Session::defaultWorkspacePath();
}

OrExit<LineupFile> loadLineup(const CommandLine &line, PluginCatalog &plugins, Purpose purpose)
{
    const QString path = line.value(u"lineup"_s);
    QFile source(path);
    if (!source.open(QIODevice::ReadOnly))
        return std::unexpected(
            fail(BadInput, u"The lineup file \"%1\" cannot be read: %2."_s.arg(path, source.errorString())));
    LineupFile file = parseLineupFile(readAtMost(source, mostLineupMebibytes * 1024 * 1024 + 1), plugins);
    QStringList known;
    if (file.needsWorkspace() && QFile::exists(workspacePath(line))) {
        const OrExit<QList<Channel>> channels = channelsOfWorkspace(workspacePath(line));
        if (!channels)
            return std::unexpected(channels.error());
        known = namesOf(*channels);
    }
    checkChannels(file, known);
    if (purpose == Purpose::Send)
        checkEnvironment(file);
    if (file.mistakes.isEmpty())
        return file;
    for (const FileMistake &mistake : std::as_const(file.mistakes))
        printNote(u"%1:%2: %3"_s.arg(path).arg(mistake.line).arg(mistake.reason));
    return std::unexpected(BadInput);
}

OrExit<QList<Channel>> loadChannels(const CommandLine &line, PluginCatalog &plugins)
{
    if (!line.has(u"lineup"_s))
        return channelsOfWorkspace(workspacePath(line));
    return loadLineup(line, plugins, Purpose::Look).transform([](const LineupFile &file) { return file.channels; });
}

OrExit<Channel> pickChannel(const QList<Channel> &channels, const QString &name)
{
    for (const Channel &channel : channels) {
        if (channel.name == name || channel.id.toString() == name)
            return channel;
    }
    return std::unexpected(
        fail(BadInput, u"There is no channel \"%1\"."_s.arg(name) + didYouMean(name, namesOf(channels))));
}

} // namespace evenhand::cli
