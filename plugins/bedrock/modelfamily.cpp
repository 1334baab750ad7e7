// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/bedrock/modelfamily.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

enum class Family { Unknown, WithoutEffort, AlwaysReasons, ClaudeBudget, ClaudeEffort, Nova, GptOss };

// 45 for Claude 4.5; 0 when it is no Claude or an old one without a number there.
int claudeVersion(const QString &model)
{
    static const QRegularExpression form(u"anthropic\\.claude-(?:[a-z]+-)?(\\d)(?:-(\\d)(?!\\d))?"_s);
    const QRegularExpressionMatch match = form.match(model);
    return match.captured(1).toInt() * 10 + match.captured(2).toInt();
}

Family familyOf(const QString &model)
{
    if (model.contains("anthropic.claude-"_L1)) {
        const int version = claudeVersion(model);
        return version >= 46 ? Family::ClaudeEffort : version >= 37 ? Family::ClaudeBudget : Family::WithoutEffort;
    }
    if (model.contains("amazon.nova-2"_L1))
        return Family::Nova;
    if (model.contains("amazon.nova-"_L1) || model.contains("amazon.titan-"_L1) || model.contains("meta.llama"_L1))
        return Family::WithoutEffort;
    if (model.contains("openai.gpt-oss"_L1))
        return Family::GptOss;
    if (model.contains("deepseek.r1"_L1))
        return Family::AlwaysReasons;
    return Family::Unknown;
}

struct Budget
{
    QLatin1StringView effort;
    int tokens;
};
constexpr int smallestBudget = 1024;
constexpr std::array budgets = {
    Budget{"minimal"_L1, smallestBudget},
    Budget{"low"_L1, 2048},
    Budget{"medium"_L1, 8192},
    Budget{"high"_L1, 16384},
    Budget{"xhigh"_L1, 24576},
    Budget{"max"_L1, 32000},
};

QString leftOut(const QString &why)
{
    return u"“effort” was left out: %1."_s.arg(why);
}

QString sentAs(const QString &effort, const QString &as)
{
    return u"“effort” %1 was sent as %2."_s.arg(effort, as);
}

ReasoningFields claudeBudget(const QString &effort, std::optional<int> maxTokens)
{
    if (effort == "none"_L1)
        return {};
    const auto found = std::ranges::find(budgets, effort, &Budget::effort);
    if (found == budgets.end())
        return {.notice = leftOut(u"“%1” is none of the efforts that are known"_s.arg(effort))};
    int tokens = found->tokens;
    if (maxTokens && tokens >= *maxTokens)
        tokens = std::max(smallestBudget, *maxTokens / 2);
    if (maxTokens && tokens >= *maxTokens)
        return {.notice = leftOut(u"this model reasons with %1 tokens at least, which max_tokens does not leave room "
                                  "for"_s.arg(smallestBudget))};
    const QJsonObject thinking{{u"type"_s, u"enabled"_s}, {u"budget_tokens"_s, tokens}};
    return {.fields = {{u"thinking"_s, thinking}},
            .notice = sentAs(effort, u"a thinking budget of %1 tokens"_s.arg(tokens)),
            .reasons = true};
}

ReasoningFields claudeEffort(const QString &effort)
{
    if (effort == "none"_L1)
        return {.fields = {{u"thinking"_s, QJsonObject{{u"type"_s, u"disabled"_s}}}}};
    const QString sent = effort == "minimal"_L1 ? u"low"_s : effort;
    const QJsonObject thinking{{u"type"_s, u"adaptive"_s}, {u"display"_s, u"summarized"_s}};
    return {.fields = {{u"thinking"_s, thinking}, {u"output_config"_s, QJsonObject{{u"effort"_s, sent}}}},
            .notice = sent == effort ? QString() : sentAs(effort, sent),
            .reasons = true};
}

// For families with three efforts.
QString amongThree(const QString &effort)
{
    if (effort == "minimal"_L1)
        return u"low"_s;
    return effort == "xhigh"_L1 || effort == "max"_L1 ? u"high"_s : effort;
}

ReasoningFields nova(const QString &effort)
{
    if (effort == "none"_L1)
        return {.fields = {{u"reasoningConfig"_s, QJsonObject{{u"type"_s, u"disabled"_s}}}}};
    const QString sent = amongThree(effort);
    const QJsonObject config{{u"type"_s, u"enabled"_s}, {u"maxReasoningEffort"_s, sent}};
    return {.fields = {{u"reasoningConfig"_s, config}},
            .notice = sent == effort ? QString() : sentAs(effort, sent),
            .reasons = true};
}

ReasoningFields gptOss(const QString &effort)
{
    if (effort == "none"_L1)
        return {.notice = leftOut(u"this model always reasons"_s)};
    const QString sent = amongThree(effort);
    return {.fields = {{u"reasoning_effort"_s, sent}},
            .notice = sent == effort ? QString() : sentAs(effort, sent),
            .reasons = true};
}

} // namespace

ReasoningFields reasoningFields(const QString &model, const QString &effort, std::optional<int> maxTokens)
{
    switch (familyOf(model)) {
    case Family::ClaudeBudget:
        return claudeBudget(effort, maxTokens);
    case Family::ClaudeEffort:
        return claudeEffort(effort);
    case Family::Nova:
        return nova(effort);
    case Family::GptOss:
        return gptOss(effort);
    case Family::AlwaysReasons:
        return {.notice = leftOut(u"%1 always reasons, and does not let the effort be chosen"_s.arg(model))};
    case Family::WithoutEffort:
        return {.notice = leftOut(u"%1 does not take it"_s.arg(model))};
    case Family::Unknown:
        return {.notice =
                    leftOut(u"the name %1 does not tell how its model takes it. Put the model's own member into the "
                            "extra parameters, below additionalModelRequestFields"_s.arg(model))};
    }
    Q_UNREACHABLE_RETURN({});
}

bool takesSampling(const QString &model, bool reasons)
{
    const int version = claudeVersion(model);
    return version < 47 && !(version >= 37 && reasons);
}

} // namespace evenhand
