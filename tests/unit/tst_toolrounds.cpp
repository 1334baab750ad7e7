// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/toolloop.h"
#include "tests/unit/engineharness.h"

#include <QtTest>

using namespace evenhand;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// Recorded results of tools go back to the model within one attempt.
class TestToolRounds : public QObject
{
    Q_OBJECT

private slots:
    void sendsResultsBack();
    void repeatsTheAnswerAsItWas();
    void endsWhereAResultIsMissing_data();
    void endsWhereAResultIsMissing();
    void takesNoArgumentsForNone();
    void sendsNoBrokenCallBack();
    void goesOnNoLongerThanTheLimit();
    void makesUpMissingIds();
    void saysOnceWhatWasLeftOut();
    void waitsForATurnEachTime();
    void letsNoOtherLaneInBetween();
    void cancelsBetweenTwoRequests();
    void withdrawsBetweenTwoRequests();
    void cancelsALaterRequest();
    void triesOnlyTheFirstRequestAgain();
    void limitsTheSizeOfAllTogether();
    void redactsWhatIsShownButNotWhatIsSent();
    void failsWhenTheProviderIsGone();
};

namespace {

ToolCallDelta call(const QString &name = u"add"_s, const QString &arguments = u"{}"_s, int index = 0,
                   const QString &id = u"c1"_s)
{
    return {.index = index, .id = id, .name = name, .arguments = arguments};
}

Stopped calls()
{
    return {.reason = StopReason::ToolCall, .raw = {}};
}

// An answer of 10 ms that calls a tool.
Script calling(const ChatEvents &events = {call(), calls()})
{
    return {.steps = {step::Advance{10ms}, events, ChatOutcome{}}};
}

PromptText promptWithTool()
{
    return {.user = u"Hello"_s,
            .tools = {{.name = u"add"_s, .description = {}, .schema = {{u"type"_s, u"object"_s}}}},
            .toolResults = {{u"add"_s, u"3"_s}}};
}

class Harness : public EngineHarness
{
public:
    using EngineHarness::EngineHarness;

    Harness()
    {
        prompt = promptWithTool();
        plugin->setCapabilities({.toolCalls = true});
    }
    QList<ChatRequest> requests() const { return plugin->seen().requests; }
};

} // namespace

void TestToolRounds::sendsResultsBack()
{
    Harness harness;
    const CellId cell = harness.start(harness.channel(), {calling(), goodScript()});
    QTRY_VERIFY(harness.log.ended(cell));
    const QStringList expected = {u"queued"_s,
                                  u"attempt 1/3 @0"_s,
                                  u"waiting for the answer"_s,
                                  u"streaming"_s,
                                  u"tool 0 add {} @10"_s,
                                  u"stopped tool_call @10"_s,
                                  u"waiting"_s,
                                  u"round after c1 add=3 @10 @0"_s,
                                  u"waiting for the answer"_s,
                                  u"streaming"_s,
                                  u"text ok @200"_s,
                                  u"attempt done @200"_s,
                                  u"done"_s};
    QCOMPARE(harness.log.lines(cell), expected);
    const Attempt attempt = *harness.log.cell(cell).last();
    QCOMPARE(attempt.rounds.size(), 1);
    QCOMPARE(attempt.answer.text, u"ok"_s);
    QCOMPARE(attempt.total(), 210ms);
}

void TestToolRounds::repeatsTheAnswerAsItWas()
{
    Harness harness;
    const QJsonObject state{{u"signature"_s, u"s"_s}};
    const ChatEvents answer{ReasoningDelta{u"Hm."_s},
                            TextDelta{u"I ask."_s},
                            call(u"add"_s, uR"({"a": 1})"_s),
                            call(u"add"_s, u"{}"_s, 1, u"c2"_s),
                            calls(),
                            ProviderState{state}};
    const CellId cell = harness.start(harness.channel(), {calling(answer), goodScript()});
    QTRY_VERIFY(harness.log.ended(cell));
    const QList<ChatRequest> requests = harness.requests();
    QCOMPARE(requests.size(), 2);
    const Message said{.role = Role::Assistant,
                       .text = u"I ask."_s,
                       .toolCalls = {{.id = u"c1"_s, .name = u"add"_s, .arguments = uR"({"a": 1})"_s},
                                     {.id = u"c2"_s, .name = u"add"_s, .arguments = u"{}"_s}},
                       .state = state};
    ChatRequest expected = requests.first();
    expected.messages += {said,
                          {.role = Role::Tool, .text = u"3"_s, .toolCallId = u"c1"_s},
                          {.role = Role::Tool, .text = u"3"_s, .toolCallId = u"c2"_s}};
    QCOMPARE(requests.last(), expected);
}

void TestToolRounds::endsWhereAResultIsMissing_data()
{
    QTest::addColumn<ChatEvents>("answer");
    QTest::newRow("no tool is called") << ChatEvents{TextDelta{u"3"_s}, Stopped{.reason = StopReason::Stop}};
    QTest::newRow("a tool without a result") << ChatEvents{call(u"subtract"_s), calls()};
    QTest::newRow("one of two") << ChatEvents{call(), call(u"subtract"_s, u"{}"_s, 1, u"c2"_s), calls()};
    QTest::newRow("a hole in the calls") << ChatEvents{call(u"add"_s, u"{}"_s, 1), calls()};
    QTest::newRow("cut at the limit") << ChatEvents{call(), Stopped{.reason = StopReason::Length}};
    QTest::newRow("a stop without a call") << ChatEvents{TextDelta{u"I ask."_s}, calls()};
}

void TestToolRounds::endsWhereAResultIsMissing()
{
    QFETCH(const ChatEvents, answer);
    Harness harness;
    const CellId cell = harness.start(harness.channel(), {calling(answer)});
    QTRY_VERIFY(harness.log.ended(cell));
    QCOMPARE(harness.log.lines(cell).mid(harness.log.lines(cell).size() - 2),
             QStringList({u"attempt done @10"_s, u"done"_s}));
    QVERIFY(harness.log.cell(cell).last()->rounds.isEmpty());
    QVERIFY(harness.log.cell(cell).last()->answer.notices.isEmpty());
    QCOMPARE(harness.requests().size(), 1);
}

void TestToolRounds::takesNoArgumentsForNone()
{
    Harness harness;
    const CellId cell = harness.start(harness.channel(), {calling({call(u"add"_s, u" "_s), calls()}), goodScript()});
    QTRY_VERIFY(harness.log.ended(cell));
    QCOMPARE(harness.requests().last().messages.at(1).toolCalls.first().arguments, u"{}"_s);
    QCOMPARE(harness.log.cell(cell).last()->rounds.first().answer.toolCalls.first().arguments, u" "_s);
}

void TestToolRounds::sendsNoBrokenCallBack()
{
    for (const QString &arguments : {uR"({"a": )"_s, u"[1]"_s, u"add"_s}) {
        Harness harness;
        const CellId cell = harness.start(harness.channel(), {calling({call(u"add"_s, arguments), calls()})});
        QTRY_VERIFY(harness.log.ended(cell));
        QCOMPARE(harness.requests().size(), 1);
        const Answer answer = harness.log.cell(cell).last()->answer;
        QCOMPARE(answer.toolCalls.first().arguments, arguments);
        QVERIFY(answer.notices.first().contains(u"arguments of the call of “add” are not a JSON object"_s));
    }
}

void TestToolRounds::goesOnNoLongerThanTheLimit()
{
    Harness harness;
    const CellId cell = harness.start(harness.channel(), {calling()});
    QTRY_VERIFY(harness.log.ended(cell));
    QCOMPARE(harness.requests().size(), ToolLoop::mostRequests);
    const Attempt attempt = *harness.log.cell(cell).last();
    QCOMPARE(attempt.rounds.size(), ToolLoop::mostRequests - 1);
    QVERIFY(attempt.state == LaneState::Done && attempt.answer.stop == StopReason::ToolCall);
    QVERIFY(attempt.answer.notices.first().contains(u"tools were called in 8 requests"_s));
}

void TestToolRounds::makesUpMissingIds()
{
    Harness harness;
    const ChatEvents answer{call(u"add"_s, u"{}"_s, 0, {}), call(u"add"_s, u"{}"_s, 1, {}), calls()};
    const CellId cell = harness.start(harness.channel(), {calling(answer), calling(answer), goodScript()});
    QTRY_VERIFY(harness.log.ended(cell));
    QStringList asked;
    QStringList told;
    for (const Message &message : harness.requests().last().messages) {
        for (const ToolCall &repeated : message.toolCalls)
            asked.append(repeated.id);
        if (message.role == Role::Tool)
            told.append(message.toolCallId);
    }
    QCOMPARE(asked.size(), 4);
    QCOMPARE(QSet<QString>(asked.begin(), asked.end()).size(), 4);
    QCOMPARE(told, asked);
    QCOMPARE(harness.log.cell(cell).last()->rounds.last().results.first().callId, told.at(2));
}

void TestToolRounds::saysOnceWhatWasLeftOut()
{
    Harness harness;
    harness.prompt.format = AnswerFormat{.name = u"answer"_s, .schema = {}};
    const CellId cell = harness.start(harness.channel(), {calling(), goodScript()});
    QTRY_VERIFY(harness.log.ended(cell));
    QCOMPARE(harness.log.lines(cell).filter(u"notice"_s).size(), 1);
}

void TestToolRounds::waitsForATurnEachTime()
{
    Harness harness;
    harness.followWaits();
    const RateLimits usedUp{.requests = {.limit = 1, .remaining = 0, .reset = 7s}, .tokens = {}};
    const CellId cell = harness.start(harness.channel(), {calling({usedUp, call(), calls()}), goodScript()});
    QTRY_VERIFY(harness.log.ended(cell));
    const QStringList lines = harness.log.lines(cell);
    QVERIFY(lines.contains(u"round after c1 add=3 @10 @7000"_s));
    const Attempt attempt = *harness.log.cell(cell).last();
    QCOMPARE(attempt.timing.queue, 7s);
    QCOMPARE(attempt.total(), 210ms);
}

void TestToolRounds::letsNoOtherLaneInBetween()
{
    Harness harness;
    Channel channel = harness.channel();
    channel.maxConcurrent = 1;
    const CellId first = harness.start(channel, {calling(), calling(), goodScript()});
    const QString model = harness.model();
    const CellId second = harness.start(channel, {goodScript()});
    QTRY_VERIFY(harness.log.ended(first) && harness.log.ended(second));
    QStringList models;
    for (const ChatRequest &request : harness.requests())
        models.append(request.model);
    QCOMPARE(models, QStringList({model, model, model, harness.model()}));
    QCOMPARE(harness.plugin->seen().mostRunning, 1);
}

void TestToolRounds::cancelsBetweenTwoRequests()
{
    Harness harness;
    Channel channel = harness.channel();
    channel.minInterval = 1h;
    const CellId cell = harness.start(channel, {calling(), goodScript()});
    QTRY_VERIFY(harness.log.lines(cell).contains(u"waiting for the pace 3599990 ms"_s));
    harness.engine->cancel({cell});
    QTRY_VERIFY(harness.log.ended(cell));
    QCOMPARE(harness.log.lines(cell).mid(8),
             QStringList({u"attempt cancelled cancelled: Stopped. @10"_s, u"cancelled"_s}));
    const Attempt attempt = *harness.log.cell(cell).last();
    QVERIFY(attempt.rounds.isEmpty());
    QCOMPARE(attempt.answer.toolCalls.size(), 1);
    QCOMPARE(harness.requests().size(), 1);
}

// What was asked until then has ended, and is counted.
void TestToolRounds::withdrawsBetweenTwoRequests()
{
    Harness harness;
    Channel channel = harness.channel();
    channel.minInterval = 1h;
    const CellId cell = harness.start(channel, {calling(), goodScript()});
    QTRY_VERIFY(harness.log.lines(cell).contains(u"waiting for the pace 3599990 ms"_s));
    harness.engine->withdraw({cell});
    QTRY_VERIFY(harness.log.ended(cell));
    QCOMPARE(harness.log.lines(cell).mid(8), QStringList({u"attempt interrupted @10"_s, u"interrupted"_s}));
    QVERIFY(harness.log.cell(cell).last()->state == LaneState::Interrupted);
    QCOMPARE(harness.requests().size(), 1);
}

void TestToolRounds::cancelsALaterRequest()
{
    Harness harness;
    const CellId cell =
        harness.start(harness.channel(), {calling(), {.steps = {step::Advance{5ms}, text(u"It"_s), step::Hang{}}}});
    QTRY_VERIFY(harness.log.lines(cell).contains(u"text It @5"_s));
    harness.engine->cancel({cell});
    QTRY_VERIFY(harness.log.ended(cell));
    QVERIFY(harness.log.lines(cell).contains(u"attempt cancelled cancelled: Stopped. @5"_s));
    QCOMPARE(harness.log.cell(cell).last()->rounds.size(), 1);
    QCOMPARE(harness.log.cell(cell).last()->answer.text, u"It"_s);
    QCOMPARE(harness.plugin->seen().cancelled, 1);
}

void TestToolRounds::triesOnlyTheFirstRequestAgain()
{
    Harness harness;
    harness.followWaits();
    const Script failing = failingScript(retryableFailure(ErrorCode::Server, u"Broken."_s));
    const CellId cell = harness.start(harness.channel(), {failing, calling(), failing, goodScript()});
    QTRY_VERIFY(harness.log.ended(cell));
    QCOMPARE(harness.requests().size(), 3);
    const Cell ended = harness.log.cell(cell);
    QCOMPARE(ended.attempts.size(), 2);
    QVERIFY(ended.attempts.first().rounds.isEmpty());
    QCOMPARE(ended.last()->rounds.size(), 1);
    QVERIFY(ended.state == LaneState::Failed);
    QCOMPARE(ended.last()->error->message, u"Broken."_s);
}

void TestToolRounds::limitsTheSizeOfAllTogether()
{
    Harness harness;
    Channel channel = harness.channel();
    channel.limits.maxBytes = 30;
    const ChatEvents answer{TextDelta{u"0123456789"_s}, call(), calls()}; // 17
    const CellId cell = harness.start(channel, {calling(answer), calling(answer), goodScript()});
    QTRY_VERIFY(harness.log.ended(cell));
    QCOMPARE(harness.requests().size(), 2);
    QVERIFY(harness.log.cell(cell).last()->error->code == ErrorCode::TooLarge);
}

void TestToolRounds::redactsWhatIsShownButNotWhatIsSent()
{
    Harness harness;
    harness.redactor.addSecret("canary-key");
    harness.prompt.toolResults = {{u"add"_s, u"canary-key"_s}};
    const ChatEvents answer{call(u"add"_s, uR"({"k":"canary-key"})"_s), calls()};
    const CellId cell = harness.start(harness.channel(), {calling(answer), goodScript()});
    QTRY_VERIFY(harness.log.ended(cell));
    QVERIFY(harness.log.lines(cell).contains(u"round after c1 add=[redacted] @10 @0"_s));
    const QList<Message> sent = harness.requests().last().messages;
    QCOMPARE(sent.at(1).toolCalls.first().arguments, uR"({"k":"canary-key"})"_s);
    QCOMPARE(sent.at(2).text, u"canary-key"_s);
}

void TestToolRounds::failsWhenTheProviderIsGone()
{
    Harness harness;
    const CellId cell = harness.start(harness.channel(), {calling(), {.start = Script::Start::ReturnsNothing}});
    QTRY_VERIFY(harness.log.ended(cell));
    QVERIFY(harness.log.cell(cell).state == LaneState::Failed);
    QCOMPARE(harness.log.cell(cell).last()->rounds.size(), 1);
    QCOMPARE(harness.log.cell(cell).last()->answer, Answer{});
}

QTEST_GUILESS_MAIN(TestToolRounds)
#include "tst_toolrounds.moc"
