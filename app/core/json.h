// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/answer.h"
#include "app/core/channel.h"
#include "app/core/prompt.h"
#include "app/core/run.h"
#include "app/core/target.h"

#include <QJsonArray>
#include <QJsonObject>

// Values as JSON, the one form that the workspace, exports and --json output share. Members that have no value are left
// out; durations are milliseconds with fractions, named with the suffix "_ms"; ids are UUID text; enumerators have their
// stable names. fromJson functions take what toJson made and default what is missing.
namespace evenhand {

QJsonObject toJson(const Parameters &parameters);
Parameters parametersFromJson(const QJsonObject &json);

QJsonObject toJson(const Limits &limits);
Limits limitsFromJson(const QJsonObject &json);

QJsonObject toJson(const Channel &channel);
Result<Channel> channelFromJson(const QJsonObject &json);

QJsonObject toJson(const Target &target);
Target targetFromJson(const QJsonObject &json);

QJsonObject toJson(const PromptText &prompt);
PromptText promptFromJson(const QJsonObject &json);

QJsonArray toJson(const QList<Message> &messages);
QList<Message> messagesFromJson(const QJsonArray &json);

// The history of a target; files stand in it by reference.
QJsonArray historyToJson(const RunTarget &target);
void setHistory(RunTarget &target, const QJsonArray &json);

QJsonObject toJson(const Usage &usage); // buckets, and their sums as input_total, output_total
Usage usageFromJson(const QJsonObject &json);

QJsonObject toJson(const Timing &timing);
Timing timingFromJson(const QJsonObject &json);

QJsonObject toJson(const Identity &identity);
Identity identityFromJson(const QJsonObject &json);

QJsonObject toJson(const RequestRecord &request);
RequestRecord requestFromJson(const QJsonObject &json);

QJsonArray toJson(const QList<ToolCall> &calls);
QList<ToolCall> toolCallsFromJson(const QJsonArray &json);

QJsonArray toJson(const QList<ToolResult> &results);
QList<ToolResult> toolResultsFromJson(const QJsonArray &json);

QJsonArray toJson(const QList<Round> &rounds);
QList<Round> roundsFromJson(const QJsonArray &json);

QJsonObject toJson(const Error &error); // {"code", "message", "detail", "step"}
Error errorFromJson(const QJsonObject &json);

} // namespace evenhand
