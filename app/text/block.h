// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFlags>
#include <QList>
#include <QString>

// An answer as it is shown: a flat list of blocks, each with the quotes and list items around it. Every character that a
// model wrote is in some block's text, or is markup that the block's look stands for, or can be reached from a link.
// All of it can be traced back to the source, which is the answer's text in UTF-8.
namespace evenhand {

// Bytes of the source. Runs are many: they are kept small.
struct SourceRange
{
    int begin = 0;
    int end = 0;

    bool isEmpty() const { return end <= begin; }
    int length() const { return end - begin; }
    bool operator==(const SourceRange &) const = default;
};

enum class TextStyle {
    Plain = 0,
    Emphasis = 1 << 0,
    Strong = 1 << 1,
    Strike = 1 << 2,
    Code = 1 << 3,
    Math = 1 << 4,  // its source, delimiters included
    Link = 1 << 5,  // TextRun::link says where to
    Image = 1 << 6, // never fetched; its alternative text. TextRun::link says what it is
    Html = 1 << 7,  // markup that is shown as it was written
    Mark = 1 << 8,  // stands for something that would be invisible or misleading: "U+202E"
    Aside = 1 << 9, // said by us, not by the model: a link's host, "image not loaded"
};
Q_DECLARE_FLAGS(TextStyles, TextStyle)
Q_DECLARE_OPERATORS_FOR_FLAGS(TextStyles)

// A part of a text with one look.
struct TextRun
{
    int length = 0; // UTF-16 units
    TextStyles styles;
    int link = -1; // into RichText::links; -1: none
    // Where it comes from; empty for an aside. When it is as long as the run in UTF-8, characters correspond one to one,
    // else the run stands for it as a whole: an entity, a mark.
    SourceRange source;

    bool operator==(const TextRun &) const = default;
};

struct LinkTarget
{
    QString destination; // as the model wrote it
    QString title;

    bool operator==(const LinkTarget &) const = default;
};

// Lines are separated by \n: every line break of the model is one, soft ones included.
struct RichText
{
    QString text;
    QList<TextRun> runs; // cover the text without a gap
    QList<LinkTarget> links;

    bool operator==(const RichText &) const = default;
};

enum class TaskState { None, Open, Done };

// A quote or a list item around a block.
struct Container
{
    enum Kind { Quote, Item } kind = Quote;
    QString marker; // of an item, only at the first block in it: "•", or the number as it was written, "3."
    TaskState task = TaskState::None; // likewise

    bool operator==(const Container &) const = default;
};

enum class ColumnAlignment { None, Left, Centre, Right };

struct TableRow
{
    QList<RichText> cells; // more than the table has columns where the model wrote more: they are shown and marked
    SourceRange source;

    bool operator==(const TableRow &) const = default;
};

enum class BlockKind {
    Paragraph,
    Heading,
    Code,  // fenced or indented
    Table, // the first row is its head
    Rule,
    Html,       // a block of markup, as it was written
    Definition, // of link references, or front matter: read by the format, shown as it was written
    Plain,      // a piece of text that is shown as it was written because of `note`, or in the raw view
};

// Why text is shown plainly, said once: on the first block that it is true of.
enum class BlockNote {
    None,
    AnswerTooLong, // beyond RichLimits::answer
    LineTooLong,
    TableTooLong,
    TooDeep, // nested
};

namespace RichLimits {
constexpr qsizetype answer = 256 * 1024; // bytes of source
constexpr qsizetype line = 100 * 1024;   // bytes
constexpr qsizetype rows = 500;          // of one table
constexpr qsizetype columns = 64;        // of one table
constexpr qsizetype nesting = 32;        // containers
constexpr qsizetype chunk = 4 * 1024;    // bytes of one Plain block, about; a block is never longer than twice that
} // namespace RichLimits

struct Block
{
    BlockKind kind = BlockKind::Paragraph;
    BlockNote note = BlockNote::None;
    int level = 0;                     // of a heading, 1 to 6
    bool isOpen = false;               // of code: its end has not come (yet)
    QString info;                      // of fenced code: what follows the fence. The first word is the language
    QList<Container> containers;       // from outside
    RichText content;                  // of all but tables
    QList<ColumnAlignment> alignments; // of a table: one for each column
    QList<TableRow> rows;
    SourceRange source; // with its markup; blocks follow each other in the source

    bool operator==(const Block &) const = default;
};

// What is read of a block by search, comparison, selection and screen readers: its text; of a table cells separated by \t,
// rows by \n. Offsets into a block are offsets into this.
QString flatText(const Block &block);
qsizetype flatLength(const Block &block);

// A place between two characters of a block, and the text between two places.
struct TextPlace
{
    qsizetype block = 0;
    qsizetype offset = 0; // into flatText

    auto operator<=>(const TextPlace &) const = default;
};

struct TextRange
{
    TextPlace begin;
    TextPlace end;

    bool isEmpty() const { return end <= begin; }
    bool operator==(const TextRange &) const = default;
};

// The source of what is selected: between whole characters, with the markup in between; a block that is selected from its
// first to its last character comes with its own markup. Within one block of code: its text, without what quotes or lists
// put before each line. Marks come as the characters that they stand for; asides are left out.
QByteArray sourceText(const QByteArray &source, const QList<Block> &blocks, const TextRange &range);

QString toString(BlockKind kind);

} // namespace evenhand

// Lists of them grow by moving memory.
Q_DECLARE_TYPEINFO(evenhand::LinkTarget, Q_RELOCATABLE_TYPE);
Q_DECLARE_TYPEINFO(evenhand::RichText, Q_RELOCATABLE_TYPE);
Q_DECLARE_TYPEINFO(evenhand::Container, Q_RELOCATABLE_TYPE);
Q_DECLARE_TYPEINFO(evenhand::TableRow, Q_RELOCATABLE_TYPE);
Q_DECLARE_TYPEINFO(evenhand::Block, Q_RELOCATABLE_TYPE);
