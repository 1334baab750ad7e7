// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/gemini/geminithinking.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

struct GeminiName
{
    int version = 999; // 205 for 2.5; a name without a number is newer than all of these
    bool pro = false;
    bool knowsThinking = true;
};

// "gemini-2.5-flash-lite", "gemini-3-pro-preview", "gemini-flash-latest", "publishers/google/models/gemini-3-flash"
GeminiName parseName(const QString &model)
{
    static const QRegularExpression numbered(u"^gemini-(\\d+)(?:\\.(\\d+))?"_s);
    const QString name = model.section(u'/', -1).toLower();
    GeminiName result{.pro = name.contains("pro"_L1)};
    if (const QRegularExpressionMatch match = numbered.match(name); match.hasMatch())
        result.version = match.captured(1).toInt() * 100 + match.captured(2).toInt();
    result.knowsThinking = result.version >= 205 && !name.startsWith("gemma"_L1) && !name.startsWith("learnlm"_L1);
    return result;
}

QString leftOut(const QString &model, const QString &reason)
{
    return u"“effort” was left out: %1 %2."_s.arg(model, reason);
}

// The ranges are 128 to 32768 for Pro, 0 and 512 to 24576 for what all others take.
int budgetOf(const QString &effort, bool pro)
{
    if (effort == "none"_L1)
        return 0;
    if (effort == "minimal"_L1)
        return 512;
    if (effort == "low"_L1)
        return 4096;
    if (effort == "medium"_L1)
        return 8192;
    return effort == "high"_L1 ? 16'384 : pro ? 32'768 : 24'576;
}

QString levelOf(const QString &effort, bool pro)
{
    if (effort == "none"_L1 || effort == "minimal"_L1)
        return pro ? u"LOW"_s : u"MINIMAL"_s;
    return effort == "low"_L1 || effort == "medium"_L1 ? effort.toUpper() : u"HIGH"_s;
}

} // namespace

GeminiThinking geminiThinking(const QString &effort, const QString &model)
{
    const GeminiName name = parseName(model);
    if (effort.isEmpty() || (effort == "none"_L1 && !name.knowsThinking))
        return {};
    if (!name.knowsThinking)
        return {.config = {}, .notice = leftOut(model, u"does not think"_s)};
    QJsonObject config{{u"includeThoughts"_s, effort != "none"_L1}};
    if (name.version >= 300) {
        const QString level = levelOf(effort, name.pro);
        config[u"thinkingLevel"_s] = level;
        if (level.toLower() == effort)
            return {.config = config, .notice = {}};
        return {.config = config,
                .notice = u"Effort “%1” was sent as the level %2, which %3 takes."_s.arg(effort, level, model)};
    }
    const int budget = budgetOf(effort, name.pro);
    if (budget == 0 && name.pro)
        return {.config = {}, .notice = leftOut(model, u"cannot be told not to think"_s)};
    config[u"thinkingBudget"_s] = budget;
    return {.config = config, .notice = u"Effort “%1” was sent as %2 tokens to think with."_s.arg(effort).arg(budget)};
}

} // namespace evenhand
