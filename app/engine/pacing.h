// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/clock.h"

#include <evenhand/chat.h>

namespace evenhand {

// How often and after which pauses a failed attempt is made again: only retryable errors, and once output was
// delivered only where nobody reads along. The pause is what the provider asked for, or first · 2^n with a cap, less up to `jitter` of it at random.
struct RetryPolicy
{
    int mostAttempts = 3;
    std::chrono::milliseconds first{500};
    std::chrono::milliseconds cap{8'000};
    double jitter = 0.25;
    std::chrono::milliseconds longestRetryAfter{120'000}; // asked to wait longer: the lane fails and says so
    bool afterOutput = false; // also an answer that broke off is asked for again; it is kept as an attempt

    bool operator==(const RetryPolicy &) const = default;
};

// The pause after the failed-th failed attempt, from 1, where the provider did not ask for one. random is in [0, 1).
std::chrono::milliseconds backoff(const RetryPolicy &policy, int failed, double random);

// When the next request of a channel may start.
class Pacing
{
public:
    using Moment = Clock::Moment;

    void setMinInterval(std::chrono::milliseconds interval) { m_minInterval = interval; }
    void started(Moment now) { m_lastStart = now; }
    bool isHeld(Moment now) const { return m_heldUntil > now; }

    // Nothing starts before this moment. A hold that lasts longer stays; returns whether this one does.
    bool holdUntil(Moment until);

    // The moment at which the limits that are used up are filled again, but no later than `longest` from now. No value:
    // none is used up, or its reset is not known.
    static std::optional<Moment> usedUpUntil(const RateLimits &limits, Moment now, std::chrono::milliseconds longest);

    // How long the next start has to wait, when `ahead` others go first; rounded up.
    std::chrono::milliseconds wait(Moment now, qsizetype ahead = 0) const;

private:
    std::chrono::milliseconds m_minInterval{0};
    std::optional<Moment> m_lastStart;
    std::optional<Moment> m_heldUntil;
};

} // namespace evenhand
