// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/laneevent.h"

#include <QtTest>

using namespace evenhand;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// The fold from events to a cell.
class TestLaneEvent : public QObject
{
    Q_OBJECT

private slots:
    void foldsAWholeAnswer();
    void timesTheFirstMomentOfEachKind();
    void takesRefusalAndToolCallForVisible();
    void joinsThePiecesOfToolCalls();
    void boundsToolCallIndexes();
    void fillsIdentityWhereItWasEmpty();
    void keepsTheLatestUsage();
    void keepsEachAttempt();
    void keepsThePartOfAFailure();
    void beginsAnewWithEachRound();
    void needsAnAttemptForOutput();
};

namespace {

LaneEvent started(int number = 1, Duration queue = {})
{
    return {.cell = {}, .what = AttemptStarted{.id = {}, .number = number, .most = 3, .started = {}, .queue = queue}};
}

LaneEvent state(LaneState state)
{
    return {.cell = {}, .what = LaneStateChanged{.state = state, .reason = {}, .wait = {}, .message = {}}};
}

LaneEvent ended(LaneState state, const std::optional<Error> &error = {}, Duration total = {})
{
    return {.cell = {}, .what = AttemptEnded{.state = state, .error = error, .total = total}};
}

LaneEvent output(const ChatEvent &event, Duration since = {})
{
    return {.cell = {}, .what = LaneOutput{.event = event, .since = since}};
}

Cell folded(const LaneEvents &events)
{
    Cell cell;
    for (const LaneEvent &event : events)
        apply(event, cell);
    return cell;
}

} // namespace

void TestLaneEvent::foldsAWholeAnswer()
{
    const RequestRecord request{.method = "POST", .url = QUrl(u"http://a"_s), .headers = {}, .body = "{}"};
    const AttemptId id = AttemptId::create();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const Usage usage{.inputFresh = 5, .outputVisible = 2};
    const Cell cell = folded({
        state(LaneState::Queued),
        {.cell = {}, .what = AttemptStarted{.id = id, .number = 1, .most = 3, .started = now, .queue = 3ms}},
        state(LaneState::Waiting),
        output(PhaseReached{Phase::Connecting}, 1ms),
        output(request, 2ms),
        output(PhaseReached{Phase::RequestSent}, 4ms),
        output(PhaseReached{Phase::FirstByte}, 100ms),
        state(LaneState::Streaming),
        output(ReasoningDelta{u"let me"_s}, 200ms),
        output(ReasoningDelta{u" think"_s}, 210ms),
        output(TextDelta{u"Hel"_s}, 300ms),
        output(RateLimits{}, 300ms),
        output(TextDelta{u"lo"_s}, 310ms),
        output(Notice{u"A word."_s}, 310ms),
        output(Stopped{StopReason::Length, u"length"_s}, 320ms),
        output(UsageReport{usage, {{u"n"_s, 2}}}, 330ms),
        output(ProviderState{{{u"old"_s, 1}}}, 330ms),
        output(ProviderState{{{u"new"_s, 2}}}, 330ms),
        ended(LaneState::Done, {}, 340ms),
        state(LaneState::Done),
    });

    Attempt expected;
    expected.id = id;
    expected.state = LaneState::Done;
    expected.started = now;
    expected.request = request;
    expected.answer = {.text = u"Hello"_s,
                       .reasoning = u"let me think"_s,
                       .refusal = {},
                       .toolCalls = {},
                       .stop = StopReason::Length,
                       .stopRaw = u"length"_s,
                       .usage = usage,
                       .usageRaw = {{u"n"_s, 2}},
                       .notices = {u"A word."_s},
                       .providerState = {{u"new"_s, 2}}};
    expected.timing = {.queue = 3ms,
                       .connecting = 1ms,
                       .requestSent = 4ms,
                       .firstByte = 100ms,
                       .firstReasoning = 200ms,
                       .firstText = 300ms,
                       .lastToken = 310ms,
                       .total = 340ms};
    QVERIFY(cell.state == LaneState::Done);
    QCOMPARE(cell.attempts, QList<Attempt>{expected});
}

void TestLaneEvent::timesTheFirstMomentOfEachKind()
{
    const Cell cell =
        folded({started(), output(PhaseReached{Phase::FirstByte}, 1ms), output(PhaseReached{Phase::FirstByte}, 9ms),
                output(TextDelta{u"a"_s}, 2ms), output(ReasoningDelta{u"b"_s}, 3ms), output(TextDelta{u"c"_s}, 4ms),
                output(ReasoningDelta{u"d"_s}, 5ms)});
    const Timing expected{.queue = 0ms,
                          .connecting = {},
                          .requestSent = {},
                          .firstByte = 1ms,
                          .firstReasoning = 3ms,
                          .firstText = 2ms,
                          .lastToken = 5ms,
                          .total = {}};
    QCOMPARE(cell.last()->timing, expected);
}

void TestLaneEvent::takesRefusalAndToolCallForVisible()
{
    for (const ChatEvent &event : {ChatEvent(RefusalDelta{u"no"_s}), ChatEvent(ToolCallDelta{0, u"c"_s, u"f"_s, {}})}) {
        const Timing timing = folded({started(), output(event, 7ms)}).last()->timing;
        QCOMPARE(timing.firstText, 7ms);
        QCOMPARE(timing.lastToken, 7ms);
        QVERIFY(!timing.firstReasoning);
    }
}

void TestLaneEvent::joinsThePiecesOfToolCalls()
{
    const Cell cell = folded({started(), output(ToolCallDelta{1, u"c2"_s, u"sub"_s, {}}),
                              output(ToolCallDelta{0, u"c1"_s, u"add"_s, u"{\"a\""_s}),
                              output(ToolCallDelta{1, {}, {}, u"{}"_s}), output(ToolCallDelta{0, {}, {}, u":1}"_s})});
    const QList<ToolCall> expected = {{u"c1"_s, u"add"_s, u"{\"a\":1}"_s}, {u"c2"_s, u"sub"_s, u"{}"_s}};
    QCOMPARE(cell.last()->answer.toolCalls, expected);
}

void TestLaneEvent::boundsToolCallIndexes()
{
    const Cell cell = folded({started(), output(ToolCallDelta{maxToolCalls, u"c"_s, u"f"_s, {}}),
                              output(ToolCallDelta{-1, u"c"_s, u"f"_s, {}}),
                              output(ToolCallDelta{std::numeric_limits<int>::max(), u"c"_s, u"f"_s, {}})});
    QVERIFY(cell.last()->answer.toolCalls.isEmpty());
}

void TestLaneEvent::fillsIdentityWhereItWasEmpty()
{
    const Cell cell = folded({started(), output(Identity{.requestId = u"r1"_s, .headers = {{"a", "1"}}}),
                              output(Identity{.model = u"m-2"_s, .requestId = u"r2"_s, .headers = {{"b", "2"}}})});
    const Identity expected{.model = u"m-2"_s, .requestId = u"r1"_s, .headers = {{"a", "1"}, {"b", "2"}}};
    QCOMPARE(cell.last()->identity, expected);
}

void TestLaneEvent::keepsTheLatestUsage()
{
    const Usage first{.inputFresh = 5};
    const Usage second{.inputFresh = 5, .outputVisible = 9};
    const Cell cell = folded({started(), output(UsageReport{first, {}}), output(UsageReport{second, {}})});
    QCOMPARE(cell.last()->answer.usage, second);
}

void TestLaneEvent::keepsEachAttempt()
{
    const Error error{ErrorCode::Overloaded, u"Busy."_s, {}};
    const Cell cell =
        folded({started(1), ended(LaneState::Failed, error, 5ms), state(LaneState::Waiting), started(2, 500ms),
                state(LaneState::Waiting), state(LaneState::Streaming), output(TextDelta{u"ok"_s}, 1ms)});
    QCOMPARE(cell.attempts.size(), 2);
    QCOMPARE(cell.attempts.first().error, error);
    QVERIFY(cell.attempts.first().state == LaneState::Failed && cell.attempts.first().answer.isEmpty());
    QCOMPARE(cell.last()->number, 2);
    QCOMPARE(cell.last()->timing.queue, 500ms);
    QCOMPARE(cell.last()->answer.text, u"ok"_s);
    QVERIFY(cell.state == LaneState::Streaming && cell.last()->state == LaneState::Streaming);
}

void TestLaneEvent::keepsThePartOfAFailure()
{
    const Error error{ErrorCode::Network, u"Cut."_s, {}};
    const Cell cell =
        folded({started(), output(TextDelta{u"par"_s}), ended(LaneState::Failed, error), state(LaneState::Failed)});
    QCOMPARE(cell.last()->answer.text, u"par"_s);
    QCOMPARE(cell.last()->error, error);
    QVERIFY(cell.state == LaneState::Failed && isFinal(cell.state));
}

void TestLaneEvent::beginsAnewWithEachRound()
{
    const RequestRecord first{.method = "POST", .url = QUrl(u"http://a"_s), .headers = {}, .body = "1"};
    const RequestRecord second{.method = "POST", .url = QUrl(u"http://a"_s), .headers = {}, .body = "2"};
    const QList<ToolResult> results{{.callId = u"c1"_s, .name = u"add"_s, .text = u"3"_s}};
    const Cell cell = folded({
        started(1, 9ms),
        output(first, 1ms),
        output(Identity{.requestId = u"r1"_s}, 2ms),
        output(ToolCallDelta{0, u"c1"_s, u"add"_s, u"{}"_s}, 3ms),
        {.cell = {}, .what = RoundStarted{.results = results, .total = 5ms, .queue = 7ms}},
        output(second, 1ms),
        output(Identity{.requestId = u"r2"_s}, 2ms),
        output(TextDelta{u"It is 3."_s}, 4ms),
        ended(LaneState::Done, {}, 6ms),
    });
    const Round round{.request = first,
                      .identity = {.requestId = u"r1"_s},
                      .answer = {.toolCalls = {{.id = u"c1"_s, .name = u"add"_s, .arguments = u"{}"_s}}},
                      .timing = {.queue = 9ms, .firstText = 3ms, .lastToken = 3ms, .total = 5ms},
                      .results = results};
    const Attempt expected{.number = 1,
                           .state = LaneState::Done,
                           .rounds = {round},
                           .request = second,
                           .identity = {.requestId = u"r2"_s},
                           .answer = {.text = u"It is 3."_s},
                           .timing = {.queue = 7ms, .firstText = 4ms, .lastToken = 4ms, .total = 6ms}};
    QCOMPARE(cell.attempts, QList<Attempt>{expected});
}

void TestLaneEvent::needsAnAttemptForOutput()
{
    const Cell cell = folded({output(TextDelta{u"lost"_s}),
                              {.cell = {}, .what = RoundStarted{}},
                              ended(LaneState::Done),
                              state(LaneState::Cancelled)});
    QVERIFY(cell.attempts.isEmpty());
    QVERIFY(cell.state == LaneState::Cancelled);
}

QTEST_GUILESS_MAIN(TestLaneEvent)
#include "tst_laneevent.moc"
