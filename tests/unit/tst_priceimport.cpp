// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pricing/cost.h"
#include "app/pricing/moneytext.h"
#include "app/pricing/pricedata.h"
#include "app/pricing/priceimport.h"

#include <QTest>
#include <QTimeZone>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

const QDate theDate(2026, 12, 24);
const QDateTime theDay(theDate, QTime(12, 0), QTimeZone::UTC);

// JSON with ' for ".
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

QStringList texts(const QList<PriceMistake> &mistakes)
{
    QStringList lines;
    for (const PriceMistake &mistake : mistakes)
        lines.append(u"%1: %2"_s.arg(mistake.line).arg(mistake.reason));
    return lines;
}

QList<PriceRecord> records(const QStringList &lines)
{
    QList<PriceRecord> records;
    for (const QString &line : lines)
        records.append({.line = int(records.size()) + 1, .cells = line.split(u',')});
    return records;
}

Result<PriceImport> own(const QStringList &lines)
{
    return importOwnPrices(records(lines), u"contract.csv"_s, theDate, shippedPrices());
}

// The book with what was imported before it.
PriceBook with(const PriceImport &import)
{
    PriceBook book = shippedPrices();
    book.addLayer(import.rows);
    return book;
}

QString pricesAt(const PriceBook &book, const PriceQuery &query, const QDateTime &moment = theDay)
{
    const PriceFinding finding = book.lookup(query, moment);
    return finding.row ? pricesText(*finding.row) : finding.unpriced;
}

} // namespace

class TestPriceImport : public QObject
{
    Q_OBJECT

private slots:
    void kindsOfFiles();
    void newerGenaiPrices();
    void mistakesInGenaiPrices();
    void newerLitellm();
    void mistakesInLitellm();
    void otherFilesAreRefused();
    void ownPrices();
    void discounts();
    void discountsOnAWholeChannel();
    void mistakesInOwnPrices_data();
    void mistakesInOwnPrices();
    void ownPricesForTheSameDays();
    void whatIsImportedCanBeReadAgain();
    void badHeaders_data();
    void badHeaders();
};

void TestPriceImport::kindsOfFiles()
{
    QCOMPARE(priceFileKind("[{\"id\": \"x\"}]"), u"genai-prices"_s);
    QCOMPARE(priceFileKind("{\"m\": {\"litellm_provider\": \"x\"}}"), u"litellm"_s);
    QCOMPARE(priceFileKind("channel,model,input\n"), u"csv"_s);
}

void TestPriceImport::newerGenaiPrices()
{
    const Result<PriceImport> import = importGenaiPrices(json(R"([
        {'id': 'openai', 'models': [
            {'id': 'gpt-5.4', 'match': {'or': [{'equals': 'gpt-5.4'}, {'starts_with': 'gpt-5.4-2026'}]},
             'prices': [
                {'prices': {'input_mtok': {'base': 2, 'tiers': [{'start': 271999, 'price': 4}]}, 'output_mtok': 12}},
                {'constraint': {'type': 'start_date', 'start_date': '2027-01-01'}, 'prices': {'input_mtok': 1, 'output_mtok': 6}},
                {'constraint': {'type': 'time_of_date', 'start_time': '01:00:00Z', 'end_time': '04:00:00Z'},
                 'prices': {'input_mtok': 5, 'output_mtok': 20}}]},
            {'id': 'free', 'match': {'equals': 'free'}, 'prices': {}}]},
        {'id': 'google', 'models': [
            {'id': 'gemini-9', 'match': {'equals': 'gemini-9'}, 'prices': {'input_mtok': 1, 'output_mtok': 2, 'requests_kcount': 5}},
            {'id': 'claude-x', 'match': {'equals': 'claude-x'}, 'prices': {'input_mtok': 1, 'output_mtok': 2}}]},
        {'id': 'unheard of', 'models': [{'id': 'm', 'match': {'equals': 'm'}, 'prices': {'input_mtok': 1}}]}
    ])"),
                                                         theDate, shippedPrices());
    QVERIFY(import);
    QCOMPARE(texts(import->mistakes), QStringList());
    QCOMPARE(import->passedOver, 2);
    QCOMPARE(import->rows.size(), 3 + 2 + 1); // of Google's two, the first is sold at two kinds of channels
    QCOMPARE(import->source.date, theDate);
    QCOMPARE(import->source.licence, u"MIT"_s);

    const PriceBook book = with(*import);
    const PriceQuery query{.kind = u"openai"_s, .model = u"gpt-5.4"_s};
    QCOMPARE(pricesAt(book, query), u"input 2, output 12 USD for a million; above 271,999 tokens of input: input 4"_s);
    QCOMPARE(pricesAt(book, query, QDateTime(QDate(2027, 1, 1), QTime(0, 0), QTimeZone::UTC)),
             u"input 1, output 6 USD for a million"_s);
    QCOMPARE(pricesAt(book, query, QDateTime(theDate, QTime(3, 59), QTimeZone::UTC)),
             u"input 5, output 20 USD for a million"_s);
    QCOMPARE(book.lookup(query, theDay).row->family, u"gpt-5-4"_s);
    QCOMPARE(pricesAt(book, {.kind = u"vertex"_s, .model = u"gemini-9"_s}),
             u"input 1, output 2, call 5000 USD for a million"_s);
    QCOMPARE(pricesAt(book, {.kind = u"gemini"_s, .model = u"claude-x"_s}), u"no row for \"claude-x\" at Gemini API"_s);
    QCOMPARE(pricesAt(book, {.kind = u"vertex"_s, .model = u"claude-x"_s}), u"input 1, output 2 USD for a million"_s);
}

void TestPriceImport::mistakesInGenaiPrices()
{
    const Result<PriceImport> import = importGenaiPrices(json(R"([{'id': 'openai', 'models': [
        {'id': 'a', 'match': {'sounds_like': 'a'}, 'prices': {'input_mtok': 1}},
        {'id': 'b', 'match': {'equals': 'b'}, 'prices': {'input_mtok': -1}},
        {'id': 'c', 'match': {'equals': 'c'}, 'prices': {'input_mtok': 'dear'}},
        {'id': 'd', 'match': {'equals': 'd'}, 'prices': [{'constraint': {'weekday': 1}, 'prices': {'input_mtok': 1}}]},
        {'id': 'e', 'match': {'equals': 'e'}, 'prices': {'input_mtok': 1, 'output_mtok': 1}},
        {'id': 'f', 'match': {'equals': 'f'}, 'prices': [{'constraint': {'start_time': '1'}, 'prices': {'input_mtok': 1}}]}
    ]}])"),
                                                         theDate, shippedPrices());
    QVERIFY(import);
    QCOMPARE(texts(import->mistakes),
             (QStringList{
                 u"2: \"a\": \"sounds_like\" is no rule for models"_s,
                 u"3: \"b\": the price of input is not a number from 0 to a million"_s,
                 u"4: \"c\": the price of input is not a number from 0 to a million"_s,
                 u"5: \"d\": the period of a price is of a kind that this version does not know"_s,
                 u"7: \"f\": the hours of a price are not times"_s,
             }));
    QCOMPARE(import->rows.size(), 1);
}

void TestPriceImport::newerLitellm()
{
    const Result<PriceImport> import = importLitellm(json(R"({
        'gpt-5.4': {'litellm_provider': 'openai', 'mode': 'chat', 'input_cost_per_token': 2e-06, 'output_cost_per_token': 1.2e-05,
            'cache_read_input_token_cost': 2e-07, 'input_cost_per_token_above_272k_tokens': 4e-06,
            'input_cost_per_token_batches': 1e-06, 'output_cost_per_token_batches': 6e-06,
            'input_cost_per_token_flex': 1e-06},
        'azure/eu/gpt-5.4': {'litellm_provider': 'azure', 'mode': 'chat', 'input_cost_per_token': 2.2e-06, 'output_cost_per_token': 1.32e-05},
        'vertex_ai/claude-opus-5@20260101': {'litellm_provider': 'vertex_ai-anthropic_models', 'mode': 'chat',
            'input_cost_per_token': 4e-06, 'output_cost_per_token': 2e-05, 'cache_creation_input_token_cost_above_1hr': 8e-06},
        'embed': {'litellm_provider': 'openai', 'mode': 'embedding', 'input_cost_per_token': 1e-07},
        'ollama/free': {'litellm_provider': 'ollama', 'mode': 'chat', 'input_cost_per_token': 0, 'output_cost_per_token': 0}
    })"),
                                                     theDate, shippedPrices());
    QVERIFY(import);
    QCOMPARE(texts(import->mistakes), QStringList());
    QCOMPARE(import->passedOver, 2);
    QCOMPARE(import->rows.size(), 4);

    const PriceBook book = with(*import);
    QCOMPARE(pricesAt(book, {.kind = u"openai"_s, .model = u"gpt-5.4"_s}),
             u"input 2, cache read 0.2, output 12 USD for a million; above 272,000 tokens of input: input 4"_s);
    QCOMPARE(pricesAt(book, {.kind = u"openai"_s, .model = u"gpt-5.4"_s, .tier = u"batch"_s}),
             u"input 1, output 6 USD for a million"_s);
    QCOMPARE(pricesAt(book, {.kind = u"azure"_s, .model = u"gpt-5.4"_s, .region = u"eu"_s}),
             u"input 2.2, output 13.2 USD for a million"_s);
    QCOMPARE(pricesAt(book, {.kind = u"vertex"_s, .model = u"claude-opus-5@20260101"_s}),
             u"input 4, cache write 1h 8, output 20 USD for a million"_s);
    // The shipped catalogues do not agree with it, and that is said.
    QVERIFY(!book.lookup({.kind = u"openai"_s, .model = u"gpt-5.4"_s}, theDay).disputed.isEmpty());
}

void TestPriceImport::mistakesInLitellm()
{
    const Result<PriceImport> import = importLitellm(json(R"({
        'good': {'litellm_provider': 'openai', 'mode': 'chat', 'input_cost_per_token': 2e-06, 'output_cost_per_token': 1e-05},
        'bad': {'litellm_provider': 'openai', 'mode': 'chat', 'input_cost_per_token': 'x', 'output_cost_per_token': 1e-05}
    })"),
                                                     theDate, shippedPrices());
    QVERIFY(import);
    QCOMPARE(texts(import->mistakes),
             QStringList{u"3: \"bad\": the price of input is not a number from 0 to a million"_s});
    QCOMPARE(import->rows.size(), 1);
}

void TestPriceImport::otherFilesAreRefused()
{
    QCOMPARE(importGenaiPrices("{}", theDate, shippedPrices()).error().message,
             u"This is not a file of genai-prices: it has no list of providers with models."_s);
    QCOMPARE(int(importGenaiPrices("no json", theDate, shippedPrices()).error().code), int(ErrorCode::InvalidInput));
    QCOMPARE(importLitellm("{\"a\": 1}", theDate, shippedPrices()).error().message,
             u"This is not a list of LiteLLM: no entry names its provider."_s);
}

void TestPriceImport::ownPrices()
{
    const Result<PriceImport> import = own({
        u"Channel,Model,Input,Cache read,Output,Currency,Region,From,Until,Note"_s,
        u"azure,gpt-5.4*,2.125,0.2125,12.75,eur,swedencentral,2026-12-01,2027-12-01,frame contract 7"_s,
        u"Our gateway,local-*,0,0,0,EUR,,,,costs are in the rent"_s,
    });
    QVERIFY(import);
    QCOMPARE(texts(import->mistakes), QStringList());
    QCOMPARE(import->rows.size(), 2);
    const PriceBook book = with(*import);
    PriceQuery query{.kind = u"azure"_s, .model = u"gpt-5.4-2026-03-05"_s, .region = u"swedencentral"_s};
    QCOMPARE(pricesAt(book, query), u"input 2.125, cache read 0.2125, output 12.75 EUR for a million"_s);
    QCOMPARE(book.lookup(query, theDay).row->note, u"frame contract 7"_s);
    QVERIFY(pricesAt(book, query, QDateTime(QDate(2026, 11, 30), QTime(23, 0), QTimeZone::UTC)).contains("USD"_L1));
    QVERIFY(pricesAt(book, query, QDateTime(QDate(2027, 12, 1), QTime(0, 0), QTimeZone::UTC)).contains("USD"_L1));
    query.region = u"eastus2"_s;
    QVERIFY(pricesAt(book, query).contains("USD"_L1));

    // Nothing costs nothing but by one's own word.
    const PriceFinding finding = book.lookup({.channel = u"our gateway"_s, .model = u"local-7b"_s}, theDay);
    QCOMPARE(costOf(Usage{.inputFresh = 5, .outputVisible = 5}, finding).total,
             (Money{.nano = 0, .currency = u"EUR"_s}));
}

void TestPriceImport::discounts()
{
    const Result<PriceImport> import = own({
        u"channel,model,discount,note"_s,
        u"anthropic,claude-sonnet-4-5-20250929,12.5,contract"_s,
    });
    QVERIFY(import);
    QCOMPARE(texts(import->mistakes), QStringList());
    QCOMPARE(import->rows.size(), 1);
    const PriceRow &row = import->rows.first();
    // 3 × 0.875 = 2.625, 15 × 0.875 = 13.125; above 200,000: 6 × 0.875 = 5.25, 22.5 × 0.875 = 19.6875
    QCOMPARE(nanoText(*row.price(PriceClass::Input)), u"2.625"_s);
    QCOMPARE(nanoText(*row.price(PriceClass::Output)), u"13.125"_s);
    QCOMPARE(nanoText(*row.price(PriceClass::Input, 200'001)), u"5.25"_s);
    QCOMPARE(nanoText(*row.price(PriceClass::Output, 200'001)), u"19.6875"_s);
    QCOMPARE(row.note, u"12.5 % off genai-prices 0.1.8, 2026-09-23; contract"_s);
    QCOMPARE(row.currency, u"USD"_s);
}

void TestPriceImport::discountsOnAWholeChannel()
{
    const Result<PriceImport> import = own({u"channel,model,discount"_s, u"anthropic,*,10"_s});
    QVERIFY(import);
    QCOMPARE(texts(import->mistakes), QStringList());
    const PriceBook book = with(*import);
    for (const QString &model : {u"claude-sonnet-4-5"_s, u"claude-opus-5"_s, u"claude-haiku-4-5-20251001"_s}) {
        const PriceQuery query{.kind = u"anthropic"_s, .model = model};
        const qint64 list = *shippedPrices().lookup(query, theDay).row->price(PriceClass::Output);
        QCOMPARE(*book.lookup(query, theDay).row->price(PriceClass::Output), list / 10 * 9);
    }
}

void TestPriceImport::mistakesInOwnPrices_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("reason");
    const QString both = u"a row needs prices, or a discount on the list price, and not both"_s;
    QTest::newRow("neither") << u"azure,gpt-4o,,,,,"_s << both;
    QTest::newRow("both") << u"azure,gpt-4o,1,USD,10,,"_s << both;
    QTest::newRow("no channel") << u",gpt-4o,1,USD,,,"_s << u"a row needs a channel and a model"_s;
    QTest::newRow("no currency") << u"azure,gpt-4o,1,,,,"_s << u"a price needs a currency, such as USD"_s;
    QTest::newRow("sign") << u"azure,gpt-4o,1,$,,,"_s << u"\"$\" is not the code of a currency, such as USD"_s;
    QTest::newRow("words") << u"azure,gpt-4o,two,USD,,,"_s
                           << u"\"two\" in the column \"input\" is not a price such as 2.50"_s;
    QTest::newRow("negative") << u"azure,gpt-4o,-2,USD,,,"_s
                              << u"\"-2\" in the column \"input\" is not a price such as 2.50"_s;
    QTest::newRow("too dear") << u"azure,gpt-4o,1000000.01,USD,,,"_s
                              << u"\"1000000.01\" in the column \"input\" is more than a million"_s;
    QTest::newRow("too much") << u"azure,gpt-4o,,,101,,"_s << u"\"101\" is not a discount in percent such as 12.5"_s;
    QTest::newRow("no list")
        << u"azure,no-such-model,,,10,,"_s
        << u"the price book has no list price for \"no-such-model\" at \"azure\" to take a discount off"_s;
    QTest::newRow("no day") << u"azure,gpt-4o,1,USD,,24/12/2026,"_s
                            << u"\"24/12/2026\" in the column \"from\" is not a day such as 2026-12-31"_s;
    QTest::newRow("never") << u"azure,gpt-4o,1,USD,,2026-12-24,2026-12-24"_s
                           << u"it would hold on no day: until is not after from"_s;
    QTest::newRow("more cells") << u"azure,gpt-4o,1,USD,,,,more"_s << u"it has more cells than the header"_s;
}

void TestPriceImport::mistakesInOwnPrices()
{
    QFETCH(QString, line);
    QFETCH(QString, reason);
    const Result<PriceImport> import =
        own({u"channel,model,input,currency,discount,from,until"_s, line, u"azure,gpt-4o,1,USD,,,"_s});
    QVERIFY(import);
    QCOMPARE(texts(import->mistakes), QStringList{u"2: "_s + reason});
    QCOMPARE(import->rows.size(), 1);
}

void TestPriceImport::ownPricesForTheSameDays()
{
    const Result<PriceImport> import =
        own({u"channel,model,input,currency,region,from,until"_s, u"azure,gpt-4o,1,USD,,,2026-03-01"_s,
             u"azure,gpt-4o,2,USD,,2026-03-01,2026-06-01"_s, u"Azure,gpt-4o,3,USD,,2026-02-28,2026-03-01"_s,
             u"azure,gpt-4o,4,USD,,,"_s, u"azure,gpt-4o,5,USD,sweden,,"_s, u"azure,gpt-4*,6,USD,,,"_s});
    QVERIFY(import);
    QCOMPARE(texts(import->mistakes), (QStringList{u"4: line 2 has prices for the same on the same days"_s,
                                                   u"5: line 2 has prices for the same on the same days"_s}));
    QCOMPARE(import->rows.size(), 4);
}

void TestPriceImport::whatIsImportedCanBeReadAgain()
{
    for (const QString &price : {u"0.000000001"_s, u"999999.999999999"_s, u"1000000"_s, u"1000001"_s, u"999999999"_s}) {
        const Result<PriceImport> import = own({u"channel,model,call,currency"_s, u"azure,gpt-4o,%1,INR"_s.arg(price)});
        QVERIFY(import);
        for (const PriceRow &row : import->rows)
            QCOMPARE(priceRowFromJson(toJson(row)), row);
    }
}

void TestPriceImport::badHeaders_data()
{
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<QString>("message");
    QTest::newRow("empty") << QStringList() << u"The file is empty."_s;
    QTest::newRow("missing") << QStringList{u"channel,input"_s} << u"The column \"model\" is missing."_s;
    QTest::newRow("twice") << QStringList{u"channel,model,Model"_s} << u"The column \"model\" stands there twice."_s;
    QTest::newRow("unknown")
        << QStringList{u"channel,model,prize"_s}
        << u"There is no column \"prize\"; there are channel, model, region, tier, currency, discount, "
           "from, until, note, input, cache read, cache write, cache write 1h, output, reasoning, audio "
           "input, audio output, image input, image output, call."_s;
}

void TestPriceImport::badHeaders()
{
    QFETCH(QStringList, lines);
    QFETCH(QString, message);
    QCOMPARE(own(lines).error_or(Error()).message, message);
}

QTEST_GUILESS_MAIN(TestPriceImport)

#include "tst_priceimport.moc"
