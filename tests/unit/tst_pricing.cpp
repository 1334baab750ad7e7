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
            .prices = {{.kind = u"anthropic"_s, .host = u"billed.example"_s}}};
}

RunTarget target(const QString &model)
{
    return {.target = {.id = TargetId::create(), .channel = {}, .model = model},
            .channel = channelAt(u"https://billed.example"_s)};
}

} // namespace

class tst_pricing : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void channelsAreBilledAsTheirPluginSays_data();
    void channelsAreBilledAsTheirPluginSays();
    void costsNameARowOfTheWorkspace();
    void unpricedIsNotFree();
    void ownPricesAreALayer();
    void aFileThatComesAgainTakesTheEarlierPlace();
    void rowsStay();

private:
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

void tst_pricing::costsNameARowOfTheWorkspace()
{
    const Usage usage{.inputFresh = 1'000, .outputVisible = 100};
    const AttemptCost cost = m_pricing->cost(target(u"claude-sonnet-4-5"_s), usage, theDay);
    // 1,000 × 3 and 100 × 15 millionths
    QCOMPARE(cost.amount, (Money{.nano = 4'500'000, .currency = u"USD"_s}));
    QCOMPARE(cost.unpriced, QString());
    VERIFY_RESULT(m_workspace->write([](Database &) { return Result<void>(); })); // what was posted before is done
    VERIFY_RESULT(PriceStore::row(m_workspace->reader(), cost.priceRow));
    const Result<QStringList> why = whyThisCost(m_workspace->reader(), cost, usage);
    VERIFY_RESULT(why);
    QCOMPARE(why->first(3), (QStringList{
                                u"input: 1,000 × 3 for a million = 0.003 USD"_s,
                                u"output: 100 × 15 for a million = 0.0015 USD"_s,
                                u"Total: 0.0045 USD"_s,
                            }));
}

void tst_pricing::unpricedIsNotFree()
{
    const AttemptCost unknown = m_pricing->cost(target(u"claude-none"_s), Usage{.inputFresh = 1}, theDay);
    QCOMPARE(unknown, (AttemptCost{.unpriced = u"no row for \"claude-none\" at Anthropic"_s}));
    QCOMPARE(whyThisCost(m_workspace->reader(), unknown, std::nullopt).value(),
             QStringList{u"Unpriced: no row for \"claude-none\" at Anthropic"_s});
    const AttemptCost silent = m_pricing->cost(target(u"claude-sonnet-4-5"_s), std::nullopt, theDay);
    QCOMPARE(silent.amount, std::nullopt);
    QCOMPARE(silent.unpriced, u"the provider did not report tokens"_s);
    VERIFY_ERROR(whyThisCost(m_workspace->reader(), {.priceRow = u"no such row"_s}, std::nullopt), ErrorCode::NotFound,
                 u"The price row no such row is not in this workspace."_s);
}

void tst_pricing::ownPricesAreALayer()
{
    const Usage usage{.inputFresh = 1'000, .outputVisible = 100};
    const AttemptCost before = m_pricing->cost(target(u"claude-sonnet-4-5"_s), usage, theDay);
    const Result<PriceImport> own = importOwnPrices({{.line = 1, .cells = {u"channel"_s, u"model"_s, u"discount"_s}},
                                                     {.line = 2, .cells = {u"Channel"_s, u"claude-*"_s, u"x"_s}},
                                                     {.line = 3, .cells = {u"anthropic"_s, u"claude-*"_s, u"50"_s}}},
                                                    u"contract.csv"_s, theDay.date(), m_pricing->book());
    VERIFY_RESULT(own);
    QCOMPARE(own->mistakes.size(), 1);
    VERIFY_RESULT(m_pricing->import(*own, u"contract.csv"_s, u"csv"_s));
    const AttemptCost after = m_pricing->cost(target(u"claude-sonnet-4-5"_s), usage, theDay);
    QCOMPARE(after.amount->nano, before.amount->nano / 2);
    QVERIFY(after.priceRow != before.priceRow);
    // The past is as it was.
    QCOMPARE(whyThisCost(m_workspace->reader(), before, usage)->at(2), u"Total: 0.0045 USD"_s);

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
