// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/clock.h"
#include "app/core/laneevent.h"
#include "app/store/runstore.h"

#include <QMetaType>

namespace evenhand {

// A cell under way, as far as a grid tells it.
struct LiveCell
{
    LaneState state = LaneState::Queued;
    int attempt = 0; // number of the present one; 0: none was begun
    WaitReason reason = WaitReason::None;
    std::optional<Clock::Moment> until; // where it is known how long it waits
    QString beginning;                  // of what has arrived
    std::optional<Duration> firstToken;

    bool operator==(const LiveCell &) const = default;
};

// What a grid says where a case meets a target: two lines, the cost at the end of the second.
struct GridEntry
{
    enum class Tone { Plain, Quiet, Active, Bad };
    Tone tone = Tone::Plain;
    QString head;
    QString figures;
    QString cost; // empty: nothing to be said of it yet

    QString text() const; // all of it, for who listens
    bool operator==(const GridEntry &) const = default;
};

GridEntry liveEntry(const LiveCell &cell, Clock::Moment now);
// Of one cell that is as it is on disk. resumed: its run goes on, and what was stopped waits for its turn.
GridEntry cellEntry(const GridCell &cell, bool resumed);
// Of several repeats: how many ended how; the median of the times and tokens, the sum of the costs.
GridEntry repeatsEntry(const QList<GridCell> &repeats, bool resumed);

} // namespace evenhand

Q_DECLARE_METATYPE(evenhand::GridEntry)
