// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include "plugins/http/jsonmembers.h"

namespace evenhand {

static QString firstOf(const QString &path)
{
    return path.section(u'.', 0, 0);
}

static QString restOf(const QString &path)
{
    return path.section(u'.', 1);
}

bool hasMember(const QJsonObject &body, const QString &path)
{
    return !memberAt(body, path).isUndefined();
}

QJsonValue memberAt(const QJsonObject &body, const QString &path)
{
    const QJsonValue value = body.value(firstOf(path));
    return restOf(path).isEmpty() ? value : memberAt(value.toObject(), restOf(path));
}

void setMember(QJsonObject &body, const QString &path, const QJsonValue &value)
{
    if (restOf(path).isEmpty()) {
        body[path] = value;
        return;
    }
    QJsonObject child = body.value(firstOf(path)).toObject();
    setMember(child, restOf(path), value);
    body[firstOf(path)] = child;
}

bool removeMember(QJsonObject &body, const QString &path)
{
    if (!hasMember(body, path))
        return false;
    QJsonObject child = body.take(firstOf(path)).toObject();
    if (restOf(path).isEmpty())
        return true;
    removeMember(child, restOf(path));
    if (!child.isEmpty())
        body[firstOf(path)] = child;
    return true;
}

QJsonObject laidOver(QJsonObject base, const QJsonObject &extra)
{
    for (auto member = extra.begin(); member != extra.end(); ++member) {
        const QJsonValue below = base.value(member.key());
        const bool both = below.isObject() && member.value().isObject();
        base[member.key()] = both ? QJsonValue(laidOver(below.toObject(), member.value().toObject())) : member.value();
    }
    return base;
}

} // namespace evenhand
