// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/gemini/geminiusage.h"

#include "plugins/http/readusage.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace evenhand {

// [{"modality":"TEXT","tokenCount":4}, …]
static Count audioIn(const QJsonValue &details)
{
    for (const QJsonValue &detail : details.toArray()) {
        if (detail["modality"_L1].toString() == "AUDIO"_L1)
            return readCount(detail["tokenCount"_L1]);
    }
    return std::nullopt;
}

Usage readGeminiUsage(const QJsonObject &usage)
{
    const Count prompt = readCount(usage["promptTokenCount"_L1]);
    const Count tools = readCount(usage["toolUsePromptTokenCount"_L1]);
    const Count cached = readCount(usage["cachedContentTokenCount"_L1]);
    const Count audioInput =
        withoutPart(audioIn(usage["promptTokensDetails"_L1]), audioIn(usage["cacheTokensDetails"_L1]));
    const Count audioOutput = audioIn(usage["candidatesTokensDetails"_L1]);
    Count fresh = withoutPart(withoutPart(prompt, cached), audioInput);
    if (tools)
        fresh = fresh.value_or(0) + *tools;
    return {.inputFresh = fresh,
            .cacheRead = cached,
            .cacheWrites = {},
            .outputVisible = withoutPart(readCount(usage["candidatesTokenCount"_L1]), audioOutput),
            .reasoning = readCount(usage["thoughtsTokenCount"_L1]),
            .audioInput = audioInput,
            .audioOutput = audioOutput};
}

} // namespace evenhand
