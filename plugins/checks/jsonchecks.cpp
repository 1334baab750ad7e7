// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/checks/judges.h"

#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace evenhand::checks {
namespace {

// The JSON of an answer, without the code block around it where that is allowed.
Result<QJsonValue> jsonOf(const QString &text, bool bare)
{
    static const QRegularExpression block(u"\\A```\\w*\\s*\\n(.*?)\\n?\\s*```\\z"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = block.match(text.trimmed());
    const QString json = !bare && match.hasMatch() ? match.captured(1) : text.trimmed();
    // QJsonDocument takes objects and lists only; any value may stand in a list.
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson('[' + json.toUtf8() + ']', &error);
    if (error.error == QJsonParseError::NoError && document.array().size() == 1)
        return document.array().first();
    const QString why = json.isEmpty()                            ? u"is empty"_s
                        : error.error == QJsonParseError::NoError ? u"has several values"_s
                                                                  : error.errorString();
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = u"no JSON: %1"_s.arg(why), .detail = {}});
}

} // namespace

Verdict judgeJson(const QJsonObject &check, const JudgedAnswer &answer)
{
    const Result<QJsonValue> json = jsonOf(answer.text, check["bare"_L1].toBool());
    return {.passed = json.has_value(), .reason = json ? u"JSON"_s : json.error().message};
}

Verdict judgeJsonSchema(const QJsonObject &check, const JudgedAnswer &answer)
{
    const Result<QString> fault = jsonOf(answer.text, check["bare"_L1].toBool()).and_then([&](const QJsonValue &json) {
        return schemaFault(check["schema"_L1].toObject(), json);
    });
    if (!fault)
        return {.passed = false, .reason = fault.error().message};
    return {.passed = fault->isEmpty(), .reason = fault->isEmpty() ? u"fits the schema"_s : *fault};
}

} // namespace evenhand::checks
