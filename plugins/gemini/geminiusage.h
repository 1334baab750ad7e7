// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

namespace evenhand {

// The disjoint buckets of a `usageMetadata` object, whose prompt contains cached tokens, and whose candidates do not
// contain thoughts.
Usage readGeminiUsage(const QJsonObject &usage);

} // namespace evenhand
