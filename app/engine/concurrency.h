// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/clock.h"

namespace evenhand {

// How many requests of a channel may be out at once. It begins with the number that the person gave, as that is what is
// known best; halves when the provider refuses for load, once for all requests that were out then; and grows by one for
// each round of answers, eight times as slowly from where it was refused last, so that it stays below that for long.
class Concurrency
{
public:
    using Moment = Clock::Moment;

    void setMost(int most);
    int most() const { return m_most; }
    int limit() const { return int(m_limit); }

    // A request that began then was answered, or refused for load.
    void answered();
    void refused(Moment began, Moment now);

private:
    int m_most = 1;
    double m_limit = 1;
    double m_refusedAt = 0; // 0: never
    Moment m_lowered;       // when; requests that began before it say nothing new
};

} // namespace evenhand
