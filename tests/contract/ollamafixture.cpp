// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/contract/ollamafixture.h"

#include "tests/support/ollamadouble.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

QByteArray compact(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

// Collects what lines say.
class LineWriter
{
public:
    QJsonObject message;
    QJsonObject end; // usage and reason come with the last line

    void add(const ChatEvent &event)
    {
        if (const auto *text = std::get_if<TextDelta>(&event)) {
            append(u"content"_s, text->text);
        } else if (const auto *reasoning = std::get_if<ReasoningDelta>(&event)) {
            append(u"thinking"_s, reasoning->text);
        } else if (const auto *call = std::get_if<ToolCallDelta>(&event)) {
            append(*call);
        } else if (const auto *report = std::get_if<UsageReport>(&event)) {
            end[u"prompt_eval_count"_s] = report->usage.inputTotal().value_or(0);
            end[u"eval_count"_s] = report->usage.outputTotal().value_or(0);
        } else if (const auto *stopped = std::get_if<Stopped>(&event)) {
            end[u"done"_s] = true;
            end[u"done_reason"_s] = stopped->reason == StopReason::Length ? u"length"_s : u"stop"_s;
        }
    }

    QJsonObject line() const
    {
        QJsonObject json = end;
        json[u"model"_s] = u"contract"_s;
        json[u"message"_s] = message;
        if (!json.contains("done"_L1))
            json[u"done"_s] = false;
        return json;
    }

private:
    void append(const QString &member, const QString &text) { message[member] = message[member].toString() + text; }

    void append(const ToolCallDelta &call)
    {
        const QJsonDocument arguments = QJsonDocument::fromJson(call.arguments.toUtf8());
        const QJsonValue value = arguments.isObject() ? QJsonValue(arguments.object()) : QJsonValue(call.arguments);
        QJsonArray calls = message["tool_calls"_L1].toArray();
        const QJsonObject function{{u"name"_s, call.name}, {u"arguments"_s, value}};
        calls.append(QJsonObject{{u"id"_s, call.id}, {u"function"_s, function}});
        message[u"tool_calls"_s] = calls;
    }
};

} // namespace

OllamaFixture::OllamaFixture()
    : NetworkFixture(u"ollama"_s)
{
}

// A refusal is text, and all that was put out is counted in one number; so is all that came in.
ChatEvents OllamaFixture::sayable(const ChatEvents &answer) const
{
    ChatEvents result;
    for (ChatEvent event : answer) {
        if (const auto *refusal = std::get_if<RefusalDelta>(&event))
            event = TextDelta{refusal->text};
        if (auto *stopped = std::get_if<Stopped>(&event); stopped && stopped->reason == StopReason::Filtered)
            stopped->reason = StopReason::Stop;
        if (auto *report = std::get_if<UsageReport>(&event))
            report->usage = {.inputFresh = report->usage.inputTotal(), .outputVisible = report->usage.outputTotal()};
        result.append(event);
    }
    return result;
}

QByteArrayList OllamaFixture::stream(const ChatEvents &answer) const
{
    QByteArrayList pieces;
    QJsonObject end;
    for (const ChatEvent &event : answer) {
        LineWriter writer;
        writer.end = std::holds_alternative<Stopped>(event) ? end : QJsonObject();
        writer.add(event);
        if (std::holds_alternative<UsageReport>(event)) {
            end = writer.end;
            writer.end = {};
        }
        pieces << compact(writer.line()) + '\n';
    }
    return pieces;
}

QByteArray OllamaFixture::document(const ChatEvents &answer) const
{
    LineWriter writer;
    for (const ChatEvent &event : answer)
        writer.add(event);
    return compact(writer.line());
}

QByteArray OllamaFixture::errorBody(const QByteArray &, const QByteArray &message) const
{
    return compact({{u"error"_s, QString::fromUtf8(message)}});
}

QByteArray OllamaFixture::modelsBody(const QStringList &ids) const
{
    QJsonArray models;
    for (const QString &id : ids)
        models.append(QJsonObject{{u"name"_s, id}, {u"model"_s, id}});
    return compact({{u"models"_s, models}});
}

QJsonObject OllamaFixture::settings(const QUrl &url) const
{
    return {{u"base_url"_s, url.toString()}};
}

bool OllamaFixture::sawKey(const SeenRequest &request) const
{
    return request.header("authorization") == QByteArray("Bearer ") + canary;
}

QStringList OllamaFixture::models() const
{
    return {u"contract"_s, u"gpt-oss:20b"_s};
}

QByteArray OllamaFixture::failureInStream(const QByteArray &words) const
{
    return errorBody({}, words) + '\n';
}

std::optional<ServerAnswer> OllamaFixture::failure(ErrorCode code, const QByteArray &words) const
{
    switch (code) {
    case ErrorCode::ContextLength:
        return jsonAnswer(400, errorBody({}, "the input length exceeds the context length. " + words));
    case ErrorCode::UnsupportedParameter:
        return jsonAnswer(400, errorBody({}, "\"contract\" does not support thinking. " + words));
    case ErrorCode::Overloaded:
        return jsonAnswer(503, errorBody({}, "server busy, please try again. " + words));
    default:
        return std::nullopt;
    }
}

NetworkFixture::Refusal OllamaFixture::refusal() const
{
    return {.parameters = {.effort = u"high"_s},
            .name = u"effort"_s,
            .answer = jsonAnswer(400, errorBody({}, "\"contract\" does not support thinking"))};
}

QString OllamaFixture::complaint(const SeenRequest &request) const
{
    return ollamaComplaint(request);
}

} // namespace evenhand
