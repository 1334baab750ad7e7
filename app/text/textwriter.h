// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/block.h"

namespace evenhand {

// Writes parts of the source into a text of runs. What would be invisible becomes marks.
class TextWriter
{
public:
    // What has to be known of the text so far, so that writing can go on later.
    struct State
    {
        char32_t previous = 0;    // the last character that was let through
        bool endsInWhole = false; // the last run stands for its source as a whole
    };

    TextWriter(const QByteArray &source, RichText &text, State &state);

    // Characters as they are; no \r in them.
    void append(SourceRange range, TextStyles styles = {}, int link = -1);
    // The line break at an offset of the source.
    void appendNewline(int offset, TextStyles styles = {}, int link = -1);
    // A text that stands for a part of the source.
    void appendFor(SourceRange range, const QString &text, TextStyles styles = {}, int link = -1);
    void appendAside(const QString &text, TextStyles styles = {}, int link = -1);

private:
    void appendCharacters(SourceRange range, TextStyles styles, int link);
    void appendRun(const QString &text, TextRun run, bool isWhole);

    const QByteArray &m_source;
    RichText &m_text;
    State &m_state;
};

// The length of the line break at an offset of the source, in bytes: 0, 1, or 2 for \r\n.
int newlineLength(const QByteArray &source, int offset);
// Where the line that has this offset in it ends: at its line break, or the end of the source.
int lineEnd(const QByteArray &source, int offset);

} // namespace evenhand
