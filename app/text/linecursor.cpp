// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/linecursor.h"

#include <algorithm>

namespace evenhand {

int LineCursor::indent() const
{
    int column = m_column;
    for (int at = m_offset; at < m_line.end; ++at) {
        if (m_source->at(at) == '\t')
            column += tabWidth(column);
        else if (m_source->at(at) == ' ')
            ++column;
        else
            break;
    }
    return column - m_column;
}

int LineCursor::nonBlank() const
{
    int at = m_offset;
    while (at < m_line.end && (m_source->at(at) == ' ' || m_source->at(at) == '\t'))
        ++at;
    return at;
}

void LineCursor::advanceBytes(int count)
{
    for (; count > 0 && m_offset < m_line.end; --count) {
        m_column += m_source->at(m_offset) == '\t' ? tabWidth(m_column) : 1;
        m_usedOfTab = 0;
        ++m_offset;
    }
}

void LineCursor::advanceColumns(int count)
{
    while (count > 0 && m_offset < m_line.end) {
        if (m_source->at(m_offset) != '\t') {
            advanceBytes(1);
            --count;
            continue;
        }
        const int width = tabWidth(m_column);
        const int used = std::min(width, count);
        m_column += used;
        count -= used;
        m_usedOfTab = used < width ? m_usedOfTab + used : 0;
        m_offset += used < width ? 0 : 1;
    }
}

} // namespace evenhand
