// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/ollama/ollamaparser.h"

#include "plugins/http/readjson.h"
#include "plugins/http/readusage.h"
#include "plugins/http/unreadable.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {

// Loading a model for longer than this is worth a word, since it counts into the time to the first token.
static constexpr auto notableLoad = 1s;

static QString argumentsText(const QJsonValue &arguments)
{
    if (arguments.isString())
        return arguments.toString();
    return QString::fromUtf8(QJsonDocument(arguments.toObject()).toJson(QJsonDocument::Compact));
}

ChatEvents OllamaParser::feed(QByteArrayView bytes)
{
    ChatEvents out;
    takeLines(m_decoder.feed(bytes), out);
    return out;
}

// A last line that is no JSON was cut.
ChatEvents OllamaParser::finish()
{
    ChatEvents out;
    const QByteArrayList last = m_decoder.finish();
    if (!last.isEmpty() && readJson(last.first()).isObject())
        takeLines(last, out);
    return out;
}

ChatEvents OllamaParser::parseWhole(const QByteArray &body)
{
    ChatEvents out;
    if (const QJsonDocument document = readJson(body); document.isObject())
        takeLine(body, out);
    else
        out = feed(body) + finish();
    if (!isEnded())
        failAsUnreadable(body);
    return out;
}

void OllamaParser::takeLines(const QByteArrayList &lines, ChatEvents &out)
{
    for (const QByteArray &line : lines) {
        if (!isEnded())
            takeLine(line, out);
    }
}

void OllamaParser::takeLine(const QByteArray &line, ChatEvents &out)
{
    const QJsonDocument document = readJson(line);
    const QJsonObject object = document.object();
    if (!document.isObject()) {
        failAsUnreadable(line);
        return;
    }
    if (const QJsonValue error = object["error"_L1]; error.isString() || error.isObject()) {
        m_failure = streamFailure(readErrorBody(line));
        return;
    }
    if (const QString model = object["model"_L1].toString(); m_model.isEmpty() && !model.isEmpty()) {
        m_model = model;
        out.append(Identity{.model = model});
    }
    takeMessage(object["message"_L1].toObject(), out);
    if (object["done"_L1].toBool())
        takeEnd(object, out);
}

void OllamaParser::takeMessage(const QJsonObject &message, ChatEvents &out)
{
    if (const QString text = message["thinking"_L1].toString(); !text.isEmpty()) {
        m_thinking += text;
        out.append(ReasoningDelta{text});
    }
    if (const QString text = message["content"_L1].toString(); !text.isEmpty())
        out.append(TextDelta{text});
    for (const QJsonValue &call : message["tool_calls"_L1].toArray())
        takeCall(call.toObject(), out);
}

// A call comes whole. Older servers give it no id, which its result needs.
void OllamaParser::takeCall(const QJsonObject &call, ChatEvents &out)
{
    const QJsonObject function = call["function"_L1].toObject();
    const int index = m_calls++;
    QString id = call["id"_L1].toString();
    if (id.isEmpty())
        id = u"call_%1"_s.arg(m_calls);
    out.append(ToolCallDelta{.index = index,
                             .id = id,
                             .name = function["name"_L1].toString(),
                             .arguments = argumentsText(function["arguments"_L1])});
}

// Counts that are 0 are left out; durations are nanoseconds.
void OllamaParser::takeEnd(const QJsonObject &object, ChatEvents &out)
{
    m_done = true;
    if (m_calls > 0 && !m_thinking.isEmpty())
        out.append(ProviderState{{{u"thinking"_s, m_thinking}}});
    const Usage usage{.inputFresh = readCount(object["prompt_eval_count"_L1]).value_or(0),
                      .outputVisible = readCount(object["eval_count"_L1]).value_or(0)};
    QJsonObject raw = object;
    for (const QString &member : {u"model"_s, u"created_at"_s, u"message"_s, u"done"_s, u"done_reason"_s})
        raw.remove(member);
    if (!raw.isEmpty())
        out.append(UsageReport{.usage = usage, .raw = raw});
    const std::chrono::nanoseconds load(object["load_duration"_L1].toInteger());
    if (load >= notableLoad)
        out.append(Notice{u"The model was loaded first, which took %1 s."_s.arg(
            std::chrono::duration<double>(load).count(), 0, 'f', 1)});
    takeReason(object["done_reason"_L1].toString(), out);
}

void OllamaParser::takeReason(const QString &word, ChatEvents &out)
{
    Stopped stopped{.reason = StopReason::None, .raw = word};
    if (word == "stop"_L1)
        stopped.reason = m_calls > 0 ? StopReason::ToolCall : StopReason::Stop;
    else if (word == "length"_L1)
        stopped.reason = StopReason::Length;
    else if (word == "load"_L1 || word == "unload"_L1)
        stopped.reason = StopReason::Failed;
    out.append(stopped);
    if (stopped.reason == StopReason::Failed)
        m_failure = ChatOutcome{.error = Error{.code = ErrorCode::BadRequest,
                                               .message = u"The model was loaded or unloaded, and asked nothing."_s,
                                               .detail = u"done_reason "_s + word}};
}

void OllamaParser::failAsUnreadable(const QByteArray &data)
{
    m_failure = unreadableAnswer(data, "as Ollama does"_L1);
}

} // namespace evenhand
