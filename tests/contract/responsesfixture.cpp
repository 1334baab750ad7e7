// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/contract/responsesfixture.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

QByteArray compact(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

QJsonObject usageJson(const Usage &usage)
{
    const qint64 in = usage.inputTotal().value_or(0);
    const qint64 out = usage.outputTotal().value_or(0);
    return {{u"input_tokens"_s, in},
            {u"input_tokens_details"_s, QJsonObject{{u"cached_tokens"_s, usage.cacheRead.value_or(0)}}},
            {u"output_tokens"_s, out},
            {u"output_tokens_details"_s, QJsonObject{{u"reasoning_tokens"_s, usage.reasoning.value_or(0)}}},
            {u"total_tokens"_s, in + out}};
}

// Collects an answer into the items of its output, and writes the events that lead there.
class ResponseWriter
{
public:
    QByteArray write(const ChatEvent &event)
    {
        m_bytes.clear();
        if (std::exchange(m_first, false))
            add(u"response.created"_s, {{u"response"_s, response(u"in_progress"_s)}});
        std::visit([this](const auto &what) { take(what); }, event);
        return m_bytes;
    }

    QJsonObject response(const QString &status) const
    {
        QJsonObject json{{u"id"_s, u"resp_1"_s}, {u"object"_s, u"response"_s}, {u"model"_s, u"contract-1"_s},
                         {u"status"_s, status},  {u"output"_s, m_output},      {u"error"_s, QJsonValue::Null}};
        json[u"usage"_s] = m_usage.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(m_usage);
        if (status == "incomplete"_L1)
            json[u"incomplete_details"_s] = QJsonObject{{u"reason"_s, m_reason}};
        return json;
    }

    QString status() const { return m_reason.isEmpty() ? u"completed"_s : u"incomplete"_s; }

private:
    void take(const TextDelta &delta) { part(u"output_text"_s, u"text"_s, delta.text); }
    void take(const RefusalDelta &delta) { part(u"refusal"_s, u"refusal"_s, delta.text); }
    void take(const ReasoningDelta &delta)
    {
        const QJsonObject summary{{u"type"_s, u"summary_text"_s}, {u"text"_s, delta.text}};
        item({{u"type"_s, u"reasoning"_s}, {u"summary"_s, QJsonArray{summary}}});
        text(u"response.reasoning_summary_text.delta"_s, delta.text);
    }
    void take(const ToolCallDelta &delta)
    {
        item({{u"type"_s, u"function_call"_s},
              {u"call_id"_s, delta.id},
              {u"name"_s, delta.name},
              {u"arguments"_s, delta.arguments}});
        text(u"response.function_call_arguments.delta"_s, delta.arguments);
    }
    void take(const UsageReport &report)
    {
        m_usage = usageJson(report.usage);
        m_bytes += ": it comes with the end\n\n";
    }
    void take(const Stopped &stopped)
    {
        if (stopped.reason == StopReason::Length)
            m_reason = u"max_output_tokens"_s;
        else if (stopped.reason == StopReason::Filtered && !m_refused)
            m_reason = u"content_filter"_s;
        add(u"response."_s + status(), {{u"response"_s, response(status())}});
    }
    void take(const auto &) { qFatal("The contract asks for an event that this interface does not send."); }

    // Pieces of a message are one part of one item.
    void part(const QString &type, const QString &key, const QString &piece)
    {
        m_refused |= key == "refusal"_L1;
        QJsonObject message = m_output.isEmpty() ? QJsonObject() : m_output.last().toObject();
        const bool goesOn = message["type"_L1].toString() == "message"_L1;
        if (!goesOn) {
            message = {{u"type"_s, u"message"_s}, {u"role"_s, u"assistant"_s}};
            item(message);
        }
        const QString before = goesOn ? message["content"_L1][0][key].toString() : QString();
        message[u"content"_s] = QJsonArray{QJsonObject{{u"type"_s, type}, {key, before + piece}}};
        m_output[m_output.size() - 1] = message;
        text(u"response.%1.delta"_s.arg(type), piece);
    }

    void item(const QJsonObject &item)
    {
        m_output.append(item);
        QJsonObject opened = item;
        for (const QString &member : {u"arguments"_s, u"summary"_s, u"content"_s})
            opened.remove(member);
        add(u"response.output_item.added"_s, {{u"output_index"_s, m_output.size() - 1}, {u"item"_s, opened}});
    }

    void text(const QString &type, const QString &delta)
    {
        add(type, {{u"output_index"_s, m_output.size() - 1}, {u"delta"_s, delta}});
    }

    void add(const QString &type, QJsonObject members)
    {
        members[u"type"_s] = type;
        members[u"sequence_number"_s] = m_number++;
        m_bytes += "event: " + type.toUtf8() + "\ndata: " + compact(members) + "\n\n";
    }

    QByteArray m_bytes; // of the event that is being written
    QJsonArray m_output;
    QJsonObject m_usage;
    QString m_reason; // why the answer is not complete
    int m_number = 0;
    bool m_first = true;
    bool m_refused = false;
};

} // namespace

QByteArrayList ResponsesFixture::stream(const ChatEvents &answer) const
{
    QByteArrayList pieces;
    ResponseWriter writer;
    for (const ChatEvent &event : answer)
        pieces << writer.write(event);
    return pieces;
}

QByteArray ResponsesFixture::document(const ChatEvents &answer) const
{
    ResponseWriter writer;
    for (const ChatEvent &event : answer)
        writer.write(event);
    return compact(writer.response(writer.status()));
}

QByteArray ResponsesFixture::failureInStream(const QByteArray &words) const
{
    const QJsonObject error{{u"code"_s, u"server_error"_s}, {u"message"_s, QString::fromUtf8(words)}};
    return "event: error\ndata: " + compact({{u"type"_s, u"error"_s}, {u"error"_s, error}}) + "\n\n";
}

QJsonObject ResponsesFixture::settings(const QUrl &url) const
{
    return {{u"base_url"_s, url.toString() + u"/v1"_s}, {u"interface"_s, u"responses"_s}};
}

} // namespace evenhand
