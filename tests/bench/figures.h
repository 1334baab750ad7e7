// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>

#include <algorithm>
#include <cmath>

namespace evenhand {

// Of values in ascending order: the smallest that at least this share of them does not exceed. 0: there is none.
inline double quantile(const QList<double> &sorted, double share)
{
    if (sorted.isEmpty())
        return 0;
    const auto rank = qsizetype(std::ceil(share * double(sorted.size())));
    return sorted.at(std::clamp(rank - 1, qsizetype(0), sorted.size() - 1));
}

} // namespace evenhand
