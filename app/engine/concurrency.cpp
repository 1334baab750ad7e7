// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/concurrency.h"

#include <algorithm>
#include <cmath>

namespace evenhand {

static constexpr double slowerAtTheLimit = 8;

void Concurrency::setMost(int most)
{
    const int wanted = std::max(1, most);
    if (wanted == m_most)
        return;
    m_most = wanted;
    m_limit = wanted;
    m_refusedAt = 0;
}

void Concurrency::answered()
{
    const bool nearTheLimit = m_refusedAt > 0 && std::floor(m_limit) + 1 >= m_refusedAt;
    m_limit = std::min<double>(m_most, m_limit + 1 / (m_limit * (nearTheLimit ? slowerAtTheLimit : 1)));
}

void Concurrency::refused(Moment began, Moment now)
{
    if (began < m_lowered)
        return;
    m_refusedAt = std::floor(m_limit);
    m_limit = std::max(1.0, std::floor(m_limit / 2));
    m_lowered = now;
}

} // namespace evenhand
