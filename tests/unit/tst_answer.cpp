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
