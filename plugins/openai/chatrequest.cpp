// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/chatrequest.h"

#include "plugins/openai/chatmessages.h"
#include "plugins/openai/modelrules.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

class Builder
{
public:
    Builder(const ChatRequest &request, const Dialect &dialect)
        : m_request(request)
        , m_parameters(request.parameters)
        , m_dialect(dialect)
        , m_reasons(dialect.reasoningRules && isReasoningModel(request.model))
    {
    }

    ChatBody build(const Repairs &repairs)
    {
        addMessages();
        addParameters();
        addEffort();
        addFormat();
        if (!m_request.tools.isEmpty())
            m_body.json[u"tools"_s] = chatTools(m_request.tools, m_dialect);
        addStreaming();
        for (auto member = m_parameters.extra.begin(); member != m_parameters.extra.end(); ++member)
            m_body.json[member.key()] = member.value();
        m_body.notices += applyRepairs(repairs, m_request.model, m_body.json);
        tellSchema();
        return m_body;
    }

private:
    void addMessages()
    {
        m_body.json[u"model"_s] = m_request.model;
        m_body.json[u"messages"_s] = chatMessages(m_request.messages, m_dialect, systemRole(), m_body.notices);
        const bool system = std::ranges::contains(m_request.messages, Role::System, &Message::role);
        if (m_reasons && system)
            note(u"The system message was sent with the role “developer”, as %1 asks for."_s.arg(m_request.model));
    }

    QString systemRole() const { return m_reasons ? u"developer"_s : u"system"_s; }

    void addParameters()
    {
        if (m_parameters.maxTokens)
            addRenamed(u"max_tokens"_s, m_reasons ? u"max_completion_tokens"_s : u"max_tokens"_s,
                       *m_parameters.maxTokens);
        addSampling(m_request, m_dialect, m_body.json, m_body.notices);
        if (m_parameters.seed)
            addRenamed(u"seed"_s, m_dialect.seed, *m_parameters.seed);
        if (!m_parameters.stop.isEmpty() && m_reasons && !takesStop(m_request.model))
            note(leftOutText(u"stop"_s, m_request.model));
        else if (!m_parameters.stop.isEmpty())
            m_body.json[u"stop"_s] = QJsonArray::fromStringList(m_parameters.stop);
    }

    void addRenamed(const QString &name, const QString &sentName, const QJsonValue &value)
    {
        m_body.json[sentName] = value;
        if (sentName != name)
            note(renamedText(name, sentName));
    }

    void addEffort()
    {
        if (m_dialect.parsesReasoning && mixesReasoning(m_request.model))
            m_body.json[u"reasoning_format"_s] = u"parsed"_s;
        const QString effort = sentEffort(m_request, m_dialect, m_body.notices);
        if (effort.isEmpty())
            return;
        if (m_dialect.effortObject)
            m_body.json[u"reasoning"_s] = QJsonObject{{u"effort"_s, effort}};
        else
            m_body.json[u"reasoning_effort"_s] = effort;
    }

    void addFormat()
    {
        if (!m_request.format)
            return;
        QJsonObject format{{u"type"_s, u"json_object"_s}};
        if (m_dialect.takesSchemas) {
            const bool strict = isStrict(*m_request.format, m_body.notices);
            const QJsonObject schema{
                {u"name"_s, m_request.format->name}, {u"strict"_s, strict}, {u"schema"_s, m_request.format->schema}};
            format = {{u"type"_s, u"json_schema"_s}, {u"json_schema"_s, schema}};
        }
        m_body.json[u"response_format"_s] = format;
    }

    // Where only some JSON can be asked for, the model is told which.
    void tellSchema()
    {
        if (!m_request.format || m_body.json["response_format"_L1]["type"_L1].toString() != "json_object"_L1)
            return;
        QJsonArray messages = m_body.json["messages"_L1].toArray();
        messages.prepend(QJsonObject{{u"role"_s, systemRole()}, {u"content"_s, schemaInstruction(*m_request.format)}});
        m_body.json[u"messages"_s] = messages;
        note(schemaToldText());
    }

    void addStreaming()
    {
        m_body.json[u"stream"_s] = true;
        if (m_dialect.usageUnasked)
            return;
        QJsonObject options{{u"include_usage"_s, true}};
        if (m_dialect.obfuscates)
            options[u"include_obfuscation"_s] = false;
        m_body.json[u"stream_options"_s] = options;
    }

    void note(const QString &text) { m_body.notices.append(text); }

    const ChatRequest &m_request;
    const Parameters &m_parameters;
    const Dialect &m_dialect;
    const bool m_reasons;
    ChatBody m_body;
};

} // namespace

std::optional<Error> requestFault(const ChatRequest &request)
{
    if (request.parameters.extra["n"_L1].toInt(1) <= 1)
        return std::nullopt;
    return Error{.code = ErrorCode::InvalidInput,
                 .message = u"“n” asks for several answers to one request, of which a target shows one. Leave it out, "
                            "and repeat the run or add the target again instead."_s,
                 .detail = {}};
}

ChatBody buildChatBody(const ChatRequest &request, const Dialect &dialect, const Repairs &repairs)
{
    return Builder(request, dialect).build(repairs);
}

} // namespace evenhand
