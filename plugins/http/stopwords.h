// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

#include <algorithm>
#include <array>

namespace evenhand {

// Why an answer ended, in a provider's own word.
struct StopWord
{
    QLatin1StringView word;
    StopReason reason;
};

// None for a word that is not known: new ones appear.
template<std::size_t N>
StopReason stopReasonOf(const std::array<StopWord, N> &words, const QString &word)
{
    const auto found = std::ranges::find(words, word, &StopWord::word);
    return found == words.end() ? StopReason::None : found->reason;
}

} // namespace evenhand
