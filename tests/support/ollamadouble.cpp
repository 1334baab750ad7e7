// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/ollamadouble.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

// Members that Ollama does not know are skipped by it in silence, which no request should rely on.
QString unknownMember(const QJsonObject &json, const QStringList &known)
{
    for (const QString &member : json.keys()) {
        if (!known.contains(member))
            return u"unknown member "_s + member;
    }
    return {};
}

QString messageComplaint(const QJsonObject &message)
{
    static const QStringList known{u"role"_s,       u"content"_s,      u"images"_s,   u"thinking"_s,
                                   u"tool_calls"_s, u"tool_call_id"_s, u"tool_name"_s};
    static const QStringList roles{u"system"_s, u"user"_s, u"assistant"_s, u"tool"_s};
    if (const QString member = unknownMember(message, known); !member.isEmpty())
        return member;
    if (!roles.contains(message["role"_L1].toString()) || !message["content"_L1].isString())
        return u"invalid message"_s;
    for (const QJsonValue &image : message["images"_L1].toArray()) {
        const auto decoded =
            QByteArray::fromBase64Encoding(image.toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok)
            return u"illegal base64 data"_s;
    }
    for (const QJsonValue &call : message["tool_calls"_L1].toArray()) {
        if (call["function"_L1]["name"_L1].toString().isEmpty())
            return u"a call without a name"_s;
        if (!call["function"_L1]["arguments"_L1].isObject())
            return u"cannot unmarshal string into arguments"_s;
    }
    if (message["role"_L1].toString() == "tool"_L1 && message["tool_name"_L1].toString().isEmpty())
        return u"a result without the tool's name"_s;
    return {};
}

QString toolComplaint(const QJsonValue &tool)
{
    const QJsonValue function = tool["function"_L1];
    const bool whole = tool["type"_L1].toString() == "function"_L1 && !function["name"_L1].toString().isEmpty()
                       && function["parameters"_L1].isObject();
    return whole ? QString() : u"invalid tool"_s;
}

QString chatComplaint(const QJsonObject &body)
{
    static const QStringList known{u"model"_s, u"messages"_s, u"stream"_s,  u"think"_s,   u"keep_alive"_s,
                                   u"tools"_s, u"format"_s,   u"options"_s, u"truncate"_s};
    static const QStringList levels{u"low"_s, u"medium"_s, u"high"_s, u"max"_s};
    static const QStringList options{u"temperature"_s, u"top_p"_s,   u"top_k"_s, u"min_p"_s,         u"seed"_s,
                                     u"num_predict"_s, u"num_ctx"_s, u"stop"_s,  u"repeat_penalty"_s};
    if (const QString member = unknownMember(body, known); !member.isEmpty())
        return member;
    if (const QString option = unknownMember(body["options"_L1].toObject(), options); !option.isEmpty())
        return option;
    if (body["model"_L1].toString().isEmpty())
        return u"model is required"_s;
    const QJsonValue think = body["think"_L1];
    if (!think.isUndefined() && !think.isBool() && !levels.contains(think.toString()))
        return u"invalid think value"_s;
    const QJsonValue format = body["format"_L1];
    if (!format.isUndefined() && !format.isObject() && format != QJsonValue(u"json"_s))
        return u"invalid format"_s;
    if (body["stream"_L1] != QJsonValue(true))
        return u"stream is not asked for"_s;
    for (const QJsonValue &tool : body["tools"_L1].toArray()) {
        if (const QString wrong = toolComplaint(tool); !wrong.isEmpty())
            return wrong;
    }
    if (body["messages"_L1].toArray().isEmpty())
        return u"no messages: that only loads the model"_s;
    for (const QJsonValue &message : body["messages"_L1].toArray()) {
        if (const QString wrong = messageComplaint(message.toObject()); !wrong.isEmpty())
            return wrong;
    }
    return {};
}

} // namespace

QString ollamaComplaint(const SeenRequest &request)
{
    const QByteArray call = request.method + ' ' + request.target;
    if (call == "GET /api/tags" || call == "GET /api/ps")
        return {};
    if (request.header("content-type") != "application/json")
        return u"content-type"_s;
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    if (call == "POST /api/show")
        return body["model"_L1].isString() ? QString() : u"model is required"_s;
    return call == "POST /api/chat" ? chatComplaint(body) : u"404: "_s + QString::fromLatin1(call);
}

} // namespace evenhand
