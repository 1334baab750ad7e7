// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/chatrequest.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

// Without these there is no request, or another one than was asked for.
const QStringList &protectedMembers()
{
    static const QStringList names{u"model"_s, u"messages"_s, u"stream"_s, u"tools"_s};
    return names;
}

QString dataUrl(const Attachment &attachment)
{
    return u"data:%1;base64,%2"_s.arg(attachment.mediaType, QString::fromLatin1(attachment.data.toBase64()));
}

QJsonObject attachmentPart(const Attachment &attachment)
{
    if (attachment.mediaType.startsWith("image/"_L1))
        return {{u"type"_s, u"image_url"_s}, {u"image_url"_s, QJsonObject{{u"url"_s, dataUrl(attachment)}}}};
    const QJsonObject file{{u"filename"_s, attachment.name}, {u"file_data"_s, dataUrl(attachment)}};
    return {{u"type"_s, u"file"_s}, {u"file"_s, file}};
}

QJsonValue userContent(const Message &message)
{
    if (message.attachments.isEmpty())
        return message.text;
    QJsonArray parts;
    if (!message.text.isEmpty())
        parts.append(QJsonObject{{u"type"_s, u"text"_s}, {u"text"_s, message.text}});
    for (const Attachment &attachment : message.attachments)
        parts.append(attachmentPart(attachment));
    return parts;
}

QJsonObject assistantMessage(const Message &message)
{
    QJsonObject json{{u"role"_s, u"assistant"_s}, {u"content"_s, message.text}};
    if (message.toolCalls.isEmpty())
        return json;
    if (message.text.isEmpty())
        json[u"content"_s] = QJsonValue::Null;
    QJsonArray calls;
    for (const ToolCall &call : message.toolCalls) {
        const QJsonObject function{{u"name"_s, call.name}, {u"arguments"_s, call.arguments}};
        calls.append(QJsonObject{{u"id"_s, call.id}, {u"type"_s, u"function"_s}, {u"function"_s, function}});
    }
    json[u"tool_calls"_s] = calls;
    return json;
}

QJsonObject messageJson(const Message &message, const QString &systemRole)
{
    switch (message.role) {
    case Role::System:
        return {{u"role"_s, systemRole}, {u"content"_s, message.text}};
    case Role::User:
        return {{u"role"_s, u"user"_s}, {u"content"_s, userContent(message)}};
    case Role::Assistant:
        return assistantMessage(message);
    case Role::Tool:
        return {{u"role"_s, u"tool"_s}, {u"tool_call_id"_s, message.toolCallId}, {u"content"_s, message.text}};
    }
    Q_UNREACHABLE_RETURN({});
}

QJsonArray toolsJson(const QList<Tool> &tools)
{
    QJsonArray json;
    for (const Tool &tool : tools) {
        const QJsonObject function{
            {u"name"_s, tool.name}, {u"description"_s, tool.description}, {u"parameters"_s, tool.schema}};
        json.append(QJsonObject{{u"type"_s, u"function"_s}, {u"function"_s, function}});
    }
    return json;
}

class Builder
{
public:
    Builder(const ChatRequest &request, const Dialect &dialect)
        : m_request(request)
        , m_dialect(dialect)
        , m_reasons(dialect.reasoningRules && isReasoningModel(request.model))
    {
    }

    ChatBody build(const Repairs &repairs)
    {
        addMessages();
        addParameters();
        if (!m_request.tools.isEmpty())
            m_body.json[u"tools"_s] = toolsJson(m_request.tools);
        m_body.json[u"stream"_s] = true;
        if (!m_dialect.usageUnasked)
            m_body.json[u"stream_options"_s] = QJsonObject{{u"include_usage"_s, true}};
        const QJsonObject &extra = m_request.parameters.extra;
        for (auto member = extra.begin(); member != extra.end(); ++member)
            m_body.json[member.key()] = member.value();
        for (const Repair &repair : repairs)
            apply(repair);
        return m_body;
    }

private:
    void addMessages()
    {
        const QString systemRole = m_reasons ? u"developer"_s : u"system"_s;
        QJsonArray messages;
        for (const Message &message : m_request.messages)
            messages.append(messageJson(message, systemRole));
        m_body.json[u"model"_s] = m_request.model;
        m_body.json[u"messages"_s] = messages;
        const bool system = std::ranges::contains(m_request.messages, Role::System, &Message::role);
        if (m_reasons && system)
            note(u"The system message was sent with the role “developer”, as %1 asks for."_s.arg(m_request.model));
    }

    void addParameters()
    {
        const Parameters &parameters = m_request.parameters;
        if (parameters.maxTokens)
            addRenamed(u"max_tokens"_s, m_reasons ? u"max_completion_tokens"_s : u"max_tokens"_s,
                       *parameters.maxTokens);
        if (parameters.temperature)
            addSampling(u"temperature"_s, *parameters.temperature);
        if (parameters.topP)
            addSampling(u"top_p"_s, *parameters.topP);
        if (parameters.seed)
            addRenamed(u"seed"_s, m_dialect.seed, *parameters.seed);
        if (!parameters.stop.isEmpty() && m_reasons && !takesStop(m_request.model))
            leaveOut(u"stop"_s);
        else if (!parameters.stop.isEmpty())
            m_body.json[u"stop"_s] = QJsonArray::fromStringList(parameters.stop);
    }

    void addRenamed(const QString &name, const QString &sentName, const QJsonValue &value)
    {
        m_body.json[sentName] = value;
        if (sentName != name)
            note(u"“%1” was sent as “%2”, which is its name here."_s.arg(name, sentName));
    }

    void addSampling(const QString &name, double value)
    {
        const bool told = m_request.parameters.extra["reasoning_effort"_L1].toString() == "none"_L1;
        if (!m_reasons || (told && samplesWithoutReasoning(m_request.model)))
            m_body.json[name] = value;
        else
            leaveOut(name);
    }

    void leaveOut(const QString &name)
    {
        note(u"“%1” was left out: %2 does not take it."_s.arg(name, m_request.model));
    }

    void apply(const Repair &repair)
    {
        const auto member = m_body.json.constFind(repair.member);
        if (member == m_body.json.constEnd() || (repair.only && *repair.only != member.value()))
            return;
        const QJsonValue value = m_body.json.take(repair.member);
        if (repair.replacement.isEmpty())
            leaveOut(repair.member);
        else
            addRenamed(repair.member, repair.replacement, value);
    }

    void note(const QString &text) { m_body.notices.append(text); }

    const ChatRequest &m_request;
    const Dialect &m_dialect;
    const bool m_reasons;
    ChatBody m_body;
};

// "Use 'max_completion_tokens' instead."
QString suggestedMember(const QString &message)
{
    static const QRegularExpression suggestion(u"[Uu]se ['\"`](\\w+)['\"`] instead"_s);
    return suggestion.match(message).captured(1);
}

} // namespace

ChatBody buildChatBody(const ChatRequest &request, const Dialect &dialect, const Repairs &repairs)
{
    return Builder(request, dialect).build(repairs);
}

std::optional<Repair> findRepair(const QJsonObject &body, const HttpFailure &failure)
{
    if (failure.status != 400 && failure.status != 422)
        return std::nullopt;
    const ProviderWords &words = failure.words;
    const QString usage = u"stream_options"_s;
    if (body.contains(usage) && (words.param.startsWith(usage) || words.message.contains(usage)))
        return Repair{.member = usage};

    static const QRegularExpression step(u"[.\\[]"_s);
    const QString member = words.param.section(step, 0, 0);
    if (failure.outcome.error->code != ErrorCode::UnsupportedParameter || !body.contains(member)
        || protectedMembers().contains(member))
        return std::nullopt;
    if (words.code == "unsupported_value"_L1)
        return Repair{.member = member, .only = body[member]};
    return Repair{.member = member, .replacement = suggestedMember(words.message)};
}

} // namespace evenhand
