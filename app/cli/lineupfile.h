// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/channel.h"
#include "app/core/target.h"
#include "app/files/yamlreader.h"

namespace evenhand {
class PluginCatalog;
}

namespace evenhand::cli {

constexpr int mostLineupMebibytes = 1;

// A target as the file has it: its channel is known by name only.
struct FileTarget
{
    QString channel;
    Target target;
    int line = 0;
};

struct LineupFile
{
    QList<Channel> channels; // with new ids
    QList<FileTarget> targets;
    QList<FileMistake> mistakes; // by line; the file is of use only when there are none

    const Channel *channel(const QString &name) const;
    bool needsWorkspace() const; // a target names a channel that the file does not define
};

// Reads and judges a lineup file. Its form is told by `evenhand run --help`.
LineupFile parseLineupFile(const QByteArray &yaml, PluginCatalog &plugins);

// Adds a mistake for each target whose channel is neither in the file nor among those of the workspace.
void checkChannels(LineupFile &file, const QStringList &ofWorkspace);

// Adds a mistake for each target whose key is in an environment variable that is not set: it could not be asked.
void checkEnvironment(LineupFile &file);

} // namespace evenhand::cli
