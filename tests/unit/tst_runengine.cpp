// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/unit/engineharness.h"

#include <QtTest>

using namespace evenhand;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// Whole logs of one lane. Times are those of the harness's clock, which only the scripts move.
class TestRunEngine : public QObject
{
    Q_OBJECT

private slots:
    void tellsAnAnswerInOrder();
    void tellsReasoningToolsAndRefusal();
    void dropsEmptyPieces();
    void triesAgain();
    void triesNoMoreThanThePolicySays();
    void triesNotAgainAfterOutput();
    void failsAtOnceWhenTryingIsOfNoUse();
    void waitsAsLongAsTheProviderAsks();
    void waitsNotForEver();
    void numbersTheAttemptsOfARetriedCellOnwards();
    void hurries();
    void cancelsAWaitingRequest();
    void cancelsAStream();
    void cancelsAPause();
    void stopsAfterTheTotalTime();
    void stopsAtTheSizeLimit();
    void hasPluginsStopAtTheBorder_data();
    void hasPluginsStopAtTheBorder();
    void failsWithoutThePlugin();
    void failsWithoutTheKey();
    void redacts();
    void runsACellOnceAtATime();
    void namesTheOriginsInUse();
    void listsModels();
    void endsInSilence();

private:
    static QStringList answered(const QString &text = u"ok"_s);
};

QStringList TestRunEngine::answered(const QString &text)
{
    return {u"queued"_s,    u"attempt 1/3 @0"_s,         u"waiting for the answer"_s,
            u"streaming"_s, u"text %1 @200"_s.arg(text), u"attempt done @200"_s,
            u"done"_s};
}

void TestRunEngine::tellsAnAnswerInOrder()
{
    EngineHarness harness;
    const Usage usage{.inputFresh = 9, .outputVisible = 3};
    const Script script{
        .steps = {ChatEvents{PhaseReached{Phase::Connecting}}, step::Advance{5ms},
                  ChatEvents{RequestRecord{"POST", QUrl(u"http://a/v1"_s), {}, "{}"}, PhaseReached{Phase::RequestSent}},
                  step::Advance{195ms}, ChatEvents{PhaseReached{Phase::FirstByte}, Identity{.model = u"m-2"_s}},
                  step::Advance{50ms}, text(u"Hel"_s), step::Advance{30ms},
                  ChatEvents{TextDelta{u"lo"_s}, Stopped{StopReason::Stop, u"stop"_s}, UsageReport{usage, {}}},
                  step::Advance{10ms}, ChatOutcome{}}};
    const CellId cell = harness.start(harness.channel(), {script});
    QTRY_VERIFY(harness.log.ended(cell));

    const QStringList expected = {u"queued"_s,
                                  u"attempt 1/3 @0"_s,
                                  u"waiting for the answer"_s,
                                  u"phase 0 @0"_s,
                                  u"request http://a/v1 {} @5"_s,
                                  u"phase 1 @5"_s,
                                  u"phase 2 @200"_s,
                                  u"identity m-2 @200"_s,
                                  u"streaming"_s,
                                  u"text Hel @250"_s,
                                  u"text lo @280"_s,
                                  u"stopped stop @280"_s,
                                  u"usage 9 3 @280"_s,
                                  u"attempt done @290"_s,
                                  u"done"_s};
    QCOMPARE(harness.log.lines(cell), expected);
    QCOMPARE(harness.log.batches(), 8); // queued, begun, the plugin's five, ended

    const Timing timing = harness.log.cell(cell).last()->timing;
    const Timing times{.queue = 0ms,
                       .connecting = 0ms,
                       .requestSent = 5ms,
                       .firstByte = 200ms,
                       .firstReasoning = {},
                       .firstText = 250ms,
                       .lastToken = 280ms,
                       .total = 290ms};
    QCOMPARE(timing, times);
}

void TestRunEngine::tellsReasoningToolsAndRefusal()
{
    EngineHarness harness;
    const Script script{
        .steps = {ChatEvents{ReasoningDelta{u"hm"_s}}, step::Advance{1ms},
                  ChatEvents{ToolCallDelta{0, u"c1"_s, u"add"_s, u"{"_s}, ToolCallDelta{0, {}, {}, u"}"_s}},
                  step::Advance{1ms}, ChatEvents{RefusalDelta{u"no"_s}}, ChatOutcome{}}};
    const CellId cell = harness.start(harness.channel(), {script});
    QTRY_VERIFY(harness.log.ended(cell));
    const QStringList output = {u"streaming"_s, u"reasoning hm @0"_s, u"tool 0 add { @1"_s, u"tool 0  } @1"_s,
                                u"refusal no @2"_s};
    QCOMPARE(harness.log.lines(cell).mid(3, 5), output);
    QCOMPARE(harness.log.cell(cell).last()->timing.firstReasoning, 0ms);
    QCOMPARE(harness.log.cell(cell).last()->timing.firstText, 1ms);
}

void TestRunEngine::dropsEmptyPieces()
{
    EngineHarness harness;
    const Script script{
        .steps = {text({}), step::Advance{200ms}, ChatEvents{TextDelta{}, TextDelta{u"ok"_s}}, ChatOutcome{}}};
    const CellId cell = harness.start(harness.channel(), {script});
    QTRY_VERIFY(harness.log.ended(cell));
    QCOMPARE(harness.log.lines(cell), answered());
}

void TestRunEngine::triesAgain()
{
    EngineHarness harness;
    harness.followWaits();
    const Script failing{.steps = {step::Advance{7ms}, retryableFailure(ErrorCode::Server, u"Broken."_s)}};
    const CellId cell = harness.start(harness.channel(), {failing, goodScript()});
    QTRY_VERIFY(harness.log.ended(cell));
    const QStringList expected = {u"queued"_s,
                                  u"attempt 1/3 @0"_s,
                                  u"waiting for the answer"_s,
                                  u"attempt failed server: Broken. @7"_s,
                                  u"waiting to try again 20 ms: Broken."_s,
                                  u"attempt 2/3 @27"_s,
                                  u"waiting for the answer"_s,
                                  u"streaming"_s,
                                  u"text ok @200"_s,
                                  u"attempt done @200"_s,
                                  u"done"_s};
    QCOMPARE(harness.log.lines(cell), expected);
    QCOMPARE(harness.log.cell(cell).attempts.size(), 2);
}

void TestRunEngine::triesNoMoreThanThePolicySays()
{
    EngineHarness harness({.mostAttempts = 2, .first = 10ms, .jitter = 0});
    harness.followWaits();
    const CellId cell =
        harness.start(harness.channel(), {failingScript(retryableFailure(ErrorCode::Overloaded, u"Busy."_s))});
    QTRY_VERIFY(harness.log.ended(cell));
    const QStringList expected = {u"queued"_s,
                                  u"attempt 1/2 @0"_s,
                                  u"waiting for the answer"_s,
                                  u"attempt failed overloaded: Busy. @0"_s,
                                  u"waiting to try again 10 ms: Busy."_s,
                                  u"attempt 2/2 @10"_s,
                                  u"waiting for the answer"_s,
                                  u"attempt failed overloaded: Busy. @0"_s,
                                  u"failed: Busy."_s};
    QCOMPARE(harness.log.lines(cell), expected);
}

void TestRunEngine::triesNotAgainAfterOutput()
{
    EngineHarness harness;
    const Script script{.steps = {text(u"par"_s), retryableFailure(ErrorCode::Network, u"Cut."_s)}};
    const CellId cell = harness.start(harness.channel(), {script});
    QTRY_VERIFY(harness.log.ended(cell));
    const QStringList end = {u"text par @0"_s, u"attempt failed network: Cut. @0"_s, u"failed: Cut."_s};
    QCOMPARE(harness.log.lines(cell).mid(4), end);
    QCOMPARE(harness.log.cell(cell).last()->answer.text, u"par"_s);
}

void TestRunEngine::failsAtOnceWhenTryingIsOfNoUse()
{
    EngineHarness harness;
    const CellId cell = harness.start(harness.channel(), {failingScript(failure(ErrorCode::Auth, u"Wrong key."_s))});
    QTRY_VERIFY(harness.log.ended(cell));
    const QStringList expected = {u"queued"_s, u"attempt 1/3 @0"_s, u"waiting for the answer"_s,
                                  u"attempt failed auth: Wrong key. @0"_s, u"failed: Wrong key."_s};
    QCOMPARE(harness.log.lines(cell), expected);
}

void TestRunEngine::waitsAsLongAsTheProviderAsks()
{
    EngineHarness harness;
    harness.followWaits();
    const Script failing = failingScript(retryableFailure(ErrorCode::RateLimit, u"Slow down."_s, 35ms));
    const CellId cell = harness.start(harness.channel(), {failing, goodScript()});
    QTRY_VERIFY(harness.log.ended(cell));
    const QStringList pause = {u"attempt failed rate_limit: Slow down. @0"_s, u"waiting as asked 35 ms: Slow down."_s,
                               u"attempt 2/3 @35"_s};
    QCOMPARE(harness.log.lines(cell).mid(3, 3), pause);
    QCOMPARE(toString(harness.log.cell(cell).state), u"done"_s);
}

void TestRunEngine::waitsNotForEver()
{
    EngineHarness harness;
    const CellId cell =
        harness.start(harness.channel(), {failingScript(retryableFailure(ErrorCode::Overloaded, u"Full."_s, 300s))});
    QTRY_VERIFY(harness.log.ended(cell));
    QCOMPARE(harness.log.lines(cell).last(),
             u"failed: Full. The provider asks to wait 300 s, which is longer than this "
             "program waits by itself; try again then."_s);
    QCOMPARE(harness.plugin->seen().requests.size(), 1);
}

void TestRunEngine::numbersTheAttemptsOfARetriedCellOnwards()
{
    EngineHarness harness;
    const CellId cell = harness.start(harness.channel(), {goodScript()}, 4);
    QTRY_VERIFY(harness.log.ended(cell));
    QCOMPARE(harness.log.lines(cell).at(1), u"attempt 4/6 @0"_s);
}

void TestRunEngine::hurries()
{
    EngineHarness harness({.first = 10min, .cap = 10min, .jitter = 0});
    const CellId cell = harness.start(harness.channel(),
                                      {failingScript(retryableFailure(ErrorCode::Server, u"Broken."_s)), goodScript()});
    QTRY_VERIFY(harness.log.lines(cell).contains(u"waiting to try again 600000 ms: Broken."_s));
    harness.engine->hurry(cell);
    QTRY_VERIFY(harness.log.ended(cell));
    QCOMPARE(harness.log.lines(cell).mid(5), QStringList{u"attempt 2/3 @0"_s} + answered().mid(2));
}

void TestRunEngine::cancelsAWaitingRequest()
{
    EngineHarness harness;
    const CellId cell = harness.start(harness.channel(), {{.steps = {step::Hang{}}}});
    QTRY_VERIFY(harness.log.lines(cell).contains(u"waiting for the answer"_s));
    harness.engine->cancel({cell});
    harness.engine->cancel({cell});
    QTRY_VERIFY(harness.log.ended(cell));
    const QStringList end = {u"attempt cancelled cancelled: Stopped. @0"_s, u"cancelled"_s};
    QCOMPARE(harness.log.lines(cell).mid(3), end);
    QTRY_COMPARE(harness.plugin->seen().running, 0);
    QCOMPARE(harness.plugin->seen().cancelled, 1);
    QCOMPARE(harness.log.lines(cell).size(), 5);
}

void TestRunEngine::cancelsAStream()
{
    EngineHarness harness;
    const CellId cell = harness.start(harness.channel(), {{.steps = {text(u"Hel"_s), step::Hang{}, text(u"lo"_s)}}});
    QTRY_VERIFY(harness.log.lines(cell).contains(u"text Hel @0"_s));
    harness.clock->advance(5ms);
    harness.engine->cancelAll();
    QTRY_VERIFY(harness.log.ended(cell));
    const QStringList end = {u"streaming"_s, u"text Hel @0"_s, u"attempt cancelled cancelled: Stopped. @5"_s,
                             u"cancelled"_s};
    QCOMPARE(harness.log.lines(cell).mid(3), end);
    QCOMPARE(harness.log.cell(cell).last()->answer.text, u"Hel"_s);
}

void TestRunEngine::cancelsAPause()
{
    EngineHarness harness({.first = 10min, .cap = 10min, .jitter = 0});
    const CellId cell =
        harness.start(harness.channel(), {failingScript(retryableFailure(ErrorCode::Server, u"Broken."_s))});
    QTRY_VERIFY(harness.log.lines(cell).contains(u"waiting to try again 600000 ms: Broken."_s));
    harness.engine->cancel({cell});
    QTRY_VERIFY(harness.log.ended(cell));
    QCOMPARE(harness.log.lines(cell).mid(5), QStringList{u"cancelled"_s});
}

void TestRunEngine::stopsAfterTheTotalTime()
{
    EngineHarness harness;
    Channel channel = harness.channel();
    channel.limits.total = 20ms;
    const CellId cell = harness.start(channel, {{.steps = {text(u"Hel"_s), step::Hang{}}}});
    QTRY_VERIFY(harness.log.ended(cell));
    QCOMPARE(harness.log.lines(cell).last(),
             u"failed: The answer was not complete after 1 s, the longest time that channel \"Test\" gives it."_s);
    QCOMPARE(toString(harness.log.cell(cell).last()->error->code), u"timeout"_s);
    QCOMPARE(harness.log.cell(cell).last()->answer.text, u"Hel"_s);
    QTRY_COMPARE(harness.plugin->seen().running, 0);
}

void TestRunEngine::stopsAtTheSizeLimit()
{
    EngineHarness harness;
    Channel channel = harness.channel();
    channel.limits.maxBytes = 5;
    const CellId cell =
        harness.start(channel, {{.steps = {text(u"1234"_s), text(u"56"_s), text(u"7"_s), step::Hang{}}}});
    QTRY_VERIFY(harness.log.ended(cell));
    QCOMPARE(toString(harness.log.cell(cell).last()->error->code), u"too_large"_s);
    QCOMPARE(harness.log.cell(cell).last()->answer.text, u"123456"_s);
    QTRY_COMPARE(harness.plugin->seen().cancelled, 1);
}

void TestRunEngine::hasPluginsStopAtTheBorder_data()
{
    QTest::addColumn<Script::Start>("start");
    QTest::addColumn<QList<ScriptStep>>("steps");
    QTest::addColumn<QString>("message");

    using Start = Script::Start;
    const QString defect = u"The plugin \"scripted\" has a defect: %1"_s;
    QTest::newRow("throws") << Start::Throws << QList<ScriptStep>() << defect.arg(u"it threw \"no such thing\"."_s);
    QTest::newRow("null") << Start::ReturnsNothing << QList<ScriptStep>()
                          << defect.arg(u"it answered a request with nothing."_s);
    QTest::newRow("vanishes") << Start::Normal << QList<ScriptStep>{step::Vanish{}}
                              << defect.arg(u"it dropped a request without an end."_s);
}

void TestRunEngine::hasPluginsStopAtTheBorder()
{
    QFETCH(Script::Start, start);
    QFETCH(QList<ScriptStep>, steps);
    QFETCH(QString, message);

    EngineHarness harness;
    const Channel channel = harness.channel();
    const CellId bad = harness.start(channel, {{.steps = steps, .start = start}});
    const CellId good = harness.start(channel, {goodScript()});
    QTRY_VERIFY(harness.log.ended(bad) && harness.log.ended(good));
    QCOMPARE(harness.log.cell(bad).last()->error, (Error{ErrorCode::Internal, message, {}}));
    QCOMPARE(harness.log.lines(bad).last(), u"failed: "_s + message);
    QCOMPARE(toString(harness.log.cell(good).state), u"done"_s);
}

void TestRunEngine::failsWithoutThePlugin()
{
    EngineHarness harness;
    Channel channel = harness.channel();
    channel.plugin = u"gone"_s;
    const CellId cell = harness.start(channel, {goodScript()});
    QTRY_VERIFY(harness.log.ended(cell));
    const QString message = u"There is no provider plugin \"gone\"; there are: scripted."_s;
    const QStringList expected = {u"queued"_s, u"attempt 1/3 @0"_s,
                                  u"attempt failed not_found: "_s + message + u" @0"_s, u"failed: "_s + message};
    QCOMPARE(harness.log.lines(cell), expected);

    harness.plugin->throwInCreate();
    const CellId thrown = harness.start(harness.channel(), {goodScript()});
    QTRY_VERIFY(harness.log.ended(thrown));
    QCOMPARE(harness.log.lines(thrown).last(),
             u"failed: The plugin \"scripted\" has a defect: it threw \"cannot create\"."_s);
}

void TestRunEngine::failsWithoutTheKey()
{
    EngineHarness harness;
    Channel channel = harness.channel();
    channel.credentials.insert(u"key"_s,
                               {.kind = CredentialRef::Kind::Environment, .name = u"EVENHAND_TEST_NOT_SET"_s});
    const CellId cell = harness.start(channel, {goodScript()});
    QTRY_VERIFY(harness.log.ended(cell));
    QCOMPARE(toString(harness.log.cell(cell).last()->error->code), u"auth"_s);
    QVERIFY(harness.log.lines(cell).last().contains(u"EVENHAND_TEST_NOT_SET"_s));
    QCOMPARE(harness.plugin->seen().requests.size(), 0);
}

void TestRunEngine::redacts()
{
    EngineHarness harness;
    harness.redactor.addSecret("canary-key");
    const Script script{.steps = {ChatEvents{RequestRecord{"POST", QUrl(u"http://a/?x=canary-key"_s), {}, "canary-key"},
                                             Notice{u"canary-key"_s}, Identity{.headers = {{"x-echo", "canary-key"}}}},
                                  failure(ErrorCode::Auth, u"Incorrect key canary-key."_s)}};
    const CellId cell = harness.start(harness.channel(), {script});
    QTRY_VERIFY(harness.log.ended(cell));
    const QStringList end = {u"request http://a/?x=[redacted] [redacted] @0"_s, u"notice [redacted] @0"_s,
                             u"identity  x-echo=[redacted] @0"_s,
                             u"attempt failed auth: Incorrect key [redacted]. @0"_s,
                             u"failed: Incorrect key [redacted]."_s};
    QCOMPARE(harness.log.lines(cell).mid(3), end);
}

void TestRunEngine::runsACellOnceAtATime()
{
    EngineHarness harness;
    RunSpec spec;
    RunTarget column;
    column.target.model = u"m"_s;
    column.channel = harness.channel();
    spec.targets = {column};
    const QList<CellSpec> cells = planCells(spec);
    harness.plugin->setScripts(u"m"_s, {{.steps = {step::Hang{}, ChatOutcome{}}}});
    harness.engine->start(spec, cells);
    harness.engine->start(spec, cells);
    const CellId cell = cells.first().id;
    QTRY_COMPARE(harness.log.lines(cell).size(), 3);
    harness.plugin->release(u"m"_s);
    QTRY_VERIFY(harness.log.ended(cell));
    harness.engine->start(spec, cells);
    QTRY_COMPARE(harness.log.lines(cell).size(), 8);
    QCOMPARE(harness.plugin->seen().requests.size(), 2);
}

void TestRunEngine::namesTheOriginsInUse()
{
    EngineHarness harness;
    Channel away = harness.channel();
    away.origin = QUrl(u"https://api.example"_s);
    QList<QStringList> origins;
    connect(harness.engine.get(), &RunEngine::activeOrigins, this,
            [&](const QStringList &now) { origins.append(now); });

    const CellId here = harness.start(harness.channel(), {goodScript()});
    const CellId first = harness.start(away, {{.steps = {step::Hang{}, ChatOutcome{}}}});
    const QString model = harness.model();
    const CellId second = harness.start(away, {goodScript()});
    QTRY_VERIFY(harness.log.ended(here) && harness.log.ended(second));
    QTRY_COMPARE(harness.log.lines(first).size(), 3);
    harness.plugin->release(model);
    QTRY_VERIFY(harness.log.ended(first));
    const QList<QStringList> expected = {{u"https://api.example:443"_s}, {}};
    QTRY_COMPARE(origins, expected);
}

void TestRunEngine::listsModels()
{
    EngineHarness harness;
    std::optional<ModelList> answer;
    const auto take = [&](const ModelList &models) { answer = models; };
    harness.plugin->setModels(QList<ModelInfo>{{.id = u"m-1"_s}});
    harness.engine->listModels(harness.channel(), this, take);
    QTRY_VERIFY(answer);
    QCOMPARE(answer->value().first().id, u"m-1"_s);

    answer.reset();
    harness.redactor.addSecret("canary-key");
    harness.plugin->setModels(std::unexpected(Error{ErrorCode::Auth, u"Bad canary-key"_s, {}}));
    harness.engine->listModels(harness.channel(), this, take);
    QTRY_VERIFY(answer);
    QCOMPARE(answer->error().message, u"Bad [redacted]"_s);

    auto gone = std::make_unique<QObject>();
    harness.engine->listModels(harness.channel(), gone.get(),
                               [](const ModelList &) { QFAIL("The receiver is gone."); });
    gone.reset();
    answer.reset();
    harness.engine->listModels(harness.channel(), this, take);
    QTRY_VERIFY(answer);
}

void TestRunEngine::endsInSilence()
{
    EngineHarness harness;
    const CellId cell = harness.start(harness.channel(), {{.steps = {text(u"Hel"_s), step::Hang{}}}});
    QTRY_VERIFY(harness.log.lines(cell).contains(u"text Hel @0"_s));
    const QStringList before = harness.log.lines(cell);
    harness.engine.reset();
    QCOMPARE(harness.plugin->seen().running, 0);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(harness.log.lines(cell), before);
}

QTEST_GUILESS_MAIN(TestRunEngine)
#include "tst_runengine.moc"
