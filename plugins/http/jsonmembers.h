// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <QJsonObject>

namespace evenhand {

// Members of a request, named by their path: "temperature", "generationConfig.topK".

bool hasMember(const QJsonObject &body, const QString &path);
QJsonValue memberAt(const QJsonObject &body, const QString &path);
// Parents are made where they are missing.
void setMember(QJsonObject &body, const QString &path, const QJsonValue &value);
// With the parents that hold nothing else. False when it was not there.
bool removeMember(QJsonObject &body, const QString &path);

// The members of both; where both have an object, those of both objects, and so on.
QJsonObject laidOver(QJsonObject base, const QJsonObject &extra);

} // namespace evenhand
