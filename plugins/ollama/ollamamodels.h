// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/provider.h>

namespace evenhand {

// The answer to GET /api/tags: what was pulled.
ModelList parseOllamaTags(const QByteArray &body);

// The answer to GET /api/ps: which of them are in memory. Those are noted.
void noteLoadedModels(const QByteArray &body, QList<ModelInfo> &models);

// The answer to POST /api/show about one of them. False when it is not a model to chat with.
bool addOllamaDetails(const QByteArray &body, ModelInfo &model);

} // namespace evenhand
