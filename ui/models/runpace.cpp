// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/runpace.h"

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
    const auto first = std::ranges::find_if(m_ends, [now](const End &end) { return now - end.when <= window; });
    m_ends.erase(m_ends.cbegin(), first);
    m_ends.append({.channel = channel, .when = now});
}

std::optional<double> RunPace::perSecond(qsizetype cells, Clock::Moment now) const
{
    const Clock::Moment from = std::max(m_begun, now - window);
    if (cells < leastCells || now - from < least)
        return std::nullopt;
    return double(cells) / std::chrono::duration<double>(now - from).count();
}

std::optional<double> RunPace::perSecond(Clock::Moment now) const
{
    return perSecond(std::ranges::count_if(m_ends, [now](const End &end) { return now - end.when <= window; }), now);
}

std::optional<std::chrono::seconds> RunPace::left(const QMap<ChannelId, qsizetype> &open, Clock::Moment now) const
{
    double longest = 0;
    for (const auto &[channel, cells] : open.asKeyValueRange()) {
        if (cells == 0)
            continue;
        const auto ofChannel = [&](const End &end) { return end.channel == channel && now - end.when <= window; };
        const std::optional<double> rate = perSecond(std::ranges::count_if(m_ends, ofChannel), now);
        if (!rate)
            return std::nullopt;
        longest = std::max(longest, double(cells) / *rate);
    }
    return std::chrono::seconds(std::llround(longest));
}

} // namespace evenhand
