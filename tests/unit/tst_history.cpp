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
    void givesBackWhatTheProviderWants_data();
    void givesBackWhatTheProviderWants();
    void repeatsCallsWithRecordedResults_data();
    void repeatsCallsWithRecordedResults();

private:
    static Message user(const QString &text) { return {.role = Role::User, .text = text}; }
    static Message assistant(const QString &text) { return {.role = Role::Assistant, .text = text}; }
    static Attempt attempt(const QString &text);
    Run turn(int number, const QStringList &answers) const;

    const ChannelId m_channel = ChannelId::create();
    const QList<Target> m_targets = {{.id = TargetId::create(), .channel = m_channel, .model = u"one"_s},
                                     {.id = TargetId::create(), .channel = m_channel, .model = u"two"_s}};
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
        run.spec.targets.append({.target = m_targets.at(i)});
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

void TestHistory::givesBackWhatTheProviderWants_data()
{
    QTest::addColumn<ChannelId>("channel");
    QTest::addColumn<QString>("model");
    QTest::addColumn<bool>("given");
    QTest::newRow("the same target") << m_channel << u"one"_s << true;
    QTest::newRow("another model by now") << m_channel << u"two"_s << false;
    QTest::newRow("another channel by now") << ChannelId::create() << u"one"_s << false;
}

void TestHistory::givesBackWhatTheProviderWants()
{
    QFETCH(const ChannelId, channel);
    QFETCH(const QString, model);
    QFETCH(const bool, given);
    const QJsonObject state{{u"signature"_s, u"abc"_s}};
    Run run = turn(0, {u"a1"_s});
    run.cells.first().attempts.first().answer.providerState = state;
    const Target now{.id = m_targets.first().id, .channel = channel, .model = model};
    QCOMPARE(historyOf({run}, now).messages.last().state, given ? state : QJsonObject());
}

void TestHistory::repeatsCallsWithRecordedResults_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QStringList>("offered");
    QTest::addColumn<bool>("repeated");
    QTest::newRow("the same target") << u"one"_s << QStringList{u"now"_s, u"add"_s} << true;
    QTest::newRow("another model by now") << u"two"_s << QStringList{u"add"_s} << false;
    QTest::newRow("a tool that is not offered any more") << u"one"_s << QStringList{u"now"_s} << false;
}

void TestHistory::repeatsCallsWithRecordedResults()
{
    QFETCH(const QString, model);
    QFETCH(const QStringList, offered);
    QFETCH(const bool, repeated);
    const Answer called{.text = u"I ask."_s,
                        .toolCalls = {{.id = u"c1"_s, .name = u"add"_s, .arguments = u"{}"_s}},
                        .providerState = {{u"signature"_s, u"s"_s}}};
    const QList<ToolResult> results{{.callId = u"c1"_s, .name = u"add"_s, .text = u"3"_s}};
    Run run = turn(0, {u"It is 3."_s});
    run.cells.first().attempts.first().rounds = {{.answer = called, .results = results}};
    QList<Tool> tools;
    for (const QString &name : offered)
        tools.append({.name = name});

    const Target now{.id = m_targets.first().id, .channel = m_channel, .model = model};
    QList<Message> expected{user(u"question 1"_s), assistant(u"It is 3."_s)};
    if (repeated) {
        const Message said{
            .role = Role::Assistant, .text = u"I ask."_s, .toolCalls = called.toolCalls, .state = called.providerState};
        expected.insert(1, said);
        expected.insert(2, {.role = Role::Tool, .text = u"3"_s, .toolCallId = u"c1"_s});
    }
    QCOMPARE(historyOf({run}, now, tools).messages, expected);
}

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
