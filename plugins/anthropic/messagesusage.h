// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

namespace evenhand {

// A stream reports its usage in pieces, each of which counts from the beginning: what a later one says holds, what it
// leaves out or calls null stays.
QJsonObject mergedUsage(QJsonObject known, const QJsonObject &update);

// The disjoint buckets of a `usage` object, which counts cached tokens beside the input and thinking within the output.
Usage readMessagesUsage(const QJsonObject &usage);

} // namespace evenhand
