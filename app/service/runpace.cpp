// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/runpace.h"

#include <algorithm>
#include <cmath>

namespace evenhand {

void RunPace::begin(Clock::Moment now)
{
    m_begun = now;
    m_ends.clear();
}

void RunPace::ended(ChannelId channel, Clock::Moment now)
{
    while (!m_ends.empty() && now - m_ends.front().when > longWindow)
        m_ends.pop_front();
    m_ends.push_back({.channel = channel, .when = now});
}

std::optional<double> RunPace::rate(std::optional<ChannelId> channel, std::chrono::seconds over,
                                    Clock::Moment now) const
{
    const Clock::Moment from = std::max(m_begun, now - over);
    const auto cells = std::ranges::count_if(
        m_ends, [&](const End &end) { return end.when >= from && (!channel || end.channel == *channel); });
    if (cells < leastCells || now - from < least)
        return std::nullopt;
    return double(cells) / std::chrono::duration<double>(now - from).count();
}

std::optional<double> RunPace::perSecond(Clock::Moment now) const
{
    return rate(std::nullopt, window, now);
}

std::optional<std::chrono::seconds> RunPace::left(const QMap<ChannelId, qsizetype> &open, Clock::Moment now) const
{
    double longest = 0;
    for (const auto &[channel, cells] : open.asKeyValueRange()) {
        if (cells == 0)
            continue;
        const std::optional<double> pace = rate(channel, longWindow, now);
        if (!pace)
            return std::nullopt;
        longest = std::max(longest, double(cells) / *pace);
    }
    return std::chrono::seconds(std::llround(longest));
}

} // namespace evenhand
