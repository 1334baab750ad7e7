// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/gemini/geminicontent.h"

#include "plugins/http/attachedtext.h"

#include <QHash>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

QJsonObject textPart(const QString &text)
{
    return {{u"text"_s, text}};
}

bool isTaken(const QString &mediaType)
{
    static const QStringList types{u"image/png"_s,  u"image/jpeg"_s, u"image/webp"_s,
                                   u"image/heic"_s, u"image/heif"_s, u"application/pdf"_s};
    return types.contains(mediaType) || mediaType.startsWith("audio/"_L1) || mediaType.startsWith("video/"_L1);
}

// Empty when the provider takes no such thing. Of texts it knows the plain one for sure.
QJsonObject attachmentPart(const Attachment &attachment)
{
    const bool text = isText(attachment);
    if (!text && !isTaken(attachment.mediaType))
        return {};
    return {{u"inlineData"_s, QJsonObject{{u"mimeType"_s, text ? u"text/plain"_s : attachment.mediaType},
                                          {u"data"_s, QString::fromLatin1(attachment.data.toBase64())}}}};
}

QJsonArray userParts(const Message &message, QStringList &notices)
{
    QJsonArray parts;
    for (const Attachment &attachment : message.attachments) {
        if (const QJsonObject part = attachmentPart(attachment); !part.isEmpty())
            parts.append(part);
        else
            notices.append(u"The attachment “%1” was left out: this provider takes PNG, JPEG, WebP and HEIC images, "
                           "PDF, text, audio and video, and it is %2."_s.arg(attachment.name, attachment.mediaType));
    }
    if (!message.text.isEmpty())
        parts.append(textPart(message.text));
    return parts;
}

QJsonObject withId(QJsonObject call, const QString &id)
{
    if (!id.isEmpty() && !id.startsWith(madeCallIdPrefix))
        call[u"id"_s] = id;
    return call;
}

QJsonArray modelParts(const Message &message)
{
    if (const QJsonArray parts = message.state[signedPartsKey].toArray(); !parts.isEmpty())
        return parts;
    QJsonArray parts;
    if (!message.text.isEmpty())
        parts.append(textPart(message.text));
    for (const ToolCall &call : message.toolCalls) {
        const QJsonObject function{{u"name"_s, call.name},
                                   {u"args"_s, QJsonDocument::fromJson(call.arguments.toUtf8()).object()}};
        parts.append(QJsonObject{{u"functionCall"_s, withId(function, call.id)}});
    }
    return parts;
}

// A result has to be an object.
QJsonObject responseOf(const QString &text)
{
    const QJsonDocument json = QJsonDocument::fromJson(text.toUtf8());
    if (json.isObject())
        return json.object();
    return {{u"output"_s, json.isArray() ? QJsonValue(json.array()) : QJsonValue(text)}};
}

} // namespace

QJsonObject systemInstruction(const QList<Message> &messages)
{
    QJsonArray parts;
    for (const Message &message : messages) {
        if (message.role == Role::System && !message.text.isEmpty())
            parts.append(textPart(message.text));
    }
    return parts.isEmpty() ? QJsonObject() : QJsonObject{{u"parts"_s, parts}};
}

QJsonArray contentsOf(const QList<Message> &messages, QStringList &notices)
{
    QJsonArray contents;
    QHash<QString, QString> functions; // names, by the id of the latest call
    for (const Message &message : messages) {
        if (message.role == Role::System)
            continue;
        for (const ToolCall &call : message.toolCalls)
            functions.insert(call.id, call.name);
        QJsonArray parts;
        if (message.role == Role::Tool) {
            const QJsonObject result{{u"name"_s, functions.value(message.toolCallId)},
                                     {u"response"_s, responseOf(message.text)}};
            parts.append(QJsonObject{{u"functionResponse"_s, withId(result, message.toolCallId)}});
        } else {
            parts = message.role == Role::Assistant ? modelParts(message) : userParts(message, notices);
        }
        if (parts.isEmpty())
            continue;
        const QString role = message.role == Role::Assistant ? u"model"_s : u"user"_s;
        if (!contents.isEmpty() && contents.last()["role"_L1].toString() == role) {
            QJsonArray before = contents.takeAt(contents.size() - 1)["parts"_L1].toArray();
            for (const QJsonValue &part : std::as_const(parts))
                before.append(part);
            parts = before;
        }
        contents.append(QJsonObject{{u"role"_s, role}, {u"parts"_s, parts}});
    }
    return contents;
}

QJsonArray functionDeclarations(const QList<Tool> &tools)
{
    QJsonArray json;
    for (const Tool &tool : tools) {
        QJsonObject object{{u"name"_s, tool.name}, {u"parametersJsonSchema"_s, tool.schema}};
        if (!tool.description.isEmpty())
            object[u"description"_s] = tool.description;
        json.append(object);
    }
    return json;
}

} // namespace evenhand
