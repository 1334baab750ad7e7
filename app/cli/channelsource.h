// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/commandline.h"
#include "app/cli/exitcode.h"
#include "app/cli/lineupfile.h"

#include <expected>

namespace evenhand::cli {

// The code to end with; what is wrong was said on stderr.
template<typename T>
using OrExit = std::expected<T, ExitCode>;

// The workspace of --workspace, or the default one.
QString workspacePath(const CommandLine &line);

// Reads a lineup file and says all that is wrong with it, channels included: those that it does not define are looked for
// in the workspace, which is only read, and only when that is needed. For sending, keys in the environment must be there.
enum class Purpose { Look, Send };
OrExit<LineupFile> loadLineup(const CommandLine &line, PluginCatalog &plugins, Purpose purpose);

// The channels of --lineup, or of the workspace, which is only read.
OrExit<QList<Channel>> loadChannels(const CommandLine &line, PluginCatalog &plugins);

// The channel of this name or id among them.
OrExit<Channel> pickChannel(const QList<Channel> &channels, const QString &name);

} // namespace evenhand::cli
