// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/contract/openaifixture.h"

#include "tests/support/openaidouble.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

QByteArray compact(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

QString finishReason(StopReason reason, bool refused)
{
    switch (reason) {
    case StopReason::Length:
        return u"length"_s;
    case StopReason::ToolCall:
        return u"tool_calls"_s;
    case StopReason::Filtered:
        return refused ? u"stop"_s : u"content_filter"_s;
    default:
        return u"stop"_s;
    }
}

QJsonObject usageJson(const Usage &usage)
{
    const qint64 in = usage.inputTotal().value_or(0);
    const qint64 out = usage.outputTotal().value_or(0);
    return {{u"prompt_tokens"_s, in},
            {u"completion_tokens"_s, out},
            {u"total_tokens"_s, in + out},
            {u"prompt_tokens_details"_s, QJsonObject{{u"cached_tokens"_s, usage.cacheRead.value_or(0)}}},
            {u"completion_tokens_details"_s, QJsonObject{{u"reasoning_tokens"_s, usage.reasoning.value_or(0)}}}};
}

// Collects what an answer says into the members of one message.
class MessageWriter
{
public:
    // Returns false for an event that is not part of a message.
    bool add(const ChatEvent &event)
    {
        if (const auto *text = std::get_if<TextDelta>(&event))
            append(u"content"_s, text->text);
        else if (const auto *reasoning = std::get_if<ReasoningDelta>(&event))
            append(u"reasoning_content"_s, reasoning->text);
        else if (const auto *refusal = std::get_if<RefusalDelta>(&event))
            append(u"refusal"_s, refusal->text);
        else if (const auto *call = std::get_if<ToolCallDelta>(&event))
            append(*call);
        else
            return false;
        return true;
    }

    QJsonObject message;

private:
    void append(const QString &member, const QString &text) { message[member] = message[member].toString() + text; }

    void append(const ToolCallDelta &call)
    {
        QJsonArray calls = message["tool_calls"_L1].toArray();
        const QJsonObject function{{u"name"_s, call.name}, {u"arguments"_s, call.arguments}};
        calls.append(QJsonObject{{u"index"_s, call.index}, {u"id"_s, call.id}, {u"function"_s, function}});
        message[u"tool_calls"_s] = calls;
    }
};

QByteArray chunk(const QJsonObject &delta, const QJsonValue &finish, const QJsonObject &more = {})
{
    const QJsonObject choice{{u"index"_s, 0}, {u"delta"_s, delta}, {u"finish_reason"_s, finish}};
    QJsonObject json{{u"id"_s, u"chat-1"_s}, {u"model"_s, u"contract-1"_s}, {u"choices"_s, QJsonArray{choice}}};
    for (auto member = more.begin(); member != more.end(); ++member)
        json[member.key()] = member.value();
    return "data: " + compact(json) + "\n\n";
}

QByteArray chunkOf(const ChatEvent &event, bool refused)
{
    if (const auto *stopped = std::get_if<Stopped>(&event))
        return chunk({}, finishReason(stopped->reason, refused));
    if (const auto *report = std::get_if<UsageReport>(&event))
        return chunk({}, QJsonValue::Null, {{u"choices"_s, QJsonArray()}, {u"usage"_s, usageJson(report->usage)}});
    MessageWriter writer;
    writer.add(event);
    return chunk(writer.message, QJsonValue::Null);
}

bool isRefused(const ChatEvents &answer)
{
    return std::ranges::any_of(answer,
                               [](const ChatEvent &event) { return std::holds_alternative<RefusalDelta>(event); });
}

} // namespace

OpenAiFixture::OpenAiFixture()
    : NetworkFixture(u"openai"_s)
{
}

QByteArrayList OpenAiFixture::stream(const ChatEvents &answer) const
{
    QByteArrayList pieces;
    for (const ChatEvent &event : answer)
        pieces << chunkOf(event, isRefused(answer));
    return pieces << "data: [DONE]\n\n";
}

QByteArray OpenAiFixture::document(const ChatEvents &answer) const
{
    MessageWriter writer;
    QJsonObject choice{{u"index"_s, 0}};
    QJsonObject json{{u"id"_s, u"chat-1"_s}, {u"model"_s, u"contract-1"_s}};
    for (const ChatEvent &event : answer) {
        if (const auto *report = std::get_if<UsageReport>(&event))
            json[u"usage"_s] = usageJson(report->usage);
        else if (const auto *stopped = std::get_if<Stopped>(&event))
            choice[u"finish_reason"_s] = finishReason(stopped->reason, isRefused(answer));
        else
            writer.add(event);
    }
    choice[u"message"_s] = writer.message;
    json[u"choices"_s] = QJsonArray{choice};
    return compact(json);
}

QByteArray OpenAiFixture::errorBody(const QByteArray &code, const QByteArray &message) const
{
    const QJsonObject error{{u"message"_s, QString::fromUtf8(message)}, {u"code"_s, QString::fromUtf8(code)}};
    return compact({{u"error"_s, error}});
}

QByteArray OpenAiFixture::modelsBody(const QStringList &ids) const
{
    QJsonArray data;
    for (const QString &id : ids)
        data.append(QJsonObject{{u"id"_s, id}});
    return compact({{u"object"_s, u"list"_s}, {u"data"_s, data}});
}

QJsonObject OpenAiFixture::settings(const QUrl &url) const
{
    return {{u"base_url"_s, url.toString() + u"/v1"_s}};
}

bool OpenAiFixture::sawKey(const SeenRequest &request) const
{
    return request.header("authorization") == QByteArray("Bearer ") + canary;
}

QByteArray OpenAiFixture::failureInStream(const QByteArray &words) const
{
    return "data: " + errorBody("server_error", words) + "\n\n";
}

std::optional<ServerAnswer> OpenAiFixture::failure(ErrorCode code, const QByteArray &words) const
{
    switch (code) {
    case ErrorCode::ContextLength:
        return jsonAnswer(400, errorBody("context_length_exceeded", words));
    case ErrorCode::ContentFilter:
        return jsonAnswer(400, errorBody("content_filter", words));
    case ErrorCode::UnsupportedParameter:
        return jsonAnswer(400, errorBody("unsupported_parameter", words));
    case ErrorCode::Overloaded:
        return jsonAnswer(503, errorBody("server_error", words));
    case ErrorCode::Timeout:
        return jsonAnswer(504, errorBody({}, words));
    default:
        return std::nullopt;
    }
}

NetworkFixture::Refusal OpenAiFixture::refusal() const
{
    const QJsonObject error{{u"message"_s, u"Unsupported parameter: 'temperature' is not supported with this model."_s},
                            {u"type"_s, u"invalid_request_error"_s},
                            {u"param"_s, u"temperature"_s},
                            {u"code"_s, u"unsupported_parameter"_s}};
    return {.parameters = {.temperature = 0.5},
            .name = u"temperature"_s,
            .answer = jsonAnswer(400, compact({{u"error"_s, error}}))};
}

QString OpenAiFixture::complaint(const SeenRequest &request) const
{
    return openAiComplaint(request, OpenAiService::OpenAi);
}

} // namespace evenhand
