// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chattext.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

QString headersText(const QList<Header> &headers)
{
    QStringList lines;
    for (const Header &header : headers)
        lines << QString::fromUtf8(header.name + '=' + header.value);
    return lines.join(u' ');
}

QString countText(QLatin1StringView name, std::optional<qint64> count)
{
    return count ? u" %1=%2"_s.arg(name).arg(*count) : QString();
}

QString usageText(const Usage &usage)
{
    QString text = countText("fresh"_L1, usage.inputFresh) + countText("cached"_L1, usage.cacheRead);
    for (const Usage::CacheWrite &write : usage.cacheWrites)
        text += countText("written"_L1, write.tokens);
    return text + countText("visible"_L1, usage.outputVisible) + countText("reasoning"_L1, usage.reasoning)
           + countText("audio in"_L1, usage.audioInput) + countText("audio out"_L1, usage.audioOutput);
}

QString bucketText(QLatin1StringView name, const RateLimits::Bucket &bucket)
{
    const auto reset = bucket.reset.transform([](std::chrono::milliseconds value) { return qint64(value.count()); });
    return u" %1:"_s.arg(name) + countText("limit"_L1, bucket.limit) + countText("remaining"_L1, bucket.remaining)
           + countText("reset"_L1, reset);
}

struct Writer
{
    QString operator()(const PhaseReached &event) const { return u"phase %1"_s.arg(int(event.phase)); }
    QString operator()(const RequestRecord &event) const
    {
        return u"request %1 %2 %3 %4"_s.arg(QString::fromUtf8(event.method), event.url.toString(),
                                            headersText(event.headers), QString::fromUtf8(event.body));
    }
    QString operator()(const TextDelta &event) const { return u"text "_s + event.text; }
    QString operator()(const ReasoningDelta &event) const { return u"reasoning "_s + event.text; }
    QString operator()(const RefusalDelta &event) const { return u"refusal "_s + event.text; }
    QString operator()(const ToolCallDelta &event) const
    {
        return u"tool %1 [%2] %3 %4"_s.arg(event.index).arg(event.id, event.name, event.arguments);
    }
    QString operator()(const UsageReport &event) const { return u"usage"_s + usageText(event.usage); }
    QString operator()(const Identity &event) const
    {
        const QStringList parts{event.model,       event.responseId,  event.requestId,           event.region,
                                event.serviceTier, event.fingerprint, headersText(event.headers)};
        return u"identity "_s + parts.join(u'|');
    }
    QString operator()(const RateLimits &event) const
    {
        return u"limits"_s + bucketText("requests"_L1, event.requests) + bucketText("tokens"_L1, event.tokens);
    }
    QString operator()(const Notice &event) const { return u"notice "_s + event.text; }
    QString operator()(const Stopped &event) const
    {
        return u"stopped %1 (%2)"_s.arg(toString(event.reason), event.raw);
    }
    QString operator()(const ProviderState &event) const
    {
        return u"state "_s + QString::fromUtf8(QJsonDocument(event.state).toJson(QJsonDocument::Compact));
    }
};

// Appends a piece to the one before it; false when that is of another kind.
bool join(ChatEvent &before, const ChatEvent &event)
{
    if (before.index() != event.index())
        return false;
    if (auto *text = std::get_if<TextDelta>(&before)) {
        text->text += std::get<TextDelta>(event).text;
    } else if (auto *reasoning = std::get_if<ReasoningDelta>(&before)) {
        reasoning->text += std::get<ReasoningDelta>(event).text;
    } else if (auto *refusal = std::get_if<RefusalDelta>(&before)) {
        refusal->text += std::get<RefusalDelta>(event).text;
    } else if (auto *call = std::get_if<ToolCallDelta>(&before)) {
        const auto &piece = std::get<ToolCallDelta>(event);
        if (call->index != piece.index)
            return false;
        call->arguments += piece.arguments;
    } else {
        return false;
    }
    return true;
}

bool isSpoken(const ChatEvent &event)
{
    return std::holds_alternative<TextDelta>(event) || std::holds_alternative<ReasoningDelta>(event)
           || std::holds_alternative<RefusalDelta>(event) || std::holds_alternative<ToolCallDelta>(event)
           || std::holds_alternative<UsageReport>(event) || std::holds_alternative<Stopped>(event);
}

} // namespace

QString toText(const ChatEvent &event)
{
    return std::visit(Writer(), event);
}

QString toText(const ChatOutcome &outcome)
{
    if (!outcome.error)
        return u"done"_s;
    return u"%1: %2 (%3)%4%5"_s.arg(toString(outcome.error->code), outcome.error->message, outcome.error->detail,
                                    outcome.retryable ? u" retryable"_s : QString(),
                                    outcome.retryAfter ? u" after %1 ms"_s.arg(outcome.retryAfter->count())
                                                       : QString());
}

QStringList spoken(const ChatEvents &events)
{
    ChatEvents joined;
    for (const ChatEvent &event : events) {
        if (isSpoken(event) && (joined.isEmpty() || !join(joined.last(), event)))
            joined.append(event);
    }
    QStringList lines;
    for (const ChatEvent &event : std::as_const(joined))
        lines << toText(event);
    return lines;
}

QStringList notices(const ChatEvents &events)
{
    QStringList texts;
    for (const Notice &notice : all<Notice>(events))
        texts << notice.text;
    return texts;
}

} // namespace evenhand
