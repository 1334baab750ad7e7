// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/answer/textlines.h"

#include <vector>

namespace evenhand {

// Paragraphs, headings, and what is shown as it was written.
class TextItem final : public BlockItem
{
public:
    // `alignment`: of a cell; elsewhere text begins where its script begins.
    explicit TextItem(const BlockLook &look, ColumnAlignment alignment = ColumnAlignment::None);

    void layOut(const Block &block, qreal width, qsizetype kept) override;
    qreal height() const override { return m_height; }
    qreal unchangedHeight() const override { return m_unchanged; }
    void paint(QPainter &painter, const Block &block, const BlockPaint &what) override;
    qsizetype offsetAt(const Block &block, QPointF point) const override;
    QRectF caretRect(const Block &block, qsizetype offset) const override;
    BlockSpot spotAt(const Block &block, QPointF point) const override;

    // The face of a block that is shown by such an item.
    static QFont blockFont(const Block &block, const BlockLook &look);

private:
    // A line of the text, or a part of a long one: such a part begins where a line on the screen does.
    struct Chunk
    {
        qsizetype begin = 0;
        qsizetype end = 0;
        qreal top = 0;
        qreal height = 0;
        bool endsLine = false;
        RunPlace run; // at its beginning
        std::unique_ptr<QTextLayout> layout;
    };

    void setFont(const QFont &font);
    void layOutLine(const RichText &text, qsizetype begin, qsizetype end, std::vector<Chunk> &before);
    Chunk makeChunk(const RichText &text, qsizetype begin, qsizetype lineEnd, bool rightToLeft) const;
    size_t chunkAt(qreal y) const;
    const Chunk &chunkOf(qsizetype offset) const;
    void paintChunk(QPainter &painter, const Block &block, const BlockPaint &what, const Chunk &chunk) const;
    void paintHover(QPainter &painter, const Block &block, QPointF pointer) const;

    BlockLook m_look;
    ColumnAlignment m_alignment;
    QFont m_font;
    LinePitch m_pitch;
    std::vector<Chunk> m_chunks; // never empty once laid out
    qreal m_width = -1;
    qreal m_height = 0;
    qreal m_unchanged = 0;
    RichText m_text;        // that is laid out
    qsizetype m_common = 0; // while it is laid out again: so much is as it was
    bool m_same = false;    // likewise: all so far
};

// A hairline.
class RuleItem final : public BlockItem
{
public:
    explicit RuleItem(const BlockLook &look);

    void layOut(const Block &block, qreal width, qsizetype kept) override;
    qreal height() const override { return 1; }
    void paint(QPainter &painter, const Block &block, const BlockPaint &what) override;
    qsizetype offsetAt(const Block &block, QPointF point) const override;
    QRectF caretRect(const Block &block, qsizetype offset) const override;
    BlockSpot spotAt(const Block &block, QPointF point) const override;

private:
    BlockLook m_look;
    qreal m_width = 0;
};

} // namespace evenhand
