// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/pricing/moneytext.h"
#include "app/store/database.h"

namespace evenhand {

class Workspace;

// The currency in which the person wants to see amounts beside their own; it is only shown, nothing stored is converted.
Result<std::optional<Conversion>> displayCurrency(Database &db);
Result<void> setDisplayCurrency(Workspace &workspace, const std::optional<Conversion> &conversion);

} // namespace evenhand
