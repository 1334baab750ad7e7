// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/ollama/ollamarequest.h"

#include "plugins/http/attachedtext.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

QString roleName(Role role)
{
    switch (role) {
    case Role::System:
        return u"system"_s;
    case Role::User:
        return u"user"_s;
    case Role::Assistant:
        return u"assistant"_s;
    case Role::Tool:
        return u"tool"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QJsonArray callsJson(const QList<ToolCall> &calls)
{
    QJsonArray json;
    for (const ToolCall &call : calls) {
        const QJsonObject function{{u"index"_s, json.size()},
                                   {u"name"_s, call.name},
                                   {u"arguments"_s, QJsonDocument::fromJson(call.arguments.toUtf8()).object()}};
        json.append(QJsonObject{{u"id"_s, call.id}, {u"function"_s, function}});
    }
    return json;
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
    Builder(const ChatRequest &request, const OllamaSettings &settings)
        : m_request(request)
        , m_parameters(request.parameters)
        , m_settings(settings)
    {
    }

    OllamaBody build(bool thinks)
    {
        m_body.json = {{u"model"_s, m_request.model},
                       {u"stream"_s, true},
                       // Otherwise a prompt that does not fit is cut, and nobody is told.
                       {u"truncate"_s, false}};
        addMessages();
        addEffort(thinks);
        if (!m_request.tools.isEmpty())
            m_body.json[u"tools"_s] = toolsJson(m_request.tools);
        if (m_request.format)
            m_body.json[u"format"_s] = m_request.format->schema;
        if (!m_settings.keepAlive.isUndefined())
            m_body.json[u"keep_alive"_s] = m_settings.keepAlive;
        addOptions();
        return m_body;
    }

private:
    void addMessages()
    {
        QJsonArray messages;
        for (const Message &message : m_request.messages) {
            if (message.role == Role::Assistant)
                rememberCalls(message);
            messages.append(messageJson(message));
        }
        m_body.json[u"messages"_s] = messages;
    }

    void rememberCalls(const Message &message)
    {
        for (const ToolCall &call : message.toolCalls)
            m_toolNames.insert(call.id, call.name);
    }

    QJsonObject messageJson(const Message &message)
    {
        QJsonObject json{{u"role"_s, roleName(message.role)}, {u"content"_s, contentOf(message)}};
        if (const QJsonArray images = imagesJson(message); !images.isEmpty())
            json[u"images"_s] = images;
        if (!message.toolCalls.isEmpty())
            json[u"tool_calls"_s] = callsJson(message.toolCalls);
        if (const QJsonValue thinking = message.state["thinking"_L1]; thinking.isString())
            json[u"thinking"_s] = thinking;
        if (message.role == Role::Tool) {
            json[u"tool_call_id"_s] = message.toolCallId;
            json[u"tool_name"_s] = m_toolNames.value(message.toolCallId);
        }
        return json;
    }

    QString contentOf(const Message &message)
    {
        QStringList texts{message.text};
        for (const Attachment &attachment : message.attachments) {
            if (!isText(attachment))
                continue;
            texts << attachedText(attachment);
            note(attachedTextNotice(attachment));
        }
        texts.removeAll(QString());
        return texts.join("\n\n"_L1);
    }

    QJsonArray imagesJson(const Message &message)
    {
        QJsonArray images;
        for (const Attachment &attachment : message.attachments) {
            if (isText(attachment))
                continue;
            if (attachment.mediaType.startsWith("image/"_L1))
                images.append(QString::fromLatin1(attachment.data.toBase64()));
            else
                note(u"The attachment “%1” was left out: Ollama takes images and text only."_s.arg(attachment.name));
        }
        return images;
    }

    void addEffort(bool thinks)
    {
        const QString &effort = m_parameters.effort;
        const bool onlyLevels = m_request.model.section(u'/', -1).startsWith("gpt-oss"_L1);
        if (effort.isEmpty())
            return;
        if (effort == "none"_L1) {
            m_body.json[u"think"_s] = false;
            if (onlyLevels)
                note(u"Effort “none” was sent, but %1 thinks all the same."_s.arg(m_request.model));
            return;
        }
        if (!thinks) {
            note(doesNotThinkText(m_request.model));
            return;
        }
        const QString level = effort == "minimal"_L1 ? u"low"_s : effort == "xhigh"_L1 ? u"high"_s : effort;
        m_body.json[u"think"_s] = level;
        if (level != effort)
            note(u"Effort “%1” was sent as “%2”, which Ollama knows."_s.arg(effort, level));
    }

    void addOptions()
    {
        QJsonObject options;
        const auto add = [&options](const QString &name, const auto &value) {
            if (value)
                options[name] = *value;
        };
        add(u"num_predict"_s, m_parameters.maxTokens);
        add(u"temperature"_s, m_parameters.temperature);
        add(u"top_p"_s, m_parameters.topP);
        add(u"seed"_s, m_parameters.seed);
        add(u"num_ctx"_s, m_settings.contextLength);
        if (!m_parameters.stop.isEmpty())
            options[u"stop"_s] = QJsonArray::fromStringList(m_parameters.stop);
        const QJsonObject &extra = m_parameters.extra;
        for (auto member = extra.begin(); member != extra.end(); ++member)
            m_body.json[member.key()] = member.value();
        const QJsonObject own = extra["options"_L1].toObject();
        for (auto option = own.begin(); option != own.end(); ++option)
            options[option.key()] = option.value();
        if (!options.isEmpty())
            m_body.json[u"options"_s] = options;
    }

    void note(const QString &text) { m_body.notices.append(text); }

    const ChatRequest &m_request;
    const Parameters &m_parameters;
    const OllamaSettings &m_settings;
    QHash<QString, QString> m_toolNames; // by the id of the call
    OllamaBody m_body;
};

} // namespace

QString doesNotThinkText(const QString &model)
{
    return u"“effort” was left out: %1 does not think."_s.arg(model);
}

OllamaBody buildOllamaBody(const ChatRequest &request, const OllamaSettings &settings, bool thinks)
{
    return Builder(request, settings).build(thinks);
}

} // namespace evenhand
