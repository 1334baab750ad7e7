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
// Which targets a budget does not hold, as they have no price; empty: it holds all.
QString unheldText(const RunPlan &plan);

// What a run of many cells came to: counts, and for each target times, tokens, cost, and what checks say.
QString batchText(const RunSpec &spec, const QList<GridCell> &cells);
QJsonObject batchJson(const RunSpec &spec, const QList<GridCell> &cells, Batch::Ending ending);

} // namespace evenhand::cli
