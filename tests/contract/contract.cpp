// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/contract/contract.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {

QStringList said(const ChatEvents &events)
{
    ChatEvents plain;
    for (ChatEvent event : events) {
        if (auto *stopped = std::get_if<Stopped>(&event))
            stopped->raw.clear();
        plain.append(event);
    }
    QStringList lines = spoken(plain);
    std::ranges::stable_partition(lines, [](const QString &line) { return !line.startsWith("usage"_L1); });
    return lines;
}

static const Usage usualUsage{.inputFresh = 7, .cacheRead = 2, .outputVisible = 5, .reasoning = 3};

static ChatEvents everything()
{
    return {ReasoningDelta{u"Someone greets."_s}, TextDelta{u"Grüße, "_s}, TextDelta{u"Welt 🌍"_s},
            UsageReport{.usage = usualUsage, .raw = {}}, Stopped{.reason = StopReason::Stop, .raw = {}}};
}

ChatEvents Contract::plainAnswer() const
{
    return m_fixture->sayable(everything());
}

void Contract::initTestCase_data()
{
    QTest::addColumn<QString>("plugin");
    for (const QString &name : ProviderFixture::names())
        QTest::newRow(qPrintable(name)) << name;
}

void Contract::init()
{
    QFETCH_GLOBAL(const QString, plugin);
    m_fixture = ProviderFixture::make(plugin);
    m_network = m_fixture->network();
}

void Contract::cleanup()
{
    const QList<SeenRequest> requests = m_network ? m_network->server.requests() : QList<SeenRequest>();
    for (const SeenRequest &request : requests)
        QCOMPARE(m_network->complaint(request), QString());
    m_network = nullptr;
    m_fixture.reset();
}

void Contract::runAnother()
{
    const std::unique_ptr<Provider> provider = m_fixture->providerOf(plainAnswer(), 20ms);
    const std::unique_ptr<ChatReply> reply(provider->chat(m_fixture->request()));
    ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(said(log.events), said(plainAnswer()));
}

void Contract::describesItself()
{
    const QJsonObject description = m_fixture->metaData()["MetaData"_L1].toObject();
    QCOMPARE(m_fixture->metaData()["IID"_L1].toString(), QStringLiteral(EvenhandProviderPlugin_iid));
    QCOMPARE(description["id"_L1].toString(), m_fixture->id());
    QCOMPARE(description["kind"_L1].toString(), u"provider"_s);
    const Result<QUrl> origin =
        m_fixture->plugin().origin(m_network ? m_network->settings(m_network->server.url()) : QJsonObject());
    QVERIFY(origin);
    QCOMPARE(*origin, m_network ? m_network->server.url() : QUrl());
}

void Contract::saysWhatWasAnswered_data()
{
    QTest::addColumn<ChatEvents>("answer");
    const auto stopped = [](StopReason reason) { return Stopped{.reason = reason, .raw = {}}; };
    const ToolCallDelta add{.index = 0, .id = u"call-1"_s, .name = u"add"_s, .arguments = u"{\"a\":1}"_s};
    const ToolCallDelta subtract{.index = 1, .id = u"call-2"_s, .name = u"subtract"_s, .arguments = u"{\"a\":"_s};
    QTest::newRow("all there is") << everything();
    QTest::newRow("text alone") << ChatEvents{TextDelta{u"Yes.\n\n"_s}, stopped(StopReason::Stop)};
    QTest::newRow("cut at its limit") << ChatEvents{TextDelta{u"Ye"_s}, stopped(StopReason::Length)};
    QTest::newRow("nothing but a stop") << ChatEvents{stopped(StopReason::Stop)};
    QTest::newRow("tool calls") << ChatEvents{TextDelta{u"I ask."_s}, add, subtract, stopped(StopReason::ToolCall)};
    QTest::newRow("refusal") << ChatEvents{RefusalDelta{u"I had "_s}, RefusalDelta{u"rather not."_s},
                                           stopped(StopReason::Filtered)};
    QTest::newRow("filtered") << ChatEvents{TextDelta{u"Well"_s}, stopped(StopReason::Filtered)};
}

void Contract::saysWhatWasAnswered()
{
    QFETCH(ChatEvents, answer);
    answer = m_fixture->sayable(answer);
    const std::unique_ptr<Provider> provider = m_fixture->providerOf(answer);
    const std::unique_ptr<ChatReply> reply(provider->chat(m_fixture->request()));
    ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QCOMPARE(said(log.events), said(answer));
    QCOMPARE(log.outcomes, QList<ChatOutcome>({ChatOutcome()}));
    QCOMPARE(log.eventsAfterEnd, 0);
    QVERIFY(reply->isFinished());
}

void Contract::isSilentUntilTheCallerListens()
{
    const std::unique_ptr<Provider> provider = m_fixture->providerOf(plainAnswer());
    const std::unique_ptr<ChatReply> first(provider->chat(m_fixture->request()));
    const std::unique_ptr<ChatReply> second(provider->chat(m_fixture->request()));
    second->cancel();
    QVERIFY(!first->isFinished());
    QVERIFY(!second->isFinished());
    ChatLog firstLog(first.get());
    ChatLog secondLog(second.get());
    QVERIFY(firstLog.waitForEnd());
    QVERIFY(secondLog.waitForEnd());
    QCOMPARE(said(firstLog.events), said(plainAnswer()));
    QCOMPARE(secondLog.errorCode(), u"cancelled"_s);
}

void Contract::cancelsAtEachEvent_data()
{
    QTest::addColumn<int>("count");
    for (int count = 1; count <= 12; ++count)
        QTest::addRow("event %d", count) << count;
}

void Contract::cancelsAtEachEvent()
{
    QFETCH(const int, count);
    const std::unique_ptr<Provider> provider = m_fixture->providerOf(plainAnswer(), 2ms);
    const std::unique_ptr<ChatReply> reply(provider->chat(m_fixture->request()));
    ChatLog log(reply.get());
    int atCancel = -1;
    connect(&log, &ChatLog::said, this, [&](int soFar) {
        if (atCancel < 0 && soFar >= count) {
            reply->cancel();
            atCancel = soFar;
            QVERIFY(log.outcomes.isEmpty());
        }
    });
    QVERIFY(log.waitForEnd());
    if (atCancel < 0)
        QSKIP("This answer has fewer events.");
    runAnother();
    QCOMPARE(log.errorCode(), u"cancelled"_s);
    QCOMPARE(log.outcomes.size(), 1);
    QCOMPARE(log.events.size(), atCancel);
}

void Contract::cancelsBeforeAnything()
{
    const std::unique_ptr<Provider> provider = m_fixture->providerOf(plainAnswer());
    const std::unique_ptr<ChatReply> reply(provider->chat(m_fixture->request()));
    ChatLog log(reply.get());
    reply->cancel();
    QVERIFY(log.outcomes.isEmpty());
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.events, ChatEvents());
    QCOMPARE(log.errorCode(), u"cancelled"_s);
}

void Contract::cancelsOnlyOnce()
{
    const std::unique_ptr<Provider> provider = m_fixture->providerOf(plainAnswer(), 5s);
    const std::unique_ptr<ChatReply> reply(provider->chat(m_fixture->request()));
    ChatLog log(reply.get());
    reply->cancel();
    reply->cancel();
    QVERIFY(log.waitForEnd());
    reply->cancel();
    runAnother();
    QCOMPARE(log.outcomes.size(), 1);
}

void Contract::isDeletedWhileItRuns()
{
    const std::unique_ptr<Provider> provider = m_fixture->providerOf(plainAnswer(), 20ms);
    delete provider->chat(m_fixture->request());

    std::unique_ptr<ChatReply> running(provider->chat(m_fixture->request()));
    ChatLog log(running.get());
    QTRY_VERIFY(!log.all<ReasoningDelta>().isEmpty());
    running.reset();
    const qsizetype before = log.events.size();
    runAnother();
    QCOMPARE(log.events.size(), before);
    QCOMPARE(log.outcomes.size(), 0);
}

void Contract::outlivesItsProvider()
{
    std::unique_ptr<Provider> provider = m_fixture->providerOf(plainAnswer(), 20ms);
    const std::unique_ptr<ChatReply> reply(provider->chat(m_fixture->request()));
    ChatLog log(reply.get());
    provider.reset();
    reply->cancel();
    QVERIFY(log.waitForEnd());
    QCOMPARE(log.errorCode(), u"cancelled"_s);
}

void Contract::countsUsageOnce()
{
    const std::unique_ptr<Provider> provider = m_fixture->providerOf(plainAnswer());
    const std::unique_ptr<ChatReply> reply(provider->chat(m_fixture->request()));
    ChatLog log(reply.get());
    QVERIFY(log.waitForEnd());
    QVERIFY(!log.all<UsageReport>().isEmpty());
    const Usage usage = log.all<UsageReport>().last().usage;
    QCOMPARE(usage, std::get<UsageReport>(plainAnswer().at(3)).usage);
    QCOMPARE(usage.inputTotal(), usualUsage.inputTotal());
    QCOMPARE(usage.outputTotal(), usualUsage.outputTotal());
}

void Contract::leavesOthersAlone()
{
    const std::unique_ptr<Provider> provider = m_fixture->providerOf(plainAnswer(), 20ms);
    const std::unique_ptr<ChatReply> cancelled(provider->chat(m_fixture->request()));
    const std::unique_ptr<ChatReply> other(provider->chat(m_fixture->request()));
    std::unique_ptr<ChatReply> deleted(provider->chat(m_fixture->request()));
    ChatLog cancelledLog(cancelled.get());
    ChatLog otherLog(other.get());
    ChatLog deletedLog(deleted.get());
    QTRY_VERIFY(!cancelledLog.all<ReasoningDelta>().isEmpty() && !deletedLog.all<ReasoningDelta>().isEmpty());
    cancelled->cancel();
    deleted.reset();
    QVERIFY(otherLog.waitForEnd());
    QCOMPARE(said(otherLog.events), said(plainAnswer()));
    QCOMPARE(cancelledLog.errorCode(), u"cancelled"_s);
}

void Contract::runsManyAtOnce()
{
    constexpr int many = 100;
    const std::unique_ptr<Provider> provider = m_fixture->providerOf(plainAnswer(), m_network ? 0ms : 200ms);
    if (m_network)
        m_network->server.holdUntil(many);
    std::vector<std::unique_ptr<ChatReply>> replies;
    std::vector<std::unique_ptr<ChatLog>> logs;
    int running = 0;
    int mostRunning = 0;
    for (int i = 0; i < many; ++i) {
        replies.emplace_back(provider->chat(m_fixture->request()));
        logs.push_back(std::make_unique<ChatLog>(replies.back().get()));
        connect(logs.back().get(), &ChatLog::said, this, [&, first = true]() mutable {
            if (std::exchange(first, false))
                mostRunning = std::max(mostRunning, ++running);
        });
        connect(replies.back().get(), &ChatReply::finished, this, [&] { --running; });
    }
    for (const std::unique_ptr<ChatLog> &log : logs) {
        QVERIFY(log->waitForEnd());
        QCOMPARE(said(log->events), said(plainAnswer()));
    }
    QCOMPARE(mostRunning, many);
    if (m_network)
        QCOMPARE(m_network->server.mostRequestsAtOnce(), many);
}

void Contract::listsModels()
{
    if (m_network)
        m_network->server.setAnswer(jsonAnswer(200, m_network->modelsBody({m_fixture->request().model, u"a"_s})));
    const std::unique_ptr<Provider> provider =
        m_network ? m_network->providerAt(m_network->server.url()) : m_fixture->providerOf(plainAnswer());
    QCOMPARE(provider->capabilities().listsModels, m_fixture->hasDependableList());
    const std::unique_ptr<ModelsReply> reply(provider->listModels());
    QSignalSpy spy(reply.get(), &ModelsReply::finished);
    QVERIFY(!reply->isFinished());
    QTRY_COMPARE(spy.size(), 1);
    const auto models = spy.first().first().value<ModelList>();
    QVERIFY(models);
    QVERIFY(std::ranges::contains(*models, m_fixture->request().model, &ModelInfo::id));
    QVERIFY(std::ranges::is_sorted(*models, {}, &ModelInfo::id));

    const std::unique_ptr<ModelsReply> cancelled(provider->listModels());
    QSignalSpy cancelledSpy(cancelled.get(), &ModelsReply::finished);
    cancelled->cancel();
    QTRY_COMPARE(cancelledSpy.size(), 1);
    QCOMPARE(toString(cancelledSpy.first().first().value<ModelList>().error().code), u"cancelled"_s);
}

} // namespace evenhand

QTEST_GUILESS_MAIN(evenhand::Contract)
