// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/richlayout.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QPainter>

namespace evenhand {
namespace {

constexpr qsizetype lookAhead = 1024; // characters: more than a line has
constexpr qreal unbroken = 1'000'000; // pixels: wider than pieceLength characters are
constexpr qreal groundRadius = 3;
constexpr qreal caretWidth = 7;

QFont scaled(QFont font, qreal factor)
{
    if (font.pixelSize() > 0)
        font.setPixelSize(std::max(1, qRound(font.pixelSize() * factor)));
    else
        font.setPointSizeF(font.pointSizeF() * factor);
    return font;
}

bool hasRightToLeft(QStringView text)
{
    return std::ranges::any_of(text, [](QChar c) {
        return c.unicode() >= 0x590
               && (c.isSurrogate() || c.direction() == QChar::DirR || c.direction() == QChar::DirAL
                   || c.direction() == QChar::DirAN);
    });
}

QString lines(const QString &text, qsizetype begin, qsizetype end)
{
    QString part = begin == 0 && end == text.size() ? text : text.mid(begin, end - begin);
    if (part.contains(u'\n'))
        part.replace(u'\n', QChar::LineSeparator);
    return part;
}

template<typename Visit>
void forRuns(const RichText &text, qsizetype begin, qsizetype end, Visit visit)
{
    qsizetype start = 0;
    for (const TextRun &run : text.runs) {
        const qsizetype from = std::max(start, begin);
        start += run.length;
        if (from >= end)
            return;
        if (start > from)
            visit(run, from - begin, std::min(start, end) - begin);
    }
}

QList<QTextLayout::FormatRange> formats(const RichText &text, const RichStyle &style, qsizetype begin, qsizetype end)
{
    QList<QTextLayout::FormatRange> ranges;
    forRuns(text, begin, end, [&](const TextRun &run, qsizetype from, qsizetype to) {
        if (run.styles)
            ranges.append({.start = int(from), .length = int(to - from), .format = style.format(run.styles)});
    });
    return ranges;
}

// The height that a line takes, the space between lines included.
qreal boxHeight(const QTextLine &line, qreal lineHeight)
{
    return std::max(lineHeight, line.height());
}

qreal boxTop(const QTextLine &line, qreal lineHeight)
{
    return line.y() - (boxHeight(line, lineHeight) - line.height()) / 2;
}

QTextLine lineAt(const QTextLayout &layout, qreal y, qreal lineHeight)
{
    int low = 0;
    int high = layout.lineCount() - 1;
    while (low < high) {
        const int middle = (low + high) / 2;
        const QTextLine line = layout.lineAt(middle);
        if (y < boxTop(line, lineHeight) + boxHeight(line, lineHeight))
            high = middle;
        else
            low = middle + 1;
    }
    return layout.lineAt(low);
}

// Where text runs in both directions a range can be in several places of a line.
void appendSpans(const QTextLine &line, int begin, int end, qreal top, qreal height, QList<QRectF> &into)
{
    const qsizetype first = into.size();
    for (int at = begin; at < end; ++at) {
        int leading = at;
        int trailing = at;
        const qreal from = line.cursorToX(&leading, QTextLine::Leading);
        const qreal to = line.cursorToX(&trailing, QTextLine::Trailing);
        const QRectF span = QRectF(from, top, to - from, height).normalized();
        if (span.width() <= 0)
            continue;
        if (into.size() > first
            && (qAbs(into.last().right() - span.left()) < 1 || qAbs(into.last().left() - span.right()) < 1))
            into.last() |= span;
        else
            into.append(span);
    }
}

} // namespace

RichStyle::RichStyle(const BlockLook &look, const QFont &font, const QColor &ink)
    : m_colors(&look.colors())
    , m_font(font)
    , m_ink(ink)
{
    const qreal size = QFontInfo(font).pixelSize();
    const qreal factor = size / std::max(1, QFontInfo(look.font(look.face)).pixelSize());
    m_code = scaled(look.font(Theme::Face::Code), factor);
    m_code.setWeight(font.weight());
    m_small = scaled(look.font(Theme::Face::Small), factor);
    m_lineHeight = qRound(lineSpacing * size);
}

QTextCharFormat RichStyle::format(TextStyles styles) const
{
    auto found = m_formats.constFind(styles.toInt());
    if (found == m_formats.cend())
        found = m_formats.insert(styles.toInt(), makeFormat(styles));
    return *found;
}

QTextCharFormat RichStyle::makeFormat(TextStyles styles) const
{
    QTextCharFormat format;
    if (styles & (TextStyles(TextStyle::Mark) | TextStyle::Aside))
        format.setFont(m_small);
    else if (styles & (TextStyles(TextStyle::Code) | TextStyle::Math | TextStyle::Html))
        format.setFont(m_code);
    if (styles & TextStyle::Strong)
        format.setFontWeight(QFont::DemiBold);
    if (styles & TextStyle::Emphasis)
        format.setFontItalic(true);
    if (styles & TextStyle::Strike)
        format.setFontStrikeOut(true);
    if (styles & (TextStyles(TextStyle::Html) | TextStyle::Aside | TextStyle::Image))
        format.setForeground(m_colors->dim);
    if (styles & TextStyle::Link) {
        format.setForeground(m_colors->accent);
        format.setFontUnderline(true);
    }
    return format;
}

RichLayout::Extent RichLayout::measure(const RichText &text, const RichStyle &style)
{
    const qsizetype end = std::min(text.text.size(), pieceLength);
    QTextLayout layout(lines(text.text, 0, end), style.font());
    layout.setFormats(formats(text, style, 0, end));
    QTextOption option;
    option.setWrapMode(QTextOption::WordWrap);
    layout.setTextOption(option);
    Extent extent;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(unbroken);
        extent.natural = std::max(extent.natural, line.naturalTextWidth());
    }
    layout.endLayout();
    extent.least = std::min(layout.minimumWidth(), extent.natural);
    return extent;
}

void RichLayout::layOut(const RichText &text, const RichStyle &style, qreal width, Qt::Alignment alignment,
                        qsizetype kept)
{
    const bool goesOn = width == m_width && alignment == m_alignment && style.lineHeight() == m_lineHeight;
    m_width = width;
    m_alignment = alignment;
    m_lineHeight = style.lineHeight();
    const qsizetype length = text.text.size();
    qsizetype begin = keepPieces(goesOn ? kept : 0);
    do {
        const bool flowsOn = length - begin > pieceLength + lookAhead;
        qsizetype end = flowsOn ? begin + pieceLength + lookAhead : length;
        if (flowsOn && text.text.at(end).isLowSurrogate())
            ++end;
        Piece piece = makePiece(text, style, begin, end);
        piece.top = height();
        breakLines(piece, style, flowsOn);
        begin = piece.end;
        m_pieces.push_back(std::move(piece));
    } while (begin < length);
}

// Drops the pieces that change, returns where the first of them begins.
qsizetype RichLayout::keepPieces(qsizetype kept)
{
    std::erase_if(m_pieces, [kept](const Piece &piece) { return piece.begin + pieceLength + lookAhead >= kept; });
    return m_pieces.empty() ? 0 : m_pieces.back().end;
}

RichLayout::Piece RichLayout::makePiece(const RichText &text, const RichStyle &style, qsizetype begin,
                                        qsizetype end) const
{
    Piece piece{.begin = begin, .end = end, .layout = std::make_unique<QTextLayout>(lines(text.text, begin, end))};
    QTextOption option(m_alignment);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(text.text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    piece.layout->setFont(style.font());
    piece.layout->setTextOption(option);
    piece.layout->setCacheEnabled(true);
    piece.layout->setFormats(formats(text, style, begin, end));
    forRuns(text, begin, end, [&](const TextRun &run, qsizetype from, qsizetype to) {
        if (run.styles & (TextStyles(TextStyle::Code) | TextStyle::Mark))
            piece.grounds.append({.begin = from, .end = to, .isMark = run.styles.testFlag(TextStyle::Mark)});
    });
    return piece;
}

// `flowsOn`: the text goes on behind the piece, which then ends with a full line.
void RichLayout::breakLines(Piece &piece, const RichStyle &style, bool flowsOn) const
{
    QTextLayout &layout = *piece.layout;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(1.0, m_width));
        const qreal box = boxHeight(line, style.lineHeight());
        line.setPosition({0, piece.height + (box - line.height()) / 2});
        piece.height += box;
        const qsizetype end = line.textStart() + line.textLength();
        if (flowsOn && end >= pieceLength) {
            piece.end = piece.begin + end;
            break;
        }
    }
    layout.endLayout();
}

qreal RichLayout::height() const
{
    return m_pieces.empty() ? 0 : m_pieces.back().top + m_pieces.back().height;
}

const RichLayout::Piece *RichLayout::pieceAt(qreal y) const
{
    const auto after = std::ranges::upper_bound(m_pieces, y, {}, &Piece::top);
    return m_pieces.empty() ? nullptr : &*(after == m_pieces.begin() ? after : after - 1);
}

const RichLayout::Piece *RichLayout::pieceOf(qsizetype offset) const
{
    const auto after = std::ranges::upper_bound(m_pieces, offset, {}, &Piece::begin);
    return m_pieces.empty() ? nullptr : &*(after == m_pieces.begin() ? after : after - 1);
}

void RichLayout::paint(QPainter &painter, const RichStyle &style, const QRectF &exposed,
                       const QList<BlockMark> &marks) const
{
    for (const Piece &piece : m_pieces) {
        if (piece.top + piece.height < exposed.top() || piece.top > exposed.bottom())
            continue;
        paintGrounds(piece, painter, style);
        for (const BlockMark &mark : marks) {
            QList<QRectF> rects;
            appendRects(piece, mark.begin, mark.end, rects);
            paintMark(painter, style.colors(), mark.kind, rects);
        }
        painter.setPen(style.ink());
        piece.layout->draw(&painter, {0, piece.top}, {}, exposed);
    }
}

void RichLayout::paintGrounds(const Piece &piece, QPainter &painter, const RichStyle &style) const
{
    if (piece.grounds.isEmpty())
        return;
    const qreal inset = std::max(0.0, (style.lineHeight() - QFontMetricsF(style.font()).height()) / 2);
    painter.setPen(Qt::NoPen);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Ground &ground : piece.grounds) {
        painter.setBrush(ground.isMark ? style.colors().mark : style.colors().code);
        QList<QRectF> rects;
        appendRects(piece, piece.begin + ground.begin, piece.begin + ground.end, rects);
        for (const QRectF &rect : std::as_const(rects))
            painter.drawRoundedRect(rect.adjusted(-2, inset, 2, -inset), groundRadius, groundRadius);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

qsizetype RichLayout::offsetAt(QPointF point) const
{
    const Piece *piece = pieceAt(point.y());
    if (!piece)
        return 0;
    const QTextLine line = lineAt(*piece->layout, point.y() - piece->top, m_lineHeight);
    return std::min(piece->begin + line.xToCursor(point.x()), piece->end);
}

qsizetype RichLayout::characterAt(QPointF point) const
{
    const Piece *piece = pieceAt(point.y());
    if (!piece || point.y() < 0 || point.y() >= height())
        return -1;
    const QTextLine line = lineAt(*piece->layout, point.y() - piece->top, m_lineHeight);
    const QRectF text = line.naturalTextRect();
    if (point.x() < text.left() || point.x() >= text.right())
        return -1;
    return piece->begin + line.xToCursor(point.x(), QTextLine::CursorOnCharacter);
}

QRectF RichLayout::caretRect(qsizetype offset) const
{
    const Piece *piece = pieceOf(offset);
    if (!piece)
        return {};
    const int at = int(std::clamp(offset, piece->begin, piece->end) - piece->begin);
    const QTextLine line = piece->layout->lineForTextPosition(at);
    return line.isValid() ? QRectF(line.cursorToX(at), piece->top + line.y(), 0, line.height()) : QRectF();
}

QList<QRectF> RichLayout::rects(qsizetype begin, qsizetype end) const
{
    QList<QRectF> rects;
    for (const Piece &piece : m_pieces)
        appendRects(piece, begin, end, rects);
    return rects;
}

void RichLayout::appendRects(const Piece &piece, qsizetype begin, qsizetype end, QList<QRectF> &into) const
{
    const int first = int(std::clamp(begin, piece.begin, piece.end) - piece.begin);
    const int last = int(std::clamp(end, piece.begin, piece.end) - piece.begin);
    if (first >= last)
        return;
    const bool mixed = hasRightToLeft(piece.layout->text());
    for (int i = piece.layout->lineForTextPosition(first).lineNumber(); i < piece.layout->lineCount(); ++i) {
        const QTextLine line = piece.layout->lineAt(i);
        const int from = std::max(first, line.textStart());
        const int to = std::min(last, line.textStart() + line.textLength());
        if (line.textStart() >= last)
            return;
        const qreal top = piece.top + boxTop(line, m_lineHeight);
        const qreal height = boxHeight(line, m_lineHeight);
        if (mixed)
            appendSpans(line, from, to, top, height, into);
        else if (from < to)
            into.append({line.cursorToX(from), top, line.cursorToX(to) - line.cursorToX(from), height});
    }
}

const LinkTarget *linkAt(const RichText &text, qsizetype offset)
{
    const LinkTarget *found = nullptr;
    if (offset >= 0)
        forRuns(text, offset, offset + 1, [&](const TextRun &run, qsizetype, qsizetype) {
            if (run.link >= 0 && run.link < text.links.size())
                found = &text.links.at(run.link);
        });
    return found;
}

void paintMark(QPainter &painter, const Theme::Colors &colors, BlockMark::Kind kind, const QList<QRectF> &rects)
{
    for (const QRectF &rect : rects) {
        painter.fillRect(rect, kind == BlockMark::Selection ? colors.accentSoft : colors.mark);
        if (kind != BlockMark::CurrentMatch)
            continue;
        painter.setPen(colors.warning);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void paintStreamingCaret(QPainter &painter, const Theme::Colors &colors, const QRectF &caret)
{
    painter.fillRect(QRectF(caret.left() + 2, caret.top() + 1, caretWidth, caret.height() - 2), colors.accent);
}

} // namespace evenhand
