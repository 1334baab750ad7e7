// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/pricing/priceimport.h"

namespace evenhand {

// A file with prices, read and not kept yet.
struct PriceFile
{
    QString name; // without its folder
    QString kind; // "genai-prices", "litellm" or "csv"
    PriceImport import;

    bool operator==(const PriceFile &) const = default;
};

// The day that the file's name says, or on which it was written, is that of its prices. An empty kind is found by the
// content.
Result<PriceFile> readPriceFile(const QString &path, const QString &kind, const PriceBook &book);

} // namespace evenhand
