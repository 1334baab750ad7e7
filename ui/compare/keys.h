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
constexpr QKeyCombination raw = Qt::CTRL | Qt::Key_U;
constexpr QKeyCombination print = Qt::CTRL | Qt::Key_P;
constexpr QKeyCombination zoomIn = Qt::CTRL | Qt::Key_Plus;
constexpr QKeyCombination zoomOut = Qt::CTRL | Qt::Key_Minus;
constexpr QKeyCombination zoomReset = Qt::CTRL | Qt::Key_0;
constexpr QKeyCombination provenance = Qt::CTRL | Qt::Key_I;
constexpr QKeyCombination maximise = Qt::CTRL | Qt::Key_M;
constexpr QKeyCombination previousRepeat = Qt::ALT | Qt::Key_Left;
constexpr QKeyCombination nextRepeat = Qt::ALT | Qt::Key_Right;
constexpr QKeyCombination differences = Qt::CTRL | Qt::Key_D;
constexpr QKeyCombination nextDifference = QKeyCombination(Qt::Key_F7);
constexpr QKeyCombination previousDifference = Qt::SHIFT | Qt::Key_F7;

} // namespace evenhand::Keys
