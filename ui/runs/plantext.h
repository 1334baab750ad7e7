// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/service/runplan.h"

// A plan in words.
namespace evenhand::PlanText {

QString range(const std::optional<Money> &low, const std::optional<Money> &high); // "$1.20 – $4.80", "unpriced"
// How much is sent where, with which files, what it may cost, why, and what the budget does.
QStringList summary(const RunSpec &spec, const RunPlan &plan);

} // namespace evenhand::PlanText
