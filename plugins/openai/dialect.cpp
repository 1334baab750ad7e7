// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/dialect.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace evenhand {

Dialect dialectOf(const QString &host)
{
    if (host == "api.openai.com"_L1 || host.endsWith(".api.openai.com"_L1))
        return {.reasoningRules = true, .mixedModels = true};
    if (host == "api.mistral.ai"_L1)
        return {.usageUnasked = true, .seed = u"random_seed"_s};
    return {};
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

bool isChatModel(const QString &model)
{
    static const QRegularExpression chats(u"^(ft:)?(gpt-|o\\d|chatgpt-)"_s);
    static const QRegularExpression other(u"image|realtime|transcribe|tts|audio|instruct"_s);
    return chats.match(model).hasMatch() && !other.match(model).hasMatch();
}

} // namespace evenhand
