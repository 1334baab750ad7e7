// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/plainchunks.h"

namespace evenhand {
namespace {

// Where the character that has this byte in it begins.
int characterBegin(const QByteArray &source, int offset)
{
    while (offset > 0 && offset < source.size() && (uchar(source[offset]) & 0xc0) == 0x80)
        --offset;
    return offset;
}

} // namespace

void PlainChunks::append(SourceRange range, const QList<Container> &containers)
{
    int at = range.begin;
    while (at < range.end) {
        const int end = std::min(range.end, lineEnd(m_source, at));
        appendWithinLine({at, end}, containers);
        at = end;
        if (at < range.end) {
            if (!m_state.isOpen)
                open(at, containers);
            endLine(at);
            at += newlineLength(m_source, at);
        }
    }
}

void PlainChunks::open(int begin, const QList<Container> &containers)
{
    m_blocks.append(
        Block{.kind = BlockKind::Plain, .note = m_state.note, .containers = containers, .source = {begin, begin}});
    m_state = {.isOpen = true};
}

void PlainChunks::appendWithinLine(SourceRange range, const QList<Container> &containers)
{
    while (!range.isEmpty()) {
        if (!m_state.isOpen)
            open(range.begin, containers);
        writeNewline();
        Block &block = m_blocks.last();
        const int limit = block.source.begin + int(2 * RichLimits::chunk);
        const int end = range.end <= limit ? range.end : std::max(range.begin, characterBegin(m_source, limit));
        TextWriter(m_source, block.content, m_state.writer).append({range.begin, end});
        block.source.end = std::max(block.source.end, end);
        m_state.isOpen = end == range.end;
        range.begin = end;
    }
}

void PlainChunks::endLine(int newline)
{
    writeNewline();
    const Block &block = m_blocks.last();
    if (newline - block.source.begin >= RichLimits::chunk)
        m_state.isOpen = false;
    else
        m_state.newline = newline;
}

void PlainChunks::writeNewline()
{
    if (m_state.newline < 0)
        return;
    Block &block = m_blocks.last();
    TextWriter(m_source, block.content, m_state.writer).appendNewline(m_state.newline);
    block.source.end = m_state.newline + newlineLength(m_source, m_state.newline);
    m_state.newline = -1;
}

} // namespace evenhand
