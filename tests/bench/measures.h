// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/bench/pacedserver.h"

#include <QList>
#include <QTextStream>

#include <chrono>

// The parts of bench_answerview. Each prints what it measured.
namespace evenhand {

// A server that streams answers of its own to each pane of a window, 300 tokens a second each. Forks, so it comes before
// any thread and any application.
std::optional<PacedServer> startStream(int panes);
// False: the panes do not stream; why is on stderr.
bool measureStream(const PacedServer &server, int panes, std::chrono::seconds time, QTextStream &out);

// Thread CPU for each token at two lengths of an answer.
void measureGrowth(double scale, QTextStream &out);
// A saved run with eight long answers: opened, laid out, scrolled; what it weighs.
bool measureOpening(double scale, QTextStream &out);
// Against a text browser that is given everything anew.
void measureReference(double scale, QTextStream &out);
// What was made to stall whatever shows it.
void measureHostile(double scale, QTextStream &out);

} // namespace evenhand
