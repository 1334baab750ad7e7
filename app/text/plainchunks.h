// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/textwriter.h"

namespace evenhand {

// Writes text as it is into Plain blocks of about RichLimits::chunk bytes, which end at line ends where they can. Where
// they end depends on the text alone, not on the pieces in which it comes.
class PlainChunks
{
public:
    struct State
    {
        bool isOpen = false;              // the last block goes on
        int newline = -1;                 // the line break that is written when something follows it
        BlockNote note = BlockNote::None; // of the next block
        TextWriter::State writer;
    };

    PlainChunks(const QByteArray &source, QList<Block> &blocks, State &state)
        : m_source(source)
        , m_blocks(blocks)
        , m_state(state)
    {
    }

    void append(SourceRange range, const QList<Container> &containers);

private:
    void open(int begin, const QList<Container> &containers);
    void appendWithinLine(SourceRange range, const QList<Container> &containers);
    void endLine(int newline);
    void writeNewline();

    const QByteArray &m_source;
    QList<Block> &m_blocks;
    State &m_state;
};

} // namespace evenhand
