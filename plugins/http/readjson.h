// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <QJsonDocument>

namespace evenhand {

// A null document when it is no JSON. Some servers write bytes that are not UTF-8, or cut a character in two between
// chunks; the text around it is worth more than the rule.
inline QJsonDocument readJson(const QByteArray &data)
{
    QJsonParseError error;
    QJsonDocument document = QJsonDocument::fromJson(data, &error);
    if (error.error == QJsonParseError::IllegalUTF8String)
        document = QJsonDocument::fromJson(QString::fromUtf8(data).toUtf8());
    return document;
}

} // namespace evenhand
