// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/linkdefinition.h"

#include <span>

namespace evenhand {

// The text of a paragraph, a heading or a cell as it is handed to md4c: its lines without what containers put before them.
struct InlineText
{
    std::span<const SourceRange> lines;
    QList<LinkDefinition> definitions; // of links in it
    bool isCell = false;               // where \| is a |, in code as well
};

// Reads it into runs. md4c sees it as one paragraph whatever it looks like.
RichText readInlines(const QByteArray &source, const InlineText &text);

// The lines, joined by \n.
QByteArray joinedLines(const QByteArray &source, std::span<const SourceRange> lines);

} // namespace evenhand
