// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/textitem.h"

#include <QFontInfo>
#include <QPainter>

#include <algorithm>
#include <array>

namespace evenhand {
namespace {

// What one layout gets at most: of an answer that grows no more than that is laid out again, however long its line is.
constexpr qsizetype chunkLength = 1000;

constexpr std::array<qreal, 6> headingScales{1.3, 1.18, 1.08, 1, 1, 1};

QFont headingFont(const QFont &base, int level)
{
    QFont font = base;
    font.setPixelSize(qRound(QFontInfo(base).pixelSize() * headingScales.at(size_t(std::clamp(level, 1, 6) - 1))));
    font.setWeight(QFont::DemiBold);
    return font;
}

qsizetype chunkEnd(QStringView text, qsizetype begin, qsizetype lineEnd)
{
    qsizetype end = std::min(lineEnd, begin + chunkLength);
    if (end < lineEnd && text.at(end - 1).isHighSurrogate())
        --end;
    return end;
}

// Characters at the beginning that are the same and look the same.
qsizetype commonLength(const RichText &a, const RichText &b)
{
    const qsizetype text = std::ranges::mismatch(a.text, b.text).in1 - a.text.cbegin();
    qsizetype runs = 0;
    for (qsizetype i = 0; i < std::min(a.runs.size(), b.runs.size()) && runs < text; ++i) {
        const TextRun &x = a.runs.at(i);
        const TextRun &y = b.runs.at(i);
        if (x.styles != y.styles || (x.link < 0) != (y.link < 0))
            break;
        runs += std::min(x.length, y.length);
        if (x.length != y.length)
            break;
    }
    return std::min(text, runs);
}

// From the top of a layout: lines that look as they did before.
qreal unchangedLines(const QTextLayout &before, const QTextLayout &now, qsizetype common, const LinePitch &pitch)
{
    // A word that has grown may have left its line: the line before it has changed, too.
    const int last = int(std::max<qsizetype>(0, common - 1));
    const QTextLine old = before.lineForTextPosition(last);
    const QTextLine fresh = now.lineForTextPosition(last);
    if (!old.isValid() || !fresh.isValid())
        return 0;
    return lineRect(now, std::min(old.lineNumber(), fresh.lineNumber()), pitch).top();
}

Qt::Alignment qtAlignment(ColumnAlignment alignment, bool rightToLeft)
{
    switch (alignment) {
    case ColumnAlignment::None:
        break;
    case ColumnAlignment::Left:
        return Qt::AlignLeft;
    case ColumnAlignment::Centre:
        return Qt::AlignHCenter;
    case ColumnAlignment::Right:
        return Qt::AlignRight;
    }
    return rightToLeft ? Qt::AlignRight : Qt::AlignLeft;
}

} // namespace

TextItem::TextItem(const BlockLook &look, ColumnAlignment alignment)
    : m_look(look)
    , m_alignment(alignment)
{
}

QFont TextItem::blockFont(const Block &block, const BlockLook &look)
{
    switch (block.kind) {
    case BlockKind::Heading:
        return headingFont(look.font(look.face), block.level);
    case BlockKind::Paragraph:
        return look.font(look.face);
    default:
        return look.font(Theme::Face::Code);
    }
}

void TextItem::setFont(const QFont &font)
{
    if (font == m_font && m_pitch.height > 0)
        return;
    m_font = font;
    m_pitch = linePitch(font);
    m_chunks.clear();
}

void TextItem::layOut(const Block &block, qreal width, qsizetype)
{
    setFont(blockFont(block, m_look));
    if (width != m_width)
        m_chunks.clear();
    m_width = width;
    std::vector<Chunk> before = std::exchange(m_chunks, {});
    m_height = 0;
    m_unchanged = 0;
    m_same = true;
    m_common = before.empty() ? 0 : commonLength(m_text, block.content);
    m_text = block.content;
    const QString &text = block.content.text;
    for (qsizetype line = 0; line <= text.size();) {
        const qsizetype found = text.indexOf(u'\n', line);
        const qsizetype end = found < 0 ? text.size() : found;
        layOutLine(block.content, line, end, before);
        line = end + 1;
    }
}

void TextItem::layOutLine(const RichText &text, qsizetype begin, qsizetype end, std::vector<Chunk> &before)
{
    const bool rightToLeft = QStringView(text.text).sliced(begin, end - begin).isRightToLeft();
    do {
        const size_t number = m_chunks.size();
        const qsizetype last = chunkEnd(text.text, begin, end);
        m_same = m_same && number < before.size() && before[number].begin == begin;
        if (m_same && last <= m_common && before[number].endsLine == (last == end)
            && before[number].layout->text().size() == last - begin) {
            m_chunks.push_back(std::move(before[number]));
            m_unchanged += m_chunks.back().height;
        } else {
            m_chunks.push_back(makeChunk(text, begin, end, rightToLeft));
            if (std::exchange(m_same, false))
                m_unchanged +=
                    unchangedLines(*before[number].layout, *m_chunks.back().layout, m_common - begin, m_pitch);
        }
        Chunk &chunk = m_chunks.back();
        chunk.top = m_height;
        m_height += chunk.height;
        begin = chunk.end;
    } while (begin < end);
}

TextItem::Chunk TextItem::makeChunk(const RichText &text, qsizetype begin, qsizetype lineEnd, bool rightToLeft) const
{
    const qsizetype end = chunkEnd(text.text, begin, lineEnd);
    Chunk chunk{.begin = begin,
                .end = end,
                .top = 0,
                .height = 0,
                .endsLine = end == lineEnd,
                .run = runPlace(text, begin, m_chunks.empty() ? RunPlace() : m_chunks.back().run),
                .layout = std::make_unique<QTextLayout>(text.text.sliced(begin, end - begin), m_font)};
    QTextOption option(qtAlignment(m_alignment, rightToLeft));
    option.setTextDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTabStopDistance(4 * QFontMetricsF(m_font).horizontalAdvance(u' '));
    chunk.layout->setTextOption(option);
    chunk.layout->setCacheEnabled(true);
    chunk.layout->setFormats(runFormats(text, begin, end, m_look, m_font, chunk.run));
    chunk.height = layOutLines(*chunk.layout, m_width, m_pitch);
    const int lines = chunk.layout->lineCount();
    if (!chunk.endsLine && lines > 1) {
        // The last line goes on in the next chunk: it begins there.
        chunk.end = begin + chunk.layout->lineAt(lines - 1).textStart();
        chunk.height = lineRect(*chunk.layout, lines - 1, m_pitch).top();
    }
    return chunk;
}

size_t TextItem::chunkAt(qreal y) const
{
    const auto after = std::ranges::upper_bound(m_chunks, y, {}, &Chunk::top);
    return after == m_chunks.begin() ? 0 : size_t(after - m_chunks.begin()) - 1;
}

const TextItem::Chunk &TextItem::chunkOf(qsizetype offset) const
{
    const auto after = std::ranges::upper_bound(m_chunks, offset, {}, &Chunk::begin);
    return after == m_chunks.begin() ? *after : *std::prev(after);
}

void TextItem::paint(QPainter &painter, const Block &block, const BlockPaint &what)
{
    for (size_t i = chunkAt(what.exposed.top()); i < m_chunks.size() && m_chunks[i].top < what.exposed.bottom(); ++i)
        paintChunk(painter, block, what, m_chunks[i]);
    paintHover(painter, block, what.pointer);
    if (what.caret >= 0)
        paintStreamingCaret(painter, caretRect(block, what.caret), m_pitch, m_look);
}

void TextItem::paintChunk(QPainter &painter, const Block &block, const BlockPaint &what, const Chunk &chunk) const
{
    painter.save();
    painter.translate(0, chunk.top);
    const QRectF part = what.exposed.translated(0, -chunk.top) & QRectF(-m_width, 0, 3 * m_width, chunk.height);
    painter.setClipRect(part, Qt::IntersectClip);
    if (block.kind == BlockKind::Html)
        paintSourceGround(painter, *chunk.layout, m_pitch, m_look);
    else
        paintRunGrounds(painter, *chunk.layout, block.content, chunk.begin, m_pitch, m_look, chunk.run);
    paintMarks(painter, *chunk.layout, chunk.begin, what.marks, m_pitch, m_look);
    painter.setPen(block.kind == BlockKind::Definition ? m_look.colors().dim : m_look.inkColor());
    chunk.layout->draw(&painter, {}, inkOfMarks(*chunk.layout, chunk.begin, what.marks, m_look), part);
    painter.restore();
}

void TextItem::paintHover(QPainter &painter, const Block &block, QPointF pointer) const
{
    if (spotAt(block, pointer).kind != BlockSpot::Link)
        return;
    const Chunk &chunk = m_chunks[chunkAt(pointer.y())];
    const TextRun *hovered = runAt(block.content, offsetAt(block, pointer));
    painter.setPen(m_look.colors().accent);
    qsizetype at = 0;
    for (const TextRun &run : block.content.runs) {
        const qsizetype begin = std::clamp(at, chunk.begin, chunk.end) - chunk.begin;
        at += run.length;
        const qsizetype end = std::clamp(at, chunk.begin, chunk.end) - chunk.begin;
        if (!hovered || run.link != hovered->link)
            continue;
        for (const QRectF &rect : rangeRects(*chunk.layout, int(begin), int(end), m_pitch)) {
            const qreal y = chunk.top + rect.top() + m_pitch.baseline + 2.5;
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y));
        }
    }
}

qsizetype TextItem::offsetAt(const Block &, QPointF point) const
{
    const Chunk &chunk = m_chunks[chunkAt(point.y())];
    int number = chunk.layout->lineCount() - 1;
    while (number > 0 && chunk.top + lineRect(*chunk.layout, number, m_pitch).top() > point.y())
        --number;
    const QTextLine line = chunk.layout->lineAt(number);
    if (!line.isValid())
        return chunk.begin;
    int offset = line.xToCursor(point.x());
    // Where a line is broken, its end is the next one's beginning.
    if (offset > line.textStart() && offset == line.textStart() + line.textLength()
        && offset < chunk.layout->text().size())
        offset = chunk.layout->previousCursorPosition(offset);
    return std::min(chunk.begin + offset, chunk.end);
}

QRectF TextItem::caretRect(const Block &block, qsizetype offset) const
{
    const Chunk &chunk = chunkOf(std::clamp<qsizetype>(offset, 0, block.content.text.size()));
    const int local = int(std::clamp<qsizetype>(offset - chunk.begin, 0, chunk.layout->text().size()));
    const QTextLine line = chunk.layout->lineForTextPosition(local);
    if (!line.isValid())
        return {0, chunk.top, 1, m_pitch.height};
    const QRectF rect = lineRect(*chunk.layout, line.lineNumber(), m_pitch);
    return {line.cursorToX(local), chunk.top + rect.top(), 1, rect.height()};
}

BlockSpot TextItem::spotAt(const Block &block, QPointF point) const
{
    if (!QRectF(0, 0, m_width, m_height).contains(point))
        return {};
    const Chunk &chunk = m_chunks[chunkAt(point.y())];
    int number = chunk.layout->lineCount() - 1;
    while (number > 0 && chunk.top + lineRect(*chunk.layout, number, m_pitch).top() > point.y())
        --number;
    const QTextLine line = chunk.layout->lineAt(number);
    const QRectF text = line.isValid() ? line.naturalTextRect() : QRectF();
    if (point.x() < text.left() || point.x() >= text.right())
        return {.kind = BlockSpot::Text, .link = {}, .hint = {}};
    const qsizetype offset = chunk.begin + line.xToCursor(point.x(), QTextLine::CursorOnCharacter);
    return runSpot(block.content, runAt(block.content, offset));
}

RuleItem::RuleItem(const BlockLook &look)
    : m_look(look)
{
}

void RuleItem::layOut(const Block &, qreal width, qsizetype)
{
    m_width = width;
}

void RuleItem::paint(QPainter &painter, const Block &, const BlockPaint &)
{
    painter.fillRect(QRectF(0, 0, m_width, 1), m_look.colors().line);
}

qsizetype RuleItem::offsetAt(const Block &, QPointF) const
{
    return 0;
}

QRectF RuleItem::caretRect(const Block &, qsizetype) const
{
    return {0, 0, 1, 1};
}

BlockSpot RuleItem::spotAt(const Block &, QPointF) const
{
    return {};
}

} // namespace evenhand
