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

// What is sent for a result: a text as it is, other JSON as its text.
QString resultText(const QJsonValue &result)
{
    if (result.isString())
        return result.toString();
    const QByteArray listed = QJsonDocument(QJsonArray{result}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(listed.sliced(1, listed.size() - 2));
}

// The form that is read most easily: objects and lists as such where that gives the same text again.
QJsonValue resultJson(const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    const QJsonValue value = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    return resultText(value) == text ? value : QJsonValue(text);
}

Result<Tool> toolFromJson(const QJsonValue &json, qsizetype number)
{
    const auto wrong = [&](const QString &what) { return invalid(u"Tool %1 %2"_s.arg(number).arg(what)); };
    if (!json.isObject())
        return wrong(u"is not an object with \"name\", \"description\", \"parameters\" and \"result\"."_s);
    const QJsonObject object = json.toObject();
    static const QStringList members{u"name"_s, u"description"_s, u"parameters"_s, u"result"_s};
    for (const QString &key : object.keys()) {
        if (!members.contains(key))
            return wrong(
                u"has \"%1\"; a tool has \"name\", \"description\", \"parameters\" and \"result\"."_s.arg(key));
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

Result<ToolSet> toolsFromText(const QByteArray &text)
{
    const Result<QJsonDocument> document = documentFromText(text);
    if (!document)
        return std::unexpected(document.error());
    if (!document->isArray())
        return invalid(u"A tool set is a list: [{\"name\": …, \"description\": …, \"parameters\": …}]."_s);
    const QJsonArray list = document->array();
    if (list.size() > mostTools)
        return invalid(u"The set has %1 tools; at most %2 can be offered."_s.arg(list.size()).arg(mostTools));
    ToolSet set;
    for (const QJsonValue &json : list) {
        const Result<Tool> tool = toolFromJson(json, set.tools.size() + 1);
        if (!tool)
            return std::unexpected(tool.error());
        if (std::ranges::contains(set.tools, tool->name, &Tool::name))
            return invalid(u"Two tools are named \"%1\"."_s.arg(tool->name));
        set.tools.append(*tool);
        if (const QJsonValue result = json["result"_L1]; !result.isUndefined())
            set.results.insert(tool->name, resultText(result));
    }
    return set;
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

QByteArray toText(const ToolSet &set)
{
    return QJsonDocument(toJson(set)).toJson();
}

QByteArray toText(const AnswerFormat &format)
{
    return QJsonDocument(format.schema).toJson();
}

QJsonArray toJson(const ToolSet &set)
{
    QJsonArray json;
    for (const Tool &tool : set.tools) {
        QJsonObject object{
            {u"name"_s, tool.name}, {u"description"_s, tool.description}, {u"parameters"_s, tool.schema}};
        if (const auto result = set.results.constFind(tool.name); result != set.results.cend())
            object.insert(u"result"_s, resultJson(*result));
        json.append(object);
    }
    return json;
}

ToolSet toolsFromJson(const QJsonArray &json)
{
    ToolSet set;
    for (const QJsonValue &tool : json) {
        const QString name = tool["name"_L1].toString();
        set.tools.append({.name = name,
                          .description = tool["description"_L1].toString(),
                          .schema = tool["parameters"_L1].toObject()});
        if (const QJsonValue result = tool["result"_L1]; !result.isUndefined())
            set.results.insert(name, resultText(result));
    }
    return set;
}

} // namespace evenhand
