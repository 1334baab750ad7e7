// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/evalscase.h"

using namespace Qt::StringLiterals;

namespace evenhand::evals {
namespace {

const QString inputName = u"input"_s;
const QString systemName = u"system"_s;

std::unexpected<Error> invalid(const QString &message)
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
}

Result<void> readMessage(const QJsonValue &message, bool isLast, QStringList &system, SuiteCase &result)
{
    const QString role = message["role"_L1].toString();
    const QJsonValue content = message["content"_L1];
    if (!content.isString())
        return invalid(u"The content of a message is not a text."_s);
    if (message["name"_L1].isString())
        return invalid(u"It has an example among its messages (\"name\": \"%1\"); a case is one question."_s.arg(
            message["name"_L1].toString()));
    if (role == "system"_L1 && !isLast)
        system.append(content.toString());
    else if (isLast && (role == "user"_L1 || role == "system"_L1))
        setVariable(result, inputName, content.toString());
    else
        return invalid(
            u"It is a conversation, with a message of \"%1\" before its end; a case is one question."_s.arg(role));
    return {};
}

Result<void> readInput(const QJsonValue &input, SuiteCase &result)
{
    if (input.isString()) {
        setVariable(result, inputName, input.toString());
        return {};
    }
    const QJsonArray messages = input.toArray();
    if (messages.isEmpty())
        return invalid(u"\"input\" must be a text or a list of messages."_s);
    QStringList system;
    for (qsizetype i = 0; i < messages.size(); ++i) {
        if (const Result<void> read = readMessage(messages.at(i), i == messages.size() - 1, system, result); !read)
            return read;
    }
    setVariable(result, systemName, system.join("\n\n"_L1));
    return {};
}

} // namespace

bool isSample(const QJsonObject &object)
{
    return object.contains(inputName) && (object.contains("ideal"_L1) || object[inputName].isArray());
}

Result<SuiteCase> readSample(const QJsonObject &object)
{
    SuiteCase result{.id = CaseId::create()};
    if (const Result<void> read = readInput(object[inputName], result); !read)
        return std::unexpected(read.error());
    const QJsonValue ideal = object["ideal"_L1];
    if (ideal.isString())
        result.reference = ideal.toString();
    else if (ideal.isArray())
        result.reference = QVariant(ideal.toArray().toVariantList()).toStringList().join(u'\n');
    else if (!ideal.isUndefined() && !ideal.isNull())
        return invalid(u"\"ideal\" must be a text or a list of texts."_s);
    return result;
}

PromptText prompt(const QList<SuiteCase> &cases)
{
    const bool hasSystem =
        std::ranges::any_of(cases, [](const SuiteCase &one) { return one.variables.contains(systemName); });
    return {.system = hasSystem ? u"{{system}}"_s : QString(), .user = u"{{input}}"_s};
}

} // namespace evenhand::evals
