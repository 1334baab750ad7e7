// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/answer/blockcursor.h"
#include "ui/answer/blockstack.h"
#include "ui/answer/blockview.h"
#include "ui/answer/idlework.h"
#include "ui/answer/spokentext.h"
#include "ui/answer/textfeed.h"

#include <QBasicTimer>
#include <QElapsedTimer>

#include <array>

namespace evenhand {

class BlockView::Private
{
public:
    Private(BlockView *view, const BlockLook &look);

    const QList<Block> &blocks() const { return feed.reader().blocks(); }

    // ---- Reading and geometry (blockview.cpp)
    void readAtOnce();
    void read(qsizetype most);
    void noteCompletion();
    bool readInSlices(const QDeadlineTimer &deadline);
    bool refine(const QDeadlineTimer &deadline);
    bool workIdly(const QDeadlineTimer &deadline);
    void resetBlocks(); // they are all others
    void resetLook();
    QRect shownRect() const; // what can be seen of the view
    void settle(); // after any change of the stack: lays out what is shown, fits the height, paints what is new
    void paintBlocks(QPainter &painter, const QRect &exposed);
    QList<BlockMark> marksIn(qsizetype block) const;
    void dropMarks(const BlockChanges &changes);
    QRect cursorRect();
    void updateBlock(qsizetype block);

    // ---- Selection (blockview.cpp) and input (blockviewinput.cpp)
    void select(const BlockCursor &next);
    void moveCursor(const TextPlace &place); // the selection's moving end, and into sight
    void ensureVisible(const QRect &rect);
    BlockSpot spotAt(const QPoint &point);
    BlockPaint paintFor(qsizetype block, const QRect &item, const QRect &exposed) const;
    void hover(const QPoint &point);
    void dragTo(const QPoint &point);
    bool isSoonAfterDoubleClick(const QPoint &point) const;
    void selectUnit(const TextPlace &place, TextUnit unit); // and what is dragged over from now on
    bool pressInItem(const QPoint &point);
    std::optional<TextPlace> placeForKey(const QKeyEvent &event);
    std::optional<LinkTarget> selectedLink() const;
    bool selectNextLink(bool forwards);

    BlockView *q;
    TextFeed feed;
    BlockStack stack;
    SpokenText spoken;
    IdleWork idle;
    BlockCursor cursor;
    std::array<QList<TextRange>, BlockMark::CurrentMatch + 1> marks;
    bool streaming = false;
    bool showsCursor = false; // the keyboard is used
    bool complete = true;     // when it was last looked

    // Of the mouse.
    enum class Drag { Nothing, Text, Item } drag = Drag::Nothing;
    TextUnit dragUnit = TextUnit::Character;
    TextRange dragOrigin; // what was selected when it began
    std::optional<LinkTarget> pressedLink;
    QPoint pressed;
    qsizetype dragBlock = 0;
    QPointF pointer{-1, -1};
    qsizetype hoverBlock = -1;
    BlockSpot hovered;
    QElapsedTimer sinceDoubleClick;
    QBasicTimer scrolling; // while a selection is drawn beyond what is shown
};

} // namespace evenhand
