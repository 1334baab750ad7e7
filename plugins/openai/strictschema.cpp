// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/strictschema.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {

static bool closesItsObject(const QJsonObject &schema)
{
    const QJsonObject properties = schema["properties"_L1].toObject();
    const QJsonArray required = schema["required"_L1].toArray();
    return schema["additionalProperties"_L1] == QJsonValue(false)
           && std::ranges::all_of(properties.keys(), [&](const QString &name) { return required.contains(name); });
}

// Values that are data, not schemas.
static bool isData(const QString &keyword)
{
    return keyword == "enum"_L1 || keyword == "const"_L1 || keyword == "default"_L1 || keyword == "examples"_L1;
}

bool isStrictSchema(const QJsonValue &schema)
{
    if (schema.isArray())
        return std::ranges::all_of(schema.toArray(), isStrictSchema);
    if (!schema.isObject())
        return true;
    const QJsonObject object = schema.toObject();
    if (object["type"_L1].toString() == "object"_L1 && !closesItsObject(object))
        return false;
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (!isData(member.key()) && !isStrictSchema(member.value()))
            return false;
    }
    return true;
}

} // namespace evenhand
