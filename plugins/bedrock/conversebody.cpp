// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/bedrock/conversebody.h"

#include "plugins/bedrock/conversemessages.h"
#include "plugins/bedrock/modelfamily.h"
#include "plugins/http/jsonmembers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

constexpr double mostTemperature = 1;

struct RepairWords
{
    Repair repair;
    QLatin1StringView name;    // for a person
    QLatin1StringView pattern; // what a refusal calls it
};
// In this order: of two parameters that exclude each other, the first one here is left out.
constexpr std::array repairTable = {
    RepairWords{Repair::TopP, "top_p"_L1, "top_?p"_L1},
    RepairWords{Repair::Temperature, "temperature"_L1, "temperature"_L1},
    RepairWords{Repair::StopSequences, "stop"_L1, "stop[_ ]?sequences"_L1},
    RepairWords{Repair::Effort, "effort"_L1, "thinking|effort|output_config|reasoning_?config|budget_tokens"_L1},
    RepairWords{Repair::Format, "answer format"_L1, "output_?config|text_?format|json_schema|structured output"_L1},
    RepairWords{Repair::ServiceTier, "service tier"_L1, "service[_ ]?tier"_L1},
    RepairWords{Repair::Latency, "latency"_L1, "performance_?config|latency"_L1},
    RepairWords{Repair::Streaming, "streaming"_L1, "streaming"_L1},
};

class Builder
{
public:
    Builder(const ChatRequest &request, const BedrockSettings &settings, const Repairs &repairs)
        : m_request(request)
        , m_settings(settings)
        , m_repairs(repairs)
    {
    }

    Result<ConverseBody> build()
    {
        const Result<ConverseMessages> messages = buildConverseMessages(m_request.messages);
        if (!messages)
            return std::unexpected(messages.error());
        m_body.notices = messages->notices;
        m_body.json[u"messages"_s] = messages->messages;
        if (!messages->system.isEmpty())
            m_body.json[u"system"_s] = messages->system;
        addInference();
        addTools(messages->calledTools);
        addFormat();
        addChannel();
        m_body.json = laidOver(m_body.json, m_request.parameters.extra);
        if (!m_repairs.contains(Repair::Streaming))
            m_body.possible.append(Repair::Streaming);
        else
            note(u"The answer was asked for in one piece: this model does not stream it."_s);
        return m_body;
    }

private:
    void addInference()
    {
        const Parameters &parameters = m_request.parameters;
        const bool reasons = addEffort();
        QJsonObject inference;
        if (parameters.maxTokens)
            inference[u"maxTokens"_s] = *parameters.maxTokens;
        const bool sampling = takesSampling(m_request.model, reasons);
        if (parameters.temperature && allowed(Repair::Temperature, sampling))
            inference[u"temperature"_s] = takenTemperature(*parameters.temperature);
        if (parameters.topP && allowed(Repair::TopP, sampling))
            inference[u"topP"_s] = *parameters.topP;
        if (!parameters.stop.isEmpty() && allowed(Repair::StopSequences))
            inference[u"stopSequences"_s] = QJsonArray::fromStringList(parameters.stop);
        if (parameters.seed)
            note(u"“seed” was left out: Bedrock has no parameter for it. Some models take one of their own, which can "
                 "stand in the extra parameters, below additionalModelRequestFields."_s);
        if (!inference.isEmpty())
            m_body.json[u"inferenceConfig"_s] = inference;
    }

    double takenTemperature(double asked)
    {
        if (asked > mostTemperature)
            note(u"“temperature” was sent as %1, the most that Bedrock takes."_s.arg(mostTemperature));
        return std::min(asked, mostTemperature);
    }

    // Whether the model is asked to reason.
    bool addEffort()
    {
        const Parameters &parameters = m_request.parameters;
        if (parameters.effort.isEmpty() || !allowed(Repair::Effort))
            return false;
        const ReasoningFields reasoning = reasoningFields(m_request.model, parameters.effort, parameters.maxTokens);
        if (!reasoning.notice.isEmpty())
            note(reasoning.notice);
        if (!reasoning.fields.isEmpty())
            m_body.json[u"additionalModelRequestFields"_s] = reasoning.fields;
        return reasoning.reasons;
    }

    // A conversation with calls in it is refused without tools, so those that were called stand in for them.
    void addTools(const QStringList &called)
    {
        QList<Tool> tools = m_request.tools;
        for (const QString &name : called) {
            if (m_request.tools.isEmpty() && !std::ranges::contains(tools, name, &Tool::name))
                tools.append({.name = name, .description = {}, .schema = {{u"type"_s, u"object"_s}}});
        }
        if (tools.isEmpty())
            return;
        if (m_request.tools.isEmpty())
            note(u"The conversation has tool calls, so their tools were named again, without their descriptions."_s);
        QJsonArray specs;
        for (const Tool &tool : std::as_const(tools))
            specs.append(QJsonObject{{u"toolSpec"_s, toolSpec(tool)}});
        m_body.json[u"toolConfig"_s] = QJsonObject{{u"tools"_s, specs}};
    }

    static QJsonObject toolSpec(const Tool &tool)
    {
        QJsonObject spec{{u"name"_s, tool.name}, {u"inputSchema"_s, QJsonObject{{u"json"_s, tool.schema}}}};
        if (!tool.description.isEmpty())
            spec[u"description"_s] = tool.description;
        return spec;
    }

    void addFormat()
    {
        if (!m_request.format || !allowed(Repair::Format))
            return;
        const QByteArray schema = QJsonDocument(m_request.format->schema).toJson(QJsonDocument::Compact);
        const QJsonObject jsonSchema{{u"name"_s, m_request.format->name}, {u"schema"_s, QString::fromUtf8(schema)}};
        const QJsonObject textFormat{{u"type"_s, u"json_schema"_s},
                                     {u"structure"_s, QJsonObject{{u"jsonSchema"_s, jsonSchema}}}};
        m_body.json[u"outputConfig"_s] = QJsonObject{{u"textFormat"_s, textFormat}};
    }

    void addChannel()
    {
        if (!m_settings.guardrail.isEmpty())
            m_body.json[u"guardrailConfig"_s] = QJsonObject{{u"guardrailIdentifier"_s, m_settings.guardrail},
                                                            {u"guardrailVersion"_s, m_settings.guardrailVersion}};
        if (!m_settings.serviceTier.isEmpty() && allowed(Repair::ServiceTier))
            m_body.json[u"serviceTier"_s] = QJsonObject{{u"type"_s, m_settings.serviceTier}};
        if (!m_settings.latency.isEmpty() && allowed(Repair::Latency))
            m_body.json[u"performanceConfig"_s] = QJsonObject{{u"latency"_s, m_settings.latency}};
    }

    // Says so when it is not.
    bool allowed(Repair repair, bool known = true)
    {
        const bool takes = known && !m_repairs.contains(repair);
        if (takes)
            m_body.possible.append(repair);
        else
            note(u"%1 was left out: %2 does not take it."_s.arg(nameOf(repair), m_request.model));
        return takes;
    }

    void note(const QString &text) { m_body.notices.append(text); }

    const ChatRequest &m_request;
    const BedrockSettings &m_settings;
    const Repairs &m_repairs;
    ConverseBody m_body;
};

} // namespace

Result<ConverseBody> buildConverseBody(const ChatRequest &request, const BedrockSettings &settings,
                                       const Repairs &repairs)
{
    return Builder(request, settings, repairs).build();
}

QByteArray conversePath(const QString &model, bool streaming)
{
    return "/model/" + QUrl::toPercentEncoding(model) + (streaming ? "/converse-stream" : "/converse");
}

std::optional<Repair> findRepair(const ConverseBody &body, const HttpFailure &failure)
{
    if (failure.outcome.error->code != ErrorCode::UnsupportedParameter)
        return std::nullopt;
    for (const RepairWords &entry : repairTable) {
        const QRegularExpression words(entry.pattern, QRegularExpression::CaseInsensitiveOption);
        if (body.possible.contains(entry.repair) && failure.words.message.contains(words))
            return entry.repair;
    }
    return std::nullopt;
}

QString nameOf(Repair repair)
{
    return u"“%1”"_s.arg(std::ranges::find(repairTable, repair, &RepairWords::repair)->name);
}

} // namespace evenhand
