// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pricing/moneytext.h"
#include "app/pricing/parity.h"
#include "app/pricing/parityjson.h"
#include "app/pricing/pricedata.h"

#include <QJsonArray>
#include <QTest>
#include <QTimeZone>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

const QDateTime theDay(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);

PriceRow row(const QString &channel, qint64 input, qint64 output)
{
    return {.channel = channel,
            .model = u"model"_s,
            .rule = ModelRule::equals(u"model"_s),
            .family = u"model"_s,
            .currency = u"USD"_s,
            .prices = {{.of = PriceClass::Input, .nano = input * nanoPerUnit},
                       {.of = PriceClass::Output, .nano = output * nanoPerUnit}},
            .source = {.catalogue = u"list"_s, .date = QDate(2026, 9, 1)}};
}

PriceBook book(const QList<PriceRow> &rows)
{
    PriceBook book;
    book.makers = {{u"mod"_s, u"maker"_s}};
    book.addLayer(rows);
    return book;
}

ParityQuestion question()
{
    return {.family = u"model"_s, .mix = {.input = 1'000, .output = 100, .requests = 1'000}, .moment = theDay};
}

// "maker 5.00 USD base", "cloud 5.50 USD +10.00 %"
QString text(const ParityLine &line)
{
    const QString amount = line.cost.total ? moneyText(*line.cost.total) : line.cost.unpriced;
    const QString place = placeOf(line.row) == u"all regions"_s ? QString() : u'@' + placeOf(line.row);
    QString text = u"%1%2 %3"_s.arg(line.row.channel, place, amount);
    if (line.isBase)
        text += u" base"_s;
    else if (line.premium)
        text +=
            u" %1%2 %"_s.arg(*line.premium < 0 ? u"-"_s : u"+"_s).arg(double(std::abs(*line.premium)) / 100, 0, 'f', 2);
    for (const PriceRow &other : line.disputed)
        text += u" disputed by "_s + other.source.catalogue;
    return text;
}

QStringList texts(const Result<Parity> &parity)
{
    QStringList lines;
    if (!parity)
        return {parity.error().message};
    for (const ParityLine &line : parity->lines)
        lines.append(text(line));
    return lines;
}

} // namespace

class TestParity : public QObject
{
    Q_OBJECT

private slots:
    void mixes_data();
    void mixes();
    void heldAgainstTheMaker();
    void heldAgainstTheCheapestWhereNobodyMakesIt();
    void regionsAndTiers();
    void ownPricesStandBesideLists();
    void whatHasNoPriceIsSaid();
    void longContexts();
    void unknownFamilies();
    void olderListsAreMarked();
    void shippedFamilies_data();
    void shippedFamilies();
    void figuresReadOffTheCatalogues_data();
    void figuresReadOffTheCatalogues();
    void placesOfAProfileAreOnlyItsOwn();
    void jsonSaysAllOfALine();
};

void TestParity::mixes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("error");
    QTest::newRow("good") << u"input=10, cached=20,written=30,output=40,requests=50"_s << QString();
    QTest::newRow("unknown") << u"inptu=1"_s
                             << u"A mix has no \"inptu\"; it has input, cached, written, output and requests."_s;
    QTest::newRow("no number")
        << u"input=many"_s << u"The mix needs a whole number from 0 to 1000000000 for \"input\", as in input=3000."_s;
    QTest::newRow("negative")
        << u"input=-1"_s << u"The mix needs a whole number from 0 to 1000000000 for \"input\", as in input=3000."_s;
    QTest::newRow("nothing") << u"input=0"_s << u"The mix has no tokens: nothing could be compared."_s;
    QTest::newRow("no requests") << u"input=1,requests=0"_s << u"The mix has no tokens: nothing could be compared."_s;
}

void TestParity::mixes()
{
    QFETCH(QString, text);
    QFETCH(QString, error);
    const Result<TokenMix> mix = tokenMixFromText(text);
    QCOMPARE(mix ? QString() : mix.error().message, error);
    if (mix)
        QCOMPARE(*mix, (TokenMix{.input = 10, .cached = 20, .written = 30, .output = 40, .requests = 50}));
}

// A thousand requests of 1,000 tokens of input and 100 of output are a million and a tenth: 3 + 15 ÷ 10 = 4.5.
void TestParity::heldAgainstTheMaker()
{
    const PriceBook prices = book({row(u"cloud"_s, 4, 15), row(u"cheap"_s, 2, 10), row(u"maker"_s, 3, 15)});
    QCOMPARE(texts(parity(prices, question())), (QStringList{
                                                    u"maker 4.50 USD base"_s,
                                                    u"cheap 3.00 USD -33.33 %"_s,
                                                    u"cloud 5.50 USD +22.22 %"_s,
                                                }));
    QCOMPARE(parity(prices, question())->maker, u"maker"_s);
}

void TestParity::heldAgainstTheCheapestWhereNobodyMakesIt()
{
    const PriceBook prices = book({row(u"cloud"_s, 4, 15), row(u"cheap"_s, 2, 10)});
    QCOMPARE(texts(parity(prices, question())), (QStringList{u"cheap 3.00 USD base"_s, u"cloud 5.50 USD +83.33 %"_s}));
    QCOMPARE(parity(prices, question())->maker, QString());
}

void TestParity::regionsAndTiers()
{
    PriceRow mumbai = row(u"cloud"_s, 5, 20);
    mumbai.regions = {u"ap-south-1"_s};
    PriceRow london = row(u"cloud"_s, 6, 20);
    london.regions = {u"eu-west-2"_s};
    PriceRow batch = row(u"maker"_s, 1, 5);
    batch.tier = u"batch"_s;
    const PriceBook prices = book({row(u"maker"_s, 3, 15), row(u"cloud"_s, 3, 15), mumbai, london, batch});
    QCOMPARE(texts(parity(prices, question())), (QStringList{
                                                    u"maker 4.50 USD base"_s,
                                                    u"cloud 4.50 USD +0.00 %"_s,
                                                    u"cloud@ap-south-1 7.00 USD +55.56 %"_s,
                                                    u"cloud@eu-west-2 8.00 USD +77.78 %"_s,
                                                }));
    ParityQuestion asked = question();
    asked.region = u"ap-south-1 (Mumbai)"_s;
    QCOMPARE(texts(parity(prices, asked)), (QStringList{
                                               u"maker 4.50 USD base"_s,
                                               u"cloud 4.50 USD +0.00 %"_s,
                                               u"cloud@ap-south-1 7.00 USD +55.56 %"_s,
                                           }));
    asked = question();
    asked.tier = u"batch"_s;
    QCOMPARE(texts(parity(prices, asked)), QStringList{u"maker 1.50 USD base"_s});
}

void TestParity::ownPricesStandBesideLists()
{
    PriceRow own = row(u"maker"_s, 2, 15);
    own.own = true;
    PriceRow euros = row(u"reseller"_s, 2, 15);
    euros.own = true;
    euros.currency = u"EUR"_s;
    QCOMPARE(texts(parity(book({own, euros, row(u"maker"_s, 3, 15)}), question())),
             (QStringList{u"maker 4.50 USD base"_s, u"maker 3.50 USD -22.22 %"_s, u"reseller 3.50 EUR"_s}));
}

void TestParity::whatHasNoPriceIsSaid()
{
    PriceRow other = row(u"maker"_s, 4, 15);
    other.source = {.catalogue = u"other list"_s, .date = QDate(2026, 7, 24)};
    ParityQuestion asked = question();
    QCOMPARE(texts(parity(book({row(u"maker"_s, 3, 15), other}), asked)),
             QStringList{u"maker 4.50 USD base disputed by other list"_s});
    asked.mix.cached = 1;
    PriceRow cached = row(u"cloud"_s, 3, 15);
    cached.prices.append({.of = PriceClass::CacheRead, .nano = nanoPerUnit});
    QCOMPARE(texts(parity(book({row(u"maker"_s, 3, 15), cached}), asked)),
             (QStringList{u"cloud 4.501 USD base"_s, u"maker the row has no price for cache read"_s}));
}

void TestParity::longContexts()
{
    PriceRow maker = row(u"maker"_s, 3, 15);
    maker.prices.append({.of = PriceClass::Input, .above = 200'000, .nano = 6 * nanoPerUnit});
    ParityQuestion asked = question();
    asked.mix = {.input = 200'000, .output = 0, .requests = 1};
    QCOMPARE(texts(parity(book({maker}), asked)), QStringList{u"maker 0.60 USD base"_s});
    asked.mix.input = 200'001;
    QCOMPARE(texts(parity(book({maker}), asked)), QStringList{u"maker 1.200006 USD base"_s});
}

void TestParity::unknownFamilies()
{
    ParityQuestion asked = question();
    asked.family = u"modle"_s;
    const Result<Parity> unknown = parity(book({row(u"maker"_s, 3, 15)}), asked);
    QCOMPARE(int(unknown.error().code), int(ErrorCode::NotFound));
    QCOMPARE(unknown.error().message, u"The price book has no model family \"modle\"."_s);
    asked = question();
    asked.tier = u"flex"_s;
    QCOMPARE(parity(book({row(u"maker"_s, 3, 15)}), asked).error().message,
             u"The price book has no row of \"model\" for this region, tier and day."_s);
}

void TestParity::olderListsAreMarked()
{
    PriceRow older = row(u"cloud"_s, 3, 15);
    older.regions = {u"ap-south-1"_s};
    older.source = {.catalogue = u"other list"_s, .date = QDate(2026, 7, 24)};
    PriceRow own = row(u"cloud"_s, 2, 15);
    own.own = true;
    own.source.date = QDate(2020, 1, 1);
    const Parity answer = parity(book({own, row(u"maker"_s, 3, 15), older}), question()).value();
    QStringList marked;
    for (const ParityLine &line : answer.lines) {
        if (line.isOlder)
            marked.append(text(line));
    }
    QCOMPARE(marked, QStringList{u"cloud@ap-south-1 4.50 USD +0.00 %"_s});
    QCOMPARE(book({older, row(u"maker"_s, 3, 15)}).regions(u"model"_s), QStringList{u"ap-south-1"_s});
}

void TestParity::shippedFamilies_data()
{
    QTest::addColumn<QString>("family");
    QTest::addColumn<QStringList>("expected");
    // 3,000 and 750 tokens a thousand times: at 3 and 15, 9 + 11.25 = 20.25; at 3.3 and 16.5, a tenth more; at 3.6 and
    // 18, a fifth.
    QTest::newRow("claude")
        << u"claude-sonnet-4.5"_s
        << QStringList{
               u"anthropic 20.25 USD base"_s,
               u"anthropic-aws 20.25 USD +0.00 %"_s,
               u"aws-bedrock@global 20.25 USD +0.00 %"_s,
               u"azure 20.25 USD +0.00 %"_s,
               u"openrouter 20.25 USD +0.00 %"_s,
               u"vertex 20.25 USD +0.00 %"_s,
               u"aws-bedrock@regional 22.275 USD +10.00 % disputed by portkey-models disputed by litellm"_s,
               u"vertex@us-east5, europe-west1, asia-southeast1 22.275 USD +10.00 %"_s,
               u"aws-bedrock@us-gov profile 24.30 USD +20.00 %"_s,
               u"aws-bedrock@us-gov-east-1, us-gov-west-1 24.30 USD +20.00 %"_s,
           };
    // At 2.5 and 15, 7.5 + 11.25 = 18.75.
    QTest::newRow("gpt") << u"openai.gpt-5.4"_s
                         << QStringList{
                                u"openai 18.75 USD base"_s,
                                u"azure 18.75 USD +0.00 %"_s,
                                u"openrouter 18.75 USD +0.00 %"_s,
                                u"aws-bedrock 20.625 USD +10.00 % disputed by portkey-models"_s,
                                u"azure@eu data zone 20.625 USD +10.00 %"_s,
                                u"azure@us data zone 20.625 USD +10.00 %"_s,
                                u"openai@us, eu, au, ca, jp, in, sg, kr, gb, ae 20.625 USD +10.00 %"_s,
                            };
}

void TestParity::shippedFamilies()
{
    QFETCH(QString, family);
    QFETCH(QStringList, expected);
    QCOMPARE(texts(parity(shippedPrices(), {.family = family, .moment = theDay})), expected);
}

// Read off the files of the catalogues by hand, not off the book: prices for a million tokens, and what 3,000 and 750 tokens
// cost over the maker's own price.
void TestParity::figuresReadOffTheCatalogues_data()
{
    QTest::addColumn<QString>("family");
    QTest::addColumn<QString>("place"); // channel@place
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("output");
    QTest::addColumn<qint64>("premium"); // hundredths of a percent
    QTest::addColumn<QString>("catalogue");
    const auto is = [](const QString &family, const QString &place, const QString &input, const QString &output,
                       qint64 premium, const QString &catalogue) {
        QTest::addRow("%s, %s", qPrintable(family), qPrintable(place))
            << family << place << input << output << premium << catalogue;
    };
    const QString genai = u"genai-prices"_s;
    const QString portkey = u"portkey-models"_s;
    const QString litellm = u"litellm"_s;
    const QString haiku = u"claude-haiku-4-5"_s;
    is(haiku, u"anthropic@all regions"_s, u"1"_s, u"5"_s, 0, genai);
    is(haiku, u"aws-bedrock@global"_s, u"1"_s, u"5"_s, 0, genai);
    is(haiku, u"aws-bedrock@regional"_s, u"1.1"_s, u"5.5"_s, 1000, genai);
    is(haiku, u"aws-bedrock@us-gov-east-1, us-gov-west-1"_s, u"1.2"_s, u"6"_s, 2000, litellm);
    is(haiku, u"vertex@us-east5, europe-west1, asia-east1"_s, u"1.1"_s, u"5.5"_s, 1000, portkey);
    is(haiku, u"azure@all regions"_s, u"1"_s, u"5"_s, 0, genai);
    const QString opus = u"claude-opus-4-8"_s;
    is(opus, u"anthropic@all regions"_s, u"5"_s, u"25"_s, 0, genai);
    is(opus, u"aws-bedrock@global"_s, u"5"_s, u"25"_s, 0, genai);
    is(opus, u"aws-bedrock@regional"_s, u"5.5"_s, u"27.5"_s, 1000, genai);
    is(opus, u"vertex@all regions"_s, u"5"_s, u"25"_s, 0, genai);
    const QString gpt = u"gpt-5-4"_s;
    is(gpt, u"openai@all regions"_s, u"2.5"_s, u"15"_s, 0, genai);
    is(gpt, u"azure@eu data zone"_s, u"2.75"_s, u"16.5"_s, 1000, litellm);
    is(gpt, u"azure@us data zone"_s, u"2.75"_s, u"16.5"_s, 1000, litellm);
    const QString flash = u"gemini-2-5-flash"_s;
    is(flash, u"gemini@all regions"_s, u"0.3"_s, u"2.5"_s, 0, genai);
    is(flash, u"vertex@all regions"_s, u"0.3"_s, u"2.5"_s, 0, genai);
    // (3,000 × 0.94 + 750 × 3.76) ÷ (3,000 × 0.8 + 750 × 3.2) = 5,640 ÷ 4,800
    const QString nova = u"nova-pro"_s;
    is(nova, u"aws-bedrock@all regions"_s, u"0.8"_s, u"3.2"_s, 0, genai);
    is(nova, u"aws-bedrock@apac profile"_s, u"0.84"_s, u"3.36"_s, 500, litellm);
    is(nova, u"aws-bedrock@eu profile"_s, u"1.05"_s, u"4.2"_s, 3125, litellm);
    is(nova, u"aws-bedrock@ap-south-1"_s, u"0.94"_s, u"3.76"_s, 1750, portkey);
    is(nova, u"aws-bedrock@eu-central-1"_s, u"1.05"_s, u"4.2"_s, 3125, portkey);
    // (3,000 × 1.28 + 750 × 5.21) ÷ 4,800 = 7,747.5 ÷ 4,800
    is(nova, u"aws-bedrock@eu-south-1"_s, u"1.28"_s, u"5.21"_s, 6141, portkey);
}

void TestParity::figuresReadOffTheCatalogues()
{
    QFETCH(QString, family);
    QFETCH(QString, place);
    const Parity answer = parity(shippedPrices(), {.family = family, .moment = theDay}).value();
    const auto line = std::ranges::find(
        answer.lines, place, [](const ParityLine &each) { return each.row.channel + u'@' + placeOf(each.row); });
    QVERIFY(line != answer.lines.end());
    QTEST(nanoText(*line->row.price(PriceClass::Input)), "input");
    QTEST(nanoText(*line->row.price(PriceClass::Output)), "output");
    QTEST(line->premium.value_or(-1), "premium");
    QTEST(line->row.source.catalogue, "catalogue");
}

// A catalogue has the prices of every region for the profile of the United States, too.
void TestParity::placesOfAProfileAreOnlyItsOwn()
{
    for (const PriceRow &each : shippedPrices().rows()) {
        if (!each.place.endsWith(u" profile"_s))
            continue;
        const QString area = each.place.section(u' ', 0, 0) + u'-';
        for (const QString &region : each.regions)
            QVERIFY2(region.startsWith(area), qPrintable(each.model + u' ' + region));
    }
}

void TestParity::jsonSaysAllOfALine()
{
    PriceRow maker = row(u"maker"_s, 3, 15);
    maker.prices.append({.of = PriceClass::Input, .above = 200'000, .nano = 6 * nanoPerUnit});
    PriceRow other = row(u"maker"_s, 4, 15);
    other.source = {.catalogue = u"other list"_s, .date = QDate(2026, 7, 24)};
    PriceRow unpriced = row(u"cloud"_s, 3, 15);
    unpriced.prices.removeLast();
    const PriceBook prices = book({maker, other, unpriced});
    const Conversion rupees{.from = u"USD"_s, .to = u"INR"_s, .rateNano = 88 * nanoPerUnit, .date = theDay.date()};
    const Parity answer = parity(prices, question()).value();
    const QJsonObject json = parityJson(prices, question(), answer, rupees);
    QCOMPARE(json.keys(), (QStringList{u"about"_s, u"conversion"_s, u"date"_s, u"family"_s, u"lines"_s, u"maker"_s,
                                       u"mix"_s, u"tier"_s}));
    const QJsonObject first = json["lines"_L1][0].toObject();
    QCOMPARE(first["cost"_L1]["text"_L1].toString(), u"4.50 USD"_s);
    QCOMPARE(first["shown_as"_L1]["text"_L1].toString(), u"396.00 INR"_s);
    QCOMPARE(first["disputed"_L1][0]["source"_L1]["catalogue"_L1].toString(), u"other list"_s);
    QCOMPARE(first["long_context"_L1][0]["above_input_tokens"_L1].toInt(), 200'000);
    const QJsonObject last = json["lines"_L1][1].toObject();
    QCOMPARE(last["unpriced"_L1].toString(), u"the row has no price for output"_s);
    QVERIFY(!last.contains("cost"_L1) && !last.contains("premium_percent"_L1));
}

QTEST_GUILESS_MAIN(TestParity)

#include "tst_parity.moc"
