// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/answer/blockitem.h"

#include <QRect>

namespace evenhand {

// What is around a block: the space above it, a note, the lines of quotes and the markers of list items. Whole pixels.
struct BlockFrame
{
    int space = 0;      // above everything
    int note = 0;       // the sentence above the block, with the space below it
    QList<int> indents; // of each container, from outside
    bool rightToLeft = false;

    int indent() const;
    int above() const { return space + note; }
    bool operator==(const BlockFrame &) const = default;
};

// `before` is the block before it with its frame; null: it is the first.
BlockFrame frameOf(const Block &block, const Block *before, const BlockFrame *beforeFrame, const BlockLook &look,
                   int width);

// Paints it around the block, which is at `item`; `joins`: as many quotes and items as the block before is in, too, whose
// lines go through the space in between.
void paintFrame(QPainter &painter, const Block &block, const BlockFrame &frame, const QRect &item, qsizetype joins,
                const BlockLook &look);
// The sentence that is shown for it; empty for None.
QString noteText(BlockNote note);
// How many containers two blocks that follow each other have in common, as far as can be seen.
qsizetype commonContainers(const Block &before, const Block &block);

} // namespace evenhand
