// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/anthropic/modeltraits.h"

#include <evenhand/provider.h>

#include <QHash>

namespace evenhand {

// One page of GET /v1/models.
struct AnthropicModels
{
    QList<ModelInfo> models;
    QHash<QString, ModelTraits> traits; // by id
    QString after;                      // where the next page begins; empty: this is the last one
};

Result<AnthropicModels> parseAnthropicModels(const QByteArray &body);

// One page of the catalogue of Vertex AI. A project need not have enabled what stands there.
Result<AnthropicModels> parseVertexModels(const QByteArray &body);

} // namespace evenhand
