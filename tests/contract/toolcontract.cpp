// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/laneevent.h"
#include "tests/contract/contract.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

QList<Tool> tools()
{
    const QJsonObject schema{{u"type"_s, u"object"_s}};
    return {{.name = u"add"_s, .description = u"Adds."_s, .schema = schema},
            {.name = u"now"_s, .description = u"Tells the time."_s, .schema = schema}};
}

ChatEvents asking()
{
    return {ReasoningDelta{u"I have to ask."_s}, TextDelta{u"Let me ask."_s},
            ToolCallDelta{.index = 0, .id = u"call-1"_s, .name = u"add"_s, .arguments = u"{\"a\":1}"_s},
            ToolCallDelta{.index = 1, .id = u"call-2"_s, .name = u"now"_s, .arguments = u"{}"_s},
            Stopped{.reason = StopReason::ToolCall, .raw = {}}};
}

QList<ToolResult> results(const Answer &answer)
{
    return {{.callId = answer.toolCalls.at(0).id, .name = u"add"_s, .text = u"two"_s},
            {.callId = answer.toolCalls.at(1).id, .name = u"now"_s, .text = uR"({"hour":7})"_s}};
}

} // namespace

// What the plugin said of an answer goes back to it with the results of its calls, twice in a row as the program does it.
// What a server would refuse is found in cleanup().
void Contract::takesBackWhatItSaidWithResults()
{
    if (!m_network)
        QSKIP("This plugin uses no network.");
    const ChatEvents answer = m_fixture->sayable(asking());
    const std::unique_ptr<Provider> provider =
        m_network->providerOf(m_network->streamed(m_network->callingStream(answer).join()));
    QVERIFY(provider->capabilities().toolCalls);
    ChatRequest request = m_fixture->request();
    request.tools = tools();
    for (int round = 1; round <= 3; ++round) {
        const std::unique_ptr<ChatReply> reply(provider->chat(request));
        ChatLog log(reply.get());
        QVERIFY(log.waitForEnd());
        QCOMPARE(log.errorCode(), QString());
        Answer said;
        for (const ChatEvent &event : std::as_const(log.events))
            apply(event, said);
        QVERIFY(said.stop == StopReason::ToolCall);
        QCOMPARE(said.toolCalls.size(), 2);
        QVERIFY(!said.toolCalls.at(0).id.isEmpty() && said.toolCalls.at(0).id != said.toolCalls.at(1).id);
        const QByteArray body = m_network->server.requests().last().body;
        QCOMPARE(body.count("two"), round - 1);
        QCOMPARE(body.count("Let me ask."), round - 1);
        request.messages += messagesOf(said, results(said));
    }
}

} // namespace evenhand
