// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/checks/judges.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand::checks {
namespace {

QString jsonText(const QJsonValue &value)
{
    if (value.isUndefined())
        return u"nothing"_s;
    const QByteArray inList = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return shown(QString::fromUtf8(inList.sliced(1, inList.size() - 2)));
}

// Why this call is not the one that is expected; empty when it is.
QString callFault(const QJsonObject &check, const ToolCall &call)
{
    const QJsonDocument document = QJsonDocument::fromJson(call.arguments.toUtf8());
    if (!document.isObject() && !call.arguments.trimmed().isEmpty())
        return u"%1 has arguments that are no JSON object"_s.arg(call.name);
    const QJsonObject arguments = document.object();
    const QJsonObject expected = check["arguments"_L1].toObject();
    for (auto it = expected.begin(); it != expected.end(); ++it) {
        if (arguments[it.key()] != it.value())
            return u"%1 is %2, expected %3"_s.arg(it.key(), jsonText(arguments[it.key()]), jsonText(it.value()));
    }
    const Result<QString> fault = schemaFault(check["schema"_L1].toObject(), arguments);
    return fault ? *fault : fault.error().message;
}

QString names(const QList<ToolCall> &calls)
{
    QStringList result;
    for (const ToolCall &call : calls)
        result.append(call.name);
    return shown(result.join(", "_L1));
}

} // namespace

Verdict judgeToolCall(const QJsonObject &check, const JudgedAnswer &answer)
{
    const QString name = check["name"_L1].toString();
    QString fault = answer.toolCalls.isEmpty() ? u"no tool was called, expected %1"_s.arg(name)
                                               : u"called %1, expected %2"_s.arg(names(answer.toolCalls), name);
    for (const ToolCall &call : answer.toolCalls) {
        if (call.name != name)
            continue;
        fault = callFault(check, call);
        if (fault.isEmpty())
            return {.passed = true, .reason = u"called %1"_s.arg(name)};
    }
    return {.passed = false, .reason = fault};
}

Verdict judgeNoToolCall(const QJsonObject &, const JudgedAnswer &answer)
{
    return {.passed = answer.toolCalls.isEmpty(),
            .reason = answer.toolCalls.isEmpty() ? u"called no tool"_s
                                                 : u"called %1, expected none"_s.arg(names(answer.toolCalls))};
}

} // namespace evenhand::checks
