// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/awsdouble.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTimeZone>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {

namespace {

constexpr auto toleratedSkew = 5min;

QDateTime timeOf(const QByteArray &text)
{
    QDateTime time = QDateTime::fromString(QString::fromLatin1(text), u"yyyyMMdd'T'HHmmss'Z'"_s);
    time.setTimeZone(QTimeZone::UTC);
    return time;
}

QString unknownMember(const QJsonObject &object, const QStringList &known, const QString &where)
{
    for (const QString &key : object.keys()) {
        if (!known.contains(key))
            return u"%1: extraneous key [%2] is not permitted"_s.arg(where, key);
    }
    return {};
}

bool isName(const QString &text)
{
    static const QRegularExpression pattern(u"\\A[a-zA-Z0-9_-]{1,64}\\z"_s);
    return pattern.match(text).hasMatch();
}

QString bytesComplaint(const QJsonValue &holder)
{
    const QByteArray bytes = holder["source"_L1]["bytes"_L1].toString().toLatin1();
    const auto decoded = QByteArray::fromBase64Encoding(bytes, QByteArray::AbortOnBase64DecodingErrors);
    const bool fine = decoded.decodingStatus == QByteArray::Base64DecodingStatus::Ok && !decoded.decoded.isEmpty();
    return fine ? QString() : u"source.bytes is not Base64, or empty"_s;
}

QString documentComplaint(const QJsonObject &document)
{
    static const QRegularExpression name(u"^[A-Za-z0-9()\\[\\]-]+( [A-Za-z0-9()\\[\\]-]+)*\\z"_s);
    if (!name.match(document["name"_L1].toString()).hasMatch())
        return u"The document file name can only contain alphanumeric characters, whitespace, hyphens, parentheses"_s;
    const QStringList formats{u"pdf"_s,  u"csv"_s,  u"doc"_s, u"docx"_s, u"xls"_s,
                              u"xlsx"_s, u"html"_s, u"txt"_s, u"md"_s};
    return formats.contains(document["format"_L1].toString()) ? bytesComplaint(document) : u"unknown document format"_s;
}

QString blockComplaint(const QJsonObject &block)
{
    if (block.size() != 1)
        return u"a content block must have exactly one member"_s;
    const QString kind = block.keys().first();
    const QJsonValue value = block[kind];
    if (kind == "text"_L1)
        return value.toString().trimmed().isEmpty() ? u"the text field is blank"_s : QString();
    if (kind == "document"_L1)
        return documentComplaint(value.toObject());
    if (kind == "image"_L1) {
        const QStringList formats{u"png"_s, u"jpeg"_s, u"gif"_s, u"webp"_s};
        return formats.contains(value["format"_L1].toString()) ? bytesComplaint(value) : u"unknown image format"_s;
    }
    if (kind == "toolUse"_L1)
        return value["input"_L1].isObject() && isName(value["toolUseId"_L1].toString())
                       && isName(value["name"_L1].toString())
                   ? QString()
                   : u"broken toolUse"_s;
    if (kind == "toolResult"_L1)
        return value["content"_L1].isArray() && isName(value["toolUseId"_L1].toString()) ? QString()
                                                                                         : u"broken toolResult"_s;
    return kind == "reasoningContent"_L1 ? QString() : u"unknown content block "_s + kind;
}

QStringList idsOf(const QJsonArray &content, QLatin1StringView kind)
{
    QStringList ids;
    for (const QJsonValue &block : content) {
        if (block[kind].isObject())
            ids << block[kind]["toolUseId"_L1].toString();
    }
    ids.sort();
    return ids;
}

QString messagesComplaint(const QJsonArray &messages)
{
    if (messages.isEmpty())
        return u"there are no messages"_s;
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const QString role = messages[i]["role"_L1].toString();
        if (role != (i % 2 == 0 ? "user"_L1 : "assistant"_L1))
            return u"roles must alternate, beginning with user"_s;
        const QJsonArray content = messages[i]["content"_L1].toArray();
        if (content.isEmpty())
            return u"a message has no content"_s;
        const QStringList calls = i > 0 ? idsOf(messages[i - 1]["content"_L1].toArray(), "toolUse"_L1) : QStringList();
        if (role == "user"_L1 && idsOf(content, "toolResult"_L1) != calls)
            return u"the toolResult blocks are not those of the toolUse blocks before"_s;
        bool text = false;
        bool document = false;
        for (const QJsonValue &block : content) {
            if (const QString complaint = blockComplaint(block.toObject()); !complaint.isEmpty())
                return complaint;
            text |= block.toObject().contains("text"_L1);
            document |= block.toObject().contains("document"_L1);
        }
        if (document && !text)
            return u"a message with a document needs a text"_s;
    }
    return {};
}

bool hasToolBlocks(const QJsonArray &messages)
{
    for (const QJsonValue &message : messages) {
        for (const QJsonValue &block : message["content"_L1].toArray()) {
            if (block.toObject().contains("toolUse"_L1) || block.toObject().contains("toolResult"_L1))
                return true;
        }
    }
    return false;
}

QString toolsComplaint(const QJsonObject &config)
{
    const QJsonArray tools = config["tools"_L1].toArray();
    if (tools.isEmpty())
        return u"toolConfig has no tools"_s;
    for (const QJsonValue &tool : tools) {
        const QJsonValue spec = tool["toolSpec"_L1];
        if (!isName(spec["name"_L1].toString()) || !spec["inputSchema"_L1]["json"_L1].isObject())
            return u"broken toolSpec"_s;
        if (spec["description"_L1].isString() && spec["description"_L1].toString().isEmpty())
            return u"the description of a tool must have length 1 at least"_s;
    }
    return {};
}

QString inferenceComplaint(const QJsonObject &inference)
{
    const double temperature = inference["temperature"_L1].toDouble();
    const double topP = inference["topP"_L1].toDouble();
    if (temperature < 0 || temperature > 1 || topP < 0 || topP > 1)
        return u"inferenceConfig: temperature and topP are from 0 to 1"_s;
    if (inference["maxTokens"_L1].toInt(1) < 1)
        return u"inferenceConfig: maxTokens is 1 at least"_s;
    return unknownMember(inference, {u"maxTokens"_s, u"temperature"_s, u"topP"_s, u"stopSequences"_s},
                         u"inferenceConfig"_s);
}

QString channelComplaint(const QJsonObject &body)
{
    static const QStringList tiers{u"default"_s, u"flex"_s, u"priority"_s, u"reserved"_s};
    static const QStringList latencies{u"standard"_s, u"optimized"_s};
    const QJsonObject guardrail = body["guardrailConfig"_L1].toObject();
    if (body.contains("serviceTier"_L1) && !tiers.contains(body["serviceTier"_L1]["type"_L1].toString()))
        return u"serviceTier: unknown type"_s;
    if (body.contains("performanceConfig"_L1)
        && !latencies.contains(body["performanceConfig"_L1]["latency"_L1].toString()))
        return u"performanceConfig: unknown latency"_s;
    const bool whole = !guardrail["guardrailIdentifier"_L1].toString().isEmpty()
                       && !guardrail["guardrailVersion"_L1].toString().isEmpty();
    return guardrail.isEmpty() || whole ? QString() : u"guardrailConfig: identifier and version"_s;
}

QString bodyComplaint(const QByteArray &bytes)
{
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (!document.isObject())
        return u"the body is no JSON object"_s;
    const QJsonObject body = document.object();
    const QJsonArray messages = body["messages"_L1].toArray();
    const QStringList complaints{
        unknownMember(body,
                      {u"messages"_s, u"system"_s, u"inferenceConfig"_s, u"toolConfig"_s,
                       u"additionalModelRequestFields"_s, u"additionalModelResponseFieldPaths"_s, u"outputConfig"_s,
                       u"guardrailConfig"_s, u"requestMetadata"_s, u"performanceConfig"_s, u"serviceTier"_s,
                       u"promptVariables"_s},
                      u"the request"_s),
        inferenceComplaint(body["inferenceConfig"_L1].toObject()),
        channelComplaint(body),
        messagesComplaint(messages),
        body.contains("toolConfig"_L1) ? toolsComplaint(body["toolConfig"_L1].toObject())
        : hasToolBlocks(messages)      ? u"toolConfig must be defined when using toolUse and toolResult"_s
                                       : QString(),
        body["outputConfig"_L1].isUndefined()
                || body["outputConfig"_L1]["textFormat"_L1]["structure"_L1]["jsonSchema"_L1]["schema"_L1].isString()
            ? QString()
            : u"the schema must be a string"_s,
    };
    for (const QString &complaint : complaints) {
        if (!complaint.isEmpty())
            return complaint;
    }
    return {};
}

QString listComplaint(const QByteArray &target)
{
    const QUrl url = QUrl::fromEncoded("http://h" + target);
    const QUrlQuery query(url);
    if (url.path() == "/foundation-models"_L1) {
        const QStringList known{u"byOutputModality"_s, u"byInferenceType"_s, u"byProvider"_s, u"byCustomizationType"_s};
        const auto items = query.queryItems();
        const bool fine = std::ranges::all_of(items, [&](const auto &item) { return known.contains(item.first); });
        return fine ? QString() : u"the query is not allowed: "_s + query.toString();
    }
    if (url.path() != "/inference-profiles"_L1)
        return u"there is no such operation: "_s + url.path();
    const QString type = query.queryItemValue(u"type"_s);
    const int most = query.queryItemValue(u"maxResults"_s).toInt();
    return (type == "SYSTEM_DEFINED"_L1 || type == "APPLICATION"_L1) && most >= 1 && most <= 1000
               ? QString()
               : u"a value of the query is not allowed: "_s + query.toString();
}

} // namespace

QString signatureComplaint(const SeenRequest &request, const SigV4Keys &keys, const QByteArray &service)
{
    const QByteArray authorization = request.header("authorization");
    if (request.header("x-amz-content-sha256")
        != QCryptographicHash::hash(request.body, QCryptographicHash::Sha256).toHex())
        return u"x-amz-content-sha256 is not the hash of the body"_s;
    const QDateTime time = timeOf(request.header("x-amz-date"));
    if (!time.isValid() || std::chrono::abs(QDateTime::currentDateTimeUtc() - time) > toleratedSkew)
        return u"x-amz-date is missing or too far from now"_s;
    static const QRegularExpression scope(u"Credential=[^/]+/\\d{8}/([^/]+)/([^/]+)/aws4_request"_s);
    const QRegularExpressionMatch match = scope.match(QString::fromLatin1(authorization));
    if (match.captured(2).toLatin1() != service)
        return u"the credential is scoped to the wrong service"_s;

    HttpRequest again{.method = request.method,
                      .url = QUrl::fromEncoded("http://" + request.header("host") + request.target),
                      .body = request.body};
    if (const QByteArray type = request.header("content-type"); !type.isEmpty())
        again.headers.append({"content-type", type});
    signSigV4(again, keys, {.region = match.captured(1).toLatin1(), .service = service, .time = time});
    if (again.headers.last().value != authorization)
        return u"the signature does not match: "_s + QString::fromLatin1(authorization);
    return request.header("x-amz-security-token") == keys.sessionToken ? QString() : u"the session token is wrong"_s;
}

QString bedrockComplaint(const SeenRequest &request)
{
    if (request.method == "GET")
        return listComplaint(request.target);
    static const QRegularExpression path(u"^/model/([^/?]+)/converse(-stream)?\\z"_s);
    const QRegularExpressionMatch match = path.match(QString::fromLatin1(request.target));
    if (request.method != "POST" || !match.hasMatch())
        return u"there is no such operation: "_s + QString::fromLatin1(request.target);
    const QByteArray id = match.captured(1).toLatin1();
    if (QByteArray::fromPercentEncoding(id).toPercentEncoding() != id)
        return u"the model id is not encoded once: "_s + QString::fromLatin1(id);
    if (request.header("content-type") != "application/json")
        return u"the content type is wrong"_s;
    return bodyComplaint(request.body);
}

} // namespace evenhand
