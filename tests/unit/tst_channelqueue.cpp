// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/unit/engineharness.h"

#include <QtTest>

using namespace evenhand;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// Lanes of one channel among each other, and channels beside each other.
class TestChannelQueue : public QObject
{
    Q_OBJECT

private slots:
    void keepsToTheConcurrencyOfTheChannel();
    void servesInOrder();
    void keepsTheInterval();
    void holdsTheChannelAfterARateLimit();
    void holdsOnlyTheLaneAfterAnotherFailure();
    void holdsWhenTheLimitIsUsedUp();
    void asksAFailingChannelOneByOne();
    void tellsItsLoad();
    void hurriesPastAHold();
    void letsOthersGoOnDuringAPause();
    void cancelsAQueuedLane();
    void leavesOtherChannelsAlone();
    void sharesAProviderUntilSomethingChanges();
    void givesTheSecretToTheOriginOnly();

private:
    static Script hanging() { return {.steps = {step::Hang{}, ChatOutcome{}}}; }
    static ChannelLoad lastOf(const QSignalSpy &loads)
    {
        return loads.isEmpty() ? ChannelLoad() : loads.last().first().value<ChannelLoad>();
    }
    static bool isOut(const EngineHarness &harness, CellId cell)
    {
        return harness.log.lines(cell).contains(u"waiting for the answer"_s);
    }
};

void TestChannelQueue::keepsToTheConcurrencyOfTheChannel()
{
    EngineHarness harness;
    QSignalSpy loads(harness.engine.get(), &RunEngine::channelLoad);
    Channel channel = harness.channel();
    channel.maxConcurrent = 3;
    for (int i = 0; i < 12; ++i)
        harness.start(channel, {hanging()});
    const ChannelLoad full{
        .channel = channel.id, .name = channel.name, .inFlight = 3, .limit = 3, .most = 3, .waiting = 9};
    QTRY_COMPARE(lastOf(loads), full);
    QCOMPARE(harness.plugin->seen().mostRunning, 3);
    harness.plugin->release(harness.plugin->seen().requests.first().model);
    QTRY_COMPARE(harness.plugin->seen().requests.size(), 4);
    QCOMPARE(harness.plugin->seen().mostRunning, 3);
}

void TestChannelQueue::servesInOrder()
{
    EngineHarness harness;
    Channel channel = harness.channel();
    channel.maxConcurrent = 1;
    QStringList models;
    CellId last;
    for (int i = 0; i < 5; ++i) {
        last = harness.start(channel, {goodScript()});
        models.append(harness.model());
    }
    QTRY_VERIFY(harness.log.ended(last));
    QStringList asked;
    for (const ChatRequest &request : harness.plugin->seen().requests)
        asked.append(request.model);
    QCOMPARE(asked, models);
    QCOMPARE(harness.log.lines(last).mid(0, 2), (QStringList{u"queued"_s, u"attempt 1/3 @800"_s}));
}

void TestChannelQueue::keepsTheInterval()
{
    EngineHarness harness;
    Channel channel = harness.channel();
    channel.minInterval = 30ms;
    const CellId first = harness.start(channel, {hanging()});
    QTRY_VERIFY(isOut(harness, first));
    const CellId second = harness.start(channel, {hanging()});
    const CellId third = harness.start(channel, {hanging()});
    QTRY_COMPARE(harness.log.lines(second), QStringList{u"queued for the pace 30 ms"_s});
    QTRY_COMPARE(harness.log.lines(third), QStringList{u"queued for the pace 60 ms"_s});

    harness.clock->advance(30ms);
    QTRY_VERIFY(isOut(harness, second));
    QVERIFY(!isOut(harness, third));
    harness.clock->advance(30ms);
    QTRY_VERIFY(isOut(harness, third));
    QCOMPARE(harness.log.lines(third).at(1), u"attempt 1/3 @60"_s);
}

void TestChannelQueue::holdsTheChannelAfterARateLimit()
{
    EngineHarness harness;
    Channel channel = harness.channel();
    channel.maxConcurrent = 1;
    const CellId limited = harness.start(
        channel, {failingScript(retryableFailure(ErrorCode::RateLimit, u"Slow down."_s, 40ms)), goodScript()});
    const CellId next = harness.start(channel, {goodScript()});
    QTRY_VERIFY(harness.log.lines(next).contains(u"queued for the pace 40 ms: Slow down."_s));
    const CellId late = harness.start(channel, {goodScript()});
    QTRY_COMPARE(harness.log.lines(late), QStringList{u"queued for the pace 40 ms"_s});
    QCOMPARE(harness.plugin->seen().requests.size(), 1);

    harness.clock->advance(40ms);
    QTRY_VERIFY(harness.log.ended(limited) && harness.log.ended(next) && harness.log.ended(late));
    QCOMPARE(toString(harness.log.cell(limited).state), u"done"_s);
}

void TestChannelQueue::holdsOnlyTheLaneAfterAnotherFailure()
{
    EngineHarness harness;
    Channel channel = harness.channel();
    channel.maxConcurrent = 1;
    const CellId busy = harness.start(
        channel, {failingScript(retryableFailure(ErrorCode::Overloaded, u"Busy."_s, 100s)), goodScript()});
    const CellId next = harness.start(channel, {goodScript()});
    QTRY_VERIFY(harness.log.ended(next));
    QCOMPARE(harness.log.lines(busy).last(), u"waiting as asked 100000 ms: Busy."_s);
}

void TestChannelQueue::holdsWhenTheLimitIsUsedUp()
{
    EngineHarness harness;
    Channel channel = harness.channel();
    channel.maxConcurrent = 1;
    const RateLimits usedUp{.requests = {.limit = 5, .remaining = 0, .reset = 50ms}, .tokens = {}};
    const CellId first = harness.start(channel, {{.steps = {ChatEvents{usedUp}, text(u"ok"_s), ChatOutcome{}}}});
    const CellId next = harness.start(channel, {goodScript()});
    QTRY_VERIFY(harness.log.lines(next).contains(
        u"queued for the pace 50 ms: The provider's rate limit is used up for now."_s));
    QTRY_VERIFY(harness.log.ended(first));
    QCOMPARE(harness.plugin->seen().requests.size(), 1);
    harness.clock->advance(50ms);
    QTRY_VERIFY(harness.log.ended(next));
    QCOMPARE(harness.log.lines(next).at(2), u"attempt 1/3 @50"_s);
}

void TestChannelQueue::asksAFailingChannelOneByOne()
{
    EngineHarness harness({.mostAttempts = 1, .first = 20ms, .jitter = 0});
    Channel channel = harness.channel();
    channel.maxConcurrent = 1;
    for (int i = 0; i < 3; ++i) {
        const CellId failed =
            harness.start(channel, {failingScript(retryableFailure(ErrorCode::Server, u"Broken."_s))});
        QTRY_VERIFY(harness.log.ended(failed));
    }
    channel.maxConcurrent = 4;
    const CellId probe = harness.start(channel, {hanging()});
    const QString model = harness.model();
    harness.start(channel, {hanging()});
    harness.start(channel, {hanging()});
    QTRY_COMPARE(harness.log.lines(probe), QStringList{u"queued for the pace 80 ms"_s});

    QSignalSpy loads(harness.engine.get(), &RunEngine::channelLoad);
    harness.clock->advance(80ms);
    const ChannelLoad asking{
        .channel = channel.id, .name = channel.name, .inFlight = 1, .limit = 4, .most = 4, .waiting = 2};
    QTRY_COMPARE(lastOf(loads), asking);
    harness.plugin->release(model);
    QTRY_COMPARE(harness.plugin->seen().mostRunning, 2);
}

void TestChannelQueue::tellsItsLoad()
{
    EngineHarness harness;
    QSignalSpy loads(harness.engine.get(), &RunEngine::channelLoad);
    Channel channel = harness.channel();
    channel.maxConcurrent = 4;
    const CellId busy =
        harness.start(channel, {failingScript(retryableFailure(ErrorCode::Overloaded, u"Busy."_s, 100s))});
    QTRY_COMPARE(harness.log.lines(busy).size(), 5);
    for (int i = 0; i < 3; ++i)
        harness.start(channel, {hanging()});
    const ChannelLoad lowered{.channel = channel.id,
                              .name = channel.name,
                              .inFlight = 2,
                              .limit = 2,
                              .most = 4,
                              .waiting = 1,
                              .why = u"Busy."_s};
    QTRY_COMPARE(lastOf(loads), lowered);
}

void TestChannelQueue::hurriesPastAHold()
{
    EngineHarness harness;
    const Channel channel = harness.channel();
    const CellId limited = harness.start(
        channel, {failingScript(retryableFailure(ErrorCode::RateLimit, u"Slow down."_s, 100s)), goodScript()});
    QTRY_COMPARE(harness.log.lines(limited).size(), 5);
    harness.engine->hurry(limited);
    QTRY_VERIFY(harness.log.ended(limited));
    QCOMPARE(harness.log.lines(limited).at(5), u"attempt 2/3 @0"_s);
}

void TestChannelQueue::letsOthersGoOnDuringAPause()
{
    EngineHarness harness({.first = 10min, .cap = 10min, .jitter = 0});
    Channel channel = harness.channel();
    channel.maxConcurrent = 1;
    const CellId broken = harness.start(channel, {failingScript(retryableFailure(ErrorCode::Server, u"Broken."_s))});
    const CellId next = harness.start(channel, {goodScript()});
    QTRY_VERIFY(harness.log.ended(next));
    QVERIFY(!harness.log.ended(broken));
}

void TestChannelQueue::cancelsAQueuedLane()
{
    EngineHarness harness;
    Channel channel = harness.channel();
    channel.maxConcurrent = 1;
    const CellId first = harness.start(channel, {hanging()});
    const QString model = harness.model();
    const CellId queued = harness.start(channel, {goodScript()});
    const CellId last = harness.start(channel, {goodScript()});
    QTRY_VERIFY(isOut(harness, first));
    harness.engine->cancel({queued});
    QTRY_VERIFY(harness.log.ended(queued));
    QCOMPARE(harness.log.lines(queued), (QStringList{u"queued"_s, u"cancelled"_s}));
    harness.plugin->release(model);
    QTRY_VERIFY(harness.log.ended(last));
    QCOMPARE(harness.plugin->seen().requests.size(), 2);
}

void TestChannelQueue::leavesOtherChannelsAlone()
{
    EngineHarness harness;
    Channel slow = harness.channel(u"Slow"_s);
    slow.maxConcurrent = 1;
    harness.start(slow, {{.steps = {step::Hang{}}}});
    harness.start(slow, {goodScript()});
    const CellId limited = harness.start(
        harness.channel(u"Limited"_s), {failingScript(retryableFailure(ErrorCode::RateLimit, u"Slow down."_s, 100s))});
    QTRY_COMPARE(harness.log.lines(limited).size(), 5);
    const CellId other = harness.start(harness.channel(u"Other"_s), {goodScript()});
    QTRY_VERIFY(harness.log.ended(other));
    QCOMPARE(toString(harness.log.cell(other).state), u"done"_s);
}

void TestChannelQueue::sharesAProviderUntilSomethingChanges()
{
    EngineHarness harness;
    Channel channel = harness.channel();
    channel.credentials.insert(u"key"_s, {.kind = CredentialRef::Kind::Environment, .name = u"EVENHAND_TEST_KEY"_s});
    const auto runOne = [&] {
        const CellId cell = harness.start(channel, {goodScript()});
        return QTest::qWaitFor([&] { return harness.log.ended(cell); });
    };
    qputenv("EVENHAND_TEST_KEY", "first-secret");
    QVERIFY(runOne() && runOne());
    QCOMPARE(harness.plugin->seen().providers, 1);
    qputenv("EVENHAND_TEST_KEY", "second-secret");
    QVERIFY(runOne());
    QCOMPARE(harness.plugin->seen().providers, 2);
    channel.settings.insert(u"url"_s, u"http://b"_s);
    QVERIFY(runOne() && runOne());
    QCOMPARE(harness.plugin->seen().providers, 3);
    qunsetenv("EVENHAND_TEST_KEY");
}

void TestChannelQueue::givesTheSecretToTheOriginOnly()
{
    EngineHarness harness;
    Channel channel = harness.channel();
    channel.origin = QUrl(u"https://api.example/v1"_s);
    channel.credentials.insert(u"key"_s, {.kind = CredentialRef::Kind::Session, .name = {}});
    harness.credentials.store(channel, u"key"_s, "canary-key", [](const Result<void> &) {});
    for (const QString &ask : {u"https://api.example:443"_s, u"https://evil.example"_s, u"http://api.example"_s}) {
        channel.settings.insert(u"ask"_s, ask);
        const CellId cell = harness.start(channel, {goodScript()});
        QTRY_VERIFY(harness.log.ended(cell));
    }
    const QString refused =
        u"The key of channel \"Test\" was given for https://api.example:443 and is not sent to %1."_s;
    const QStringList expected = {u"canary-key"_s, refused.arg(u"https://evil.example:443"_s),
                                  refused.arg(u"http://api.example:80"_s)};
    QCOMPARE(harness.plugin->seen().secrets, expected);
    QCOMPARE(harness.redactor.redact(u"canary-key"_s), u"[redacted]"_s);
}

QTEST_GUILESS_MAIN(TestChannelQueue)
#include "tst_channelqueue.moc"
