// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/answer.h"
#include "app/store/database.h"

#include <QMap>

namespace evenhand {

// What priced attempts cost in one currency.
struct AmountSum
{
    qint64 nano = 0;
    qint64 attempts = 0;
    qint64 leastNano = 0; // of one attempt
    qint64 mostNano = 0;
    double squares = 0; // sum of each attempt's cost in units of the currency, squared

    bool operator==(const AmountSum &) const = default;
};

// Attempts of which something was sent, counted.
struct SpendingSum
{
    qint64 cells = 0; // of which the first attempt that was sent is among them
    qint64 attempts = 0;
    qint64 unpriced = 0;    // may have cost something, but it is not known how much
    qint64 unreported = 0;  // told no tokens
    qint64 inputTokens = 0; // of the others
    qint64 outputTokens = 0;
    QMap<QString, AmountSum> amounts; // by currency; they are never added
    QStringList priceRows;            // ids of the rows that were used

    void add(const SpendingSum &other);
    bool operator==(const SpendingSum &) const = default;
};

enum class SpendingBy { Month, Channel, Model, Run, TaskClass };

struct SpendingGroup
{
    QString key;  // "2026-11", the id of a channel or run, a model, a task class
    QString name; // for people; empty: it has none
    SpendingSum sum;
    qint64 earlierRuns = 0; // of the row that sums up runs beyond the newest, which has no key: how many they are

    bool operator==(const SpendingGroup &) const = default;
};

// What attempts cost, counted up when each ends. It goes with its run when that is removed.
namespace CostStore {

// Counts an attempt that has ended just now. Nothing of which no request went out is counted.
Result<void> add(Database &db, CellId cell, const Attempt &attempt);
// Counts the attempts that are under way, before they are interrupted.
Result<void> addUnfinished(Database &db);

// So many runs stand for themselves.
constexpr int mostRuns = 500;

// Months from the oldest, all else by name; of runs the newest, and then the rest in one row. Takes seconds where a million
// runs were sent.
Result<QList<SpendingGroup>> spending(Database &db, SpendingBy by);
// Of a month in UTC: "2026-11".
Result<SpendingSum> inMonth(Database &db, const QString &month);

} // namespace CostStore

} // namespace evenhand
