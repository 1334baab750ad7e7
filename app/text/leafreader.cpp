// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/leafreader.h"

#include "app/text/blockstart.h"
#include "app/text/inlinereader.h"
#include "app/text/textwriter.h"

namespace evenhand {
namespace {

constexpr int longText = 4 * 1024; // bytes; beyond it a growing text is not read again at each piece

int lengthOf(std::span<const SourceRange> lines)
{
    return lines.empty() ? 0 : lines.back().end - lines.front().begin;
}

RichText plainText(const QByteArray &source, std::span<const SourceRange> lines)
{
    RichText text;
    TextWriter::State state;
    TextWriter writer(source, text, state);
    for (size_t i = 0; i < lines.size(); ++i) {
        if (i > 0)
            writer.appendNewline(lines[i - 1].end);
        writer.append(lines[i]);
    }
    return text;
}

struct DefinitionsRead
{
    QList<LinkDefinition> definitions;
    qsizetype lines = 0;
};

DefinitionsRead readDefinitions(const QByteArray &source, std::span<const SourceRange> lines)
{
    DefinitionsRead read;
    if (lines.empty() || lines.front().isEmpty() || source[lines.front().begin] != '[')
        return read;
    const QByteArray text = joinedLines(source, lines);
    qsizetype at = 0;
    while (const std::optional<ReadDefinition> next = readDefinition(text, at)) {
        read.definitions.append(next->definition);
        read.lines += QByteArrayView(text).sliced(at, next->end - at).count('\n');
        at = next->end;
        if (at >= text.size()) {
            read.lines = qsizetype(lines.size());
            break;
        }
    }
    return read;
}

} // namespace

QList<Block> LeafReader::read(const LeafText &text, qsizetype firstBlock)
{
    const DefinitionsRead found = text.mayDefine ? readDefinitions(m_source, text.lines) : DefinitionsRead();
    for (const LinkDefinition &definition : found.definitions)
        m_references.define(definition);
    const Read *last = lastRead(text);
    const bool isRead = last && last->range.end == text.source.end && last->lines == qsizetype(text.lines.size())
                        && last->definitions == m_references.count();
    QList<Block> blocks = isRead ? last->blocks : blocksOf(text);
    const std::span<const SourceRange> rest = text.lines.subspan(size_t(found.lines));
    if (!rest.empty()) {
        const qsizetype block = firstBlock + blocks.size() - 1;
        m_references.wait(joinedLines(m_source, rest), {.block = block, .lines = {rest.begin(), rest.end()}});
    }
    return blocks;
}

QList<Block> LeafReader::readTentatively(const LeafText &text)
{
    const Read *last = lastRead(text);
    if (last && last->range.end == text.source.end && last->lines == qsizetype(text.lines.size()))
        return last->blocks;
    const int length = text.source.length();
    if (last && length > longText && length - last->range.length() < length / 16
        && last->range.end <= text.lines.back().end) {
        QList<Block> blocks = last->blocks;
        appendRest(blocks, *last, text.lines);
        return blocks;
    }
    m_reads.removeIf([&text](const Read &read) { return read.range.begin == text.source.begin; });
    m_reads.append({.range = text.source,
                    .level = text.level,
                    .lines = qsizetype(text.lines.size()),
                    .definitions = m_references.count(),
                    .blocks = blocksOf(text)});
    return m_reads.last().blocks;
}

const LeafReader::Read *LeafReader::lastRead(const LeafText &text) const
{
    const auto found = std::ranges::find_if(m_reads, [&text, this](const Read &read) {
        return read.range.begin == text.source.begin && read.level == text.level
               && read.definitions == m_references.count() && read.lines <= qsizetype(text.lines.size())
               && read.range.end <= text.source.end;
    });
    return found == m_reads.end() ? nullptr : &*found;
}

void LeafReader::appendRest(QList<Block> &blocks, const Read &read, std::span<const SourceRange> lines) const
{
    Block &block = blocks.last();
    TextWriter::State state;
    TextWriter writer(m_source, block.content, state);
    for (size_t i = size_t(read.lines) - 1; i < lines.size(); ++i) {
        if (qsizetype(i) >= read.lines)
            writer.appendNewline(lines[i - 1].end);
        writer.append({std::max(lines[i].begin, read.range.end), lines[i].end});
    }
    block.source.end = lines.back().end;
}

QList<Block> LeafReader::blocksOf(const LeafText &text)
{
    QList<Block> blocks;
    const size_t definitions = size_t(text.mayDefine ? definitionLines(text.lines) : 0);
    if (definitions > 0) {
        const std::span<const SourceRange> lines = text.lines.first(definitions);
        blocks.append(Block{.kind = BlockKind::Definition,
                            .containers = text.containers,
                            .content = plainText(m_source, lines),
                            .source = {text.source.begin, lines.back().end}});
        if (definitions == text.lines.size())
            return blocks;
    }
    const std::span<const SourceRange> lines = text.lines.subspan(definitions);
    Block block{.kind = text.level > 0 ? BlockKind::Heading : BlockKind::Paragraph,
                .level = text.level,
                .containers = text.containers,
                .content = inlines(lines, false),
                .source = text.source};
    if (definitions > 0) {
        block.source.begin = lines.front().begin;
        for (Container &container : block.containers)
            container = {.kind = container.kind};
    }
    blocks.append(block);
    return blocks;
}

RichText LeafReader::inlines(std::span<const SourceRange> lines, bool isCell)
{
    InlineText text{.lines = lines, .isCell = isCell};
    if (m_references.count() > 0)
        text.definitions = m_references.definitionsFor(joinedLines(m_source, lines));
    m_bytesRead += lengthOf(lines);
    for (const LinkDefinition &definition : std::as_const(text.definitions))
        m_bytesRead += definition.label.size();
    return readInlines(m_source, text);
}

TableRow LeafReader::readRow(SourceRange row, qsizetype block, qsizetype index)
{
    TableRow read{.source = row};
    const QByteArrayView line = QByteArrayView(m_source).sliced(row.begin, row.length());
    const QList<SourceRange> cells = cellsOf(line);
    for (const SourceRange &cell : cells) {
        const SourceRange range{row.begin + cell.begin, row.begin + cell.end};
        m_references.wait(line.sliced(cell.begin, cell.length()),
                          {.block = block, .row = index, .cell = read.cells.size(), .lines = {range}});
        read.cells.append(inlines({&range, 1}, true));
    }
    return read;
}

TableRow LeafReader::readRowTentatively(SourceRange row)
{
    TableRow read{.source = row};
    const QList<SourceRange> cells = cellsOf(QByteArrayView(m_source).sliced(row.begin, row.length()));
    for (const SourceRange &cell : cells) {
        const SourceRange range{row.begin + cell.begin, row.begin + cell.end};
        read.cells.append(row.length() > longText ? plainText(m_source, {&range, 1}) : inlines({&range, 1}, true));
    }
    return read;
}

void LeafReader::forget()
{
    m_reads.clear();
}

qsizetype LeafReader::definitionLines(std::span<const SourceRange> lines) const
{
    return readDefinitions(m_source, lines).lines;
}

RichText LeafReader::readAgain(const LinkReferences::Place &place)
{
    return inlines(place.lines, place.row >= 0);
}

void LeafReader::clear()
{
    m_references.clear();
    m_reads.clear();
}

} // namespace evenhand
