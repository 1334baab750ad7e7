// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/textlines.h"

#include "app/text/visibletext.h"

#include <QFontInfo>
#include <QGlyphRun>
#include <QGuiApplication>
#include <QHash>
#include <QPainter>
#include <QRawFont>

#include <algorithm>
#include <list>

namespace evenhand {
namespace {

constexpr qreal lineHeight = 1.55; // of the face's size
constexpr qreal groundRadius = 3;
constexpr qreal groundPadding = 2;

// From left to right throughout, so that a range on a line is one rectangle.
bool isPlain(const QTextLayout &layout, const QTextLine &line)
{
    const QStringView text = QStringView(layout.text()).sliced(line.textStart(), line.textLength());
    return layout.textOption().textDirection() != Qt::RightToLeft && std::ranges::none_of(text, [](QChar c) {
               const QChar::Direction direction = c.direction();
               return c.isSurrogate() || direction == QChar::DirR || direction == QChar::DirAL
                      || direction == QChar::DirAN;
           });
}

// Where the direction changes, what follows each other in the text can be apart on the line.
void addMixedRange(QList<QRectF> &rects, const QTextLine &line, int begin, int end, const QRectF &room)
{
    const QList<QGlyphRun> runs = line.glyphRuns(begin, end - begin);
    for (const QGlyphRun &run : runs) {
        const QList<QPointF> positions = run.positions();
        const QList<QPointF> advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes());
        qreal left = room.right();
        qreal right = room.left();
        for (qsizetype i = 0; i < positions.size(); ++i) {
            left = std::min(left, positions.at(i).x());
            right = std::max(right, positions.at(i).x() + advances.at(i).x());
        }
        if (left < right)
            rects.append({left, room.top(), right - left, room.height()});
    }
}

QColor markGround(BlockMark::Kind kind, const Theme::Colors &colors)
{
    switch (kind) {
    case BlockMark::Selection:
        return colors.accent;
    case BlockMark::Difference:
    case BlockMark::CurrentDifference:
        return colors.mark;
    case BlockMark::Match:
    case BlockMark::CurrentMatch:
        return colors.accentSoft;
    }
    Q_UNREACHABLE_RETURN({});
}

// Of the layout's text.
struct LocalRange
{
    int begin;
    int end;
};

LocalRange localRange(const QTextLayout &layout, qsizetype first, qsizetype begin, qsizetype end)
{
    const qsizetype length = layout.text().size();
    return {.begin = int(std::clamp<qsizetype>(begin - first, 0, length)),
            .end = int(std::clamp<qsizetype>(end - first, 0, length))};
}

QFont runFont(TextStyles styles, const BlockLook &look, const QFont &base)
{
    QFont font = base;
    if (styles.testAnyFlags(TextStyle::Code | TextStyle::Math | TextStyle::Html)) {
        const int size = QFontInfo(look.font(Theme::Face::Code)).pixelSize();
        const qreal scale = qreal(QFontInfo(base).pixelSize()) / QFontInfo(look.font(look.face)).pixelSize();
        font = look.font(Theme::Face::Code);
        if (scale > 1)
            font.setPixelSize(qRound(size * scale));
        font.setWeight(base.weight());
    } else if (styles.testAnyFlags(TextStyle::Mark | TextStyle::Aside)) {
        font = look.font(Theme::Face::Small);
    }
    if (styles & TextStyle::Emphasis)
        font.setItalic(true);
    if (styles & TextStyle::Strong)
        font.setWeight(QFont::DemiBold);
    if (styles & TextStyle::Strike)
        font.setStrikeOut(true);
    return font;
}

// How runs look that stand in a face. Few are needed, again and again: making one is slow.
class RunStyle
{
public:
    static RunStyle &of(const BlockLook &look, const QFont &base)
    {
        constexpr size_t most = 16;
        static std::list<RunStyle> known;
        const RunStyle wanted(look, base);
        const auto found = std::ranges::find_if(known, [&](const RunStyle &style) { return style.isLike(wanted); });
        if (found != known.end())
            return *found;
        if (known.size() == most)
            known.pop_back();
        return known.emplace_front(wanted);
    }

    const QTextCharFormat &format(TextStyles styles, bool isLink)
    {
        const auto found = m_formats.constFind({styles.toInt(), isLink});
        if (found != m_formats.cend())
            return *found;
        QTextCharFormat format;
        format.setFont(runFont(styles, m_look, m_base));
        if (styles & TextStyle::Aside)
            format.setForeground(m_colors->dim);
        else if (isLink)
            format.setForeground(m_colors->accent);
        return *m_formats.insert({styles.toInt(), isLink}, format);
    }

private:
    RunStyle(const BlockLook &look, const QFont &base)
        : m_look(look)
        , m_base(base)
        , m_application(QGuiApplication::font())
        , m_colors(&look.colors())
    {
    }

    bool isLike(const RunStyle &other) const
    {
        return m_colors == other.m_colors && m_look == other.m_look && m_base == other.m_base
               && m_application == other.m_application;
    }

    BlockLook m_look;
    QFont m_base;
    QFont m_application; // that the theme's faces are of
    const Theme::Colors *m_colors;
    QHash<std::pair<TextStyles::Int, bool>, QTextCharFormat> m_formats;
};

void paintGround(QPainter &painter, const QList<QRectF> &rects, const QColor &color)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    for (const QRectF &rect : rects)
        painter.drawRoundedRect(rect.adjusted(-groundPadding, 1.5, groundPadding, -1.5), groundRadius, groundRadius);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

LinePitch linePitch(const QFont &font)
{
    const QFontMetricsF metrics(font);
    const qreal height = std::max(std::ceil(metrics.height()), qreal(qRound(lineHeight * QFontInfo(font).pixelSize())));
    return {.height = height, .baseline = std::round((height + metrics.ascent() - metrics.descent()) / 2)};
}

qreal layOutLines(QTextLayout &layout, qreal width, const LinePitch &pitch)
{
    qreal y = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, y + std::max(0.0, pitch.baseline - line.ascent())});
        y += lineRect(layout, line.lineNumber(), pitch).height();
    }
    layout.endLayout();
    return y;
}

QRectF lineRect(const QTextLayout &layout, int line, const LinePitch &pitch)
{
    const QTextLine l = layout.lineAt(line);
    const qreal above = std::max(0.0, pitch.baseline - l.ascent());
    return {l.x(), l.y() - above, l.width(), std::max(pitch.height, std::ceil(above + l.height()))};
}

QList<QRectF> rangeRects(const QTextLayout &layout, int begin, int end, const LinePitch &pitch)
{
    QList<QRectF> rects;
    if (layout.lineCount() == 0 || begin >= end)
        return rects;
    const QTextLine firstLine = layout.lineForTextPosition(begin);
    for (int i = firstLine.isValid() ? firstLine.lineNumber() : layout.lineCount(); i < layout.lineCount(); ++i) {
        const QTextLine line = layout.lineAt(i);
        if (line.textStart() >= end)
            break;
        const int from = std::max(begin, line.textStart());
        const int to = std::min(end, line.textStart() + line.textLength());
        if (from >= to)
            continue;
        const QRectF room = lineRect(layout, i, pitch);
        const qreal x = line.cursorToX(from);
        if (isPlain(layout, line))
            rects.append({x, room.top(), line.cursorToX(to) - x, room.height()});
        else
            addMixedRange(rects, line, from, to, room);
    }
    return rects;
}

void paintMarks(QPainter &painter, const QTextLayout &layout, qsizetype first, const QList<BlockMark> &marks,
                const LinePitch &pitch, const BlockLook &look)
{
    for (const BlockMark &mark : marks) {
        const LocalRange range = localRange(layout, first, mark.begin, mark.end);
        for (const QRectF &rect : rangeRects(layout, range.begin, range.end, pitch)) {
            painter.fillRect(rect, markGround(mark.kind, look.colors()));
            const bool current = mark.kind == BlockMark::CurrentMatch;
            if (!current && mark.kind != BlockMark::CurrentDifference)
                continue;
            painter.setPen(current ? look.colors().accent : look.colors().warning);
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
        }
    }
}

QList<QTextLayout::FormatRange> inkOfMarks(const QTextLayout &layout, qsizetype first, const QList<BlockMark> &marks,
                                           const BlockLook &look)
{
    QList<QTextLayout::FormatRange> inks;
    for (const BlockMark &mark : marks) {
        const LocalRange range = localRange(layout, first, mark.begin, mark.end);
        if (mark.kind != BlockMark::Selection || range.begin >= range.end)
            continue;
        QTextCharFormat format;
        format.setForeground(look.colors().onAccent);
        inks.append({.start = range.begin, .length = range.end - range.begin, .format = format});
    }
    return inks;
}

void paintStreamingCaret(QPainter &painter, const QRectF &caret, const LinePitch &pitch, const BlockLook &look)
{
    const qreal height = std::round(pitch.height * 0.64);
    painter.fillRect(QRectF(std::ceil(caret.left()) + 2, caret.top() + pitch.baseline + 2 - height,
                            std::round(7 * look.zoom), height),
                     look.colors().accent);
}

RunPlace runPlace(const RichText &text, qsizetype offset, RunPlace from)
{
    while (from.run < text.runs.size() && from.begin + text.runs.at(from.run).length <= offset)
        from.begin += text.runs.at(from.run++).length;
    return from;
}

QList<QTextLayout::FormatRange> runFormats(const RichText &text, qsizetype begin, qsizetype end, const BlockLook &look,
                                           const QFont &base, RunPlace from)
{
    RunStyle &style = RunStyle::of(look, base);
    QList<QTextLayout::FormatRange> formats;
    TextStyles lastStyles;
    bool lastIsLink = false;
    for (RunPlace at = runPlace(text, begin, from); at.run < text.runs.size() && at.begin < end; ++at.run) {
        const TextRun &run = text.runs.at(at.run);
        const qsizetype first = std::max(at.begin, begin) - begin;
        at.begin += run.length;
        const qsizetype last = std::min(at.begin, end) - begin;
        const bool isLink = run.link >= 0;
        if (!run.styles && !isLink)
            continue;
        const bool goesOn = !formats.isEmpty() && formats.last().start + formats.last().length == first
                            && run.styles == lastStyles && isLink == lastIsLink;
        if (goesOn)
            formats.last().length = int(last) - formats.last().start;
        else
            formats.append(
                {.start = int(first), .length = int(last - first), .format = style.format(run.styles, isLink)});
        lastStyles = run.styles;
        lastIsLink = isLink;
    }
    return formats;
}

void paintRunGrounds(QPainter &painter, const QTextLayout &layout, const RichText &text, qsizetype begin,
                     const LinePitch &pitch, const BlockLook &look, RunPlace from)
{
    const qsizetype end = begin + layout.text().size();
    for (RunPlace at = runPlace(text, begin, from); at.run < text.runs.size() && at.begin < end; ++at.run) {
        const TextRun &run = text.runs.at(at.run);
        const LocalRange range = localRange(layout, begin, at.begin, at.begin + run.length);
        at.begin += run.length;
        const bool marked = run.styles.testAnyFlags(TextStyle::Html | TextStyle::Mark);
        if (!marked && !(run.styles & TextStyle::Code))
            continue;
        paintGround(painter, rangeRects(layout, range.begin, range.end, pitch),
                    marked ? look.colors().mark : look.colors().code);
    }
}

void paintSourceGround(QPainter &painter, const QTextLayout &layout, const LinePitch &pitch, const BlockLook &look)
{
    paintGround(painter, rangeRects(layout, 0, int(layout.text().size()), pitch), look.colors().mark);
}

const TextRun *runAt(const RichText &text, qsizetype offset)
{
    const RunPlace place = runPlace(text, offset);
    return place.run < text.runs.size() ? &text.runs.at(place.run) : nullptr;
}

BlockSpot runSpot(const RichText &text, const TextRun *run)
{
    if (!run || run->link < 0 || run->link >= text.links.size())
        return {.kind = BlockSpot::Text, .link = {}, .hint = {}};
    const LinkTarget &link = text.links.at(run->link);
    return {.kind = BlockSpot::Link, .link = link, .hint = visibleText(link.destination)};
}

} // namespace evenhand
