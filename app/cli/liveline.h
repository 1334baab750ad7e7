// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <chrono>

namespace evenhand::cli {

constexpr std::chrono::milliseconds redrawInterval{100}; // a terminal need not be redrawn for every token

bool isTerminal(); // stderr
// Writes the text over the last line of stderr, cut to the terminal's width.
void replaceLine(const QString &text);
// "2.5 s"
QString inSeconds(std::chrono::milliseconds time);

} // namespace evenhand::cli
