// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/answerreader.h"
#include "ui/answer/blockframe.h"

#include <QDeadlineTimer>

#include <optional>
#include <vector>

namespace evenhand {

// Blocks below each other: where each is, with its quotes, list markers and notes. Whole pixels. The height of a block is a
// guess until it has been laid out; what is laid out can be dropped and made again, its height stays known.
class BlockStack
{
public:
    explicit BlockStack(const BlockLook &look);
    ~BlockStack();

    const BlockLook &look() const { return m_look; }
    // Both drop what is laid out. Faces and colours are read again even if the look is the same.
    void setLook(const BlockLook &look);
    void setWidth(int width);

    // The list stays the caller's and has to outlive this, or another call.
    void setBlocks(const QList<Block> *blocks);
    // The list has changed like this.
    void change(const BlockChanges &changes);

    qsizetype count() const { return qsizetype(m_entries.size()); }
    int height() const;
    // The space above a block belongs to it: blocks follow each other without a gap.
    int top(qsizetype block) const;
    int bottom(qsizetype block) const { return top(block + 1); }
    qsizetype blockAt(int y) const;        // the nearest; 0 if there is none
    QRect itemRect(qsizetype block) const; // of the block itself
    bool isExact(qsizetype block) const;   // its height is no guess

    // Lays a block out, which makes its height exact; it costs nothing where it is already done.
    BlockItem &item(qsizetype block);
    BlockItem *existingItem(qsizetype block) const;
    // All that is between two heights, as it is after that.
    void layOut(int top, int bottom);
    // Everything from there downwards has to be painted again since the last call; nothing: all is as it was.
    std::optional<int> takeDirtyTop();

    // Makes guesses exact and does the items' own work. False: nothing is left to do.
    bool refine(const QDeadlineTimer &deadline);
    // Drops what is laid out outside, but for the last block, which may grow, and what is dear.
    void keepBetween(int top, int bottom);

    // In the stack's coordinates, but for what.exposed and what.pointer, which are the item's. Lays it out if need be.
    void paint(QPainter &painter, qsizetype block, const BlockPaint &what);

    qsizetype laidOutCount() const { return m_laidOut; } // how often a block has been laid out so far

private:
    struct Entry
    {
        BlockFrame frame;
        BlockKind kind = BlockKind::Paragraph;
        int height = 0; // of the block itself
        bool exact = false;
        bool works = false; // the item may have idle work
        qsizetype kept = 0; // of the text, since the item was laid out
        std::unique_ptr<BlockItem> item;
    };

    const Block &block(qsizetype index) const { return m_blocks->at(index); }
    void appendFrom(qsizetype first, Entry &before, qsizetype kept);
    void append(std::unique_ptr<BlockItem> item, qsizetype kept);
    void startAgain();
    void layOutEntry(qsizetype index);
    void guess(qsizetype index);
    void setHeight(qsizetype index, int height);
    void markDirty(int top);
    qreal itemWidth(const Entry &entry) const;
    void dropItem(qsizetype index);
    bool workInItems(const QDeadlineTimer &deadline);

    BlockLook m_look;
    int m_width = 0;
    const QList<Block> *m_blocks = nullptr;
    std::vector<Entry> m_entries;
    mutable std::vector<int> m_tops{0}; // of blocks, as far as they are known; behind the last one the height
    std::vector<qsizetype> m_live;      // blocks that have an item, ascending
    qsizetype m_firstGuess = 0;         // all before are exact
    std::optional<int> m_dirtyTop;
    qsizetype m_laidOut = 0;
};

} // namespace evenhand
