// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/answer/blockstack.h"

namespace evenhand {

// What is selected: from a fixed end to one that moves.
struct BlockCursor
{
    TextPlace anchor;
    TextPlace position;

    TextRange range() const;
    bool operator==(const BlockCursor &) const = default;
};

// How far a movement goes at once.
enum class TextUnit { Character, Word, Line, Block, Everything };

// A character, or the space between two blocks, further.
TextPlace placeBeside(const QList<Block> &blocks, const TextPlace &place, TextUnit unit, bool forwards);
// The word or the block around a place.
TextRange unitAround(const QList<Block> &blocks, const TextPlace &place, TextUnit unit);
// The place where it was, or the nearest that there is.
TextPlace boundedPlace(const QList<Block> &blocks, const TextPlace &place);
TextPlace endPlace(const QList<Block> &blocks);

// A link in a block, in offsets of its flat text.
struct LinkSpan
{
    qsizetype begin = 0;
    qsizetype end = 0;
    LinkTarget target;
};
QList<LinkSpan> linksOf(const Block &block);

// On the screen: the line above or below, the beginning or the end of the line.
TextPlace placeInLine(BlockStack &stack, const QList<Block> &blocks, const TextPlace &place, bool forwards);
TextPlace endOfLine(BlockStack &stack, const QList<Block> &blocks, const TextPlace &place, bool forwards);

// In the stack's coordinates.
QRect caretOn(BlockStack &stack, const QList<Block> &blocks, const TextPlace &place);
TextPlace placeOn(BlockStack &stack, const QList<Block> &blocks, const QPoint &point);

} // namespace evenhand
