// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/httperror.h"

#include <QJsonObject>

namespace evenhand {

struct GeminiBody
{
    QJsonObject json;
    QStringList notices; // what differs from what was asked for, for the person

    bool operator==(const GeminiBody &) const = default;
};

// The body of a request for an answer. What the person gave in `extra` goes in last; objects in it are merged with those
// that are there, member by member. The members in `refused` are then left out; a system prompt goes into the prompt.
GeminiBody buildGeminiBody(const ChatRequest &request, const QStringList &refused);

// The member that a refusal names, as a path ("generationConfig.seed"), if the request may be taken without it.
std::optional<QString> findRefusedMember(const QJsonObject &body, const HttpFailure &failure);

} // namespace evenhand
