// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/error.h>

#include <QJsonObject>

namespace evenhand {

// Where on Vertex AI a channel's models are.
struct VertexPlace
{
    QString project;
    QString location; // "global", "us", "eu", or a region

    QString address() const; // "https://europe-west1-aiplatform.googleapis.com"
    QByteArray path() const; // "/v1/projects/…/locations/…"

    bool operator==(const VertexPlace &) const = default;
};

// From the settings “project” and “location”. Without a location it is the global one.
Result<VertexPlace> readVertexPlace(const QJsonObject &settings);

} // namespace evenhand
