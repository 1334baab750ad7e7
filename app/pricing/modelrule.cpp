// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pricing/modelrule.h"

#include <evenhand/enumnames.h>

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

using Kind = ModelRule::Kind;

constexpr EnumName<Kind> kinds[] = {
    {Kind::Equals, "equals"},
    {Kind::StartsWith, "starts_with"},
    {Kind::EndsWith, "ends_with"},
    {Kind::Contains, "contains"},
    {Kind::Regex, "regex"},
    {Kind::Any, "or"},
    {Kind::All, "and"},
};

constexpr int deepestRule = 8;

QRegularExpression compiled(const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption);
}

std::expected<ModelRule, QString> readRule(const QJsonValue &json, int depth);

std::expected<ModelRule, QString> readList(Kind kind, const QJsonArray &list, int depth)
{
    ModelRule rule{.kind = kind};
    for (const QJsonValue &each : list) {
        std::expected<ModelRule, QString> read = readRule(each, depth + 1);
        if (!read)
            return read;
        rule.rules.append(std::move(*read));
    }
    if (rule.rules.isEmpty())
        return std::unexpected(u"a rule for models has an empty list"_s);
    return rule;
}

std::expected<ModelRule, QString> readRule(const QJsonValue &json, int depth)
{
    if (depth > deepestRule)
        return std::unexpected(u"a rule for models is nested too deeply"_s);
    if (json.isString() && !json.toString().isEmpty())
        return ModelRule::equals(json.toString());
    if (json.isArray())
        return readList(Kind::Any, json.toArray(), depth);
    const QJsonObject object = json.toObject();
    if (object.size() != 1)
        return std::unexpected(
            u"a rule for models needs one of equals, starts_with, ends_with, contains, regex, or, and"_s);
    const QString word = object.begin().key();
    const QJsonValue value = object.begin().value();
    const std::optional<Kind> kind = enumFromString(kinds, word);
    if (!kind)
        return std::unexpected(u"\"%1\" is no rule for models"_s.arg(word));
    if (*kind == Kind::Any || *kind == Kind::All)
        return readList(*kind, value.toArray(), depth);
    if (value.toString().isEmpty())
        return std::unexpected(u"the rule \"%1\" for models has no text"_s.arg(word));
    ModelRule rule{.kind = *kind, .text = value.toString()};
    if (*kind == Kind::Regex) {
        rule.pattern = compiled(rule.text);
        if (!rule.pattern.isValid())
            return std::unexpected(
                u"the pattern \"%1\" cannot be read: %2"_s.arg(rule.text, rule.pattern.errorString()));
    }
    return rule;
}

} // namespace

ModelRule ModelRule::wildcard(const QString &text)
{
    if (!text.contains(u'*'))
        return equals(text);
    QStringList parts = text.split(u'*');
    for (QString &part : parts)
        part = QRegularExpression::escape(part);
    const QString pattern = u"^%1$"_s.arg(parts.join(u".*"_s));
    return {.kind = Kind::Regex, .text = pattern, .pattern = compiled(pattern)};
}

std::expected<ModelRule, QString> ModelRule::fromJson(const QJsonValue &json)
{
    return readRule(json, 0);
}

QJsonValue ModelRule::toJson() const
{
    if (kind == Kind::Equals)
        return text;
    if (kind != Kind::Any && kind != Kind::All)
        return QJsonObject{{enumToString(kinds, kind), text}};
    QJsonArray list;
    for (const ModelRule &rule : rules)
        list.append(rule.toJson());
    return QJsonObject{{enumToString(kinds, kind), list}};
}

ModelRule::Fit ModelRule::fit(const QString &model) const
{
    switch (kind) {
    case Kind::Equals:
        return model.compare(text, Qt::CaseInsensitive) == 0 ? Fit::Name : Fit::No;
    case Kind::StartsWith:
        return model.startsWith(text, Qt::CaseInsensitive) ? Fit::Pattern : Fit::No;
    case Kind::EndsWith:
        return model.endsWith(text, Qt::CaseInsensitive) ? Fit::Pattern : Fit::No;
    case Kind::Contains:
        return model.contains(text, Qt::CaseInsensitive) ? Fit::Pattern : Fit::No;
    case Kind::Regex:
        return pattern.match(model).hasMatch() ? Fit::Pattern : Fit::No;
    case Kind::Any: {
        Fit best = Fit::No;
        for (const ModelRule &rule : rules)
            best = std::max(best, rule.fit(model));
        return best;
    }
    case Kind::All: {
        Fit best = Fit::No;
        for (const ModelRule &rule : rules) {
            const Fit one = rule.fit(model);
            if (one == Fit::No)
                return one;
            best = std::max(best, one);
        }
        return best;
    }
    }
    Q_UNREACHABLE_RETURN(Fit::No);
}

} // namespace evenhand
