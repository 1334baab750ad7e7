// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/openai/dialect.h"

#include <evenhand/chat.h>

namespace evenhand {

// What both interfaces make of the same parameters. What differs from what was asked for is told in the notices.

// temperature and top_p, where the model takes them.
void addSampling(const ChatRequest &request, const Dialect &dialect, QJsonObject &body, QStringList &notices);

// The effort to send; empty: none.
QString sentEffort(const ChatRequest &request, const Dialect &dialect, QStringList &notices);

// Whether the model can be held to the schema.
bool isStrict(const AnswerFormat &format, QStringList &notices);

// For models that are to write JSON, but take no schema.
QString schemaInstruction(const AnswerFormat &format);
QString schemaToldText();

} // namespace evenhand
