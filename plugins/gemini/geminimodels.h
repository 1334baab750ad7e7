// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/provider.h>

namespace evenhand {

struct GeminiModels
{
    QList<ModelInfo> models;
    QString next; // where the next page begins; empty: this is the last one
};

// One page of the models of the Gemini API that write text.
Result<GeminiModels> parseGeminiModels(const QByteArray &body);

// One page of the catalogue of Vertex AI, of which the Gemini models are taken. A project need not have access to all.
Result<GeminiModels> parseVertexModels(const QByteArray &body);

} // namespace evenhand
