// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/block.h"

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// A run and where it stands in the flat text of its block.
struct PlacedRun
{
    qsizetype begin = 0;
    QStringView text;
    TextRun run;

    qsizetype end() const { return begin + text.size(); }
    bool isAside() const { return run.source.isEmpty(); }
};

qsizetype utf8Length(QStringView text)
{
    qsizetype length = 0;
    for (const QChar c : text) {
        const char16_t unit = c.unicode();
        // Each half of a pair counts for two of its four bytes.
        length += unit < 0x80 ? 1 : unit < 0x800 || c.isSurrogate() ? 2 : 3;
    }
    return length;
}

// Calls visit(PlacedRun) for every run, in order, until it returns false.
template<typename Visit>
void visitRuns(const Block &block, Visit visit)
{
    const auto visitText = [&visit](const RichText &rich, qsizetype begin) {
        qsizetype offset = 0;
        for (const TextRun &run : rich.runs) {
            if (!visit(PlacedRun{begin + offset, QStringView(rich.text).mid(offset, run.length), run}))
                return false;
            offset += run.length;
        }
        return true;
    };
    if (block.kind != BlockKind::Table) {
        visitText(block.content, 0);
        return;
    }
    qsizetype begin = 0;
    for (const TableRow &row : block.rows) {
        for (const RichText &cell : row.cells) {
            if (!visitText(cell, begin))
                return;
            begin += cell.text.size() + 1;
        }
        begin += row.cells.isEmpty() ? 1 : 0;
    }
}

// How far into the run's source an offset is; nothing where the run stands for its source as a whole.
std::optional<int> sourceOffset(const PlacedRun &placed, qsizetype offset)
{
    if (placed.run.styles.testFlag(TextStyle::Mark) || utf8Length(placed.text) != placed.run.source.length())
        return std::nullopt;
    return int(utf8Length(placed.text.first(offset - placed.begin)));
}

// Where the source of what follows an offset begins.
int sourceBegin(const Block &block, qsizetype offset)
{
    int found = block.source.end;
    visitRuns(block, [&](const PlacedRun &placed) {
        if (placed.end() <= offset || placed.isAside())
            return true;
        const qsizetype within = std::max(offset, placed.begin);
        found = placed.run.source.begin + sourceOffset(placed, within).value_or(0);
        return false;
    });
    return found;
}

// Where the source of what precedes an offset ends.
int sourceEnd(const Block &block, qsizetype offset)
{
    int found = block.source.begin;
    visitRuns(block, [&](const PlacedRun &placed) {
        if (placed.begin >= offset)
            return false;
        if (!placed.isAside()) {
            const qsizetype within = std::min(offset, placed.end());
            found = placed.run.source.begin + sourceOffset(placed, within).value_or(placed.run.source.length());
        }
        return true;
    });
    return found;
}

QByteArray codeText(const QByteArray &source, const Block &block, qsizetype begin, qsizetype end)
{
    QByteArray text;
    visitRuns(block, [&](const PlacedRun &placed) {
        const qsizetype from = std::max(begin, placed.begin) - placed.begin;
        const qsizetype to = std::min(end, placed.end()) - placed.begin;
        if (from >= to)
            return placed.begin < end;
        if (placed.run.styles.testFlag(TextStyle::Mark))
            text += source.mid(placed.run.source.begin, placed.run.source.length());
        else
            text += placed.text.sliced(from, to - from).toUtf8();
        return true;
    });
    return text;
}

} // namespace

QString flatText(const Block &block)
{
    if (block.kind != BlockKind::Table)
        return block.content.text;
    QString text;
    text.reserve(flatLength(block));
    for (qsizetype row = 0; row < block.rows.size(); ++row) {
        if (row > 0)
            text += u'\n';
        const QList<RichText> &cells = block.rows[row].cells;
        for (qsizetype cell = 0; cell < cells.size(); ++cell) {
            if (cell > 0)
                text += u'\t';
            text += cells[cell].text;
        }
    }
    return text;
}

qsizetype flatLength(const Block &block)
{
    if (block.kind != BlockKind::Table)
        return block.content.text.size();
    qsizetype length = std::max<qsizetype>(0, block.rows.size() - 1);
    for (const TableRow &row : block.rows) {
        length += std::max<qsizetype>(0, row.cells.size() - 1);
        for (const RichText &cell : row.cells)
            length += cell.text.size();
    }
    return length;
}

QByteArray sourceText(const QByteArray &source, const QList<Block> &blocks, const TextRange &range)
{
    if (range.isEmpty() || range.begin.block < 0 || range.end.block >= blocks.size())
        return {};
    const Block &first = blocks[range.begin.block];
    const Block &last = blocks[range.end.block];
    const bool isOneBlock = range.begin.block == range.end.block;
    if (isOneBlock && first.kind == BlockKind::Code)
        return codeText(source, first, range.begin.offset, range.end.offset);

    const bool fromStart = range.begin.offset <= 0;
    const bool toEnd = range.end.offset >= flatLength(last);
    const bool firstIsWhole = fromStart && (!isOneBlock || toEnd);
    const bool lastIsWhole = toEnd && (!isOneBlock || fromStart);
    const int begin = firstIsWhole ? first.source.begin : sourceBegin(first, range.begin.offset);
    const int end = lastIsWhole ? last.source.end : sourceEnd(last, range.end.offset);
    return source.mid(begin, std::max(0, end - begin));
}

QString toString(BlockKind kind)
{
    switch (kind) {
    case BlockKind::Paragraph:
        return u"paragraph"_s;
    case BlockKind::Heading:
        return u"heading"_s;
    case BlockKind::Code:
        return u"code"_s;
    case BlockKind::Table:
        return u"table"_s;
    case BlockKind::Rule:
        return u"rule"_s;
    case BlockKind::Html:
        return u"html"_s;
    case BlockKind::Definition:
        return u"definition"_s;
    case BlockKind::Plain:
        return u"plain"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace evenhand
