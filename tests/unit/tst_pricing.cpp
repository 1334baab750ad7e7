// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pricing/moneytext.h"
#include "app/pricing/pricedata.h"
#include "app/service/pricing.h"
#include "app/store/pricestore.h"
#include "app/store/workspace.h"
#include "storehelpers.h"
#include "tests/paths.h"

#include <QJsonDocument>
#include <QTemporaryDir>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

const QDateTime theDay(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);

// What the description of a plugin of ours says of prices.
PluginInfo shippedPlugin(const QString &id)
{
    QFile file(QStringLiteral(EVENHAND_SOURCE_FOLDER "/plugins/%1/%1.json").arg(id));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("No description of %s", qPrintable(id));
    return judgeMetaData({{u"IID"_s, u"org.evenhand.ProviderPlugin/1"_s},
                          {u"MetaData"_s, QJsonDocument::fromJson(file.readAll()).object()}});
}

Channel channelAt(const QString &origin, const QJsonObject &settings = {})
{
    return {.id = ChannelId::create(),
            .name = u"Channel"_s,
            .plugin = u"some"_s,
            .settings = settings,
            .origin = QUrl(origin),
            .region = u"from the form"_s};
}

QString described(const PriceQuery &query)
{
    return query.kind + u'|' + query.region + u'|' + query.tier;
}

// A plugin whose channels at one address are billed by a list of the shipped book.
PluginInfo billedPlugin()
{
    return {.path = {},
            .id = u"some"_s,
            .name = u"Some"_s,
            .version = u"1"_s,
            .state = PluginInfo::State::Loaded,
            .fields = {{.key = u"tier"_s, .label = u"Tier"_s}},
            .prices = {{.kind = u"anthropic"_s,
                        .host = u"billed.example"_s,
                        .tier = u"tier"_s,
                        .tiers = {{u"speedy"_s, u"fast"_s}}}}};
}

RunTarget target(const QString &model, const QJsonObject &settings = {})
{
    return {.target = {.id = TargetId::create(), .channel = {}, .model = model},
            .channel = channelAt(u"https://billed.example"_s, settings)};
}

// The usage and the tier of one request that stands for itself.
QList<BilledRequest> one(const std::optional<Usage> &usage, const QString &tier = {})
{
    return {{.usage = usage, .tier = tier}};
}

Attempt attemptOf(const AttemptCost &cost, const QList<BilledRequest> &requests)
{
    Attempt attempt;
    attempt.started = theDay;
    attempt.state = LaneState::Done;
    attempt.cost = cost;
    attempt.answer.usage = requests.last().usage;
    attempt.identity.serviceTier = requests.last().tier;
    for (const BilledRequest &request : requests.first(requests.size() - 1)) {
        Round round;
        round.answer.usage = request.usage;
        round.identity.serviceTier = request.tier;
        attempt.rounds.append(round);
    }
    return attempt;
}

} // namespace

class tst_pricing : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void channelsAreBilledAsTheirPluginSays_data();
    void channelsAreBilledAsTheirPluginSays();
    void wordsForTiersAreThePlugins_data();
    void wordsForTiersAreThePlugins();
    void theTierThatWasBilledCounts_data();
    void theTierThatWasBilledCounts();
    void requestsArePricedByThemselves();
    void requestsMayBeBilledByDifferentRows();
    void costsNameARowOfTheWorkspace();
    void rowsThatWereNotTakenAreKeptLater();
    void unpricedIsNotFree();
    void ownPricesAreALayer();
    void aFileThatComesAgainTakesTheEarlierPlace();
    void importedPricesAreTakenOutOfUse();
    void rowsStay();

private:
    // "Why this number" of one request to a model that is in the list.
    QStringList whyText(const AttemptCost &cost, const std::optional<Usage> &usage)
    {
        const auto priced = m_pricing->why(target(u"claude-sonnet-4-5"_s), attemptOf(cost, one(usage))).value();
        return explained(priced.first().cost, priced.first().finding);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<PluginCatalog> m_plugins;
    std::unique_ptr<Pricing> m_pricing;
};

void tst_pricing::init()
{
    QTest::failOnWarning();
    m_pricing.reset();
    m_workspace.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    auto workspace = Workspace::open(m_dir->filePath(u"w.evenhand"_s), Workspace::Access::Own);
    VERIFY_RESULT(workspace);
    m_workspace = std::move(*workspace);
    m_plugins = std::make_unique<PluginCatalog>(QStringList());
    m_plugins->addBuiltIn(billedPlugin(), nullptr);
    m_pricing = std::make_unique<Pricing>(*m_workspace, *m_plugins);
}

void tst_pricing::channelsAreBilledAsTheirPluginSays_data()
{
    QTest::addColumn<QString>("plugin");
    QTest::addColumn<QString>("origin");
    QTest::addColumn<QJsonObject>("settings");
    QTest::addColumn<QString>("expected"); // kind|region|tier
    const QString own = u"from the form"_s;
    const auto is = [](const char *name, const QString &plugin, const QString &origin, const QJsonObject &settings,
                       const QString &expected) { QTest::newRow(name) << plugin << origin << settings << expected; };
    is("openai", u"openai"_s, u"https://api.openai.com"_s, {}, u"openai|%1|"_s.arg(own));
    is("a region of it", u"openai"_s, u"https://in.api.openai.com"_s, {}, u"openai|in|"_s);
    is("azure", u"openai"_s, u"https://my.openai.azure.com:443"_s, {}, u"azure|%1|"_s.arg(own));
    is("groq", u"openai"_s, u"https://api.groq.com"_s, {}, u"groq|%1|"_s.arg(own));
    is("a server of one's own", u"openai"_s, u"http://127.0.0.1:8080"_s, {}, u"|%1|"_s.arg(own));
    is("not quite", u"openai"_s, u"https://evil-api.openai.com.example"_s, {}, u"|%1|"_s.arg(own));
    is("claude", u"anthropic"_s, u"https://api.anthropic.com"_s, {}, u"anthropic|%1|"_s.arg(own));
    is("claude at vertex", u"anthropic"_s, u"https://europe-west1-aiplatform.googleapis.com"_s,
       {{u"platform"_s, u"vertex"_s}, {u"location"_s, u"europe-west1"_s}}, u"vertex|europe-west1|"_s);
    is("claude at foundry", u"anthropic"_s, u"https://my.services.ai.azure.com"_s, {}, u"azure|%1|"_s.arg(own));
    is("claude at aws", u"anthropic"_s, u"https://aws-external-anthropic.us-east-1.api.aws"_s, {},
       u"anthropic-aws|us-east-1|"_s);
    is("bedrock", u"bedrock"_s, u"https://bedrock-runtime.ap-south-1.amazonaws.com"_s,
       {{u"region"_s, u"ap-south-1"_s}, {u"service_tier"_s, u"flex"_s}}, u"aws-bedrock|ap-south-1|flex"_s);
    is("gemini", u"gemini"_s, u"https://generativelanguage.googleapis.com"_s, {}, u"gemini|%1|"_s.arg(own));
    is("gemini at vertex", u"gemini"_s, u"https://aiplatform.googleapis.com"_s,
       {{u"platform"_s, u"vertex"_s}, {u"location"_s, u"global"_s}}, u"vertex|global|"_s);
    is("ollama", u"ollama"_s, u"http://127.0.0.1:11434"_s, {}, u"|%1|"_s.arg(own));
}

void tst_pricing::channelsAreBilledAsTheirPluginSays()
{
    QFETCH(QString, plugin);
    QFETCH(QString, origin);
    QFETCH(QJsonObject, settings);
    QFETCH(QString, expected);
    const PluginInfo info = shippedPlugin(plugin);
    QCOMPARE(info.reason, QString());
    const PriceQuery query = priceQuery(info, channelAt(origin, settings), u"model"_s);
    QCOMPARE(described(query), expected);
    for (const PluginPriceRule &rule : info.prices) {
        const bool isInBook = std::ranges::any_of(
            shippedPrices().channels, [&](const PricedChannel &channel) { return channel.kind == rule.kind; });
        QVERIFY2(isInBook, qPrintable(rule.kind));
    }
}

void tst_pricing::wordsForTiersAreThePlugins_data()
{
    QTest::addColumn<QString>("plugin");
    QTest::addColumn<QString>("origin");
    QTest::addColumn<QJsonObject>("settings");
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("expected"); // as the price book calls it
    const auto is = [](const char *name, const QString &plugin, const QString &origin, const QJsonObject &settings,
                       const QString &said, const QString &expected) {
        QTest::newRow(name) << plugin << origin << settings << said << expected;
    };
    const QString vertex = u"https://aiplatform.googleapis.com"_s;
    const QJsonObject atVertex{{u"platform"_s, u"vertex"_s}, {u"location"_s, u"global"_s}};
    is("vertex, usual", u"gemini"_s, vertex, atVertex, u"ON_DEMAND"_s, u"standard"_s);
    is("vertex, flex", u"gemini"_s, vertex, atVertex, u"ON_DEMAND_FLEX"_s, u"flex"_s);
    is("vertex, priority", u"gemini"_s, vertex, atVertex, u"ON_DEMAND_PRIORITY"_s, u"priority"_s);
    is("vertex, not said", u"gemini"_s, vertex, atVertex, u"TRAFFIC_TYPE_UNSPECIFIED"_s, u"standard"_s);
    is("vertex, bought before", u"gemini"_s, vertex, atVertex, u"PROVISIONED_THROUGHPUT"_s,
       u"provisioned_throughput"_s);
    const QString groq = u"https://api.groq.com"_s;
    is("groq, usual", u"openai"_s, groq, {}, u"on_demand"_s, u"standard"_s);
    is("groq, flex is priced the same", u"openai"_s, groq, {}, u"flex"_s, u"standard"_s);
    is("openai, usual", u"openai"_s, u"https://api.openai.com"_s, {}, u"default"_s, u"standard"_s);
    is("openai, priority", u"openai"_s, u"https://api.openai.com"_s, {}, u"priority"_s, u"priority"_s);
    const QString bedrock = u"https://bedrock-runtime.eu-west-1.amazonaws.com"_s;
    const QJsonObject flex{{u"region"_s, u"eu-west-1"_s}, {u"service_tier"_s, u"flex"_s}};
    is("bedrock, asked for", u"bedrock"_s, bedrock, flex, QString(), u"flex"_s);
    is("bedrock, not had", u"bedrock"_s, bedrock, flex, u"default"_s, u"standard"_s);
}

void tst_pricing::wordsForTiersAreThePlugins()
{
    QFETCH(QString, plugin);
    QFETCH(QString, origin);
    QFETCH(QJsonObject, settings);
    QFETCH(QString, said);
    const PriceQuery query = priceQuery(shippedPlugin(plugin), channelAt(origin, settings), u"model"_s, said);
    QTEST(tierText(query.tier), "expected");
}

void tst_pricing::theTierThatWasBilledCounts_data()
{
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("said");
    QTest::addColumn<qint64>("nano"); // 0: none
    QTest::addColumn<QString>("why");
    // 1,000 × 5 and 100 × 25 millionths; fast answers cost twice that.
    QTest::newRow("nothing said") << QString() << QString() << qint64(7'500'000)
                                  << u"Tier: standard, as neither the answer nor the channel's settings name one"_s;
    QTest::newRow("asked for") << u"fast"_s << QString() << qint64(15'000'000)
                               << u"Tier: fast, as the channel's settings say"_s;
    QTest::newRow("said") << QString() << u"fast"_s << qint64(15'000'000) << u"Tier: fast, as the answer says"_s;
    QTest::newRow("said in another word")
        << QString() << u"Speedy"_s << qint64(15'000'000) << u"Tier: fast, as the answer says"_s;
    QTest::newRow("not had") << u"fast"_s << u"standard"_s << qint64(7'500'000)
                             << u"Tier: standard, as the answer says; the channel's settings ask for \"fast\""_s;
    QTest::newRow("auto says nothing") << u"fast"_s << u"auto"_s << qint64(15'000'000)
                                       << u"Tier: fast, as the channel's settings say"_s;
    QTest::newRow("not in the list")
        << QString() << u"priority"_s << qint64(0)
        << u"Unpriced: no row for \"claude-opus-4-8\" at Anthropic in the tier \"priority\", as the answer says"_s;
}

void tst_pricing::theTierThatWasBilledCounts()
{
    QFETCH(QString, asked);
    QFETCH(QString, said);
    QFETCH(qint64, nano);
    QFETCH(QString, why);
    const RunTarget at =
        target(u"claude-opus-4-8"_s, asked.isEmpty() ? QJsonObject() : QJsonObject{{u"tier"_s, asked}});
    const QList<BilledRequest> requests = one(Usage{.inputFresh = 1'000, .outputVisible = 100}, said);
    const AttemptCost cost = m_pricing->cost(at, requests, theDay);
    QCOMPARE(cost.amount.value_or(Money()).nano, nano);
    QCOMPARE(cost.amount.has_value(), nano > 0);
    VERIFY_RESULT(m_workspace->write([](Database &) { return Result<void>(); })); // what was posted before is done
    const Result<QList<PricedRequest>> reasons = m_pricing->why(at, attemptOf(cost, requests));
    VERIFY_RESULT(reasons);
    QCOMPARE(reasons->size(), 1);
    const QStringList lines = explained(reasons->first().cost, reasons->first().finding);
    QVERIFY2(lines.contains(why), qPrintable(lines.join(u'\n')));
}

// The list doubles the price of requests above 200,000 tokens of input; no one of these is above.
void tst_pricing::requestsArePricedByThemselves()
{
    const BilledRequest request{.usage = Usage{.inputFresh = 150'000, .outputVisible = 100}, .tier = {}};
    const RunTarget at = target(u"claude-sonnet-4-5"_s);
    const AttemptCost cost = m_pricing->cost(at, {request, request}, theDay);
    // Each 150,000 × 3 and 100 × 15 millionths.
    QCOMPARE(cost.amount, (Money{.nano = 2 * 451'500'000, .currency = u"USD"_s}));
    QVERIFY(!cost.priceRow.contains(u' '));
    const AttemptCost together = m_pricing->cost(at, one(Usage{.inputFresh = 300'000, .outputVisible = 200}), theDay);
    QVERIFY(together.amount->nano > cost.amount->nano);

    VERIFY_RESULT(m_workspace->write([](Database &) { return Result<void>(); })); // what was posted before is done
    const Result<QList<PricedRequest>> reasons = m_pricing->why(at, attemptOf(cost, {request, request}));
    VERIFY_RESULT(reasons);
    QCOMPARE(reasons->size(), 2);
    QCOMPARE(reasons->last().cost.total, (Money{.nano = 451'500'000, .currency = u"USD"_s}));
}

void tst_pricing::requestsMayBeBilledByDifferentRows()
{
    const Usage usage{.inputFresh = 1'000, .outputVisible = 100};
    const RunTarget at = target(u"claude-opus-4-8"_s);
    const QList<BilledRequest> requests = one(usage, u"fast"_s) + one(usage, u"standard"_s);
    const AttemptCost cost = m_pricing->cost(at, requests, theDay);
    QCOMPARE(cost.amount->nano, 15'000'000 + 7'500'000);
    QCOMPARE(cost.priceRow.split(u' ').size(), 2);
    VERIFY_RESULT(m_workspace->write([](Database &) { return Result<void>(); })); // what was posted before is done
    const Result<QList<PricedRequest>> reasons = m_pricing->why(at, attemptOf(cost, requests));
    VERIFY_RESULT(reasons);
    QCOMPARE(reasons->first().cost.total->nano, 15'000'000);
    QCOMPARE(reasons->last().cost.total->nano, 7'500'000);

    const AttemptCost half = m_pricing->cost(at, one(usage) + one(std::nullopt), theDay);
    QCOMPARE(half.amount, std::nullopt);
    QCOMPARE(half.unpriced, u"request 2: the provider did not report tokens"_s);
}

void tst_pricing::costsNameARowOfTheWorkspace()
{
    const Usage usage{.inputFresh = 1'000, .outputVisible = 100};
    const AttemptCost cost = m_pricing->cost(target(u"claude-sonnet-4-5"_s), one(usage), theDay);
    // 1,000 × 3 and 100 × 15 millionths
    QCOMPARE(cost.amount, (Money{.nano = 4'500'000, .currency = u"USD"_s}));
    QCOMPARE(cost.unpriced, QString());
    VERIFY_RESULT(m_workspace->write([](Database &) { return Result<void>(); })); // what was posted before is done
    VERIFY_RESULT(PriceStore::row(m_workspace->reader(), cost.priceRow));
    QCOMPARE(whyText(cost, usage).first(3), (QStringList{
                                                u"input: 1,000 × 3 for a million = 0.003 USD"_s,
                                                u"output: 100 × 15 for a million = 0.0015 USD"_s,
                                                u"Total: 0.0045 USD"_s,
                                            }));
}

void tst_pricing::rowsThatWereNotTakenAreKeptLater()
{
    const auto sql = [this](const QString &statement) {
        VERIFY_RESULT(m_workspace->write([&](Database &db) { return db.exec(statement); }));
    };
    const auto isKept = [this](const AttemptCost &cost) {
        // What was posted before is done then.
        return m_workspace->write([](Database &) { return Result<void>(); })
               && PriceStore::row(m_workspace->reader(), cost.priceRow);
    };
    const QString full = u"CREATE TRIGGER no_room BEFORE INSERT ON price_rows BEGIN SELECT RAISE(ABORT, 'full'); END"_s;
    const QString freed = u"DROP TRIGGER no_room"_s;
    const Usage usage{.inputFresh = 1'000, .outputVisible = 100};
    sql(full);
    const AttemptCost cost = m_pricing->cost(target(u"claude-sonnet-4-5"_s), one(usage), theDay);
    QVERIFY(!isKept(cost));
    sql(freed);
    QVERIFY(m_pricing->cost(target(u"claude-none"_s), one(usage), theDay).priceRow.isEmpty());
    QVERIFY(isKept(cost));

    sql(full);
    const AttemptCost last = m_pricing->cost(target(u"claude-opus-4-5"_s), one(usage), theDay);
    QVERIFY(!last.priceRow.isEmpty());
    QVERIFY(!isKept(last));
    sql(freed);
    m_pricing.reset();
    QVERIFY(isKept(last));
}

void tst_pricing::unpricedIsNotFree()
{
    const AttemptCost unknown = m_pricing->cost(target(u"claude-none"_s), one(Usage{.inputFresh = 1}), theDay);
    QCOMPARE(unknown, (AttemptCost{.unpriced = u"no row for \"claude-none\" at Anthropic"_s}));
    QCOMPARE(whyText(unknown, std::nullopt), QStringList{u"Unpriced: no row for \"claude-none\" at Anthropic"_s});
    const AttemptCost silent = m_pricing->cost(target(u"claude-sonnet-4-5"_s), one(std::nullopt), theDay);
    QCOMPARE(silent.amount, std::nullopt);
    QCOMPARE(silent.unpriced, u"the provider did not report tokens"_s);
    VERIFY_ERROR(m_pricing->why(target(u"claude-sonnet-4-5"_s), attemptOf({.priceRow = u"lost"_s}, one(std::nullopt))),
                 ErrorCode::NotFound, u"The price row lost is not in this workspace."_s);
}

void tst_pricing::ownPricesAreALayer()
{
    const Usage usage{.inputFresh = 1'000, .outputVisible = 100};
    const AttemptCost before = m_pricing->cost(target(u"claude-sonnet-4-5"_s), one(usage), theDay);
    const Result<PriceImport> own = importOwnPrices({{.line = 1, .cells = {u"channel"_s, u"model"_s, u"discount"_s}},
                                                     {.line = 2, .cells = {u"Channel"_s, u"claude-*"_s, u"x"_s}},
                                                     {.line = 3, .cells = {u"anthropic"_s, u"claude-*"_s, u"50"_s}}},
                                                    u"contract.csv"_s, theDay.date(), m_pricing->book());
    VERIFY_RESULT(own);
    QCOMPARE(own->mistakes.size(), 1);
    VERIFY_RESULT(m_pricing->import(*own, u"contract.csv"_s, u"csv"_s));
    const AttemptCost after = m_pricing->cost(target(u"claude-sonnet-4-5"_s), one(usage), theDay);
    QCOMPARE(after.amount->nano, before.amount->nano / 2);
    QVERIFY(after.priceRow != before.priceRow);
    // The past is as it was.
    QCOMPARE(whyText(before, usage).at(2), u"Total: 0.0045 USD"_s);

    // Another program that opens the workspace sees the same.
    const Result<PriceBook> read = priceBook(m_workspace->reader());
    VERIFY_RESULT(read);
    QCOMPARE(read->lookup({.kind = u"anthropic"_s, .model = u"claude-sonnet-4-5"_s}, theDay).row->own, true);
}

void tst_pricing::aFileThatComesAgainTakesTheEarlierPlace()
{
    PriceRow row{.channel = u"anthropic"_s,
                 .model = u"claude-none"_s,
                 .rule = ModelRule::equals(u"claude-none"_s),
                 .currency = u"EUR"_s,
                 .prices = {{.of = PriceClass::Input, .nano = nanoPerUnit}},
                 .own = true};
    const PriceImport first{.source = {}, .rows = {row}, .mistakes = {}};
    VERIFY_RESULT(m_pricing->import(first, u"contract.csv"_s, u"csv"_s));
    VERIFY_RESULT(m_pricing->import(first, u"other.csv"_s, u"csv"_s));
    row.model = u"claude-nil"_s;
    row.rule = ModelRule::equals(row.model);
    VERIFY_RESULT(m_pricing->import({.source = {}, .rows = {row}, .mistakes = {}}, u"contract.csv"_s, u"csv"_s));

    const QList<StoredPriceLayer> layers = PriceStore::layers(m_workspace->reader()).value();
    QStringList said;
    for (const StoredPriceLayer &layer : layers)
        said.append(layer.name + (layer.ended.isValid() ? u" ended"_s : QString()));
    QCOMPARE(said, (QStringList{u"contract.csv"_s, u"other.csv"_s, u"contract.csv ended"_s}));
    QVERIFY(m_pricing->book().lookup({.kind = u"anthropic"_s, .model = u"claude-none"_s}, theDay).row);
    QVERIFY(m_pricing->book().lookup({.kind = u"anthropic"_s, .model = u"claude-nil"_s}, theDay).row);
}

void tst_pricing::importedPricesAreTakenOutOfUse()
{
    const QList<BilledRequest> requests = one(Usage{.inputFresh = 1'000, .outputVisible = 0});
    PriceRow row{.channel = u"anthropic"_s,
                 .model = u"claude-sonnet-4-5"_s,
                 .rule = ModelRule::equals(u"claude-sonnet-4-5"_s),
                 .currency = u"USD"_s,
                 .prices = {{.of = PriceClass::Input, .nano = nanoPerUnit}},
                 .own = true};
    VERIFY_RESULT(m_pricing->import({.source = {}, .rows = {row}, .mistakes = {}}, u"contract.csv"_s, u"csv"_s));
    const auto layers = [&] { return PriceStore::layers(m_workspace->reader()).value(); };
    const auto nano = [&] { return m_pricing->cost(target(row.model), requests, theDay).amount->nano; };
    QCOMPARE(nano(), 1'000'000);
    const AttemptCost before = m_pricing->cost(target(row.model), requests, theDay);

    VERIFY_RESULT(m_pricing->setUsed(layers().first(), false));
    QVERIFY(layers().first().ended.isValid());
    QCOMPARE(nano(), 3'000'000);
    QCOMPARE(m_pricing->why(target(row.model), attemptOf(before, requests)).value().first().cost.total->nano,
             1'000'000);

    // What has taken its place meanwhile ends with its return.
    row.prices.first().nano = 2 * nanoPerUnit;
    VERIFY_RESULT(m_pricing->import({.source = {}, .rows = {row}, .mistakes = {}}, u"contract.csv"_s, u"csv"_s));
    QCOMPARE(nano(), 2'000'000);
    VERIFY_RESULT(m_pricing->setUsed(layers().last(), true));
    QCOMPARE(nano(), 1'000'000);
    QVERIFY(layers().first().ended.isValid() && !layers().last().ended.isValid());
}

void tst_pricing::rowsStay()
{
    const StoredPriceRow row{.id = u"id"_s, .content = {{u"m"_s, u"x"_s}}};
    VERIFY_RESULT(m_workspace->write([&](Database &db) { return PriceStore::keep(db, row); }));
    VERIFY_RESULT(m_workspace->write([&](Database &db) { return PriceStore::keep(db, row); }));
    const auto removed =
        m_workspace->write([](Database &db) { return db.exec(u"DELETE FROM price_rows WHERE id = 'id'"_s); });
    const auto changed =
        m_workspace->write([](Database &db) { return db.exec(u"UPDATE price_rows SET content = '{}'"_s); });
    QVERIFY(!removed && !changed);
    QCOMPARE(PriceStore::row(m_workspace->reader(), u"id"_s).value(), row);
}

QTEST_GUILESS_MAIN(tst_pricing)

#include "tst_pricing.moc"
