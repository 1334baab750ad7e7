// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QUrl>

namespace evenhand {

// How a host departs from what most servers of this protocol do. These are facts of today; what they miss, the repair
// of refused requests heals (see chatrequest.h).
struct Dialect
{
    bool reasoningRules = false; // reasoning models take other members than the rest
    bool usageUnasked = false;   // reports usage by itself, and refuses to be asked for it
    bool mixedModels = false;    // lists models that do not chat among those that do
    QString seed = QStringLiteral("seed");

    bool operator==(const Dialect &) const = default;
};

Dialect dialectOf(const QString &host);

// What a reasoning model refuses where Dialect::reasoningRules holds.
bool isReasoningModel(const QString &model);
bool takesStop(const QString &model);
// Some reasoning models sample like others when they are told not to reason.
bool samplesWithoutReasoning(const QString &model);

// Whether a model of a mixed list chats, as far as its id tells.
bool isChatModel(const QString &model);

} // namespace evenhand
