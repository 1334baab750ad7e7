// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/checkscore.h"

#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

CheckScore score(int check, std::optional<double> value, const QString &reason, const QString &evaluator = u"e"_s)
{
    return {.evaluator = evaluator, .version = u"1"_s, .check = check, .score = value, .reason = reason};
}

} // namespace

// What scores of checks come to.
class tst_checkscore : public QObject
{
    Q_OBJECT

private slots:
    void comeTo_data();
    void comeTo();
    void longReasonsAreCut();
    void asJson();
};

void tst_checkscore::comeTo_data()
{
    QTest::addColumn<QList<CheckScore>>("scores");
    QTest::addColumn<CheckResults>("expected");

    const auto row = [](const char *name, const QList<CheckScore> &scores, const CheckResults &expected) {
        QTest::newRow(name) << scores << expected;
    };
    const CheckScore good = score(0, 1, u"good"_s);
    const CheckScore bad = score(1, 0, u"bad"_s);
    const CheckScore open = score(2, {}, u"open"_s);
    row("none", {}, {});
    row("passed", {good}, {.passed = 1, .verdict = u"good"_s});
    row("failed", {bad}, {.failed = 1, .verdict = u"bad"_s});
    row("open", {open}, {.open = 1, .verdict = u"open"_s});
    row("nearly", {score(0, 0.999, u"nearly"_s)}, {.failed = 1, .verdict = u"nearly"_s});
    row("failed first", {good, open, bad}, {.passed = 1, .failed = 1, .open = 1, .verdict = u"bad"_s});
    row("then open", {good, open}, {.passed = 1, .open = 1, .verdict = u"open"_s});
    row("all that passed", {good, score(1, 1, u"fine"_s)}, {.passed = 2, .verdict = u"good; fine"_s});
    row("each reason once", {good, score(1, 1, u"good\n"_s), score(2, 1, {})}, {.passed = 3, .verdict = u"good"_s});
    row("two agree", {good, score(0, 1, u"yes"_s, u"f"_s)}, {.passed = 1, .verdict = u"good; yes"_s});
    row("one of two fails", {good, score(0, 0, u"no"_s, u"f"_s)}, {.failed = 1, .verdict = u"no"_s});
    row("one of two cannot tell", {score(0, {}, u"eh"_s, u"f"_s), good}, {.open = 1, .verdict = u"eh"_s});
    row("fails before it is open", {bad, score(1, {}, u"eh"_s, u"f"_s)}, {.failed = 1, .verdict = u"bad"_s});
}

void tst_checkscore::comeTo()
{
    QFETCH(const QList<CheckScore>, scores);
    QFETCH(const CheckResults, expected);

    const CheckResults results = resultsOf(scores);
    QCOMPARE(results.verdict, expected.verdict);
    QCOMPARE(results, expected);
    QCOMPARE(results.isFailed(), expected.failed > 0);
    QCOMPARE(results.isPassed(), expected.failed == 0 && expected.open == 0);
}

void tst_checkscore::longReasonsAreCut()
{
    QCOMPARE(resultsOf({score(0, 0, QString(80, u'x'))}).verdict, QString(80, u'x'));
    QCOMPARE(resultsOf({score(0, 0, QString(81, u'x'))}).verdict, QString(79, u'x') + u'…');
    QCOMPARE(resultsOf({score(0, 0, QString(78, u'x') + u" yz"_s)}).verdict, QString(78, u'x') + u'…');
    QCOMPARE(resultsOf({score(0, 0, QString(78, u'x') + u"🦊🦊"_s)}).verdict, QString(78, u'x') + u'…');
}

void tst_checkscore::asJson()
{
    const QJsonArray json = toJson({score(0, 0.5, u"so so"_s), score(1, {}, u"eh"_s, {})});
    const QJsonArray expected{QJsonObject{{u"check"_s, 0},
                                          {u"evaluator"_s, u"e"_s},
                                          {u"version"_s, u"1"_s},
                                          {u"score"_s, 0.5},
                                          {u"reason"_s, u"so so"_s}},
                              QJsonObject{{u"check"_s, 1},
                                          {u"evaluator"_s, u""_s},
                                          {u"version"_s, u"1"_s},
                                          {u"score"_s, QJsonValue::Null},
                                          {u"reason"_s, u"eh"_s}}};
    QCOMPARE(json, expected);
}

QTEST_GUILESS_MAIN(tst_checkscore)
#include "tst_checkscore.moc"
