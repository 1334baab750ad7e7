// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/chatmessages.h"

#include "plugins/http/attachedtext.h"
#include "plugins/openai/attachmentdata.h"
#include "plugins/openai/strictschema.h"
#include "plugins/openai/toolcalls.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

QJsonObject textPart(const QString &text)
{
    return {{u"type"_s, u"text"_s}, {u"text"_s, text}};
}

class MessageWriter
{
public:
    MessageWriter(const Dialect &dialect, const QString &systemRole, QStringList &notices)
        : m_dialect(dialect)
        , m_systemRole(systemRole)
        , m_notices(notices)
    {
    }

    QJsonObject write(const Message &message)
    {
        switch (message.role) {
        case Role::System:
            return {{u"role"_s, m_systemRole}, {u"content"_s, message.text}};
        case Role::User:
            return {{u"role"_s, u"user"_s}, {u"content"_s, userContent(message)}};
        case Role::Assistant:
            return assistant(message);
        case Role::Tool:
            return {
                {u"role"_s, u"tool"_s}, {u"tool_call_id"_s, callId(message.toolCallId)}, {u"content"_s, message.text}};
        }
        Q_UNREACHABLE_RETURN({});
    }

private:
    QJsonValue userContent(const Message &message)
    {
        if (message.attachments.isEmpty())
            return message.text;
        QJsonArray parts;
        if (!message.text.isEmpty())
            parts.append(textPart(message.text));
        for (const Attachment &attachment : message.attachments)
            parts.append(attachmentPart(attachment));
        return parts;
    }

    // Files are for what needs a reader, such as PDF.
    QJsonObject attachmentPart(const Attachment &attachment)
    {
        if (isText(attachment)) {
            note(attachedTextNotice(attachment));
            return textPart(attachedText(attachment));
        }
        if (attachment.mediaType.startsWith("image/"_L1))
            return {{u"type"_s, u"image_url"_s}, {u"image_url"_s, QJsonObject{{u"url"_s, dataUrl(attachment)}}}};
        if (const QString format = audioFormat(attachment); !format.isEmpty()) {
            const QString data = QString::fromLatin1(attachment.data.toBase64());
            return {{u"type"_s, u"input_audio"_s},
                    {u"input_audio"_s, QJsonObject{{u"data"_s, data}, {u"format"_s, format}}}};
        }
        const QJsonObject file{{u"filename"_s, attachment.name}, {u"file_data"_s, dataUrl(attachment)}};
        return {{u"type"_s, u"file"_s}, {u"file"_s, file}};
    }

    QJsonObject assistant(const Message &message)
    {
        QJsonObject json{{u"role"_s, u"assistant"_s}, {u"content"_s, message.text}};
        if (const QJsonArray details = message.state[reasoningDetailsKey].toArray(); !details.isEmpty())
            json[reasoningDetailsKey] = details;
        if (message.toolCalls.isEmpty())
            return json;
        const QString reasoning = message.state[reasoningContentKey].toString();
        if (!reasoning.isEmpty() && !m_dialect.reasoningRules)
            json[reasoningContentKey] = reasoning;
        if (message.text.isEmpty())
            json[u"content"_s] = QJsonValue::Null;
        QJsonArray calls;
        for (const ToolCall &call : message.toolCalls) {
            const QJsonObject function{{u"name"_s, call.name}, {u"arguments"_s, sentArguments(call)}};
            calls.append(
                QJsonObject{{u"id"_s, callId(call.id)}, {u"type"_s, u"function"_s}, {u"function"_s, function}});
        }
        json[u"tool_calls"_s] = calls;
        return json;
    }

    // Some take only ids of nine letters and digits. The same id always gives the same one.
    QString callId(const QString &id)
    {
        static const QRegularExpression nine(u"^[A-Za-z0-9]{9}$"_s);
        if (!m_dialect.shortCallIds || nine.match(id).hasMatch())
            return id;
        note(u"Ids of tool calls were sent as ids of nine characters, which this provider asks for."_s);
        return QString::fromLatin1(QCryptographicHash::hash(id.toUtf8(), QCryptographicHash::Sha256).toHex().first(9));
    }

    void note(const QString &text)
    {
        if (!m_notices.contains(text))
            m_notices.append(text);
    }

    const Dialect &m_dialect;
    const QString &m_systemRole;
    QStringList &m_notices;
};

} // namespace

QJsonArray chatMessages(const QList<Message> &messages, const Dialect &dialect, const QString &systemRole,
                        QStringList &notices)
{
    MessageWriter writer(dialect, systemRole, notices);
    QJsonArray json;
    for (const Message &message : messages)
        json.append(writer.write(message));
    return json;
}

QJsonArray chatTools(const QList<Tool> &tools, const Dialect &dialect)
{
    QJsonArray json;
    for (const Tool &tool : tools) {
        QJsonObject function{
            {u"name"_s, tool.name}, {u"description"_s, tool.description}, {u"parameters"_s, tool.schema}};
        if (dialect.strictTools && isStrictSchema(tool.schema))
            function[u"strict"_s] = true;
        json.append(QJsonObject{{u"type"_s, u"function"_s}, {u"function"_s, function}});
    }
    return json;
}

} // namespace evenhand
