// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/block.h"

#include <QByteArrayView>

#include <optional>

// What a line may be the beginning or the end of. Each takes the line from its first byte that is not blank to its end.
namespace evenhand {

struct Heading
{
    int level = 0;
    SourceRange text; // within the line
};

struct Fence
{
    char character = 0;
    int length = 0;
    QString info;
};

struct ListMarker
{
    QString text; // "•", or the number with what follows it
    int length = 0;
    int number = 1;

    bool isBullet() const { return number < 0; }
};

// Where a block of HTML ends: at a line that has `end` in it, or before a blank line.
enum class HtmlEnd { Blank, Tag, Comment, Instruction, Declaration, Data };

bool isRule(QByteArrayView line);
std::optional<Heading> headingAt(QByteArrayView line);
int underlineLevel(QByteArrayView line); // of a heading before it: 1, 2; 0: it is none
std::optional<Fence> fenceAt(QByteArrayView line);
bool closesFence(QByteArrayView line, char character, int length);
std::optional<ListMarker> listMarkerAt(QByteArrayView line);
std::optional<HtmlEnd> htmlAt(QByteArrayView line, bool inParagraph);
bool endsHtml(QByteArrayView line, HtmlEnd end);

// Of TeX that goes on in the next line: what will close it; empty: none opens. Nothing but a command may follow the opener,
// so that prices and brackets with a backslash stay what they are.
QByteArrayView mathCloserAt(QByteArrayView line);

// The cells of a row, trimmed, as ranges of the line.
QList<SourceRange> cellsOf(QByteArrayView line);
// The columns that the line below a table's head declares; empty: it is not such a line.
QList<ColumnAlignment> alignmentsAt(QByteArrayView line);

} // namespace evenhand
