// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/run.h"

#include <QDate>

namespace evenhand {

class Workspace;

// Answers of one month, as they are put into a workspace to be counted.
struct SpentSample
{
    QDate month;
    QString name; // of the run
    QString channel;
    QString model;
    QString taskClass;
    int answers = 1;
    std::optional<Money> each; // none: unpriced

    bool operator==(const SpentSample &) const = default;
};

// A run of it.
void addSpending(Workspace &workspace, const SpentSample &sample);
// Seven months on three channels, some of it unpriced, some of it in euros and rupees.
QList<SpentSample> manyMonths();

} // namespace evenhand
