// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/blockcursor.h"

#include <QTextBoundaryFinder>

#include <algorithm>

namespace evenhand {
namespace {

constexpr qsizetype furthestWord = 200; // characters: nothing longer is looked at as a whole

// A part of a text, which may be very long, around an offset.
struct Neighbourhood
{
    Neighbourhood(const QString &whole, qsizetype offset)
        : begin(std::max<qsizetype>(0, offset - furthestWord))
    {
        if (begin > 0 && whole.at(begin).isLowSurrogate())
            --begin;
        text = whole.sliced(begin, std::min(whole.size(), offset + furthestWord) - begin);
    }

    qsizetype begin;
    QString text;
};

qsizetype boundary(const QString &text, qsizetype offset, QTextBoundaryFinder::BoundaryType type, bool forwards)
{
    const Neighbourhood near(text, offset);
    QTextBoundaryFinder finder(type, near.text);
    finder.setPosition(offset - near.begin);
    qsizetype found = -1;
    do
        found = forwards ? finder.toNextBoundary() : finder.toPreviousBoundary();
    while (found > 0 && type == QTextBoundaryFinder::Word
           && !finder.boundaryReasons().testFlag(QTextBoundaryFinder::StartOfItem));
    return near.begin + (found >= 0 ? found : forwards ? near.text.size() : 0);
}

TextRange wordAround(const QString &text, const TextPlace &place)
{
    const Neighbourhood near(text, place.offset);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, near.text);
    finder.setPosition(place.offset - near.begin);
    const qsizetype begin = finder.isAtBoundary() ? finder.position() : finder.toPreviousBoundary();
    const qsizetype end = finder.toNextBoundary();
    return {.begin = {.block = place.block, .offset = near.begin + std::max<qsizetype>(0, begin)},
            .end = {.block = place.block, .offset = near.begin + (end < 0 ? near.text.size() : end)}};
}

void addLinks(QList<LinkSpan> &links, const RichText &text, qsizetype begin)
{
    int previous = -1;
    for (const TextRun &run : text.runs) {
        if (run.link >= 0 && run.link == previous)
            links.last().end = begin + run.length;
        else if (run.link >= 0 && run.link < text.links.size())
            links.append({.begin = begin, .end = begin + run.length, .target = text.links.at(run.link)});
        previous = run.link;
        begin += run.length;
    }
}

} // namespace

QList<LinkSpan> linksOf(const Block &block)
{
    QList<LinkSpan> links;
    addLinks(links, block.content, 0);
    qsizetype begin = 0;
    for (const TableRow &row : block.rows) {
        for (const RichText &cell : row.cells) {
            addLinks(links, cell, begin);
            begin += cell.text.size() + 1; // a tab, or a line feed behind the last one
        }
    }
    return links;
}

TextRange BlockCursor::range() const
{
    return {.begin = std::min(anchor, position), .end = std::max(anchor, position)};
}

TextPlace endPlace(const QList<Block> &blocks)
{
    if (blocks.isEmpty())
        return {};
    return {.block = blocks.size() - 1, .offset = flatLength(blocks.last())};
}

TextPlace boundedPlace(const QList<Block> &blocks, const TextPlace &place)
{
    if (place.block >= blocks.size())
        return endPlace(blocks);
    const qsizetype block = std::max<qsizetype>(0, place.block);
    return {.block = block, .offset = std::clamp<qsizetype>(place.offset, 0, flatLength(blocks.at(block)))};
}

TextPlace placeBeside(const QList<Block> &blocks, const TextPlace &place, TextUnit unit, bool forwards)
{
    if (blocks.isEmpty())
        return {};
    if (unit == TextUnit::Everything)
        return forwards ? endPlace(blocks) : TextPlace();
    const QString text = flatText(blocks.at(place.block));
    if (forwards && place.offset >= text.size())
        return place.block + 1 < blocks.size() ? TextPlace{.block = place.block + 1, .offset = 0} : place;
    if (!forwards && place.offset <= 0)
        return place.block > 0 ? TextPlace{.block = place.block - 1, .offset = flatLength(blocks.at(place.block - 1))}
                               : place;
    const auto type = unit == TextUnit::Word ? QTextBoundaryFinder::Word : QTextBoundaryFinder::Grapheme;
    return {.block = place.block, .offset = boundary(text, place.offset, type, forwards)};
}

TextRange unitAround(const QList<Block> &blocks, const TextPlace &place, TextUnit unit)
{
    if (blocks.isEmpty())
        return {};
    if (unit == TextUnit::Word)
        return wordAround(flatText(blocks.at(place.block)), place);
    return {.begin = {.block = place.block, .offset = 0},
            .end = {.block = place.block, .offset = flatLength(blocks.at(place.block))}};
}

QRect caretOn(BlockStack &stack, const QList<Block> &blocks, const TextPlace &place)
{
    if (blocks.isEmpty())
        return {};
    const BlockItem &item = stack.item(place.block);
    const QRectF caret = item.caretRect(blocks.at(place.block), place.offset);
    return caret.translated(stack.itemRect(place.block).topLeft()).toAlignedRect();
}

TextPlace placeOn(BlockStack &stack, const QList<Block> &blocks, const QPoint &point)
{
    if (blocks.isEmpty())
        return {};
    if (point.y() < 0)
        return {};
    if (point.y() >= stack.height())
        return endPlace(blocks);
    stack.layOut(point.y(), point.y() + 1);
    const qsizetype block = stack.blockAt(point.y());
    const QPointF inside = point - stack.itemRect(block).topLeft();
    return {.block = block, .offset = stack.item(block).offsetAt(blocks.at(block), inside)};
}

TextPlace placeInLine(BlockStack &stack, const QList<Block> &blocks, const TextPlace &place, bool forwards)
{
    const QRect caret = caretOn(stack, blocks, place);
    const int y = forwards ? caret.bottom() + 1 : caret.top() - 1;
    const TextPlace found = placeOn(stack, blocks, {caret.left(), y});
    if (found != place && (found > place) == forwards)
        return found;
    // In the space between two blocks: the nearest is where it began.
    const qsizetype next = place.block + (forwards ? 1 : -1);
    if (next < 0 || next >= blocks.size())
        return forwards ? endPlace(blocks) : TextPlace();
    const QRect there = (stack.item(next), stack.itemRect(next));
    return placeOn(stack, blocks, {caret.left(), forwards ? there.top() : there.bottom()});
}

TextPlace endOfLine(BlockStack &stack, const QList<Block> &blocks, const TextPlace &place, bool forwards)
{
    const QRect caret = caretOn(stack, blocks, place);
    const QRect item = stack.itemRect(place.block);
    return placeOn(stack, blocks, {forwards ? item.right() + 1 : item.left() - 1, caret.center().y()});
}

} // namespace evenhand
