// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

namespace evenhand {

// Reads the pieces of tool calls, and finds out which call a piece belongs to where the server does not say.
class ToolCallReader
{
public:
    ToolCallDelta read(const QJsonObject &piece, qsizetype position, qsizetype piecesInChunk);
    // The form that came before `tool_calls`: one call, without an id.
    ToolCallDelta readFunction(const QJsonObject &function);

private:
    int indexOf(const QJsonObject &piece, qsizetype position, qsizetype piecesInChunk) const;

    QStringList m_ids; // by index; empty: not known
};

// As a call goes back to the model: one without arguments has an empty object, since servers read them as JSON.
QString sentArguments(const ToolCall &call);

} // namespace evenhand
