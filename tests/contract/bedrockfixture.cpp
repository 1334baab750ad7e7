// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/contract/bedrockfixture.h"

#include "plugins/http/eventstream.h"
#include "tests/support/awsdouble.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

const SigV4Keys keys{.accessKeyId = "AKIDCONTRACT",
                     .secretAccessKey = ProviderFixture::canary,
                     .sessionToken = "contract-session-token"};

QByteArray compact(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

QByteArray frame(const QString &type, const QJsonObject &payload)
{
    QJsonObject padded = payload;
    padded[u"p"_s] = u"abcdefgh"_s;
    return eventStreamFrame(
        {.fields = {{":event-type", type}, {":content-type", u"application/json"_s}, {":message-type", u"event"_s}},
         .payload = compact(padded)});
}

QString stopWord(StopReason reason)
{
    switch (reason) {
    case StopReason::Length:
        return u"max_tokens"_s;
    case StopReason::ToolCall:
        return u"tool_use"_s;
    case StopReason::Filtered:
        return u"guardrail_intervened"_s;
    default:
        return u"end_turn"_s;
    }
}

QJsonObject usageJson(const Usage &usage)
{
    const qint64 fresh = usage.inputFresh.value_or(0);
    const qint64 cached = usage.cacheRead.value_or(0);
    const qint64 out = usage.outputVisible.value_or(0);
    return {{u"inputTokens"_s, fresh},
            {u"cacheReadInputTokens"_s, cached},
            {u"outputTokens"_s, out},
            {u"totalTokens"_s, fresh + cached + out}};
}

// The frames of one event. Text and reasoning have no start of their own.
class FrameWriter
{
public:
    QByteArray operator()(const TextDelta &event) { return delta({{u"text"_s, event.text}}); }
    QByteArray operator()(const ReasoningDelta &event)
    {
        return delta({{u"reasoningContent"_s, QJsonObject{{u"text"_s, event.text}}}});
    }
    QByteArray operator()(const ToolCallDelta &event)
    {
        ++m_block;
        const QJsonObject use{{u"toolUseId"_s, event.id}, {u"name"_s, event.name}};
        return frame(u"contentBlockStart"_s,
                     {{u"contentBlockIndex"_s, m_block}, {u"start"_s, QJsonObject{{u"toolUse"_s, use}}}})
               + delta({{u"toolUse"_s, QJsonObject{{u"input"_s, event.arguments}}}});
    }
    QByteArray operator()(const UsageReport &event)
    {
        return frame(u"metadata"_s, {{u"usage"_s, usageJson(event.usage)}});
    }
    QByteArray operator()(const Stopped &event)
    {
        return frame(u"messageStop"_s, {{u"stopReason"_s, stopWord(event.reason)}});
    }
    QByteArray operator()(const auto &) { qFatal("The contract asks for an event that Bedrock does not send."); }

private:
    QByteArray delta(const QJsonObject &delta)
    {
        return frame(u"contentBlockDelta"_s, {{u"contentBlockIndex"_s, m_block}, {u"delta"_s, delta}});
    }

    int m_block = 0;
};

void appendText(QJsonArray &content, const QString &text)
{
    QString whole = text;
    if (!content.isEmpty() && content.last().toObject().contains("text"_L1))
        whole.prepend(content.takeAt(content.size() - 1)["text"_L1].toString());
    content.append(QJsonObject{{u"text"_s, whole}});
}

} // namespace

BedrockFixture::BedrockFixture()
    : NetworkFixture(u"bedrock"_s)
{
    // What lies on the machine that runs the test is none of its business.
    for (const char *variable : {"AWS_BEARER_TOKEN_BEDROCK", "AWS_ENDPOINT_URL", "AWS_USE_FIPS_ENDPOINT"})
        qunsetenv(variable);
}

// A refusal is text, and reasoning is counted with the text.
ChatEvents BedrockFixture::sayable(const ChatEvents &answer) const
{
    ChatEvents result;
    for (ChatEvent event : answer) {
        if (const auto *refusal = std::get_if<RefusalDelta>(&event))
            event = TextDelta{refusal->text};
        if (auto *report = std::get_if<UsageReport>(&event)) {
            report->usage.outputVisible = report->usage.outputTotal();
            report->usage.reasoning.reset();
        }
        result.append(event);
    }
    return result;
}

ChatRequest BedrockFixture::request() const
{
    ChatRequest request = NetworkFixture::request();
    request.model = u"arn:aws:bedrock:ap-south-1:123456789012:application-inference-profile/abc123"_s;
    return request;
}

QByteArrayList BedrockFixture::stream(const ChatEvents &answer) const
{
    QByteArrayList pieces;
    FrameWriter writer;
    for (const ChatEvent &event : answer)
        pieces << std::visit(writer, event);
    pieces.first().prepend(frame(u"messageStart"_s, {{u"role"_s, u"assistant"_s}}));
    return pieces;
}

QByteArray BedrockFixture::document(const ChatEvents &answer) const
{
    QJsonArray content;
    QJsonObject json;
    for (const ChatEvent &event : answer) {
        if (const auto *text = std::get_if<TextDelta>(&event)) {
            appendText(content, text->text);
        } else if (const auto *reasoning = std::get_if<ReasoningDelta>(&event)) {
            const QJsonObject reasoningText{{u"text"_s, reasoning->text}};
            content.append(QJsonObject{{u"reasoningContent"_s, QJsonObject{{u"reasoningText"_s, reasoningText}}}});
        } else if (const auto *report = std::get_if<UsageReport>(&event)) {
            json[u"usage"_s] = usageJson(report->usage);
        } else if (const auto *stopped = std::get_if<Stopped>(&event)) {
            json[u"stopReason"_s] = stopWord(stopped->reason);
        }
    }
    const QJsonObject message{{u"role"_s, u"assistant"_s}, {u"content"_s, content}};
    json[u"output"_s] = QJsonObject{{u"message"_s, message}};
    return compact(json);
}

QByteArray BedrockFixture::errorBody(const QByteArray &code, const QByteArray &message) const
{
    QJsonObject error{{u"message"_s, QString::fromUtf8(message)}};
    if (code == "insufficient_quota")
        error[u"__type"_s] = u"com.amazon.coral.service#ServiceQuotaExceededException"_s;
    return compact(error);
}

// Both lists in one, since the server gives the same answer to every request.
QByteArray BedrockFixture::modelsBody(const QStringList &ids) const
{
    QJsonArray models;
    for (const QString &id : ids)
        models.append(QJsonObject{{u"modelId"_s, id}, {u"inferenceTypesSupported"_s, QJsonArray{u"ON_DEMAND"_s}}});
    return compact({{u"modelSummaries"_s, models}, {u"inferenceProfileSummaries"_s, QJsonArray()}});
}

QJsonObject BedrockFixture::settings(const QUrl &url) const
{
    return {{u"region"_s, u"ap-south-1"_s},
            {u"access_key_id"_s, QString::fromUtf8(keys.accessKeyId)},
            {u"endpoint"_s, url.toString()}};
}

QByteArray BedrockFixture::secret(const QString &field) const
{
    if (field == "secret_access_key"_L1)
        return keys.secretAccessKey;
    return field == "session_token"_L1 ? keys.sessionToken : QByteArray();
}

// The secret key itself is never sent; what was signed with it is.
bool BedrockFixture::sawKey(const SeenRequest &request) const
{
    return signatureComplaint(request, keys, "bedrock").isEmpty();
}

QString BedrockFixture::complaint(const SeenRequest &request) const
{
    const QString signature = signatureComplaint(request, keys, "bedrock");
    return signature.isEmpty() ? bedrockComplaint(request) : signature;
}

QStringList BedrockFixture::models() const
{
    return {request().model,
            u"us.anthropic.claude-sonnet-4-5-20250929-v1:0"_s,
            u"global.anthropic.claude-opus-4-7"_s,
            u"amazon.nova-2-lite-v1:0"_s,
            u"openai.gpt-oss-120b-1:0"_s,
            u"deepseek.r1-v1:0"_s};
}

QByteArray BedrockFixture::failureInStream(const QByteArray &words) const
{
    return eventStreamFrame(
        {.fields = {{":exception-type", u"serviceUnavailableException"_s}, {":message-type", u"exception"_s}},
         .payload = compact({{u"message"_s, QString::fromUtf8(words)}})});
}

static ServerAnswer exception(int status, const QByteArray &type, const QByteArray &message)
{
    ServerAnswer answer = jsonAnswer(status, compact({{u"message"_s, QString::fromUtf8(message)}}));
    answer.headers.append({"x-amzn-errortype", type + ":http://internal.amazon.com/"});
    return answer;
}

std::optional<ServerAnswer> BedrockFixture::failure(ErrorCode code, const QByteArray &words) const
{
    switch (code) {
    case ErrorCode::ContextLength:
        return exception(400, "ValidationException", "Input is too long for requested model. " + words);
    case ErrorCode::UnsupportedParameter:
        return exception(400, "ValidationException", "extraneous key [top_k] is not permitted. " + words);
    case ErrorCode::Overloaded:
        return exception(503, "ServiceUnavailableException", words);
    case ErrorCode::Timeout:
        return exception(408, "ModelTimeoutException", words);
    default:
        return std::nullopt;
    }
}

NetworkFixture::Refusal BedrockFixture::refusal() const
{
    return {.parameters = {.temperature = 0.5},
            .name = u"temperature"_s,
            .answer = exception(400, "ValidationException", "This model doesn't support the temperature field.")};
}

QByteArray BedrockFixture::keepAlive() const
{
    return frame(u"somethingNew"_s, {});
}

QByteArray BedrockFixture::tornPiece() const
{
    return keepAlive().first(40);
}

QJsonObject BedrockKeyFixture::settings(const QUrl &url) const
{
    return {{u"region"_s, u"ap-south-1"_s}, {u"endpoint"_s, url.toString()}};
}

QByteArray BedrockKeyFixture::secret(const QString &field) const
{
    return field == "api_key"_L1 ? QByteArray(canary) : QByteArray();
}

bool BedrockKeyFixture::sawKey(const SeenRequest &request) const
{
    return request.header("authorization") == QByteArray("Bearer ") + canary;
}

QString BedrockKeyFixture::complaint(const SeenRequest &request) const
{
    const bool isSigned = !request.header("x-amz-date").isEmpty() || !request.header("x-amz-security-token").isEmpty();
    if (isSigned || !request.header("authorization").startsWith("Bearer "))
        return u"403: a key and a signature exclude each other"_s;
    return bedrockComplaint(request);
}

} // namespace evenhand
