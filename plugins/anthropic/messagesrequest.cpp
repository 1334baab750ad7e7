// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/anthropic/messagesrequest.h"

#include "plugins/anthropic/messagecontent.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

// The protocol needs a limit. More than this is only sent when it was asked for.
constexpr int usualMaxTokens = 32'000;
constexpr int leastBudget = 1024;

// Tokens to think with, for models that take no effort.
int budgetOf(const QString &effort)
{
    if (effort == "minimal"_L1)
        return leastBudget;
    if (effort == "low"_L1)
        return 4096;
    if (effort == "medium"_L1)
        return 8192;
    return effort == "high"_L1 ? 16'384 : 32'768;
}

// The schemas that the provider takes say of each object that it has no other members.
QJsonValue withoutAdditions(const QJsonValue &schema, bool &changed)
{
    if (schema.isArray()) {
        QJsonArray result;
        for (const QJsonValue &element : schema.toArray())
            result.append(withoutAdditions(element, changed));
        return result;
    }
    if (!schema.isObject())
        return schema;
    QJsonObject result = schema.toObject();
    for (auto member = result.begin(); member != result.end(); ++member) {
        if (member.key() != "enum"_L1 && member.key() != "const"_L1)
            *member = withoutAdditions(member.value(), changed);
    }
    if (result.value("type"_L1).toString() == "object"_L1 && !result.contains("additionalProperties"_L1)) {
        result[u"additionalProperties"_s] = false;
        changed = true;
    }
    return result;
}

class Builder
{
public:
    Builder(const ChatRequest &request, const MessagesDialect &dialect)
        : m_request(request)
        , m_parameters(request.parameters)
        , m_dialect(dialect)
        , m_traits(dialect.traits)
    {
    }

    MessagesBody build(const MessagesRepairs &repairs)
    {
        if (m_dialect.bodyVersion.isEmpty())
            m_body.json[u"model"_s] = m_request.model;
        else
            m_body.json[u"anthropic_version"_s] = m_dialect.bodyVersion;
        m_body.json[u"stream"_s] = true;
        addMessages();
        addMaxTokens();
        addStop();
        addEffort();
        addFormat();
        addSampling();
        if (m_parameters.seed)
            leaveOut(u"seed"_s, u"this protocol does not have it"_s);
        for (auto member = m_parameters.extra.begin(); member != m_parameters.extra.end(); ++member)
            m_body.json[member.key()] = member.value();
        for (const MessagesRepair &repair : repairs) {
            if (const QString told = applyRepair(repair, m_request.model, m_body.json); !told.isEmpty())
                note(told);
        }
        return m_body;
    }

private:
    void addMessages()
    {
        if (const QJsonValue system = systemContent(m_request.messages); !system.isUndefined())
            m_body.json[u"system"_s] = system;
        m_body.json[u"messages"_s] = messagesContent(m_request.messages, m_body.notices);
        if (!m_request.tools.isEmpty())
            m_body.json[u"tools"_s] = toolsContent(m_request.tools);
    }

    int maxTokens() const { return m_parameters.maxTokens.value_or(std::min(m_traits.maxOutput, usualMaxTokens)); }

    void addMaxTokens()
    {
        m_body.json[u"max_tokens"_s] = maxTokens();
        if (!m_parameters.maxTokens && !m_parameters.extra.contains("max_tokens"_L1))
            note(u"“max_tokens” was sent as %1, since this protocol needs a limit."_s.arg(maxTokens()));
    }

    void addStop()
    {
        QJsonArray sequences;
        for (const QString &sequence : m_parameters.stop) {
            if (!sequence.trimmed().isEmpty())
                sequences.append(sequence);
        }
        if (sequences.size() < m_parameters.stop.size())
            note(u"A stop sequence of white space alone was left out: this protocol does not take it."_s);
        if (!sequences.isEmpty())
            m_body.json[u"stop_sequences"_s] = sequences;
    }

    void addEffort()
    {
        const QString &effort = m_parameters.effort;
        if (effort.isEmpty())
            return;
        if (effort == "none"_L1)
            addNoThinking();
        else if (m_traits.adaptive)
            addAdaptiveThinking(effort);
        else if (m_traits.budget)
            addThinkingBudget(effort);
        else
            leaveOut(u"effort"_s, u"%1 does not think"_s.arg(m_request.model));
    }

    void addNoThinking()
    {
        if (m_traits.disabled)
            m_body.json[u"thinking"_s] = QJsonObject{{u"type"_s, u"disabled"_s}};
        else if (m_traits.thinks())
            leaveOut(u"effort"_s, u"%1 cannot be told not to think"_s.arg(m_request.model));
    }

    void addAdaptiveThinking(const QString &asked)
    {
        // Without `display` newer models think in silence.
        m_body.json[u"thinking"_s] = QJsonObject{{u"type"_s, u"adaptive"_s}, {u"display"_s, u"summarized"_s}};
        const QString effort = takenEffort(asked);
        m_outputConfig[u"effort"_s] = effort;
        if (effort != asked)
            note(u"Effort “%1” was sent as “%2”, which %3 takes."_s.arg(asked, effort, m_request.model));
    }

    // The effort itself, or else the next one below that the model takes, or the least one.
    QString takenEffort(const QString &asked) const
    {
        static const QStringList all{u"low"_s, u"medium"_s, u"high"_s, u"xhigh"_s, u"max"_s};
        const QStringList &taken = m_traits.efforts.isEmpty() ? all : m_traits.efforts;
        for (qsizetype i = all.indexOf(asked); i >= 0; --i) {
            if (taken.contains(all.at(i)))
                return all.at(i);
        }
        return taken.first();
    }

    void addThinkingBudget(const QString &effort)
    {
        if (maxTokens() <= leastBudget) {
            leaveOut(u"effort"_s, u"thinking needs more than %1 max tokens"_s.arg(leastBudget));
            return;
        }
        const int budget = std::clamp(budgetOf(effort), leastBudget, std::max(leastBudget, maxTokens() / 2));
        m_body.json[u"thinking"_s] = QJsonObject{{u"type"_s, u"enabled"_s}, {u"budget_tokens"_s, budget}};
        note(u"Effort “%1” was sent as %2 tokens to think with."_s.arg(effort).arg(budget));
    }

    void addFormat()
    {
        if (m_request.format) {
            bool changed = false;
            const QJsonValue schema = withoutAdditions(m_request.format->schema, changed);
            m_outputConfig[u"format"_s] = QJsonObject{{u"type"_s, u"json_schema"_s}, {u"schema"_s, schema}};
            if (changed)
                note(u"“additionalProperties”: false was added to the answer's schema, as this provider wants it."_s);
        }
        if (!m_outputConfig.isEmpty())
            m_body.json[u"output_config"_s] = m_outputConfig;
    }

    bool isThinking() const
    {
        QJsonValue thinking = m_parameters.extra["thinking"_L1];
        if (thinking.isUndefined())
            thinking = m_body.json["thinking"_L1];
        return thinking.isObject() && thinking["type"_L1].toString() != "disabled"_L1;
    }

    void addSampling()
    {
        if (m_parameters.temperature)
            addSampler(u"temperature"_s, *m_parameters.temperature, 1);
        const bool both = m_body.json.contains("temperature"_L1) && m_parameters.topP;
        if (both && m_traits.oneSampler)
            leaveOut(u"top_p"_s, u"%1 does not take it beside “temperature”"_s.arg(m_request.model));
        else if (m_parameters.topP)
            addSampler(u"top_p"_s, *m_parameters.topP, isThinking() && m_traits.samples ? 0.95 : 0.99);
    }

    // leastFixed: what a model takes that does not let itself be set.
    void addSampler(const QString &name, double value, double leastFixed)
    {
        if (!m_dialect.sampling) {
            leaveOut(name, u"this version of the protocol does not have it"_s);
        } else if (!m_traits.claude || (value >= leastFixed && value <= 1)) {
            m_body.json[name] = value;
        } else if (!m_traits.samples) {
            leaveOut(name, u"%1 takes only its own"_s.arg(m_request.model));
        } else if (isThinking()) {
            leaveOut(name, u"it cannot be set while the model thinks"_s);
        } else {
            m_body.json[name] = std::min(value, 1.0);
            if (value > 1)
                note(u"“%1” was sent as 1, the most that this provider takes."_s.arg(name));
        }
    }

    void leaveOut(const QString &name, const QString &reason) { note(u"“%1” was left out: %2."_s.arg(name, reason)); }

    void note(const QString &text) { m_body.notices.append(text); }

    const ChatRequest &m_request;
    const Parameters &m_parameters;
    const MessagesDialect &m_dialect;
    const ModelTraits &m_traits;
    QJsonObject m_outputConfig;
    MessagesBody m_body;
};

} // namespace

MessagesBody buildMessagesBody(const ChatRequest &request, const MessagesDialect &dialect,
                               const MessagesRepairs &repairs)
{
    return Builder(request, dialect).build(repairs);
}

} // namespace evenhand
