// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/suite.h"

namespace evenhand {

struct NeedleOptions
{
    QList<int> lengths = {1000, 4000, 16'000}; // of the document, in words; about 1.3 tokens each
    QList<int> depths = {0, 25, 50, 75, 100};  // where the sentence stands, in percent of the document
    quint32 seed = 1;                          // the same seed gives the same suite on every machine

    bool operator==(const NeedleOptions &) const = default;
};

// One case for each length and depth: a document of invented notes with one sentence that holds a code, and the question
// for that code.
Suite needleSuite(const NeedleOptions &options);

} // namespace evenhand
