// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/block.h"

#include <stop_token>

namespace evenhand {

// How answers differ, word by word. Words are compared as they are written; what is a word says wordsOf(). Markup, white
// space, line breaks and asides make no difference.
//
// A word is only here when it has no partner in any of the other answers, each compared on its own. Neighbouring words of
// one block make a phrase. What says nothing, one short word and one sign at most, does not split a phrase: of two answers
// where it stands between words without a partner in both, of more than two where it does so in this one.
struct AnswerDifferences
{
    QList<TextRange> onlyHere; // ascending; each is a phrase in one block
    bool isCoarse = false;     // some of it is there because it was too long and too different to be compared in detail

    bool operator==(const AnswerDifferences &) const = default;
};

struct TextComparison
{
    QList<AnswerDifferences> answers;
    // The places at which answers part, in the order of the first answer: for each answer the phrase it has there, as an
    // index into onlyHere; -1: none. Each phrase is in one place.
    QList<QList<int>> places;
    qint64 steps = 0; // what the comparison may have taken, at most, in the sense of SequenceMatch

    bool operator==(const TextComparison &) const = default;
};

namespace DiffLimits {
constexpr int shortWord = 4;          // UTF-16 units, at most
constexpr qint64 steps = 128'000'000; // of one comparison, shared by its pairs of answers
} // namespace DiffLimits

// Takes long; meant for a thread of its own. When it is stopped, the result is empty.
TextComparison compareTexts(const QList<QList<Block>> &answers, const std::stop_token &stop = {});

} // namespace evenhand
