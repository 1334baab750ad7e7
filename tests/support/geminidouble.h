// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/scriptedserver.h"

namespace evenhand {

// Why the Gemini API, or Vertex AI, would refuse the request; empty: it would not.
QString geminiComplaint(const SeenRequest &request);

// The same of the body alone.
QString geminiBodyComplaint(const QJsonObject &body, const QString &model);

} // namespace evenhand
