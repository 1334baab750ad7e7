// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/geminidouble.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

QString unknownMember(const QJsonObject &json, const QStringList &known)
{
    for (const QString &member : json.keys()) {
        if (!known.contains(member))
            return u"Unknown name \"%1\": Cannot find field."_s.arg(member);
    }
    return {};
}

QString headersComplaint(const SeenRequest &request, bool vertex)
{
    const bool key = !request.header("x-goog-api-key").isEmpty();
    const bool bearer = request.header("authorization").startsWith("Bearer ");
    if (vertex ? key || !bearer : !key || bearer)
        return u"401: the key is not where it belongs"_s;
    if (request.target.contains("key="))
        return u"a key in the address"_s;
    if (request.method == "POST" && request.header("content-type") != "application/json")
        return u"400: content-type"_s;
    return {};
}

QString thinkingComplaint(const QJsonObject &thinking, const QString &model)
{
    if (thinking.isEmpty())
        return {};
    if (const QString wrong = unknownMember(thinking, {u"includeThoughts"_s, u"thinkingBudget"_s, u"thinkingLevel"_s});
        !wrong.isEmpty())
        return wrong;
    const bool budget = thinking.contains("thinkingBudget"_L1);
    const QString level = thinking["thinkingLevel"_L1].toString();
    if (budget && !level.isEmpty())
        return u"You can only set one of thinking budget and thinking level."_s;
    if (model.startsWith("gemini-1."_L1) || model.startsWith("gemini-2.0"_L1))
        return u"Thinking is not enabled for this model."_s;
    if (model.startsWith("gemini-2.5"_L1) && !level.isEmpty())
        return u"Thinking level is not supported for this model."_s;
    const bool pro = model.contains("pro"_L1);
    const int tokens = thinking["thinkingBudget"_L1].toInt();
    if (budget && (tokens > (pro ? 32'768 : 24'576) || tokens < (pro ? 128 : 0) || (tokens > 0 && tokens < 512)))
        return u"The thinking budget is out of range."_s;
    static const QStringList levels{u"MINIMAL"_s, u"LOW"_s, u"MEDIUM"_s, u"HIGH"_s};
    if (!level.isEmpty() && (!levels.contains(level) || (pro && level == levels.first())))
        return u"Thinking level %1 is not supported."_s.arg(level);
    return {};
}

QString configComplaint(const QJsonObject &config, const QString &model)
{
    static const QStringList known{u"temperature"_s,        u"topP"_s,           u"topK"_s,
                                   u"maxOutputTokens"_s,    u"stopSequences"_s,  u"seed"_s,
                                   u"presencePenalty"_s,    u"candidateCount"_s, u"responseMimeType"_s,
                                   u"responseJsonSchema"_s, u"thinkingConfig"_s, u"frequencyPenalty"_s};
    if (const QString wrong = unknownMember(config, known); !wrong.isEmpty())
        return wrong;
    const double temperature = config["temperature"_L1].toDouble(1);
    if (temperature < 0 || temperature > 2 || config["maxOutputTokens"_L1].toInt(1) < 1)
        return u"generationConfig: out of range"_s;
    const double topP = config["topP"_L1].toDouble(1);
    if (topP < 0 || topP > 1 || config["stopSequences"_L1].toArray().size() > 5)
        return u"topP or stopSequences: out of range"_s;
    if (config.contains("responseJsonSchema"_L1) && !config["responseJsonSchema"_L1].isObject())
        return u"responseJsonSchema: not an object"_s;
    const qint64 seed = config["seed"_L1].toInteger();
    if (!std::in_range<qint32>(seed))
        return u"seed: out of range"_s;
    if (config.contains("responseJsonSchema"_L1) && config["responseMimeType"_L1].toString() != "application/json"_L1)
        return u"responseJsonSchema needs responseMimeType"_s;
    return thinkingComplaint(config["thinkingConfig"_L1].toObject(), model);
}

QString inlineDataComplaint(const QJsonObject &data)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(data["data"_L1].toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok || decoded.decoded.isEmpty())
        return u"inlineData.data is not Base64"_s;
    static const QRegularExpression types(
        u"^(image/(png|jpeg|webp|heic|heif)|application/pdf|text/plain|audio/.+|video/.+)$"_s);
    const QString type = data["mimeType"_L1].toString();
    return types.match(type).hasMatch() ? QString() : u"Unsupported MIME type: "_s + type;
}

QString functionComplaint(const QJsonObject &function, QLatin1StringView content)
{
    if (const QString wrong = unknownMember(function, {u"id"_s, u"name"_s, QString(content)}); !wrong.isEmpty())
        return wrong;
    if (function["name"_L1].toString().isEmpty())
        return u"function name must not be empty"_s;
    const bool missing = content == "args"_L1 && !function.contains(content);
    return missing || function[content].isObject() ? QString() : u"%1 must be an object"_s.arg(content);
}

QString partComplaint(QJsonObject part, bool ofUser)
{
    const bool isSigned = !part.take(u"thoughtSignature"_s).toString().isEmpty();
    part.remove(u"thought"_s);
    if (part.size() != 1)
        return u"a part has one of its members"_s;
    const QString kind = part.keys().first();
    if (kind == "text"_L1)
        return part[kind].toString().isEmpty() && !isSigned ? u"an empty text"_s : QString();
    if (kind == "inlineData"_L1 && ofUser)
        return inlineDataComplaint(part[kind].toObject());
    if (kind == "functionCall"_L1 && !ofUser)
        return functionComplaint(part[kind].toObject(), "args"_L1);
    if (kind == "functionResponse"_L1 && ofUser)
        return functionComplaint(part[kind].toObject(), "response"_L1);
    return u"a part of kind %1 is not expected here"_s.arg(kind);
}

QJsonArray functionsIn(const QJsonValue &content, QLatin1StringView kind)
{
    QJsonArray functions;
    for (const QJsonValue &part : content["parts"_L1].toArray()) {
        if (part[kind].isObject())
            functions.append(part[kind]);
    }
    return functions;
}

// Each call has its result right after it, by the same name and id.
QString resultsComplaint(const QJsonValue &before, const QJsonValue &content)
{
    const QJsonArray calls = functionsIn(before, "functionCall"_L1);
    const QJsonArray results = functionsIn(content, "functionResponse"_L1);
    if (calls.size() != results.size())
        return u"the number of function response parts must be that of the function call parts"_s;
    for (qsizetype i = 0; i < calls.size(); ++i) {
        if (calls[i]["name"_L1] != results[i]["name"_L1] || calls[i]["id"_L1] != results[i]["id"_L1])
            return u"a function response does not match its call"_s;
    }
    return {};
}

// Newer models want the signature of the first call of each step back.
QString signaturesComplaint(const QJsonArray &contents, const QString &model)
{
    bool wanted = !model.startsWith("gemini-2"_L1);
    for (qsizetype i = contents.size() - 1; i >= 0 && wanted; --i) {
        for (const QJsonValue &part : contents[i]["parts"_L1].toArray()) {
            if (part["functionCall"_L1].isObject()) {
                if (!part["thoughtSignature"_L1].isString())
                    return u"Function call is missing a thought_signature in functionCall parts."_s;
                break;
            }
            if (contents[i]["role"_L1].toString() == "user"_L1 && part["text"_L1].isString())
                wanted = false;
        }
    }
    return {};
}

QString contentsComplaint(const QJsonArray &contents, const QString &model)
{
    if (contents.isEmpty() || contents.last()["role"_L1].toString() != "user"_L1)
        return u"contents: the last one must be of the user"_s;
    QJsonValue before;
    for (const QJsonValue &content : contents) {
        const QString role = content["role"_L1].toString();
        if (role != "user"_L1 && role != "model"_L1)
            return u"contents: valid roles are user and model"_s;
        const QJsonArray parts = content["parts"_L1].toArray();
        if (parts.isEmpty() || role == before["role"_L1].toString())
            return u"contents: no parts, or the role of the one before"_s;
        for (const QJsonValue &part : parts) {
            if (const QString wrong = partComplaint(part.toObject(), role == "user"_L1); !wrong.isEmpty())
                return u"contents: "_s + wrong;
        }
        if (const QString wrong = role == "user"_L1 ? resultsComplaint(before, content) : QString(); !wrong.isEmpty())
            return wrong;
        before = content;
    }
    return signaturesComplaint(contents, model);
}

QString toolsComplaint(const QJsonArray &tools)
{
    for (const QJsonValue &tool : tools) {
        for (const QJsonValue &function : tool["functionDeclarations"_L1].toArray()) {
            if (const QString wrong =
                    unknownMember(function.toObject(), {u"name"_s, u"description"_s, u"parametersJsonSchema"_s});
                !wrong.isEmpty())
                return wrong;
            static const QRegularExpression name(u"\\A[A-Za-z_][A-Za-z0-9_.:-]{0,63}\\z"_s);
            if (!name.match(function["name"_L1].toString()).hasMatch())
                return u"functionDeclarations: name"_s;
            if (!function["parametersJsonSchema"_L1].isObject())
                return u"functionDeclarations: parametersJsonSchema"_s;
        }
    }
    return {};
}

} // namespace

QString geminiBodyComplaint(const QJsonObject &body, const QString &model)
{
    static const QStringList known{u"contents"_s,   u"systemInstruction"_s, u"generationConfig"_s, u"tools"_s,
                                   u"toolConfig"_s, u"safetySettings"_s,    u"cachedContent"_s,    u"serviceTier"_s};
    if (const QString wrong = unknownMember(body, known); !wrong.isEmpty())
        return wrong;
    const QJsonValue system = body["systemInstruction"_L1];
    if (!system.isUndefined() && system["parts"_L1][0]["text"_L1].toString().isEmpty())
        return u"systemInstruction: no text"_s;
    if (const QString wrong = configComplaint(body["generationConfig"_L1].toObject(), model); !wrong.isEmpty())
        return wrong;
    if (const QString wrong = toolsComplaint(body["tools"_L1].toArray()); !wrong.isEmpty())
        return wrong;
    return contentsComplaint(body["contents"_L1].toArray(), model);
}

QString geminiComplaint(const SeenRequest &request)
{
    static const QRegularExpression list(
        u"^GET /(v1beta/models\\?pageSize=1000|v1beta1/publishers/google/models\\?pageSize=100)(&pageToken=[^&]+)?$"_s);
    static const QRegularExpression chat(u"^POST /(v1beta/models|v1/projects/[^/]+/locations/[^/]+/publishers/google/"
                                         "models)/([^/:?]+):streamGenerateContent\\?alt=sse$"_s);
    const QString call = QString::fromLatin1(request.method + ' ' + request.target);
    const bool vertex = !request.target.startsWith("/v1beta/");
    if (const QString wrong = headersComplaint(request, vertex); !wrong.isEmpty())
        return wrong;
    if (list.match(call).hasMatch())
        return {};
    const QRegularExpressionMatch match = chat.match(call);
    if (!match.hasMatch())
        return u"404: "_s + call;
    return geminiBodyComplaint(QJsonDocument::fromJson(request.body).object(), match.captured(2));
}

} // namespace evenhand
