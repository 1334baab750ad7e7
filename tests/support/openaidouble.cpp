// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/openaidouble.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

QString headersComplaint(const SeenRequest &request, OpenAiService service)
{
    const QByteArray authorization = request.header("authorization");
    const QByteArray key = request.header("api-key");
    const bool azure = service == OpenAiService::AzureDeployments || service == OpenAiService::AzureV1;
    if (azure && (key.isEmpty() || !authorization.isEmpty()))
        return u"401: a key goes into api-key, and nowhere else"_s;
    if (!azure && (!authorization.startsWith("Bearer ") || !key.isEmpty()))
        return u"401: Authorization is not a bearer token, or not the only one"_s;
    if (request.method == "POST" && request.header("content-type") != "application/json")
        return u"415: content-type"_s;
    return {};
}

QString unknownMember(const QJsonObject &object, const QStringList &known)
{
    const QStringList members = object.keys();
    const auto found = std::ranges::find_if_not(members, [&](const QString &name) { return known.contains(name); });
    return found == members.end() ? QString() : u"unknown_parameter: "_s + *found;
}

QString dataUrlComplaint(const QString &url)
{
    static const QRegularExpression pattern(u"^data:[\\w.+-]+/[\\w.+-]+;base64,[A-Za-z0-9+/]+=*$"_s);
    return pattern.match(url).hasMatch() ? QString() : u"invalid_value: not a data URL"_s;
}

QString strictComplaint(const QJsonValue &schema)
{
    const QJsonObject object = schema.toObject();
    if (object["type"_L1].toString() == "object"_L1) {
        const QJsonArray required = object["required"_L1].toArray();
        const QStringList properties = object["properties"_L1].toObject().keys();
        if (object["additionalProperties"_L1] != QJsonValue(false))
            return u"Invalid schema: additionalProperties must be false"_s;
        for (const QString &property : properties) {
            if (!required.contains(property))
                return u"Invalid schema: not required: "_s + property;
        }
    }
    for (const QJsonValue &member : object) {
        if (const QString wrong = strictComplaint(member); !wrong.isEmpty())
            return wrong;
    }
    return {};
}

// A tool, or what the format of an answer says of its schema.
QString schemaComplaint(const QJsonObject &holder, QLatin1StringView key)
{
    static const QRegularExpression name(u"^[a-zA-Z0-9_-]{1,64}$"_s);
    if (!name.match(holder["name"_L1].toString()).hasMatch())
        return u"invalid_value: name"_s;
    if (!holder[key].isObject())
        return u"missing: %1"_s.arg(key);
    return holder["strict"_L1].toBool() ? strictComplaint(holder[key]) : QString();
}

QString formatComplaint(const QJsonObject &format, const QJsonObject &holder)
{
    const QString type = format["type"_L1].toString();
    if (type == "json_schema"_L1)
        return schemaComplaint(holder, "schema"_L1);
    return type.isEmpty() || type == "text"_L1 || type == "json_object"_L1 ? QString() : u"format.type"_s;
}

// ---- Chat completions ----

QString chatPartComplaint(const QJsonObject &part)
{
    const QString type = part["type"_L1].toString();
    if (type == "text"_L1)
        return part["text"_L1].toString().isEmpty() ? u"text is empty"_s : QString();
    if (type == "image_url"_L1)
        return dataUrlComplaint(part["image_url"_L1]["url"_L1].toString());
    if (type == "file"_L1)
        return dataUrlComplaint(part["file"_L1]["file_data"_L1].toString());
    static const QRegularExpression base64(u"^[A-Za-z0-9+/]+=*$"_s);
    const QJsonValue audio = part["input_audio"_L1];
    const bool known = audio["format"_L1].toString() == "wav"_L1 || audio["format"_L1].toString() == "mp3"_L1;
    if (type != "input_audio"_L1)
        return u"part of type "_s + type;
    return known && base64.match(audio["data"_L1].toString()).hasMatch() ? QString() : u"invalid_value: input_audio"_s;
}

QString contentComplaint(const QJsonObject &message)
{
    const QJsonValue content = message["content"_L1];
    const QString role = message["role"_L1].toString();
    if (content.isArray()) {
        for (const QJsonValue &part : content.toArray()) {
            if (const QString wrong = chatPartComplaint(part.toObject()); !wrong.isEmpty())
                return wrong;
        }
        return role == "user"_L1 && !content.toArray().isEmpty() ? QString() : u"content is an array"_s;
    }
    const bool calls = role == "assistant"_L1 && message.contains("tool_calls"_L1);
    return content.isString() || (calls && content.isNull()) ? QString() : u"content is missing"_s;
}

QString callsComplaint(const QJsonObject &message, OpenAiService service, QStringList &open)
{
    static const QRegularExpression nine(u"^[A-Za-z0-9]{9}$"_s);
    for (const QJsonValue &call : message["tool_calls"_L1].toArray()) {
        const QString id = call["id"_L1].toString();
        if (id.isEmpty() || call["type"_L1].toString() != "function"_L1
            || !call["function"_L1]["arguments"_L1].isString())
            return u"tool_calls: id, type or arguments"_s;
        if (service == OpenAiService::Mistral && !nine.match(id).hasMatch())
            return u"tool_calls: the id must have nine letters and digits"_s;
        open << id;
    }
    return {};
}

QString messagesComplaint(const QJsonArray &messages, OpenAiService service)
{
    static const QStringList roles{u"system"_s, u"developer"_s, u"user"_s, u"assistant"_s, u"tool"_s};
    QStringList open; // calls that wait for their result
    for (const QJsonValue &value : messages) {
        const QJsonObject message = value.toObject();
        const QString role = message["role"_L1].toString();
        if (!roles.contains(role))
            return u"role "_s + role;
        if (const QString wrong =
                unknownMember(message, {u"role"_s, u"content"_s, u"name"_s, u"tool_calls"_s, u"tool_call_id"_s,
                                        u"reasoning_details"_s, u"reasoning_content"_s});
            !wrong.isEmpty())
            return wrong;
        if (role == "tool"_L1 && open.removeAll(message["tool_call_id"_L1].toString()) == 0)
            return u"tool_call_id answers no call"_s;
        if (role != "tool"_L1 && !open.isEmpty())
            return u"a call has no result"_s;
        if (const QString wrong = callsComplaint(message, service, open); !wrong.isEmpty())
            return wrong;
        if (const QString wrong = contentComplaint(message); !wrong.isEmpty())
            return wrong;
    }
    return messages.isEmpty() ? u"messages: empty"_s : QString();
}

QStringList chatMembers(OpenAiService service)
{
    QStringList known{u"model"_s,
                      u"messages"_s,
                      u"stream"_s,
                      u"max_tokens"_s,
                      u"temperature"_s,
                      u"top_p"_s,
                      u"stop"_s,
                      u"tools"_s,
                      u"tool_choice"_s,
                      u"presence_penalty"_s,
                      u"n"_s,
                      u"response_format"_s,
                      u"frequency_penalty"_s,
                      u"reasoning_effort"_s};
    if (service == OpenAiService::Mistral)
        return known << u"random_seed"_s << u"safe_prompt"_s << u"prompt_mode"_s;
    return known << u"seed"_s << u"max_completion_tokens"_s << u"stream_options"_s << u"logit_bias"_s << u"logprobs"_s
                 << u"top_logprobs"_s << u"service_tier"_s << u"store"_s << u"metadata"_s << u"verbosity"_s;
}

// What reasoning models do not take, at the services that have them.
QString reasoningComplaint(const QJsonObject &body)
{
    static const QRegularExpression reasons(u"^(o\\d|gpt-[5-9](?!.*-chat))"_s);
    static const QRegularExpression withoutStop(u"^(o3|o4-mini)"_s);
    const QString model = body["model"_L1].toString();
    if (!reasons.match(model).hasMatch())
        return {};
    if (body.contains("max_tokens"_L1))
        return u"unsupported_parameter: max_tokens"_s;
    const bool stopped = body["reasoning_effort"_L1].toString() == "none"_L1
                         || body["reasoning"_L1]["effort"_L1].toString() == "none"_L1;
    if (!stopped && (body["temperature"_L1].toDouble(1) != 1 || body["top_p"_L1].toDouble(1) != 1))
        return u"unsupported_value: temperature or top_p"_s;
    return body.contains("stop"_L1) && withoutStop.match(model).hasMatch() ? u"unsupported_parameter: stop"_s
                                                                           : QString();
}

QString rangesComplaint(const QJsonObject &body)
{
    static const QStringList efforts{u"none"_s, u"minimal"_s, u"low"_s, u"medium"_s, u"high"_s, u"xhigh"_s, u"max"_s};
    const double temperature = body["temperature"_L1].toDouble(1);
    const double topP = body["top_p"_L1].toDouble(1);
    if (temperature < 0 || temperature > 2 || topP < 0 || topP > 1)
        return u"invalid_value: temperature or top_p"_s;
    for (const QLatin1StringView member : {"max_tokens"_L1, "max_completion_tokens"_L1, "max_output_tokens"_L1}) {
        if (body[member].toInt(1) < 1)
            return u"invalid_value: "_s + member;
    }
    for (const QJsonValue &effort : {body["reasoning_effort"_L1], body["reasoning"_L1]["effort"_L1]}) {
        if (!effort.isUndefined() && !efforts.contains(effort.toString()))
            return u"invalid_value: effort"_s;
    }
    return {};
}

QString chatComplaint(const QJsonObject &body, OpenAiService service)
{
    if (const QString wrong = unknownMember(body, chatMembers(service)); !wrong.isEmpty())
        return wrong;
    if (body.contains("max_tokens"_L1) && body.contains("max_completion_tokens"_L1))
        return u"max_tokens and max_completion_tokens"_s;
    if (const QString wrong =
            unknownMember(body["stream_options"_L1].toObject(), {u"include_usage"_s, u"include_obfuscation"_s});
        !wrong.isEmpty())
        return wrong;
    if (body["stop"_L1].toArray().size() > 4)
        return u"stop: more than four"_s;
    if (body["stream"_L1] != QJsonValue(true))
        return u"stream is not asked for"_s;
    for (const QJsonValue &tool : body["tools"_L1].toArray()) {
        const QString wrong = schemaComplaint(tool["function"_L1].toObject(), "parameters"_L1);
        if (tool["type"_L1].toString() != "function"_L1 || !wrong.isEmpty())
            return u"tools: "_s + wrong;
    }
    const QJsonObject format = body["response_format"_L1].toObject();
    if (format["type"_L1].toString() == "json_object"_L1
        && !QJsonDocument(body["messages"_L1].toArray()).toJson().toLower().contains("json"))
        return u"messages must contain the word json"_s;
    if (const QString wrong = formatComplaint(format, format["json_schema"_L1].toObject()); !wrong.isEmpty())
        return wrong;
    return messagesComplaint(body["messages"_L1].toArray(), service);
}

// ---- Responses ----

QString responsesPartComplaint(const QJsonObject &part, const QString &role)
{
    const QString type = part["type"_L1].toString();
    if (role == "assistant"_L1)
        return type == "output_text"_L1 || type == "refusal"_L1 ? QString() : type + u" of the assistant"_s;
    if (type == "input_text"_L1)
        return part["text"_L1].isString() ? QString() : u"input_text without a text"_s;
    if (type == "input_image"_L1)
        return dataUrlComplaint(part["image_url"_L1].toString()); // a text here, not an object
    return type == "input_file"_L1 ? dataUrlComplaint(part["file_data"_L1].toString()) : u"part of type "_s + type;
}

QString itemComplaint(const QJsonObject &item, QStringList &calls)
{
    const QString type = item["type"_L1].toString(u"message"_s);
    if (type == "reasoning"_L1)
        return item["summary"_L1].isArray() && item["encrypted_content"_L1].isString()
                   ? QString()
                   : u"reasoning that was not stored needs encrypted_content"_s;
    if (type == "function_call"_L1) {
        calls << item["call_id"_L1].toString();
        return item["arguments"_L1].isString() ? QString() : u"arguments must be a text"_s;
    }
    if (type == "function_call_output"_L1)
        return calls.contains(item["call_id"_L1].toString()) ? QString() : u"no call with this call_id"_s;
    if (type != "message"_L1)
        return u"item of type "_s + type;
    const QString role = item["role"_L1].toString();
    for (const QJsonValue &part : item["content"_L1].toArray()) {
        if (const QString wrong = responsesPartComplaint(part.toObject(), role); !wrong.isEmpty())
            return wrong;
    }
    return {};
}

QString responsesComplaint(const QJsonObject &body)
{
    static const QStringList known{u"model"_s,
                                   u"input"_s,
                                   u"instructions"_s,
                                   u"max_output_tokens"_s,
                                   u"temperature"_s,
                                   u"top_p"_s,
                                   u"reasoning"_s,
                                   u"text"_s,
                                   u"tools"_s,
                                   u"tool_choice"_s,
                                   u"include"_s,
                                   u"store"_s,
                                   u"stream"_s,
                                   u"stream_options"_s,
                                   u"parallel_tool_calls"_s,
                                   u"service_tier"_s,
                                   u"metadata"_s};
    if (const QString wrong = unknownMember(body, known); !wrong.isEmpty())
        return wrong;
    if (body["store"_L1] != QJsonValue(false) || body["stream"_L1] != QJsonValue(true))
        return u"store and stream: nothing may stay at the provider"_s;
    for (const QJsonValue &tool : body["tools"_L1].toArray()) {
        if (tool.toObject().contains("function"_L1))
            return u"tools: must be flat"_s;
        if (const QString wrong = schemaComplaint(tool.toObject(), "parameters"_L1); !wrong.isEmpty())
            return u"tools: "_s + wrong;
    }
    const QJsonObject format = body["text"_L1]["format"_L1].toObject();
    if (const QString wrong = formatComplaint(format, format); !wrong.isEmpty())
        return wrong;
    QStringList calls;
    const QJsonArray input = body["input"_L1].toArray();
    for (const QJsonValue &item : input) {
        if (const QString wrong = itemComplaint(item.toObject(), calls); !wrong.isEmpty())
            return u"input: "_s + wrong;
    }
    return input.isEmpty() ? u"input: empty"_s : QString();
}

QByteArray pathOf(const QByteArray &target, OpenAiService service)
{
    // Older versions refuse stream_options, and have no responses.
    static const QRegularExpression version(u"api-version=(\\d{4}-\\d{2}-\\d{2})"_s);
    const QString date = version.match(QString::fromLatin1(target)).captured(1);
    if (service == OpenAiService::AzureDeployments
        && date < (target.startsWith("/openai/responses") ? "2025-03-01"_L1 : "2024-09-01"_L1))
        return {};
    static const QRegularExpression deployment(u"^/openai/deployments/[^/?]+/chat/completions"
                                               "\\?api-version=\\d{4}-\\d{2}-\\d{2}(-preview)?$"_s);
    static const QRegularExpression other(u"^/openai(/models|/responses)\\?api-version=\\d{4}-\\d{2}-\\d{2}"_s);
    const QString text = QString::fromLatin1(target);
    if (service == OpenAiService::AzureV1)
        return target.startsWith("/openai/v1/") ? target.mid(10) : QByteArray();
    if (service != OpenAiService::AzureDeployments)
        return target.startsWith("/v1") ? target.mid(3) : QByteArray();
    if (deployment.match(text).hasMatch())
        return "/chat/completions";
    return other.match(text).captured(1).toLatin1();
}

} // namespace

QString openAiComplaint(const SeenRequest &request, OpenAiService service)
{
    if (const QString wrong = headersComplaint(request, service); !wrong.isEmpty())
        return wrong;
    const QByteArray path = pathOf(request.target, service);
    if (request.method == "GET" && path == "/models")
        return {};
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    if (body["model"_L1].toString().isEmpty())
        return u"model is missing"_s;
    const bool own = service != OpenAiService::Mistral;
    for (const QString &wrong : {rangesComplaint(body), own ? reasoningComplaint(body) : QString()}) {
        if (!wrong.isEmpty())
            return wrong;
    }
    if (request.method == "POST" && path == "/chat/completions")
        return chatComplaint(body, service);
    if (request.method == "POST" && path == "/responses")
        return responsesComplaint(body);
    return u"404: "_s + QString::fromLatin1(request.method + ' ' + request.target);
}

} // namespace evenhand
