// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

namespace evenhand {

// Converse has no parameter for reasoning: each family has members of its own, which are sent beside it. These are
// facts of today; what they miss, the repair of refused requests heals (see conversebody.h).
struct ReasoningFields
{
    QJsonObject fields; // of additionalModelRequestFields
    QString notice;     // empty: the effort was sent as it was asked for
    bool reasons = false;

    bool operator==(const ReasoningFields &) const = default;
};

// The members that ask this model for an effort. An id that is an ARN need not say which model it stands for.
ReasoningFields reasoningFields(const QString &model, const QString &effort, std::optional<int> maxTokens);

// Whether the model takes temperature and top_p, which some do not, or not while they reason.
bool takesSampling(const QString &model, bool reasons);

} // namespace evenhand
