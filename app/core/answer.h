// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/ids.h"
#include "app/core/money.h"

#include <evenhand/chat.h>

#include <QDateTime>

namespace evenhand {

enum class LaneState {
    Queued,      // waits for its turn in the channel
    Waiting,     // sent and no output yet, or between two attempts
    Streaming,   // output arrives
    Done,        // ended as the protocol says
    Failed,      // ended with an error; what arrived is kept
    Cancelled,   // stopped by the person; what arrived is kept
    Interrupted, // the program ended in the middle; what was checkpointed is kept
};

QString toString(LaneState state);
std::optional<LaneState> laneStateFromString(QStringView name);
constexpr bool isFinal(LaneState state)
{
    return state >= LaneState::Done;
}

using Duration = std::chrono::microseconds;

// One attempt on a monotonic clock, taken in the engine's thread. All but queue count from the moment in which the
// request was handed to the plugin. No value: this moment was not reached or does not exist.
struct Timing
{
    std::optional<Duration> queue; // from the lane's start to the attempt's start, pauses between attempts included
    std::optional<Duration> connecting;     // a new connection was begun
    std::optional<Duration> requestSent;    // the request was written
    std::optional<Duration> firstByte;      // the answer's head
    std::optional<Duration> firstReasoning; // first reasoning text
    std::optional<Duration> firstText;      // first visible token: text, refusal or tool call
    std::optional<Duration> lastToken;      // last piece of output of any kind
    std::optional<Duration> total;          // the terminal signal

    bool operator==(const Timing &) const = default;

    // First output of any kind, from the moment in which the request was written: making a connection is not the model's
    // time, and only some requests need one. From the attempt's start where nothing is written.
    std::optional<Duration> firstToken() const;
    // Output tokens per second between first and last output; no value where the tokens are not reported or the
    // whole answer came in one piece.
    std::optional<double> tokensPerSecond(const std::optional<Usage> &usage) const;

private:
    std::optional<Duration> firstOutput() const; // from the attempt's start
};

// An answer has no more tool calls than this; what is beyond is a runaway index.
constexpr int maxToolCalls = 1024;

// What came back, complete or not.
struct Answer
{
    QString text;
    QString reasoning;
    QString refusal;
    QList<ToolCall> toolCalls;
    StopReason stop = StopReason::None;
    QString stopRaw; // the provider's own word
    std::optional<Usage> usage;
    QJsonObject usageRaw;
    QStringList notices;
    QJsonObject providerState; // what the provider wants back when the conversation goes on; never shown

    bool isEmpty() const { return text.isEmpty() && reasoning.isEmpty() && refusal.isEmpty() && toolCalls.isEmpty(); }
    bool operator==(const Answer &) const = default;
};

// What an attempt cost.
struct AttemptCost
{
    std::optional<Money> amount; // none: not priced
    QString priceRow;            // id of the row of the price book that it was computed with
    QString unpriced;            // why there is no amount: a sentence

    bool operator==(const AttemptCost &) const = default;
};

// One request to the provider, with what it brought. The answer of a cell is that of its last attempt.
struct Attempt
{
    AttemptId id;
    int number = 1;
    LaneState state = LaneState::Waiting;
    QDateTime started;                    // UTC
    std::optional<RequestRecord> request; // redacted
    Identity identity;
    Answer answer;
    Timing timing;
    std::optional<Error> error;
    std::optional<AttemptCost> cost; // none: it was not computed

    bool operator==(const Attempt &) const = default;
};

} // namespace evenhand
