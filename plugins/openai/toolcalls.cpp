// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/toolcalls.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {

// A wrong index must not make the list of calls grow without bound.
static constexpr int mostCalls = 1024;

static QString argumentsText(const QJsonValue &arguments)
{
    if (arguments.isObject())
        return QString::fromUtf8(QJsonDocument(arguments.toObject()).toJson(QJsonDocument::Compact));
    return arguments.toString();
}

int ToolCallReader::indexOf(const QJsonObject &piece, qsizetype position, qsizetype piecesInChunk) const
{
    const int next = int(m_ids.size());
    if (const QJsonValue index = piece["index"_L1]; index.isDouble())
        return std::clamp(index.toInt(), 0, mostCalls);
    if (const QString id = piece["id"_L1].toString(); !id.isEmpty()) {
        const qsizetype known = m_ids.indexOf(id);
        return known < 0 ? next : int(known);
    }
    if (piecesInChunk == 1)
        return std::max(next - 1, 0);
    return int(std::min<qsizetype>(position, next));
}

ToolCallDelta ToolCallReader::read(const QJsonObject &piece, qsizetype position, qsizetype piecesInChunk)
{
    const QJsonObject custom = piece["custom"_L1].toObject();
    const QJsonObject function = piece["function"_L1].toObject();
    ToolCallDelta delta{
        .index = indexOf(piece, position, piecesInChunk),
        .id = piece["id"_L1].toString(),
        .name = custom.isEmpty() ? function["name"_L1].toString() : custom["name"_L1].toString(),
        .arguments = custom.isEmpty() ? argumentsText(function["arguments"_L1]) : custom["input"_L1].toString(),
    };
    while (m_ids.size() <= delta.index)
        m_ids.append(QString());
    if (!delta.id.isEmpty())
        m_ids[delta.index] = delta.id;
    return delta;
}

QString sentArguments(const ToolCall &call)
{
    return call.arguments.trimmed().isEmpty() ? u"{}"_s : call.arguments;
}

ToolCallDelta ToolCallReader::readFunction(const QJsonObject &function)
{
    return read({{u"index"_s, 0}, {u"function"_s, function}}, 0, 1);
}

} // namespace evenhand
