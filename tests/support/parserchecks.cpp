// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/parserchecks.h"

#include "tests/support/chattext.h"

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

constexpr int mostCalls = 1024; // that an index can make room for, beyond those that came

QString pieceOf(const ChatEvent &event)
{
    if (const auto *text = std::get_if<TextDelta>(&event))
        return text->text;
    if (const auto *reasoning = std::get_if<ReasoningDelta>(&event))
        return reasoning->text;
    if (const auto *refusal = std::get_if<RefusalDelta>(&event))
        return refusal->text;
    const auto *call = std::get_if<ToolCallDelta>(&event);
    return call ? call->arguments : QString();
}

// Numbers can be longer than they were written.
QString checkSize(const ChatEvents &events, qsizetype size)
{
    qsizetype characters = 0;
    for (const ChatEvent &event : events)
        characters += pieceOf(event).size();
    if (events.size() > 16 + size || characters > 64 + 8 * size)
        return u"%1 events with %2 characters from %3 bytes"_s.arg(events.size()).arg(characters).arg(size);
    return {};
}

QString checkCalls(const ChatEvents &events)
{
    const QList<ToolCallDelta> pieces = all<ToolCallDelta>(events);
    for (const ToolCallDelta &piece : pieces) {
        if (piece.index < 0 || piece.index > mostCalls + pieces.size())
            return u"call %1"_s.arg(piece.index);
    }
    return {};
}

QString checkUsage(const ChatEvents &events)
{
    for (const UsageReport &report : all<UsageReport>(events)) {
        const Usage &usage = report.usage;
        QList<qint64> counts{usage.inputFresh.value_or(0),    usage.cacheRead.value_or(0),
                             usage.outputVisible.value_or(0), usage.reasoning.value_or(0),
                             usage.audioInput.value_or(0),    usage.audioOutput.value_or(0)};
        for (const Usage::CacheWrite &write : usage.cacheWrites)
            counts.append(write.tokens);
        const bool fine = std::ranges::all_of(counts, [](qint64 count) { return count >= 0; });
        if (!fine || usage.inputTotal().value_or(0) < 0 || usage.outputTotal().value_or(0) < 0)
            return u"counts that cannot be: %1"_s.arg(toText(ChatEvent(report)));
    }
    return {};
}

QString checkEnd(const ParsedAnswer &answer)
{
    if (answer.late > 0)
        return u"%1 events after the end"_s.arg(answer.late);
    if (all<Stopped>(answer.events).size() > 1)
        return u"several reasons to stop"_s;
    if (answer.ended && !answer.complete && !answer.failure)
        return u"an end that is neither well nor a failure"_s;
    if (answer.failure && (!answer.failure->error || answer.failure->error->message.isEmpty()))
        return u"a failure without words"_s;
    return {};
}

QString checkAnswer(const ParsedAnswer &answer, qsizetype size)
{
    for (const QString &fault :
         {checkEnd(answer), checkUsage(answer.events), checkCalls(answer.events), checkSize(answer.events, size)}) {
        if (!fault.isEmpty())
            return fault;
    }
    return {};
}

QString describe(const ParsedAnswer &answer)
{
    QStringList lines;
    for (const ChatEvent &event : answer.events)
        lines << toText(event);
    return (lines + answer.lines()).join(u'\n');
}

} // namespace

QStringList ParsedAnswer::lines() const
{
    QStringList lines = spoken(events);
    if (failure)
        lines << toText(*failure);
    else if (!complete)
        lines << u"cut off"_s;
    return lines;
}

static ParsedAnswer parsed(const AnswerParser &parser, const ChatEvents &events, qsizetype late)
{
    return {.events = events,
            .complete = parser.isComplete(),
            .ended = parser.isEnded(),
            .failure = parser.failure(),
            .late = late};
}

ParsedAnswer parseStream(AnswerParser &parser, const QByteArrayList &reads)
{
    ChatEvents events;
    qsizetype late = 0;
    for (qsizetype i = 0; i <= reads.size(); ++i) {
        const bool ended = parser.isEnded();
        const ChatEvents batch = i < reads.size() ? parser.feed(reads[i]) : parser.finish();
        late += ended ? batch.size() : 0;
        events += batch;
    }
    return parsed(parser, events, late);
}

ParsedAnswer parseWhole(AnswerParser &parser, const QByteArray &body)
{
    const ChatEvents events = parser.parseWhole(body);
    return parsed(parser, events, 0);
}

QByteArrayList singleBytes(const QByteArray &bytes)
{
    QByteArrayList reads;
    for (qsizetype i = 0; i < bytes.size(); ++i)
        reads << bytes.sliced(i, 1);
    return reads;
}

Cuts everyCut(const QByteArray &bytes)
{
    Cuts cuts{singleBytes(bytes)};
    for (qsizetype i = 0; i <= bytes.size(); ++i)
        cuts.append({bytes.first(i), bytes.sliced(i)});
    return cuts;
}

QString checkParser(const MakeParser &make, const QByteArray &bytes, const Cuts &cuts)
{
    const ParsedAnswer whole = parseStream(*make(), {bytes});
    if (const QString fault = checkAnswer(whole, bytes.size()); !fault.isEmpty())
        return fault;
    for (const QByteArrayList &reads : cuts) {
        if (const ParsedAnswer cut = parseStream(*make(), reads); cut != whole)
            return u"cut into %1 pieces it is\n%2\ninstead of\n%3"_s.arg(QString::number(reads.size()), describe(cut),
                                                                         describe(whole));
    }
    return checkAnswer(parseWhole(*make(), bytes), bytes.size());
}

} // namespace evenhand
