// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonArray>
#include <QRegularExpression>

namespace evenhand {

// For each word of the filter a pattern for SQL's REGEXP that finds it in any case, in any script; SQLite's own LIKE
// knows the case of ASCII only.
inline QJsonArray wordPatterns(const QString &filter)
{
    QJsonArray patterns;
    for (const QString &word : filter.simplified().split(u' ', Qt::SkipEmptyParts))
        patterns.append(QStringLiteral("(?i)") + QRegularExpression::escape(word));
    return patterns;
}

} // namespace evenhand
