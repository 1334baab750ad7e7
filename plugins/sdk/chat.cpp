// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include <evenhand/chat.h>

#include <evenhand/enumnames.h>

namespace evenhand {

static constexpr EnumName<StopReason> stopReasonNames[] = {
    {StopReason::None, "none"},         {StopReason::Stop, "stop"},         {StopReason::Length, "length"},
    {StopReason::ToolCall, "tool_call"}, {StopReason::Filtered, "filtered"}, {StopReason::Paused, "paused"},
    {StopReason::Failed, "failed"},
};

QString toString(StopReason reason)
{
    return enumToString(stopReasonNames, reason);
}

std::optional<StopReason> stopReasonFromString(QStringView name)
{
    return enumFromString(stopReasonNames, name);
}

static std::optional<qint64> sum(std::initializer_list<std::optional<qint64>> buckets)
{
    std::optional<qint64> total;
    for (const std::optional<qint64> &bucket : buckets) {
        if (bucket)
            total = total.value_or(0) + *bucket;
    }
    return total;
}

std::optional<qint64> Usage::inputTotal() const
{
    std::optional<qint64> total = sum({inputFresh, cacheRead, audioInput});
    for (const CacheWrite &write : cacheWrites)
        total = total.value_or(0) + write.tokens;
    return total;
}

std::optional<qint64> Usage::outputTotal() const
{
    return sum({outputVisible, reasoning, audioOutput});
}

} // namespace evenhand
