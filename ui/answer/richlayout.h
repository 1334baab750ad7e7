// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/block.h"
#include "ui/answer/blockitem.h"

#include <QFont>
#include <QHash>
#include <QTextLayout>

#include <memory>
#include <vector>

namespace evenhand {

// How the runs of a text look. Made once for a look and shared by all that is laid out with it.
class RichStyle
{
public:
    static constexpr qreal lineSpacing = 1.55; // of the face's size

    // `font` and `ink`: of what has no style of its own.
    RichStyle(const BlockLook &look, const QFont &font, const QColor &ink);

    const Theme::Colors &colors() const { return *m_colors; }
    const QFont &font() const { return m_font; }
    const QColor &ink() const { return m_ink; }
    qreal lineHeight() const { return m_lineHeight; } // the least, in pixels
    QTextCharFormat format(TextStyles styles) const;

private:
    QTextCharFormat makeFormat(TextStyles styles) const;

    const Theme::Colors *m_colors;
    QFont m_font;
    QFont m_code;  // as large as is right beside m_font
    QFont m_small; // likewise
    QColor m_ink;
    qreal m_lineHeight;
    mutable QHash<int, QTextCharFormat> m_formats;
};

// A rich text, broken into lines of a width. It is laid out in pieces of a few thousand characters that flow into each
// other, so that neither a long text nor a long line makes anything slow. Points are relative to its top left corner,
// offsets count the text's UTF-16 units.
class RichLayout
{
public:
    static constexpr qsizetype pieceLength = 4096; // characters, about

    struct Extent
    {
        qreal natural = 0; // of the longest line
        qreal least = 0;   // of the longest word
    };
    static Extent measure(const RichText &text, const RichStyle &style);

    // Where width and alignment are those of the last call, what lies before `kept` is not laid out again.
    void layOut(const RichText &text, const RichStyle &style, qreal width, Qt::Alignment alignment = Qt::AlignLeft,
                qsizetype kept = 0);
    qreal height() const;

    // `marks` in offsets of this text. Only what `exposed` meets is painted.
    void paint(QPainter &painter, const RichStyle &style, const QRectF &exposed,
               const QList<BlockMark> &marks = {}) const;

    qsizetype offsetAt(QPointF point) const;                   // the nearest place
    qsizetype characterAt(QPointF point) const;                // the character under a point; -1: none is
    QRectF caretRect(qsizetype offset) const;                  // without a width, as tall as the line's text
    QList<QRectF> rects(qsizetype begin, qsizetype end) const; // of a range, from top to bottom; as tall as lines are

private:
    struct Ground
    {
        qsizetype begin = 0;
        qsizetype end = 0;
        bool isMark = false; // else code
    };
    struct Piece
    {
        qsizetype begin = 0;
        qsizetype end = 0;
        qreal top = 0;
        qreal height = 0;
        QList<Ground> grounds; // relative to `begin`
        std::unique_ptr<QTextLayout> layout;
    };

    qsizetype keepPieces(qsizetype kept);
    Piece makePiece(const RichText &text, const RichStyle &style, qsizetype begin, qsizetype end) const;
    void breakLines(Piece &piece, const RichStyle &style, bool flowsOn) const;
    const Piece *pieceAt(qreal y) const;
    const Piece *pieceOf(qsizetype offset) const;
    void appendRects(const Piece &piece, qsizetype begin, qsizetype end, QList<QRectF> &into) const;
    void paintGrounds(const Piece &piece, QPainter &painter, const RichStyle &style) const;

    std::vector<Piece> m_pieces;
    qreal m_width = -1;
    Qt::Alignment m_alignment = Qt::AlignLeft;
    qreal m_lineHeight = 0;
};

// The link of a character; null: it is none of a link.
const LinkTarget *linkAt(const RichText &text, qsizetype offset);

// The ground of a mark, behind the text; `rects` as RichLayout::rects gives them.
void paintMark(QPainter &painter, const Theme::Colors &colors, BlockMark::Kind kind, const QList<QRectF> &rects);
// The sign that more is to come, behind a text whose last caret this is.
void paintStreamingCaret(QPainter &painter, const Theme::Colors &colors, const QRectF &caret);

} // namespace evenhand
