// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/gemini/geminirequest.h"

#include "plugins/gemini/geminicontent.h"
#include "plugins/gemini/geminithinking.h"
#include "plugins/http/jsonmembers.h"

#include <QRegularExpression>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

constexpr auto systemMember = "systemInstruction"_L1;

// How a refusal names a member, in lower case and without underscores.
struct Named
{
    QLatin1StringView word;
    QLatin1StringView member;
};
constexpr std::array named = {
    Named{"developer instruction"_L1, systemMember},
    Named{"thinking"_L1, "generationConfig.thinkingConfig"_L1},
    Named{"budget"_L1, "generationConfig.thinkingConfig"_L1},
    Named{"presencepenalty"_L1, "generationConfig.presencePenalty"_L1},
    Named{"frequencypenalty"_L1, "generationConfig.frequencyPenalty"_L1},
    Named{"penalty"_L1, "generationConfig.presencePenalty"_L1},
    Named{"penalty"_L1, "generationConfig.frequencyPenalty"_L1},
    Named{"logprobs"_L1, "generationConfig.logprobs"_L1},
    Named{"responselogprobs"_L1, "generationConfig.responseLogprobs"_L1},
    Named{"seed"_L1, "generationConfig.seed"_L1},
    Named{"stopsequence"_L1, "generationConfig.stopSequences"_L1},
    Named{"topk"_L1, "generationConfig.topK"_L1},
    Named{"topp"_L1, "generationConfig.topP"_L1},
    Named{"temperature"_L1, "generationConfig.temperature"_L1},
};

// Without these there is no request, or another one than was asked for.
bool isProtected(const QString &member)
{
    static const QStringList names{u"contents"_s,
                                   u"systemInstruction"_s,
                                   u"tools"_s,
                                   u"generationConfig"_s,
                                   u"generationConfig.responseMimeType"_s,
                                   u"generationConfig.responseJsonSchema"_s};
    return names.contains(member);
}

// "generation_config" as this program sends it.
QString inCamelCase(const QString &path)
{
    QString result;
    bool upper = false;
    for (const QChar c : path) {
        if (c != u'_')
            result += upper ? c.toUpper() : c;
        upper = c == u'_';
    }
    return result;
}

// Unknown name "topK" at 'generation_config': Cannot find field.
QString unknownMember(const QString &message)
{
    static const QRegularExpression unknown(u"Unknown name \"([^\"]+)\"(?: at '([^']+)')?"_s);
    const QRegularExpressionMatch match = unknown.match(message);
    const QString parent = inCamelCase(match.captured(2));
    return parent.isEmpty() ? match.captured(1) : parent + u'.' + match.captured(1);
}

class Builder
{
public:
    explicit Builder(const ChatRequest &request)
        : m_request(request)
        , m_parameters(request.parameters)
    {
    }

    GeminiBody build(const QStringList &refused)
    {
        addMessages();
        if (refused.contains(systemMember))
            moveSystemInstruction();
        addParameters();
        addEffort();
        if (m_request.format) {
            m_config[u"responseMimeType"_s] = u"application/json"_s;
            m_config[u"responseJsonSchema"_s] = m_request.format->schema;
        }
        if (!m_config.isEmpty())
            m_body.json[u"generationConfig"_s] = m_config;
        m_body.json = laidOver(m_body.json, m_parameters.extra);
        for (const QString &member : refused) {
            if (removeMember(m_body.json, member))
                leaveOut(member.section(u'.', -1), u"%1 does not take it"_s.arg(m_request.model));
        }
        return m_body;
    }

private:
    void addMessages()
    {
        if (const QJsonObject system = systemInstruction(m_request.messages); !system.isEmpty())
            m_body.json[u"systemInstruction"_s] = system;
        m_body.json[u"contents"_s] = contentsOf(m_request.messages, m_body.notices);
        if (!m_request.tools.isEmpty())
            m_body.json[u"tools"_s] =
                QJsonArray{QJsonObject{{u"functionDeclarations"_s, functionDeclarations(m_request.tools)}}};
    }

    // Some models have no place of its own for it.
    void moveSystemInstruction()
    {
        QJsonArray parts = m_body.json.take(systemMember)["parts"_L1].toArray();
        QJsonArray contents = m_body.json["contents"_L1].toArray();
        if (parts.isEmpty() || contents.isEmpty())
            return;
        QJsonObject first = contents.first().toObject();
        for (const QJsonValue &part : first["parts"_L1].toArray())
            parts.append(part);
        first[u"parts"_s] = parts;
        contents.replace(0, first);
        m_body.json[u"contents"_s] = contents;
        m_body.notices.append(
            u"The system prompt was sent as the beginning of the prompt: %1 takes no other."_s.arg(m_request.model));
    }

    void addParameters()
    {
        if (m_parameters.maxTokens)
            m_config[u"maxOutputTokens"_s] = *m_parameters.maxTokens;
        if (m_parameters.temperature)
            m_config[u"temperature"_s] = *m_parameters.temperature;
        if (m_parameters.topP)
            m_config[u"topP"_s] = *m_parameters.topP;
        if (!m_parameters.stop.isEmpty())
            m_config[u"stopSequences"_s] = QJsonArray::fromStringList(m_parameters.stop);
        if (const std::optional<qint64> seed = m_parameters.seed) {
            if (std::in_range<qint32>(*seed))
                m_config[u"seed"_s] = *seed;
            else
                leaveOut(u"seed"_s, u"this provider takes numbers of 32 bits"_s);
        }
    }

    void addEffort()
    {
        const GeminiThinking thinking = geminiThinking(m_parameters.effort, m_request.model);
        if (!thinking.config.isEmpty())
            m_config[u"thinkingConfig"_s] = thinking.config;
        if (!thinking.notice.isEmpty())
            m_body.notices.append(thinking.notice);
    }

    void leaveOut(const QString &name, const QString &reason)
    {
        m_body.notices.append(u"“%1” was left out: %2."_s.arg(name, reason));
    }

    const ChatRequest &m_request;
    const Parameters &m_parameters;
    QJsonObject m_config;
    GeminiBody m_body;
};

} // namespace

GeminiBody buildGeminiBody(const ChatRequest &request, const QStringList &refused)
{
    return Builder(request).build(refused);
}

std::optional<QString> findRefusedMember(const QJsonObject &body, const HttpFailure &failure)
{
    if (failure.status != 400)
        return std::nullopt;
    const QString unknown = unknownMember(failure.words.message);
    if (!unknown.isEmpty())
        return hasMember(body, unknown) && !isProtected(unknown) ? std::optional(unknown) : std::nullopt;
    const QString message = failure.words.message.toLower().remove(u'_');
    for (const Named &each : named) {
        const QRegularExpression word(u"(?<![a-z])%1"_s.arg(each.word));
        if (hasMember(body, QString(each.member)) && word.match(message).hasMatch())
            return QString(each.member);
    }
    return std::nullopt;
}

} // namespace evenhand
