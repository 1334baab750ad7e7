// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/answer.h"

#include <QtTest>

using namespace evenhand;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestAnswer : public QObject
{
    Q_OBJECT

private slots:
    void takesTheEarlierOfTextAndReasoning();
    void countsTokensPerSecond_data();
    void countsTokensPerSecond();
    void addsUpTheRequestsOfAnAttempt();
    void knowsNoSumWhereAPartIsMissing();
    void saysEachNoticeOnce();
    void repeatsCallsWithTheirResults();
    void knowsItsFinalStates();
    void namesItsStates();
};

void TestAnswer::takesTheEarlierOfTextAndReasoning()
{
    QCOMPARE(Timing{}.firstToken(), std::nullopt);
    QCOMPARE(Timing{.firstText = 9ms}.firstToken(), 9ms);
    QCOMPARE(Timing{.firstReasoning = 5ms}.firstToken(), 5ms);
    QCOMPARE((Timing{.firstReasoning = 5ms, .firstText = 9ms}.firstToken()), 5ms);
    QCOMPARE((Timing{.firstReasoning = 9ms, .firstText = 5ms}.firstToken()), 5ms);
    QCOMPARE((Timing{.connecting = 1ms, .requestSent = 40ms, .firstText = 50ms}.firstToken()), 10ms);
}

void TestAnswer::countsTokensPerSecond_data()
{
    QTest::addColumn<Timing>("timing");
    QTest::addColumn<std::optional<Usage>>("usage");
    QTest::addColumn<std::optional<double>>("rate");

    const Timing second{.firstText = 200ms, .lastToken = 1200ms};
    const auto tokens = [](qint64 visible) { return std::optional(Usage{.outputVisible = visible}); };
    const std::optional<double> none;
    QTest::newRow("the first token opens the interval") << second << tokens(51) << std::optional(50.0);
    QTest::newRow("reasoning counts") << Timing{.firstReasoning = 200ms, .firstText = 700ms, .lastToken = 2200ms}
                                      << std::optional(Usage{.outputVisible = 21, .reasoning = 20})
                                      << std::optional(20.0);
    QTest::newRow("usage not reported") << second << std::optional<Usage>() << none;
    QTest::newRow("output not reported") << second << std::optional(Usage{.inputFresh = 7}) << none;
    QTest::newRow("one token") << second << tokens(1) << none;
    QTest::newRow("one piece") << Timing{.firstText = 200ms, .lastToken = 200ms} << tokens(51) << none;
    QTest::newRow("no output") << Timing{.total = 5ms} << tokens(51) << none;
}

void TestAnswer::countsTokensPerSecond()
{
    QFETCH(Timing, timing);
    QFETCH(std::optional<Usage>, usage);
    QFETCH(std::optional<double>, rate);
    QCOMPARE(timing.tokensPerSecond(usage), rate);
}

void TestAnswer::addsUpTheRequestsOfAnAttempt()
{
    using CacheWrites = QList<Usage::CacheWrite>;
    const Usage first{.inputFresh = 10, .cacheWrites = CacheWrites{{5min, 4}, {0s, 1}}, .outputVisible = 3};
    const Usage second{.inputFresh = 20, .cacheRead = 8, .cacheWrites = CacheWrites{{5min, 2}, {1h, 6}}};
    const Attempt attempt{
        .rounds = {{.answer = {.usage = first}, .timing = {.queue = 9ms, .firstText = 2ms, .total = 30ms}}},
        .answer = {.usage = second},
        .timing = {.queue = 500ms, .firstText = 7ms, .total = 12ms}};
    const Usage sum{
        .inputFresh = 30, .cacheRead = 8, .cacheWrites = CacheWrites{{5min, 6}, {0s, 1}, {1h, 6}}, .outputVisible = 3};
    QCOMPARE(attempt.usage(), sum);
    QCOMPARE(attempt.total(), 42ms);
    QCOMPARE(attempt.firstToken(), 2ms);

    const Attempt alone{.answer = {.usage = first}, .timing = {.firstText = 7ms, .total = 12ms}};
    QCOMPARE(alone.usage(), first);
    QCOMPARE(alone.total(), 12ms);
    QCOMPARE(alone.firstToken(), 7ms);
}

void TestAnswer::knowsNoSumWhereAPartIsMissing()
{
    const Round reported{.answer = {.usage = Usage{.inputFresh = 1}}, .timing = {.total = 1ms}};
    Attempt open{.rounds = {reported}};
    QCOMPARE(open.usage(), std::nullopt);
    QCOMPARE(open.total(), std::nullopt);
    open.state = LaneState::Failed; // and has brought nothing
    QCOMPARE(open.usage(), reported.answer.usage);
    open.answer.text = u"Half"_s;
    QCOMPARE(open.usage(), std::nullopt);
    const Attempt silent{.rounds = {{}, reported}, .answer = reported.answer, .timing = reported.timing};
    QCOMPARE(silent.usage(), std::nullopt);
}

void TestAnswer::saysEachNoticeOnce()
{
    const Attempt attempt{.rounds = {{.answer = {.notices = {u"a"_s, u"b"_s}}}},
                          .answer = {.notices = {u"a"_s, u"c"_s}}};
    QCOMPARE(attempt.notices(), QStringList({u"a"_s, u"b"_s, u"c"_s}));
}

void TestAnswer::repeatsCallsWithTheirResults()
{
    const Answer answer{.text = u"I ask."_s,
                        .reasoning = u"Hm."_s,
                        .toolCalls = {{.id = u"c1"_s, .name = u"add"_s, .arguments = uR"({"a":1})"_s},
                                      {.id = {}, .name = u"now"_s, .arguments = {}}},
                        .providerState = {{u"signature"_s, u"s"_s}}};
    const QList<Message> messages = messagesOf(answer, {{.callId = u"c1"_s, .name = u"add"_s, .text = u"2"_s},
                                                        {.callId = u"c2"_s, .name = u"now"_s, .text = u"9"_s}});
    const Message said{.role = Role::Assistant,
                       .text = u"I ask."_s,
                       .toolCalls = {{.id = u"c1"_s, .name = u"add"_s, .arguments = uR"({"a":1})"_s},
                                     {.id = u"c2"_s, .name = u"now"_s, .arguments = u"{}"_s}},
                       .state = {{u"signature"_s, u"s"_s}}};
    const QList<Message> expected = {said,
                                     {.role = Role::Tool, .text = u"2"_s, .toolCallId = u"c1"_s},
                                     {.role = Role::Tool, .text = u"9"_s, .toolCallId = u"c2"_s}};
    QCOMPARE(messages, expected);
}

void TestAnswer::knowsItsFinalStates()
{
    for (const LaneState state : {LaneState::Queued, LaneState::Waiting, LaneState::Streaming})
        QVERIFY(!isFinal(state));
    for (const LaneState state : {LaneState::Done, LaneState::Failed, LaneState::Cancelled, LaneState::Interrupted})
        QVERIFY(isFinal(state));
}

void TestAnswer::namesItsStates()
{
    const QStringList names = {u"queued"_s, u"waiting"_s,   u"streaming"_s,  u"done"_s,
                               u"failed"_s, u"cancelled"_s, u"interrupted"_s};
    for (int i = 0; i < names.size(); ++i) {
        QCOMPARE(toString(LaneState(i)), names.at(i));
        QVERIFY(laneStateFromString(names.at(i)) == LaneState(i));
    }
    QVERIFY(!laneStateFromString(u"Done"_s));
}

QTEST_GUILESS_MAIN(TestAnswer)
#include "tst_answer.moc"
