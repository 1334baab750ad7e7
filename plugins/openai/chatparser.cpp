// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/chatparser.h"

#include "plugins/http/readjson.h"
#include "plugins/http/stopwords.h"
#include "plugins/http/unreadable.h"
#include "plugins/openai/chatmessages.h"
#include "plugins/openai/contentfilter.h"
#include "plugins/openai/usage.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

// The texts of an array of parts. Parts of type "thinking" hold an array of parts themselves.
QString joinedTexts(const QJsonArray &parts, std::initializer_list<QLatin1StringView> types, QLatin1StringView key)
{
    QString text;
    for (const QJsonValue &part : parts) {
        const QString type = part["type"_L1].toString();
        if (std::ranges::find(types, type) == types.end())
            continue;
        const QJsonValue value = part[key];
        text += value.isArray() ? joinedTexts(value.toArray(), {"text"_L1}, "text"_L1) : value.toString();
    }
    return text;
}

QString visibleText(const QJsonValue &content)
{
    return content.isArray() ? joinedTexts(content.toArray(), {"text"_L1}, "text"_L1) : content.toString();
}

// Servers differ in where they put it, and some say it twice: the first place with any text counts.
QString reasoningText(const QJsonObject &delta)
{
    for (const QLatin1StringView key : {"reasoning_content"_L1, "reasoning"_L1}) {
        if (QString text = delta[key].toString(); !text.isEmpty())
            return text;
    }
    const QJsonArray details = delta["reasoning_details"_L1].toArray();
    QString text = joinedTexts(details, {"reasoning.text"_L1}, "text"_L1)
                   + joinedTexts(details, {"reasoning.summary"_L1}, "summary"_L1);
    if (text.isEmpty())
        text = joinedTexts(delta["content"_L1].toArray(), {"thinking"_L1}, "thinking"_L1);
    return text;
}

// null, false, "" and {} say that there is no error.
bool isError(const QJsonValue &value)
{
    return (value.isObject() && !value.toObject().isEmpty()) || (value.isArray() && !value.toArray().isEmpty())
           || (value.isString() && !value.toString().isEmpty());
}

bool fill(QString &known, const QJsonValue &value)
{
    if (!known.isEmpty() || value.toString().isEmpty())
        return false;
    known = value.toString();
    return true;
}

constexpr std::array stopWords = {
    StopWord{"stop"_L1, StopReason::Stop},
    StopWord{"eos"_L1, StopReason::Stop},
    StopWord{"length"_L1, StopReason::Length},
    StopWord{"tool_calls"_L1, StopReason::ToolCall},
    StopWord{"function_call"_L1, StopReason::ToolCall},
    StopWord{"content_filter"_L1, StopReason::Filtered},
    StopWord{"error"_L1, StopReason::Failed},
    StopWord{"insufficient_system_resource"_L1, StopReason::Failed},
};

} // namespace

ChatParser::ChatParser(bool thinkTags)
{
    if (thinkTags)
        m_thinkTags.emplace();
}

ChatEvents ChatParser::feed(QByteArrayView bytes)
{
    ChatEvents out;
    takeEvents(m_decoder.feed(bytes), out);
    return out;
}

ChatEvents ChatParser::finish()
{
    ChatEvents out;
    takeEvents(m_decoder.finish(), out);
    flushText(out);
    return out;
}

ChatEvents ChatParser::parseWhole(const QByteArray &body)
{
    ChatEvents out;
    const QJsonDocument document = readJson(body);
    const QJsonObject object = document.object();
    if (isError(object["error"_L1]) || document.isArray()) {
        failWith(readErrorBody(body));
    } else if (object["choices"_L1].isArray()) {
        m_complete = true;
        takeChunk(object, out);
        flushText(out);
    } else if (const ProviderWords words = readErrorBody(body); !object.isEmpty() && !words.message.isEmpty()) {
        failWith(words);
    } else {
        failAsUnreadable(body);
    }
    return out;
}

void ChatParser::takeEvents(const QList<SseEvent> &events, ChatEvents &out)
{
    for (const SseEvent &event : events) {
        if (!m_ended)
            takeData(event, out);
    }
}

void ChatParser::takeData(const SseEvent &event, ChatEvents &out)
{
    const QByteArray data = event.data.trimmed();
    if (data == "[DONE]") {
        flushText(out);
        m_complete = m_ended = true;
        return;
    }
    const QJsonDocument document = readJson(data);
    if (event.name == "error" || document.isArray() || document["object"_L1].toString() == "error"_L1) {
        flushText(out);
        failWith(readErrorBody(data));
    } else if (document.isObject()) {
        takeChunk(document.object(), out);
    } else {
        flushText(out);
        failAsUnreadable(data);
    }
}

void ChatParser::takeChunk(const QJsonObject &chunk, ChatEvents &out)
{
    takeIdentity(chunk, out);
    takeRoute(chunk, out);
    for (const QJsonValue &filter : chunk["prompt_filter_results"_L1].toArray())
        takeFilter(filter.toObject(), out);
    for (const QJsonValue &choice : chunk["choices"_L1].toArray())
        takeChoice(choice.toObject(), out);
    takeUsage(chunk, out);
    for (const QJsonValue &error : {chunk["error"_L1], chunk["x_groq"_L1]["error"_L1]}) {
        if (isError(error)) {
            flushText(out);
            failWith(readErrorObject(error));
            return;
        }
    }
}

void ChatParser::takeIdentity(const QJsonObject &chunk, ChatEvents &out)
{
    bool more = fill(m_identity.model, chunk["model"_L1]);
    more |= fill(m_identity.responseId, chunk["id"_L1]);
    more |= fill(m_identity.serviceTier, chunk["service_tier"_L1]);
    more |= fill(m_identity.fingerprint, chunk["system_fingerprint"_L1]);
    more |= fill(m_identity.requestId, chunk["x_groq"_L1]["id"_L1]);
    if (more)
        out.append(m_identity);
}

// A gateway may send each request to another provider, which matters to who compares them.
void ChatParser::takeRoute(const QJsonObject &chunk, ChatEvents &out)
{
    if (fill(m_route, chunk["provider"_L1]))
        out.append(Notice{u"The gateway says that “%1” answers."_s.arg(m_route)});
}

void ChatParser::takeFilter(const QJsonObject &object, ChatEvents &out)
{
    const QStringList categories = filteredCategories(object["content_filter_results"_L1]);
    if (categories.isEmpty() || categories == m_filtered)
        return;
    m_filtered = categories;
    out.append(Notice{filteredText(categories)});
}

void ChatParser::takeUsage(const QJsonObject &chunk, ChatEvents &out)
{
    QJsonObject usage = chunk["usage"_L1].toObject();
    if (usage.isEmpty())
        usage = chunk["x_groq"_L1]["usage"_L1].toObject();
    if (usage.isEmpty() || usage == m_usage)
        return;
    m_usage = usage;
    out.append(UsageReport{.usage = readUsage(usage), .raw = usage});
}

void ChatParser::takeChoice(const QJsonObject &choice, ChatEvents &out)
{
    if (choice["index"_L1].toInt() != 0) {
        if (!std::exchange(m_toldOfChoices, true))
            out.append(Notice{u"The provider sent more than one answer (n); only the first is kept."_s});
        return;
    }
    takeFilter(choice, out);
    const QJsonValue delta = choice["delta"_L1];
    takeDelta(delta.isObject() ? delta.toObject() : choice["message"_L1].toObject(), out);
    if (const QString word = choice["finish_reason"_L1].toString(); !word.isEmpty())
        takeFinishReason(word, out);
}

void ChatParser::takeDelta(const QJsonObject &delta, ChatEvents &out)
{
    if (const QString text = reasoningText(delta); !text.isEmpty())
        out.append(ReasoningDelta{text});
    m_details.add(delta["reasoning_details"_L1].toArray());
    m_reasoningContent += delta[reasoningContentKey].toString();
    if (const QString text = visibleText(delta["content"_L1]); !text.isEmpty())
        takeText(text, out);
    if (const QString text = delta["refusal"_L1].toString(); !text.isEmpty()) {
        m_refused = true;
        out.append(RefusalDelta{text});
    }
    const QJsonArray calls = delta["tool_calls"_L1].toArray();
    for (qsizetype i = 0; i < calls.size(); ++i)
        out.append(m_toolCalls.read(calls[i].toObject(), i, calls.size()));
    const QJsonObject function = delta["function_call"_L1].toObject();
    if (!function.isEmpty())
        out.append(m_toolCalls.readFunction(function));
    m_calledTools |= !calls.isEmpty() || !function.isEmpty();
}

static void appendPieces(const QList<ThinkTagSplitter::Piece> &pieces, ChatEvents &out)
{
    for (const ThinkTagSplitter::Piece &piece : pieces) {
        if (piece.reasoning)
            out.append(ReasoningDelta{piece.text});
        else
            out.append(TextDelta{piece.text});
    }
}

void ChatParser::takeText(const QString &text, ChatEvents &out)
{
    if (m_thinkTags)
        appendPieces(m_thinkTags->feed(text), out);
    else
        out.append(TextDelta{text});
}

void ChatParser::flushText(ChatEvents &out)
{
    if (m_thinkTags)
        appendPieces(m_thinkTags->finish(), out);
}

void ChatParser::takeFinishReason(const QString &word, ChatEvents &out)
{
    if (std::exchange(m_stopped, true))
        return;
    flushText(out);
    m_complete = true;
    if (const QJsonArray details = m_details.all(); !details.isEmpty())
        out.append(ProviderState{{{reasoningDetailsKey, details}}});
    else if (m_calledTools && !m_reasoningContent.isEmpty()) // some refuse the results of tools without it
        out.append(ProviderState{{{reasoningContentKey, m_reasoningContent}}});
    const Stopped stopped{.reason = stopReason(word), .raw = word};
    out.append(stopped);
    if (stopped.reason == StopReason::Failed)
        m_failure = streamFailure({.message = u"finish_reason “%1”"_s.arg(word)});
}

// Not every server has a word of its own for a refusal or a tool call.
StopReason ChatParser::stopReason(const QString &word) const
{
    const StopReason reason = stopReasonOf(stopWords, word);
    if (reason == StopReason::Stop && m_refused)
        return StopReason::Filtered;
    return reason == StopReason::Stop && m_calledTools ? StopReason::ToolCall : reason;
}

void ChatParser::fail(ChatOutcome outcome)
{
    m_failure = std::move(outcome);
    m_ended = true;
}

void ChatParser::failWith(const ProviderWords &words)
{
    fail(streamFailure(words));
}

void ChatParser::failAsUnreadable(const QByteArray &data)
{
    fail(unreadableAnswer(data, "with a chat completion"_L1));
}

} // namespace evenhand
