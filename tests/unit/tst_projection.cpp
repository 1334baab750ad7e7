// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pricing/projection.h"

#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 unit = 1'000'000'000;

// One answer of each amount from 1 to count, in whole units.
MeasuredCosts oneToCount(int count)
{
    MeasuredCosts costs{
        .answers = count, .total = {.nano = 0, .currency = u"USD"_s}, .leastNano = unit, .mostNano = count * unit};
    for (int amount = 1; amount <= count; ++amount) {
        costs.total.nano += amount * unit;
        costs.squares += amount * amount;
    }
    return costs;
}

double units(const Money &money)
{
    return double(money.nano) / double(unit);
}

} // namespace

class tst_projection : public QObject
{
    Q_OBJECT

private slots:
    void nothingMeasuredSaysNothing();
    void theMeanTimesTheVolume();
    void fewHaveTheirExtremes();
    void manyHaveAnInterval_data();
    void manyHaveAnInterval();
    void sameCostsHaveNoWidth();
    void tooLargeSaysNothing();
};

void tst_projection::nothingMeasuredSaysNothing()
{
    QVERIFY(!projected({}, 1'000));
    QVERIFY(!projected(oneToCount(3), -1));
}

void tst_projection::theMeanTimesTheVolume()
{
    const std::optional<Projection> year = projected(oneToCount(4), 365 * 100);
    QVERIFY(year);
    QCOMPARE(year->mean, (Money{.nano = 2'500'000'000, .currency = u"USD"_s}));
    QCOMPARE(year->year, (Money{.nano = 91'250 * unit, .currency = u"USD"_s}));
    QCOMPARE(year->answers, 4);
}

void tst_projection::fewHaveTheirExtremes()
{
    const std::optional<Projection> year = projected(oneToCount(9), 10);
    QVERIFY(year);
    QCOMPARE(int(year->range), int(Projection::Range::Extremes));
    QCOMPARE(year->low.nano, 10 * unit);
    QCOMPARE(year->high.nano, 90 * unit);
}

// The mean of 1 to n ± t(0.975; n - 1) × s ÷ √n, with t from a printed table.
void tst_projection::manyHaveAnInterval_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("t");
    QTest::newRow("10") << 10 << 2.26216;
    QTest::newRow("11") << 11 << 2.22814;
    QTest::newRow("31") << 31 << 2.04227;
    QTest::newRow("121") << 121 << 1.97993;
}

void tst_projection::manyHaveAnInterval()
{
    QFETCH(const int, count);
    QFETCH(const double, t);
    const std::optional<Projection> year = projected(oneToCount(count), 1);
    QVERIFY(year);
    QCOMPARE(int(year->range), int(Projection::Range::Interval));
    const double mean = (count + 1) / 2.0;
    const double half = t * std::sqrt((double(count) * count - 1) / 12 * count / (count - 1) / count);
    QVERIFY2(std::abs(units(year->low) - (mean - half)) < half / 1'000, qPrintable(QString::number(units(year->low))));
    QVERIFY2(std::abs(units(year->high) - (mean + half)) < half / 1'000,
             qPrintable(QString::number(units(year->high))));
}

void tst_projection::sameCostsHaveNoWidth()
{
    const MeasuredCosts same{.answers = 20,
                             .total = {.nano = 20 * unit, .currency = u"EUR"_s},
                             .leastNano = unit,
                             .mostNano = unit,
                             .squares = 20};
    const std::optional<Projection> year = projected(same, 12);
    QVERIFY(year);
    QCOMPARE(year->low, year->year);
    QCOMPARE(year->high, year->year);
}

void tst_projection::tooLargeSaysNothing()
{
    QVERIFY(!projected(oneToCount(20), std::numeric_limits<qint64>::max()));
}

QTEST_GUILESS_MAIN(tst_projection)
#include "tst_projection.moc"
