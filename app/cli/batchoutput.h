// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/service/batch.h"
#include "app/service/runplan.h"

#include <QJsonObject>

namespace evenhand::cli {

// What would be sent where, and what it may cost.
QString planText(const RunSpec &spec, const RunPlan &plan);
QJsonObject planJson(const RunSpec &spec, const RunPlan &plan);

// What a run of many cells came to: counts, and for each target times, tokens and cost.
QString batchText(const Batch &batch);
QJsonObject batchJson(const Batch &batch);

} // namespace evenhand::cli
