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

// One request on a monotonic clock, taken in the engine's thread. All but queue count from the moment in which the
// request was handed to the plugin. No value: this moment was not reached or does not exist.
struct Timing
{
    // From the lane's start to the attempt's start, pauses between attempts included; of a later request of the same
    // attempt from the end of the one before.
    std::optional<Duration> queue;
    std::optional<Duration> connecting;     // a new connection was begun
    std::optional<Duration> requestSent;    // the request was written
    std::optional<Duration> firstByte;      // the answer's head
    std::optional<Duration> firstReasoning; // first reasoning text
    std::optional<Duration> firstText;      // first visible token: text, refusal or tool call
    std::optional<Duration> lastToken;      // last piece of output of any kind
    std::optional<Duration> total;          // the terminal signal

    bool operator==(const Timing &) const = default;

    // First output of any kind, from the moment in which the request was written: making a connection is not the model's
    // time, and only some requests need one. From the request's start where nothing is written.
    std::optional<Duration> firstToken() const;
    // Output tokens per second between first and last output; no value where the tokens are not reported or the
    // whole answer came in one piece.
    std::optional<double> tokensPerSecond(const std::optional<Usage> &usage) const;

private:
    std::optional<Duration> firstOutput() const; // from the request's start
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
    QString priceRow; // id of the row of the price book that it was computed with; several, with a space between,
                      // where its requests were billed by different ones
    QString unpriced; // why there is no amount: a sentence

    bool operator==(const AttemptCost &) const = default;
};

// What a request is billed by.
struct BilledRequest
{
    std::optional<Usage> usage; // none: it was not reported
    QString tier;               // of service, in the provider's words; empty: it did not say

    bool operator==(const BilledRequest &) const = default;
};

// What was sent back to one call of a tool.
struct ToolResult
{
    QString callId; // as it was sent; made up where the call has none
    QString name;
    QString text;

    bool operator==(const ToolResult &) const = default;
};

// A request whose answer called tools, and what the next request told of them.
struct Round
{
    std::optional<RequestRecord> request; // redacted
    Identity identity;
    Answer answer;
    Timing timing;
    QList<ToolResult> results; // in the order of the answer's calls

    bool operator==(const Round &) const = default;
};

// The messages that the next request holds for it: the answer as it was, and a result for each of its calls.
QList<Message> messagesOf(const Answer &answer, const QList<ToolResult> &results);

// What was asked once, with what it brought: one request to the provider, or a row of them while a model calls tools whose
// results were recorded. The answer of a cell is that of its last attempt, and that of an attempt the one of its last
// request.
struct Attempt
{
    AttemptId id;
    int number = 1;
    LaneState state = LaneState::Waiting;
    QDateTime started;                    // UTC
    QList<Round> rounds;                  // requests before the last one, oldest first
    std::optional<RequestRecord> request; // redacted; with what follows: of the last request
    Identity identity;
    Answer answer;
    Timing timing;
    std::optional<Error> error;
    std::optional<AttemptCost> cost; // none: it was not computed
    std::optional<AttemptId> copyOf; // the attempt whose answer this is; none: it was asked for

    // Each by itself, oldest first. A last one that ended without bringing anything after others that did is not among them:
    // what the others have cost stays known.
    QList<BilledRequest> billed() const;
    // The sum over them; no value unless every one of them reported it.
    std::optional<Usage> usage() const;
    // How long requests were under way; waiting for a turn between two of them is not counted.
    std::optional<Duration> total() const;
    std::optional<Duration> firstToken() const; // of the first request
    QStringList notices() const;                // each once

    bool operator==(const Attempt &) const = default;
};

} // namespace evenhand
