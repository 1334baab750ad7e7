// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/promptfooassert.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace evenhand::promptfoo {
namespace {

std::optional<QJsonObject> withText(const QString &type, const QJsonValue &value, bool ignoreCase = false)
{
    // A number is compared as it is written.
    const QString text =
        value.isDouble() ? QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest) : value.toString();
    if (text.isEmpty())
        return std::nullopt;
    QJsonObject check{{u"type"_s, type}, {u"value"_s, text}};
    if (ignoreCase)
        check.insert("ignore_case"_L1, true);
    return check;
}

// A list, or texts between commas.
std::optional<QJsonObject> withTexts(const QString &type, const QJsonValue &value, bool ignoreCase)
{
    QJsonArray values = value.toArray();
    if (value.isString()) {
        for (const QString &part : value.toString().split(u','))
            values.append(part.trimmed());
    }
    const bool allTexts = std::ranges::all_of(values, [](const QJsonValue &one) { return one.isString(); });
    if (values.isEmpty() || !allTexts)
        return std::nullopt;
    QJsonObject check{{u"type"_s, type}, {u"values"_s, values}};
    if (ignoreCase)
        check.insert("ignore_case"_L1, true);
    return check;
}

std::optional<QJsonObject> ofJson(const QJsonValue &schema)
{
    if (schema.isUndefined() || schema.isNull())
        return QJsonObject{{u"type"_s, u"json"_s}};
    const QJsonObject object =
        schema.isString() ? QJsonDocument::fromJson(schema.toString().toUtf8()).object() : schema.toObject();
    if (object.isEmpty())
        return std::nullopt;
    return QJsonObject{{u"type"_s, u"json-schema"_s}, {u"schema"_s, object}};
}

std::optional<QJsonObject> ofPattern(const QString &pattern)
{
    if (pattern.isEmpty())
        return std::nullopt;
    return QJsonObject{{u"type"_s, u"regex"_s}, {u"pattern"_s, pattern}};
}

} // namespace

std::optional<QJsonObject> checkOf(const QJsonObject &assertion)
{
    const QString type = assertion["type"_L1].toString();
    const QJsonValue value = assertion["value"_L1];
    // What changes the meaning of an assert has no counterpart; a label or a weight alone does not change it.
    if (assertion.contains("transform"_L1) || assertion.contains("threshold"_L1) || isBeyondVariables(value.toString())
        || value.toString().contains("{{"_L1) || value.toString().startsWith("file://"_L1))
        return std::nullopt;
    if (type == "equals"_L1)
        return withText(u"equals"_s, value);
    if (type == "contains"_L1 || type == "not-contains"_L1)
        return withText(type, value);
    if (type == "icontains"_L1 || type == "not-icontains"_L1)
        return withText(type == "icontains"_L1 ? u"contains"_s : u"not-contains"_s, value, true);
    if (type == "contains-any"_L1 || type == "contains-all"_L1)
        return withTexts(type, value, false);
    if (type == "icontains-any"_L1 || type == "icontains-all"_L1)
        return withTexts(type.sliced(1), value, true);
    if (type == "regex"_L1)
        return ofPattern(value.toString());
    if (type == "starts-with"_L1 && !value.toString().isEmpty())
        return ofPattern(u"\\A"_s + QRegularExpression::escape(value.toString()));
    if (type == "is-json"_L1)
        return ofJson(value);
    if (type == "is-refusal"_L1 || type == "not-is-refusal"_L1)
        return QJsonObject{{u"type"_s, u"refusal"_s}, {u"expected"_s, type == "is-refusal"_L1}};
    return std::nullopt;
}

QJsonObject assertOfCell(const QString &cell)
{
    static const QRegularExpression form(u"\\A([a-z][a-z-]*)(?:\\(([0-9.]+)\\))?(?::\\s*(.*))?\\z"_s,
                                         QRegularExpression::DotMatchesEverythingOption);
    static const QStringList bare = {u"is-json"_s, u"is-refusal"_s, u"not-is-refusal"_s};
    const QRegularExpressionMatch match = form.match(cell.trimmed());
    if (match.hasMatch() && match.hasCaptured(3)) {
        QJsonObject assertion{{u"type"_s, match.captured(1)}, {u"value"_s, match.captured(3)}};
        if (!match.captured(2).isEmpty())
            assertion.insert("threshold"_L1, match.captured(2).toDouble());
        return assertion;
    }
    if (bare.contains(cell.trimmed()))
        return {{u"type"_s, cell.trimmed()}};
    return {{u"type"_s, u"equals"_s}, {u"value"_s, cell}};
}

bool isBeyondVariables(const QString &text)
{
    if (text.contains("{%"_L1) || text.contains("{#"_L1))
        return true;
    static const QRegularExpression simple(u"\\{\\{\\s*[A-Za-z_][A-Za-z0-9_]*\\s*\\}\\}"_s);
    return QString(text).remove(simple).contains("{{"_L1);
}

} // namespace evenhand::promptfoo
