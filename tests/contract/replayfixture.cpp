// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/contract/replayfixture.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

struct Writer
{
    QJsonObject operator()(const TextDelta &event) const { return said(u"text"_s, event.text); }
    QJsonObject operator()(const ReasoningDelta &event) const { return said(u"reasoning"_s, event.text); }
    QJsonObject operator()(const RefusalDelta &event) const { return said(u"refusal"_s, event.text); }
    QJsonObject operator()(const ToolCallDelta &event) const
    {
        return {{u"kind"_s, u"tool_call"_s},
                {u"index"_s, event.index},
                {u"id"_s, event.id},
                {u"name"_s, event.name},
                {u"arguments"_s, event.arguments}};
    }
    QJsonObject operator()(const UsageReport &event) const
    {
        const QJsonObject tokens{{u"input_fresh"_s, event.usage.inputFresh.value_or(0)},
                                 {u"cache_read"_s, event.usage.cacheRead.value_or(0)},
                                 {u"output_visible"_s, event.usage.outputVisible.value_or(0)},
                                 {u"reasoning"_s, event.usage.reasoning.value_or(0)}};
        return {{u"kind"_s, u"usage"_s}, {u"tokens"_s, tokens}};
    }
    QJsonObject operator()(const Stopped &event) const
    {
        return {{u"kind"_s, u"stop"_s}, {u"reason"_s, toString(event.reason)}};
    }
    QJsonObject operator()(const auto &) const { qFatal("The contract asks for an event that no recording holds."); }

    static QJsonObject said(const QString &kind, const QString &text) { return {{u"kind"_s, kind}, {u"text"_s, text}}; }
};

} // namespace

ReplayFixture::ReplayFixture()
    : ProviderFixture(u"replay"_s)
{
}

std::unique_ptr<Provider> ReplayFixture::providerOf(const ChatEvents &answer, Pause pause)
{
    QJsonArray events;
    for (const ChatEvent &event : answer) {
        QJsonObject json = std::visit(Writer(), event);
        json[u"at_ms"_s] = qint64(pause.count()) * (events.size() + 1);
        events.append(json);
    }
    const QJsonObject recording{{u"format"_s, u"evenhand-recording/1"_s},
                                {u"model"_s, u"contract"_s},
                                {u"answers"_s, QJsonArray{QJsonObject{{u"events"_s, events}}}}};
    QFile file(m_folder.filePath(u"contract.json"_s));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("The recording cannot be written: %s", qPrintable(file.errorString()));
    file.write(QJsonDocument(recording).toJson());
    file.close();
    return create({{u"folder"_s, m_folder.path()}});
}

} // namespace evenhand
