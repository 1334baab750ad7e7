// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/anthropic/messagesparser.h"

#include "plugins/anthropic/messagecontent.h"
#include "plugins/anthropic/messagesusage.h"
#include "plugins/http/readjson.h"
#include "plugins/http/stopwords.h"
#include "plugins/http/unreadable.h"

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

constexpr std::array stopWords = {
    StopWord{"end_turn"_L1, StopReason::Stop},     StopWord{"stop_sequence"_L1, StopReason::Stop},
    StopWord{"max_tokens"_L1, StopReason::Length}, StopWord{"model_context_window_exceeded"_L1, StopReason::Length},
    StopWord{"tool_use"_L1, StopReason::ToolCall}, StopWord{"pause_turn"_L1, StopReason::Paused},
    StopWord{"refusal"_L1, StopReason::Filtered},
};

// Fast answers have prices of their own, as tiers have.
QString tierOf(const QJsonObject &usage)
{
    const QString speed = usage["speed"_L1].toString();
    return speed == "fast"_L1 ? speed : usage["service_tier"_L1].toString();
}

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

// Only what the provider signed, or encrypted, is taken back by it.
bool canComeBack(const QJsonObject &reasoning)
{
    return !reasoning["signature"_L1].toString().isEmpty() || !reasoning["data"_L1].toString().isEmpty();
}

} // namespace

ChatEvents MessagesParser::feed(QByteArrayView bytes)
{
    ChatEvents out;
    takeEvents(m_decoder.feed(bytes), out);
    return out;
}

ChatEvents MessagesParser::finish()
{
    ChatEvents out;
    takeEvents(m_decoder.finish(), out);
    return out;
}

ChatEvents MessagesParser::parseWhole(const QByteArray &body)
{
    ChatEvents out;
    const QJsonObject message = readJson(body).object();
    if (message["content"_L1].isArray()) {
        takeMessage(message, out);
        takeUsage(message["usage"_L1].toObject(), true, out);
        takeStop(message, out);
        m_stopped = true;
    } else if (const ProviderWords words = readErrorBody(body); !message.isEmpty() && !words.message.isEmpty()) {
        failWith(words);
    } else {
        failAsUnreadable(body);
    }
    return out;
}

void MessagesParser::takeEvents(const QList<SseEvent> &events, ChatEvents &out)
{
    for (const SseEvent &event : events) {
        if (!m_ended)
            takeData(event, out);
    }
}

// The event's name repeats the object's type, and is lost on some ways.
void MessagesParser::takeData(const SseEvent &event, ChatEvents &out)
{
    const QJsonDocument document = readJson(event.data);
    const QJsonObject object = document.object();
    const QString type = object["type"_L1].toString(QString::fromUtf8(event.name));
    if (type == "error"_L1 || object["error"_L1].isObject())
        failWith(readErrorBody(event.data));
    else if (document.isObject())
        takeObject(type, object, out);
    else if (event.name != "ping" && event.data.trimmed() != "[DONE]")
        failAsUnreadable(event.data);
}

void MessagesParser::takeObject(const QString &type, const QJsonObject &object, ChatEvents &out)
{
    if (type == "message_start"_L1) {
        const QJsonObject message = object["message"_L1].toObject();
        takeMessage(message, out);
        takeUsage(message["usage"_L1].toObject(), false, out);
    } else if (type == "content_block_start"_L1) {
        openBlock(object["index"_L1].toInt(), object["content_block"_L1].toObject(), out);
    } else if (type == "content_block_delta"_L1) {
        takeDelta(m_blocks[object["index"_L1].toInt()], object["delta"_L1].toObject(), out);
    } else if (type == "content_block_stop"_L1) {
        closeBlock(m_blocks[object["index"_L1].toInt()], out);
    } else if (type == "message_delta"_L1) {
        takeUsage(object["usage"_L1].toObject(), true, out);
        takeStop(object["delta"_L1].toObject(), out);
    } else if (type == "message_stop"_L1) {
        m_stopped = m_ended = true;
    }
}

// Some proxies send the beginning twice.
void MessagesParser::takeMessage(const QJsonObject &message, ChatEvents &out)
{
    if (!m_blocks.empty())
        return;
    const QJsonObject usage = message["usage"_L1].toObject();
    const Identity identity{.model = message["model"_L1].toString(),
                            .responseId = message["id"_L1].toString(),
                            .requestId = {},
                            .region = usage["inference_geo"_L1].toString(),
                            .serviceTier = tierOf(usage),
                            .fingerprint = {},
                            .headers = {}};
    if (identity != Identity())
        out.append(identity);
    const QJsonArray content = message["content"_L1].toArray();
    for (qsizetype i = 0; i < content.size(); ++i) {
        openBlock(int(i), content.at(i).toObject(), out);
        closeBlock(m_blocks[int(i)], out);
    }
}

// The output that is counted at the beginning is no more than a placeholder.
void MessagesParser::takeUsage(const QJsonObject &usage, bool final, ChatEvents &out)
{
    const QJsonObject merged = mergedUsage(m_usage, usage);
    if (merged == m_usage)
        return;
    m_usage = merged;
    UsageReport report{.usage = readMessagesUsage(m_usage), .raw = m_usage};
    if (!final)
        report.usage.outputVisible.reset();
    out.append(report);
}

void MessagesParser::openBlock(int index, const QJsonObject &content, ChatEvents &out)
{
    Block &block = m_blocks[index];
    block = {.type = content["type"_L1].toString()};
    if (block.type == "text"_L1) {
        takeText(content["text"_L1].toString(), out);
    } else if (block.type == "thinking"_L1) {
        block.reasoning = {{u"signature"_s, content["signature"_L1]}};
        takeReasoning(block, content["thinking"_L1].toString(), out);
    } else if (block.type == "redacted_thinking"_L1) {
        block.reasoning = content;
    } else if (block.type == "tool_use"_L1) {
        block.call = m_calls++;
        block.input = content["input"_L1].toObject();
        out.append(ToolCallDelta{.index = block.call,
                                 .id = content["id"_L1].toString(),
                                 .name = content["name"_L1].toString(),
                                 .arguments = {}});
    }
}

void MessagesParser::takeDelta(Block &block, const QJsonObject &delta, ChatEvents &out)
{
    const QString type = delta["type"_L1].toString();
    if (type == "text_delta"_L1) {
        takeText(delta["text"_L1].toString(), out);
    } else if (type == "thinking_delta"_L1) {
        takeReasoning(block, delta["thinking"_L1].toString(), out);
    } else if (type == "signature_delta"_L1 && !block.reasoning.isEmpty()) {
        block.reasoning[u"signature"_s] = delta["signature"_L1];
    } else if (type == "input_json_delta"_L1 && block.call >= 0) {
        const QString piece = delta["partial_json"_L1].toString();
        block.pieces |= !piece.isEmpty();
        if (!piece.isEmpty())
            out.append(ToolCallDelta{.index = block.call, .id = {}, .name = {}, .arguments = piece});
    }
}

// A call without arguments sends none; that means an empty object.
void MessagesParser::closeBlock(Block &block, ChatEvents &out)
{
    if (!std::exchange(block.closed, true) && block.call >= 0 && !block.pieces)
        out.append(ToolCallDelta{.index = block.call, .id = {}, .name = {}, .arguments = compact(block.input)});
}

void MessagesParser::takeText(const QString &text, ChatEvents &out)
{
    if (text.isEmpty())
        return;
    m_said = true;
    out.append(TextDelta{text});
}

void MessagesParser::takeReasoning(Block &block, const QString &text, ChatEvents &out)
{
    block.reasoning[u"type"_s] = u"thinking"_s;
    block.thinking += text;
    if (!text.isEmpty())
        out.append(ReasoningDelta{text});
}

void MessagesParser::takeStop(const QJsonObject &delta, ChatEvents &out)
{
    const QString word = delta["stop_reason"_L1].toString();
    if (word.isEmpty() || std::exchange(m_stopped, true))
        return;
    const StopReason reason = stopReasonOf(stopWords, word);
    if (reason == StopReason::Filtered)
        takeRefusal(delta["stop_details"_L1].toObject(), out);
    appendState(out);
    out.append(Stopped{.reason = reason, .raw = word});
}

void MessagesParser::takeRefusal(const QJsonObject &details, ChatEvents &out)
{
    const QString explanation = details["explanation"_L1].toString();
    const QString category = details["category"_L1].toString();
    if (!explanation.isEmpty())
        out.append(RefusalDelta{explanation});
    if (!category.isEmpty())
        out.append(Notice{u"The model refused; the provider names the reason “%1”."_s.arg(category)});
    else if (explanation.isEmpty())
        out.append(Notice{u"The model refused and gave no reason."_s});
    if (m_said)
        out.append(Notice{u"The text came before the refusal; it is not an answer."_s});
}

void MessagesParser::appendState(ChatEvents &out) const
{
    QJsonArray blocks;
    for (const auto &[index, block] : m_blocks) {
        if (!canComeBack(block.reasoning))
            continue;
        QJsonObject reasoning = block.reasoning;
        if (reasoning["type"_L1] == "thinking"_L1)
            reasoning[u"thinking"_s] = block.thinking;
        blocks.append(reasoning);
    }
    if (!blocks.isEmpty())
        out.append(ProviderState{{{reasoningBlocksKey, blocks}}});
}

void MessagesParser::failWith(const ProviderWords &words)
{
    m_failure = streamFailure(words);
    m_ended = true;
}

void MessagesParser::failAsUnreadable(const QByteArray &data)
{
    m_failure = unreadableAnswer(data, "with a message"_L1);
    m_ended = true;
}

} // namespace evenhand
