// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/clock.h"
#include "app/core/ids.h"

#include <QList>
#include <QMap>

#include <optional>

namespace evenhand {

// How fast the cells of a run end, over the last half minute. It says nothing that was not measured.
class RunPace
{
public:
    static constexpr std::chrono::seconds window{30};
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

    std::optional<double> perSecond(qsizetype cells, Clock::Moment now) const;

    Clock::Moment m_begun;
    QList<End> m_ends; // oldest first
};

} // namespace evenhand
