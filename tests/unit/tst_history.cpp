// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/history.h"

#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

// What a target is sent of earlier turns.
class TestHistory : public QObject
{
    Q_OBJECT

private slots:
    void alternatesQuestionsAndOwnAnswers();
    void leavesOutTurnsWithoutAFinishedAnswer_data();
    void leavesOutTurnsWithoutAFinishedAnswer();
    void leavesOutTurnsBeforeTheTargetCame();
    void namesAllTurnsThatWereLeftOut();
    void takesARefusalForAnAnswer();
    void takesTheFirstRepeatAndTheLastAttempt();
    void fillsVariablesIn();

private:
    static Message user(const QString &text) { return {.role = Role::User, .text = text}; }
    static Message assistant(const QString &text) { return {.role = Role::Assistant, .text = text}; }
    static Attempt attempt(const QString &text);
    Run turn(int number, const QStringList &answers) const;

    const QList<TargetId> m_targets = {TargetId::create(), TargetId::create()};
};

Attempt TestHistory::attempt(const QString &text)
{
    return {.state = LaneState::Done, .answer = {.text = text}};
}

// One answer for each target.
Run TestHistory::turn(int number, const QStringList &answers) const
{
    Run run;
    run.spec.turn = number;
    run.spec.prompt.user = u"question %1"_s.arg(number + 1);
    for (int i = 0; i < int(answers.size()); ++i) {
        run.spec.targets.append({.target = {.id = m_targets.at(i)}});
        run.cells.append(
            {.id = CellId::create(), .target = i, .state = LaneState::Done, .attempts = {attempt(answers.at(i))}});
    }
    return run;
}

void TestHistory::alternatesQuestionsAndOwnAnswers()
{
    const History history = historyOf({turn(0, {u"a1"_s, u"b1"_s}), turn(1, {u"a2"_s, u"b2"_s})}, m_targets.at(1));
    const QList<Message> expected = {user(u"question 1"_s), assistant(u"b1"_s), user(u"question 2"_s),
                                     assistant(u"b2"_s)};
    QCOMPARE(history.messages, expected);
    QVERIFY(history.notices.isEmpty());
}

void TestHistory::leavesOutTurnsWithoutAFinishedAnswer_data()
{
    QTest::addColumn<LaneState>("state");
    for (const LaneState state : {LaneState::Queued, LaneState::Waiting, LaneState::Streaming, LaneState::Failed,
                                  LaneState::Cancelled, LaneState::Interrupted})
        QTest::newRow(qPrintable(toString(state))) << state;
}

void TestHistory::leavesOutTurnsWithoutAFinishedAnswer()
{
    QFETCH(const LaneState, state);
    Run first = turn(0, {u"half an ans"_s});
    first.cells.first().state = state;
    const History history = historyOf({first, turn(1, {u"a2"_s})}, m_targets.at(0));
    QCOMPARE(history.messages, (QList<Message>{user(u"question 2"_s), assistant(u"a2"_s)}));
    QCOMPARE(history.notices, QStringList(u"Turn 1 was not sent along: this target has no finished answer to it."_s));
}

void TestHistory::leavesOutTurnsBeforeTheTargetCame()
{
    const History history = historyOf({turn(0, {u"a1"_s}), turn(1, {u"a2"_s, u"b2"_s})}, m_targets.at(1));
    QCOMPARE(history.messages, (QList<Message>{user(u"question 2"_s), assistant(u"b2"_s)}));
    QCOMPARE(history.notices.size(), 1);
}

void TestHistory::namesAllTurnsThatWereLeftOut()
{
    const History history =
        historyOf({turn(0, {QString()}), turn(1, {u"a2"_s}), turn(2, {QString()})}, m_targets.at(0));
    QCOMPARE(history.notices,
             QStringList(u"Turns 1, 3 were not sent along: this target has no finished answers to them."_s));
}

void TestHistory::takesARefusalForAnAnswer()
{
    Run run = turn(0, {QString()});
    run.cells.first().attempts.first().answer.refusal = u"I will not."_s;
    QCOMPARE(historyOf({run}, m_targets.at(0)).messages.last(), assistant(u"I will not."_s));
}

void TestHistory::takesTheFirstRepeatAndTheLastAttempt()
{
    Run run = turn(0, {u"failed"_s});
    run.cells.first().attempts.append(attempt(u"retried"_s));
    run.cells.append({.id = CellId::create(),
                      .target = 0,
                      .repeat = 1,
                      .state = LaneState::Done,
                      .attempts = {attempt(u"again"_s)}});
    QCOMPARE(historyOf({run}, m_targets.at(0)).messages.last(), assistant(u"retried"_s));
}

void TestHistory::fillsVariablesIn()
{
    Run run = turn(0, {u"Oslo"_s});
    run.spec.prompt.user = u"Capital of {{country}}?"_s;
    run.spec.prompt.variables = {{u"country"_s, u"Norway"_s}};
    QCOMPARE(historyOf({run}, m_targets.at(0)).messages.first(), user(u"Capital of Norway?"_s));
}

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
