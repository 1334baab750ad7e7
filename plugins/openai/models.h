// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/openai/dialect.h"

#include <evenhand/provider.h>

namespace evenhand {

// The answer to GET /models, sorted by id.
ModelList parseModels(const QByteArray &body, const Dialect &dialect);

} // namespace evenhand
