// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/checks/check.h"

// One function for each type of check; check.cpp has the table of them.
namespace evenhand::checks {

Verdict judgeEquals(const QJsonObject &check, const JudgedAnswer &answer);
Verdict judgeContains(const QJsonObject &check, const JudgedAnswer &answer);
Verdict judgeNotContains(const QJsonObject &check, const JudgedAnswer &answer);
Verdict judgeContainsAny(const QJsonObject &check, const JudgedAnswer &answer);
Verdict judgeContainsAll(const QJsonObject &check, const JudgedAnswer &answer);
Verdict judgeRegex(const QJsonObject &check, const JudgedAnswer &answer);
Verdict judgeLength(const QJsonObject &check, const JudgedAnswer &answer);
Verdict judgeNumber(const QJsonObject &check, const JudgedAnswer &answer);
Verdict judgeJson(const QJsonObject &check, const JudgedAnswer &answer);
Verdict judgeJsonSchema(const QJsonObject &check, const JudgedAnswer &answer);
Verdict judgeToolCall(const QJsonObject &check, const JudgedAnswer &answer);
Verdict judgeNoToolCall(const QJsonObject &check, const JudgedAnswer &answer);
Verdict judgeRefusal(const QJsonObject &check, const JudgedAnswer &answer);
Verdict judgeScript(const QJsonObject &check, const JudgedAnswer &answer);

// The last number in a text; none when there is none.
std::optional<double> lastNumber(const QString &text);

// The script with this name of Unicode's, such as "Devanagari"; none when it is not known.
std::optional<QChar::Script> scriptNamed(const QString &name);

// Why the value does not fit the schema; empty when it does. Fails when the schema itself cannot be used.
Result<QString> schemaFault(const QJsonObject &schema, const QJsonValue &value);

// Shortened to be part of a reason.
QString shown(const QString &text);

} // namespace evenhand::checks
