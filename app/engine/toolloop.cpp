// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/toolloop.h"

#include "app/core/laneevent.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// Many models write nothing where a tool takes no arguments.
bool isReadable(const ToolCall &call)
{
    return call.arguments.trimmed().isEmpty() || QJsonDocument::fromJson(call.arguments.toUtf8()).isObject();
}

} // namespace

ToolLoop::ToolLoop(const ChatRequest &request, const RecordedResults &recorded)
    : m_request(request)
    , m_recorded(recorded)
{
}

void ToolLoop::add(const ChatEvents &events)
{
    if (m_recorded.isEmpty())
        return;
    for (const ChatEvent &event : events)
        apply(event, m_answer);
}

ToolLoop::Step ToolLoop::next()
{
    const Step step = judge();
    if (!step.results.isEmpty()) {
        m_request.messages += messagesOf(m_answer, step.results);
        m_answer = {};
        ++m_requests;
    }
    return step;
}

ToolLoop::Step ToolLoop::judge() const
{
    if (m_answer.stop != StopReason::ToolCall)
        return {};
    const QList<ToolResult> found = results();
    if (found.isEmpty())
        return {};
    const auto broken = std::ranges::find_if_not(m_answer.toolCalls, &isReadable);
    if (broken != m_answer.toolCalls.end()) {
        return {.notice = u"No recorded result was sent back: the arguments of the call of “%1” are not a JSON object, "
                          "and providers refuse such a call when it is repeated."_s.arg(broken->name)};
    }
    if (m_requests >= mostRequests) {
        return {.notice =
                    u"No recorded result was sent back: tools were called in %1 requests, and that is as often as "
                    "one attempt goes on."_s.arg(m_requests)};
    }
    return {.results = found};
}

QList<ToolResult> ToolLoop::results() const
{
    QList<ToolResult> found;
    for (qsizetype i = 0; i < m_answer.toolCalls.size(); ++i) {
        const ToolCall &call = m_answer.toolCalls.at(i);
        const auto recorded = m_recorded.constFind(call.name);
        if (recorded == m_recorded.cend())
            return {};
        found.append({.callId = call.id.isEmpty() ? freeId(i) : call.id, .name = call.name, .text = *recorded});
    }
    return found;
}

// Some servers give calls no id, and want one all the same when they come back.
QString ToolLoop::freeId(qsizetype call) const
{
    return u"call_%1_%2"_s.arg(m_requests).arg(call + 1);
}

} // namespace evenhand
