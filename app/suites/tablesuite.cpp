// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/tablesuite.h"

#include <algorithm>
#include <array>
#include <ranges>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

using Kind = TableColumn::Kind;

struct Heading
{
    Kind kind;
    QLatin1StringView text;
};

// In the order in which they are written; variables stand after the name.
constexpr std::array headings = {
    Heading{Kind::Name, "name"_L1},
    Heading{Kind::Reference, "reference"_L1},
    Heading{Kind::TaskClass, "task class"_L1},
    Heading{Kind::Tags, "tags"_L1},
    Heading{Kind::Attachments, "attachments"_L1},
    Heading{Kind::Checks, "checks"_L1},
};

std::unexpected<Error> invalid(const QString &message)
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
}

// What the headings say, and what is wrong with them.
QList<TableColumn> readHeadings(const CellRow &row, SuiteImport &import)
{
    QList<TableColumn> columns;
    for (qsizetype i = 0; i < row.cells.size(); ++i) {
        const TableColumn column = columnOf(row.cells.at(i));
        if (column.kind == Kind::Variable && column.variable.isEmpty())
            import.problems.append(
                {.line = row.line, .column = QString::number(i + 1), .reason = u"It has no heading."_s});
        else if (columns.contains(column))
            import.problems.append({.line = row.line,
                                    .column = row.cells.at(i).trimmed(),
                                    .reason = u"The heading stands there twice."_s});
        else if (column.kind == Kind::Variable)
            import.suite.columns.append(column.variable);
        columns.append(column);
    }
    if (columns.size() > mostColumns) {
        import.problems.append(
            {.line = row.line,
             .column = {},
             .reason = u"There are %1 columns; a suite has at most %2."_s.arg(columns.size()).arg(mostColumns)});
    }
    return columns;
}

// A case of the row; none, and a problem for each reason, when it cannot be used.
std::optional<SuiteCase> readRow(const CellRow &row, const QList<TableColumn> &columns, QList<RowProblem> &problems)
{
    if (row.cells.size() != columns.size()) {
        problems.append({.line = row.line, .column = {}, .reason = wrongFields(row.cells.size(), columns.size())});
        return std::nullopt;
    }
    SuiteCase result;
    bool good = true;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const Result<void> set = setCell(result, columns.at(i), row.cells.at(i));
        if (set)
            continue;
        good = false;
        problems.append({.line = row.line, .column = headingOf(columns.at(i)), .reason = set.error().message});
    }
    result.id = CaseId::create();
    return good ? std::optional(result) : std::nullopt;
}

QString delimiterName(QChar delimiter)
{
    return delimiter == u';' ? u"semicolons"_s : delimiter == u'\t' ? u"tabs"_s : u"commas"_s;
}

} // namespace

TableColumn columnOf(const QString &heading)
{
    const QString text = heading.trimmed();
    if (text.startsWith("{{"_L1) && text.endsWith("}}"_L1) && text.size() >= 4)
        return {.kind = Kind::Variable, .variable = text.sliced(2, text.size() - 4).trimmed()};
    const QString word = text.toLower().replace(u'_', u' ');
    const auto found = std::ranges::find(headings, word, &Heading::text);
    return found == headings.end() ? TableColumn{.kind = Kind::Variable, .variable = text}
                                   : TableColumn{.kind = found->kind, .variable = {}};
}

QString headingOf(const TableColumn &column)
{
    if (column.kind != Kind::Variable)
        return std::ranges::find(headings, column.kind, &Heading::kind)->text;
    return columnOf(column.variable) == column ? column.variable : u"{{%1}}"_s.arg(column.variable);
}

Result<void> setCell(SuiteCase &suiteCase, const TableColumn &column, const QString &text)
{
    if (text.size() > mostCellCharacters)
        return invalid(u"The text has more than %L1 characters."_s.arg(mostCellCharacters));
    switch (column.kind) {
    case Kind::Name:
        suiteCase.name = text;
        return {};
    case Kind::Variable:
        setVariable(suiteCase, column.variable, text);
        return {};
    case Kind::Reference:
        suiteCase.reference = text;
        return {};
    case Kind::TaskClass:
        suiteCase.taskClass = text;
        return {};
    case Kind::Tags:
        return listFromCell(text).transform([&](const QStringList &tags) { suiteCase.tags = tags; });
    case Kind::Attachments:
        return listFromCell(text).transform([&](const QStringList &paths) {
            if (paths != namesOf(suiteCase.attachments))
                suiteCase.attachments = filesNamed(paths);
        });
    case Kind::Checks:
        return checksFromCell(text).transform([&](const QJsonArray &checks) { suiteCase.checks = checks; });
    }
    Q_UNREACHABLE_RETURN({});
}

QString cellText(const SuiteCase &suiteCase, const TableColumn &column)
{
    switch (column.kind) {
    case Kind::Name:
        return suiteCase.name;
    case Kind::Variable:
        return suiteCase.variables.value(column.variable);
    case Kind::Reference:
        return suiteCase.reference;
    case Kind::TaskClass:
        return suiteCase.taskClass;
    case Kind::Tags:
        return listToCell(suiteCase.tags);
    case Kind::Attachments:
        return listToCell(namesOf(suiteCase.attachments));
    case Kind::Checks:
        return checksToCell(suiteCase.checks);
    }
    Q_UNREACHABLE_RETURN({});
}

SuiteImport suiteFromTable(const Table &table)
{
    SuiteImport import;
    import.problems = table.problems;
    if (table.rows.isEmpty()) {
        import.problems.append({.line = 1, .column = {}, .reason = u"There are no headings: the file is empty."_s});
        return import;
    }
    // When the headings cannot be used, nothing below them can.
    const qsizetype before = import.problems.size();
    const QList<TableColumn> columns = readHeadings(table.rows.first(), import);
    if (import.problems.size() > before)
        return import;
    for (const CellRow &row : table.rows | std::views::drop(1)) {
        if (const std::optional<SuiteCase> one = readRow(row, columns, import.problems))
            addCase(import, *one, row.line);
    }
    checkLimits(import);
    return import;
}

QList<QStringList> tableFromSuite(const Suite &suite)
{
    QList<TableColumn> columns;
    const auto isUsed = [&](const TableColumn &column) {
        return std::ranges::any_of(suite.cases, [&](const SuiteCase &one) { return !cellText(one, column).isEmpty(); });
    };
    for (const Heading &heading : headings) {
        const TableColumn column{.kind = heading.kind, .variable = {}};
        // Without any variable a case would be an empty line.
        if (isUsed(column) || (heading.kind == Kind::Name && suite.columns.isEmpty()))
            columns.append(column);
        if (heading.kind == Kind::Name) {
            for (const QString &variable : suite.columns)
                columns.append({.kind = Kind::Variable, .variable = variable});
        }
    }
    QList<QStringList> rows(suite.cases.size() + 1);
    for (const TableColumn &column : std::as_const(columns)) {
        rows.first().append(headingOf(column));
        for (qsizetype i = 0; i < suite.cases.size(); ++i)
            rows[i + 1].append(cellText(suite.cases.at(i), column));
    }
    return rows;
}

Result<SuiteImport> readCsv(const QByteArray &content)
{
    return checkSize(content.size(), mostSuiteMebibytes)
        .and_then([&] { return textOf(content); })
        .transform([](const QString &text) {
            const QChar delimiter = detectDelimiter(text);
            SuiteImport import = suiteFromTable(parseDelimited(text, delimiter));
            import.notes.append(u"Columns are separated by %1."_s.arg(delimiterName(delimiter)));
            return import;
        });
}

QByteArray writeCsv(const Suite &suite)
{
    return toDelimited(tableFromSuite(suite), u',').toUtf8();
}

int formulaLikeCells(const QList<QStringList> &rows)
{
    int count = 0;
    for (const QStringList &row : rows) {
        count += int(std::ranges::count_if(
            row, [](const QString &cell) { return !cell.isEmpty() && u"=+-@"_s.contains(cell.front()); }));
    }
    return count;
}

} // namespace evenhand
