// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

namespace evenhand {

// What came is not in the language that was expected.
ChatOutcome unreadableAnswer(const QByteArray &data, QLatin1StringView expected);

} // namespace evenhand
