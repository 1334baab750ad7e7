// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/blockparser.h"

namespace evenhand {
namespace {

constexpr int endless = std::numeric_limits<int>::max();
constexpr qint64 costOfText = 256; // of reading one, whatever its length; in bytes that could be read meanwhile

void squeeze(Block &block)
{
    block.content.text.squeeze();
    block.content.runs.squeeze();
    block.rows.squeeze();
}

} // namespace

BlockParser::BlockParser(const QByteArray &source)
    : m_source(source)
    , m_reader(source)
{
}

void BlockParser::startCode(const QString &info)
{
    m_state.leaf = Leaf::Fenced;
    m_state.fence = {.character = '`', .length = endless, .info = info};
}

void BlockParser::addLine(SourceRange line)
{
    Step step{.cursor = LineCursor(m_source, line),
              .wasTooDeep = m_state.leaf == Leaf::TooDeep,
              .plain = m_state.plain,
              .blocks = m_blocks.size()};
    step.matched = matchContainers(step.cursor);
    step.allMatched = step.matched == m_state.containers.size();
    if (!step.allMatched || !continuesLeaf(step))
        startBlocks(step);
}

// How many containers go on; the cursor stands behind what the line has for them.
qsizetype BlockParser::matchContainers(LineCursor &cursor) const
{
    qsizetype matched = 0;
    for (const OpenContainer &open : m_state.containers) {
        const int indent = cursor.indent();
        if (open.container.kind == Container::Quote) {
            if (indent >= codeIndent || cursor.isBlank() || m_source[cursor.nonBlank()] != '>')
                break;
            cursor.advanceToNonBlank();
            cursor.advanceBytes(1);
            if (cursor.isAtBlank())
                cursor.advanceColumns(1);
        } else if (cursor.isBlank()) {
            const bool isEmpty = !open.hasBlock && matched + 1 == m_state.containers.size();
            if (isEmpty)
                break;
            cursor.advanceColumns(std::min(indent, open.contentIndent));
        } else if (indent >= open.contentIndent) {
            cursor.advanceColumns(open.contentIndent);
        } else {
            break;
        }
        ++matched;
    }
    return matched;
}

// Whether the line belongs to what is open, whatever it looks like.
bool BlockParser::continuesLeaf(Step &step)
{
    switch (m_state.leaf) {
    case Leaf::Fenced:
        return continuesFenced(step.cursor);
    case Leaf::Indented:
        return continuesIndented(step.cursor);
    case Leaf::Html:
        return continuesHtml(step.cursor);
    case Leaf::Paragraph:
        return continuesMath(step);
    default:
        return false;
    }
}

bool BlockParser::continuesFenced(LineCursor &cursor)
{
    const Fence &fence = m_state.fence;
    const int begin = cursor.nonBlank();
    const QByteArrayView rest = QByteArrayView(m_source).sliced(begin, cursor.line().end - begin);
    if (cursor.indent() < codeIndent && closesFence(rest, fence.character, fence.length)) {
        if (m_state.hasOpenBlock)
            m_blocks.last().source.end = cursor.line().end;
        closeLeaf();
        return true;
    }
    if (!m_state.hasOpenBlock)
        openCode(cursor.line().begin);
    cursor.advanceColumns(std::min(cursor.indent(), m_state.fenceIndent));
    addVerbatim(cursor);
    return true;
}

bool BlockParser::continuesIndented(LineCursor &cursor)
{
    if (cursor.indent() >= codeIndent && !cursor.isBlank()) {
        cursor.advanceColumns(codeIndent);
        addVerbatim(cursor);
        return true;
    }
    if (!cursor.isBlank())
        return false;
    cursor.advanceColumns(std::min(cursor.indent(), codeIndent));
    m_lines.append({cursor.offset(), cursor.line().end});
    return true;
}

bool BlockParser::continuesHtml(LineCursor &cursor)
{
    if (m_state.htmlEnd == HtmlEnd::Blank && cursor.isBlank())
        return false;
    if (!m_state.hasOpenBlock)
        openBlock(BlockKind::Html, cursor.line().begin);
    addVerbatim(cursor);
    const QByteArrayView rest = QByteArrayView(m_source).sliced(cursor.offset(), cursor.line().end - cursor.offset());
    if (endsHtml(rest, m_state.htmlEnd))
        closeLeaf();
    return true;
}

// In a formula + and - are no bullets, and = underlines no heading.
bool BlockParser::continuesMath(const Step &step)
{
    if (m_state.mathCloser.isEmpty() || step.cursor.isBlank())
        return false;
    addParagraphLine(step);
    return true;
}

void BlockParser::startBlocks(Step &step)
{
    Start start = Start::Container;
    while (start == Start::Container && !step.cursor.isBlank())
        start = startBlock(step);
    if (start != Start::Leaf)
        addText(step);
}

// Everything that the line does not continue is closed, once, before something new begins.
void BlockParser::settle(Step &step)
{
    if (step.isSettled)
        return;
    step.isSettled = true;
    closeLeaf();
    closeContainers(step.matched);
}

void BlockParser::close()
{
    const bool isCode = m_state.leaf == Leaf::Fenced || m_state.leaf == Leaf::Indented;
    const bool isUnfinished = m_state.leaf == Leaf::Fenced && m_state.fence.length < endless;
    const bool staysOpen = isCode && m_state.hasOpenBlock && (isUnfinished || m_isTentative);
    closeLeaf();
    if (staysOpen)
        m_blocks.last().isOpen = true;
    closeContainers(0);
}

void BlockParser::closeLeaf()
{
    switch (m_state.leaf) {
    case Leaf::Paragraph:
        closeParagraph(0);
        break;
    case Leaf::Fenced:
    case Leaf::Indented:
        if (m_state.hasOpenBlock)
            m_blocks.last().isOpen = false;
        break;
    case Leaf::TableRest:
    case Leaf::TooDeep:
        m_state.plain = {};
        break;
    default:
        break;
    }
    if (m_state.hasOpenBlock && !m_isTentative)
        squeeze(m_blocks.last());
    m_state.leaf = Leaf::None;
    m_state.path.clear();
    m_state.hasOpenBlock = false;
    m_state.mathCloser = {};
    forgetLines();
}

// What was tentative needs the lines again.
void BlockParser::forgetLines()
{
    if (!m_isTentative)
        m_lines.clear();
    m_state.firstLine = m_lines.size();
}

// Whether the line would be part of the open paragraph, were it not for what it begins with.
bool BlockParser::continuesParagraph(const Step &step) const
{
    return m_state.leaf == Leaf::Paragraph && !step.isSettled && step.allMatched;
}

BlockParser::Start BlockParser::startBlock(Step &step)
{
    const bool mayContinue = m_state.leaf == Leaf::Paragraph && !step.isSettled;
    if (step.cursor.indent() >= codeIndent) {
        if (!mayContinue)
            startIndented(step);
        return mayContinue ? Start::Nothing : Start::Leaf;
    }
    const QByteArrayView rest = step.rest(m_source);
    if (rest.startsWith('>'))
        return startQuote(step);
    if (const std::optional<Heading> heading = headingAt(rest)) {
        addHeading(step, *heading);
    } else if (const std::optional<Fence> fence = fenceAt(rest)) {
        startFenced(step, *fence);
    } else if (const std::optional<HtmlEnd> end = htmlAt(rest, mayContinue)) {
        startHtml(step, *end);
    } else if (const int level = continuesParagraph(step) ? underlineLevel(rest) : 0; level > 0 && hasText()) {
        m_state.leafSource.end = step.cursor.line().end;
        closeParagraph(level);
        m_state.leaf = Leaf::None;
        closeLeaf();
    } else if (isRule(rest)) {
        settle(step);
        m_blocks.append(Block{.kind = BlockKind::Rule, .containers = takePath(), .source = step.cursor.line()});
    } else {
        const Start item = startItem(step);
        return item == Start::Nothing && startTable(step) ? Start::Leaf : item;
    }
    return Start::Leaf;
}

void BlockParser::addText(Step &step)
{
    if (step.cursor.isBlank()) {
        settle(step);
        return;
    }
    if (!step.isSettled && m_state.leaf == Leaf::Paragraph) {
        addParagraphLine(step);
        return;
    }
    if (!step.isSettled && step.allMatched && (m_state.leaf == Leaf::Table || m_state.leaf == Leaf::TableRest)) {
        addRow(step);
        return;
    }
    settle(step);
    startParagraph(step);
}

// ---- Containers -----------------------------------------------------------------------------------------------

BlockParser::Start BlockParser::openContainer(Step &step, const OpenContainer &container)
{
    settle(step);
    if (m_state.containers.size() < RichLimits::nesting) {
        m_state.containers.append(container);
        return Start::Container;
    }
    m_state.containers.resize(step.matched);
    const bool goesOn = step.wasTooDeep && step.blocks == m_blocks.size();
    m_state.plain = goesOn ? step.plain : PlainChunks::State{.note = BlockNote::TooDeep};
    m_state.leaf = Leaf::TooDeep;
    addPlainLine(step.cursor.line());
    return Start::Leaf;
}

// An empty one still is a block.
void BlockParser::closeContainers(qsizetype count)
{
    while (m_state.containers.size() > count) {
        const OpenContainer last = m_state.containers.last();
        if (!last.hasBlock)
            m_blocks.append(Block{.containers = takePath(), .source = last.line});
        m_state.containers.removeLast();
    }
}

// The containers around a block that begins here. Those that it is the first in have their markers.
QList<Container> BlockParser::takePath()
{
    QList<Container> path;
    path.reserve(m_state.containers.size());
    for (OpenContainer &open : m_state.containers) {
        path.append(open.hasBlock ? Container{.kind = open.container.kind} : open.container);
        open.hasBlock = true;
    }
    // Many blocks in a row have the same path: they share one.
    if (!m_blocks.isEmpty() && m_blocks.last().containers == path)
        return m_blocks.last().containers;
    return path;
}

BlockParser::Start BlockParser::startQuote(Step &step)
{
    const Start start = openContainer(step, {.container = {.kind = Container::Quote}, .line = step.cursor.line()});
    if (start == Start::Container) {
        step.cursor.advanceToNonBlank();
        step.cursor.advanceBytes(1);
        if (step.cursor.isAtBlank())
            step.cursor.advanceColumns(1);
    }
    return start;
}

BlockParser::Start BlockParser::startItem(Step &step)
{
    const std::optional<ListMarker> marker = listMarkerAt(step.rest(m_source));
    if (!marker)
        return Start::Nothing;
    LineCursor cursor = step.cursor;
    const int indent = cursor.indent();
    cursor.advanceToNonBlank();
    cursor.advanceBytes(marker->length);
    const bool isEmpty = cursor.isBlank();
    if (continuesParagraph(step) && (isEmpty || (!marker->isBullet() && marker->number != 1)))
        return Start::Nothing;

    const int spaces = cursor.indent();
    const bool isCode = spaces > codeIndent;
    const int padding = isEmpty || isCode ? 1 : spaces;
    cursor.advanceColumns(std::min(spaces, padding));
    const Start start = openContainer(step, {.container = {.kind = Container::Item, .marker = marker->text},
                                             .contentIndent = indent + marker->length + padding,
                                             .line = step.cursor.line()});
    step.cursor = cursor;
    return start;
}

// ---- The end that is not final --------------------------------------------------------------------------------

void BlockParser::showTail(SourceRange line)
{
    m_mark = {.state = m_state, .blocks = m_blocks.size(), .lines = m_lines.size()};
    if (isLastOpen(m_state)) {
        const Block &open = m_blocks.last();
        m_mark.text = open.content.text.size();
        m_mark.runs = open.content.runs.size();
        m_mark.lastRun = m_mark.runs > 0 ? open.content.runs.last() : TextRun();
        m_mark.rows = open.rows.size();
        m_mark.isOpen = open.isOpen;
        m_mark.source = open.source;
    }
    m_isTailShown = true;
    m_isTentative = true;
    if (!line.isEmpty())
        addLine(line);
    close();
    m_isTentative = false;
}

void BlockParser::dropTail()
{
    if (!std::exchange(m_isTailShown, false))
        return;
    m_blocks.resize(m_mark.blocks);
    m_lines.resize(m_mark.lines);
    m_state = m_mark.state;
    if (!isLastOpen(m_state))
        return;
    Block &open = m_blocks.last();
    open.content.text.truncate(m_mark.text);
    open.content.runs.resize(m_mark.runs);
    if (m_mark.runs > 0)
        open.content.runs.last() = m_mark.lastRun;
    open.rows.resize(m_mark.rows);
    open.isOpen = m_mark.isOpen;
    open.source = m_mark.source;
}

BlockParser::Final BlockParser::finalPart() const
{
    const State &state = m_isTailShown ? m_mark.state : m_state;
    Final part{.blocks = m_isTailShown ? m_mark.blocks : m_blocks.size(), .isLastOpen = isLastOpen(state)};
    if (part.isLastOpen) {
        const Block &open = m_blocks[part.blocks - 1];
        part.length = open.kind == BlockKind::Table ? state.tableLength
                      : m_isTailShown               ? m_mark.text
                                                    : open.content.text.size();
    }
    return part;
}

// ---- Links whose definition came later ------------------------------------------------------------------------

QList<qsizetype> BlockParser::revise(qint64 budget, qint64 slice)
{
    QList<qsizetype> revised;
    while (slice > 0) {
        const std::optional<LinkReferences::Place> place = m_reader.takeOutdated(budget);
        if (!place)
            break;
        slice -= place->size() + costOfText;
        Block &block = m_blocks[place->block];
        RichText &text = place->row < 0 ? block.content : block.rows[place->row].cells[place->cell];
        text = m_reader.readAgain(*place);
        revised.append(place->block);
    }
    std::ranges::sort(revised);
    revised.erase(std::unique(revised.begin(), revised.end()), revised.end());
    return revised;
}

void BlockParser::release()
{
    m_reader.clear();
    m_lines = {};
    m_blocks.squeeze();
}

void BlockParser::restartBehind(SourceRange definition)
{
    m_blocks.clear();
    m_lines.clear();
    m_state = {};
    m_reader.clear();
    m_state.leaf = Leaf::Html;
    openBlock(BlockKind::Definition, definition.begin);
    SourceRange line{definition.begin, definition.begin};
    while (line.begin < definition.end) {
        line.end = lineEnd(m_source, line.begin);
        addVerbatim(LineCursor(m_source, line));
        line.begin = line.end + newlineLength(m_source, line.end);
    }
    closeLeaf();
}

} // namespace evenhand
