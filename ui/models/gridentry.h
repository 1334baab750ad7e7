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

// Which figures stand under what a cell says.
struct SecondLine
{
    bool time = true;
    bool tokens = true;
    bool cost = true;

    bool isEmpty() const { return !time && !tokens && !cost; }
    bool operator==(const SecondLine &) const = default;
};

// What a grid says where a case meets a target.
struct GridEntry
{
    enum class Tone { Plain, Quiet, Active, Good, Bad };
    Tone tone = Tone::Plain;
    QString head;
    // Under it; each may be empty: nothing to be said of it.
    QString note;
    QString time; // to the first token
    QString tokens;
    QString cost;

    QString figures(const SecondLine &shown) const; // all but the cost
    QString text() const;                           // all of it, for who listens
    bool operator==(const GridEntry &) const = default;
};

GridEntry liveEntry(const LiveCell &cell, Clock::Moment now);
// Of one cell that is as it is on disk. resumed: its run goes on, and what was stopped waits for its turn.
GridEntry cellEntry(const GridCell &cell, bool resumed);
// Of several repeats: how many ended how; the median of the times and tokens, the sum of the costs.
GridEntry repeatsEntry(const QList<GridCell> &repeats, bool resumed);
// What the marks and words of these cells mean, one sentence each; empty: they speak for themselves.
QStringList explanations(const QList<GridCell> &repeats);

} // namespace evenhand

Q_DECLARE_METATYPE(evenhand::GridEntry)
