// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/openai/dialect.h"

#include <evenhand/provider.h>

namespace evenhand {

// The answer to GET /models, sorted by id.
ModelList parseModels(const QByteArray &body, const Dialect &dialect);

// The same at Azure, where it is the catalogue of what could be deployed. The deployment that the channel's address
// named, if there is one, is in the list as well.
ModelList parseCatalogue(const QByteArray &body, const QString &deployment);

} // namespace evenhand
