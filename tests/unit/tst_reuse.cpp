// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/reuse.h"

#include <QTest>

#include <functional>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

using Change = std::function<void(RunSpec &)>;

RunSpec sample()
{
    RunTarget target;
    target.target = {.id = TargetId::create(),
                     .channel = ChannelId::create(),
                     .model = u"m"_s,
                     .parameters = {.maxTokens = 64, .temperature = 0.0}};
    target.channel = {.id = target.target.channel,
                      .name = u"Served"_s,
                      .plugin = u"openai"_s,
                      .settings = {{u"base_url"_s, u"https://one.example/v1"_s}},
                      .origin = QUrl(u"https://one.example"_s)};
    target.history = {{.role = Role::User, .text = u"Hello."_s}, {.role = Role::Assistant, .text = u"Hello, you."_s}};
    return {.id = RunId::create(),
            .prompt =
                {.system = u"Be brief."_s,
                 .user = u"Where is {{city}}?"_s,
                 .attachments = {{.path = u"/maps/a.png"_s, .mediaType = u"image/png"_s, .size = 3, .sha256 = u"aa"_s}},
                 .tools = {{.name = u"map"_s}},
                 .toolResults = {{u"map"_s, u"north"_s}},
                 .format = AnswerFormat{.name = u"place"_s, .schema = {{u"type"_s, u"object"_s}}}},
            .targets = {target},
            .suite = RunSuite{
                .name = u"Cities"_s, .columns = {u"city"_s}, .cases = {{.variables = {{u"city"_s, u"Pune"_s}}}}}};
}

QByteArray keyOf(const RunSpec &spec)
{
    return QuestionKeys(spec).of(0, 0);
}

} // namespace

class TestReuse : public QObject
{
    Q_OBJECT

private slots:
    void differentQuestions_data();
    void differentQuestions();
    void equalQuestions_data();
    void equalQuestions();
    void copiesTheAnswerAlone();
};

void TestReuse::differentQuestions_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, const Change &change) { QTest::newRow(name) << change; };
    row("channel", [](RunSpec &spec) { spec.targets[0].channel.id = ChannelId::create(); });
    row("plugin", [](RunSpec &spec) { spec.targets[0].channel.plugin = u"anthropic"_s; });
    row("settings", [](RunSpec &spec) { spec.targets[0].channel.settings.insert(u"api"_s, u"responses"_s); });
    row("endpoint", [](RunSpec &spec) { spec.targets[0].channel.origin = QUrl(u"https://two.example"_s); });
    row("model", [](RunSpec &spec) { spec.targets[0].target.model = u"n"_s; });
    row("parameters", [](RunSpec &spec) { spec.targets[0].target.parameters.temperature = 0.5; });
    row("parameter not set", [](RunSpec &spec) { spec.targets[0].target.parameters.temperature.reset(); });
    row("system part", [](RunSpec &spec) { spec.prompt.system = u"Be long."_s; });
    row("prompt", [](RunSpec &spec) { spec.prompt.user = u"Where is {{city}}, please?"_s; });
    row("variable", [](RunSpec &spec) { spec.suite->cases[0].variables[u"city"_s] = u"Oslo"_s; });
    row("file", [](RunSpec &spec) { spec.prompt.attachments[0].sha256 = u"bb"_s; });
    row("file's name", [](RunSpec &spec) { spec.prompt.attachments[0].path = u"/maps/b.png"_s; });
    row("file of the case", [](RunSpec &spec) { spec.suite->cases[0].attachments = spec.prompt.attachments; });
    row("tools", [](RunSpec &spec) { spec.prompt.tools[0].description = u"A map."_s; });
    row("results of tools", [](RunSpec &spec) { spec.prompt.toolResults[u"map"_s] = u"south"_s; });
    row("format", [](RunSpec &spec) { spec.prompt.format->schema.insert(u"title"_s, u"Place"_s); });
    row("no format", [](RunSpec &spec) { spec.prompt.format.reset(); });
    row("history", [](RunSpec &spec) { spec.targets[0].history[1].text = u"Hi."_s; });
    row("file of the history",
        [](RunSpec &spec) { spec.targets[0].historyFiles.insert(0, {{.path = u"/maps/c.png"_s, .sha256 = u"cc"_s}}); });
}

void TestReuse::differentQuestions()
{
    QFETCH(Change, change);
    const RunSpec one = sample();
    RunSpec other = one;
    change(other);
    QVERIFY(keyOf(one) != keyOf(other));
}

void TestReuse::equalQuestions_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, const Change &change) { QTest::newRow(name) << change; };
    row("itself", [](RunSpec &) {});
    row("name of the channel", [](RunSpec &spec) { spec.targets[0].channel.name = u"Other"_s; });
    row("limits of the channel", [](RunSpec &spec) { spec.targets[0].channel.limits.idle = std::chrono::seconds(9); });
    row("requests at once", [](RunSpec &spec) { spec.concurrency = 3; });
    row("repeats and order", [](RunSpec &spec) {
        spec.repeats = 5;
        spec.seed = 7;
    });
    row("reference and checks", [](RunSpec &spec) { spec.suite->cases[0].reference = u"India"_s; });
    row("folder of a file", [](RunSpec &spec) { spec.prompt.attachments[0].path = u"/elsewhere/a.png"_s; });
    row("words put in another way", [](RunSpec &spec) {
        spec.prompt.user = u"Where is Pune?"_s;
        spec.suite.reset();
    });
}

void TestReuse::equalQuestions()
{
    QFETCH(Change, change);
    const RunSpec one = sample();
    RunSpec other = one;
    change(other);
    QCOMPARE(keyOf(one), keyOf(other));
}

void TestReuse::copiesTheAnswerAlone()
{
    const AttemptId original = AttemptId::create();
    const Answer answer{.text = u"West of here."_s, .stop = StopReason::Stop, .usage = Usage{.outputVisible = 4}};
    const Attempt stored{.id = AttemptId::create(),
                         .number = 3,
                         .state = LaneState::Done,
                         .started = QDateTime::currentDateTimeUtc(),
                         .rounds = {{.request = RequestRecord{.method = "POST"},
                                     .answer = answer,
                                     .timing = {.total = Duration(5)},
                                     .results = {{.name = u"map"_s, .text = u"north"_s}}}},
                         .request = RequestRecord{.method = "POST"},
                         .identity = {.model = u"m-1"_s},
                         .answer = answer,
                         .timing = {.total = Duration(7)},
                         .cost = AttemptCost{.amount = Money{.nano = 1, .currency = u"USD"_s}},
                         .copyOf = original};
    const CellSpec place{.id = CellId::create(), .caseIndex = 2, .target = 1, .repeat = 4};
    const Cell cell = withAnswerOf(stored, place);
    const Attempt expected{.id = cell.last()->id,
                           .state = LaneState::Done,
                           .rounds = {{.answer = answer, .results = stored.rounds[0].results}},
                           .identity = {.model = u"m-1"_s},
                           .answer = answer,
                           .copyOf = original};
    QCOMPARE(cell, (Cell{.id = place.id,
                         .caseIndex = 2,
                         .target = 1,
                         .repeat = 4,
                         .state = LaneState::Done,
                         .attempts = {expected}}));
    QVERIFY(cell.last()->id != stored.id);
}

QTEST_GUILESS_MAIN(TestReuse)
#include "tst_reuse.moc"
