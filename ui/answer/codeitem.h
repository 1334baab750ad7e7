// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/answer/codelanguage.h"
#include "ui/answer/codelines.h"
#include "ui/answer/highlighter.h"
#include "ui/answer/sidescroll.h"
#include "ui/answer/textlines.h"

#include <unordered_map>

namespace evenhand {

// A block of code in a frame, with its language and a button that copies it. Lines are not broken: the block scrolls
// sideways. Only what is painted is laid out.
class CodeItem final : public BlockItem
{
public:
    explicit CodeItem(const BlockLook &look);

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
        qsizetype measured = 0;    // parts of lines
        qsizetype laidOut = 0;     // likewise
        qsizetype highlighted = 0; // lines
    };
    Work work() const;

private:
    struct Range
    {
        qsizetype begin = 0;
        qsizetype end = 0;
    };

    void update(const Block &block, qsizetype kept);
    void placeScroll();
    void findMarks(const Block &block, qsizetype kept);
    void findLanguage(const Block &block, qsizetype kept);
    void highlightNextLine(const Block &block);
    bool isHighlighted() const;
    void forgetLayouts(qsizetype firstLine);
    void forgetFarLayouts(qsizetype firstRow, qsizetype endRow);

    QTextLayout &layoutOf(const Block &block, qsizetype part) const;
    QList<QTextLayout::FormatRange> formatsOf(qsizetype part) const;

    qreal padding(qreal pixels) const; // in the zoom
    qreal textLeft() const;
    QRectF codeRect() const; // where code is seen
    QRectF copyRect() const;
    qreal rowTop(qsizetype row) const;
    qsizetype rowAt(qreal y) const;
    qreal offsetX(const Block &block, qsizetype offset) const; // from the line's beginning

    void paintFrame(QPainter &painter) const;
    void paintCode(QPainter &painter, const Block &block, const BlockPaint &what);
    void paintHead(QPainter &painter, QPointF pointer);
    void paintRow(QPainter &painter, const Block &block, const BlockPaint &what, qsizetype row) const;
    void paintPart(QPainter &painter, const Block &block, const BlockPaint &what, qsizetype part) const;

    BlockLook m_look;
    QFont m_font;
    QFont m_headFont;
    LinePitch m_pitch;
    qreal m_width = -1;
    qreal m_headHeight = 0;
    qreal m_unchanged = 0;

    CodeLines m_lines;
    QList<Range> m_marks;          // runs that stand for something invisible
    qsizetype m_lastRun = 0;       // that was looked at for them
    qsizetype m_lastRunOffset = 0; // where it begins
    CodeLanguage m_language;
    QString m_info; // that m_language is of
    QString m_title;
    bool m_wasOpen = false;
    Highlighter m_highlighter;
    SideScroll m_scroll;
    bool m_pressedCopy = false;
    bool m_copied = false; // until the pointer leaves the button

    mutable std::unordered_map<qsizetype, std::unique_ptr<QTextLayout>> m_layouts; // of parts
    mutable qsizetype m_laidOut = 0;
    qsizetype m_highlighted = 0;
};

// The code as the model wrote it: marks as the characters that they stand for.
QString codeText(const Block &block);

} // namespace evenhand
