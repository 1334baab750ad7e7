// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>

#include <span>
#include <stop_token>
#include <vector>

namespace evenhand {

namespace MatchLimits {
// Places of one sequence times places of the other, at most, for which the longest common subsequence is looked for: it may
// take so many steps, and 24 bytes for each of them.
constexpr qint64 stretch = 1'000'000;
} // namespace MatchLimits

// A part of a sequence.
struct Stretch
{
    int begin = 0;
    int end = 0;

    int size() const { return end - begin; }
    bool operator==(const Stretch &) const = default;
};

// What two sequences have in common, in the same order in both.
struct SequenceMatch
{
    std::vector<int> partners; // for each place of the first: the place in the second, or -1
    // What was too much to be looked into, side by side: nothing in it has a partner.
    QList<std::pair<Stretch, Stretch>> skipped;
    qint64 steps = 0; // that it may have taken, at most; sorting left out
};

// Short sequences are matched as well as can be. Longer ones are cut at runs that are there exactly once in each, long runs
// before short ones, until the parts are short. `steps`: that it may take. When it is stopped, the result is of no use.
SequenceMatch matchSequences(std::span<const int> first, std::span<const int> second, qint64 steps,
                             const std::stop_token &stop = {});

} // namespace evenhand
