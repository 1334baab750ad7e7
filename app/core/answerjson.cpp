// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/json.h"
#include "app/core/jsonmembers.h"

using namespace Qt::StringLiterals;

namespace evenhand {

using namespace jsonmembers;

namespace {

// Latin-1 has a character for each byte, so header values come back as they were, whatever their encoding is.
QJsonArray toJson(const QList<Header> &headers)
{
    QJsonArray json;
    for (const Header &header : headers) {
        json.append(QJsonObject{{"name"_L1, QString::fromLatin1(header.name)},
                                {"value"_L1, QString::fromLatin1(header.value)}});
    }
    return json;
}

QList<Header> headersFromJson(const QJsonValue &json)
{
    QList<Header> headers;
    for (const QJsonValue &header : json.toArray()) {
        headers.append(
            {.name = header["name"_L1].toString().toLatin1(), .value = header["value"_L1].toString().toLatin1()});
    }
    return headers;
}

// Members without a value are not told from those that are null.
template<typename FromJson>
auto optional(const QJsonValue &json, FromJson fromJson) -> std::optional<std::invoke_result_t<FromJson, QJsonObject>>
{
    return json.isObject() ? std::optional(fromJson(json.toObject())) : std::nullopt;
}

QJsonObject toJson(const Answer &answer)
{
    QJsonObject json;
    put(json, "text"_L1, answer.text);
    put(json, "reasoning"_L1, answer.reasoning);
    put(json, "refusal"_L1, answer.refusal);
    put(json, "tool_calls"_L1, evenhand::toJson(answer.toolCalls));
    put(json, "stop"_L1, answer.stop == StopReason::None ? QString() : toString(answer.stop));
    put(json, "stop_raw"_L1, answer.stopRaw);
    put(json, "usage"_L1, answer.usage.transform([](const Usage &usage) { return evenhand::toJson(usage); }));
    put(json, "usage_raw"_L1, answer.usageRaw);
    put(json, "notices"_L1, QJsonArray::fromStringList(answer.notices));
    put(json, "provider_state"_L1, answer.providerState);
    return json;
}

Answer answerFromJson(const QJsonObject &json)
{
    return {.text = json["text"_L1].toString(),
            .reasoning = json["reasoning"_L1].toString(),
            .refusal = json["refusal"_L1].toString(),
            .toolCalls = toolCallsFromJson(json["tool_calls"_L1].toArray()),
            .stop = stopReasonFromString(json["stop"_L1].toString()).value_or(StopReason::None),
            .stopRaw = json["stop_raw"_L1].toString(),
            .usage = optional(json["usage"_L1], &usageFromJson),
            .usageRaw = json["usage_raw"_L1].toObject(),
            .notices = json["notices"_L1].toVariant().toStringList(),
            .providerState = json["provider_state"_L1].toObject()};
}

} // namespace

QJsonObject toJson(const Usage &usage)
{
    QJsonArray cacheWrites;
    for (const Usage::CacheWrite &write : usage.cacheWrites) {
        QJsonObject object{{"tokens"_L1, write.tokens}};
        if (write.lifetime.count() > 0)
            put(object, "lifetime_ms"_L1, std::chrono::milliseconds(write.lifetime));
        cacheWrites.append(object);
    }

    QJsonObject json;
    put(json, "input_fresh"_L1, usage.inputFresh);
    put(json, "cache_read"_L1, usage.cacheRead);
    put(json, "cache_writes"_L1, cacheWrites);
    put(json, "output_visible"_L1, usage.outputVisible);
    put(json, "reasoning"_L1, usage.reasoning);
    put(json, "audio_input"_L1, usage.audioInput);
    put(json, "audio_output"_L1, usage.audioOutput);
    put(json, "input_total"_L1, usage.inputTotal());
    put(json, "output_total"_L1, usage.outputTotal());
    return json;
}

Usage usageFromJson(const QJsonObject &json)
{
    Usage usage{.inputFresh = integer(json["input_fresh"_L1]),
                .cacheRead = integer(json["cache_read"_L1]),
                .cacheWrites = {},
                .outputVisible = integer(json["output_visible"_L1]),
                .reasoning = integer(json["reasoning"_L1]),
                .audioInput = integer(json["audio_input"_L1]),
                .audioOutput = integer(json["audio_output"_L1])};
    for (const QJsonValue &write : json["cache_writes"_L1].toArray()) {
        const auto lifetime = duration(write["lifetime_ms"_L1], std::chrono::milliseconds(0));
        usage.cacheWrites.append({.lifetime = std::chrono::duration_cast<std::chrono::seconds>(lifetime),
                                  .tokens = write["tokens"_L1].toInteger()});
    }
    return usage;
}

QJsonObject toJson(const Timing &timing)
{
    QJsonObject json;
    put(json, "queue_ms"_L1, timing.queue);
    put(json, "connecting_ms"_L1, timing.connecting);
    put(json, "request_sent_ms"_L1, timing.requestSent);
    put(json, "first_byte_ms"_L1, timing.firstByte);
    put(json, "first_reasoning_ms"_L1, timing.firstReasoning);
    put(json, "first_text_ms"_L1, timing.firstText);
    put(json, "last_token_ms"_L1, timing.lastToken);
    put(json, "total_ms"_L1, timing.total);
    return json;
}

Timing timingFromJson(const QJsonObject &json)
{
    return {.queue = duration(json["queue_ms"_L1]),
            .connecting = duration(json["connecting_ms"_L1]),
            .requestSent = duration(json["request_sent_ms"_L1]),
            .firstByte = duration(json["first_byte_ms"_L1]),
            .firstReasoning = duration(json["first_reasoning_ms"_L1]),
            .firstText = duration(json["first_text_ms"_L1]),
            .lastToken = duration(json["last_token_ms"_L1]),
            .total = duration(json["total_ms"_L1])};
}

QJsonObject toJson(const Identity &identity)
{
    QJsonObject json;
    put(json, "model"_L1, identity.model);
    put(json, "response_id"_L1, identity.responseId);
    put(json, "request_id"_L1, identity.requestId);
    put(json, "region"_L1, identity.region);
    put(json, "service_tier"_L1, identity.serviceTier);
    put(json, "fingerprint"_L1, identity.fingerprint);
    put(json, "headers"_L1, toJson(identity.headers));
    return json;
}

Identity identityFromJson(const QJsonObject &json)
{
    return {.model = json["model"_L1].toString(),
            .responseId = json["response_id"_L1].toString(),
            .requestId = json["request_id"_L1].toString(),
            .region = json["region"_L1].toString(),
            .serviceTier = json["service_tier"_L1].toString(),
            .fingerprint = json["fingerprint"_L1].toString(),
            .headers = headersFromJson(json["headers"_L1])};
}

QJsonObject toJson(const RequestRecord &request)
{
    QJsonObject json;
    put(json, "method"_L1, QString::fromLatin1(request.method));
    put(json, "url"_L1, text(request.url));
    put(json, "headers"_L1, toJson(request.headers));
    const QString body = QString::fromUtf8(request.body);
    if (body.toUtf8() == request.body)
        put(json, "body"_L1, body);
    else
        put(json, "body_base64"_L1, QString::fromLatin1(request.body.toBase64()));
    return json;
}

RequestRecord requestFromJson(const QJsonObject &json)
{
    const QJsonValue base64 = json["body_base64"_L1];
    return {.method = json["method"_L1].toString().toLatin1(),
            .url = url(json["url"_L1]),
            .headers = headersFromJson(json["headers"_L1]),
            .body = base64.isString() ? QByteArray::fromBase64(base64.toString().toLatin1())
                                      : json["body"_L1].toString().toUtf8()};
}

QJsonArray toJson(const QList<ToolResult> &results)
{
    QJsonArray json;
    for (const ToolResult &result : results)
        json.append(
            QJsonObject{{"tool_call_id"_L1, result.callId}, {"name"_L1, result.name}, {"text"_L1, result.text}});
    return json;
}

QList<ToolResult> toolResultsFromJson(const QJsonArray &json)
{
    QList<ToolResult> results;
    for (const QJsonValue &result : json) {
        results.append({.callId = result["tool_call_id"_L1].toString(),
                        .name = result["name"_L1].toString(),
                        .text = result["text"_L1].toString()});
    }
    return results;
}

QJsonArray toJson(const QList<Round> &rounds)
{
    QJsonArray json;
    for (const Round &round : rounds) {
        QJsonObject object{{"answer"_L1, toJson(round.answer)},
                           {"timing"_L1, toJson(round.timing)},
                           {"identity"_L1, toJson(round.identity)},
                           {"results"_L1, toJson(round.results)}};
        put(object, "request"_L1,
            round.request.transform([](const RequestRecord &request) { return toJson(request); }));
        json.append(object);
    }
    return json;
}

QList<Round> roundsFromJson(const QJsonArray &json)
{
    QList<Round> rounds;
    for (const QJsonValue &round : json) {
        rounds.append({.request = optional(round["request"_L1], &requestFromJson),
                       .identity = identityFromJson(round["identity"_L1].toObject()),
                       .answer = answerFromJson(round["answer"_L1].toObject()),
                       .timing = timingFromJson(round["timing"_L1].toObject()),
                       .results = toolResultsFromJson(round["results"_L1].toArray())});
    }
    return rounds;
}

QJsonObject toJson(const Error &error)
{
    QJsonObject json{{"code"_L1, toString(error.code)}, {"message"_L1, error.message}};
    put(json, "detail"_L1, error.detail);
    put(json, "step"_L1, error.step.transform([](Step step) { return toString(step); }));
    return json;
}

Error errorFromJson(const QJsonObject &json)
{
    return {.code = errorCodeFromString(json["code"_L1].toString()).value_or(ErrorCode::Internal),
            .message = json["message"_L1].toString(),
            .detail = json["detail"_L1].toString(),
            .step = stepFromString(json["step"_L1].toString())};
}

} // namespace evenhand
