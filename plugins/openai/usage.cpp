// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/usage.h"

#include "plugins/http/readusage.h"

using namespace Qt::StringLiterals;

namespace evenhand {

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

static bool countsReasoningBeside(Count prompt, Count completion, Count reasoning, Count total)
{
    return prompt && completion && total && sum({reasoning}) > 0 && sum({prompt, completion, reasoning}) == *total;
}

Usage readUsage(const QJsonObject &usage)
{
    const QJsonValue in = usage["prompt_tokens_details"_L1];
    const QJsonValue out = usage["completion_tokens_details"_L1];
    const Count hit = readCount(usage["prompt_cache_hit_tokens"_L1]);
    const Count miss = readCount(usage["prompt_cache_miss_tokens"_L1]);
    const Count prompt = firstOf(readCount(usage["prompt_tokens"_L1]), hit || miss ? Count(sum({hit, miss})) : Count());
    const Count completion = readCount(usage["completion_tokens"_L1]);
    const Count cacheWrite = readCount(in["cache_write_tokens"_L1]);

    Usage result{
        .inputFresh = {},
        .cacheRead = firstOf(readCount(in["cached_tokens"_L1]), hit),
        .cacheWrites = {},
        .outputVisible = {},
        .reasoning = firstOf(readCount(out["reasoning_tokens"_L1]), readCount(usage["reasoning_tokens"_L1])),
        .audioInput = readCount(in["audio_tokens"_L1]),
        .audioOutput = readCount(out["audio_tokens"_L1]),
    };
    if (cacheWrite)
        result.cacheWrites.append({.lifetime = std::chrono::seconds(0), .tokens = *cacheWrite});
    result.inputFresh = withoutPart(prompt, sum({result.cacheRead, cacheWrite, result.audioInput}));
    const Count total = readCount(usage["total_tokens"_L1]);
    const bool beside = countsReasoningBeside(prompt, completion, result.reasoning, total);
    result.outputVisible = withoutPart(completion, sum({beside ? Count() : result.reasoning, result.audioOutput}));
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
