// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/usage.h"

using namespace Qt::StringLiterals;

namespace evenhand {

using Count = std::optional<qint64>;

static Count count(const QJsonValue &value)
{
    const qint64 number = value.toInteger(-1);
    return number < 0 ? std::nullopt : Count(number);
}

static Count firstOf(Count first, Count second)
{
    return first ? first : second;
}

static qint64 sum(std::initializer_list<Count> counts)
{
    qint64 total = 0;
    for (const Count &each : counts)
        total += each.value_or(0);
    return total;
}

// What is left of a total that contains the parts; all of it when it evidently does not contain them.
static Count remainder(Count total, qint64 parts)
{
    if (!total || parts > *total)
        return total;
    return *total - parts;
}

static bool countsReasoningBeside(Count prompt, Count completion, Count reasoning, Count total)
{
    return prompt && completion && total && sum({reasoning}) > 0 && sum({prompt, completion, reasoning}) == *total;
}

Usage readUsage(const QJsonObject &usage)
{
    const QJsonValue in = usage["prompt_tokens_details"_L1];
    const QJsonValue out = usage["completion_tokens_details"_L1];
    const Count hit = count(usage["prompt_cache_hit_tokens"_L1]);
    const Count miss = count(usage["prompt_cache_miss_tokens"_L1]);
    const Count prompt = firstOf(count(usage["prompt_tokens"_L1]), hit || miss ? Count(sum({hit, miss})) : Count());
    const Count completion = count(usage["completion_tokens"_L1]);
    const Count cacheWrite = count(in["cache_write_tokens"_L1]);

    Usage result{
        .inputFresh = {},
        .cacheRead = firstOf(count(in["cached_tokens"_L1]), hit),
        .cacheWrites = {},
        .outputVisible = {},
        .reasoning = firstOf(count(out["reasoning_tokens"_L1]), count(usage["reasoning_tokens"_L1])),
        .audioInput = count(in["audio_tokens"_L1]),
        .audioOutput = count(out["audio_tokens"_L1]),
    };
    if (cacheWrite)
        result.cacheWrites.append({.lifetime = std::chrono::seconds(0), .tokens = *cacheWrite});
    result.inputFresh = remainder(prompt, sum({result.cacheRead, cacheWrite, result.audioInput}));
    const Count total = count(usage["total_tokens"_L1]);
    const bool beside = countsReasoningBeside(prompt, completion, result.reasoning, total);
    result.outputVisible = remainder(completion, sum({beside ? Count() : result.reasoning, result.audioOutput}));
    return result;
}

Usage readResponsesUsage(const QJsonObject &usage)
{
    return readUsage({{u"prompt_tokens"_s, usage["input_tokens"_L1]},
                      {u"prompt_tokens_details"_s, usage["input_tokens_details"_L1]},
                      {u"completion_tokens"_s, usage["output_tokens"_L1]},
                      {u"completion_tokens_details"_s, usage["output_tokens_details"_L1]},
                      {u"total_tokens"_s, usage["total_tokens"_L1]}});
}

} // namespace evenhand
