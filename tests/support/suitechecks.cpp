// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/suitechecks.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// Checks are compared as they are written: Qt leaves out a byte order mark with which a text of JSON begins.
SuiteCase comparable(SuiteCase one)
{
    one.id = {};
    one.checks = QJsonDocument::fromJson(QJsonDocument(one.checks).toJson()).array();
    return one;
}

QString faultOf(const SuiteCase &one, const QStringList &columns)
{
    if (one.id.isNull())
        return u"a case without an id"_s;
    for (const auto &[name, value] : one.variables.asKeyValueRange()) {
        if (!columns.contains(name))
            return u"a variable \"%1\" without a column"_s.arg(name);
        if (value.isEmpty() || value.size() > mostCellCharacters)
            return u"a variable \"%1\" of %2 characters"_s.arg(name).arg(value.size());
    }
    for (const QJsonValue &check : one.checks) {
        if (check["type"_L1].toString().isEmpty())
            return u"a check without a type"_s;
    }
    return {};
}

} // namespace

QString faultOf(const SuiteImport &import)
{
    const Suite &suite = import.suite;
    if (import.lines.size() != suite.cases.size() || suite.cases.size() > mostCases)
        return u"%1 lines of %2 cases"_s.arg(import.lines.size()).arg(suite.cases.size());
    if (QStringList columns = suite.columns; columns.removeDuplicates() > 0)
        return u"a column that is there twice"_s;
    for (const SuiteCase &one : suite.cases) {
        if (const QString fault = faultOf(one, suite.columns); !fault.isEmpty())
            return fault;
    }
    for (const RowProblem &problem : import.problems) {
        if (problem.line < 0 || problem.reason.isEmpty())
            return u"a problem without words or place"_s;
    }
    return {};
}

QString differenceOf(const Suite &written, const SuiteImport &back)
{
    if (!back.problems.isEmpty())
        return u"a problem in what was written: "_s + toString(back.problems.first());
    if (back.suite.columns != written.columns)
        return u"other columns"_s;
    if (back.suite.cases.size() != written.cases.size())
        return u"%1 cases of %2"_s.arg(back.suite.cases.size()).arg(written.cases.size());
    for (qsizetype i = 0; i < written.cases.size(); ++i) {
        if (comparable(back.suite.cases.at(i)) != comparable(written.cases.at(i)))
            return u"case %1 is another"_s.arg(i + 1);
    }
    return {};
}

} // namespace evenhand
