// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/block.h"

namespace evenhand {

// A word as Unicode divides text (UAX #29), or one character that is neither part of a word nor white space.
struct TextWord
{
    QStringView text; // lives as long as the block
    int begin = 0;    // in flatText
    int end = 0;
    bool isWord = false; // has a letter or a figure
};

// The words that the model wrote in this block, in order: asides are not among them, nor is anything that is no text of the
// block, such as list markers.
QList<TextWord> wordsOf(const Block &block);

} // namespace evenhand
