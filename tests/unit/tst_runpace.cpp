// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/runpace.h"

#include <QTest>

using namespace evenhand;
using namespace std::chrono_literals;

class TestRunPace : public QObject
{
    Q_OBJECT

private slots:
    void isMeasuredOverHalfAMinute();
    void slowestChannelDecides();
    void limitOfAMinuteIsInTheTimeLeft();
    void slowRunsHaveATimeLeft();
};

void TestRunPace::isMeasuredOverHalfAMinute()
{
    const Clock::Moment begin;
    const ChannelId channel = ChannelId::create();
    RunPace pace;
    pace.begin(begin);
    for (int i = 1; i <= 4; ++i)
        pace.ended(channel, begin + i * 1s);
    QVERIFY(!pace.perSecond(begin + 4s));
    pace.ended(channel, begin + 5s);
    QCOMPARE(pace.perSecond(begin + 5s), std::optional(1.0));
    QCOMPARE(pace.left({{channel, 10}}, begin + 5s), std::optional(10s));
    QVERIFY(!pace.perSecond(begin + 40s));
}

void TestRunPace::slowestChannelDecides()
{
    const Clock::Moment begin;
    const ChannelId quick = ChannelId::create();
    const ChannelId slow = ChannelId::create();
    RunPace pace;
    pace.begin(begin);
    for (int i = 1; i <= 20; ++i)
        pace.ended(quick, begin + i * 500ms);
    QVERIFY(!pace.left({{quick, 2}, {slow, 1}}, begin + 10s));
    QCOMPARE(pace.left({{quick, 2}, {slow, 0}}, begin + 10s), std::optional(1s));
    for (int i = 0; i < 5; ++i)
        pace.ended(slow, begin + 10s);
    QCOMPARE(pace.left({{quick, 2}, {slow, 10}}, begin + 10s), std::optional(20s));
}

// Twenty a minute, at once: the pace of the moment would promise a few seconds.
void TestRunPace::limitOfAMinuteIsInTheTimeLeft()
{
    const Clock::Moment begin;
    const ChannelId channel = ChannelId::create();
    RunPace pace;
    pace.begin(begin);
    for (int minute = 0; minute < 3; ++minute) {
        for (int i = 0; i < 20; ++i)
            pace.ended(channel, begin + minute * 60s + i * 250ms);
    }
    QCOMPARE(pace.left({{channel, 40}}, begin + 180s), std::optional(120s));
    QVERIFY(!pace.perSecond(begin + 180s));
}

void TestRunPace::slowRunsHaveATimeLeft()
{
    const Clock::Moment begin;
    const ChannelId channel = ChannelId::create();
    RunPace pace;
    pace.begin(begin);
    for (int i = 1; i <= 100; ++i)
        pace.ended(channel, begin + i * 20s);
    QCOMPARE(pace.left({{channel, 3}}, begin + 2000s), std::optional(56s)); // 16 in five minutes, both ends counted
}

QTEST_GUILESS_MAIN(TestRunPace)
#include "tst_runpace.moc"
