// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/prompt.h"
#include "app/core/target.h"
#include "app/service/session.h"

namespace evenhand {

struct Sample
{
    Lineup lineup;
    PromptText prompt; // to begin with

    bool operator==(const Sample &) const = default;
};

// Fills a new workspace with a channel on the replay plugin, a lineup of four targets named "Sample", prompts and a suite, so
// that Send and a run work at once without a key or a network. Its answers are written by us and marked illustrative.
Result<Sample> addSample(Session &session);

} // namespace evenhand
