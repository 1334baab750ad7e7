// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/contract/geminifixture.h"

#include "tests/support/geminidouble.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

QByteArray compact(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

QString finishReason(StopReason reason)
{
    if (reason == StopReason::Length)
        return u"MAX_TOKENS"_s;
    return reason == StopReason::Filtered ? u"SAFETY"_s : u"STOP"_s;
}

// Cached tokens are within the prompt, thoughts beside the candidates.
QJsonObject usageJson(const Usage &usage)
{
    return {{u"promptTokenCount"_s, usage.inputTotal().value_or(0)},
            {u"cachedContentTokenCount"_s, usage.cacheRead.value_or(0)},
            {u"candidatesTokenCount"_s, usage.outputVisible.value_or(0)},
            {u"thoughtsTokenCount"_s, usage.reasoning.value_or(0)}};
}

QJsonObject argumentsOf(const ToolCallDelta &call)
{
    return QJsonDocument::fromJson(call.arguments.toUtf8()).object();
}

QJsonObject partOf(const ChatEvent &event)
{
    if (const auto *text = std::get_if<TextDelta>(&event))
        return {{u"text"_s, text->text}};
    if (const auto *reasoning = std::get_if<ReasoningDelta>(&event))
        return {{u"text"_s, reasoning->text}, {u"thought"_s, true}};
    if (const auto *call = std::get_if<ToolCallDelta>(&event))
        return {{u"functionCall"_s,
                 QJsonObject{{u"id"_s, call->id}, {u"name"_s, call->name}, {u"args"_s, argumentsOf(*call)}}}};
    return {};
}

// One response that says these events.
QJsonObject responseOf(const ChatEvents &events)
{
    QJsonObject response{{u"modelVersion"_s, u"m-1"_s}, {u"responseId"_s, u"r-1"_s}};
    QJsonObject candidate{{u"index"_s, 0}};
    QJsonArray parts;
    for (const ChatEvent &event : events) {
        if (const QJsonObject part = partOf(event); !part.isEmpty())
            parts.append(part);
        else if (const auto *report = std::get_if<UsageReport>(&event))
            response[u"usageMetadata"_s] = usageJson(report->usage);
        else if (const auto *stopped = std::get_if<Stopped>(&event))
            candidate[u"finishReason"_s] = finishReason(stopped->reason);
    }
    if (!parts.isEmpty())
        candidate[u"content"_s] = QJsonObject{{u"role"_s, u"model"_s}, {u"parts"_s, parts}};
    response[u"candidates"_s] = QJsonArray{candidate};
    return response;
}

} // namespace

GeminiFixture::GeminiFixture()
    : NetworkFixture(u"gemini"_s)
{
}

// There are no words for a refusal, and arguments are JSON in any case.
ChatEvents GeminiFixture::sayable(const ChatEvents &answer) const
{
    ChatEvents result;
    for (ChatEvent event : answer) {
        if (auto *call = std::get_if<ToolCallDelta>(&event))
            call->arguments = QString::fromUtf8(compact(argumentsOf(*call)));
        if (!std::holds_alternative<RefusalDelta>(event))
            result.append(event);
    }
    return result;
}

// Each step is signed in its first call.
QByteArrayList GeminiFixture::callingStream(const ChatEvents &answer) const
{
    QByteArrayList pieces = stream(answer);
    for (QByteArray &piece : pieces) {
        if (const qsizetype call = piece.indexOf("\"functionCall\""); call >= 0) {
            piece.insert(call, "\"thoughtSignature\":\"c2lnbmVk\",");
            break;
        }
    }
    return pieces;
}

QByteArrayList GeminiFixture::stream(const ChatEvents &answer) const
{
    QByteArrayList pieces;
    for (const ChatEvent &event : answer)
        pieces << "data: " + compact(responseOf({event})) + "\n\n";
    return pieces;
}

QByteArray GeminiFixture::document(const ChatEvents &answer) const
{
    QJsonArray responses;
    for (const ChatEvent &event : answer)
        responses.append(responseOf({event}));
    return QJsonDocument(responses).toJson();
}

QByteArray GeminiFixture::errorBody(const QByteArray &code, const QByteArray &message) const
{
    QJsonObject error{
        {u"code"_s, 400}, {u"message"_s, QString::fromUtf8(message)}, {u"status"_s, u"INVALID_ARGUMENT"_s}};
    if (code == "insufficient_quota") {
        const QJsonObject violation{{u"quotaId"_s, u"GenerateRequestsPerDayPerProjectPerModel"_s}};
        error[u"details"_s] = QJsonArray{QJsonObject{{u"@type"_s, u"type.googleapis.com/google.rpc.QuotaFailure"_s},
                                                     {u"violations"_s, QJsonArray{violation}}}};
    }
    return compact({{u"error"_s, error}});
}

QByteArray GeminiFixture::modelsBody(const QStringList &ids) const
{
    QJsonArray models;
    for (const QString &id : ids)
        models.append(QJsonObject{{u"name"_s, QString(u"models/"_s + id)},
                                  {u"supportedGenerationMethods"_s, QJsonArray{u"generateContent"_s}}});
    return compact({{u"models"_s, models}, {u"nextPageToken"_s, QString()}});
}

QJsonObject GeminiFixture::settings(const QUrl &url) const
{
    return {{u"base_url"_s, url.toString()}};
}

bool GeminiFixture::sawKey(const SeenRequest &request) const
{
    return request.header("x-goog-api-key") == canary;
}

QStringList GeminiFixture::models() const
{
    return {u"gemini-2.0-flash"_s, u"gemini-2.5-pro"_s, u"gemini-2.5-flash"_s, u"gemini-3-pro-preview"_s,
            u"gemini-3-flash"_s};
}

static QByteArray status(int code, const QString &name, const QByteArray &message)
{
    const QJsonObject error{{u"code"_s, code}, {u"message"_s, QString::fromUtf8(message)}, {u"status"_s, name}};
    return compact({{u"error"_s, error}});
}

QByteArray GeminiFixture::failureInStream(const QByteArray &words) const
{
    return "data: " + status(503, u"UNAVAILABLE"_s, words) + "\n\n";
}

std::optional<ServerAnswer> GeminiFixture::failure(ErrorCode code, const QByteArray &words) const
{
    const QString invalid = u"INVALID_ARGUMENT"_s;
    switch (code) {
    case ErrorCode::ContextLength:
        return jsonAnswer(
            400, status(400, invalid,
                        "The input token count (9) exceeds the maximum number of tokens allowed (8). " + words));
    case ErrorCode::UnsupportedParameter:
        return jsonAnswer(400, status(400, invalid,
                                      "Invalid JSON payload received. Unknown name \"topK\" at 'generation_config': "
                                      "Cannot find field. "
                                          + words));
    case ErrorCode::Overloaded:
        return jsonAnswer(503, status(503, u"UNAVAILABLE"_s, words));
    case ErrorCode::Timeout:
        return jsonAnswer(504, status(504, u"DEADLINE_EXCEEDED"_s, words));
    default:
        return std::nullopt;
    }
}

NetworkFixture::Refusal GeminiFixture::refusal() const
{
    return {.parameters = {.seed = 7},
            .name = u"seed"_s,
            .answer = jsonAnswer(400, status(400, u"INVALID_ARGUMENT"_s, "Seed is not supported for this model."))};
}

QString GeminiFixture::complaint(const SeenRequest &request) const
{
    return geminiComplaint(request);
}

ChatRequest VertexGeminiFixture::request() const
{
    ChatRequest request = GeminiFixture::request();
    request.model = u"gemini-2.5-flash"_s;
    return request;
}

QByteArray VertexGeminiFixture::modelsBody(const QStringList &ids) const
{
    QJsonArray models;
    for (const QString &id : ids)
        models.append(QJsonObject{{u"name"_s, QString(u"publishers/google/models/"_s + id)}});
    return compact({{u"publisherModels"_s, models}});
}

QJsonObject VertexGeminiFixture::settings(const QUrl &url) const
{
    return {{u"base_url"_s, url.toString()}, {u"platform"_s, u"vertex"_s}, {u"project"_s, u"contract"_s}};
}

bool VertexGeminiFixture::sawKey(const SeenRequest &request) const
{
    return request.header("authorization") == QByteArray("Bearer ") + canary;
}

} // namespace evenhand
