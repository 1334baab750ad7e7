// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/messagesdouble.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

QString headersComplaint(const SeenRequest &request, bool vertex)
{
    const QByteArray key = request.header("x-api-key");
    const QByteArray authorization = request.header("authorization");
    if (key.isEmpty() == authorization.isEmpty())
        return u"401: one of x-api-key and Authorization"_s;
    if (!authorization.isEmpty() && !authorization.startsWith("Bearer "))
        return u"401: Authorization is not a bearer token"_s;
    const QByteArray version = request.header("anthropic-version");
    if (vertex ? !version.isEmpty() : version != "2023-06-01" && version != "2026-10-21")
        return u"400: anthropic-version"_s;
    if (request.method == "POST" && request.header("content-type") != "application/json")
        return u"400: content-type"_s;
    return {};
}

QString sourceComplaint(const QJsonObject &source, const QStringList &mediaTypes)
{
    const QString data = source["data"_L1].toString();
    if (data.isEmpty())
        return u"source.data is empty"_s;
    if (source["type"_L1].toString() == "text"_L1)
        return source["media_type"_L1].toString() == "text/plain"_L1 ? QString() : u"source.media_type"_s;
    const auto decoded = QByteArray::fromBase64Encoding(data.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok)
        return u"source.data is not Base64"_s;
    return mediaTypes.contains(source["media_type"_L1].toString()) ? QString() : u"source.media_type"_s;
}

// calls: the ids of the calls in the message before.
QString blockComplaint(const QJsonObject &block, const QString &role, const QStringList &calls)
{
    const QString type = block["type"_L1].toString();
    if (type == "text"_L1)
        return block["text"_L1].toString().isEmpty() ? u"text content blocks must be non-empty"_s : QString();
    if (role == "user"_L1 && type == "image"_L1)
        return sourceComplaint(block["source"_L1].toObject(),
                               {u"image/jpeg"_s, u"image/png"_s, u"image/gif"_s, u"image/webp"_s});
    if (role == "user"_L1 && type == "document"_L1)
        return sourceComplaint(block["source"_L1].toObject(), {u"application/pdf"_s});
    if (role == "user"_L1 && type == "tool_result"_L1)
        return calls.contains(block["tool_use_id"_L1].toString()) ? QString() : u"tool_use_id is not known"_s;
    if (role == "assistant"_L1 && type == "tool_use"_L1)
        return block["input"_L1].isObject() ? QString() : u"tool_use.input must be an object"_s;
    if (role == "assistant"_L1 && type == "thinking"_L1)
        return block["signature"_L1].toString().isEmpty() ? u"invalid signature"_s : QString();
    if (role == "assistant"_L1 && type == "redacted_thinking"_L1)
        return {};
    return u"block of type %1 in a message of %2"_s.arg(type, role);
}

QStringList callsOf(const QJsonObject &message)
{
    QStringList ids;
    for (const QJsonValue &block : message["content"_L1].toArray()) {
        if (block["type"_L1].toString() == "tool_use"_L1)
            ids << block["id"_L1].toString();
    }
    return ids;
}

QString messagesListComplaint(const QJsonArray &messages)
{
    if (messages.isEmpty() || messages.first()["role"_L1].toString() != "user"_L1)
        return u"messages: the first one must be of the user"_s;
    QStringList calls;
    for (const QJsonValue &message : messages) {
        const QString role = message["role"_L1].toString();
        if (role != "user"_L1 && role != "assistant"_L1)
            return u"messages: role "_s + role;
        const QJsonArray content = message["content"_L1].toArray();
        if (content.isEmpty())
            return u"messages: content is empty"_s;
        int results = 0;
        for (const QJsonValue &block : content) {
            if (const QString wrong = blockComplaint(block.toObject(), role, calls); !wrong.isEmpty())
                return u"messages: "_s + wrong;
            results += block["type"_L1].toString() == "tool_result"_L1 ? 1 : 0;
        }
        if (role == "user"_L1 && results < calls.size())
            return u"messages: a call has no result right after it"_s;
        calls = callsOf(message.toObject());
    }
    return {};
}

QString schemaComplaint(const QJsonValue &schema)
{
    const QJsonObject object = schema.toObject();
    if (object["type"_L1].toString() == "object"_L1 && object["additionalProperties"_L1] != QJsonValue(false))
        return u"output_config.format: additionalProperties must be false"_s;
    for (const QJsonValue &member : object) {
        if (const QString wrong = schemaComplaint(member); !wrong.isEmpty())
            return wrong;
    }
    return {};
}

QString samplingComplaint(const QJsonObject &body)
{
    const double temperature = body["temperature"_L1].toDouble(1);
    if (temperature < 0 || temperature > 1)
        return u"temperature: must be from 0 to 1"_s;
    const QJsonObject thinking = body["thinking"_L1].toObject();
    const QString type = thinking["type"_L1].toString(u"disabled"_s);
    if (type != "disabled"_L1 && temperature < 1)
        return u"temperature: may only be 1 when thinking"_s;
    const int budget = thinking["budget_tokens"_L1].toInt();
    if (type == "enabled"_L1 && (budget < 1024 || budget >= body["max_tokens"_L1].toInt()))
        return u"thinking.budget_tokens: out of range"_s;
    return {};
}

QString bodyComplaint(const QByteArray &bytes, bool vertex)
{
    static const QStringList known{u"model"_s,       u"max_tokens"_s,    u"messages"_s,       u"system"_s,
                                   u"stream"_s,      u"temperature"_s,   u"top_p"_s,          u"top_k"_s,
                                   u"thinking"_s,    u"output_config"_s, u"stop_sequences"_s, u"tools"_s,
                                   u"tool_choice"_s, u"metadata"_s,      u"service_tier"_s,   u"anthropic_version"_s};
    const QJsonObject body = QJsonDocument::fromJson(bytes).object();
    for (const QString &member : body.keys()) {
        if (!known.contains(member))
            return member + u": Extra inputs are not permitted"_s;
    }
    if (vertex ? body.contains("model"_L1) || !body["anthropic_version"_L1].isString()
               : body["model"_L1].toString().isEmpty() || body.contains("anthropic_version"_L1))
        return u"model or anthropic_version is not where it belongs"_s;
    if (body["max_tokens"_L1].toInt() < 1)
        return u"max_tokens: Field required"_s;
    for (const QJsonValue &sequence : body["stop_sequences"_L1].toArray()) {
        if (sequence.toString().trimmed().isEmpty())
            return u"stop_sequences: each must contain non-whitespace"_s;
    }
    for (const QJsonValue &tool : body["tools"_L1].toArray()) {
        if (tool["name"_L1].toString().isEmpty() || tool["input_schema"_L1]["type"_L1].toString() != "object"_L1)
            return u"tools: name and input_schema.type"_s;
    }
    if (const QString wrong = samplingComplaint(body); !wrong.isEmpty())
        return wrong;
    if (const QString wrong = schemaComplaint(body["output_config"_L1]["format"_L1]["schema"_L1]); !wrong.isEmpty())
        return wrong;
    return messagesListComplaint(body["messages"_L1].toArray());
}

} // namespace

QString messagesComplaint(const SeenRequest &request)
{
    const bool vertex =
        request.target.endsWith(":streamRawPredict") || request.target.startsWith("/v1beta1/publishers/anthropic/");
    if (const QString wrong = headersComplaint(request, vertex); !wrong.isEmpty())
        return wrong;
    if (request.method == "GET" && (vertex || request.target.startsWith("/v1/models?limit=1000")))
        return {};
    if (request.method != "POST" || (!vertex && request.target != "/v1/messages"))
        return u"404: "_s + QString::fromLatin1(request.method + ' ' + request.target);
    return bodyComplaint(request.body, vertex);
}

} // namespace evenhand
