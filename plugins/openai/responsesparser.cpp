// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/responsesparser.h"

#include "plugins/http/readjson.h"
#include "plugins/http/unreadable.h"
#include "plugins/openai/contentfilter.h"
#include "plugins/openai/responsesrequest.h"
#include "plugins/openai/usage.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

// A wrong place must not be taken for a great many items.
constexpr int mostItems = 1024;

bool fill(QString &known, const QJsonValue &value)
{
    if (!known.isEmpty() || value.toString().isEmpty())
        return false;
    known = value.toString();
    return true;
}

int indexIn(const QJsonObject &event, QLatin1StringView key)
{
    return std::clamp(event[key].toInt(), 0, mostItems);
}

bool isCall(const QString &type)
{
    return type == "function_call"_L1 || type == "custom_tool_call"_L1;
}

// The item as it may be sent back: without what only an answer has.
QJsonObject returnable(const QJsonObject &item)
{
    QJsonObject result;
    for (auto member = item.begin(); member != item.end(); ++member) {
        if (!member.value().isNull() && member.key() != "status"_L1)
            result[member.key()] = member.value();
    }
    return result;
}

StopReason incompleteReason(const QString &word)
{
    if (word == "max_output_tokens"_L1)
        return StopReason::Length;
    if (word == "content_filter"_L1)
        return StopReason::Filtered;
    return word == "max_messages"_L1 || word == "steered"_L1 ? StopReason::Paused : StopReason::None;
}

} // namespace

ChatEvents ResponsesParser::feed(QByteArrayView bytes)
{
    ChatEvents out;
    takeEvents(m_decoder.feed(bytes), out);
    return out;
}

ChatEvents ResponsesParser::finish()
{
    ChatEvents out;
    takeEvents(m_decoder.finish(), out);
    return out;
}

ChatEvents ResponsesParser::parseWhole(const QByteArray &body)
{
    ChatEvents out;
    const QJsonDocument document = readJson(body);
    const QJsonObject object = document.object();
    const ProviderWords words = readErrorBody(body);
    if (object["output"_L1].isArray())
        takeEnd(object, u"completed"_s, out);
    else if (!document.isNull() && (!words.message.isEmpty() || !words.code.isEmpty()))
        failWith(words);
    else
        failAsUnreadable(body);
    return out;
}

void ResponsesParser::takeEvents(const QList<SseEvent> &events, ChatEvents &out)
{
    for (const SseEvent &event : events) {
        if (!m_ended)
            takeData(event, out);
    }
}

void ResponsesParser::takeData(const SseEvent &event, ChatEvents &out)
{
    const QByteArray data = event.data.trimmed();
    if (data == "[DONE]") { // of some compatible servers
        m_complete = m_ended = true;
        return;
    }
    const QJsonDocument document = readJson(data);
    const QJsonObject object = document.object();
    QString type = object["type"_L1].toString();
    if (type.isEmpty())
        type = QString::fromUtf8(event.name);
    if (type == "error"_L1 || document.isArray() || (type.isEmpty() && object.contains("error"_L1)))
        failWith(readErrorBody(data));
    else if (!type.isEmpty() && document.isObject())
        takeEvent(type, object, out);
    else if (!document.isObject() || object.contains("choices"_L1))
        failAsUnreadable(data);
}

void ResponsesParser::takeEvent(const QString &type, const QJsonObject &event, ChatEvents &out)
{
    const QJsonObject response = event["response"_L1].toObject();
    if (type == "response.created"_L1 || type == "response.queued"_L1 || type == "response.in_progress"_L1)
        takeIdentity(response, out);
    else if (type == "response.output_item.added"_L1 || type == "response.output_item.done"_L1)
        takeItem(placeOf(event), event["item"_L1].toObject(), type.endsWith(".done"_L1), out);
    else if (type == "response.completed"_L1 || type == "response.incomplete"_L1 || type == "response.failed"_L1)
        takeEnd(response, type.section(u'.', 1), out);
    else
        takeText(type, event, out);
}

void ResponsesParser::takeText(const QString &type, const QJsonObject &event, ChatEvents &out)
{
    struct Piece
    {
        QLatin1StringView type;
        Kind kind;
        QLatin1StringView whole; // the member of the last event that has all of it
        QLatin1StringView part;
    };
    static constexpr std::array pieces = {
        Piece{"response.output_text"_L1, Kind::Text, "text"_L1, "content_index"_L1},
        Piece{"response.refusal"_L1, Kind::Refusal, "refusal"_L1, "content_index"_L1},
        Piece{"response.reasoning_summary_text"_L1, Kind::Summary, "text"_L1, "summary_index"_L1},
        Piece{"response.reasoning_text"_L1, Kind::Reasoning, "text"_L1, "content_index"_L1},
        Piece{"response.function_call_arguments"_L1, Kind::Arguments, "arguments"_L1, ""_L1},
        Piece{"response.custom_tool_call_input"_L1, Kind::Arguments, "input"_L1, ""_L1},
    };
    const QStringView subject = QStringView(type).first(std::max<qsizetype>(type.lastIndexOf(u'.'), 0));
    const auto piece = std::ranges::find_if(pieces, [&](const Piece &each) { return subject == each.type; });
    if (piece == pieces.end())
        return;
    const Saying what{piece->kind, {placeOf(event), piece->part.isEmpty() ? 0 : indexIn(event, piece->part)}};
    if (type.endsWith(".delta"_L1))
        say(what, event["delta"_L1].toString(), out);
    else if (type.endsWith(".done"_L1))
        sayWhole(what, event[piece->whole].toString(), out);
}

void ResponsesParser::takeItem(int place, const QJsonObject &item, bool whole, ChatEvents &out)
{
    if (isCall(item["type"_L1].toString()))
        openCall(place, item, out);
    if (!whole)
        return;
    m_done[place] = item;
    takeWholeItem(place, item, out);
}

void ResponsesParser::takeWholeItem(int place, const QJsonObject &item, ChatEvents &out)
{
    const QString type = item["type"_L1].toString();
    if (type == "message"_L1) {
        takeParts(Kind::Text, place, item["content"_L1], "text"_L1, out);
        takeParts(Kind::Refusal, place, item["content"_L1], "refusal"_L1, out);
    } else if (type == "reasoning"_L1) {
        takeParts(Kind::Summary, place, item["summary"_L1], "text"_L1, out);
        takeParts(Kind::Reasoning, place, item["content"_L1], "text"_L1, out);
    } else if (isCall(type)) {
        openCall(place, item, out);
        const QString input = item["input"_L1].toString();
        sayWhole({Kind::Arguments, {place, 0}}, input.isEmpty() ? item["arguments"_L1].toString() : input, out);
    }
}

void ResponsesParser::takeParts(Kind kind, int place, const QJsonValue &parts, QLatin1StringView key, ChatEvents &out)
{
    const QJsonArray array = parts.toArray();
    for (qsizetype i = 0; i < array.size(); ++i)
        sayWhole({kind, {place, int(i)}}, array[i][key].toString(), out);
}

void ResponsesParser::openCall(int place, const QJsonObject &item, ChatEvents &out)
{
    const auto [call, isNew] = m_calls.try_emplace(place, int(m_calls.size()));
    if (isNew)
        out.append(ToolCallDelta{.index = call->second,
                                 .id = item["call_id"_L1].toString(),
                                 .name = item["name"_L1].toString(),
                                 .arguments = {}});
}

// Messages of one answer, and parts of its reasoning, are paragraphs of their own.
void ResponsesParser::say(Saying what, const QString &text, ChatEvents &out)
{
    if (text.isEmpty())
        return;
    const auto [kind, place] = what;
    m_said.insert(what);
    if (kind == Kind::Arguments) {
        const int call = m_calls.try_emplace(place.item, int(m_calls.size())).first->second;
        out.append(ToolCallDelta{.index = call, .id = {}, .name = {}, .arguments = text});
    } else if (kind == Kind::Refusal) {
        m_refused = true;
        out.append(RefusalDelta{text});
    } else if (kind == Kind::Text) {
        const bool another = m_textItem && *m_textItem != place.item;
        m_textItem = place.item;
        out.append(TextDelta{another ? u"\n\n"_s + text : text});
    } else {
        const bool another = m_reasoning && *m_reasoning != what;
        m_reasoning = what;
        out.append(ReasoningDelta{another ? u"\n\n"_s + text : text});
    }
}

void ResponsesParser::sayWhole(Saying what, const QString &text, ChatEvents &out)
{
    if (!m_said.contains(what))
        say(what, text, out);
}

int ResponsesParser::placeOf(const QJsonObject &event)
{
    if (event["output_index"_L1].isDouble())
        return indexIn(event, "output_index"_L1);
    QString id = event["item_id"_L1].toString();
    if (id.isEmpty())
        id = event["item"_L1]["id"_L1].toString();
    const qsizetype known = m_ids.indexOf(id);
    if (known >= 0)
        return int(known);
    if (m_ids.size() < mostItems)
        m_ids.append(id);
    return int(m_ids.size()) - 1;
}

void ResponsesParser::takeIdentity(const QJsonObject &response, ChatEvents &out)
{
    bool more = fill(m_identity.model, response["model"_L1]);
    more |= fill(m_identity.responseId, response["id"_L1]);
    // Before the end it is what was asked for, such as "auto".
    if (response["status"_L1].toString() != "in_progress"_L1)
        more |= fill(m_identity.serviceTier, response["service_tier"_L1]);
    if (more)
        out.append(m_identity);
}

void ResponsesParser::takeEnd(const QJsonObject &response, const QString &status, ChatEvents &out)
{
    takeIdentity(response, out);
    const QJsonArray output = response["output"_L1].toArray();
    // Only where the stream itself said nothing: the places may differ.
    if (m_said.empty() && m_calls.empty()) {
        for (qsizetype i = 0; i < output.size(); ++i)
            takeWholeItem(int(i), output[i].toObject(), out);
    }
    appendState(output, out);
    const QString said = response["status"_L1].toString();
    const QString ended = said.isEmpty() ? status : said;
    if (const QJsonObject usage = response["usage"_L1].toObject(); !usage.isEmpty()) {
        out.append(UsageReport{.usage = readResponsesUsage(usage), .raw = usage});
        takeLength(usage["output_tokens"_L1].toInteger(), ended, out);
    }
    takeFilter(response, out);
    takeStatus(response, ended, out);
    m_complete = m_ended = true;
}

// Some compatible servers call an answer completed that they cut.
void ResponsesParser::takeLength(qint64 tokens, const QString &status, ChatEvents &out) const
{
    if (m_limit && tokens >= *m_limit && status == "completed"_L1) {
        out.append(Notice{
            u"The answer has all %1 tokens that it was allowed, so it may be cut, though the provider calls it “%2”."_s
                .arg(QString::number(tokens), status)});
    }
}

void ResponsesParser::takeFilter(const QJsonObject &response, ChatEvents &out) const
{
    QStringList categories;
    for (const QJsonValue &filter : response["content_filters"_L1].toArray())
        categories += filteredCategories(filter["content_filter_results"_L1]);
    if (!categories.isEmpty())
        out.append(Notice{filteredText(categories)});
}

void ResponsesParser::takeStatus(const QJsonObject &response, const QString &status, ChatEvents &out)
{
    if (status == "failed"_L1) {
        out.append(Stopped{.reason = StopReason::Failed, .raw = status});
        failWith(readErrorObject(response["error"_L1]));
    } else if (status == "incomplete"_L1) {
        const QString reason = response["incomplete_details"_L1]["reason"_L1].toString();
        out.append(Stopped{.reason = incompleteReason(reason), .raw = reason.isEmpty() ? status : reason});
    } else {
        const StopReason reason = m_refused         ? StopReason::Filtered
                                  : m_calls.empty() ? StopReason::Stop
                                                    : StopReason::ToolCall;
        out.append(Stopped{.reason = status == "completed"_L1 ? reason : StopReason::None, .raw = status});
    }
}

// Without encrypted reasoning the conversation's own messages say as much.
void ResponsesParser::appendState(const QJsonArray &output, ChatEvents &out) const
{
    QJsonArray items;
    for (const QJsonValue &item : output)
        items.append(returnable(item.toObject()));
    if (items.isEmpty()) {
        for (const auto &[place, item] : m_done)
            items.append(returnable(item));
    }
    const bool encrypted = std::ranges::any_of(std::as_const(items), [](const QJsonValue &item) {
        return !item["encrypted_content"_L1].toString().isEmpty();
    });
    if (encrypted)
        out.append(ProviderState{{{outputItemsKey, items}}});
}

void ResponsesParser::failWith(const ProviderWords &words)
{
    m_failure = streamFailure(words);
    m_ended = true;
}

void ResponsesParser::failAsUnreadable(const QByteArray &data)
{
    m_failure = unreadableAnswer(data, "with a response"_L1);
    m_ended = true;
}

} // namespace evenhand
