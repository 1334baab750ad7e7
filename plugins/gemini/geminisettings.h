// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/google/vertexplace.h"

#include <QUrl>

#include <optional>

namespace evenhand {

// The settings of a channel, as far as they are usable.
struct GeminiSettings
{
    QUrl base;                        // without a trailing slash and without a version
    std::optional<VertexPlace> place; // on Vertex AI; none: the Gemini API
    QString credentialsFile;          // Vertex AI; empty: the application default credentials

    bool operator==(const GeminiSettings &) const = default;
};

Result<GeminiSettings> readGeminiSettings(const QJsonObject &settings);

} // namespace evenhand
