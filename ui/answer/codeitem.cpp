// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/codeitem.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QPainter>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {
namespace {

constexpr qreal lineSpacing = 1.5; // of the face's size
constexpr qreal barHeight = 4;
constexpr qreal markRadius = 3;
constexpr qsizetype linesAtOnce = 16; // that are highlighted while they arrive
constexpr qsizetype dearLines = 500;
constexpr qsizetype spareLayouts = 128;
constexpr auto idleSlice = 1ms;
constexpr qreal unbroken = 1'000'000; // pixels: wider than a part can be

QString tr(const char *text)
{
    return QCoreApplication::translate("evenhand::CodeItem", text);
}

LinePitch codePitch(const QFont &font)
{
    const QFontMetricsF metrics(font);
    const qreal height = std::max(std::ceil(metrics.height()), std::round(lineSpacing * QFontInfo(font).pixelSize()));
    return {.height = height, .baseline = std::round((height + metrics.ascent() - metrics.descent()) / 2)};
}

} // namespace

CodeItem::CodeItem(const BlockLook &look)
    : m_look(look)
    , m_font(look.font(Theme::Face::Code))
    , m_headFont(look.font(Theme::Face::Small))
    , m_pitch(codePitch(m_font))
    , m_headHeight(std::ceil(QFontMetricsF(m_headFont).height()) + 2 * std::round(5 * look.zoom))
{
}

// ---- Layout ------------------------------------------------------------------------------------------------------

void CodeItem::layOut(const Block &block, qreal width, qsizetype kept)
{
    const qreal before = std::exchange(m_width, width);
    const bool isReshaped = before < 0 || (m_look.paper && width != before);
    if (isReshaped) {
        kept = 0;
        m_lines.setShape(m_font, m_look.paper ? std::max(m_pitch.height, width - 2 * textLeft()) : 0);
    }
    const qsizetype length = block.content.text.size();
    const bool isSame = !isReshaped && kept >= length && length == m_lines.textLength() && block.isOpen == m_wasOpen
                        && block.info == m_info;
    if (!isSame)
        update(block, kept);
    placeScroll();
    if (width != before)
        m_unchanged = 0;
    else if (isSame)
        m_unchanged = height();
}

void CodeItem::update(const Block &block, qsizetype kept)
{
    m_lines.update(block.content.text, kept);
    const qsizetype changed = m_lines.firstChange();
    m_unchanged = rowTop(m_lines.rowOfLine(changed));
    forgetLayouts(changed);
    m_highlighter.dropFrom(changed);
    findMarks(block, kept);
    findLanguage(block, kept);
    const bool isGrowth = kept > 0 && m_highlighter.lineCount() == changed && m_highlighter.isWarm();
    while (m_look.paper || (isGrowth && m_lines.lineCount() - changed <= linesAtOnce)) {
        if (isHighlighted())
            break;
        highlightNextLine(block);
    }
}

void CodeItem::placeScroll()
{
    const QRectF code = codeRect();
    const qreal window = m_width - 2 * textLeft();
    m_scroll.setExtent(window, m_lines.widest());
    m_scroll.setBar({textLeft(), code.bottom() - barHeight - 2, window, barHeight});
}

void CodeItem::findMarks(const Block &block, qsizetype kept)
{
    const QList<TextRun> &runs = block.content.runs;
    if (kept <= m_lastRunOffset || m_lastRun >= runs.size()) {
        m_lastRun = 0;
        m_lastRunOffset = 0;
    }
    while (!m_marks.isEmpty() && m_marks.last().begin >= m_lastRunOffset)
        m_marks.removeLast();
    qsizetype offset = m_lastRunOffset;
    for (qsizetype i = m_lastRun; i < runs.size(); ++i) {
        m_lastRun = i;
        m_lastRunOffset = offset;
        offset += runs.at(i).length;
        if (runs.at(i).styles & TextStyle::Mark)
            m_marks.append({.begin = m_lastRunOffset, .end = offset});
    }
}

void CodeItem::findLanguage(const Block &block, qsizetype kept)
{
    CodeLanguage language = m_language;
    if (!QStringView(block.info).trimmed().isEmpty()) {
        if (block.info != m_info)
            language = codeLanguage(block.info);
    } else if (kept < guessLength || block.isOpen != m_wasOpen) {
        language = guessedLanguage(block.content.text, !block.isOpen);
    }
    m_info = block.info;
    m_wasOpen = block.isOpen;
    if (const QString title = codeTitle(m_info, language); title != m_title) {
        m_title = title;
        m_unchanged = 0;
    }
    if (language == m_language)
        return;
    m_language = language;
    m_highlighter.setLanguage(language.definition);
    m_unchanged = 0;
    forgetLayouts(0);
}

bool CodeItem::isHighlighted() const
{
    return !m_highlighter.hasLanguage() || m_highlighter.lineCount() >= m_lines.lineCount();
}

void CodeItem::highlightNextLine(const Block &block)
{
    const qsizetype line = m_highlighter.lineCount();
    const qsizetype begin = m_lines.lineBegin(line);
    m_highlighter.addLine(QStringView(block.content.text).sliced(begin, m_lines.lineEnd(line) - begin));
    ++m_highlighted;
}

bool CodeItem::doIdleWork(const Block &block)
{
    if (isHighlighted())
        return false;
    const qsizetype first = m_highlighter.lineCount();
    const QDeadlineTimer deadline(idleSlice, Qt::PreciseTimer);
    do
        highlightNextLine(block);
    while (!isHighlighted() && !deadline.hasExpired());
    forgetLayouts(first);
    return true;
}

bool CodeItem::isDear() const
{
    return m_scroll.value() > 0 || m_lines.lineCount() > dearLines;
}

CodeItem::Work CodeItem::work() const
{
    return {.measured = m_lines.measuredCount(), .laidOut = m_laidOut, .highlighted = m_highlighted};
}

void CodeItem::forgetLayouts(qsizetype firstLine)
{
    std::erase_if(m_layouts, [&](const auto &layout) {
        return layout.first >= m_lines.partCount() || m_lines.partLine(layout.first) >= firstLine;
    });
}

void CodeItem::forgetFarLayouts(qsizetype firstRow, qsizetype endRow)
{
    if (qsizetype(m_layouts.size()) <= 2 * (endRow - firstRow) + spareLayouts)
        return;
    std::erase_if(m_layouts, [&](const auto &layout) {
        const qsizetype row = m_lines.rowOf(layout.first);
        return row < firstRow || row >= endRow;
    });
}

QTextLayout &CodeItem::layoutOf(const Block &block, qsizetype part) const
{
    std::unique_ptr<QTextLayout> &layout = m_layouts[part];
    if (layout)
        return *layout;
    const qsizetype begin = m_lines.partBegin(part);
    layout = std::make_unique<QTextLayout>(block.content.text.sliced(begin, m_lines.partEnd(part) - begin), m_font);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(Qt::LeftToRight);
    option.setTabStopDistance(m_lines.tabWidth());
    if (m_lines.partX(part) > 0 && layout->text().contains(u'\t'))
        option.setTabs(m_lines.tabsOf(part));
    layout->setTextOption(option);
    layout->setCacheEnabled(true);
    layout->setFormats(formatsOf(part));
    layOutLines(*layout, unbroken, m_pitch);
    ++m_laidOut;
    return *layout;
}

QList<QTextLayout::FormatRange> CodeItem::formatsOf(qsizetype part) const
{
    const qsizetype line = m_lines.partLine(part);
    const qsizetype first = m_lines.partBegin(part) - m_lines.lineBegin(line);
    const qsizetype end = m_lines.partEnd(part) - m_lines.lineBegin(line);
    QList<QTextLayout::FormatRange> formats;
    for (const HighlightSpan &span : m_highlighter.spans(line)) {
        const qsizetype from = std::max<qsizetype>(span.begin, first);
        const qsizetype to = std::min<qsizetype>(span.begin + span.length, end);
        if (from >= to)
            continue;
        QTextCharFormat format;
        format.setForeground(Highlighter::color(span.style, m_look.colors()));
        formats.append({.start = int(from - first), .length = int(to - from), .format = format});
    }
    return formats;
}

// ---- Places ------------------------------------------------------------------------------------------------------

qreal CodeItem::padding(qreal pixels) const
{
    return std::round(pixels * m_look.zoom);
}

qreal CodeItem::textLeft() const
{
    return padding(10);
}

qreal CodeItem::height() const
{
    return rowTop(m_lines.rowCount()) + padding(Theme::step) + 1;
}

QRectF CodeItem::codeRect() const
{
    const qreal top = m_headHeight + 1;
    return {1, top, m_width - 2, height() - top - 1};
}

QRectF CodeItem::copyRect() const
{
    if (m_look.paper)
        return {};
    const QFontMetricsF metrics(m_headFont);
    const qreal width = std::max(metrics.horizontalAdvance(tr("Copy")), metrics.horizontalAdvance(tr("Copied")));
    return {m_width - width - 2 * textLeft(), 0, width + 2 * textLeft(), m_headHeight};
}

qreal CodeItem::rowTop(qsizetype row) const
{
    return m_headHeight + 1 + padding(Theme::step) + qreal(row) * m_pitch.height;
}

qsizetype CodeItem::rowAt(qreal y) const
{
    const auto row = qsizetype(std::floor((y - rowTop(0)) / m_pitch.height));
    return std::clamp<qsizetype>(row, 0, m_lines.rowCount() - 1);
}

qsizetype CodeItem::offsetAt(const Block &block, QPointF point) const
{
    const qreal x = point.x() - textLeft() + m_scroll.value();
    const qsizetype part = m_lines.partAt(rowAt(point.y()), x);
    const QTextLine line = layoutOf(block, part).lineAt(0);
    const qsizetype begin = m_lines.partBegin(part);
    return line.isValid() ? begin + line.xToCursor(x - m_lines.partX(part)) : begin;
}

qreal CodeItem::offsetX(const Block &block, qsizetype offset) const
{
    const qsizetype part = m_lines.partOf(offset);
    const QTextLine line = layoutOf(block, part).lineAt(0);
    const qsizetype within = std::min(offset, m_lines.partEnd(part)) - m_lines.partBegin(part);
    return m_lines.partX(part) + (line.isValid() ? line.cursorToX(int(within)) : 0);
}

QRectF CodeItem::caretRect(const Block &block, qsizetype offset) const
{
    const qsizetype row = m_lines.rowOf(m_lines.partOf(offset));
    return {textLeft() - m_scroll.value() + offsetX(block, offset), rowTop(row), 1, m_pitch.height};
}

BlockSpot CodeItem::spotAt(const Block &, QPointF point) const
{
    if (copyRect().contains(point))
        return {.kind = BlockSpot::Button, .link = {}, .hint = tr("Copy this code")};
    if (m_scroll.isBarAt(point))
        return {.kind = BlockSpot::ScrollBar, .link = {}, .hint = {}};
    if (point.y() < m_headHeight)
        return {.kind = BlockSpot::Nothing, .link = {}, .hint = m_title};
    return {.kind = codeRect().contains(point) ? BlockSpot::Text : BlockSpot::Nothing, .link = {}, .hint = {}};
}

// ---- What is done with it ----------------------------------------------------------------------------------------

bool CodeItem::press(const Block &, QPointF point)
{
    m_pressedCopy = copyRect().contains(point);
    return m_pressedCopy || m_scroll.press(point);
}

bool CodeItem::drag(const Block &, QPointF point)
{
    return m_scroll.drag(point);
}

void CodeItem::release(const Block &block, QPointF point)
{
    m_scroll.release();
    if (!std::exchange(m_pressedCopy, false) || !copyRect().contains(point))
        return;
    QGuiApplication::clipboard()->setText(codeText(block));
    m_copied = true;
}

bool CodeItem::scrollSideways(qreal pixels)
{
    return m_scroll.setValue(m_scroll.value() + pixels);
}

bool CodeItem::scrollIntoView(const Block &block, qsizetype offset)
{
    const qreal x = offsetX(block, offset);
    const qreal around = m_lines.tabWidth();
    return m_scroll.show(std::max(0.0, x - around), std::min(m_lines.widest(), x + around));
}

// ---- Painting ----------------------------------------------------------------------------------------------------

void CodeItem::paint(QPainter &painter, const Block &block, const BlockPaint &what)
{
    paintFrame(painter);
    if (!copyRect().contains(what.pointer))
        m_copied = false;
    if (what.exposed.top() < m_headHeight)
        paintHead(painter, what.pointer);
    if (what.exposed.bottom() < rowTop(0))
        return;
    painter.save();
    painter.setClipRect(codeRect(), Qt::IntersectClip);
    paintCode(painter, block, what);
    painter.restore();
    m_scroll.paint(painter, m_look.colors(), what.pointer);
}

void CodeItem::paintFrame(QPainter &painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_look.colors().line);
    painter.setBrush(m_look.colors().code);
    painter.drawRoundedRect(QRectF(0.5, 0.5, m_width - 1, height() - 1), Theme::radius, Theme::radius);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void CodeItem::paintHead(QPainter &painter, QPointF pointer)
{
    const Theme::Colors &colors = m_look.colors();
    painter.fillRect(QRectF(1, m_headHeight, m_width - 2, 1), colors.line);
    painter.setFont(m_headFont);
    const QRectF copy = copyRect();
    if (!copy.isEmpty()) {
        painter.setPen(copy.contains(pointer) ? colors.text : colors.dim);
        painter.drawText(copy.adjusted(0, 0, -textLeft(), 0), Qt::AlignRight | Qt::AlignVCenter,
                         m_copied ? tr("Copied") : tr("Copy"));
    }
    const QRectF room(textLeft(), 0, m_width - copy.width() - 2 * textLeft(), m_headHeight);
    painter.setPen(colors.dim);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(m_headFont).elidedText(m_title, Qt::ElideRight, room.width()));
}

void CodeItem::paintCode(QPainter &painter, const Block &block, const BlockPaint &what)
{
    const qsizetype first = rowAt(what.exposed.top());
    const qsizetype end = rowAt(what.exposed.bottom()) + 1;
    for (qsizetype row = first; row < end; ++row)
        paintRow(painter, block, what, row);
    if (what.caret >= 0)
        paintStreamingCaret(painter, caretRect(block, what.caret), m_pitch, m_look);
    forgetFarLayouts(first, end);
}

void CodeItem::paintRow(QPainter &painter, const Block &block, const BlockPaint &what, qsizetype row) const
{
    const qreal left = m_scroll.value() - textLeft();
    const qreal right = left + m_width;
    for (qsizetype part = m_lines.partAt(row, left); part < m_lines.endPart(row); ++part) {
        if (m_lines.partX(part) > right)
            return;
        painter.save();
        painter.translate(m_lines.partX(part) - left, rowTop(row));
        paintPart(painter, block, what, part);
        painter.restore();
    }
}

void CodeItem::paintPart(QPainter &painter, const Block &block, const BlockPaint &what, qsizetype part) const
{
    const QTextLayout &layout = layoutOf(block, part);
    const qsizetype begin = m_lines.partBegin(part);
    const qsizetype end = m_lines.partEnd(part);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_look.colors().mark);
    auto mark = std::ranges::lower_bound(m_marks, begin, std::less_equal(), &Range::end);
    for (; mark != m_marks.cend() && mark->begin < end; ++mark) {
        const int from = int(std::max(mark->begin, begin) - begin);
        const int to = int(std::min(mark->end, end) - begin);
        for (const QRectF &rect : rangeRects(layout, from, to, m_pitch))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), markRadius, markRadius);
    }
    paintMarks(painter, layout, begin, what.marks, m_pitch, m_look);
    painter.setPen(m_look.colors().text);
    layout.draw(&painter, {}, inkOfMarks(layout, begin, what.marks, m_look));
}

QString codeText(const Block &block)
{
    QString text;
    qsizetype offset = 0;
    for (const TextRun &run : block.content.runs) {
        const QStringView part = QStringView(block.content.text).sliced(offset, run.length);
        offset += run.length;
        if (run.styles & TextStyle::Mark)
            text += QStringView(QChar::fromUcs4(part.sliced(2).toUInt(nullptr, 16))); // "U+202E"
        else
            text += part;
    }
    return text;
}

} // namespace evenhand
