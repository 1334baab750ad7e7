// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/gemini/geminiusage.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace evenhand {

using Count = std::optional<qint64>;

static Count count(const QJsonValue &value)
{
    const qint64 number = value.toInteger(-1);
    return number < 0 ? std::nullopt : Count(number);
}

// [{"modality":"TEXT","tokenCount":4}, …]
static Count audioIn(const QJsonValue &details)
{
    for (const QJsonValue &detail : details.toArray()) {
        if (detail["modality"_L1].toString() == "AUDIO"_L1)
            return count(detail["tokenCount"_L1]);
    }
    return std::nullopt;
}

// What is left of a total that contains the part; all of it when it evidently does not contain it.
static Count remainder(Count total, Count part)
{
    if (!total || part.value_or(0) > *total)
        return total;
    return *total - part.value_or(0);
}

Usage readGeminiUsage(const QJsonObject &usage)
{
    const Count prompt = count(usage["promptTokenCount"_L1]);
    const Count tools = count(usage["toolUsePromptTokenCount"_L1]);
    const Count cached = count(usage["cachedContentTokenCount"_L1]);
    const Count audioInput =
        remainder(audioIn(usage["promptTokensDetails"_L1]), audioIn(usage["cacheTokensDetails"_L1]));
    const Count audioOutput = audioIn(usage["candidatesTokensDetails"_L1]);
    Count fresh = remainder(remainder(prompt, cached), audioInput);
    if (tools)
        fresh = fresh.value_or(0) + *tools;
    return {.inputFresh = fresh,
            .cacheRead = cached,
            .cacheWrites = {},
            .outputVisible = remainder(count(usage["candidatesTokenCount"_L1]), audioOutput),
            .reasoning = count(usage["thoughtsTokenCount"_L1]),
            .audioInput = audioInput,
            .audioOutput = audioOutput};
}

} // namespace evenhand
