// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/block.h"
#include "ui/shell/theme.h"

#include <QRectF>

#include <memory>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace evenhand {

// What the blocks of one view have in common.
struct BlockLook
{
    Theme::Face face = Theme::Face::Answer;   // of running text
    QPalette::ColorRole ink = QPalette::Text; // likewise
    qreal zoom = 1;
    bool paper = false; // for print: light colours, long lines of code are broken, nothing scrolls, no buttons

    const Theme::Colors &colors() const;
    QFont font(Theme::Face which) const; // zoomed
    QColor inkColor() const;

    bool operator==(const BlockLook &) const = default;
};

// A part of a block that is drawn on a ground of its own, in offsets of flatText.
struct BlockMark
{
    enum Kind { Selection, Difference, CurrentDifference, Match, CurrentMatch } kind = Selection;
    qsizetype begin = 0;
    qsizetype end = 0;
};

struct BlockPaint
{
    QRectF exposed;          // in the item's coordinates
    QList<BlockMark> marks;  // the later one is on top
    qsizetype caret = -1;    // the end of an answer that streams; -1: not here
    QPointF pointer{-1, -1}; // where the mouse is; outside: (-1, -1)
};

// What is under a point.
struct BlockSpot
{
    enum Kind { Text, Link, Button, ScrollBar, Nothing } kind = Nothing;
    LinkTarget link;
    QString hint; // for a tooltip
};

// One block, laid out for a width and painted: at (0, 0), quotes and list markers around it are the view's. There is one for
// what is on or near the screen only; the others are known by their height. An item keeps what it has laid out and not what
// was said: the block is handed in each time and is the one of the last layOut().
class BlockItem
{
public:
    virtual ~BlockItem() = default;

    // `kept`: so many characters of the flat text are as they were at the last call; 0: all is new. Where width and text
    // are the same it costs nothing.
    virtual void layOut(const Block &block, qreal width, qsizetype kept) = 0;
    virtual qreal height() const = 0;
    // After layOut(): so much from the top looks as it did before and need not be painted again.
    virtual qreal unchangedHeight() const { return 0; }
    virtual void paint(QPainter &painter, const Block &block, const BlockPaint &what) = 0;

    // The nearest place in the text.
    virtual qsizetype offsetAt(const Block &block, QPointF point) const = 0;
    virtual QRectF caretRect(const Block &block, qsizetype offset) const = 0;
    virtual BlockSpot spotAt(const Block &block, QPointF point) const = 0;

    // What a block does by itself. Each says whether it changed something that has to be painted.
    virtual bool press(const Block &, QPointF) { return false; } // true: the drag and the release are its own, too
    virtual bool drag(const Block &, QPointF) { return false; }
    virtual void release(const Block &, QPointF) {}
    virtual bool scrollSideways(qreal) { return false; }                    // pixels; false: there is nothing to scroll
    virtual bool scrollIntoView(const Block &, qsizetype) { return false; } // an offset, sideways

    // Worth keeping when it is far from the screen: it was scrolled, or was dear to make.
    virtual bool isDear() const { return false; }
    // Work that can wait for a quiet moment, a slice of a few milliseconds at a time: highlighting, exact heights of rows.
    // It may change the height. False: nothing was left to do.
    virtual bool doIdleWork(const Block &) { return false; }
};

// The item for a block of this kind.
std::unique_ptr<BlockItem> makeBlockItem(const Block &block, const BlockLook &look);
// A guess for a block that is not laid out, in pixels; cheap.
qreal estimatedHeight(const Block &block, const BlockLook &look, qreal width);

} // namespace evenhand
