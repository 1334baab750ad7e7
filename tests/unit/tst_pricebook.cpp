// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pricing/cost.h"
#include "app/pricing/moneytext.h"
#include "app/pricing/pricedata.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

const QDateTime theDay(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);
constexpr int mostBytesShipped = 800 * 1024;

PriceSource source(const QString &catalogue, const QDate &date)
{
    return {.catalogue = catalogue, .date = date};
}

PriceRow row(const QString &model, qint64 input, const PriceSource &from = source(u"list"_s, QDate(2026, 9, 1)))
{
    return {.channel = u"maker"_s,
            .model = model,
            .rule = ModelRule::wildcard(model),
            .currency = u"USD"_s,
            .prices = {{.of = PriceClass::Input, .nano = input * nanoPerUnit}},
            .source = from};
}

PriceBook book(const QList<PriceRow> &rows)
{
    PriceBook book;
    book.channels = {{.kind = u"maker"_s, .name = u"The Maker"_s}};
    book.addLayer(rows);
    return book;
}

PriceQuery query(const QString &model)
{
    return {.kind = u"maker"_s, .model = model};
}

// The price of input at theDay, in whole units; -1: unpriced.
qint64 inputOf(const PriceBook &book, const PriceQuery &asked, const QDateTime &moment = theDay)
{
    const PriceFinding finding = book.lookup(asked, moment);
    return finding.row ? *finding.row->price(PriceClass::Input) / nanoPerUnit : -1;
}

// Of JSON with ' for ".
QJsonValue value(QString json)
{
    json = u'[' + json.replace(u'\'', u'"') + u']';
    return QJsonDocument::fromJson(json.toUtf8()).array().first();
}

QString pricesOf(const PriceRow &row)
{
    QStringList parts;
    for (const PriceClass of : {PriceClass::Input, PriceClass::Output, PriceClass::CacheRead, PriceClass::CacheWrite}) {
        const std::optional<qint64> price = row.price(of);
        parts.append(price ? nanoText(*price) : u"-"_s);
    }
    return parts.join(u'/');
}

} // namespace

class TestPriceBook : public QObject
{
    Q_OBJECT

private slots:
    void rules_data();
    void rules();
    void badRulesAreTold();
    void namesComeBeforePatterns();
    void theNewestListHolds();
    void ownPricesHoldOverLists();
    void ownPricesOfOneChannel();
    void regions();
    void tiers();
    void timesOfDayAndDates();
    void disputes();
    void reasonsForNoPrice();
    void idsNameTheContent();
    void rowsAreReadAsTheyAreWritten();
    void theShippedBookIsWhole();
    void theShippedBookAgreesWithTheCatalogues_data();
    void theShippedBookAgreesWithTheCatalogues();
    void theShippedBookTellsDisputes();
    void familiesAreFound();
};

void TestPriceBook::rules_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("fit");
    const auto no = int(ModelRule::Fit::No);
    const auto pattern = int(ModelRule::Fit::Pattern);
    const auto name = int(ModelRule::Fit::Name);
    QTest::newRow("name") << u"'gpt-x'"_s << u"GPT-X"_s << name;
    QTest::newRow("other") << u"'gpt-x'"_s << u"gpt-xy"_s << no;
    QTest::newRow("list") << u"['a', 'b']"_s << u"b"_s << name;
    QTest::newRow("starts") << u"{'starts_with': 'gpt-'}"_s << u"gpt-x"_s << pattern;
    QTest::newRow("ends") << u"{'ends_with': '-x'}"_s << u"gpt-x"_s << pattern;
    QTest::newRow("contains") << u"{'contains': 'pt-'}"_s << u"gpt-x"_s << pattern;
    QTest::newRow("regex") << u"{'regex': '^gpt-\\\\d$'}"_s << u"gpt-7"_s << pattern;
    QTest::newRow("regex not") << u"{'regex': '^gpt-\\\\d$'}"_s << u"gpt-77"_s << no;
    QTest::newRow("or") << u"{'or': [{'starts_with': 'g'}, {'equals': 'gpt'}]}"_s << u"gpt"_s << name;
    QTest::newRow("and") << u"{'and': [{'starts_with': 'g'}, {'regex': '^(?!.*tts)'}]}"_s << u"g-tts"_s << no;
    QTest::newRow("and fits") << u"{'and': [{'starts_with': 'g'}, {'regex': '^(?!.*tts)'}]}"_s << u"g-x"_s << pattern;
}

void TestPriceBook::rules()
{
    QFETCH(QString, json);
    QFETCH(QString, model);
    QFETCH(int, fit);
    const std::expected<ModelRule, QString> rule = ModelRule::fromJson(value(json));
    QVERIFY(rule);
    QCOMPARE(int(rule->fit(model)), fit);
    QCOMPARE(*ModelRule::fromJson(rule->toJson()), *rule);
}

void TestPriceBook::badRulesAreTold()
{
    const auto failure = [](const QString &json) { return ModelRule::fromJson(value(json)).error_or(QString()); };
    QCOMPARE(failure(u"{'looks_like': 'x'}"_s), u"\"looks_like\" is no rule for models"_s);
    QCOMPARE(failure(u"{'equals': ''}"_s), u"the rule \"equals\" for models has no text"_s);
    QCOMPARE(failure(u"[]"_s), u"a rule for models has an empty list"_s);
    QVERIFY(failure(u"{'regex': '('}"_s).startsWith(u"the pattern \"(\" cannot be read: "_s));
    QVERIFY(!failure(u"7"_s).isEmpty());
}

void TestPriceBook::namesComeBeforePatterns()
{
    const PriceBook prices = book({row(u"model-*"_s, 1), row(u"mo*"_s, 2), row(u"model-x"_s, 3)});
    QCOMPARE(inputOf(prices, query(u"model-x"_s)), 3);
    QCOMPARE(inputOf(prices, query(u"model-y"_s)), 1); // of patterns, the first
    QCOMPARE(inputOf(prices, query(u"moon"_s)), 2);
}

void TestPriceBook::theNewestListHolds()
{
    PriceBook prices = book({row(u"model"_s, 1)});
    prices.addLayer({row(u"mod*"_s, 2, source(u"list"_s, QDate(2026, 12, 1)))});
    QCOMPARE(inputOf(prices, query(u"model"_s)), 2);
    prices.addLayer({row(u"model"_s, 3, source(u"list"_s, QDate(2025, 1, 1)))}); // an old file, imported late
    QCOMPARE(inputOf(prices, query(u"model"_s)), 2);
}

void TestPriceBook::ownPricesHoldOverLists()
{
    PriceRow own = row(u"mod*"_s, 7, source(u"contract.csv"_s, QDate(2026, 1, 1)));
    own.own = true;
    own.from = QDate(2026, 10, 1);
    PriceBook prices = book({row(u"model"_s, 1)});
    prices.addLayer({own});
    QCOMPARE(inputOf(prices, query(u"model"_s)), 7);
    QCOMPARE(inputOf(prices, query(u"model"_s), QDateTime(QDate(2026, 9, 30), QTime(23, 59), QTimeZone::UTC)), 1);
    QCOMPARE(prices.lookup(query(u"model"_s), theDay).disputed, QList<PriceRow>());
    own.prices[0].nano = 6 * nanoPerUnit;
    prices.addLayer({own});
    QCOMPARE(inputOf(prices, query(u"model"_s)), 6);
}

void TestPriceBook::ownPricesOfOneChannel()
{
    PriceRow own = row(u"model"_s, 7);
    own.own = true;
    own.channel = u"Our contract"_s;
    const PriceBook prices = book({own, row(u"model"_s, 1)});
    PriceQuery asked = query(u"model"_s);
    QCOMPARE(inputOf(prices, asked), 1);
    asked.channel = u"our contract"_s;
    QCOMPARE(inputOf(prices, asked), 7);
    asked.kind.clear();
    QCOMPARE(inputOf(prices, asked), 7);
}

void TestPriceBook::regions()
{
    PriceRow mumbai = row(u"model"_s, 5);
    mumbai.regions = {u"ap-south-1"_s, u"ap-south-2"_s};
    const PriceBook prices = book({row(u"model"_s, 4), mumbai});
    PriceQuery asked = query(u"model"_s);
    asked.region = u"ap-south-1 (Mumbai)"_s;
    QCOMPARE(inputOf(prices, asked), 5);
    QCOMPARE(prices.lookup(asked, theDay).assumptions, QStringList());
    asked.region = u"eu-west-1"_s;
    QCOMPARE(inputOf(prices, asked), 4);
    QCOMPARE(prices.lookup(asked, theDay).assumptions,
             QStringList{u"the region \"eu-west-1\" has no row of its own: the price of most regions"_s});
    asked.region.clear();
    QCOMPARE(prices.lookup(asked, theDay).assumptions,
             QStringList{u"the region is not known: the price of most regions"_s});

    const PriceBook alone = book({mumbai});
    QCOMPARE(alone.lookup(asked, theDay).unpriced,
             u"prices of \"model\" at The Maker differ by region, and the region is not known"_s);
    asked.region = u"eu-west-1"_s;
    QCOMPARE(alone.lookup(asked, theDay).unpriced, u"no row for \"model\" at The Maker in the region \"eu-west-1\""_s);
}

void TestPriceBook::tiers()
{
    PriceRow batch = row(u"model"_s, 2);
    batch.tier = u"batch"_s;
    const PriceBook prices = book({row(u"model"_s, 4), batch});
    PriceQuery asked = query(u"model"_s);
    asked.tier = u"Batch"_s;
    QCOMPARE(inputOf(prices, asked), 2);
    for (const QString &standard : {QString(), u"default"_s, u"standard"_s}) {
        asked.tier = standard;
        QCOMPARE(inputOf(prices, asked), 4);
    }
    asked.tier = u"flex"_s;
    QCOMPARE(prices.lookup(asked, theDay).unpriced, u"no row for \"model\" at The Maker in the tier \"flex\""_s);
}

void TestPriceBook::timesOfDayAndDates()
{
    PriceRow peak = row(u"model"_s, 3);
    peak.hours = DayHours{.from = QTime(1, 0), .until = QTime(4, 0)};
    PriceRow later = row(u"model"_s, 2);
    later.from = QDate(2026, 8, 17);
    PriceRow first = row(u"model"_s, 1);
    first.until = QDate(2026, 8, 17);
    const PriceBook prices = book({peak, later, first});
    const auto at = [&](const QDate &date, const QTime &time) {
        return inputOf(prices, query(u"model"_s), QDateTime(date, time, QTimeZone::UTC));
    };
    QCOMPARE(at(QDate(2026, 8, 16), QTime(23, 59, 59)), 1);
    QCOMPARE(at(QDate(2026, 8, 17), QTime(0, 0)), 2);
    QCOMPARE(at(QDate(2026, 8, 17), QTime(1, 0)), 3);
    QCOMPARE(at(QDate(2026, 8, 17), QTime(3, 59, 59)), 3);
    QCOMPARE(at(QDate(2026, 8, 17), QTime(4, 0)), 2);
    // The same moment, told on another clock.
    const QDateTime inIndia(QDate(2026, 8, 17), QTime(6, 30), QTimeZone::fromSecondsAheadOfUtc(19'800));
    QCOMPARE(inputOf(prices, query(u"model"_s), inIndia), 3);

    const DayHours overMidnight{.from = QTime(16, 30), .until = QTime(0, 30)};
    QVERIFY(overMidnight.contains(QTime(16, 30)) && overMidnight.contains(QTime(0, 29)));
    QVERIFY(!overMidnight.contains(QTime(0, 30)) && !overMidnight.contains(QTime(12, 0)));
}

void TestPriceBook::disputes()
{
    const PriceSource older = source(u"older list"_s, QDate(2026, 7, 24));
    const PriceBook prices = book({row(u"model"_s, 4, older), row(u"model"_s, 5)});
    const PriceFinding finding = prices.lookup(query(u"model"_s), theDay);
    QCOMPARE(finding.row->source.catalogue, u"list"_s);
    QCOMPARE(finding.disputed.size(), 1);
    QCOMPARE(finding.disputed.first().source, older);

    PriceRow rounded = row(u"model"_s, 5, older);
    rounded.prices = {{.of = PriceClass::Input, .nano = 130'000'000}};
    PriceRow exact = row(u"model"_s, 5);
    exact.prices = {{.of = PriceClass::Input, .nano = 125'000'000}};
    QVERIFY(!disagree(exact, rounded));
    rounded.prices[0].nano = 131'000'000;
    QVERIFY(disagree(exact, rounded));
}

void TestPriceBook::reasonsForNoPrice()
{
    PriceRow ended = row(u"ended"_s, 1);
    ended.until = QDate(2026, 1, 1);
    const PriceBook prices = book({ended});
    QCOMPARE(prices.lookup(query(u"other"_s), theDay).unpriced, u"no row for \"other\" at The Maker"_s);
    QCOMPARE(prices.lookup(query(u"ended"_s), theDay).unpriced,
             u"no row for \"ended\" at The Maker holds on 2026-11-21"_s);
    QCOMPARE(prices.lookup({.model = u"ended"_s}, theDay).unpriced, u"no price list for this channel"_s);
}

void TestPriceBook::idsNameTheContent()
{
    const PriceRow one = row(u"model"_s, 1);
    QCOMPARE(priceRowId(one).size(), 16);
    QCOMPARE(priceRowId(one), priceRowId(row(u"model"_s, 1)));
    PriceRow other = one;
    other.prices[0].nano += 1;
    QVERIFY(priceRowId(other) != priceRowId(one));

    QSet<QString> ids;
    for (const PriceRow &each : shippedPrices().rows())
        ids.insert(priceRowId(each));
    QSet<QByteArray> contents;
    for (const PriceRow &each : shippedPrices().rows())
        contents.insert(QJsonDocument(toJson(each)).toJson());
    QCOMPARE(ids.size(), contents.size());
}

void TestPriceBook::rowsAreReadAsTheyAreWritten()
{
    for (const PriceRow &each : shippedPrices().rows()) {
        const std::expected<PriceRow, QString> read = priceRowFromJson(toJson(each));
        QVERIFY(read);
        QCOMPARE(priceRowId(*read), priceRowId(each));
        QCOMPARE(read->prices, each.prices);
        QCOMPARE(read->hours, each.hours);
    }
}

void TestPriceBook::theShippedBookIsWhole()
{
    const PriceBook &prices = shippedPrices();
    QVERIFY(prices.rows().size() > 3'000);
    for (const PriceRow &each : prices.rows()) {
        QCOMPARE(each.currency, u"USD"_s);
        QCOMPARE(each.source.licence, u"MIT"_s);
        QVERIFY(each.source.date.isValid() && !each.source.url.isEmpty() && !each.source.copyright.isEmpty());
        QCOMPARE(each.family, familyKey(each.family));
        QVERIFY2(!each.family.isEmpty(), qPrintable(each.model));
        QVERIFY2(!each.prices.isEmpty()
                     && std::ranges::all_of(each.prices, [](const ClassPrice &p) { return p.nano > 0; }),
                 qPrintable(each.model));
    }
    QSet<QString> kinds;
    for (const PricedChannel &channel : prices.channels)
        kinds.insert(channel.kind);
    for (const QString &maker : prices.makers)
        QVERIFY2(maker.isEmpty() || kinds.contains(maker), qPrintable(maker));
    QFile file(u":/evenhand/prices/prices.jsonl"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.size() < mostBytesShipped);
}

// Read off the catalogues by hand, and held against a comparison of them that was made with another program.
void TestPriceBook::theShippedBookAgreesWithTheCatalogues_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("region");
    QTest::addColumn<QString>("prices"); // input/output/cache read/cache write
    const auto is = [](const char *kind, const char *model, const char *prices, const char *region = "") {
        QTest::addRow("%s %s %s", kind, model, region) << QString::fromLatin1(kind) << QString::fromLatin1(model)
                                                       << QString::fromLatin1(region) << QString::fromLatin1(prices);
    };
    is("anthropic", "claude-sonnet-4-5", "3/15/0.3/3.75");
    is("anthropic", "claude-haiku-4-5-20251001", "1/5/0.1/1.25");
    is("anthropic", "claude-opus-4-5", "5/25/0.5/6.25");
    is("anthropic", "claude-sonnet-5", "2/10/0.2/2.5");
    is("anthropic", "claude-fable-5", "10/50/1/12.5");
    is("aws-bedrock", "global.anthropic.claude-sonnet-4-5-20250929-v1:0", "3/15/0.3/3.75");
    is("aws-bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "3.3/16.5/0.33/4.125");
    is("aws-bedrock", "eu.anthropic.claude-sonnet-4-5-20250929-v1:0", "3.3/16.5/0.33/4.125");
    is("aws-bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0", "3.3/16.5/0.33/4.125");
    is("aws-bedrock", "eu.anthropic.claude-opus-4-5-20251101-v1:0", "5.5/27.5/0.55/6.875");
    is("aws-bedrock", "us.anthropic.claude-sonnet-5-v1:0", "2.2/11/0.22/2.75");
    is("aws-bedrock", "openai.gpt-5.4", "2.75/16.5/0.275/-");
    is("aws-bedrock", "openai.gpt-5.5", "5.5/33/0.55/-");
    is("aws-bedrock", "meta.llama3-3-70b-instruct-v1:0", "0.72/0.72/-/-");
    is("aws-bedrock", "us.amazon.nova-pro-v1:0", "0.8/3.2/0.2/-");
    is("aws-bedrock", "amazon.nova-lite-v1:0", "0.06/0.24/0.015/-");
    is("aws-bedrock", "amazon.nova-pro-v1:0", "0.94/3.76/0.4/1.6", "ap-south-1 (Mumbai)");
    is("aws-bedrock", "openai.gpt-oss-120b-1:0", "0.15/0.6/-/-");
    is("aws-bedrock", "deepseek.r1-v1:0", "1.35/5.4/-/-");
    is("azure", "claude-sonnet-4-5", "3/15/0.3/3.75");
    is("azure", "gpt-4o", "2.5/10/1.25/-");
    is("azure", "gpt-4.1-mini", "0.4/1.6/0.1/-");
    is("azure", "gpt-5", "1.25/10/0.125/-");
    is("azure", "o4-mini", "1.1/4.4/0.28/-");
    is("azure", "gpt-5.4", "2.75/16.5/0.28/-", "eu");
    is("azure", "gpt-5-mini-2025-08-07", "0.275/2.2/0.0275/-", "eu");
    is("openai", "gpt-4o", "2.5/10/1.25/-");
    is("openai", "gpt-4o-mini", "0.15/0.6/0.075/-");
    is("openai", "gpt-4.1", "2/8/0.5/-");
    is("openai", "o3", "2/8/0.5/-");
    is("openai", "gpt-5-nano", "0.05/0.4/0.005/-");
    is("openai", "gpt-5.2", "1.75/14/0.175/-");
    is("openai", "gpt-5.4", "2.5/15/0.25/-");
    is("openai", "gpt-5.4", "2.75/16.5/0.275/-", "in");
    is("openai", "gpt-5.6-sol", "4/20/0.4/5");
    is("gemini", "gemini-2.5-pro", "1.25/10/0.125/-");
    is("gemini", "gemini-2.5-flash-lite", "0.1/0.4/0.01/-");
    is("gemini", "gemini-3-pro-preview", "2/12/0.2/-");
    is("vertex", "gemini-2.5-flash", "0.3/2.5/0.03/-");
    is("vertex", "claude-haiku-4-5@20251001", "1/5/0.1/1.25");
    is("vertex", "claude-sonnet-4-6", "3.3/16.5/0.33/4.13", "europe-west1");
    is("groq", "llama-3.3-70b-versatile", "0.59/0.79/-/-");
    is("deepseek", "deepseek-v4-flash", "0.22/0.66/0.007/-");
    is("mistral", "mistral-medium-latest", "1.5/7.5/0.15/-");
    is("x-ai", "grok-4.3", "1.25/2.5/0.2/-");
}

void TestPriceBook::theShippedBookAgreesWithTheCatalogues()
{
    QFETCH(QString, kind);
    QFETCH(QString, model);
    QFETCH(QString, region);
    QFETCH(QString, prices);
    const PriceFinding finding = shippedPrices().lookup({.kind = kind, .model = model, .region = region}, theDay);
    QVERIFY2(finding.row, qPrintable(finding.unpriced));
    QCOMPARE(pricesOf(*finding.row), prices);
}

void TestPriceBook::theShippedBookTellsDisputes()
{
    const auto disputed = [](const QString &kind, const QString &model) {
        QStringList catalogues;
        for (const PriceRow &each : shippedPrices().lookup({.kind = kind, .model = model}, theDay).disputed)
            catalogues.append(u"%1 %2"_s.arg(each.source.catalogue, pricesOf(each)));
        return catalogues;
    };
    QCOMPARE(disputed(u"anthropic"_s, u"claude-sonnet-4-5"_s), QStringList());
    QCOMPARE(disputed(u"openai"_s, u"gpt-5.6-sol"_s),
             (QStringList{u"portkey-models 5/30/0.5/6.25"_s, u"litellm 5/30/0.5/6.25"_s}));
    QCOMPARE(disputed(u"aws-bedrock"_s, u"us.anthropic.claude-sonnet-4-6"_s),
             QStringList{u"portkey-models 3/15/0.3/3.75"_s});
    QCOMPARE(disputed(u"mistral"_s, u"mistral-medium-latest"_s), QStringList{u"portkey-models 0.4/2/-/-"_s});
}

void TestPriceBook::familiesAreFound()
{
    const PriceBook &prices = shippedPrices();
    for (const QString &name :
         {u"claude-sonnet-4-5"_s, u"Claude Sonnet 4.5"_s, u"claude-sonnet-4.5"_s, u"claude-sonnet-4-5-20250929"_s,
          u"anthropic.claude-sonnet-4-5-20250929-v1:0"_s, u"claude-sonnet-4-5@20250929"_s,
          u"anthropic/claude-sonnet-4.5"_s, u"global.anthropic.claude-sonnet-4-5-20250929-v1:0"_s})
        QCOMPARE(prices.family(name), u"claude-sonnet-4-5"_s);
    QCOMPARE(prices.family(u"gpt-5.4"_s), u"gpt-5-4"_s);
    QCOMPARE(prices.family(u"openai.gpt-5.4"_s), u"gpt-5-4"_s);
    QCOMPARE(prices.family(u"meta.llama3-3-70b-instruct-v1:0"_s), u"llama-3-3-70b"_s);
    QCOMPARE(prices.family(u"nothing of the kind"_s), QString());
    QCOMPARE(prices.makerOf(u"claude-sonnet-4-5"_s), u"anthropic"_s);
    QCOMPARE(prices.makerOf(u"gpt-oss-120b"_s), QString());
    QCOMPARE(prices.makerOf(u"gpt-5-4"_s), u"openai"_s);
}

QTEST_GUILESS_MAIN(TestPriceBook)

#include "tst_pricebook.moc"
