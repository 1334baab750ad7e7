// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/laneevent.h"

namespace evenhand {
namespace {

void append(QList<ToolCall> &calls, const ToolCallDelta &delta)
{
    const int index = delta.index;
    if (index < 0 || index >= maxToolCalls)
        return;
    if (index >= calls.size())
        calls.resize(index + 1);
    ToolCall &call = calls[index];
    if (!delta.id.isEmpty())
        call.id = delta.id;
    if (!delta.name.isEmpty())
        call.name = delta.name;
    call.arguments += delta.arguments;
}

void mergeText(QString &into, const QString &from)
{
    if (into.isEmpty())
        into = from;
}

void merge(Identity &into, const Identity &from)
{
    mergeText(into.model, from.model);
    mergeText(into.responseId, from.responseId);
    mergeText(into.requestId, from.requestId);
    mergeText(into.region, from.region);
    mergeText(into.serviceTier, from.serviceTier);
    mergeText(into.fingerprint, from.fingerprint);
    into.headers += from.headers;
}

void setOnce(std::optional<Duration> &moment, Duration since)
{
    if (!moment)
        moment = since;
}

// Folds one event of the plugin into the answer.
struct AnswerFold
{
    Answer &answer;

    void operator()(const TextDelta &delta) const { answer.text += delta.text; }
    void operator()(const ReasoningDelta &delta) const { answer.reasoning += delta.text; }
    void operator()(const RefusalDelta &delta) const { answer.refusal += delta.text; }
    void operator()(const ToolCallDelta &delta) const { append(answer.toolCalls, delta); }
    void operator()(const UsageReport &report) const
    {
        answer.usage = report.usage;
        answer.usageRaw = report.raw;
    }
    void operator()(const Notice &notice) const { answer.notices.append(notice.text); }
    void operator()(const Stopped &stopped) const
    {
        answer.stop = stopped.reason;
        answer.stopRaw = stopped.raw;
    }
    void operator()(const ProviderState &state) const { answer.providerState = state.state; }
    void operator()(const auto &) const {}
};

// Folds one event of the plugin into what the attempt holds beside the answer.
struct RequestFold
{
    Attempt &attempt;
    Duration since;

    void operator()(const PhaseReached &reached) const
    {
        switch (reached.phase) {
        case Phase::Connecting:
            return setOnce(attempt.timing.connecting, since);
        case Phase::RequestSent:
            return setOnce(attempt.timing.requestSent, since);
        case Phase::FirstByte:
            return setOnce(attempt.timing.firstByte, since);
        }
    }
    void operator()(const RequestRecord &request) const { attempt.request = request; }
    void operator()(const TextDelta &) const { visible(); }
    void operator()(const ReasoningDelta &) const
    {
        setOnce(attempt.timing.firstReasoning, since);
        attempt.timing.lastToken = since;
    }
    void operator()(const RefusalDelta &) const { visible(); }
    void operator()(const ToolCallDelta &) const { visible(); }
    void operator()(const Identity &identity) const { merge(attempt.identity, identity); }
    void operator()(const auto &) const {}

private:
    void visible() const
    {
        setOnce(attempt.timing.firstText, since);
        attempt.timing.lastToken = since;
    }
};

struct CellFold
{
    Cell &cell;

    void operator()(const LaneStateChanged &change) const
    {
        cell.state = change.state;
        if (change.state == LaneState::Streaming && !cell.attempts.isEmpty())
            cell.attempts.last().state = change.state;
    }
    void operator()(const AttemptStarted &started) const
    {
        Attempt attempt;
        attempt.id = started.id;
        attempt.number = started.number;
        attempt.started = started.started;
        attempt.timing.queue = started.queue;
        cell.attempts.append(attempt);
    }
    // What came so far moves back, and all begins anew.
    void operator()(const RoundStarted &started) const
    {
        if (cell.attempts.isEmpty())
            return;
        Attempt &attempt = cell.attempts.last();
        attempt.timing.total = started.total;
        attempt.rounds.append({.request = std::exchange(attempt.request, {}),
                               .identity = std::exchange(attempt.identity, {}),
                               .answer = std::exchange(attempt.answer, {}),
                               .timing = std::exchange(attempt.timing, {.queue = started.queue}),
                               .results = started.results});
    }
    void operator()(const LaneOutput &output) const
    {
        if (cell.attempts.isEmpty())
            return;
        Attempt &attempt = cell.attempts.last();
        std::visit(AnswerFold{attempt.answer}, output.event);
        std::visit(RequestFold{attempt, output.since}, output.event);
    }
    void operator()(const AttemptEnded &ended) const
    {
        if (cell.attempts.isEmpty())
            return;
        Attempt &attempt = cell.attempts.last();
        attempt.state = ended.state;
        attempt.error = ended.error;
        attempt.timing.total = ended.total;
    }
};

} // namespace

void apply(const LaneEvent &event, Cell &cell)
{
    std::visit(CellFold{cell}, event.what);
}

void apply(const ChatEvent &event, Answer &answer)
{
    std::visit(AnswerFold{answer}, event);
}

} // namespace evenhand
