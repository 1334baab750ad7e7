// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QPalette>

QT_BEGIN_NAMESPACE
class QApplication;
QT_END_NAMESPACE

// The one place that knows colours, sizes and faces. Widgets read them when they paint; a change of the scheme reaches
// every widget as QEvent::PaletteChange.
namespace evenhand::Theme {

// ---- Sizes, in device-independent pixels ---------------------------------------------------------------------

constexpr int step = 8;
constexpr int halfStep = 4; // inside controls
constexpr int edge = 16;    // at the edges of a page
constexpr int radius = 6;
constexpr int railWidth = 56;
constexpr int contextWidth = 248;
constexpr int barHeight = 48;
constexpr int statusHeight = 26;
constexpr int iconSize = 16;

// ---- Colours -------------------------------------------------------------------------------------------------

struct Colors
{
    QColor background; // of the page
    QColor panel;      // of what is read and written in
    QColor sunk;       // of what frames the page: rail, status bar, quoted text
    QColor line;       // hairlines
    QColor text;
    QColor dim;   // text of second rank
    QColor faint; // placeholders and what is disabled: never the only place of something a person needs
    QColor accent;
    QColor onAccent;
    QColor accentSoft; // what is selected
    // States; always with a word or a sign beside the colour.
    QColor warning;
    QColor bad;
    QColor good;
    QColor code; // behind code
    QColor mark; // behind marked text
    QColor handle; // of a scroll bar that is not held; faint where it is
};

// The palette's role for text of second rank, so that labels follow the scheme by themselves. Base is the panel, Midlight
// what is sunk, BrightText what is bad.
constexpr QPalette::ColorRole dimRole = QPalette::Dark;

enum class Scheme { System, Light, Dark };

// Style, palette, fonts and icons; the scheme is the one that was set last on this machine.
void install(QApplication &app);

Scheme scheme();
void setScheme(Scheme scheme);
bool isDark();
const Colors &colors();
const Colors &paperColors(); // for print

// A target's colour is its place in the lineup, the same in every page. The palette can be told apart by the colour-blind.
QColor targetColor(qsizetype position);
QColor targetTextColor(qsizetype position);

// ---- Faces ---------------------------------------------------------------------------------------------------

enum class Face {
    Body,    // the system's own face and size
    Strong,  // the second weight
    Small,   // hints, group heads
    Figures, // small, with figures of one width: what counts and what is compared does not jump
    Title,   // of a page
    Answer,  // what models wrote
    Code,
};

QFont font(Face face);

// How large what models wrote is shown, in per cent of the faces' own sizes; the one that was set last on this machine. A
// change reaches every widget as QEvent::FontChange.
constexpr int leastAnswerZoom = 50;
constexpr int largestAnswerZoom = 300;
constexpr int answerZoomStep = 10;
int answerZoom();
void setAnswerZoom(int percent); // brought between the two

// An icon of the Breeze set in the palette's colours, sharp at every scale; `On` is drawn in the accent.
QIcon icon(const QString &name);

} // namespace evenhand::Theme
