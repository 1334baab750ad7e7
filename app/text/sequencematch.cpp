// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/sequencematch.h"

#include <dtl/dtl.hpp>

#include <algorithm>
#include <array>

namespace evenhand {
namespace {

// Lengths of the runs at which sequences are cut.
constexpr std::array runLengths{8, 3, 1};

struct Window
{
    quint64 hash = 0;
    int place = 0;
    bool inSecond = false;
};

struct Pair
{
    int first = 0;
    int second = 0;
};

void appendWindows(std::vector<Window> &windows, std::span<const int> sequence, Stretch part, int length, bool inSecond)
{
    for (int place = part.begin; place + length <= part.end; ++place) {
        quint64 hash = 0;
        for (const int value : sequence.subspan(size_t(place), size_t(length)))
            hash = (hash ^ quint64(value)) * 0x9e3779b97f4a7c15ULL + (hash >> 29);
        windows.push_back({.hash = hash, .place = place, .inSecond = inSecond});
    }
}

// The longest chain of pairs that ascend in both. The pairs come in the order of their first places.
std::vector<Pair> longestChain(const std::vector<Pair> &pairs)
{
    std::vector<size_t> ends; // by length of a chain: the pair with the least second place that ends one
    std::vector<qsizetype> before(pairs.size(), -1);
    for (size_t i = 0; i < pairs.size(); ++i) {
        const auto at =
            std::ranges::lower_bound(ends, pairs[i].second, {}, [&](size_t end) { return pairs[end].second; });
        if (at != ends.begin())
            before[i] = qsizetype(*std::prev(at));
        if (at == ends.end())
            ends.push_back(i);
        else
            *at = i;
    }
    std::vector<Pair> chain;
    for (qsizetype i = ends.empty() ? -1 : qsizetype(ends.back()); i >= 0; i = before[size_t(i)])
        chain.push_back(pairs[size_t(i)]);
    std::ranges::reverse(chain);
    return chain;
}

class Matcher
{
public:
    Matcher(std::span<const int> first, std::span<const int> second, qint64 steps, const std::stop_token &stop)
        : m_first(first)
        , m_second(second)
        , m_steps(steps)
        , m_stop(stop)
    {
        m_result.partners.assign(first.size(), -1);
    }

    SequenceMatch take() { return std::move(m_result); }

    void match(Stretch first, Stretch second, size_t level = 0)
    {
        while (first.size() > 0 && second.size() > 0 && pair(first.begin, second.begin)) {
            ++first.begin;
            ++second.begin;
        }
        while (first.size() > 0 && second.size() > 0 && pair(first.end - 1, second.end - 1)) {
            --first.end;
            --second.end;
        }
        if (first.size() == 0 || second.size() == 0 || m_stop.stop_requested())
            return;
        const qint64 steps = qint64(first.size() + 1) * (second.size() + 1);
        if (steps <= MatchLimits::stretch && steps <= m_steps - m_result.steps) {
            m_result.steps += steps;
            align(first, second);
        } else if (level < runLengths.size()) {
            cut(first, second, level);
        } else {
            m_result.skipped.append({first, second});
        }
    }

private:
    bool pair(int first, int second)
    {
        if (m_first[size_t(first)] != m_second[size_t(second)])
            return false;
        m_result.partners[size_t(first)] = second;
        return true;
    }

    void align(Stretch first, Stretch second)
    {
        using Sequence = std::vector<int>;
        const auto part = [](std::span<const int> sequence, Stretch stretch) {
            return Sequence(sequence.begin() + stretch.begin, sequence.begin() + stretch.end);
        };
        dtl::Diff<int, Sequence> diff(part(m_first, first), part(m_second, second));
        diff.compose();
        for (const auto &[value, info] : diff.getSes().getSequence()) {
            if (info.type == dtl::SES_COMMON)
                m_result.partners[size_t(first.begin)] = second.begin;
            first.begin += info.type != dtl::SES_ADD;
            second.begin += info.type != dtl::SES_DELETE;
        }
    }

    // The runs that are there once in each part, those that can be kept in order, and what is between them.
    void cut(Stretch first, Stretch second, size_t level)
    {
        const int length = runLengths[level];
        for (const Pair &common : longestChain(commonRuns(first, second, length))) {
            const int late = std::max({0, first.begin - common.first, second.begin - common.second});
            if (late >= length)
                continue; // inside of the run before
            const Pair start{.first = common.first + late, .second = common.second + late};
            match({.begin = first.begin, .end = start.first}, {.begin = second.begin, .end = start.second}, level + 1);
            for (int i = 0; i < length - late; ++i)
                m_result.partners[size_t(start.first + i)] = start.second + i;
            first.begin = common.first + length;
            second.begin = common.second + length;
        }
        match(first, second, level + 1);
    }

    std::vector<Pair> commonRuns(Stretch first, Stretch second, int length) const
    {
        std::vector<Window> windows;
        appendWindows(windows, m_first, first, length, false);
        appendWindows(windows, m_second, second, length, true);
        std::ranges::sort(windows, {},
                          [](const Window &window) { return std::tuple(window.hash, window.inSecond, window.place); });
        std::vector<Pair> pairs;
        for (size_t i = 0; i < windows.size();) {
            size_t next = i + 1;
            while (next < windows.size() && windows[next].hash == windows[i].hash)
                ++next;
            if (next == i + 2 && !windows[i].inSecond && windows[i + 1].inSecond
                && isSameRun(windows[i].place, windows[i + 1].place, length))
                pairs.push_back({.first = windows[i].place, .second = windows[i + 1].place});
            i = next;
        }
        std::ranges::sort(pairs, {}, &Pair::first);
        return pairs;
    }

    bool isSameRun(int first, int second, int length) const
    {
        return std::ranges::equal(m_first.subspan(size_t(first), size_t(length)),
                                  m_second.subspan(size_t(second), size_t(length)));
    }

    std::span<const int> m_first;
    std::span<const int> m_second;
    qint64 m_steps;
    const std::stop_token &m_stop;
    SequenceMatch m_result;
};

} // namespace

SequenceMatch matchSequences(std::span<const int> first, std::span<const int> second, qint64 steps,
                             const std::stop_token &stop)
{
    Matcher matcher(first, second, steps, stop);
    matcher.match({.begin = 0, .end = int(first.size())}, {.begin = 0, .end = int(second.size())});
    return matcher.take();
}

} // namespace evenhand
