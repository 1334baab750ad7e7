// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/answer/sidescroll.h"
#include "ui/answer/tablecolumns.h"
#include "ui/answer/textitem.h"

#include <unordered_map>

namespace evenhand {

// A table with hairlines between its rows. Only rows that are painted are laid out; where text is broken in a long table,
// heights of rows are guesses at first. A table that is too wide for its words scrolls sideways.
class TableItem final : public BlockItem
{
public:
    explicit TableItem(const BlockLook &look);

    void layOut(const Block &block, qreal width, qsizetype kept) override;
    qreal height() const override;
    qreal unchangedHeight() const override { return m_unchanged; }
    void paint(QPainter &painter, const Block &block, const BlockPaint &what) override;

    qsizetype offsetAt(const Block &block, QPointF point) const override;
    QRectF caretRect(const Block &block, qsizetype offset) const override;
    BlockSpot spotAt(const Block &block, QPointF point) const override;

    bool press(const Block &block, QPointF point) override;
    bool drag(const Block &block, QPointF point) override;
    void release(const Block &block, QPointF point) override;
    bool scrollSideways(qreal pixels) override;
    bool scrollIntoView(const Block &block, qsizetype offset) override;

    bool isDear() const override;
    bool doIdleWork(const Block &block) override;

    // What has been done so far.
    struct Work
    {
        qsizetype measured = 0; // cells
        qsizetype laidOut = 0;  // likewise
    };
    Work work() const { return {.measured = m_columns.measuredCount(), .laidOut = m_laidOut}; }

private:
    struct Row
    {
        qsizetype begin = 0; // in the flat text
        qreal top = 0;
        qreal height = 0;
    };
    struct Cell
    {
        Block block; // shares its text with the table
        std::unique_ptr<TextItem> item;
        qreal x = 0; // from the table's left edge
        qreal width = 0;
    };
    using Cells = std::vector<Cell>;
    struct Place // of a cell's text
    {
        qsizetype row = 0;
        qsizetype column = 0;
        qsizetype begin = 0; // in the flat text
    };

    qsizetype firstChange(const Block &block, qsizetype kept) const;
    void addRows(const Block &block, qsizetype first);
    void placeRows(const Block &block, qsizetype first, qsizetype exactCells);
    void makeExact(const Block &block, qsizetype cells);
    qreal guessedHeight(const TableRow &row) const;
    qreal exactHeight(const Block &block, qsizetype row, qsizetype &cells);
    void placeScroll();

    Cell makeCell(const Block &block, qsizetype row, qsizetype column) const;
    Cells &cellsOf(const Block &block, qsizetype row) const;
    void forgetCells(qsizetype firstRow, qsizetype endRow);

    qsizetype rowAt(qreal y) const;
    Place placeOf(const Block &block, qsizetype offset) const;
    Place placeAt(const Block &block, QPointF point) const;
    QPointF origin(qsizetype row, const Cell &cell) const;

    void paintRow(QPainter &painter, const Block &block, const BlockPaint &what, qsizetype row) const;
    void paintCell(QPainter &painter, const BlockPaint &what, Cell &cell, QPointF at, qsizetype begin) const;

    BlockLook m_look;
    qreal m_lineHeight;
    qreal m_padding; // above and below a text
    qreal m_width = -1;
    qreal m_unchanged = 0;
    TableColumns m_columns;
    QList<Row> m_rows;
    qsizetype m_length = 0; // of the flat text
    qsizetype m_exactRows = 0;
    SideScroll m_scroll;
    mutable std::unordered_map<qsizetype, Cells> m_cells; // of rows
    mutable qsizetype m_laidOut = 0;
};

} // namespace evenhand
