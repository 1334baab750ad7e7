// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/bedrock/conversemessages.h"

#include "plugins/http/attachedtext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

struct Format
{
    QLatin1StringView mediaType;
    QLatin1StringView name;
};
constexpr std::array imageFormats = {
    Format{"image/png"_L1, "png"_L1},
    Format{"image/jpeg"_L1, "jpeg"_L1},
    Format{"image/gif"_L1, "gif"_L1},
    Format{"image/webp"_L1, "webp"_L1},
};
constexpr std::array documentFormats = {
    Format{"application/pdf"_L1, "pdf"_L1},
    Format{"text/csv"_L1, "csv"_L1},
    Format{"application/msword"_L1, "doc"_L1},
    Format{"application/vnd.openxmlformats-officedocument.wordprocessingml.document"_L1, "docx"_L1},
    Format{"application/vnd.ms-excel"_L1, "xls"_L1},
    Format{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"_L1, "xlsx"_L1},
    Format{"text/html"_L1, "html"_L1},
    Format{"text/markdown"_L1, "md"_L1},
    Format{"text/plain"_L1, "txt"_L1},
};

template<std::size_t N>
QString formatOf(const std::array<Format, N> &formats, const QString &mediaType)
{
    const auto found = std::ranges::find(formats, mediaType, &Format::mediaType);
    return found == formats.end() ? QString() : QString(found->name);
}

QJsonObject source(const Attachment &attachment)
{
    return {{u"bytes"_s, QString::fromLatin1(attachment.data.toBase64())}};
}

QJsonObject textBlock(const QString &text)
{
    return {{u"text"_s, text}};
}

QString documentName(const QString &name)
{
    static const QRegularExpression refused(u"[^A-Za-z0-9()\\[\\]-]+"_s);
    const QString allowed = QString(name).replace(refused, u" "_s).simplified();
    return allowed.isEmpty() ? u"document"_s : allowed;
}

// The answer as its model wrote it, if the text is still the same: reasoning has to come back in its place.
QJsonArray replayed(const Message &message)
{
    const QJsonArray content = message.state["content"_L1].toArray();
    QString text;
    for (const QJsonValue &block : content)
        text += block["text"_L1].toString();
    return text == message.text ? content : QJsonArray();
}

class Builder
{
public:
    Result<ConverseMessages> build(const QList<Message> &messages)
    {
        for (const Message &message : messages) {
            if (message.role == Role::System)
                addText(m_result.system, message.text);
            else
                addMessage(message);
        }
        flush();
        if (m_error)
            return std::unexpected(*m_error);
        return m_result;
    }

private:
    void addMessage(const Message &message)
    {
        m_blocks = {};
        if (message.role == Role::Assistant)
            addAnswer(message);
        else if (message.role == Role::Tool)
            addToolResult(message);
        else
            addQuestion(message);
        if (m_blocks.isEmpty())
            return;
        const QString role = message.role == Role::Assistant ? u"assistant"_s : u"user"_s;
        if (role != m_role)
            flush();
        m_role = role;
        for (const QJsonValue &block : std::as_const(m_blocks))
            m_content.append(block);
    }

    void flush()
    {
        if (!m_content.isEmpty())
            m_result.messages.append(QJsonObject{{u"role"_s, m_role}, {u"content"_s, m_content}});
        m_content = {};
    }

    static void addText(QJsonArray &blocks, const QString &text)
    {
        if (!text.trimmed().isEmpty())
            blocks.append(textBlock(text));
    }

    void addQuestion(const Message &message)
    {
        addText(m_blocks, message.text);
        bool document = false;
        for (const Attachment &attachment : message.attachments)
            document |= addAttachment(attachment);
        if (document && message.text.trimmed().isEmpty()) {
            const QString name = message.attachments.first().name;
            m_blocks.append(textBlock(name.trimmed().isEmpty() ? u"document"_s : name));
            note(u"A file cannot be sent without a text here: its name was sent as the text."_s);
        }
    }

    // True for a document.
    bool addAttachment(const Attachment &attachment)
    {
        if (const QString format = formatOf(imageFormats, attachment.mediaType); !format.isEmpty()) {
            const QJsonObject image{{u"format"_s, format}, {u"source"_s, source(attachment)}};
            m_blocks.append(QJsonObject{{u"image"_s, image}});
            return false;
        }
        QString format = formatOf(documentFormats, attachment.mediaType);
        if (format.isEmpty() && isText(attachment))
            format = u"txt"_s;
        if (format.isEmpty()) {
            m_error =
                Error{.code = ErrorCode::InvalidInput,
                      .message = u"“%1” is %2, which Bedrock does not take. It takes images (PNG, JPEG, GIF, WebP) "
                                 "and documents (PDF, Word, Excel, CSV, HTML, Markdown, text)."_s.arg(
                                     attachment.name, attachment.mediaType),
                      .detail = {}};
            return false;
        }
        const QJsonObject document{
            {u"format"_s, format}, {u"name"_s, freeName(attachment.name)}, {u"source"_s, source(attachment)}};
        m_blocks.append(QJsonObject{{u"document"_s, document}});
        return true;
    }

    QString freeName(const QString &wanted)
    {
        const QString allowed = documentName(wanted);
        QString name = allowed;
        for (int number = 2; m_documentNames.contains(name); ++number)
            name = u"%1 %2"_s.arg(allowed).arg(number);
        m_documentNames.append(name);
        if (name != wanted)
            note(u"The file “%1” was sent under the name “%2”, since not every character may stand in one here."_s.arg(
                wanted, name));
        return name;
    }

    void addAnswer(const Message &message)
    {
        for (const ToolCall &call : message.toolCalls)
            m_result.calledTools.append(call.name);
        if (const QJsonArray content = replayed(message); !content.isEmpty()) {
            m_blocks = content;
            return;
        }
        addText(m_blocks, message.text);
        for (const ToolCall &call : message.toolCalls) {
            const QJsonObject use{{u"toolUseId"_s, call.id}, {u"name"_s, call.name}, {u"input"_s, input(call)}};
            m_blocks.append(QJsonObject{{u"toolUse"_s, use}});
        }
    }

    QJsonObject input(const ToolCall &call)
    {
        const QJsonDocument document = QJsonDocument::fromJson(call.arguments.toUtf8());
        if (!document.isObject() && !call.arguments.trimmed().isEmpty())
            note(u"The arguments of the call of “%1” are not a JSON object and were sent back empty."_s.arg(call.name));
        return document.object();
    }

    void addToolResult(const Message &message)
    {
        QJsonArray content;
        addText(content, message.text);
        const QJsonObject result{
            {u"toolUseId"_s, message.toolCallId}, {u"content"_s, content}, {u"status"_s, u"success"_s}};
        m_blocks.append(QJsonObject{{u"toolResult"_s, result}});
    }

    void note(const QString &text) { m_result.notices.append(text); }

    ConverseMessages m_result;
    QJsonArray m_blocks; // of the message that is being read
    QString m_role;      // of the content that is being collected
    QJsonArray m_content;
    QStringList m_documentNames;
    std::optional<Error> m_error;
};

} // namespace

Result<ConverseMessages> buildConverseMessages(const QList<Message> &messages)
{
    return Builder().build(messages);
}

} // namespace evenhand
