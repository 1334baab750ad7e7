// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pricing/cost.h"
#include "app/pricing/moneytext.h"

#include <QRandomGenerator>
#include <QTest>

#include <limits>

using namespace evenhand;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 unit = nanoPerUnit;

// 3 for input, 0.3 read, 3.75 and 6 written, 15 output; double input above 200,000 tokens.
PriceRow sampleRow()
{
    return {.channel = u"maker"_s,
            .model = u"model"_s,
            .rule = ModelRule::equals(u"model"_s),
            .currency = u"USD"_s,
            .prices = {{.of = PriceClass::Input, .nano = 3 * unit},
                       {.of = PriceClass::CacheRead, .nano = 300'000'000},
                       {.of = PriceClass::CacheWrite, .nano = 3'750'000'000},
                       {.of = PriceClass::CacheWriteHour, .nano = 6 * unit},
                       {.of = PriceClass::Output, .nano = 15 * unit},
                       {.of = PriceClass::Input, .above = 200'000, .nano = 6 * unit}},
            .source = {.catalogue = u"list"_s, .version = u"1"_s, .date = QDate(2026, 9, 23)}};
}

PriceRow rowWith(const QList<ClassPrice> &prices)
{
    PriceRow row = sampleRow();
    row.prices = prices;
    return row;
}

// The sum without a word of 64 bits anywhere: decimal digits, most significant first.
QString productOf(quint64 a, quint64 b)
{
    QList<int> digits(40, 0);
    const QString left = QString::number(a);
    const QString right = QString::number(b);
    for (qsizetype i = 0; i < left.size(); ++i) {
        for (qsizetype j = 0; j < right.size(); ++j)
            digits[(left.size() - 1 - i) + (right.size() - 1 - j)] +=
                left.at(i).digitValue() * right.at(j).digitValue();
    }
    QString text;
    int carry = 0;
    for (const int digit : std::as_const(digits)) {
        text.prepend(QChar(u'0' + (digit + carry) % 10));
        carry = (digit + carry) / 10;
    }
    return text;
}

// Of a decimal number: divided by a million and rounded half up, digit by digit.
qint64 roundedMillionth(QString digits)
{
    const bool up = digits.at(digits.size() - 6) >= u'5';
    return digits.chopped(6).toLongLong() + (up ? 1 : 0);
}

} // namespace

class TestCost : public QObject
{
    Q_OBJECT

private slots:
    void decimals_data();
    void decimals();
    void moneyIsWrittenExactly();
    void currenciesAreConverted();
    void aSumComputedByHand();
    void longContextsCostMore();
    void aTokenMayCostLessThanABillionth();
    void reasoning();
    void lifetimesOfCaches();
    void callsAreCounted();
    void nothingIsFreeForWantOfAPrice_data();
    void nothingIsFreeForWantOfAPrice();
    void linesAreExact();
    void totalsAreTheSumOfTheirLines();
    void requestsAreAddedUp();
    void whyThisNumber();
};

void TestCost::decimals_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<std::optional<qint64>>("nano");
    using Nano = std::optional<qint64>;
    QTest::newRow("whole") << u"15"_s << Nano(15 * unit);
    QTest::newRow("smallest") << u"0.000000001"_s << Nano(1);
    QTest::newRow("catalogue") << u"0.003625"_s << Nano(3'625'000);
    QTest::newRow("no whole part") << u".5"_s << Nano(500'000'000);
    QTest::newRow("zeros") << u"1.50000000000"_s << Nano(1'500'000'000);
    QTest::newRow("negative") << u"-2.5"_s << Nano(-2'500'000'000);
    QTest::newRow("largest") << u"999999999.999999999"_s << Nano(999'999'999'999'999'999);
    QTest::newRow("too fine") << u"0.0000000001"_s << Nano();
    QTest::newRow("too large") << u"1000000000"_s << Nano();
    QTest::newRow("comma") << u"1,5"_s << Nano();
    QTest::newRow("exponent") << u"1e3"_s << Nano();
    QTest::newRow("empty") << u""_s << Nano();
    QTest::newRow("point") << u"."_s << Nano();
    QTest::newRow("two points") << u"1.2.3"_s << Nano();
    QTest::newRow("other digits") << u"१५"_s << Nano();
}

void TestCost::decimals()
{
    QFETCH(QString, text);
    QFETCH(std::optional<qint64>, nano);
    QCOMPARE(nanoFromText(text), nano);
    if (nano)
        QCOMPARE(nanoFromText(nanoText(*nano)), nano);
}

void TestCost::moneyIsWrittenExactly()
{
    QCOMPARE(moneyText(Money{.nano = 2 * unit, .currency = u"USD"_s}), u"2.00 USD"_s);
    QCOMPARE(moneyText(Money{.nano = 2'500'000'000, .currency = u"EUR"_s}), u"2.50 EUR"_s);
    QCOMPARE(moneyText(Money{.nano = 420'000, .currency = u"USD"_s}), u"0.00042 USD"_s);
    QCOMPARE(moneyText(Money{.nano = -1, .currency = u"INR"_s}), u"-0.000000001 INR"_s);
    QCOMPARE(nanoText(std::numeric_limits<qint64>::min()), u"-9223372036.854775808"_s);
}

void TestCost::currenciesAreConverted()
{
    const Conversion rupees{.from = u"USD"_s, .to = u"INR"_s, .rateNano = 88'420'000'000, .date = QDate(2026, 11, 21)};
    // 0.0105 × 88.42 = 0.92841
    QCOMPARE(converted({.nano = 10'500'000, .currency = u"USD"_s}, rupees),
             (Money{.nano = 928'410'000, .currency = u"INR"_s}));
    // 0.000000001 × 88.42 = 0.00000008842, which is 88.42 billionths
    QCOMPARE(converted({.nano = 1, .currency = u"USD"_s}, rupees), (Money{.nano = 88, .currency = u"INR"_s}));
    QCOMPARE(converted({.nano = 1, .currency = u"EUR"_s}, rupees), std::nullopt);
    QCOMPARE(converted({.nano = std::numeric_limits<qint64>::max(), .currency = u"USD"_s}, rupees), std::nullopt);
    QCOMPARE(conversionText(rupees), u"at 88.42 INR for 1 USD, 2026-11-21"_s);
}

void TestCost::aSumComputedByHand()
{
    const Usage usage{.inputFresh = 1'234,
                      .cacheRead = 20'000,
                      .cacheWrites = {{.lifetime = 5min, .tokens = 500}, {.lifetime = 1h, .tokens = 40}},
                      .outputVisible = 321};
    const Cost cost = costOf(usage, sampleRow());
    // 1,234 × 3 = 3,702 millionths; 20,000 × 0.3 = 6,000; 500 × 3.75 = 1,875; 40 × 6 = 240; 321 × 15 = 4,815;
    // together 16,632 millionths of a dollar.
    QCOMPARE(cost.total, (Money{.nano = 16'632'000, .currency = u"USD"_s}));
    QCOMPARE(cost.lines,
             (QList<CostLine>{
                 {.of = PriceClass::Input, .count = 1'234, .perMillion = 3 * unit, .nano = 3'702'000},
                 {.of = PriceClass::CacheRead, .count = 20'000, .perMillion = 300'000'000, .nano = 6'000'000},
                 {.of = PriceClass::CacheWrite, .count = 500, .perMillion = 3'750'000'000, .nano = 1'875'000},
                 {.of = PriceClass::CacheWriteHour, .count = 40, .perMillion = 6 * unit, .nano = 240'000},
                 {.of = PriceClass::Output, .count = 321, .perMillion = 15 * unit, .nano = 4'815'000},
             }));
    QCOMPARE(cost.assumptions, QStringList());
    QCOMPARE(cost.row, priceRowId(sampleRow()));
}

void TestCost::longContextsCostMore()
{
    // What decides is all input of the request, the cached part included.
    const Usage at{.inputFresh = 100'000, .cacheRead = 100'000, .outputVisible = 0};
    QCOMPARE(costOf(at, sampleRow()).total->nano, 300'000'000 + 30'000'000);
    const Usage above{.inputFresh = 100'001, .cacheRead = 100'000, .outputVisible = 0};
    QCOMPARE(costOf(above, sampleRow()).total->nano, 600'006'000 + 30'000'000);
}

void TestCost::aTokenMayCostLessThanABillionth()
{
    // 0.0004 for a million: a token is 0.4 billionths.
    const PriceRow row =
        rowWith({{.of = PriceClass::Input, .nano = 400'000}, {.of = PriceClass::Output, .nano = 500'000}});
    QCOMPARE(costOf({.inputFresh = 1, .outputVisible = 0}, row).total->nano, 0);
    QCOMPARE(costOf({.inputFresh = 1000, .outputVisible = 0}, row).total->nano, 400);
    QCOMPARE(costOf({.inputFresh = 0, .outputVisible = 1}, row).total->nano, 1); // a half is rounded up
    QCOMPARE(costOf({.inputFresh = 0, .outputVisible = 3}, row).total->nano, 2);
}

void TestCost::reasoning()
{
    const Usage usage{.inputFresh = 0, .outputVisible = 10, .reasoning = 100};
    const Cost asOutput = costOf(usage, sampleRow());
    QCOMPARE(asOutput.total->nano, 110 * 15'000);
    QCOMPARE(asOutput.assumptions, QStringList{u"reasoning is billed as output"_s});

    PriceRow apart = sampleRow();
    apart.prices.append({.of = PriceClass::Reasoning, .nano = 5 * unit});
    const Cost own = costOf(usage, apart);
    QCOMPARE(own.total->nano, 10 * 15'000 + 100 * 5'000);
    QCOMPARE(own.assumptions, QStringList());
}

void TestCost::lifetimesOfCaches()
{
    const auto written = [](std::chrono::seconds lifetime) {
        return Usage{.inputFresh = 0, .cacheWrites = {{.lifetime = lifetime, .tokens = 1000}}, .outputVisible = 0};
    };
    QCOMPARE(costOf(written(5min), sampleRow()).total->nano, 3'750'000);
    QCOMPARE(costOf(written(1h), sampleRow()).total->nano, 6'000'000);
    const Cost unsaid = costOf(written(0s), sampleRow());
    QCOMPARE(unsaid.total->nano, 3'750'000);
    QCOMPARE(unsaid.assumptions, QStringList{u"the lifetime of the cache was not reported: 5 minutes"_s});
    QCOMPARE(costOf(written(24h), sampleRow()).unpriced,
             u"the row has no price for a cache that is kept for 86400 s"_s);
}

void TestCost::callsAreCounted()
{
    PriceRow row = sampleRow();
    row.prices.append({.of = PriceClass::Call, .nano = 5'000 * unit}); // 5 for a thousand
    const Cost cost = costOf({.inputFresh = 1000, .outputVisible = 0}, row);
    QCOMPARE(cost.total->nano, 3'000'000 + 5'000'000);
    QCOMPARE(cost.lines.last(),
             (CostLine{.of = PriceClass::Call, .count = 1, .perMillion = 5'000 * unit, .nano = 5'000'000}));
}

void TestCost::nothingIsFreeForWantOfAPrice_data()
{
    QTest::addColumn<Usage>("usage");
    QTest::addColumn<QString>("reason");
    QTest::newRow("nothing") << Usage{} << u"the provider did not report tokens of input"_s;
    QTest::newRow("no output") << Usage{.inputFresh = 1} << u"the provider did not report tokens of output"_s;
    QTest::newRow("no input") << Usage{.outputVisible = 1} << u"the provider did not report tokens of input"_s;
    QTest::newRow("audio") << Usage{.inputFresh = 1, .outputVisible = 1, .audioInput = 1}
                           << u"the row has no price for audio input"_s;
    QTest::newRow("audio output") << Usage{.inputFresh = 1, .outputVisible = 1, .audioOutput = 1}
                                  << u"the row has no price for audio output"_s;
    QTest::newRow("negative") << Usage{.inputFresh = -5, .outputVisible = 1}
                              << u"the provider reported a negative count of input"_s;
    QTest::newRow("too large") << Usage{.inputFresh = std::numeric_limits<qint64>::max(), .outputVisible = 1}
                               << u"the amount is too large"_s;
}

void TestCost::nothingIsFreeForWantOfAPrice()
{
    QFETCH(Usage, usage);
    QFETCH(QString, reason);
    const Cost cost = costOf(usage, sampleRow());
    QCOMPARE(cost.total, std::nullopt);
    QCOMPARE(cost.unpriced, reason);
}

// Against arithmetic on decimal digits, which has nothing in common with it.
void TestCost::linesAreExact()
{
    QRandomGenerator random(20261121);
    for (int i = 0; i < 5'000; ++i) {
        const qint64 tokens = qint64(random.bounded(quint64(1) << random.bounded(1, 45)));
        const qint64 price = qint64(random.bounded(quint64(1) << random.bounded(1, 38)));
        const PriceRow row = rowWith({{.of = PriceClass::Input, .nano = price}});
        const Cost cost = costOf({.inputFresh = tokens, .outputVisible = 0}, row);
        const QString product = productOf(quint64(tokens), quint64(price));
        if (product.chopped(6).toULongLong() >= quint64(std::numeric_limits<qint64>::max())) {
            QCOMPARE(cost.unpriced, u"the amount is too large"_s);
            continue;
        }
        QVERIFY(cost.total);
        QCOMPARE(cost.total->nano, roundedMillionth(product));
    }
}

void TestCost::totalsAreTheSumOfTheirLines()
{
    QRandomGenerator random(7);
    const auto some = [&] { return qint64(random.bounded(1'000'000)); };
    for (int i = 0; i < 2'000; ++i) {
        const Usage usage{.inputFresh = some(),
                          .cacheRead = some(),
                          .cacheWrites = {{.lifetime = 5min, .tokens = some()}, {.lifetime = 1h, .tokens = some()}},
                          .outputVisible = some(),
                          .reasoning = some()};
        const Cost cost = costOf(usage, sampleRow());
        qint64 sum = 0;
        qint64 tokens = 0;
        for (const CostLine &line : cost.lines) {
            sum += line.nano;
            tokens += line.count;
        }
        QCOMPARE(cost.total->nano, sum);
        QCOMPARE(tokens, *usage.inputTotal() + *usage.outputTotal());
    }
}

void TestCost::requestsAreAddedUp()
{
    const Cost first = costOf({.inputFresh = 1'000, .outputVisible = 0}, sampleRow());
    const Cost second =
        costOf({.inputFresh = 2'000, .outputVisible = 0}, rowWith({{.of = PriceClass::Input, .nano = unit}}));
    QCOMPARE(sumOf({first, second}), (AttemptCost{.amount = Money{.nano = 5'000'000, .currency = u"USD"_s},
                                                  .priceRow = first.row + u' ' + second.row,
                                                  .unpriced = {}}));
    QCOMPARE(sumOf({first, first}).priceRow, first.row);

    const Cost unpriced = costOf({.inputFresh = 1}, sampleRow());
    QCOMPARE(sumOf({unpriced}).unpriced, u"the provider did not report tokens of output"_s);
    QCOMPARE(sumOf({first, unpriced, second}),
             (AttemptCost{.amount = {},
                          .priceRow = first.row + u' ' + second.row,
                          .unpriced = u"request 2: the provider did not report tokens of output"_s}));
    Cost rupees = second;
    rupees.total->currency = u"INR"_s;
    QCOMPARE(sumOf({first, rupees}).unpriced, u"its requests are billed in different currencies"_s);
    Cost large = first;
    large.total->nano = std::numeric_limits<qint64>::max();
    QCOMPARE(sumOf({first, large}).unpriced, u"the amount is too large"_s);
    QCOMPARE(sumOf({large, first}).amount, std::nullopt);
}

void TestCost::whyThisNumber()
{
    PriceRow other = sampleRow();
    other.prices[0].nano = 4 * unit;
    other.source = {.catalogue = u"other"_s, .date = QDate(2026, 7, 24)};
    const PriceFinding finding{.row = sampleRow(),
                               .disputed = {other},
                               .assumptions = {u"the region is not known"_s},
                               .tier = u"standard, as the answer says"_s};
    const Cost cost = costOf(Usage{.inputFresh = 1'500, .outputVisible = 2, .reasoning = 1}, finding);
    const QString id = priceRowId(sampleRow());
    QCOMPARE(
        explained(cost, finding),
        (QStringList{
            u"input: 1,500 × 3 for a million = 0.0045 USD"_s,
            u"output: 2 × 15 for a million = 0.00003 USD"_s,
            u"output: 1 × 15 for a million = 0.000015 USD"_s,
            u"Total: 0.004545 USD"_s,
            u"Row %1: model, maker, all regions"_s.arg(id),
            u"Prices: input 3, cache read 0.3, cache write 3.75, cache write 1h 6, output 15 USD for a million; "
            "above 200,000 tokens of input: input 6"_s,
            u"List price, from list 1, 2026-09-23"_s,
            u"Tier: standard, as the answer says"_s,
            u"Assumed: the region is not known"_s,
            u"Assumed: reasoning is billed as output"_s,
            u"Disputed: other, 2026-07-24 says input 4, cache read 0.3, cache write 3.75, cache write 1h 6, output 15 "
            "USD for a million; above 200,000 tokens of input: input 6"_s,
        }));

    const PriceFinding none{.unpriced = u"no row for \"x\" at Maker"_s};
    QCOMPARE(explained(costOf(Usage{}, none), none), QStringList{u"Unpriced: no row for \"x\" at Maker"_s});
}

QTEST_GUILESS_MAIN(TestCost)

#include "tst_cost.moc"
