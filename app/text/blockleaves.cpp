// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is inside of the containers: the part of BlockParser that fills blocks.
#include "app/text/blockparser.h"

namespace evenhand {
namespace {

QList<Container> withoutMarkers(QList<Container> path)
{
    for (Container &container : path)
        container = {.kind = container.kind};
    return path;
}

} // namespace

void BlockParser::startParagraph(Step &step)
{
    const bool isFirstInItem = !m_state.containers.isEmpty() && !m_state.containers.last().hasBlock
                               && m_state.containers.last().container.kind == Container::Item;
    m_state.leaf = Leaf::Paragraph;
    m_state.path = takePath();
    m_state.leafSource = step.cursor.line();
    const QByteArrayView rest = step.rest(m_source);
    const bool isTask = rest.size() > 3 && rest[0] == '[' && rest[2] == ']' && QByteArrayView(" xX").contains(rest[1])
                        && (rest[3] == ' ' || rest[3] == '\t');
    if (isFirstInItem && isTask) {
        m_state.path.last().task = rest[1] == ' ' ? TaskState::Open : TaskState::Done;
        step.cursor.advanceToNonBlank();
        step.cursor.advanceBytes(3);
    }
    addParagraphLine(step);
}

void BlockParser::addParagraphLine(const Step &step)
{
    m_state.lastLineBegin = step.cursor.line().begin;
    m_state.leafSource.end = step.cursor.line().end;
    m_lines.append({step.cursor.nonBlank(), step.cursor.line().end});
    const QByteArrayView line = step.rest(m_source);
    if (m_state.mathCloser.isEmpty())
        m_state.mathCloser = mathCloserAt(line);
    else if (line.contains(m_state.mathCloser))
        m_state.mathCloser = {};
}

std::span<const SourceRange> BlockParser::openLines() const
{
    return std::span(m_lines).subspan(size_t(m_state.firstLine));
}

// Whether the open paragraph is more than link definitions.
bool BlockParser::hasText() const
{
    return m_reader.definitionLines(openLines()) < qsizetype(openLines().size());
}

void BlockParser::closeParagraph(int level)
{
    addText({.lines = openLines(), .level = level, .containers = m_state.path, .source = m_state.leafSource});
}

void BlockParser::addText(const LeafText &text)
{
    m_blocks += m_isTentative ? m_reader.readTentatively(text) : m_reader.read(text, m_blocks.size());
    if (!m_isTentative)
        m_reader.forget();
}

void BlockParser::addHeading(Step &step, const Heading &heading)
{
    settle(step);
    const int begin = step.cursor.nonBlank();
    const SourceRange text{begin + heading.text.begin, begin + heading.text.end};
    if (text.isEmpty()) {
        m_blocks.append(Block{.kind = BlockKind::Heading,
                              .level = heading.level,
                              .containers = takePath(),
                              .source = step.cursor.line()});
        return;
    }
    addText({.lines = {&text, 1},
             .level = heading.level,
             .mayDefine = false,
             .containers = takePath(),
             .source = step.cursor.line()});
}

Block &BlockParser::openBlock(BlockKind kind, int begin)
{
    m_blocks.append(Block{.kind = kind, .containers = m_state.path, .source = {begin, begin}});
    m_state.path = withoutMarkers(m_state.path);
    m_state.hasOpenBlock = true;
    m_state.newline = -1;
    m_state.writer = {};
    return m_blocks.last();
}

void BlockParser::openCode(int begin)
{
    Block &block = openBlock(BlockKind::Code, begin);
    block.info = m_state.fence.info;
    block.isOpen = true;
}

void BlockParser::startFenced(Step &step, const Fence &fence)
{
    settle(step);
    m_state.leaf = Leaf::Fenced;
    m_state.path = takePath();
    m_state.fence = fence;
    m_state.fenceIndent = step.cursor.indent();
    openCode(step.cursor.line().begin);
    m_blocks.last().source.end = step.cursor.line().end;
}

void BlockParser::startIndented(Step &step)
{
    settle(step);
    m_state.leaf = Leaf::Indented;
    m_state.path = takePath();
    m_state.fence = {};
    openCode(step.cursor.line().begin);
    step.cursor.advanceColumns(codeIndent);
    addVerbatim(step.cursor);
}

void BlockParser::startHtml(Step &step, HtmlEnd end)
{
    settle(step);
    m_state.leaf = Leaf::Html;
    m_state.path = takePath();
    m_state.htmlEnd = end;
    openBlock(BlockKind::Html, step.cursor.line().begin);
    addVerbatim(step.cursor);
    if (endsHtml(step.rest(m_source), end))
        closeLeaf();
}

// A line of code or HTML, and the blank ones before it.
void BlockParser::addVerbatim(const LineCursor &cursor)
{
    Block &block = m_blocks.last();
    TextWriter writer(m_source, block.content, m_state.writer);
    const auto beginLine = [&writer, this](int lineEnd) {
        if (m_state.newline >= 0)
            writer.appendNewline(m_state.newline);
        m_state.newline = lineEnd;
    };
    for (const SourceRange &blank : openLines()) {
        beginLine(blank.end);
        writer.append(blank);
    }
    forgetLines();
    const int end = cursor.line().end;
    beginLine(end);
    int begin = cursor.offset();
    if (cursor.usedOfTab() > 0) {
        const int spaces = codeIndent - cursor.column() % codeIndent;
        writer.appendFor({begin, begin + 1}, QString(spaces, u' '));
        ++begin;
    }
    writer.append({begin, end});
    block.source.end = end;
}

// ---- Tables ---------------------------------------------------------------------------------------------------

bool BlockParser::startTable(Step &step)
{
    if (!continuesParagraph(step))
        return false;
    const QList<ColumnAlignment> alignments = alignmentsAt(step.rest(m_source));
    const SourceRange head = m_lines.last();
    if (alignments.isEmpty()
        || cellsOf(QByteArrayView(m_source).sliced(head.begin, head.length())).size() != alignments.size()) {
        return false;
    }
    const SourceRange headLine{m_state.lastLineBegin, head.end};
    if (const auto before = openLines().first(openLines().size() - 1); !before.empty()) {
        addText({.lines = before, .containers = m_state.path, .source = {m_state.leafSource.begin, before.back().end}});
        m_state.path = withoutMarkers(m_state.path);
    }
    forgetLines();
    if (alignments.size() > RichLimits::columns) {
        startTableRest();
        addPlainLine(head);
        addPlainLine({step.cursor.nonBlank(), step.cursor.line().end});
        return true;
    }
    m_state.leaf = Leaf::Table;
    Block &block = openBlock(BlockKind::Table, headLine.begin);
    block.alignments = alignments;
    addRow(head);
    m_blocks.last().source.end = step.cursor.line().end;
    return true;
}

void BlockParser::addRow(const Step &step)
{
    const SourceRange row{step.cursor.nonBlank(), step.cursor.line().end};
    if (m_state.leaf == Leaf::Table && m_blocks.last().rows.size() >= RichLimits::rows)
        startTableRest();
    if (m_state.leaf == Leaf::TableRest)
        addPlainLine(row);
    else
        addRow(row);
}

void BlockParser::addRow(SourceRange row)
{
    Block &block = m_blocks.last();
    const TableRow read = m_isTentative ? m_reader.readRowTentatively(row)
                                        : m_reader.readRow(row, m_blocks.size() - 1, block.rows.size());
    m_state.tableLength = block.rows.isEmpty() ? 0 : m_state.tableLength + 1;
    for (const RichText &cell : read.cells)
        m_state.tableLength += cell.text.size();
    m_state.tableLength += std::max<qsizetype>(0, read.cells.size() - 1);
    block.rows.append(read);
    block.source.end = row.end;
}

void BlockParser::startTableRest()
{
    m_state.leaf = Leaf::TableRest;
    m_state.hasOpenBlock = false;
    m_state.plain = {.note = BlockNote::TableTooLong};
}

// ---- Plain text -----------------------------------------------------------------------------------------------

// With the line break behind it.
void BlockParser::addPlainLine(SourceRange line)
{
    const int end = line.end + newlineLength(m_source, line.end);
    const QList<Container> containers = m_state.leaf == Leaf::TableRest ? m_state.path : QList<Container>();
    PlainChunks(m_source, m_blocks, m_state.plain).append({line.begin, end}, containers);
}

void BlockParser::startPlain(BlockNote note)
{
    const bool goesOn = m_state.leaf == Leaf::Fenced || m_state.leaf == Leaf::Html;
    if (goesOn && m_state.hasOpenBlock)
        m_blocks.last().isOpen = false;
    if (!goesOn)
        closeLeaf();
    m_state.hasOpenBlock = false;
    m_state.plain = {.note = note};
}

void BlockParser::addPlain(SourceRange range)
{
    PlainChunks(m_source, m_blocks, m_state.plain).append(range, {});
}

void BlockParser::endPlain()
{
    m_state.plain = {};
}

} // namespace evenhand
