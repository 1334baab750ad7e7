// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/anthropic/messagecontent.h"

#include "plugins/http/attachedtext.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

QJsonObject textBlock(const QString &text)
{
    return {{u"type"_s, u"text"_s}, {u"text"_s, text}};
}

QJsonObject base64Source(const Attachment &attachment)
{
    return {{u"type"_s, u"base64"_s},
            {u"media_type"_s, attachment.mediaType},
            {u"data"_s, QString::fromLatin1(attachment.data.toBase64())}};
}

QJsonObject documentBlock(const Attachment &attachment, const QJsonObject &source)
{
    QJsonObject block{{u"type"_s, u"document"_s}, {u"source"_s, source}};
    if (!attachment.name.isEmpty())
        block[u"title"_s] = attachment.name;
    return block;
}

// Empty when the provider takes no such thing.
QJsonObject attachmentBlock(const Attachment &attachment)
{
    static const QStringList images{u"image/jpeg"_s, u"image/png"_s, u"image/gif"_s, u"image/webp"_s};
    if (images.contains(attachment.mediaType))
        return {{u"type"_s, u"image"_s}, {u"source"_s, base64Source(attachment)}};
    if (attachment.mediaType == "application/pdf"_L1)
        return documentBlock(attachment, base64Source(attachment));
    if (isText(attachment))
        return documentBlock(attachment, {{u"type"_s, u"text"_s},
                                          {u"media_type"_s, u"text/plain"_s},
                                          {u"data"_s, QString::fromUtf8(attachment.data)}});
    return {};
}

QJsonArray userBlocks(const Message &message, QStringList &notices)
{
    QJsonArray blocks;
    for (const Attachment &attachment : message.attachments) {
        if (const QJsonObject block = attachmentBlock(attachment); !block.isEmpty())
            blocks.append(block);
        else
            notices.append(u"The attachment “%1” was left out: this provider takes JPEG, PNG, GIF and WebP images, PDF "
                           "and text, and it is %2."_s.arg(attachment.name, attachment.mediaType));
    }
    if (!message.text.isEmpty())
        blocks.append(textBlock(message.text));
    return blocks;
}

QJsonArray assistantBlocks(const Message &message)
{
    QJsonArray blocks = message.state[reasoningBlocksKey].toArray();
    if (!message.text.isEmpty())
        blocks.append(textBlock(message.text));
    for (const ToolCall &call : message.toolCalls) {
        blocks.append(QJsonObject{{u"type"_s, u"tool_use"_s},
                                  {u"id"_s, call.id},
                                  {u"name"_s, call.name},
                                  {u"input"_s, QJsonDocument::fromJson(call.arguments.toUtf8()).object()}});
    }
    return blocks;
}

QJsonArray resultBlocks(const Message &message)
{
    return {QJsonObject{
        {u"type"_s, u"tool_result"_s}, {u"tool_use_id"_s, message.toolCallId}, {u"content"_s, message.text}}};
}

QJsonArray blocksOf(const Message &message, QStringList &notices)
{
    if (message.role == Role::Assistant)
        return assistantBlocks(message);
    return message.role == Role::Tool ? resultBlocks(message) : userBlocks(message, notices);
}

} // namespace

QJsonValue systemContent(const QList<Message> &messages)
{
    QJsonArray blocks;
    for (const Message &message : messages) {
        if (message.role == Role::System && !message.text.isEmpty())
            blocks.append(textBlock(message.text));
    }
    if (blocks.isEmpty())
        return QJsonValue::Undefined;
    return blocks.size() == 1 ? blocks.first()["text"_L1] : QJsonValue(blocks);
}

QJsonArray messagesContent(const QList<Message> &messages, QStringList &notices)
{
    QJsonArray json;
    for (const Message &message : messages) {
        if (message.role == Role::System)
            continue;
        const QString role = message.role == Role::Assistant ? u"assistant"_s : u"user"_s;
        QJsonArray blocks = blocksOf(message, notices);
        if (blocks.isEmpty())
            continue;
        if (!json.isEmpty() && json.last()["role"_L1].toString() == role) {
            QJsonArray before = json.takeAt(json.size() - 1)["content"_L1].toArray();
            for (const QJsonValue &block : std::as_const(blocks))
                before.append(block);
            blocks = before;
        }
        json.append(QJsonObject{{u"role"_s, role}, {u"content"_s, blocks}});
    }
    return json;
}

QJsonArray toolsContent(const QList<Tool> &tools)
{
    QJsonArray json;
    for (const Tool &tool : tools) {
        QJsonObject object{{u"name"_s, tool.name}, {u"input_schema"_s, tool.schema}};
        if (!tool.description.isEmpty())
            object[u"description"_s] = tool.description;
        json.append(object);
    }
    return json;
}

} // namespace evenhand
