// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/run.h"

namespace evenhand {

// What one target is sent of the earlier turns of a conversation: what it was asked, and its own answers.
struct History
{
    QList<Message> messages;
    QMap<int, QList<AttachmentRef>> files; // attached to them, by index
    QStringList notices;                   // what is not part of the messages, for the person

    bool operator==(const History &) const = default;
};

// turns: earlier runs of the conversation, in order. A turn counts when this target's first repeat is done and said
// something; a question without an answer is left out as well, so that roles keep alternating. What the provider
// wanted to have back goes along where the target had the same channel and model then, and so do the calls with their
// recorded results, as long as the tools are still `offered`: some providers refuse calls of tools that are not.
History historyOf(const QList<Run> &turns, const Target &target, const QList<Tool> &offered = {});

} // namespace evenhand
