// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/answer.h"

#include <evenhand/enumnames.h>

using namespace Qt::StringLiterals;

namespace evenhand {

static constexpr EnumName<LaneState> laneStateNames[] = {
    {LaneState::Queued, "queued"},           {LaneState::Waiting, "waiting"},
    {LaneState::Streaming, "streaming"},     {LaneState::Done, "done"},
    {LaneState::Failed, "failed"},           {LaneState::Cancelled, "cancelled"},
    {LaneState::Interrupted, "interrupted"},
};

QString toString(LaneState state)
{
    return enumToString(laneStateNames, state);
}

std::optional<LaneState> laneStateFromString(QStringView name)
{
    return enumFromString(laneStateNames, name);
}

static void add(std::optional<qint64> &sum, const std::optional<qint64> &tokens)
{
    if (tokens)
        sum = sum.value_or(0) + *tokens;
}

static Usage operator+(Usage sum, const Usage &other)
{
    for (const auto bucket : {&Usage::inputFresh, &Usage::cacheRead, &Usage::outputVisible, &Usage::reasoning,
                              &Usage::audioInput, &Usage::audioOutput})
        add(sum.*bucket, other.*bucket);
    for (const Usage::CacheWrite &write : other.cacheWrites) {
        const auto same = std::ranges::find(sum.cacheWrites, write.lifetime, &Usage::CacheWrite::lifetime);
        if (same == sum.cacheWrites.end())
            sum.cacheWrites.append(write);
        else
            same->tokens += write.tokens;
    }
    return sum;
}

std::optional<Duration> Timing::firstToken() const
{
    return firstOutput().transform([this](Duration first) { return first - requestSent.value_or(Duration(0)); });
}

std::optional<Duration> Timing::firstOutput() const
{
    if (firstReasoning && firstText)
        return std::min(*firstReasoning, *firstText);
    return firstReasoning ? firstReasoning : firstText;
}

std::optional<double> Timing::tokensPerSecond(const std::optional<Usage> &usage) const
{
    const std::optional<Duration> first = firstOutput();
    const std::optional<qint64> tokens = usage ? usage->outputTotal() : std::nullopt;
    if (!first || !lastToken || !tokens || *lastToken <= *first || *tokens < 2)
        return std::nullopt;
    // The first token opens the interval, so it is not counted in it.
    return double(*tokens - 1) / std::chrono::duration<double>(*lastToken - *first).count();
}

QList<Message> messagesOf(const Answer &answer, const QList<ToolResult> &results)
{
    Message said{
        .role = Role::Assistant, .text = answer.text, .toolCalls = answer.toolCalls, .state = answer.providerState};
    QList<Message> told;
    for (qsizetype i = 0; i < std::min(results.size(), said.toolCalls.size()); ++i) {
        ToolCall &call = said.toolCalls[i];
        call.id = results.at(i).callId;
        if (call.arguments.trimmed().isEmpty())
            call.arguments = u"{}"_s;
        told.append({.role = Role::Tool, .text = results.at(i).text, .toolCallId = call.id});
    }
    return QList<Message>{said} + told;
}

QList<BilledRequest> Attempt::billed() const
{
    QList<BilledRequest> requests;
    for (const Round &round : rounds)
        requests.append({.usage = round.answer.usage, .tier = round.identity.serviceTier});
    const bool broughtNothing = !rounds.isEmpty() && isFinal(state) && !answer.usage && answer.isEmpty();
    if (!broughtNothing)
        requests.append({.usage = answer.usage, .tier = identity.serviceTier});
    return requests;
}

std::optional<Usage> Attempt::usage() const
{
    Usage sum;
    for (const BilledRequest &each : billed()) {
        if (!each.usage)
            return {};
        sum = sum + *each.usage;
    }
    return sum;
}

std::optional<Duration> Attempt::total() const
{
    if (!timing.total)
        return {};
    Duration sum = *timing.total;
    for (const Round &round : rounds)
        sum += round.timing.total.value_or(Duration(0)); // they have ended
    return sum;
}

std::optional<Duration> Attempt::firstToken() const
{
    return (rounds.isEmpty() ? timing : rounds.first().timing).firstToken();
}

QStringList Attempt::notices() const
{
    QStringList all;
    for (const Round &round : rounds)
        all += round.answer.notices;
    all += answer.notices;
    all.removeDuplicates();
    return all;
}

} // namespace evenhand
