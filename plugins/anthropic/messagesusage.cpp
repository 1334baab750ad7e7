// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/anthropic/messagesusage.h"

#include "plugins/http/readusage.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {

QJsonObject mergedUsage(QJsonObject known, const QJsonObject &update)
{
    for (auto member = update.begin(); member != update.end(); ++member) {
        if (member.value().isObject())
            known[member.key()] = mergedUsage(known[member.key()].toObject(), member.value().toObject());
        else if (!member.value().isNull())
            known[member.key()] = member.value();
    }
    return known;
}

// By lifetime where the lifetimes add up to the total.
static QList<Usage::CacheWrite> cacheWrites(const QJsonObject &usage)
{
    const QJsonObject parts = usage["cache_creation"_L1].toObject();
    const qint64 fiveMinutes = readCount(parts["ephemeral_5m_input_tokens"_L1]).value_or(0);
    const qint64 oneHour = readCount(parts["ephemeral_1h_input_tokens"_L1]).value_or(0);
    const qint64 total = readCount(usage["cache_creation_input_tokens"_L1]).value_or(fiveMinutes + oneHour);
    QList<Usage::CacheWrite> writes;
    if (fiveMinutes + oneHour != total)
        return {{.lifetime = 0s, .tokens = total}};
    if (fiveMinutes > 0)
        writes.append({.lifetime = 5min, .tokens = fiveMinutes});
    if (oneHour > 0)
        writes.append({.lifetime = 1h, .tokens = oneHour});
    return writes;
}

Usage readMessagesUsage(const QJsonObject &usage)
{
    const Count output = readCount(usage["output_tokens"_L1]);
    const Count thinking = readCount(usage["output_tokens_details"_L1]["thinking_tokens"_L1]);
    const bool within = output && thinking && *thinking <= *output;
    return {.inputFresh = readCount(usage["input_tokens"_L1]),
            .cacheRead = readCount(usage["cache_read_input_tokens"_L1]),
            .cacheWrites = cacheWrites(usage),
            .outputVisible = within ? Count(*output - *thinking) : output,
            .reasoning = within ? thinking : Count(),
            .audioInput = {},
            .audioOutput = {}};
}

} // namespace evenhand
