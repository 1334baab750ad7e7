// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/unit/lanelog.h"

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

QString at(Duration time)
{
    return u" @%1"_s.arg(std::chrono::duration<double, std::milli>(time).count());
}

QString reasonName(WaitReason reason)
{
    switch (reason) {
    case WaitReason::None:
        return {};
    case WaitReason::Answer:
        return u" for the answer"_s;
    case WaitReason::RetryAfter:
        return u" as asked"_s;
    case WaitReason::Backoff:
        return u" to try again"_s;
    case WaitReason::Pacing:
        return u" for the pace"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString errorText(const Error &error)
{
    return u" %1: %2"_s.arg(toString(error.code), error.message);
}

struct DescribeOutput
{
    QString operator()(const PhaseReached &reached) const { return u"phase %1"_s.arg(int(reached.phase)); }
    QString operator()(const RequestRecord &request) const
    {
        return u"request %1 %2"_s.arg(request.url.toString(), QString::fromUtf8(request.body));
    }
    QString operator()(const TextDelta &delta) const { return u"text "_s + delta.text; }
    QString operator()(const ReasoningDelta &delta) const { return u"reasoning "_s + delta.text; }
    QString operator()(const RefusalDelta &delta) const { return u"refusal "_s + delta.text; }
    QString operator()(const ToolCallDelta &delta) const
    {
        return u"tool %1 %2 %3"_s.arg(delta.index).arg(delta.name, delta.arguments);
    }
    QString operator()(const UsageReport &report) const
    {
        return u"usage %1 %2"_s.arg(report.usage.inputTotal().value_or(-1))
            .arg(report.usage.outputTotal().value_or(-1));
    }
    QString operator()(const Identity &identity) const
    {
        QString text = u"identity "_s + identity.model;
        for (const Header &header : identity.headers)
            text += u" %1=%2"_s.arg(QString::fromUtf8(header.name), QString::fromUtf8(header.value));
        return text;
    }
    QString operator()(const RateLimits &) const { return u"limits"_s; }
    QString operator()(const Notice &notice) const { return u"notice "_s + notice.text; }
    QString operator()(const Stopped &stopped) const { return u"stopped "_s + toString(stopped.reason); }
    QString operator()(const ProviderState &state) const { return u"state "_s + state.state.keys().join(u','); }
};

struct DescribeEvent
{
    QString operator()(const LaneStateChanged &change) const
    {
        QString text = toString(change.state) + reasonName(change.reason);
        if (change.wait.count() > 0)
            text += u" %1 ms"_s.arg(change.wait.count());
        return change.message.isEmpty() ? text : text + u": "_s + change.message;
    }
    QString operator()(const AttemptStarted &started) const
    {
        return u"attempt %1/%2"_s.arg(started.number).arg(started.most) + at(started.queue);
    }
    QString operator()(const RoundStarted &started) const
    {
        QStringList results;
        for (const ToolResult &result : started.results)
            results.append(u"%1 %2=%3"_s.arg(result.callId, result.name, result.text));
        return u"round after %1"_s.arg(results.join(u", "_s)) + at(started.total) + at(started.queue);
    }
    QString operator()(const LaneOutput &output) const
    {
        return std::visit(DescribeOutput{}, output.event) + at(output.since);
    }
    QString operator()(const AttemptEnded &ended) const
    {
        return u"attempt "_s + toString(ended.state) + (ended.error ? errorText(*ended.error) : QString())
               + at(ended.total);
    }
};

} // namespace

QString describe(const LaneEvent &event)
{
    return std::visit(DescribeEvent{}, event.what);
}

void LaneLog::add(const LaneEvents &events)
{
    ++m_batches;
    for (const LaneEvent &event : events) {
        m_lines[event.cell].append(describe(event));
        apply(event, m_cells[event.cell]);
    }
}

} // namespace evenhand
