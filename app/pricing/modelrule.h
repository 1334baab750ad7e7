// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonValue>
#include <QList>
#include <QRegularExpression>
#include <QString>

#include <expected>

namespace evenhand {

// Which model ids a price is for; letters are compared without their case.
struct ModelRule
{
    enum class Kind { Equals, StartsWith, EndsWith, Contains, Regex, Any, All };

    Kind kind = Kind::Any;
    QString text;               // not of Any and All
    QRegularExpression pattern; // of Regex
    QList<ModelRule> rules;     // of Any and All

    static ModelRule equals(const QString &model) { return {.kind = Kind::Equals, .text = model}; }
    // A name in which * stands for any characters.
    static ModelRule wildcard(const QString &text);

    // As catalogues write it: "id", ["id", …] or an object with one member: "equals", "starts_with", "ends_with", "contains"
    // or "regex" with a text, "or" or "and" with a list. Fails with what is wrong.
    static std::expected<ModelRule, QString> fromJson(const QJsonValue &json);
    QJsonValue toJson() const;

    enum class Fit { No, Pattern, Name };
    // Name: the rule has the whole id.
    Fit fit(const QString &model) const;

    bool operator==(const ModelRule &) const = default;
};

} // namespace evenhand
