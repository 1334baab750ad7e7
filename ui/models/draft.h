// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/prompt.h"
#include "app/core/target.h"
#include "ui/models/modeldoubts.h"

#include <QJsonObject>

namespace evenhand {

// What the compare page has open: it is there again when the workspace is opened the next time.
struct Draft
{
    Lineup lineup;
    PromptText prompt; // not sent yet
    int repeats = 1;
    ConversationId conversation;
    RunId run; // of a run of its own
    bool scrollTogether = false;
    ModelDoubts doubts; // of the lineup's targets

    bool operator==(const Draft &) const = default;
};

QJsonObject toJson(const Draft &draft);
Draft draftFromJson(const QJsonObject &json); // what is missing has its default

} // namespace evenhand
