// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/checkscore.h"
#include "app/core/run.h"

// Values with every member set, the same in every process, with text that is hard to carry: other scripts, emoji, line
// breaks, a NUL.
namespace evenhand::sample {

QString hardText();
Parameters parameters();
Channel channel();
Target target();
Lineup lineup(); // of two targets on channel()
PromptText prompt();
QList<Message> history();
Usage usage();
Identity identity();
RequestRecord request();
QList<Round> rounds();      // one, with everything
Attempt attempt();          // done, with everything
QList<CheckScore> scores(); // one passed, one failed, one open
// Two targets, the second one failed at its first attempt; created at the same time in every process.
Run run();

} // namespace evenhand::sample
