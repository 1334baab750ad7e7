// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/channelsource.h"
#include "app/service/session.h"

namespace evenhand::cli {

// What `evenhand run` is told to ask, without the lineup; with a suite, of each of its cases.
OrExit<RunService::Request> requestOf(const CommandLine &line, const std::optional<Suite> &suite);

// The workspace, owned; says what was cut off when it was last closed.
OrExit<std::unique_ptr<Session>> openSession(const CommandLine &line);
// Puts the lineup of --lineup into the request: a file, whose channels are put into the workspace, or one that is saved
// there.
OrExit<std::unique_ptr<Session>> openSession(const CommandLine &line, RunService::Request &request);

} // namespace evenhand::cli
