// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/answer/blockitem.h"

#include <QTextLayout>

// What every item that lays out text needs.
namespace evenhand {

// Of a font: from one line to the next, and where in it letters stand. Pixels.
struct LinePitch
{
    qreal height = 0;
    qreal baseline = 0;

    bool operator==(const LinePitch &) const = default;
};
LinePitch linePitch(const QFont &font);

// Lays out as many lines as there are, below each other; a line is as high as the pitch, or higher where it has to be.
// Returns the height.
qreal layOutLines(QTextLayout &layout, qreal width, const LinePitch &pitch);
// A line as it was placed by layOutLines(): it takes the room to the next one.
QRectF lineRect(const QTextLayout &layout, int line, const LinePitch &pitch);

// The places of a range in a laid out text, in the layout's coordinates: several where the direction changes.
QList<QRectF> rangeRects(const QTextLayout &layout, int begin, int end, const LinePitch &pitch);

// Paints the grounds of marks, which are in offsets of a text that has the layout's at `first`.
void paintMarks(QPainter &painter, const QTextLayout &layout, qsizetype first, const QList<BlockMark> &marks,
                const LinePitch &pitch, const BlockLook &look);
// For QTextLayout::draw(): the ink of what is selected.
QList<QTextLayout::FormatRange> inkOfMarks(const QTextLayout &layout, qsizetype first, const QList<BlockMark> &marks,
                                           const BlockLook &look);
// The sign that more is to come, right of a caret.
void paintStreamingCaret(QPainter &painter, const QRectF &caret, const LinePitch &pitch, const BlockLook &look);

// A run's number, and where it begins.
struct RunPlace
{
    qsizetype run = 0;
    qsizetype begin = 0;
};
// The run at an offset, looked for from another one that is before it.
RunPlace runPlace(const RichText &text, qsizetype offset, RunPlace from = {});

// How the runs of a text look; `begin` and `end` are offsets in it, the ranges count from `begin`. `from`: where to look for
// the first of them.
QList<QTextLayout::FormatRange> runFormats(const RichText &text, qsizetype begin, qsizetype end, const BlockLook &look,
                                           const QFont &base, RunPlace from = {});
// Grounds behind the runs that have one.
void paintRunGrounds(QPainter &painter, const QTextLayout &layout, const RichText &text, qsizetype begin,
                     const LinePitch &pitch, const BlockLook &look, RunPlace from = {});
// What was not read as text but is shown as it was written: a ground behind all of it.
void paintSourceGround(QPainter &painter, const QTextLayout &layout, const LinePitch &pitch, const BlockLook &look);
// The run at an offset; null: there is none.
const TextRun *runAt(const RichText &text, qsizetype offset);
// The run's link; a spot of kind Text where it has none.
BlockSpot runSpot(const RichText &text, const TextRun *run);

} // namespace evenhand
