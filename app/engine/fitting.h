// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/provider.h>

namespace evenhand {

// A request as a channel can take it.
struct FittedRequest
{
    ChatRequest request;
    QStringList notices; // what was left out, for the person

    bool operator==(const FittedRequest &) const = default;
};

// Leaves out what the channel's plugin takes in no model.
FittedRequest fitted(const ChatRequest &request, const Capabilities &capabilities);

// The record with the content of larger attachments replaced by its size and SHA-256: it says exactly what was sent, and
// does not keep a copy of each file with each answer.
RequestRecord withoutFiles(const RequestRecord &record, const ChatRequest &request);

} // namespace evenhand
