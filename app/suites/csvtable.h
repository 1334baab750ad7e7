// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/suites/suiteimport.h"

namespace evenhand {

// One row of a file or sheet, with the line on which it begins.
struct CellRow
{
    int line = 0; // from 1
    QStringList cells;

    bool operator==(const CellRow &) const = default;
};

struct Table
{
    QList<CellRow> rows;
    QList<RowProblem> problems; // rows that could not be told apart; they are not among the rows

    bool operator==(const Table &) const = default;
};

// In a file, quotes have to be as RFC 4180 has them, and empty lines are passed over. On a clipboard every line is a row, and
// quotes that do not surround a whole field stand for themselves: spreadsheet programs quote fields with line breaks only.
enum class QuoteRules { File, Clipboard };

// Values with a delimiter between them; lines end with CR LF, LF or CR.
Table parseDelimited(const QString &text, QChar delimiter, QuoteRules rules = QuoteRules::File);

// Why a row cannot be read that has not as many fields as there are headings.
QString wrongFields(qsizetype fields, qsizetype headings);

// The one of comma, semicolon and tab that the first record has most of outside of quotes; a comma when it has none.
QChar detectDelimiter(const QString &text);

// The way back: what parseDelimited() makes of it has the same cells.
QString toDelimited(const QList<QStringList> &rows, QChar delimiter);

// A text for a file that people open in a spreadsheet: what it would take for a formula has an apostrophe before it. Numbers,
// and files that are read back, stay as they are.
QString harmlessCell(const QString &text);

} // namespace evenhand
