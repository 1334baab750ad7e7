// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/run.h"

namespace evenhand {

enum class WaitReason {
    None,
    Answer,     // sent; no output yet
    RetryAfter, // the provider asked to wait
    Backoff,    // a failed attempt is tried again after a pause
    Pacing,     // the channel's own rate, or the provider's rate limit is used up
};

struct LaneStateChanged
{
    LaneState state = LaneState::Queued;
    WaitReason reason = WaitReason::None;
    std::chrono::milliseconds wait{0}; // how long, where it is known
    QString message;                   // why, in the provider's words where there are any

    bool operator==(const LaneStateChanged &) const = default;
};

struct AttemptStarted
{
    AttemptId id;
    int number = 1;
    int most = 1; // attempts that will be made at the most
    QDateTime started;
    Duration queue{0};

    bool operator==(const AttemptStarted &) const = default;
};

// The next request of the same attempt: the answer so far called tools, and these are their results.
struct RoundStarted
{
    QList<ToolResult> results;
    Duration total{0}; // of the request before
    Duration queue{0}; // from its end to this one's start

    bool operator==(const RoundStarted &) const = default;
};

// Something that the plugin delivered, `since` the request's start. Request records are already redacted.
struct LaneOutput
{
    ChatEvent event;
    Duration since{0};

    bool operator==(const LaneOutput &) const = default;
};

struct AttemptEnded
{
    LaneState state = LaneState::Done; // Done, Failed or Cancelled
    std::optional<Error> error;
    Duration total{0}; // of its last request

    bool operator==(const AttemptEnded &) const = default;
};

// What a lane says, in order. The last one of a lane is a LaneStateChanged with a final state, exactly once.
struct LaneEvent
{
    CellId cell;
    std::variant<LaneStateChanged, AttemptStarted, RoundStarted, LaneOutput, AttemptEnded> what;

    bool operator==(const LaneEvent &) const = default;
};

using LaneEvents = QList<LaneEvent>;

// The one fold from events to a cell: recorder, panes and headless output all use it.
void apply(const LaneEvent &event, Cell &cell);

// Its part of an answer: what is no part of one changes nothing.
void apply(const ChatEvent &event, Answer &answer);

} // namespace evenhand

Q_DECLARE_METATYPE(evenhand::LaneEvents)
