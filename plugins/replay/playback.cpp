// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/replay/playback.h"

using namespace Qt::StringLiterals;

namespace evenhand::replay {
namespace {

constexpr qsizetype longestToken = 6; // UTF-16 units, white space before it not counted

using Time = std::chrono::microseconds;

QString *textOf(ChatEvent &event)
{
    if (auto *text = std::get_if<TextDelta>(&event))
        return &text->text;
    if (auto *reasoning = std::get_if<ReasoningDelta>(&event))
        return &reasoning->text;
    if (auto *refusal = std::get_if<RefusalDelta>(&event))
        return &refusal->text;
    if (auto *call = std::get_if<ToolCallDelta>(&event))
        return &call->arguments;
    return nullptr;
}

QStringList usedParameters(const Parameters &parameters)
{
    QStringList names;
    if (parameters.maxTokens)
        names.append(u"max_tokens"_s);
    if (parameters.temperature)
        names.append(u"temperature"_s);
    if (parameters.topP)
        names.append(u"top_p"_s);
    if (parameters.seed)
        names.append(u"seed"_s);
    if (!parameters.stop.isEmpty())
        names.append(u"stop"_s);
    if (!parameters.effort.isEmpty())
        names.append(u"effort"_s);
    return names + parameters.extra.keys();
}

class Player
{
public:
    Player(const ChatRequest &request, const Speed &speed)
        : m_request(request)
        , m_speed(speed)
    {
    }

    Playback play(const Recording &recording, const RecordedAnswer &answer)
    {
        add(Identity{.model = recording.model.id});
        if (const QStringList names = usedParameters(m_request.parameters); !names.isEmpty())
            add(Notice{
                u"A written answer does not change with parameters: %1 had no effect."_s.arg(names.join(", "_L1))});
        for (const Step &step : answer.steps) {
            if (step.at)
                m_now = std::max(m_now, Time(*step.at));
            std::visit([&](const auto &what) { take(what, step.tokensPerSecond); }, step.what);
        }
        m_playback.end = scaled(m_now);
        return m_playback;
    }

private:
    void take(const ChatEvent &event, double tokensPerSecond)
    {
        ChatEvent rest = event;
        QString *text = textOf(rest);
        if (!text)
            return add(event);
        const QStringList pieces = tokens(*text);
        (std::holds_alternative<ReasoningDelta>(event) ? m_reasoning : m_visible) += pieces.size();
        if (tokensPerSecond <= 0)
            return add(event);
        const Time start = m_now;
        for (qsizetype i = 0; i < pieces.size(); ++i) {
            *text = pieces.at(i);
            m_now = start + Time(qint64(double(i) * 1e6 / tokensPerSecond));
            add(rest);
            if (auto *call = std::get_if<ToolCallDelta>(&rest))
                call->id = call->name = QString(); // said with the first piece
        }
    }

    void take(const CountedUsage &, double)
    {
        qint64 input = 0;
        for (const Message &message : m_request.messages)
            input += tokens(message.text).size();
        UsageReport report{.usage = {.inputFresh = input, .outputVisible = m_visible}, .raw = {}};
        if (m_reasoning > 0)
            report.usage.reasoning = m_reasoning;
        add(report);
    }

    void take(const ChatOutcome &outcome, double) { m_playback.outcome = outcome; }

    void add(const ChatEvent &event) { m_playback.events.append({.at = scaled(m_now), .event = event}); }

    Time scaled(Time time) const
    {
        return m_speed.factor ? Time(qint64(double(time.count()) / *m_speed.factor)) : Time(0);
    }

    const ChatRequest &m_request;
    const Speed &m_speed;
    Playback m_playback;
    Time m_now{0};
    qint64 m_visible = 0;
    qint64 m_reasoning = 0;
};

} // namespace

QStringList tokens(const QString &text)
{
    QStringList result;
    qsizetype start = 0;
    qsizetype length = 0; // of the word in the piece
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool newWord = text.at(i).isSpace() && length > 0;
        const bool tooLong = length >= longestToken && !text.at(i).isLowSurrogate();
        if (newWord || tooLong) {
            result.append(text.sliced(start, i - start));
            start = i;
            length = 0;
        }
        if (!text.at(i).isSpace())
            ++length;
    }
    if (start < text.size())
        result.append(text.sliced(start));
    return result;
}

Playback play(const Recording &recording, const RecordedAnswer &answer, const ChatRequest &request, const Speed &speed)
{
    return Player(request, speed).play(recording, answer);
}

} // namespace evenhand::replay
