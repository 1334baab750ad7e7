// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/run.h"
#include "app/pricing/cost.h"
#include "app/pricing/moneytext.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QGridLayout;
class QVBoxLayout;
QT_END_NAMESPACE

namespace evenhand {

class Pricing;

// How the cost of one request came about: an attempt is one, or several while a model calls tools.
struct CostReason
{
    QString heading; // "Attempt 1 of 2: failed"
    Cost cost;
    PriceFinding finding;                // the row that the cost names, whatever holds now
    std::optional<AttemptCost> together; // after the last of several requests: what they come to

    bool operator==(const CostReason &) const = default;
};

// For each attempt of the cell. A row that was used and is not to be found makes no sum, and that is said.
QList<CostReason> costReasons(const RunTarget &target, const Cell &cell, Pricing &pricing);

// "Why this number": each bucket times its price, the row it comes from, what was assumed, and what is unpriced.
class WhyDialog : public QDialog
{
    Q_OBJECT
public:
    WhyDialog(const QString &title, const QList<CostReason> &reasons, const std::optional<Conversion> &shownAs,
              QWidget *parent = nullptr);

    QString text() const; // as it is copied

private:
    QWidget *makeReason(const CostReason &reason);
    void addSum(QGridLayout *grid, const CostReason &reason);
    void addFacts(QVBoxLayout *column, const CostReason &reason);

    QList<CostReason> m_reasons;
    std::optional<Conversion> m_shownAs;
};

} // namespace evenhand
