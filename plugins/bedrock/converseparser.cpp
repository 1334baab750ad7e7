// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/bedrock/converseparser.h"

#include "plugins/bedrock/bedrockerror.h"
#include "plugins/http/readusage.h"
#include "plugins/http/stopwords.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {

namespace {

// A wrong index must not make the list of blocks grow without bound.
constexpr int mostBlocks = 4096;

constexpr std::array stopWords = {
    StopWord{"end_turn"_L1, StopReason::Stop},
    StopWord{"stop_sequence"_L1, StopReason::Stop},
    StopWord{"max_tokens"_L1, StopReason::Length},
    StopWord{"model_context_window_exceeded"_L1, StopReason::Length},
    StopWord{"tool_use"_L1, StopReason::ToolCall},
    StopWord{"guardrail_intervened"_L1, StopReason::Filtered},
    StopWord{"content_filtered"_L1, StopReason::Filtered},
    StopWord{"malformed_model_output"_L1, StopReason::Failed},
    StopWord{"malformed_tool_use"_L1, StopReason::Failed},
};

// "5m", "1h"
std::chrono::seconds lifetimeOf(const QString &text)
{
    const int number = text.chopped(std::min<qsizetype>(1, text.size())).toInt();
    if (text.endsWith(u'm'))
        return std::chrono::minutes(number);
    return text.endsWith(u'h') ? std::chrono::hours(number) : 0s;
}

QList<Usage::CacheWrite> cacheWritesOf(const QJsonObject &usage)
{
    const Count total = readCount(usage["cacheWriteInputTokens"_L1]);
    QList<Usage::CacheWrite> writes;
    qint64 left = total.value_or(0);
    for (const QJsonValue &detail : usage["cacheDetails"_L1].toArray()) {
        const qint64 tokens = std::clamp<qint64>(detail["inputTokens"_L1].toInteger(), 0, left);
        if (tokens > 0)
            writes.append({.lifetime = lifetimeOf(detail["ttl"_L1].toString()), .tokens = tokens});
        left -= tokens;
    }
    if (total && (left > 0 || writes.isEmpty()))
        writes.append({.lifetime = 0s, .tokens = left});
    return writes;
}

QString compact(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

} // namespace

Usage readConverseUsage(const QJsonObject &usage)
{
    return {.inputFresh = readCount(usage["inputTokens"_L1]),
            .cacheRead = readCount(usage["cacheReadInputTokens"_L1]),
            .cacheWrites = cacheWritesOf(usage),
            .outputVisible = readCount(usage["outputTokens"_L1])};
}

ConverseParser::ConverseParser(const QString &region)
{
    m_identity.region = region;
}

ChatEvents ConverseParser::feed(QByteArrayView bytes)
{
    ChatEvents out;
    for (const EventStreamMessage &message : m_decoder.feed(bytes)) {
        if (!isEnded())
            takeMessage(message, out);
    }
    if (m_decoder.isBroken() && !isEnded())
        failAsUnreadable(u"The answer was damaged on its way. What had arrived is kept."_s, {});
    return out;
}

ChatEvents ConverseParser::finish()
{
    if (!m_failure && m_stopped && !m_counted && m_decoder.hasRest())
        return {Notice{u"The connection broke off after the answer, before it was said how many tokens it took."_s}};
    return {};
}

void ConverseParser::takeMessage(const EventStreamMessage &message, ChatEvents &out)
{
    const QString kind = message.text(":message-type");
    if (kind == "error"_L1) {
        fail(bedrockStreamFailure({.message = message.text(":error-message"), .type = message.text(":error-code")}));
    } else if (kind == "exception"_L1) {
        ProviderWords words = readBedrockError({}, message.payload);
        words.type = message.text(":exception-type");
        fail(bedrockStreamFailure(words));
        m_failure->error->detail = u"%1\n%2"_s.arg(words.type, QString::fromUtf8(message.payload.left(4096)));
    } else if (kind == "event"_L1) {
        const QJsonDocument payload = QJsonDocument::fromJson(message.payload);
        if (payload.isObject())
            takeEvent(message.text(":event-type"), payload.object(), out);
        else
            failAsUnreadable(u"Bedrock sent something that cannot be read. What had arrived is kept."_s,
                             message.payload);
    }
}

void ConverseParser::takeEvent(const QString &type, const QJsonObject &payload, ChatEvents &out)
{
    if (type == "messageStart"_L1 && !std::exchange(m_identified, true))
        out.append(m_identity);
    else if (type == "contentBlockStart"_L1)
        takeBlockStart(payload, out);
    else if (type == "contentBlockDelta"_L1)
        takeDelta(blockAt(payload["contentBlockIndex"_L1]), payload["delta"_L1].toObject(), out);
    else if (type == "messageStop"_L1)
        takeStop(payload["stopReason"_L1].toString(), out);
    else if (type == "metadata"_L1)
        takeMetadata(payload, out);
}

ConverseParser::Block &ConverseParser::blockAt(const QJsonValue &index)
{
    return m_blocks[std::clamp(index.toInt(), 0, mostBlocks)];
}

void ConverseParser::takeBlockStart(const QJsonObject &payload, ChatEvents &out)
{
    const QJsonObject tool = payload["start"_L1]["toolUse"_L1].toObject();
    if (!tool.isEmpty())
        takeTool(blockAt(payload["contentBlockIndex"_L1]), tool, {}, out);
}

void ConverseParser::takeDelta(Block &block, const QJsonObject &delta, ChatEvents &out)
{
    if (const QString text = delta["text"_L1].toString(); !text.isEmpty()) {
        block.text += text;
        out.append(TextDelta{text});
    }
    if (const QJsonObject reasoning = delta["reasoningContent"_L1].toObject(); !reasoning.isEmpty())
        takeReasoning(block, reasoning, out);
    if (const QJsonObject tool = delta["toolUse"_L1].toObject(); !tool.isEmpty())
        takeTool(block, tool, tool["input"_L1].toString(), out);
}

void ConverseParser::takeReasoning(Block &block, const QJsonObject &reasoning, ChatEvents &out)
{
    if (const QString text = reasoning["text"_L1].toString(); !text.isEmpty()) {
        block.reasoning += text;
        out.append(ReasoningDelta{text});
    }
    if (const QString signature = reasoning["signature"_L1].toString(); !signature.isEmpty())
        block.signature = signature;
    block.redacted += QByteArray::fromBase64(reasoning["redactedContent"_L1].toString().toLatin1());
}

void ConverseParser::takeTool(Block &block, const QJsonObject &tool, const QString &input, ChatEvents &out)
{
    if (!block.call)
        block.call = m_calls++;
    const ToolCallDelta delta{.index = *block.call,
                              .id = tool["toolUseId"_L1].toString(),
                              .name = tool["name"_L1].toString(),
                              .arguments = input};
    if (!delta.id.isEmpty())
        block.toolId = delta.id;
    if (!delta.name.isEmpty())
        block.toolName = delta.name;
    block.toolInput += input;
    out.append(delta);
}

void ConverseParser::takeStop(const QString &word, ChatEvents &out)
{
    if (std::exchange(m_stopped, true))
        return;
    if (const std::optional<ProviderState> kept = state())
        out.append(*kept);
    out.append(Stopped{.reason = stopReasonOf(stopWords, word), .raw = word});
    if (stopReasonOf(stopWords, word) == StopReason::Failed)
        fail(streamFailure({.message = u"stopReason “%1”"_s.arg(word)}));
}

void ConverseParser::takeMetadata(const QJsonObject &metadata, ChatEvents &out)
{
    const QString tier = metadata["serviceTier"_L1]["type"_L1].toString();
    const QString model = metadata["trace"_L1]["promptRouter"_L1]["invokedModelId"_L1].toString();
    if (!tier.isEmpty() || !model.isEmpty()) {
        m_identity.serviceTier = tier;
        m_identity.model = model;
        out.append(m_identity);
    }
    const QJsonObject usage = metadata["usage"_L1].toObject();
    if (usage.isEmpty())
        return;
    m_counted = true;
    out.append(UsageReport{.usage = readConverseUsage(usage), .raw = usage});
}

// Blocks of an answer without reasoning can be told from its text and calls; nothing has to be kept of them.
std::optional<ProviderState> ConverseParser::state() const
{
    QJsonArray content;
    bool reasoned = false;
    for (const Block &block : m_blocks) {
        if (!block.redacted.isEmpty()) {
            const QJsonObject redacted{{u"redactedContent"_s, QString::fromLatin1(block.redacted.toBase64())}};
            content.append(QJsonObject{{u"reasoningContent"_s, redacted}});
        } else if (!block.signature.isEmpty()) {
            const QJsonObject text{{u"text"_s, block.reasoning}, {u"signature"_s, block.signature}};
            content.append(QJsonObject{{u"reasoningContent"_s, QJsonObject{{u"reasoningText"_s, text}}}});
        } else if (block.call) {
            const QJsonObject input = QJsonDocument::fromJson(block.toolInput.toUtf8()).object();
            const QJsonObject use{{u"toolUseId"_s, block.toolId}, {u"name"_s, block.toolName}, {u"input"_s, input}};
            content.append(QJsonObject{{u"toolUse"_s, use}});
        } else if (!block.text.isEmpty()) {
            content.append(QJsonObject{{u"text"_s, block.text}});
        }
        reasoned |= !block.redacted.isEmpty() || !block.signature.isEmpty();
    }
    return reasoned ? std::optional(ProviderState{{{u"content"_s, content}}}) : std::nullopt;
}

ChatEvents ConverseParser::parseWhole(const QByteArray &body)
{
    ChatEvents out;
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    const QJsonValue content = json["output"_L1]["message"_L1]["content"_L1];
    if (content.isArray()) {
        out.append(m_identity);
        for (const QJsonValue &block : content.toArray())
            takeWholeBlock(block.toObject(), out);
        takeStop(json["stopReason"_L1].toString(), out);
        takeMetadata(json, out);
    } else if (const ProviderWords words = readBedrockError({}, body); !json.isEmpty() && !words.message.isEmpty()) {
        fail(bedrockStreamFailure(words));
    } else {
        failAsUnreadable(u"The server did not answer as Bedrock does. Check the channel's address."_s, body);
    }
    return out;
}

// Its reasoning is one level deeper than in a stream, and the input of a tool is an object.
void ConverseParser::takeWholeBlock(const QJsonObject &content, ChatEvents &out)
{
    Block &block = m_blocks[int(m_blocks.size())];
    QJsonObject reasoning = content["reasoningContent"_L1].toObject();
    const QJsonObject text = reasoning.take("reasoningText"_L1).toObject();
    for (auto member = text.begin(); member != text.end(); ++member)
        reasoning[member.key()] = member.value();
    takeDelta(block, {{u"text"_s, content["text"_L1]}, {u"reasoningContent"_s, reasoning}}, out);
    if (const QJsonObject tool = content["toolUse"_L1].toObject(); !tool.isEmpty())
        takeTool(block, tool, compact(tool["input"_L1].toObject()), out);
}

void ConverseParser::fail(ChatOutcome outcome)
{
    m_failure = std::move(outcome);
}

void ConverseParser::failAsUnreadable(const QString &why, const QByteArray &data)
{
    const QString words = readErrorBody(data).message.left(200);
    fail({.error = Error{.code = ErrorCode::Protocol,
                         .message = words.isEmpty() ? why : u"%1 It sent: %2"_s.arg(why, words),
                         .detail = QString::fromUtf8(data.left(4096))},
          .retryable = data.isEmpty()});
}

} // namespace evenhand
