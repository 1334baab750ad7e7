// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/answer.h"

#include <evenhand/enumnames.h>

namespace evenhand {

static constexpr EnumName<LaneState> laneStateNames[] = {
    {LaneState::Queued, "queued"},       {LaneState::Waiting, "waiting"},
    {LaneState::Streaming, "streaming"}, {LaneState::Done, "done"},
    {LaneState::Failed, "failed"},       {LaneState::Cancelled, "cancelled"},
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

} // namespace evenhand
