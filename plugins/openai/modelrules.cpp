// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/modelrules.h"

#include "plugins/openai/repair.h"
#include "plugins/openai/strictschema.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {

static QString toldEffort(const Parameters &parameters)
{
    const QString direct = parameters.extra["reasoning_effort"_L1].toString();
    const QString nested = parameters.extra["reasoning"_L1]["effort"_L1].toString();
    const QString extra = direct.isEmpty() ? nested : direct;
    return extra.isEmpty() ? parameters.effort : extra;
}

void addSampling(const ChatRequest &request, const Dialect &dialect, QJsonObject &body, QStringList &notices)
{
    const Parameters &parameters = request.parameters;
    const bool reasons = dialect.reasoningRules && isReasoningModel(request.model);
    const bool stopped = toldEffort(parameters) == "none"_L1 && samplesWithoutReasoning(request.model);
    const auto add = [&](const QString &name, const std::optional<double> &value) {
        if (value && reasons && !stopped)
            notices.append(leftOutText(name, request.model));
        else if (value)
            body[name] = *value;
    };
    add(u"temperature"_s, parameters.temperature);
    add(u"top_p"_s, parameters.topP);
}

QString sentEffort(const ChatRequest &request, const Dialect &dialect, QStringList &notices)
{
    const QString &effort = request.parameters.effort;
    if (effort.isEmpty() || !dialect.reasoningRules || !isReasoningModel(request.model))
        return effort;
    const QString nearest = nearestEffort(request.model, effort);
    if (nearest != effort)
        notices.append(u"“effort” was sent as %1: %2 does not take %3."_s.arg(nearest, request.model, effort));
    return nearest;
}

bool isStrict(const AnswerFormat &format, QStringList &notices)
{
    if (isStrictSchema(format.schema))
        return true;
    notices.append(u"The schema of the answer was sent as not strict: some object in it allows other members, or does "
                   "not require all of its own."_s);
    return false;
}

QString schemaInstruction(const AnswerFormat &format)
{
    const QByteArray schema = QJsonDocument(format.schema).toJson(QJsonDocument::Compact);
    return u"Answer with JSON alone, of this JSON schema: %1"_s.arg(QString::fromUtf8(schema));
}

QString schemaToldText()
{
    return u"The schema of the answer was told in a system message, since only “json_object” could be asked for."_s;
}

} // namespace evenhand
