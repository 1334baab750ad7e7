// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/block.h"

namespace evenhand {

// Goes through a line of the source by bytes and by columns: a tab is as wide as it takes to the next multiple of four, and
// may be used up in parts.
class LineCursor
{
public:
    LineCursor(const QByteArray &source, SourceRange line)
        : m_source(&source)
        , m_line(line)
        , m_offset(line.begin)
    {
    }

    SourceRange line() const { return m_line; }
    int offset() const { return m_offset; }
    int column() const { return m_column; }
    char peek(int ahead = 0) const { return m_offset + ahead < m_line.end ? m_source->at(m_offset + ahead) : '\n'; }
    bool isAtBlank() const { return peek() == ' ' || peek() == '\t'; }
    // Columns of the tab at the offset that are used up: what is left of it are spaces.
    int usedOfTab() const { return m_usedOfTab; }

    // From here to the next byte that is not blank.
    int indent() const;
    int nonBlank() const; // its offset
    bool isBlank() const { return nonBlank() >= m_line.end; }

    void advanceBytes(int count);
    void advanceColumns(int count);
    void advanceToNonBlank() { advanceColumns(indent()); }

private:
    int tabWidth(int column) const { return 4 - column % 4; }

    const QByteArray *m_source;
    SourceRange m_line;
    int m_offset = 0;
    int m_column = 0;
    int m_usedOfTab = 0;
};

} // namespace evenhand
