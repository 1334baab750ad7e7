// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/concurrency.h"

#include <QTest>

using namespace evenhand;
using namespace std::chrono_literals;

class TestConcurrency : public QObject
{
    Q_OBJECT

private slots:
    void beginsWhereThePersonSays();
    void halvesOnceForARound();
    void neverEndsAtNothing();
    void growsByOneForARound();
    void lingersBelowWhatWasRefused();
    void beginsAnewWithAnotherNumber();
};

static const Clock::Moment start{1s};

void TestConcurrency::beginsWhereThePersonSays()
{
    Concurrency concurrency;
    concurrency.setMost(20);
    QCOMPARE(concurrency.limit(), 20);
    concurrency.answered();
    QCOMPARE(concurrency.limit(), 20);
    concurrency.setMost(0);
    QCOMPARE(concurrency.limit(), 1);
}

void TestConcurrency::halvesOnceForARound()
{
    Concurrency concurrency;
    concurrency.setMost(20);
    for (int i = 0; i < 20; ++i)
        concurrency.refused(start, start + 10ms);
    QCOMPARE(concurrency.limit(), 10);
    concurrency.refused(start + 10ms, start + 20ms);
    QCOMPARE(concurrency.limit(), 5);
}

void TestConcurrency::neverEndsAtNothing()
{
    Concurrency concurrency;
    concurrency.setMost(3);
    for (auto moment = start; moment < start + 5s; moment += 1s)
        concurrency.refused(moment, moment);
    QCOMPARE(concurrency.limit(), 1);
}

void TestConcurrency::growsByOneForARound()
{
    Concurrency concurrency;
    concurrency.setMost(64);
    concurrency.refused(start, start);
    concurrency.refused(start + 1s, start + 1s);
    QCOMPARE(concurrency.limit(), 16);
    for (int i = 0; i < 17; ++i)
        concurrency.answered();
    QCOMPARE(concurrency.limit(), 17);
}

void TestConcurrency::lingersBelowWhatWasRefused()
{
    Concurrency concurrency;
    concurrency.setMost(8);
    concurrency.refused(start, start);
    QCOMPARE(concurrency.limit(), 4);
    int answers = 0;
    for (; concurrency.limit() < 7; ++answers)
        concurrency.answered();
    const int below = answers;
    for (; concurrency.limit() < 8; ++answers)
        concurrency.answered();
    QVERIFY(answers - below > 7 * 7);
}

void TestConcurrency::beginsAnewWithAnotherNumber()
{
    Concurrency concurrency;
    concurrency.setMost(8);
    concurrency.refused(start, start);
    concurrency.setMost(8);
    QCOMPARE(concurrency.limit(), 4);
    concurrency.setMost(9);
    QCOMPARE(concurrency.limit(), 9);
}

QTEST_GUILESS_MAIN(TestConcurrency)
#include "tst_concurrency.moc"
