// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/checks/check.h"

#include "plugins/checks/judges.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace evenhand::checks {
namespace {

enum class Form { Text, Texts, Number, Flag, Object, Schema, Pattern, Script, Unit, Share };

struct Member
{
    QLatin1StringView name;
    Form form;
    bool required;
};

struct Type
{
    QLatin1StringView name;
    QList<Member> members;
    Verdict (*judge)(const QJsonObject &, const JudgedAnswer &);
};

const QStringList units = {u"characters"_s, u"words"_s, u"sentences"_s, u"lines"_s};

const QList<Type> &table()
{
    const Member value{"value"_L1, Form::Text, true};
    const Member values{"values"_L1, Form::Texts, true};
    const Member ignoreCase{"ignore_case"_L1, Form::Flag, false};
    const Member bare{"bare"_L1, Form::Flag, false};
    static const QList<Type> types = {
        {"equals"_L1, {value, ignoreCase}, &judgeEquals},
        {"contains"_L1, {value, ignoreCase}, &judgeContains},
        {"not-contains"_L1, {value, ignoreCase}, &judgeNotContains},
        {"contains-any"_L1, {values, ignoreCase}, &judgeContainsAny},
        {"contains-all"_L1, {values, ignoreCase}, &judgeContainsAll},
        {"regex"_L1, {{"pattern"_L1, Form::Pattern, true}, ignoreCase}, &judgeRegex},
        {"number"_L1,
         {{"value"_L1, Form::Number, true},
          {"tolerance"_L1, Form::Number, false},
          {"tolerance_percent"_L1, Form::Number, false}},
         &judgeNumber},
        {"json"_L1, {bare}, &judgeJson},
        {"json-schema"_L1, {{"schema"_L1, Form::Schema, true}, bare}, &judgeJsonSchema},
        {"tool-call"_L1,
         {{"name"_L1, Form::Text, true}, {"schema"_L1, Form::Schema, false}, {"arguments"_L1, Form::Object, false}},
         &judgeToolCall},
        {"no-tool-call"_L1, {}, &judgeNoToolCall},
        {"refusal"_L1, {{"expected"_L1, Form::Flag, true}}, &judgeRefusal},
        {"length"_L1,
         {{"min"_L1, Form::Number, false}, {"max"_L1, Form::Number, false}, {"unit"_L1, Form::Unit, true}},
         &judgeLength},
        {"script"_L1, {{"script"_L1, Form::Script, true}, {"share"_L1, Form::Share, false}}, &judgeScript},
    };
    return types;
}

const Type *typeOf(const QJsonObject &check)
{
    const QString name = check["type"_L1].toString();
    const auto found = std::ranges::find(table(), name, &Type::name);
    return found == table().end() ? nullptr : &*found;
}

// What the value has to be; empty when it is that.
QString fault(Form form, const QJsonValue &value)
{
    const auto isText = [](const QJsonValue &one) { return one.isString() && !one.toString().isEmpty(); };
    switch (form) {
    case Form::Text:
        return isText(value) ? QString() : u"must be a text"_s;
    case Form::Texts:
        return value.isArray() && !value.toArray().isEmpty() && std::ranges::all_of(value.toArray(), isText)
                   ? QString()
                   : u"must be a list of texts"_s;
    case Form::Number:
        return value.isDouble() ? QString() : u"must be a number"_s;
    case Form::Flag:
        return value.isBool() ? QString() : u"must be true or false"_s;
    case Form::Object:
        return value.isObject() ? QString() : u"must be an object"_s;
    case Form::Schema: {
        const Result<QString> tried =
            value.isObject() ? schemaFault(value.toObject(), QJsonObject()) : Result<QString>(QString());
        return !value.isObject() ? u"must be an object"_s : tried ? QString() : tried.error().message;
    }
    case Form::Pattern: {
        const QRegularExpression pattern(value.toString());
        return !isText(value)      ? u"must be a text"_s
               : pattern.isValid() ? QString()
                                   : u"cannot be used: %1"_s.arg(pattern.errorString());
    }
    case Form::Script:
        return scriptNamed(value.toString()) ? QString()
                                             : u"must be a script of Unicode, such as Devanagari or Latin"_s;
    case Form::Unit:
        return units.contains(value.toString()) ? QString() : u"must be one of: %1"_s.arg(units.join(", "_L1));
    case Form::Share:
        return value.toDouble(-1) >= 0 && value.toDouble() <= 1 ? QString() : u"must be a number from 0 to 1"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

Result<void> invalid(const Type &type, QStringView member, const QString &what)
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput,
                                 .message = u"\"%1\" of the check \"%2\" %3."_s.arg(member, QString(type.name), what),
                                 .detail = {}});
}

} // namespace

QStringList types()
{
    QStringList names;
    for (const Type &type : table())
        names.append(type.name);
    return names;
}

Result<void> validate(const QJsonObject &check)
{
    const Type *type = typeOf(check);
    if (!type) {
        return std::unexpected(Error{.code = ErrorCode::NotFound,
                                     .message = u"There is no check \"%1\"; there are: %2."_s.arg(
                                         check["type"_L1].toString(), types().join(", "_L1)),
                                     .detail = {}});
    }
    for (const QString &key : check.keys()) {
        if (key != "type"_L1 && std::ranges::find(type->members, key, &Member::name) == type->members.end())
            return invalid(*type, key, u"is not known"_s);
    }
    for (const Member &member : type->members) {
        const QJsonValue value = check[member.name];
        if (value.isUndefined() && !member.required)
            continue;
        if (const QString what = value.isUndefined() ? u"is missing"_s : fault(member.form, value); !what.isEmpty())
            return invalid(*type, QString(member.name), what);
    }
    if (type->name == "length"_L1 && !check.contains("min"_L1) && !check.contains("max"_L1))
        return invalid(*type, u"min", u"and \"max\" are both missing"_s);
    return {};
}

Verdict judge(const QJsonObject &check, const JudgedAnswer &answer)
{
    return typeOf(check)->judge(check, answer);
}

QString shown(const QString &text)
{
    constexpr qsizetype most = 60;
    const QString line = text.simplified();
    return line.size() <= most ? line : line.first(most - 1) + u'…';
}

} // namespace evenhand::checks
