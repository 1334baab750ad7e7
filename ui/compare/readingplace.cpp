// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/readingplace.h"

#include "ui/answer/answerview.h"
#include "ui/compare/turnview.h"

#include <bit>
#include <cmath>

namespace evenhand {
namespace {

int topOf(const QWidget *part, const QWidget &turn)
{
    return part->mapTo(&turn, QPoint()).y();
}

// The last one that begins above; null: none.
BlockView *partAt(const TurnView &turn, int y)
{
    BlockView *found = nullptr;
    const QList<BlockView *> parts = turn.answer() ? turn.answer()->parts() : QList<BlockView *>();
    for (BlockView *part : parts) {
        if (part->isVisibleTo(&turn) && topOf(part, turn) <= y)
            found = part;
    }
    return found;
}

BlockView *textOf(const TurnView &turn)
{
    return turn.answer() ? turn.answer()->textPart() : nullptr;
}

// How many bytes of the source are before a character.
int sourceAt(const BlockView &view, qsizetype block, qsizetype offset)
{
    const TextRange before{.begin = {.block = block}, .end = {.block = block, .offset = offset}};
    if (block >= view.blocks().size())
        return 0;
    return view.blocks().at(block).source.begin + int(sourceText(view.source(), view.blocks(), before).size());
}

qreal share(int part, int whole)
{
    return whole > 0 ? qreal(part) / whole : 0;
}

} // namespace

ReadingPlace::ReadingPlace(TurnView *turn, int y)
    : m_turn(turn)
    , m_view(partAt(*turn, y))
    , m_inView(m_view)
    , m_pixels(y)
{
    if (!m_inView)
        return;
    m_anchor = m_view->anchorAt(y - top());
    note(y);
}

TurnView *ReadingPlace::turn() const
{
    return m_turn;
}

ReadingPlace::Shape ReadingPlace::shape() const
{
    return {.width = m_view->width(), .zoom = Theme::answerZoom(), .mode = m_view->mode()};
}

int ReadingPlace::top() const
{
    return topOf(m_view, *m_turn);
}

void ReadingPlace::note(int y)
{
    m_shape = shape();
    m_pixels = y - top() - m_view->yOf({.block = m_anchor.block});
}

void ReadingPlace::keepSource()
{
    if (!m_turn || !m_view)
        return;
    const std::optional<int> now = y();
    const TextPlace place = m_view->placeAt(QPoint(0, now.value_or(0) - top()));
    m_source = sourceAt(*m_view, place.block, place.offset);
}

std::optional<int> ReadingPlace::followSource()
{
    const QList<Block> &blocks = m_view->blocks();
    const auto after =
        std::ranges::upper_bound(blocks, m_source, {}, [](const Block &block) { return block.source.begin; });
    if (after == blocks.begin() || (after == blocks.end() && !m_view->isComplete()))
        return std::nullopt;
    const qsizetype block = after - blocks.begin() - 1;
    qsizetype offset = 0;
    for (qsizetype step = std::bit_floor(size_t(flatLength(blocks.at(block)))); step > 0; step /= 2) {
        const bool fits = offset + step <= flatLength(blocks.at(block));
        if (fits && sourceAt(*m_view, block, offset + step) <= m_source)
            offset += step;
    }
    return m_view->rectOf({.block = block, .offset = offset}).top();
}

std::optional<int> ReadingPlace::y()
{
    if (!m_turn || (m_inView && !m_view))
        return std::nullopt;
    if (!m_inView)
        return m_pixels;
    if (shape() == m_shape)
        return top() + m_view->yOf({.block = m_anchor.block}) + m_pixels;
    if (m_view->mode() != m_shape.mode) {
        const std::optional<int> line = followSource();
        if (!line)
            return top() + m_view->height();
        m_anchor = m_view->anchorAt(*line);
    }
    const int y = top() + m_view->yOf(m_anchor);
    note(y);
    return y;
}

TurnPlace placeIn(const TurnView &turn, int y)
{
    const BlockView *text = textOf(turn);
    const int top = text ? topOf(text, turn) : turn.height();
    if (!text || y < top)
        return {.region = TurnPlace::Before, .at = share(y, top)};
    const int bottom = top + text->height();
    if (y > bottom)
        return {.region = TurnPlace::After, .at = share(y - bottom, turn.height() - bottom)};
    const BlockView::Anchor anchor = text->anchorAt(y - top);
    return {.region = TurnPlace::Text, .at = qreal(anchor.block) + anchor.within, .blocks = text->blocks().size()};
}

int yIn(const TurnView &turn, const TurnPlace &place)
{
    const BlockView *text = textOf(turn);
    const int top = text ? topOf(text, turn) : turn.height();
    if (!text || place.region == TurnPlace::Before)
        return place.region == TurnPlace::Before ? int(std::lround(place.at * top)) : top;
    const int bottom = top + text->height();
    if (place.region == TurnPlace::After)
        return bottom + int(std::lround(place.at * (turn.height() - bottom)));
    const qsizetype blocks = text->blocks().size();
    const qreal at =
        blocks == place.blocks || place.blocks == 0 ? place.at : place.at * qreal(blocks) / qreal(place.blocks);
    const qreal block = std::clamp(std::floor(at), 0.0, qreal(std::max<qsizetype>(0, blocks - 1)));
    return top + text->yOf({.block = qsizetype(block), .within = std::min(1.0, at - block)});
}

} // namespace evenhand
