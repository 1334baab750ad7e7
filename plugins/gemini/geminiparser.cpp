// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/gemini/geminiparser.h"

#include "plugins/gemini/geminicontent.h"
#include "plugins/gemini/geminiusage.h"
#include "plugins/http/readjson.h"
#include "plugins/http/stopwords.h"
#include "plugins/http/unreadable.h"

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

constexpr std::array stopWords = {
    StopWord{"STOP"_L1, StopReason::Stop},
    StopWord{"MAX_TOKENS"_L1, StopReason::Length},
    StopWord{"CONTINUATION"_L1, StopReason::Length},
    StopWord{"SAFETY"_L1, StopReason::Filtered},
    StopWord{"RECITATION"_L1, StopReason::Filtered},
    StopWord{"LANGUAGE"_L1, StopReason::Filtered},
    StopWord{"BLOCKLIST"_L1, StopReason::Filtered},
    StopWord{"PROHIBITED_CONTENT"_L1, StopReason::Filtered},
    StopWord{"SPII"_L1, StopReason::Filtered},
    StopWord{"MALFORMED_FUNCTION_CALL"_L1, StopReason::Failed},
    StopWord{"UNEXPECTED_TOOL_CALL"_L1, StopReason::Failed},
    StopWord{"TOO_MANY_TOOL_CALLS"_L1, StopReason::Failed},
    StopWord{"MALFORMED_RESPONSE"_L1, StopReason::Failed},
    StopWord{"NO_IMAGE"_L1, StopReason::Failed},
    StopWord{"OTHER"_L1, StopReason::Failed},
};

StopReason reasonOf(const QString &word, bool calls)
{
    if (calls && word == "STOP"_L1)
        return StopReason::ToolCall;
    if (word.startsWith("IMAGE_"_L1))
        return StopReason::Filtered;
    return stopReasonOf(stopWords, word);
}

// "harassment, hate speech"
QString blockedCategories(const QJsonArray &ratings)
{
    QStringList names;
    for (const QJsonValue &rating : ratings) {
        QString name = rating["category"_L1].toString();
        if (rating["blocked"_L1].toBool() && name.startsWith("HARM_CATEGORY_"_L1))
            names << name.sliced(14).replace(u'_', u' ').toLower();
    }
    return names.join(", "_L1);
}

QString withRatings(const QString &sentence, const QString &word, const QJsonArray &ratings)
{
    const QString categories = blockedCategories(ratings);
    return categories.isEmpty() ? sentence.arg(word) : sentence.arg(u"%1: %2"_s.arg(word, categories));
}

} // namespace

GeminiParser::GeminiParser(const QString &region)
    : m_identity{.region = region}
{
}

// No line of an event begins like JSON. What does is an error that broke into the stream.
qsizetype GeminiParser::bareStart(QByteArrayView bytes)
{
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes.at(i);
        if (m_atLineStart && (c == '{' || c == '['))
            return i;
        m_atLineStart = c == '\n' || c == '\r';
    }
    return bytes.size();
}

ChatEvents GeminiParser::feed(QByteArrayView bytes)
{
    ChatEvents out;
    const qsizetype bare = m_bare.isEmpty() ? bareStart(bytes) : 0;
    takeEvents(m_decoder.feed(bytes.first(bare)), out);
    m_bare += bytes.sliced(bare);
    return out;
}

ChatEvents GeminiParser::finish()
{
    ChatEvents out;
    takeEvents(m_decoder.finish(), out);
    if (!m_failure)
        takeJson(m_bare, out); // if it was cut off, so is the answer
    return out;
}

ChatEvents GeminiParser::parseWhole(const QByteArray &body)
{
    ChatEvents out;
    const bool read = takeJson(body, out);
    if (!read || (out.isEmpty() && !m_failure))
        failAsUnreadable(body);
    return out;
}

void GeminiParser::takeEvents(const QList<SseEvent> &events, ChatEvents &out)
{
    for (const SseEvent &event : events) {
        if (!m_failure && event.data.trimmed() != "[DONE]" && !takeJson(event.data, out))
            failAsUnreadable(event.data);
    }
}

// False when it is neither an object nor an array.
bool GeminiParser::takeJson(const QByteArray &json, ChatEvents &out)
{
    const QJsonDocument document = readJson(json);
    if (document.isNull())
        return false;
    const QJsonArray responses = document.isArray() ? document.array() : QJsonArray{document.object()};
    for (const QJsonValue &response : responses) {
        if (!m_failure)
            takeResponse(response.toObject(), out);
    }
    return true;
}

void GeminiParser::takeResponse(const QJsonObject &response, ChatEvents &out)
{
    if (response["error"_L1].isObject()) {
        m_failure = streamFailure(readErrorObject(response));
        return;
    }
    takeIdentity(response, out);
    const QJsonArray candidates = response["candidates"_L1].toArray();
    for (const QJsonValue &candidate : candidates) {
        if (candidate["index"_L1].toInt() == 0)
            takeCandidate(candidate.toObject(), out);
    }
    if (candidates.isEmpty())
        takeFeedback(response["promptFeedback"_L1].toObject(), out);
    takeUsage(response["usageMetadata"_L1].toObject(), out);
}

void GeminiParser::takeIdentity(const QJsonObject &response, ChatEvents &out)
{
    const QJsonObject usage = response["usageMetadata"_L1].toObject();
    const QString tier = usage["serviceTier"_L1].toString(usage["trafficType"_L1].toString());
    Identity identity = m_identity;
    if (identity.model.isEmpty())
        identity.model = response["modelVersion"_L1].toString();
    if (identity.responseId.isEmpty())
        identity.responseId = response["responseId"_L1].toString();
    if (!tier.isEmpty())
        identity.serviceTier = tier;
    if (identity == m_identity)
        return;
    m_identity = identity;
    out.append(identity);
}

void GeminiParser::takeUsage(const QJsonObject &usage, ChatEvents &out)
{
    if (usage.isEmpty() || usage == m_usage)
        return;
    m_usage = usage;
    out.append(UsageReport{.usage = readGeminiUsage(usage), .raw = usage});
}

void GeminiParser::takeFeedback(const QJsonObject &feedback, ChatEvents &out)
{
    const QString reason = feedback["blockReason"_L1].toString();
    if (reason.isEmpty())
        return;
    if (const QString words = feedback["blockReasonMessage"_L1].toString(); !words.isEmpty())
        out.append(RefusalDelta{words});
    out.append(Notice{
        withRatings(u"The provider blocked the prompt (%1)."_s, reason, feedback["safetyRatings"_L1].toArray())});
    stop(StopReason::Filtered, reason, out);
}

void GeminiParser::takeCandidate(const QJsonObject &candidate, ChatEvents &out)
{
    for (const QJsonValue &part : candidate["content"_L1]["parts"_L1].toArray())
        takePart(part.toObject(), out);
    takeStop(candidate, out);
}

void GeminiParser::takePart(const QJsonObject &part, ChatEvents &out)
{
    const QString text = part["text"_L1].toString();
    if (part["functionCall"_L1].isObject())
        takeCall(part["functionCall"_L1].toObject(), out);
    else if (!part["text"_L1].isString())
        takeOther(part, out);
    else if (!text.isEmpty() && part["thought"_L1].toBool())
        out.append(ReasoningDelta{text});
    else if (!text.isEmpty())
        out.append(TextDelta{text});
    keepPart(part);
}

// One without a name only ends a call whose arguments came in pieces.
void GeminiParser::takeCall(const QJsonObject &call, ChatEvents &out)
{
    const QString name = call["name"_L1].toString();
    if (name.isEmpty())
        return;
    QString id = call["id"_L1].toString();
    if (id.isEmpty())
        id = madeCallIdPrefix + u"%1-%2"_s.arg(m_identity.responseId).arg(m_calls);
    const QByteArray arguments = QJsonDocument(call["args"_L1].toObject()).toJson(QJsonDocument::Compact);
    out.append(ToolCallDelta{.index = m_calls++, .id = id, .name = name, .arguments = QString::fromUtf8(arguments)});
}

// Images, sound, code that the provider ran: each kind is said once.
void GeminiParser::takeOther(const QJsonObject &part, ChatEvents &out)
{
    for (const QString &kind : part.keys()) {
        if (!part[kind].isObject() || m_leftOut.contains(kind))
            continue;
        m_leftOut.append(kind);
        out.append(Notice{u"The answer holds a part that is not text (“%1”); it is not shown."_s.arg(kind)});
    }
}

// A signature stays with the part that it came on. Summaries of thoughts do not have to come back without one.
void GeminiParser::keepPart(const QJsonObject &part)
{
    const bool isSigned = part.contains("thoughtSignature"_L1);
    const bool isText = part["text"_L1].isString() && !part["thought"_L1].toBool();
    const bool isCall = !part["functionCall"_L1]["name"_L1].toString().isEmpty();
    if (!isSigned && !isText && !isCall)
        return;
    m_signed |= isSigned;
    if (isText && part.size() == 1) {
        m_plain += part["text"_L1].toString();
        return;
    }
    closePlainPart();
    m_parts.append(part);
}

void GeminiParser::closePlainPart()
{
    if (!m_plain.isEmpty())
        m_parts.append(QJsonObject{{u"text"_s, std::exchange(m_plain, {})}});
}

void GeminiParser::takeStop(const QJsonObject &candidate, ChatEvents &out)
{
    const QString word = candidate["finishReason"_L1].toString();
    if (word.isEmpty() || m_stopped)
        return;
    const StopReason reason = reasonOf(word, m_calls > 0);
    const QString words = candidate["finishMessage"_L1].toString();
    if (reason == StopReason::Filtered)
        out.append(Notice{
            withRatings(u"The provider blocked the answer (%1)."_s, word, candidate["safetyRatings"_L1].toArray())});
    if (!words.isEmpty() && reason != StopReason::Failed)
        out.append(Notice{u"The provider says: %1"_s.arg(words)});
    stop(reason, word, out);
    if (reason == StopReason::Failed)
        m_failure =
            streamFailure({.message = u"finishReason “%1”"_s.arg(word) + (words.isEmpty() ? words : u": "_s + words)});
}

void GeminiParser::stop(StopReason reason, const QString &raw, ChatEvents &out)
{
    if (std::exchange(m_stopped, true))
        return;
    closePlainPart();
    if (m_signed)
        out.append(ProviderState{{{signedPartsKey, m_parts}}});
    out.append(Stopped{.reason = reason, .raw = raw});
}

void GeminiParser::failAsUnreadable(const QByteArray &data)
{
    m_failure = unreadableAnswer(data, "as Gemini does"_L1);
}

} // namespace evenhand
