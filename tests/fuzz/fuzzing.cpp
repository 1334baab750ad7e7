// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/fuzz/fuzzing.h"

#include <cstdio>
#include <cstdlib>

namespace evenhand {

void require(const QString &fault)
{
    if (fault.isEmpty())
        return;
    std::fprintf(stderr, "%s\n", qPrintable(fault));
    std::abort();
}

PieceLengths::PieceLengths(uint8_t seed)
    : m_random(seed)
    , m_longest(1 << (seed % 8))
{
}

} // namespace evenhand
