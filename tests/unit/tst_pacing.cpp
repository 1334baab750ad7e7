// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/pacing.h"

#include <QtTest>

using namespace evenhand;
using namespace std::chrono_literals;

class TestPacing : public QObject
{
    Q_OBJECT

private slots:
    void backsOffExponentiallyUpToTheCap();
    void takesSomeOfThePauseAtRandom();
    void waitsForNothingAtFirst();
    void keepsTheInterval();
    void keepsTheLongestHold();
    void roundsUp();
    void readsRateLimits_data();
    void readsRateLimits();
};

void TestPacing::backsOffExponentiallyUpToTheCap()
{
    const RetryPolicy policy{.first = 500ms, .cap = 3s, .jitter = 0};
    QCOMPARE(backoff(policy, 1, 0.9), 500ms);
    QCOMPARE(backoff(policy, 2, 0.9), 1s);
    QCOMPARE(backoff(policy, 3, 0.9), 2s);
    QCOMPARE(backoff(policy, 4, 0.9), 3s);
    QCOMPARE(backoff(policy, 1000, 0.9), 3s);
}

void TestPacing::takesSomeOfThePauseAtRandom()
{
    const RetryPolicy policy{.first = 1s, .cap = 8s, .jitter = 0.25};
    QCOMPARE(backoff(policy, 1, 0), 1s);
    QCOMPARE(backoff(policy, 1, 0.5), 875ms);
    QCOMPARE(backoff(policy, 1, 1), 750ms);
}

void TestPacing::waitsForNothingAtFirst()
{
    const Pacing pacing;
    QCOMPARE(pacing.wait(Pacing::Moment(5s)), 0ms);
    QCOMPARE(pacing.wait(Pacing::Moment(5s), 3), 0ms);
}

void TestPacing::keepsTheInterval()
{
    Pacing pacing;
    pacing.setMinInterval(100ms);
    QCOMPARE(pacing.wait(Pacing::Moment(5s), 2), 200ms);
    pacing.started(Pacing::Moment(5s));
    QCOMPARE(pacing.wait(Pacing::Moment(5s)), 100ms);
    QCOMPARE(pacing.wait(Pacing::Moment(5060ms), 1), 140ms);
    QCOMPARE(pacing.wait(Pacing::Moment(6s)), 0ms);
}

void TestPacing::keepsTheLongestHold()
{
    Pacing pacing;
    QVERIFY(pacing.holdUntil(Pacing::Moment(8s)));
    QVERIFY(!pacing.holdUntil(Pacing::Moment(6s)));
    QCOMPARE(pacing.wait(Pacing::Moment(5s)), 3s);
    QCOMPARE(pacing.wait(Pacing::Moment(8s)), 0ms);
}

void TestPacing::roundsUp()
{
    Pacing pacing;
    pacing.holdUntil(Pacing::Moment(5s));
    QCOMPARE(pacing.wait(Pacing::Moment(5s - 1us)), 1ms);
}

void TestPacing::readsRateLimits_data()
{
    using Bucket = RateLimits::Bucket;
    QTest::addColumn<Bucket>("requests");
    QTest::addColumn<Bucket>("tokens");
    QTest::addColumn<std::chrono::milliseconds>("wait"); // 0: none

    const Bucket unknown;
    QTest::newRow("nothing said") << unknown << unknown << 0ms;
    QTest::newRow("some left") << Bucket{10, 1, 5s} << unknown << 0ms;
    QTest::newRow("no requests left") << Bucket{10, 0, 5s} << Bucket{100, 50, 9s} << 5000ms;
    QTest::newRow("no tokens left") << Bucket{10, 5, 1s} << Bucket{100, 0, 7s} << 7000ms;
    QTest::newRow("nothing left") << Bucket{10, 0, 5s} << Bucket{100, 0, 7s} << 7000ms;
    QTest::newRow("reset not known") << Bucket{10, 0, {}} << unknown << 0ms;
    QTest::newRow("a day away") << Bucket{10, 0, 24h} << unknown << 60000ms;
    QTest::newRow("nonsense") << Bucket{-1, -1, -5s} << Bucket{0, 0, 0s} << 0ms;
}

void TestPacing::readsRateLimits()
{
    QFETCH(RateLimits::Bucket, requests);
    QFETCH(RateLimits::Bucket, tokens);
    QFETCH(std::chrono::milliseconds, wait);

    const Pacing::Moment now(100s);
    const std::optional<Pacing::Moment> until = Pacing::usedUpUntil({.requests = requests, .tokens = tokens}, now, 60s);
    QCOMPARE(until.value_or(now) - now, wait);
    QCOMPARE(until.has_value(), wait > 0ms);
}

QTEST_GUILESS_MAIN(TestPacing)
#include "tst_pacing.moc"
