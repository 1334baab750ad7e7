// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/bedrock/bedrocksettings.h"
#include "plugins/http/httperror.h"

#include <evenhand/chat.h>

namespace evenhand {

// What a model did not take, learned from its refusal, and is left out from then on.
enum class Repair { Temperature, TopP, StopSequences, Effort, Format, ServiceTier, Latency, Streaming };
using Repairs = QList<Repair>;

struct ConverseBody
{
    QJsonObject json;
    QStringList notices; // what differs from what was asked for, for the person
    Repairs possible;    // what stands in it and could be left out

    bool operator==(const ConverseBody &) const = default;
};

// The body of a Converse request; the model is named in the path. What the person gave in `extra` is laid over it, down
// to its innermost members. Fails when an attachment is of a kind that Bedrock does not take.
Result<ConverseBody> buildConverseBody(const ChatRequest &request, const BedrockSettings &settings,
                                       const Repairs &repairs);

// The path of a request, as it stands on the wire.
QByteArray conversePath(const QString &model, bool streaming);

// What to leave out so that the request may be taken, if the refusal names it.
std::optional<Repair> findRepair(const ConverseBody &body, const HttpFailure &failure);
// "“temperature”", for a person.
QString nameOf(Repair repair);

} // namespace evenhand
