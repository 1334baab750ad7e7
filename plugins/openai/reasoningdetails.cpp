// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/reasoningdetails.h"

using namespace Qt::StringLiterals;

namespace evenhand {

bool ReasoningDetails::continues(const Detail &detail, const QJsonObject &piece)
{
    const QJsonValue id = piece["id"_L1];
    const QString type = piece["type"_L1].toString();
    return (type == "reasoning.text"_L1 || type == "reasoning.summary"_L1)
           && type == detail.members["type"_L1].toString() && piece["index"_L1] == detail.members["index"_L1]
           && (!id.isString() || id == detail.members["id"_L1]);
}

void ReasoningDetails::append(Detail &detail, const QJsonObject &piece)
{
    for (auto member = piece.begin(); member != piece.end(); ++member) {
        if (member.key() == "text"_L1)
            detail.text += member.value().toString();
        else if (member.key() == "summary"_L1)
            detail.summary += member.value().toString();
        else if (!member.value().isNull())
            detail.members[member.key()] = member.value();
    }
}

void ReasoningDetails::add(const QJsonArray &pieces)
{
    bool first = true; // only this one can go on with what a chunk before it began
    for (const QJsonValue &value : pieces) {
        const QJsonObject piece = value.toObject();
        if (!std::exchange(first, false) || m_details.empty() || !continues(m_details.back(), piece))
            m_details.emplace_back();
        append(m_details.back(), piece);
    }
}

QJsonArray ReasoningDetails::all() const
{
    QJsonArray array;
    for (const Detail &detail : m_details) {
        QJsonObject json = detail.members;
        if (!detail.text.isEmpty())
            json[u"text"_s] = detail.text;
        if (!detail.summary.isEmpty())
            json[u"summary"_s] = detail.summary;
        array.append(json);
    }
    return array;
}

} // namespace evenhand
