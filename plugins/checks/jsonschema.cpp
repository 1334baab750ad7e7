// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/checks/judges.h"

#include <QRegularExpression>

#include <valijson/adapters/qtjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

using namespace Qt::StringLiterals;

namespace evenhand::checks {
namespace {

// std::regex overflows the stack on long texts and knows no Unicode.
class Pattern
{
public:
    explicit Pattern(const std::string &pattern)
        : m_expression(QString::fromStdString(pattern), QRegularExpression::UseUnicodePropertiesOption)
    {
    }

    static bool search(const std::string &text, const Pattern &pattern)
    {
        return pattern.m_expression.match(QString::fromStdString(text)).hasMatch();
    }

private:
    QRegularExpression m_expression;
};

// "<root>[items][2]" as "items[2]".
QString place(const std::vector<std::string> &context)
{
    QString path;
    for (const std::string &part : context) {
        const QString name = QString::fromStdString(part);
        if (name != "<root>"_L1)
            path += name;
    }
    return path.isEmpty() ? u"the answer"_s : path;
}

QString firstFault(valijson::ValidationResults &results)
{
    valijson::ValidationResults::Error error;
    if (!results.popError(error))
        return u"does not fit the schema"_s;
    return shown(u"%1: %2"_s.arg(place(error.context), QString::fromStdString(error.description)));
}

} // namespace

// References to other documents are not fetched: the parser throws.
Result<QString> schemaFault(const QJsonObject &schema, const QJsonValue &value)
{
    try {
        valijson::Schema parsed;
        const QJsonValue root(schema);
        valijson::SchemaParser().populateSchema(valijson::adapters::QtJsonAdapter(root), parsed);
        valijson::ValidationResults results;
        valijson::ValidatorT<Pattern> validator;
        if (validator.validate(parsed, valijson::adapters::QtJsonAdapter(value), &results))
            return QString();
        return firstFault(results);
    } catch (const std::exception &error) {
        return std::unexpected(
            Error{.code = ErrorCode::InvalidInput,
                  .message = u"is no JSON Schema that can be used: %1"_s.arg(shown(QString::fromUtf8(error.what()))),
                  .detail = {}});
    }
}

} // namespace evenhand::checks
