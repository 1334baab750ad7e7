// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

#include <QJsonArray>

namespace evenhand {

// A tool set as people write it: a JSON list of {"name", "description", "parameters"}, parameters being a JSON Schema of
// type object. InvalidInput with a sentence that names the place when it is anything else.
Result<QList<Tool>> toolsFromText(const QByteArray &text);

// An answer format as people write it: a JSON Schema of type object. Its title is the name of the format.
Result<AnswerFormat> formatFromText(const QByteArray &text);

// The same to be edited again, indented.
QByteArray toText(const QList<Tool> &tools);
QByteArray toText(const AnswerFormat &format);

// As they are kept.
QJsonArray toJson(const QList<Tool> &tools);
QList<Tool> toolsFromJson(const QJsonArray &json);

} // namespace evenhand
