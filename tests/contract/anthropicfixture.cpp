// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/contract/anthropicfixture.h"

#include "tests/support/messagesdouble.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

QByteArray compact(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

QString stopReason(StopReason reason)
{
    switch (reason) {
    case StopReason::Length:
        return u"max_tokens"_s;
    case StopReason::ToolCall:
        return u"tool_use"_s;
    case StopReason::Filtered:
        return u"refusal"_s;
    default:
        return u"end_turn"_s;
    }
}

QJsonObject usageJson(const Usage &usage)
{
    return {{u"input_tokens"_s, usage.inputFresh.value_or(0)},
            {u"cache_read_input_tokens"_s, usage.cacheRead.value_or(0)},
            {u"cache_creation_input_tokens"_s, 0},
            {u"output_tokens"_s, usage.outputTotal().value_or(0)},
            {u"output_tokens_details"_s, QJsonObject{{u"thinking_tokens"_s, usage.reasoning.value_or(0)}}}};
}

QJsonObject stopJson(const Stopped &stopped, const QString &refusal)
{
    QJsonObject json{{u"stop_reason"_s, stopReason(stopped.reason)}, {u"stop_sequence"_s, QJsonValue::Null}};
    if (!refusal.isEmpty())
        json[u"stop_details"_s] = QJsonObject{{u"type"_s, u"refusal"_s}, {u"explanation"_s, refusal}};
    return json;
}

// Writes an answer as a stream of blocks.
class StreamWriter
{
public:
    QByteArrayList write(const ChatEvents &answer)
    {
        QByteArrayList pieces;
        for (const ChatEvent &event : answer) {
            m_bytes.clear();
            if (pieces.isEmpty())
                add(u"message_start"_s, {{u"message"_s, QJsonObject{{u"id"_s, u"msg_1"_s}, {u"model"_s, u"m-1"_s}}}});
            std::visit([this](const auto &what) { take(what); }, event);
            pieces << m_bytes;
        }
        m_bytes.clear();
        add(u"message_stop"_s, {});
        return pieces << m_bytes;
    }

private:
    void take(const TextDelta &delta)
    {
        openBlock(u"text"_s, {{u"text"_s, QString()}});
        addDelta({{u"type"_s, u"text_delta"_s}, {u"text"_s, delta.text}});
    }
    void take(const ReasoningDelta &delta)
    {
        openBlock(u"thinking"_s, {{u"thinking"_s, QString()}, {u"signature"_s, QString()}});
        addDelta({{u"type"_s, u"thinking_delta"_s}, {u"thinking"_s, delta.text}});
    }
    void take(const ToolCallDelta &delta)
    {
        closeBlock();
        openBlock(u"tool_use"_s, {{u"id"_s, delta.id}, {u"name"_s, delta.name}, {u"input"_s, QJsonObject()}});
        addDelta({{u"type"_s, u"input_json_delta"_s}, {u"partial_json"_s, QString()}});
        addDelta({{u"type"_s, u"input_json_delta"_s}, {u"partial_json"_s, delta.arguments}});
    }
    // The reason of a refusal comes with its end.
    void take(const RefusalDelta &delta)
    {
        m_refusal += delta.text;
        add(u"ping"_s, {});
    }
    void take(const UsageReport &report)
    {
        closeBlock();
        add(u"message_delta"_s, {{u"delta"_s, QJsonObject()}, {u"usage"_s, usageJson(report.usage)}});
    }
    void take(const Stopped &stopped)
    {
        closeBlock();
        add(u"message_delta"_s, {{u"delta"_s, stopJson(stopped, m_refusal)}});
    }
    void take(const auto &) {}

    void openBlock(const QString &type, QJsonObject block)
    {
        if (m_open == type)
            return;
        closeBlock();
        m_open = type;
        block[u"type"_s] = type;
        add(u"content_block_start"_s, {{u"index"_s, m_index}, {u"content_block"_s, block}});
    }
    void closeBlock()
    {
        if (!std::exchange(m_open, {}).isEmpty())
            add(u"content_block_stop"_s, {{u"index"_s, m_index++}});
    }
    void addDelta(const QJsonObject &delta)
    {
        add(u"content_block_delta"_s, {{u"index"_s, m_index}, {u"delta"_s, delta}});
    }
    void add(const QString &type, QJsonObject members)
    {
        members[u"type"_s] = type;
        m_bytes += "event: " + type.toUtf8() + "\ndata: " + compact(members) + "\n\n";
    }

    QByteArray m_bytes;
    QString m_open; // type of the block that is open
    QString m_refusal;
    int m_index = 0;
};

QJsonObject blockOf(const ChatEvent &event)
{
    if (const auto *text = std::get_if<TextDelta>(&event))
        return {{u"type"_s, u"text"_s}, {u"text"_s, text->text}};
    if (const auto *reasoning = std::get_if<ReasoningDelta>(&event))
        return {{u"type"_s, u"thinking"_s}, {u"thinking"_s, reasoning->text}, {u"signature"_s, u"s"_s}};
    return {};
}

} // namespace

AnthropicFixture::AnthropicFixture()
    : NetworkFixture(u"anthropic"_s)
{
}

QByteArrayList AnthropicFixture::stream(const ChatEvents &answer) const
{
    return StreamWriter().write(answer);
}

QByteArray AnthropicFixture::document(const ChatEvents &answer) const
{
    QJsonObject json{{u"id"_s, u"msg_1"_s}, {u"type"_s, u"message"_s}, {u"model"_s, u"m-1"_s}};
    QJsonArray content;
    for (const ChatEvent &event : answer) {
        if (const auto *report = std::get_if<UsageReport>(&event))
            json[u"usage"_s] = usageJson(report->usage);
        else if (const auto *stopped = std::get_if<Stopped>(&event))
            json[u"stop_reason"_s] = stopReason(stopped->reason);
        else
            content.append(blockOf(event));
    }
    json[u"content"_s] = content;
    return compact(json);
}

QByteArray AnthropicFixture::errorBody(const QByteArray &code, const QByteArray &message) const
{
    QJsonObject error{{u"type"_s, code.isEmpty() ? u"api_error"_s : QString::fromUtf8(code)},
                      {u"message"_s, QString::fromUtf8(message)}};
    if (code == "insufficient_quota") {
        error[u"type"_s] = u"rate_limit_error"_s;
        error[u"details"_s] = QJsonObject{{u"error_code"_s, u"enforced_spend_limit_reached"_s}};
    }
    return compact({{u"type"_s, u"error"_s}, {u"error"_s, error}, {u"request_id"_s, u"req-7"_s}});
}

QByteArray AnthropicFixture::modelsBody(const QStringList &ids) const
{
    QJsonArray data;
    for (const QString &id : ids)
        data.append(QJsonObject{{u"type"_s, u"model"_s}, {u"id"_s, id}});
    return compact({{u"data"_s, data}, {u"has_more"_s, false}});
}

QJsonObject AnthropicFixture::settings(const QUrl &url) const
{
    return {{u"base_url"_s, url.toString()}};
}

bool AnthropicFixture::sawKey(const SeenRequest &request) const
{
    return request.header("x-api-key") == canary;
}

QStringList AnthropicFixture::models() const
{
    return {u"contract"_s, u"claude-3-haiku-20240307"_s, u"claude-sonnet-4-5"_s, u"claude-opus-4-6"_s,
            u"claude-opus-5-5"_s};
}

QByteArray AnthropicFixture::failureInStream(const QByteArray &words) const
{
    return "event: error\ndata: " + errorBody("overloaded_error", words) + "\n\n";
}

std::optional<ServerAnswer> AnthropicFixture::failure(ErrorCode code, const QByteArray &words) const
{
    switch (code) {
    case ErrorCode::ContextLength:
        return jsonAnswer(400,
                          errorBody("invalid_request_error", "prompt is too long: 9 tokens > 8 maximum. " + words));
    case ErrorCode::UnsupportedParameter:
        return jsonAnswer(400, errorBody("invalid_request_error", "top_k: Extra inputs are not permitted. " + words));
    case ErrorCode::Overloaded:
        return jsonAnswer(529, errorBody("overloaded_error", words));
    case ErrorCode::Timeout:
        return jsonAnswer(504, errorBody("timeout_error", words));
    default:
        return std::nullopt;
    }
}

NetworkFixture::Refusal AnthropicFixture::refusal() const
{
    return {.parameters = {.temperature = 0.5},
            .name = u"temperature"_s,
            .answer =
                jsonAnswer(400, errorBody("invalid_request_error", "temperature: Extra inputs are not permitted"))};
}

QString AnthropicFixture::complaint(const SeenRequest &request) const
{
    return messagesComplaint(request);
}

QJsonObject FoundryClaudeFixture::settings(const QUrl &url) const
{
    return {{u"base_url"_s, url.toString() + u"/anthropic"_s}};
}

QString FoundryClaudeFixture::complaint(const SeenRequest &request) const
{
    SeenRequest there = request;
    there.target.remove(0, QByteArrayView("/anthropic").size());
    return request.target.startsWith("/anthropic/") ? messagesComplaint(there) : u"404"_s;
}

QJsonObject AwsClaudeFixture::settings(const QUrl &url) const
{
    return {{u"base_url"_s, url.toString()}, {u"auth"_s, u"bearer"_s}, {u"workspace"_s, u"wrkspc_1"_s}};
}

bool AwsClaudeFixture::sawKey(const SeenRequest &request) const
{
    return request.header("authorization") == QByteArray("Bearer ") + canary;
}

QString AwsClaudeFixture::complaint(const SeenRequest &request) const
{
    return request.header("anthropic-workspace-id") == "wrkspc_1" ? messagesComplaint(request)
                                                                  : u"400: anthropic-workspace-id"_s;
}

QByteArray VertexClaudeFixture::modelsBody(const QStringList &ids) const
{
    QJsonArray models;
    for (const QString &id : ids)
        models.append(QJsonObject{{u"name"_s, QString(u"publishers/anthropic/models/"_s + id)}});
    return compact({{u"publisherModels"_s, models}});
}

QJsonObject VertexClaudeFixture::settings(const QUrl &url) const
{
    return {{u"base_url"_s, url.toString()}, {u"platform"_s, u"vertex"_s}, {u"project"_s, u"contract"_s}};
}

bool VertexClaudeFixture::sawKey(const SeenRequest &request) const
{
    return request.header("authorization") == QByteArray("Bearer ") + canary;
}

} // namespace evenhand
