// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/prompt.h"

#include <QJsonArray>

namespace evenhand {

struct ToolSet
{
    QList<Tool> tools;
    RecordedResults results;

    bool operator==(const ToolSet &) const = default;
};

// A tool set as people write it: a JSON list of {"name", "description", "parameters", "result"}, parameters being a JSON
// Schema of type object. A result is a text, or any other JSON, which is taken as its compact text; a tool without one has
// no recorded result. InvalidInput with a sentence that names the place when it is anything else.
Result<ToolSet> toolsFromText(const QByteArray &text);

// An answer format as people write it: a JSON Schema of type object. Its title is the name of the format.
Result<AnswerFormat> formatFromText(const QByteArray &text);

// The same to be edited again, indented.
QByteArray toText(const ToolSet &set);
QByteArray toText(const AnswerFormat &format);

// As they are kept.
QJsonArray toJson(const ToolSet &set);
ToolSet toolsFromJson(const QJsonArray &json);

} // namespace evenhand
