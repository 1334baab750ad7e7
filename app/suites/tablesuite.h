// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/suites/csvtable.h"

namespace evenhand {

// What a column of a table is. Its heading says it, in any case: "name", "reference", "task class" (or "task_class"),
// "tags", "attachments" and "checks" are parts of the case; any other heading is the name of a variable, as is a heading
// in double braces, "{{name}}".
struct TableColumn
{
    enum class Kind { Name, Variable, Reference, TaskClass, Tags, Attachments, Checks };

    Kind kind = Kind::Variable;
    QString variable; // of a Variable

    bool operator==(const TableColumn &) const = default;
};

TableColumn columnOf(const QString &heading);
QString headingOf(const TableColumn &column);

// Puts the text of a cell into the case. InvalidInput when it cannot be understood; the case is as it was then.
Result<void> setCell(SuiteCase &suiteCase, const TableColumn &column, const QString &text);
QString cellText(const SuiteCase &suiteCase, const TableColumn &column);

// The first row has the headings, each other one is a case.
SuiteImport suiteFromTable(const Table &table);

// Headings and cases; columns that no case uses are left out, variables never.
QList<QStringList> tableFromSuite(const Suite &suite);

// A CSV file, its delimiter found out and told in the notes.
Result<SuiteImport> readCsv(const QByteArray &content);
// Its cases, with commas, in UTF-8. Name, description and prompt have no place in CSV.
QByteArray writeCsv(const Suite &suite);

// How many cells of the table begin with a character that spreadsheet programs take for the beginning of a formula.
int formulaLikeCells(const QList<QStringList> &rows);

} // namespace evenhand
