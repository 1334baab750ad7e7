// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/block.h"

#include <vector>

namespace evenhand {

// An answer as a screen reader reads it: each block's flat text behind its notes and markers, blocks on lines of their own.
// Offsets count UTF-16 units. Where blocks begin is found out when it is asked for.
class SpokenText
{
public:
    explicit SpokenText(const QList<Block> *blocks = nullptr); // the list stays the caller's

    void changeFrom(qsizetype block); // what was known of this block and those behind it is no longer true

    int length() const;
    QString text(int begin, int end) const;
    QString text(qsizetype block) const;
    int start(qsizetype block) const;
    qsizetype blockOf(int offset) const;

    TextPlace placeOf(int offset) const;
    int offsetOf(const TextPlace &place) const;

private:
    const QList<Block> *m_blocks;
    mutable std::vector<int> m_starts{0}; // as far as they are known; behind the last block the length
};

} // namespace evenhand
