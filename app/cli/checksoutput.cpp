// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/checksoutput.h"

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

QString figuresText(const CheckFigures &figures)
{
    const int judged = figures.passed + figures.failed;
    QStringList parts;
    if (judged > 0)
        parts.append(u"checks passed %1 of %2 (%3 %)"_s.arg(figures.passed)
                         .arg(judged)
                         .arg(100.0 * figures.passed / judged, 0, 'f', 1));
    if (figures.open > 0)
        parts.append(u"%1 could not be judged"_s.arg(figures.open));
    return parts.join(", "_L1);
}

QString outcome(const CheckScore &score)
{
    if (!score.score)
        return u"could not be judged"_s;
    return *score.score < 1 ? u"failed"_s : u"passed"_s;
}

} // namespace

QList<CheckFigures> checkFigures(const RunSpec &spec, const QList<GridCell> &cells)
{
    QList<CheckFigures> figures(spec.targets.size());
    for (const GridCell &cell : cells) {
        const bool hasChecks = spec.suite && !spec.suite->cases.at(cell.caseIndex).checks.isEmpty();
        if (cell.state != LaneState::Done || !hasChecks)
            continue;
        CheckFigures &of = figures[cell.target];
        if (cell.checks && cell.checks->isFailed())
            ++of.failed;
        else if (cell.checks && cell.checks->isPassed())
            ++of.passed;
        else
            ++of.open;
    }
    return figures;
}

QString checksText(const RunSpec &spec, const QList<GridCell> &cells)
{
    QStringList lines;
    const QList<CheckFigures> figures = checkFigures(spec, cells);
    for (int target = 0; target < int(figures.size()); ++target) {
        if (figures.at(target).all() > 0)
            lines.append(u"%1  %2"_s.arg(targetLetter(target), figuresText(figures.at(target))));
    }
    return lines.join(u'\n');
}

QJsonObject toJson(const CheckFigures &figures)
{
    return {{u"passed"_s, figures.passed}, {u"failed"_s, figures.failed}, {u"open"_s, figures.open}};
}

void insertChecks(QJsonObject &cell, const QList<CheckScore> &scores)
{
    if (scores.isEmpty())
        return;
    const CheckResults results = resultsOf(scores);
    cell.insert(u"checks_passed"_s, results.passed);
    cell.insert(u"checks_failed"_s, results.failed);
    cell.insert(u"checks_open"_s, results.open);
    cell.insert(u"verdict"_s, results.verdict);
    cell.insert(u"scores"_s, evenhand::toJson(scores));
}

QStringList scoreBlocks(const QList<CheckScore> &scores)
{
    QStringList blocks;
    for (const CheckScore &score : scores)
        blocks.append(u"[check %1: %2] %3"_s.arg(QString::number(score.check + 1), outcome(score), score.reason));
    return blocks;
}

} // namespace evenhand::cli
