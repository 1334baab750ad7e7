// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/gridfigures.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace evenhand {
namespace {

constexpr double slowest = 0.9; // the share of cells that are not among the slowest and dearest

// The smallest value that at least this share of them does not exceed.
template<typename T>
std::optional<T> quantile(QList<T> values, double share)
{
    if (values.isEmpty())
        return std::nullopt;
    const auto rank = qsizetype(std::ceil(share * double(values.size())));
    const auto place = values.begin() + std::clamp<qsizetype>(rank - 1, 0, values.size() - 1);
    std::ranges::nth_element(values, place);
    return *place;
}

// Sums up as long as there is one currency.
struct Sum
{
    qint64 nano = 0;
    qsizetype count = 0;
    QString currency;
    bool mixed = false;

    void add(const Money &money)
    {
        mixed = mixed || (count > 0 && money.currency != currency);
        currency = money.currency;
        nano += money.nano;
        ++count;
    }
    bool hasTotal() const { return count > 0 && !mixed; }
    Money total() const { return {.nano = nano, .currency = currency}; }
};

std::optional<Money> perThousand(const Sum &sum)
{
    if (!sum.hasTotal())
        return std::nullopt;
    const double nano = double(sum.nano) * 1000 / double(sum.count);
    if (nano > double(std::numeric_limits<qint64>::max() / 2))
        return std::nullopt;
    return Money{.nano = qint64(std::llround(nano)), .currency = sum.currency};
}

void countChecks(TargetFigures &of, const GridCell &cell)
{
    if (!cell.checks)
        return;
    if (cell.checks->isFailed())
        ++of.missed;
    else
        ++(cell.checks->isPassed() ? of.passed : of.open);
}

} // namespace

bool isFailed(const GridCell &cell)
{
    return cell.state == LaneState::Failed || (cell.state == LaneState::Done && cell.checks && cell.checks->isFailed());
}

QList<TargetFigures> targetFigures(const QList<GridCell> &cells, int targets)
{
    QList<TargetFigures> figures(targets);
    QList<QList<Duration>> firstTokens(targets);
    QList<Sum> all(targets);
    QList<Sum> answers(targets);
    for (const GridCell &cell : cells) {
        TargetFigures &of = figures[cell.target];
        ++of.cells;
        if (cell.cost)
            all[cell.target].add(*cell.cost);
        if (cell.state == LaneState::Failed)
            ++of.failed;
        else if (cell.state != LaneState::Done)
            ++of.left;
        if (cell.state != LaneState::Done)
            continue;
        ++of.done;
        countChecks(of, cell);
        if (cell.reused) {
            ++of.reused;
            continue;
        }
        if (cell.firstToken)
            firstTokens[cell.target].append(*cell.firstToken);
        if (cell.cost)
            answers[cell.target].add(*cell.cost);
        else
            ++of.unpriced;
    }
    for (int target = 0; target < targets; ++target) {
        TargetFigures &of = figures[target];
        of.firstTokenP50 = quantile(firstTokens.at(target), 0.5);
        of.firstTokenP95 = quantile(firstTokens.at(target), 0.95);
        of.perThousand = perThousand(answers.at(target));
        if (all.at(target).hasTotal())
            of.spent = all.at(target).total();
    }
    return figures;
}

std::optional<Money> expectedCost(const QList<TargetFigures> &figures)
{
    Sum sum;
    for (const TargetFigures &of : figures) {
        if (of.spent)
            sum.add(*of.spent);
        if (of.left == 0)
            continue;
        if (!of.perThousand)
            return std::nullopt;
        sum.add({.nano = qint64(double(of.perThousand->nano) * double(of.left) / 1000),
                 .currency = of.perThousand->currency});
    }
    return sum.hasTotal() ? std::optional(sum.total()) : std::nullopt;
}

QList<CaseMarks> caseMarks(const QList<GridCell> &cells, int cases)
{
    QList<Duration> times;
    QList<qint64> costs;
    QString currency;
    for (const GridCell &cell : cells) {
        if (cell.total)
            times.append(*cell.total);
        if (!cell.cost || (!currency.isEmpty() && cell.cost->currency != currency))
            continue;
        currency = cell.cost->currency;
        costs.append(cell.cost->nano);
    }
    const std::optional<Duration> usualTime = quantile(times, slowest);
    const std::optional<qint64> usualCost = quantile(costs, slowest);
    QList<CaseMarks> marks(cases);
    QList<std::optional<qint64>> hashes(cases);
    for (const GridCell &cell : cells) {
        CaseMarks &mark = marks[cell.caseIndex];
        mark.failed |= isFailed(cell);
        mark.slow |= cell.total && *cell.total > *usualTime;
        mark.dear |= cell.cost && cell.cost->currency == currency && cell.cost->nano > *usualCost;
        if (cell.state != LaneState::Done || !cell.textHash)
            continue;
        std::optional<qint64> &hash = hashes[cell.caseIndex];
        mark.different |= hash && hash != cell.textHash;
        hash = cell.textHash;
    }
    return marks;
}

} // namespace evenhand
