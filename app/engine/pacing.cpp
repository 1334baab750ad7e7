// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/pacing.h"

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;

namespace evenhand {

std::chrono::milliseconds backoff(const RetryPolicy &policy, int failed, double random)
{
    const double cap = double(policy.cap.count());
    const double pause = std::min(cap, double(policy.first.count()) * std::exp2(failed - 1));
    return std::chrono::milliseconds(std::llround(pause * (1 - policy.jitter * random)));
}

bool Pacing::holdUntil(Moment until)
{
    if (m_heldUntil && *m_heldUntil >= until)
        return false;
    m_heldUntil = until;
    return true;
}

std::optional<Pacing::Moment> Pacing::usedUpUntil(const RateLimits &limits, Moment now,
                                                  std::chrono::milliseconds longest)
{
    std::optional<Moment> until;
    for (const RateLimits::Bucket &bucket : {limits.requests, limits.tokens}) {
        if (bucket.remaining != 0 || !bucket.reset || *bucket.reset <= 0ms)
            continue;
        const Moment reset = now + std::min(*bucket.reset, longest);
        until = std::max(until.value_or(reset), reset);
    }
    return until;
}

std::chrono::milliseconds Pacing::wait(Moment now, qsizetype ahead) const
{
    Moment due = now;
    if (m_lastStart)
        due = std::max(due, *m_lastStart + m_minInterval);
    if (m_heldUntil)
        due = std::max(due, *m_heldUntil);
    return std::chrono::ceil<std::chrono::milliseconds>(due - now) + ahead * m_minInterval;
}

} // namespace evenhand
