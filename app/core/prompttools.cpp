// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/prompttools.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr qsizetype mostTools = 128; // what the narrowest of the large providers takes

std::unexpected<Error> invalid(const QString &message)
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
}

// 1-based, as editors count.
int lineOf(const QByteArray &text, qsizetype offset)
{
    return int(text.first(std::min(offset, text.size())).count('\n')) + 1;
}

Result<QJsonDocument> documentFromText(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return invalid(u"This is not JSON: %1 in line %2."_s.arg(error.errorString()).arg(lineOf(text, error.offset)));
    return document;
}

bool isName(const QString &name)
{
    static const QRegularExpression expression(u"\\A[A-Za-z0-9_-]{1,64}\\z"_s);
    return expression.match(name).hasMatch();
}

Result<Tool> toolFromJson(const QJsonValue &json, qsizetype number)
{
    const auto wrong = [&](const QString &what) { return invalid(u"Tool %1 %2"_s.arg(number).arg(what)); };
    if (!json.isObject())
        return wrong(u"is not an object with \"name\", \"description\" and \"parameters\"."_s);
    const QJsonObject object = json.toObject();
    for (const QString &key : object.keys()) {
        if (key != "name"_L1 && key != "description"_L1 && key != "parameters"_L1)
            return wrong(u"has \"%1\"; a tool has \"name\", \"description\" and \"parameters\"."_s.arg(key));
    }
    const QString name = object["name"_L1].toString();
    if (!isName(name))
        return wrong(u"needs a \"name\" of up to 64 letters, digits, \"_\" and \"-\"."_s);
    const QJsonValue description = object["description"_L1];
    if (!description.isString() && !description.isUndefined())
        return wrong(u"(%1) has a \"description\" that is not a text."_s.arg(name));
    const QJsonObject schema = object["parameters"_L1].toObject();
    if (schema["type"_L1] != "object"_L1)
        return wrong(u"(%1) needs \"parameters\": a JSON Schema of \"type\": \"object\"."_s.arg(name));
    return Tool{.name = name, .description = description.toString(), .schema = schema};
}

} // namespace

Result<QList<Tool>> toolsFromText(const QByteArray &text)
{
    const Result<QJsonDocument> document = documentFromText(text);
    if (!document)
        return std::unexpected(document.error());
    if (!document->isArray())
        return invalid(u"A tool set is a list: [{\"name\": …, \"description\": …, \"parameters\": …}]."_s);
    const QJsonArray list = document->array();
    if (list.size() > mostTools)
        return invalid(u"The set has %1 tools; at most %2 can be offered."_s.arg(list.size()).arg(mostTools));
    QList<Tool> tools;
    for (const QJsonValue &json : list) {
        const Result<Tool> tool = toolFromJson(json, tools.size() + 1);
        if (!tool)
            return std::unexpected(tool.error());
        if (std::ranges::contains(tools, tool->name, &Tool::name))
            return invalid(u"Two tools are named \"%1\"."_s.arg(tool->name));
        tools.append(*tool);
    }
    return tools;
}

Result<AnswerFormat> formatFromText(const QByteArray &text)
{
    const Result<QJsonDocument> document = documentFromText(text);
    if (!document)
        return std::unexpected(document.error());
    const QJsonObject schema = document->object();
    if (schema["type"_L1] != "object"_L1)
        return invalid(u"An answer format is a JSON Schema of \"type\": \"object\"."_s);
    const QString title = schema["title"_L1].toString();
    return AnswerFormat{.name = isName(title) ? title : u"answer"_s, .schema = schema};
}

QByteArray toText(const QList<Tool> &tools)
{
    return QJsonDocument(toJson(tools)).toJson();
}

QByteArray toText(const AnswerFormat &format)
{
    return QJsonDocument(format.schema).toJson();
}

QJsonArray toJson(const QList<Tool> &tools)
{
    QJsonArray json;
    for (const Tool &tool : tools)
        json.append(
            QJsonObject{{u"name"_s, tool.name}, {u"description"_s, tool.description}, {u"parameters"_s, tool.schema}});
    return json;
}

QList<Tool> toolsFromJson(const QJsonArray &json)
{
    QList<Tool> tools;
    for (const QJsonValue &tool : json)
        tools.append({.name = tool["name"_L1].toString(),
                      .description = tool["description"_L1].toString(),
                      .schema = tool["parameters"_L1].toObject()});
    return tools;
}

} // namespace evenhand
