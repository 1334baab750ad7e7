// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/block.h"

namespace evenhand {

// What can be counted in an answer. Markup is not counted, nor is what we say beside the text.
struct TextFigures
{
    qsizetype characters = 0; // Unicode code points, white space within blocks included
    qsizetype words = 0;      // those with a letter or a figure; in scripts without spaces, as Unicode divides them
    qsizetype paragraphs = 0;
    qsizetype headings = 0;
    qsizetype listItems = 0;
    qsizetype codeBlocks = 0;
    qsizetype codeLines = 0; // in all code blocks
    qsizetype tables = 0;
    qsizetype links = 0;

    TextFigures &operator+=(const TextFigures &more);
    bool operator==(const TextFigures &) const = default;
};

TextFigures figuresOf(const QList<Block> &blocks);

} // namespace evenhand
