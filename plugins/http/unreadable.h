// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <evenhand/provider.h>

namespace evenhand {

// A server answered with something else than its protocol has: most of the time the address is wrong. The first words of
// what it sent are shown.

// expected: how it should have answered, such as "with a message".
ChatOutcome unreadableAnswer(const QByteArray &data, QLatin1StringView expected);
std::unexpected<Error> unreadableList(const QByteArray &body);

} // namespace evenhand
