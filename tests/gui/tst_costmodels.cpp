// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pricing/pricedata.h"
#include "ui/models/costbookmodel.h"
#include "ui/models/costformat.h"
#include "ui/models/costmodel.h"
#include "ui/models/costparitymodel.h"

#include <QAbstractItemModelTester>
#include <QTest>
#include <QTimeZone>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

const Conversion rupees{.from = u"USD"_s, .to = u"INR"_s, .rateNano = 88'420'000'000, .date = QDate(2026, 11, 21)};

Money dollars(qint64 nano)
{
    return {.nano = nano, .currency = u"USD"_s};
}

SpendingSum sumOf(const QMap<QString, qint64> &nano, qint64 unpriced = 0)
{
    SpendingSum sum{.cells = 4, .attempts = 5, .unpriced = unpriced, .inputTokens = 1'200, .outputTokens = 30};
    for (const auto &[currency, amount] : nano.asKeyValueRange())
        sum.amounts.insert(currency, {amount, 2, 1, amount, 1.0});
    return sum;
}

PriceRow priceRow(const QString &catalogue, qint64 input)
{
    return {.channel = u"maker"_s,
            .model = u"m-1"_s,
            .rule = ModelRule::equals(u"m-1"_s),
            .family = u"m-1"_s,
            .currency = u"USD"_s,
            .prices = {{PriceClass::Input, 0, input}, {PriceClass::Output, 0, 2 * input}},
            .source = {.catalogue = catalogue, .date = QDate(2026, 9, 1), .licence = u"MIT"_s}};
}

PriceBook smallBook()
{
    PriceBook book;
    book.channels = {{.kind = u"maker"_s, .name = u"The maker"_s}};
    book.addLayer({priceRow(u"one"_s, 3'000'000'000), priceRow(u"two"_s, 4'000'000'000)});
    return book;
}

} // namespace

class tst_costmodels : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void amountsAsPeopleReadThem_data();
    void amountsAsPeopleReadThem();
    void unpricedIsSaid_data();
    void unpricedIsSaid();
    void groupsBecomeRows();
    void convertedAmountsHaveTheirRate();
    void namesForWhatHasNone();
    void theMainCurrencyIsTheMostUsed();
    void disputedRowsShowBothFigures();
    void historyIsLeftOut();
    void theShippedBookFits();
    void paritySaysPremiumAndSource();
};

void tst_costmodels::amountsAsPeopleReadThem_data()
{
    QTest::addColumn<qint64>("nano");
    QTest::addColumn<QString>("currency");
    QTest::addColumn<QString>("text");
    QTest::newRow("usual") << Q_INT64_C(4'100'000'000) << u"USD"_s << u"$4.10"_s;
    QTest::newRow("nothing") << Q_INT64_C(0) << u"USD"_s << u"$0.00"_s;
    QTest::newRow("large") << Q_INT64_C(1'204'567'000'000) << u"EUR"_s << u"€1,204.57"_s;
    QTest::newRow("a tenth") << Q_INT64_C(100'000'000) << u"USD"_s << u"$0.10"_s;
    QTest::newRow("small") << Q_INT64_C(4'123'000) << u"USD"_s << u"$0.0041"_s;
    QTest::newRow("smaller") << Q_INT64_C(99'000) << u"INR"_s << u"₹0.000099"_s;
    QTest::newRow("smallest") << Q_INT64_C(1) << u"USD"_s << u"$0.000000001"_s;
    QTest::newRow("without a sign") << Q_INT64_C(12'000'000'000) << u"CHF"_s << u"12.00\u202fCHF"_s;
}

void tst_costmodels::amountsAsPeopleReadThem()
{
    QFETCH(const qint64, nano);
    QFETCH(const QString, currency);
    QTEST(Format::money({.nano = nano, .currency = currency}), "text");
}

void tst_costmodels::unpricedIsSaid_data()
{
    QTest::addColumn<SpendingSum>("sum");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << SpendingSum() << u"nothing"_s;
    QTest::newRow("priced") << sumOf({{u"USD"_s, 4'100'000'000}}) << u"$4.10"_s;
    QTest::newRow("some") << sumOf({{u"USD"_s, 4'100'000'000}}, 12) << u"at least $4.10, 12 attempts unpriced"_s;
    QTest::newRow("one") << sumOf({}, 1) << u"1 attempt unpriced"_s;
    QTest::newRow("two currencies") << sumOf({{u"USD"_s, 4'100'000'000}, {u"EUR"_s, 1'000'000'000}})
                                    << u"€1.00 · $4.10"_s;
}

void tst_costmodels::unpricedIsSaid()
{
    QFETCH(const SpendingSum, sum);
    QTEST(Format::spent(sum), "text");
}

void tst_costmodels::groupsBecomeRows()
{
    CostModel model;
    const QAbstractItemModelTester tester(&model);
    QCOMPARE(model.columnCount(), int(CostModel::ColumnCount));
    model.setGroups(SpendingBy::Model,
                    {{.key = u"a"_s, .name = u"a"_s, .sum = sumOf({{u"USD"_s, 4'100'000'000}}, 2)},
                     {.key = u"b"_s, .name = u"b"_s, .sum = sumOf({}, 5)}},
                    {});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.headerData(CostModel::Name, Qt::Horizontal).toString(), u"Model"_s);
    QCOMPARE(model.index(0, CostModel::TokensIn).data().toString(), u"1,200"_s);
    QCOMPARE(model.index(0, CostModel::Cost).data().toString(), u"at least $4.10"_s);
    QCOMPARE(model.index(0, CostModel::Unpriced).data().toString(), u"2"_s);
    QCOMPARE(model.index(1, CostModel::Cost).data().toString(), u"unpriced"_s);
    QVERIFY(model.index(1, CostModel::Cost).data(CostModel::SortRole).toLongLong()
            < model.index(0, CostModel::Cost).data(CostModel::SortRole).toLongLong());
    QCOMPARE(model.total().unpriced, 7);
    QCOMPARE(model.total().attempts, 10);
}

void tst_costmodels::convertedAmountsHaveTheirRate()
{
    CostModel model;
    model.setGroups(SpendingBy::Model,
                    {{.key = u"a"_s, .name = u"a"_s, .sum = sumOf({{u"USD"_s, 4'100'000'000}})},
                     {.key = u"b"_s, .name = u"b"_s, .sum = sumOf({{u"EUR"_s, 1}})}},
                    rupees);
    const QString head = model.headerData(CostModel::Converted, Qt::Horizontal).toString();
    QVERIFY2(head.contains(u"INR at 88.42"_s) && head.contains(u"2026-11-21"_s), qPrintable(head));
    QCOMPARE(model.index(0, CostModel::Converted).data().toString(), u"₹362.52"_s);
    QCOMPARE(model.index(1, CostModel::Converted).data().toString(), u"–"_s);
}

void tst_costmodels::namesForWhatHasNone()
{
    QCOMPARE(CostModel::nameOf(SpendingBy::Month, {.key = u"2026-11"_s, .name = u"2026-11"_s, .sum = {}}),
             u"November 2026"_s);
    QCOMPARE(CostModel::nameOf(SpendingBy::TaskClass, {}), u"No task class"_s);
    QCOMPARE(CostModel::nameOf(SpendingBy::Run, {}), u"Without a name"_s);
    QCOMPARE(CostModel::nameOf(SpendingBy::Run, {.key = {}, .name = u"two\n lines"_s, .sum = {}}), u"two lines"_s);
}

void tst_costmodels::theMainCurrencyIsTheMostUsed()
{
    SpendingSum sum = sumOf({{u"USD"_s, 1}, {u"EUR"_s, 1'000}});
    sum.amounts[u"USD"_s].attempts = 3;
    QCOMPARE(mainCurrency(sum), u"USD"_s);
    QCOMPARE(mainCurrency({}), QString());
}

void tst_costmodels::disputedRowsShowBothFigures()
{
    CostBookModel model;
    const QAbstractItemModelTester tester(&model);
    model.setBook(smallBook(), QDate(2026, 11, 22));
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(model.index(0, 0).data(CostBookModel::DisputedRole).toBool());
    QVERIFY(model.index(0, CostBookModel::Source).data().toString().contains(u"disputed"_s));
    const QString details = CostBookModel::details(model.row(0));
    QVERIFY2(details.contains(u"input 3, output 6"_s) && details.contains(u"input 4, output 8"_s), qPrintable(details));
    QCOMPARE(model.index(0, CostBookModel::Channel).data().toString(), u"The maker"_s);
    QCOMPARE(model.index(0, CostBookModel::Input).data().toString(), u"$3.00"_s);
    QVERIFY(model.index(0, 0).data(CostBookModel::FilterRole).toString().contains(u"all regions"_s));
}

void tst_costmodels::historyIsLeftOut()
{
    PriceRow old = priceRow(u"one"_s, 1);
    old.until = QDate(2026, 11, 22);
    PriceRow coming = priceRow(u"one"_s, 2);
    coming.from = QDate(2027, 1, 1);
    PriceBook book;
    book.addLayer({old, coming});
    CostBookModel model;
    model.setBook(book, QDate(2026, 11, 22));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, CostBookModel::Valid).data().toString(), u"from 2027-01-01"_s);
}

void tst_costmodels::theShippedBookFits()
{
    CostBookModel model;
    const QAbstractItemModelTester tester(&model);
    model.setBook(shippedPrices(), QDate(2026, 11, 22));
    QVERIFY(model.rowCount() > 1'000);
    QVERIFY(std::ranges::any_of(model.rows(), [](const BookRow &row) { return !row.disputed.isEmpty(); }));
    QVERIFY(std::ranges::none_of(model.rows(), [](const BookRow &row) { return row.channel.isEmpty(); }));
}

void tst_costmodels::paritySaysPremiumAndSource()
{
    PriceRow base = priceRow(u"one"_s, 3'000'000'000);
    PriceRow dearer = priceRow(u"one"_s, 3'300'000'000);
    dearer.regions = {u"eu-west-1"_s};
    const Parity parity{
        .family = u"m-1"_s,
        .maker = u"maker"_s,
        .lines = {{.row = base, .cost = {.total = dollars(3'000'000'000)}, .isBase = true, .premium = 0},
                  {.row = dearer,
                   .cost = {.total = dollars(3'300'000'000)},
                   .premium = 1'000,
                   .disputed = {priceRow(u"two"_s, 5'000'000'000)}},
                  {.row = base, .cost = {.unpriced = u"there is none"_s}}}};
    CostParityModel model;
    const QAbstractItemModelTester tester(&model);
    model.setParity(parity, smallBook(), rupees);
    QCOMPARE(model.index(0, CostParityModel::Premium).data().toString(), u"base"_s);
    QCOMPARE(model.index(1, CostParityModel::Premium).data().toString(), u"+10.0\u202f%"_s);
    QCOMPARE(model.index(1, CostParityModel::Region).data().toString(), u"eu-west-1"_s);
    QCOMPARE(model.index(1, CostParityModel::Source).data().toString(), u"⚠ disputed · one, 2026-09-01"_s);
    QVERIFY(model.index(1, 0).data(Qt::ToolTipRole).toString().contains(u"input 5, output 10"_s));
    QCOMPARE(model.index(1, CostParityModel::Converted).data().toString(), u"₹291.79"_s);
    QCOMPARE(model.index(2, CostParityModel::Cost).data().toString(), u"unpriced"_s);
    QCOMPARE(model.index(2, CostParityModel::Premium).data().toString(), u"–"_s);
}

QTEST_MAIN(tst_costmodels)
#include "tst_costmodels.moc"
