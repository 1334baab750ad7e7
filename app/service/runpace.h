// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/clock.h"
#include "app/core/ids.h"

#include <QMap>

#include <deque>
#include <optional>

namespace evenhand {

// How fast the cells of a run end. It says nothing that was not measured.
class RunPace
{
public:
    static constexpr std::chrono::seconds window{30}; // what the pace is measured over
    // What the time that is left is measured over: providers count by the minute, so a channel at its limit is quick for
    // some seconds and then waits.
    static constexpr std::chrono::seconds longWindow{300};
    static constexpr std::chrono::seconds least{3}; // no figure is given before
    static constexpr qsizetype leastCells = 5;

    void begin(Clock::Moment now);
    void ended(ChannelId channel, Clock::Moment now);

    std::optional<double> perSecond(Clock::Moment now) const;
    // Until the slowest channel has ended its open cells, at its own pace. No value when one of those that have open cells
    // was not measured.
    std::optional<std::chrono::seconds> left(const QMap<ChannelId, qsizetype> &open, Clock::Moment now) const;

private:
    struct End
    {
        ChannelId channel;
        Clock::Moment when;
    };

    std::optional<double> rate(std::optional<ChannelId> channel, std::chrono::seconds over, Clock::Moment now) const;

    Clock::Moment m_begun;
    std::deque<End> m_ends; // oldest first
};

} // namespace evenhand
