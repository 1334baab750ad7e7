// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/suites/suiteimport.h"

// The suites that come with the program.
namespace evenhand::starters {

// A starter as a list shows it.
struct Summary
{
    QString id;
    QString name;
    QString description;
    qsizetype cases = 0;

    bool operator==(const Summary &) const = default;
};

QStringList ids();                 // "reasoning", "long-context", …
const QList<Summary> &summaries(); // in the same order; read once
// NotFound when there is none with that id.
Result<Suite> suite(const QString &id);

Result<Suite> sample(); // of a new workspace: the sample models know its questions

} // namespace evenhand::starters
