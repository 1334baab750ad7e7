// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QKeySequence>

// Shortcuts that stand on buttons as well as on actions.
namespace evenhand::Keys {

constexpr QKeyCombination send = Qt::CTRL | Qt::Key_Return;
constexpr QKeyCombination stopAll = Qt::CTRL | Qt::Key_Period;
constexpr QKeyCombination stop = QKeyCombination(Qt::Key_Escape);
constexpr QKeyCombination retry = Qt::CTRL | Qt::Key_R;
constexpr QKeyCombination copy = Qt::CTRL | Qt::SHIFT | Qt::Key_C;
constexpr QKeyCombination provenance = Qt::CTRL | Qt::Key_I;
constexpr QKeyCombination maximise = Qt::CTRL | Qt::Key_M;
constexpr QKeyCombination previousRepeat = Qt::ALT | Qt::Key_Left;
constexpr QKeyCombination nextRepeat = Qt::ALT | Qt::Key_Right;

} // namespace evenhand::Keys
