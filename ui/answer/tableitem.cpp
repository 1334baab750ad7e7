// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/tableitem.h"

#include <QPainter>

#include <cmath>

namespace evenhand {
namespace {

constexpr qreal barHeight = 4;
constexpr qsizetype cellsAtOnce = 200; // that are laid out for the heights of their rows before anything is shown
constexpr qsizetype cellsIdly = 20;    // likewise, in a slice
constexpr qsizetype dearRows = 200;
constexpr qsizetype spareRows = 64;
constexpr qreal brokenLine = 0.85; // of a line's width that words fill, on the mean

BlockPaint within(const BlockPaint &what, QPointF at, qsizetype begin, qsizetype length)
{
    BlockPaint inner{.exposed = what.exposed.translated(-at), .marks = {}, .caret = -1, .pointer = what.pointer - at};
    for (const BlockMark &mark : what.marks) {
        if (mark.begin < begin + length && mark.end > begin)
            inner.marks.append({.kind = mark.kind,
                                .begin = std::max<qsizetype>(0, mark.begin - begin),
                                .end = std::min(length, mark.end - begin)});
    }
    if (what.caret >= begin && what.caret <= begin + length)
        inner.caret = what.caret - begin;
    return inner;
}

// In the flat text, with what parts it from the next row.
qsizetype flatLengthOf(const TableRow &row)
{
    qsizetype length = row.cells.isEmpty() ? 1 : 0;
    for (const RichText &cell : row.cells)
        length += cell.text.size() + 1;
    return length;
}

} // namespace

TableItem::TableItem(const BlockLook &look)
    : m_look(look)
    , m_lineHeight(linePitch(look.font(look.face)).height)
    , m_padding(std::round(3 * look.zoom))
    , m_columns(look)
{
}

// ---- Layout ------------------------------------------------------------------------------------------------------

void TableItem::layOut(const Block &block, qreal width, qsizetype kept)
{
    const bool sameWidth = std::exchange(m_width, width) == width;
    const qsizetype length = flatLength(block);
    const bool sameText = kept >= length && length == m_length && m_rows.size() == block.rows.size();
    m_length = length;
    if (sameWidth && sameText) {
        m_unchanged = height();
        return;
    }
    const qsizetype first = sameText ? m_rows.size() : firstChange(block, kept);
    addRows(block, first);
    const bool moved = m_columns.fit(width);
    m_unchanged = moved || !sameWidth || first == 0 ? 0 : m_rows.at(first).top;
    const qsizetype from = moved ? 0 : first;
    forgetCells(0, from);
    placeRows(block, from, cellsAtOnce);
    placeScroll();
}

// The first row that is not as it was. What is kept may end with a row, before the break that parts it from the next one.
qsizetype TableItem::firstChange(const Block &block, qsizetype kept) const
{
    const auto after = std::ranges::upper_bound(m_rows, kept, {}, &Row::begin);
    const qsizetype row = std::max<qsizetype>(0, after - m_rows.cbegin() - 1);
    if (row + 1 >= m_rows.size() || row >= block.rows.size())
        return row;
    const qsizetype end = m_rows.at(row + 1).begin;
    return kept + 1 >= end && m_rows.at(row).begin + flatLengthOf(block.rows.at(row)) == end ? row + 1 : row;
}

void TableItem::addRows(const Block &block, qsizetype first)
{
    if (first >= m_rows.size() && first == block.rows.size())
        return;
    if (first < m_columns.settledRowCount())
        m_columns.clear();
    else
        m_columns.dropUnsettled();
    for (qsizetype row = m_columns.rowCount(); row < block.rows.size(); ++row) {
        const bool mayGrow = row == block.rows.size() - 1;
        if (mayGrow)
            m_columns.settle();
        m_columns.addRow(block.rows.at(row), mayGrow);
    }
    const Row last = first < m_rows.size() ? m_rows.at(first) : Row();
    m_rows.resize(first);
    qsizetype begin = last.begin;
    for (qsizetype row = first; row < block.rows.size(); ++row) {
        m_rows.append({.begin = begin, .top = last.top});
        begin += flatLengthOf(block.rows.at(row));
    }
    m_exactRows = std::min(m_exactRows, first);
}

// Heights from a row on: exact for as many cells as may be laid out for it, guesses for the others.
void TableItem::placeRows(const Block &block, qsizetype first, qsizetype exactCells)
{
    m_exactRows = std::min(m_exactRows, first);
    for (qsizetype row = first; row < m_rows.size(); ++row)
        m_rows[row].height = guessedHeight(block.rows.at(row));
    makeExact(block, exactCells);
}

void TableItem::makeExact(const Block &block, qsizetype cells)
{
    const qsizetype first = m_exactRows;
    for (; m_exactRows < m_rows.size() && cells > 0; ++m_exactRows)
        m_rows[m_exactRows].height = exactHeight(block, m_exactRows, cells);
    for (qsizetype row = std::max<qsizetype>(1, first); row < m_rows.size(); ++row)
        m_rows[row].top = m_rows.at(row - 1).top + m_rows.at(row - 1).height;
}

qreal TableItem::guessedHeight(const TableRow &row) const
{
    qreal lines = 1;
    for (qsizetype i = 0; i < row.cells.size(); ++i) {
        const qreal letters = qreal(row.cells.at(i).text.size()) * m_columns.letterWidth();
        lines = std::max(lines, std::ceil(letters / brokenLine / std::max(1.0, m_columns.width(i))));
    }
    return lines * m_lineHeight + 2 * m_padding + 1;
}

// `cells` goes down by those that had to be laid out.
qreal TableItem::exactHeight(const Block &block, qsizetype row, qsizetype &cells)
{
    const QList<RichText> &texts = block.rows.at(row).cells;
    qreal height = m_lineHeight;
    const auto known = m_cells.find(row);
    for (qsizetype i = 0; i < texts.size(); ++i) {
        if (known != m_cells.end()) {
            height = std::max(height, known->second.at(size_t(i)).item->height());
        } else if (!m_columns.isOneLine(texts.at(i), row == 0, i)) {
            height = std::max(height, makeCell(block, row, i).item->height());
            --cells;
        }
    }
    return height + 2 * m_padding + 1;
}

bool TableItem::doIdleWork(const Block &block)
{
    if (m_exactRows >= m_rows.size())
        return false;
    makeExact(block, cellsIdly);
    placeScroll();
    return true;
}

bool TableItem::isDear() const
{
    return m_scroll.value() > 0 || m_rows.size() > dearRows;
}

void TableItem::placeScroll()
{
    m_scroll.setExtent(m_width, m_look.paper ? 0 : m_columns.totalWidth());
    m_scroll.setBar({0, height() - barHeight - 1, m_width, barHeight});
}

qreal TableItem::height() const
{
    const qreal rows = m_rows.isEmpty() ? 0 : m_rows.last().top + m_rows.last().height;
    return rows + (m_scroll.isNeeded() ? 2 * barHeight + 1 : 0);
}

TableItem::Cell TableItem::makeCell(const Block &block, qsizetype row, qsizetype column) const
{
    const RichText &text = block.rows.at(row).cells.at(column);
    const ColumnAlignment alignment = block.alignments.value(column, ColumnAlignment::None);
    Cell cell{.block = {.kind = row == 0 ? BlockKind::Heading : BlockKind::Paragraph, .level = 4, .content = text},
              .item = std::make_unique<TextItem>(m_look, alignment),
              .x = m_columns.x(column),
              .width = std::max(1.0, m_columns.width(column))};
    cell.item->layOut(cell.block, cell.width, 0);
    ++m_laidOut;
    return cell;
}

TableItem::Cells &TableItem::cellsOf(const Block &block, qsizetype row) const
{
    const auto known = m_cells.find(row);
    if (known != m_cells.end())
        return known->second;
    Cells &cells = m_cells[row];
    for (qsizetype column = 0; column < block.rows.at(row).cells.size(); ++column)
        cells.push_back(makeCell(block, row, column));
    return cells;
}

// All but those between two rows.
void TableItem::forgetCells(qsizetype firstRow, qsizetype endRow)
{
    std::erase_if(m_cells, [=](const auto &cells) { return cells.first < firstRow || cells.first >= endRow; });
}

// ---- Places ------------------------------------------------------------------------------------------------------

qsizetype TableItem::rowAt(qreal y) const
{
    const auto after = std::ranges::upper_bound(m_rows, y, {}, &Row::top);
    return std::max<qsizetype>(0, after - m_rows.cbegin() - 1);
}

TableItem::Place TableItem::placeOf(const Block &block, qsizetype offset) const
{
    const auto after = std::ranges::upper_bound(m_rows, offset, {}, &Row::begin);
    Place place{.row = std::max<qsizetype>(0, after - m_rows.cbegin() - 1)};
    place.begin = m_rows.at(place.row).begin;
    const QList<RichText> &cells = block.rows.at(place.row).cells;
    while (place.column + 1 < cells.size() && offset > place.begin + cells.at(place.column).text.size())
        place.begin += cells.at(place.column++).text.size() + 1;
    return place;
}

TableItem::Place TableItem::placeAt(const Block &block, QPointF point) const
{
    Place place{.row = rowAt(point.y())};
    place.begin = m_rows.at(place.row).begin;
    const QList<RichText> &cells = block.rows.at(place.row).cells;
    const qreal x = point.x() + m_scroll.value();
    while (place.column + 1 < cells.size() && x >= m_columns.x(place.column + 1) - m_columns.padding())
        place.begin += cells.at(place.column++).text.size() + 1;
    return place;
}

QPointF TableItem::origin(qsizetype row, const Cell &cell) const
{
    return {cell.x - m_scroll.value(), m_rows.at(row).top + m_padding};
}

qsizetype TableItem::offsetAt(const Block &block, QPointF point) const
{
    if (m_rows.isEmpty())
        return 0;
    const Place place = placeAt(block, point);
    const Cells &cells = cellsOf(block, place.row);
    if (cells.empty())
        return place.begin;
    const Cell &cell = cells[size_t(place.column)];
    return place.begin + cell.item->offsetAt(cell.block, point - origin(place.row, cell));
}

QRectF TableItem::caretRect(const Block &block, qsizetype offset) const
{
    if (m_rows.isEmpty())
        return {};
    const Place place = placeOf(block, offset);
    const Cells &cells = cellsOf(block, place.row);
    if (cells.empty())
        return {0, m_rows.at(place.row).top + m_padding, 1, m_lineHeight};
    const Cell &cell = cells[size_t(place.column)];
    return cell.item->caretRect(cell.block, offset - place.begin).translated(origin(place.row, cell));
}

BlockSpot TableItem::spotAt(const Block &block, QPointF point) const
{
    if (m_scroll.isBarAt(point))
        return {.kind = BlockSpot::ScrollBar, .link = {}, .hint = {}};
    if (m_rows.isEmpty() || !QRectF(0, 0, m_width, height()).contains(point))
        return {};
    const Place place = placeAt(block, point);
    const Cells &cells = cellsOf(block, place.row);
    if (cells.empty())
        return {.kind = BlockSpot::Text, .link = {}, .hint = {}};
    const Cell &cell = cells[size_t(place.column)];
    BlockSpot spot = cell.item->spotAt(cell.block, point - origin(place.row, cell));
    if (spot.kind == BlockSpot::Nothing)
        spot.kind = BlockSpot::Text;
    return spot;
}

// ---- What is done with it ----------------------------------------------------------------------------------------

bool TableItem::press(const Block &, QPointF point)
{
    return m_scroll.press(point);
}

bool TableItem::drag(const Block &, QPointF point)
{
    return m_scroll.drag(point);
}

void TableItem::release(const Block &, QPointF)
{
    m_scroll.release();
}

bool TableItem::scrollSideways(qreal pixels)
{
    return m_scroll.setValue(m_scroll.value() + pixels);
}

bool TableItem::scrollIntoView(const Block &block, qsizetype offset)
{
    const qreal x = caretRect(block, offset).left() + m_scroll.value();
    const qreal around = 2 * m_columns.padding();
    return m_scroll.show(std::max(0.0, x - around), std::min(m_columns.totalWidth(), x + around));
}

// ---- Painting ----------------------------------------------------------------------------------------------------

void TableItem::paint(QPainter &painter, const Block &block, const BlockPaint &what)
{
    if (m_rows.isEmpty())
        return;
    painter.save();
    painter.setClipRect(QRectF(0, 0, m_width, height()), Qt::IntersectClip);
    const qsizetype first = rowAt(what.exposed.top());
    const qsizetype end = rowAt(what.exposed.bottom()) + 1;
    for (qsizetype row = first; row < end; ++row)
        paintRow(painter, block, what, row);
    painter.restore();
    m_scroll.paint(painter, m_look.colors(), what.pointer);
    if (qsizetype(m_cells.size()) > 2 * (end - first) + spareRows)
        forgetCells(first, end);
}

void TableItem::paintRow(QPainter &painter, const Block &block, const BlockPaint &what, qsizetype row) const
{
    const Row &shown = m_rows.at(row);
    const qreal bottom = shown.top + shown.height - 1;
    Cells &cells = cellsOf(block, row);
    qsizetype begin = shown.begin;
    for (size_t i = 0; i < cells.size(); ++i) {
        Cell &cell = cells[i];
        const QPointF at = origin(row, cell);
        if (qsizetype(i) >= block.alignments.size()) // more than the table has columns
            painter.fillRect(
                QRectF(at.x() - m_columns.padding(), shown.top, cell.width + 2 * m_columns.padding(), shown.height - 1),
                m_look.colors().mark);
        if (at.x() < m_width && at.x() + cell.width > 0)
            paintCell(painter, what, cell, at, begin);
        begin += cell.block.content.text.size() + 1;
    }
    painter.fillRect(QRectF(0, bottom, m_width, 1), m_look.colors().line);
}

void TableItem::paintCell(QPainter &painter, const BlockPaint &what, Cell &cell, QPointF at, qsizetype begin) const
{
    painter.save();
    painter.translate(at);
    cell.item->paint(painter, cell.block, within(what, at, begin, cell.block.content.text.size()));
    painter.restore();
}

} // namespace evenhand
