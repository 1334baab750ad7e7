// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/responsesrequest.h"

#include "plugins/http/attachedtext.h"
#include "plugins/openai/attachmentdata.h"
#include "plugins/openai/modelrules.h"
#include "plugins/openai/strictschema.h"
#include "plugins/openai/toolcalls.h"

#include <QJsonArray>

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
    {
    }

    ChatBody build(const Repairs &repairs)
    {
        m_body.json = {{u"model"_s, m_request.model}, {u"stream"_s, true}, {u"store"_s, false}};
        if (m_dialect.obfuscates)
            m_body.json[u"stream_options"_s] = QJsonObject{{u"include_obfuscation"_s, false}};
        addInput();
        addParameters();
        addReasoning();
        addFormat();
        if (!m_request.tools.isEmpty())
            m_body.json[u"tools"_s] = tools();
        addExtra();
        m_body.notices += applyRepairs(repairs, m_request.model, m_body.json);
        tellSchema();
        return m_body;
    }

private:
    void addInput()
    {
        QStringList instructions;
        QJsonArray input;
        for (const Message &message : m_request.messages) {
            if (message.role == Role::System)
                instructions << message.text;
            else
                addItems(message, input);
        }
        if (!instructions.isEmpty())
            m_body.json[u"instructions"_s] = instructions.join("\n\n"_L1);
        m_body.json[u"input"_s] = input;
    }

    void addItems(const Message &message, QJsonArray &input)
    {
        if (message.role == Role::User)
            input.append(messageItem(u"user"_s, userContent(message)));
        else if (message.role == Role::Assistant)
            addAnswer(message, input);
        else
            input.append(QJsonObject{{u"type"_s, u"function_call_output"_s},
                                     {u"call_id"_s, message.toolCallId},
                                     {u"output"_s, message.text}});
    }

    static QJsonObject messageItem(const QString &role, const QJsonArray &content)
    {
        return {{u"type"_s, u"message"_s}, {u"role"_s, role}, {u"content"_s, content}};
    }

    // The items as they came, where they were kept: reasoning counts only beside what it led to.
    static void addAnswer(const Message &message, QJsonArray &input)
    {
        const QJsonArray kept = message.state[outputItemsKey].toArray();
        for (const QJsonValue &item : kept)
            input.append(item);
        if (!kept.isEmpty())
            return;
        if (!message.text.isEmpty()) {
            const QJsonObject part{{u"type"_s, u"output_text"_s}, {u"text"_s, message.text}};
            input.append(messageItem(u"assistant"_s, {part}));
        }
        for (const ToolCall &call : message.toolCalls)
            input.append(QJsonObject{{u"type"_s, u"function_call"_s},
                                     {u"call_id"_s, call.id},
                                     {u"name"_s, call.name},
                                     {u"arguments"_s, sentArguments(call)}});
    }

    QJsonArray userContent(const Message &message)
    {
        QJsonArray parts;
        if (!message.text.isEmpty() || message.attachments.isEmpty())
            parts.append(textPart(message.text));
        for (const Attachment &attachment : message.attachments) {
            if (const QJsonObject part = attachmentPart(attachment); !part.isEmpty())
                parts.append(part);
        }
        return parts;
    }

    static QJsonObject textPart(const QString &text) { return {{u"type"_s, u"input_text"_s}, {u"text"_s, text}}; }

    QJsonObject attachmentPart(const Attachment &attachment)
    {
        if (isText(attachment)) {
            note(attachedTextNotice(attachment));
            return textPart(attachedText(attachment));
        }
        if (attachment.mediaType.startsWith("image/"_L1))
            return {{u"type"_s, u"input_image"_s}, {u"detail"_s, u"auto"_s}, {u"image_url"_s, dataUrl(attachment)}};
        if (attachment.mediaType.startsWith("audio/"_L1)) {
            note(u"“%1” was left out: the Responses interface takes no audio."_s.arg(attachment.name));
            return {};
        }
        return {{u"type"_s, u"input_file"_s}, {u"filename"_s, attachment.name}, {u"file_data"_s, dataUrl(attachment)}};
    }

    void addParameters()
    {
        if (m_parameters.maxTokens)
            m_body.json[u"max_output_tokens"_s] = *m_parameters.maxTokens;
        addSampling(m_request, m_dialect, m_body.json, m_body.notices);
        if (m_parameters.seed)
            leaveOut(u"seed"_s);
        if (!m_parameters.stop.isEmpty())
            leaveOut(u"stop"_s);
    }

    // Reasoning is asked for in a form that can be shown, and in one that can be sent back.
    void addReasoning()
    {
        const QString effort = sentEffort(m_request, m_dialect, m_body.notices);
        QJsonObject reasoning;
        if (!effort.isEmpty())
            reasoning[u"effort"_s] = effort;
        if (m_dialect.reasoningRules && (isReasoningModel(m_request.model) || !effort.isEmpty())) {
            reasoning[u"summary"_s] = u"auto"_s;
            m_body.json[u"include"_s] = QJsonArray{u"reasoning.encrypted_content"_s};
        }
        if (!reasoning.isEmpty())
            m_body.json[u"reasoning"_s] = reasoning;
    }

    void addFormat()
    {
        if (!m_request.format)
            return;
        QJsonObject format{{u"type"_s, u"json_object"_s}};
        if (m_dialect.takesSchemas) {
            format = {{u"type"_s, u"json_schema"_s},
                      {u"name"_s, m_request.format->name},
                      {u"strict"_s, isStrict(*m_request.format, m_body.notices)},
                      {u"schema"_s, m_request.format->schema}};
        }
        m_body.json[u"text"_s] = QJsonObject{{u"format"_s, format}};
    }

    // Where only some JSON can be asked for, the model is told which: in the input, where the provider looks for it.
    void tellSchema()
    {
        if (!m_request.format || m_body.json["text"_L1]["format"_L1]["type"_L1].toString() != "json_object"_L1)
            return;
        QJsonArray input = m_body.json["input"_L1].toArray();
        input.prepend(messageItem(u"system"_s, {textPart(schemaInstruction(*m_request.format))}));
        m_body.json[u"input"_s] = input;
        note(schemaToldText());
    }

    // Without the member, a schema would be made strict by the provider.
    QJsonArray tools() const
    {
        QJsonArray json;
        for (const Tool &tool : m_request.tools)
            json.append(QJsonObject{{u"type"_s, u"function"_s},
                                    {u"name"_s, tool.name},
                                    {u"description"_s, tool.description},
                                    {u"parameters"_s, tool.schema},
                                    {u"strict"_s, isStrictSchema(tool.schema)}});
        return json;
    }

    void addExtra()
    {
        for (auto member = m_parameters.extra.begin(); member != m_parameters.extra.end(); ++member)
            m_body.json[member.key()] = member.value();
    }

    void leaveOut(const QString &name)
    {
        note(u"“%1” was left out: the Responses interface does not have it."_s.arg(name));
    }

    void note(const QString &text) { m_body.notices.append(text); }

    const ChatRequest &m_request;
    const Parameters &m_parameters;
    const Dialect &m_dialect;
    ChatBody m_body;
};

} // namespace

ChatBody buildResponsesBody(const ChatRequest &request, const Dialect &dialect, const Repairs &repairs)
{
    return Builder(request, dialect).build(repairs);
}

} // namespace evenhand
