// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/gridfigures.h"

#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

GridCell cell(int caseIndex, int target, LaneState state, Duration time = 0us, std::optional<qint64> nano = {},
              const QString &text = {})
{
    GridCell cell{.id = CellId::create(), .caseIndex = caseIndex, .target = target, .state = state, .attempts = 1};
    if (time > 0us) {
        cell.firstToken = time / 2;
        cell.total = time;
    }
    if (nano)
        cell.cost = Money{.nano = *nano, .currency = u"USD"_s};
    if (!text.isEmpty())
        cell.textHash = textHash(text);
    return cell;
}

} // namespace

class tst_gridfigures : public QObject
{
    Q_OBJECT

private slots:
    void countsEachTarget();
    void checksAreCountedByAnswer();
    void reusedAnswersHaveNoTimes();
    void percentilesAreOfWhatIsDone();
    void costsOfTwoCurrenciesAreNotAdded();
    void expectedCostIsKnownFromWhatWasPriced();
    void whiteSpaceMakesNoDifference();
    void marksTheSlowestAndDearestTenth();
    void equalTimesAreNotSlow();
};

void tst_gridfigures::countsEachTarget()
{
    const QList<TargetFigures> figures =
        targetFigures({cell(0, 0, LaneState::Done, 2s, 4'000'000), cell(0, 1, LaneState::Failed, 1s, 1'000'000),
                       cell(1, 0, LaneState::Done, 4s, 6'000'000), cell(1, 1, LaneState::Interrupted)},
                      3);
    QCOMPARE(figures.size(), 3);
    QCOMPARE(figures.at(0), (TargetFigures{.cells = 2,
                                           .done = 2,
                                           .firstTokenP50 = 1s,
                                           .firstTokenP95 = 2s,
                                           .spent = Money{.nano = 10'000'000, .currency = u"USD"_s},
                                           .perThousand = Money{.nano = 5'000'000'000, .currency = u"USD"_s}}));
    QCOMPARE(
        figures.at(1),
        (TargetFigures{.cells = 2, .failed = 1, .left = 1, .spent = Money{.nano = 1'000'000, .currency = u"USD"_s}}));
    QCOMPARE(figures.at(2), TargetFigures());
}

void tst_gridfigures::checksAreCountedByAnswer()
{
    QList<GridCell> cells;
    for (int i = 0; i < 5; ++i)
        cells.append(cell(i, 0, LaneState::Done, 1s, 1000));
    cells[0].checks = CheckResults{.passed = 2};
    cells[1].checks = CheckResults{.passed = 2, .failed = 1, .open = 1};
    cells[2].checks = CheckResults{.passed = 2, .open = 1};
    cells[3].state = LaneState::Failed;
    const TargetFigures figures = targetFigures(cells, 1).first();
    QCOMPARE(figures.passed, 1);
    QCOMPARE(figures.missed, 1);
    QCOMPARE(figures.open, 1);
    QCOMPARE(figures.failed, 1);
    QCOMPARE(figures.done, 4);
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(isFailed(cells.at(i)), i == 1 || i == 3);
        QCOMPARE(caseMarks(cells, 5).at(i).failed, i == 1 || i == 3);
    }
}

void tst_gridfigures::reusedAnswersHaveNoTimes()
{
    GridCell taken = cell(0, 0, LaneState::Done, 1s, 1000);
    taken.firstToken.reset();
    taken.total.reset();
    taken.cost.reset();
    taken.reused = true;
    const TargetFigures figures = targetFigures({cell(1, 0, LaneState::Done, 2s, 1000), taken}, 1).first();
    QCOMPARE(figures.done, 2);
    QCOMPARE(figures.reused, 1);
    QCOMPARE(figures.unpriced, 0);
    QCOMPARE(figures.perThousand, (Money{.nano = 1'000'000, .currency = u"USD"_s}));
}

void tst_gridfigures::percentilesAreOfWhatIsDone()
{
    QList<GridCell> cells{cell(0, 0, LaneState::Failed, 1000s)};
    for (int i = 1; i <= 100; ++i)
        cells.append(cell(i, 0, LaneState::Done, i * 2s));
    const TargetFigures figures = targetFigures(cells, 1).first();
    QCOMPARE(figures.firstTokenP50, std::optional<Duration>(50s));
    QCOMPARE(figures.firstTokenP95, std::optional<Duration>(95s));
    QCOMPARE(figures.unpriced, 100);
}

void tst_gridfigures::costsOfTwoCurrenciesAreNotAdded()
{
    QList<GridCell> cells{cell(0, 0, LaneState::Done, 1s, 5), cell(1, 0, LaneState::Done, 1s, 5)};
    cells.last().cost->currency = u"EUR"_s;
    const TargetFigures figures = targetFigures(cells, 1).first();
    QVERIFY(!figures.spent);
    QVERIFY(!figures.perThousand);
}

void tst_gridfigures::expectedCostIsKnownFromWhatWasPriced()
{
    QList<GridCell> cells{cell(0, 0, LaneState::Done, 1s, 3000), cell(0, 1, LaneState::Queued),
                          cell(1, 0, LaneState::Queued), cell(1, 1, LaneState::Queued)};
    QVERIFY(!expectedCost(targetFigures(cells, 2)));
    cells[1] = cell(0, 1, LaneState::Done, 1s, 500);
    QCOMPARE(expectedCost(targetFigures(cells, 2)), (Money{.nano = 7000, .currency = u"USD"_s}));
}

void tst_gridfigures::whiteSpaceMakesNoDifference()
{
    const QList<CaseMarks> marks = caseMarks(
        {cell(0, 0, LaneState::Done, 1s, {}, u"one  two"_s), cell(0, 1, LaneState::Done, 1s, {}, u" one\ntwo\n"_s),
         cell(1, 0, LaneState::Done, 1s, {}, u"one two"_s), cell(1, 1, LaneState::Done, 1s, {}, u"onetwo"_s),
         cell(2, 0, LaneState::Done, 1s, {}, u"one"_s), cell(2, 1, LaneState::Failed, 1s, {}, u"two"_s)},
        3);
    QCOMPARE(marks.at(0), CaseMarks());
    QCOMPARE(marks.at(1), CaseMarks{.different = true});
    QCOMPARE(marks.at(2), CaseMarks{.failed = true});
}

void tst_gridfigures::marksTheSlowestAndDearestTenth()
{
    QList<GridCell> cells;
    for (int i = 0; i < 20; ++i)
        cells.append(cell(i, 0, LaneState::Done, (i + 1) * 1s, 100 - i));
    const QList<CaseMarks> marks = caseMarks(cells, 20);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(marks.at(i), (CaseMarks{.slow = i >= 18, .dear = i < 2}));
}

void tst_gridfigures::equalTimesAreNotSlow()
{
    QCOMPARE(caseMarks({cell(0, 0, LaneState::Done, 1s, 7), cell(1, 0, LaneState::Done, 1s, 7)}, 2),
             QList<CaseMarks>(2));
}

QTEST_GUILESS_MAIN(tst_gridfigures)
#include "tst_gridfigures.moc"
