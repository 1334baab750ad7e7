// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/messagesdouble.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <array>

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

QString unknownMember(const QJsonObject &object, const QString &where, const QStringList &known)
{
    for (const QString &member : object.keys()) {
        if (!known.contains(member))
            return where + member + u": Extra inputs are not permitted"_s;
    }
    return {};
}

bool isName(const QString &text)
{
    static const QRegularExpression pattern(u"\\A[a-zA-Z0-9_-]{1,128}\\z"_s);
    return pattern.match(text).hasMatch();
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
        return block["input"_L1].isObject() && isName(block["id"_L1].toString()) ? QString()
                                                                                 : u"tool_use: input or id"_s;
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

QString samplingComplaint(const QJsonObject &body, const QString &model)
{
    const double temperature = body["temperature"_L1].toDouble(1);
    // Other models, at servers that speak the same protocol, take more.
    if (temperature < 0 || temperature > (model.startsWith("claude"_L1) ? 1 : 2))
        return u"temperature: out of range"_s;
    const QJsonObject thinking = body["thinking"_L1].toObject();
    if (const QString wrong = unknownMember(thinking, u"thinking."_s, {u"type"_s, u"budget_tokens"_s, u"display"_s});
        !wrong.isEmpty())
        return wrong;
    const QString type = thinking["type"_L1].toString(u"disabled"_s);
    if (type != "disabled"_L1 && temperature < 1)
        return u"temperature: may only be 1 when thinking"_s;
    const int budget = thinking["budget_tokens"_L1].toInt();
    if (type == "enabled"_L1 && (budget < 1024 || budget >= body["max_tokens"_L1].toInt()))
        return u"thinking.budget_tokens: out of range"_s;
    return {};
}

// What a model takes, by its name. Of others nothing is known.
struct ModelRule
{
    QLatin1StringView name;
    int maxTokens;
    QLatin1StringView thinking; // the types of it, with blanks between them
    bool samples;               // freely, while it does not think
    bool bothSamplers;          // temperature and top_p at once
};
constexpr std::array modelRules = {
    ModelRule{"claude-3-haiku-20240307"_L1, 4096, ""_L1, true, true},
    ModelRule{"claude-sonnet-4-5"_L1, 64'000, "disabled enabled"_L1, true, false},
    ModelRule{"claude-opus-4-6"_L1, 128'000, "disabled enabled adaptive"_L1, true, false},
    ModelRule{"claude-opus-4-7"_L1, 128'000, "disabled adaptive"_L1, false, false},
    ModelRule{"claude-opus-5-5"_L1, 128'000, "adaptive"_L1, false, false},
};

QString modelComplaint(const QJsonObject &body, const QString &model)
{
    const auto rule = std::ranges::find(modelRules, model, &ModelRule::name);
    if (rule == modelRules.end())
        return {};
    const int maxTokens = body["max_tokens"_L1].toInt();
    if (maxTokens > rule->maxTokens)
        return u"max_tokens: %1 > %2"_s.arg(maxTokens).arg(rule->maxTokens);
    const QString thinking = body["thinking"_L1]["type"_L1].toString();
    if (!thinking.isEmpty() && !QString(rule->thinking).split(u' ').contains(thinking))
        return u"thinking.type: %1 is not supported for this model"_s.arg(thinking);
    const bool sampled = body["temperature"_L1].toDouble(1) < 1 || body["top_p"_L1].toDouble(1) < 0.99;
    if (sampled && !rule->samples)
        return u"temperature or top_p: only the default is supported"_s;
    if (!rule->bothSamplers && body.contains("temperature"_L1) && body.contains("top_p"_L1))
        return u"temperature and top_p cannot both be specified for this model"_s;
    return {};
}

QString toolsComplaint(const QJsonArray &tools)
{
    QStringList names;
    for (const QJsonValue &tool : tools) {
        if (!isName(tool["name"_L1].toString()) || tool["input_schema"_L1]["type"_L1].toString() != "object"_L1)
            return u"tools: name and input_schema.type"_s;
        if (const QString wrong = unknownMember(tool.toObject(), u"tools."_s,
                                                {u"name"_s, u"description"_s, u"input_schema"_s, u"strict"_s});
            !wrong.isEmpty())
            return wrong;
        names << tool["name"_L1].toString();
    }
    return names.removeDuplicates() > 0 ? u"tools: names must be unique"_s : QString();
}

// vertexModel: as the address names it there; empty elsewhere, where the body does.
QString bodyComplaint(const QByteArray &bytes, const QString &vertexModel)
{
    static const QStringList known{u"model"_s,       u"max_tokens"_s,    u"messages"_s,       u"system"_s,
                                   u"stream"_s,      u"temperature"_s,   u"top_p"_s,          u"top_k"_s,
                                   u"thinking"_s,    u"output_config"_s, u"stop_sequences"_s, u"tools"_s,
                                   u"tool_choice"_s, u"metadata"_s,      u"service_tier"_s,   u"anthropic_version"_s};
    const QJsonObject body = QJsonDocument::fromJson(bytes).object();
    if (const QString wrong = unknownMember(body, {}, known); !wrong.isEmpty())
        return wrong;
    if (body["stream"_L1] != QJsonValue(true))
        return u"stream is not asked for"_s;
    const bool vertex = !vertexModel.isEmpty();
    const QString model = vertex ? vertexModel : body["model"_L1].toString();
    if (vertex ? body.contains("model"_L1) || !body["anthropic_version"_L1].isString()
               : model.isEmpty() || body.contains("anthropic_version"_L1))
        return u"model or anthropic_version is not where it belongs"_s;
    if (body["max_tokens"_L1].toInt() < 1)
        return u"max_tokens: Field required"_s;
    for (const QJsonValue &sequence : body["stop_sequences"_L1].toArray()) {
        if (sequence.toString().trimmed().isEmpty())
            return u"stop_sequences: each must contain non-whitespace"_s;
    }
    const QString config =
        unknownMember(body["output_config"_L1].toObject(), u"output_config."_s, {u"effort"_s, u"format"_s});
    for (const QString &wrong : {toolsComplaint(body["tools"_L1].toArray()), samplingComplaint(body, model),
                                 modelComplaint(body, model), config}) {
        if (!wrong.isEmpty())
            return wrong;
    }
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
    static const QRegularExpression list(
        u"\\AGET (/v1/models\\?limit=1000(&after_id=[^&]+)?"
        "|/v1beta1/publishers/anthropic/models\\?pageSize=100(&pageToken=[^&]+)?)\\z"_s);
    static const QRegularExpression message(u"\\APOST (/v1/messages|/v1/projects/[^/]+/locations/[^/]+/publishers/"
                                            "anthropic/models/([^/:?]+):streamRawPredict)\\z"_s);
    const QString call = QString::fromLatin1(request.method + ' ' + request.target);
    if (list.match(call).hasMatch())
        return {};
    const QRegularExpressionMatch match = message.match(call);
    if (!match.hasMatch())
        return u"404: "_s + call;
    return bodyComplaint(request.body, match.captured(2));
}

} // namespace evenhand
