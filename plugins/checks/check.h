// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/evaluator.h>

namespace evenhand::checks {

struct Verdict
{
    bool passed = false;
    QString reason;      // short enough for a cell: "total 1,200, expected 1,428"
    bool isOpen = false; // it cannot be told whether it passed

    bool operator==(const Verdict &) const = default;
};

// The types of plugins/checks/README.md, in its order.
QStringList types();

// NotFound when the type is not known, InvalidInput with a sentence when a member is missing, unknown or of no use.
Result<void> validate(const QJsonObject &check);

// Of a check that validate() accepts.
Verdict judge(const QJsonObject &check, const JudgedAnswer &answer);

} // namespace evenhand::checks
