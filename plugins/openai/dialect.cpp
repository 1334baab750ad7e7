// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/dialect.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace evenhand {

Dialect dialectOf(const QString &host)
{
    if (host == "api.openai.com"_L1 || host.endsWith(".api.openai.com"_L1))
        return {.reasoningRules = true, .mixedModels = true, .strictTools = true, .obfuscates = true};
    if (host == "api.mistral.ai"_L1)
        return {.usageUnasked = true, .shortCallIds = true, .seed = u"random_seed"_s};
    if (host == "api.groq.com"_L1)
        return {.parsesReasoning = true};
    if (host == "api.deepseek.com"_L1)
        return {.takesSchemas = false};
    if (host == "openrouter.ai"_L1)
        return {.effortObject = true};
    return {};
}

Dialect azureDialect()
{
    return {.reasoningRules = true, .strictTools = true};
}

// A fine-tuned model is called ft:<base>:…
static QString baseModel(const QString &model)
{
    return model.startsWith("ft:"_L1) ? model.section(u':', 1, 1) : model;
}

// 5 for gpt-5-mini, 5.1 for gpt-5.1; 0 for anything else.
static double gptVersion(const QString &model)
{
    static const QRegularExpression version(u"^gpt-(\\d+(?:\\.\\d+)?)(?:$|-)"_s);
    return version.match(baseModel(model)).captured(1).toDouble();
}

bool isReasoningModel(const QString &model)
{
    static const QRegularExpression oSeries(u"^o\\d"_s);
    return oSeries.match(baseModel(model)).hasMatch() || (gptVersion(model) >= 5 && !model.contains("-chat"_L1));
}

bool takesStop(const QString &model)
{
    const QString base = baseModel(model);
    return !base.startsWith("o3"_L1) && !base.startsWith("o4-mini"_L1);
}

bool samplesWithoutReasoning(const QString &model)
{
    const double version = gptVersion(model);
    return version > 5 && version < 6;
}

// gpt-6 and later: whether the model can be told not to reason.
static bool reasonsOnDemand(const QString &model)
{
    static const QRegularExpression names(u"^gpt-(6-sol|6-luna|6\\.1-terra)(?:$|-)"_s);
    return names.match(baseModel(model)).hasMatch();
}

QString nearestEffort(const QString &model, const QString &effort)
{
    const double version = gptVersion(model);
    const bool least = effort == "none"_L1 || effort == "minimal"_L1;
    if (version == 0) // of the o series
        return least ? u"low"_s : effort == "xhigh"_L1 || effort == "max"_L1 ? u"high"_s : effort;
    if (!least)
        return effort;
    if (version == 5)
        return u"minimal"_s;
    const bool none = version < 6 || reasonsOnDemand(model);
    return effort == "none"_L1 && none ? effort : u"low"_s;
}

bool mixesReasoning(const QString &model)
{
    static const QRegularExpression names(u"qwen|qwq|deepseek-r1"_s);
    return names.match(model).hasMatch();
}

bool isChatModel(const QString &model)
{
    static const QRegularExpression chats(u"^(ft:)?(gpt-|o\\d|chatgpt-)"_s);
    static const QRegularExpression other(u"image|realtime|transcribe|tts|audio|instruct"_s);
    return chats.match(model).hasMatch() && !other.match(model).hasMatch();
}

} // namespace evenhand
