// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QUrl>

namespace evenhand {

// How a host departs from what most servers of this protocol do. These are facts of today; what they miss, the repair
// of refused requests heals (see repair.h).
struct Dialect
{
    bool reasoningRules = false;  // reasoning models take other members than the rest
    bool usageUnasked = false;    // reports usage by itself, and refuses to be asked for it
    bool mixedModels = false;     // lists models that do not chat among those that do
    bool strictTools = false;     // holds calls to the schema of a tool, if that is asked for
    bool takesSchemas = true;     // writes JSON of a schema, and not just JSON
    bool shortCallIds = false;    // takes ids of tool calls only with nine letters and digits
    bool effortObject = false;    // takes the effort as reasoning.effort, not as reasoning_effort
    bool parsesReasoning = false; // keeps the reasoning of some models apart only when asked to
    bool obfuscates = false;      // pads its chunks with random text unless told not to
    QString seed = QStringLiteral("seed");

    bool operator==(const Dialect &) const = default;
};

Dialect dialectOf(const QString &host);
Dialect azureDialect();

// What a reasoning model refuses where Dialect::reasoningRules holds.
bool isReasoningModel(const QString &model);
bool takesStop(const QString &model);
// Some reasoning models sample like others when they are told not to reason.
bool samplesWithoutReasoning(const QString &model);
// The effort that the model takes and that is nearest to this one, as far as it is known.
QString nearestEffort(const QString &model, const QString &effort);

// Whether the model leaves its reasoning in the text where Dialect::parsesReasoning holds.
bool mixesReasoning(const QString &model);

// Whether a model of a mixed list chats, as far as its id tells.
bool isChatModel(const QString &model);

} // namespace evenhand
