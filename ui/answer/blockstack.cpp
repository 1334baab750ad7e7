// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/blockstack.h"

#include <QPainter>

#include <algorithm>
#include <limits>

namespace evenhand {
namespace {

constexpr qreal leastWidth = 16; // of a block, however deep it is

} // namespace

BlockStack::BlockStack(const BlockLook &look)
    : m_look(look)
{
}

BlockStack::~BlockStack() = default;

void BlockStack::setLook(const BlockLook &look)
{
    m_look = look;
    startAgain();
}

void BlockStack::setWidth(int width)
{
    if (width == m_width)
        return;
    m_width = width;
    startAgain();
}

void BlockStack::setBlocks(const QList<Block> *blocks)
{
    m_blocks = blocks;
    startAgain();
}

void BlockStack::startAgain()
{
    m_live.clear();
    m_entries.clear();
    m_tops.resize(1);
    m_firstGuess = 0;
    change({.first = 0, .kept = 0, .revised = {}});
    markDirty(0);
}

void BlockStack::change(const BlockChanges &changes)
{
    for (const qsizetype revised : changes.revised) {
        Entry &entry = m_entries[size_t(revised)];
        markDirty(top(revised));
        entry.kept = 0;
        entry.item ? layOutEntry(revised) : guess(revised);
    }
    const std::optional<int> dirty = m_dirtyTop;
    const qsizetype first = std::min(changes.first, count());
    const int firstTop = top(first);
    Entry before = first < count() ? std::move(m_entries[size_t(first)]) : Entry();
    m_entries.resize(size_t(first));
    m_tops.resize(std::min(m_tops.size(), size_t(first + 1)));
    m_live.erase(std::ranges::lower_bound(m_live, first), m_live.end());
    m_firstGuess = std::min(m_firstGuess, first);
    appendFrom(first, before, changes.kept);
    // What is below is all new; of the first block, its beginning may look as it did.
    m_dirtyTop = dirty;
    const BlockItem *item = first < count() ? existingItem(first) : nullptr;
    const bool sameFrame = item && m_entries[size_t(first)].frame == before.frame;
    markDirty(sameFrame ? itemRect(first).top() + qFloor(item->unchangedHeight()) : firstTop);
}

void BlockStack::appendFrom(qsizetype first, Entry &before, qsizetype kept)
{
    const qsizetype size = m_blocks ? m_blocks->size() : 0;
    if (first < size && before.item && before.kind == block(first).kind)
        append(std::move(before.item), std::min(before.kept, kept));
    while (count() < size)
        append(nullptr, 0);
}

void BlockStack::append(std::unique_ptr<BlockItem> item, qsizetype kept)
{
    const qsizetype index = count();
    const Entry *before = index > 0 ? &m_entries.back() : nullptr;
    Entry entry;
    entry.frame =
        frameOf(block(index), before ? &block(index - 1) : nullptr, before ? &before->frame : nullptr, m_look, m_width);
    entry.kind = block(index).kind;
    entry.item = std::move(item);
    entry.kept = kept;
    m_entries.push_back(std::move(entry));
    if (m_entries.back().item) {
        m_live.push_back(index);
        layOutEntry(index);
    } else {
        guess(index);
    }
}

int BlockStack::height() const
{
    return top(count());
}

int BlockStack::top(qsizetype block) const
{
    while (qsizetype(m_tops.size()) <= block) {
        const Entry &entry = m_entries[m_tops.size() - 1];
        m_tops.push_back(m_tops.back() + entry.frame.above() + entry.height);
    }
    return m_tops[size_t(block)];
}

qsizetype BlockStack::blockAt(int y) const
{
    if (m_entries.empty())
        return 0;
    top(count());
    const auto after = std::upper_bound(m_tops.cbegin(), m_tops.cend(), y);
    return std::clamp<qsizetype>(after - m_tops.cbegin() - 1, 0, count() - 1);
}

QRect BlockStack::itemRect(qsizetype block) const
{
    const Entry &entry = m_entries[size_t(block)];
    const int indent = entry.frame.indent();
    return {entry.frame.rightToLeft ? 0 : indent, top(block) + entry.frame.above(), int(itemWidth(entry)),
            entry.height};
}

qreal BlockStack::itemWidth(const Entry &entry) const
{
    return std::max<qreal>(leastWidth, m_width - entry.frame.indent());
}

bool BlockStack::isExact(qsizetype block) const
{
    return m_entries[size_t(block)].exact;
}

BlockItem *BlockStack::existingItem(qsizetype block) const
{
    return m_entries[size_t(block)].item.get();
}

BlockItem &BlockStack::item(qsizetype index)
{
    Entry &entry = m_entries[size_t(index)];
    if (!entry.item) {
        entry.item = makeBlockItem(block(index), m_look);
        entry.kept = 0;
        m_live.insert(std::ranges::lower_bound(m_live, index), index);
        layOutEntry(index);
    }
    return *entry.item;
}

void BlockStack::layOutEntry(qsizetype index)
{
    Entry &entry = m_entries[size_t(index)];
    entry.item->layOut(block(index), itemWidth(entry), entry.kept);
    ++m_laidOut;
    entry.kept = std::numeric_limits<qsizetype>::max();
    entry.works = true;
    entry.exact = true;
    setHeight(index, qCeil(entry.item->height()));
}

void BlockStack::guess(qsizetype index)
{
    Entry &entry = m_entries[size_t(index)];
    entry.exact = false;
    m_firstGuess = std::min(m_firstGuess, index);
    setHeight(index, qCeil(estimatedHeight(block(index), m_look, itemWidth(entry))));
}

void BlockStack::setHeight(qsizetype index, int height)
{
    Entry &entry = m_entries[size_t(index)];
    if (height == entry.height)
        return;
    markDirty(top(index));
    entry.height = height;
    m_tops.resize(std::min(m_tops.size(), size_t(index + 1)));
}

void BlockStack::markDirty(int top)
{
    m_dirtyTop = std::min(top, m_dirtyTop.value_or(top));
}

std::optional<int> BlockStack::takeDirtyTop()
{
    return std::exchange(m_dirtyTop, std::nullopt);
}

void BlockStack::layOut(int top, int bottom)
{
    for (qsizetype index = blockAt(top); index < count() && this->top(index) < bottom; ++index)
        item(index);
}

bool BlockStack::refine(const QDeadlineTimer &deadline)
{
    while (m_firstGuess < count()) {
        if (deadline.hasExpired())
            return true;
        const qsizetype index = m_firstGuess++;
        if (isExact(index))
            continue;
        item(index);
        if (!existingItem(index)->isDear())
            dropItem(index);
    }
    return workInItems(deadline);
}

bool BlockStack::workInItems(const QDeadlineTimer &deadline)
{
    for (const qsizetype index : m_live) {
        Entry &entry = m_entries[size_t(index)];
        while (entry.works) {
            if (deadline.hasExpired())
                return true;
            entry.works = entry.item->doIdleWork(block(index));
            setHeight(index, qCeil(entry.item->height()));
            if (entry.works)
                markDirty(top(index));
        }
    }
    return false;
}

void BlockStack::dropItem(qsizetype index)
{
    m_entries[size_t(index)].item.reset();
    m_live.erase(std::ranges::lower_bound(m_live, index));
}

void BlockStack::keepBetween(int top, int bottom)
{
    const std::vector<qsizetype> live = m_live;
    for (const qsizetype index : live) {
        const bool isNear = this->bottom(index) > top && this->top(index) < bottom;
        if (!isNear && index + 1 < count() && !existingItem(index)->isDear())
            dropItem(index);
    }
}

void BlockStack::paint(QPainter &painter, qsizetype index, const BlockPaint &what)
{
    BlockItem &shown = item(index);
    const QRect place = itemRect(index);
    const Entry &entry = m_entries[size_t(index)];
    const qsizetype joins = index > 0 ? commonContainers(block(index - 1), block(index)) : 0;
    paintFrame(painter, block(index), entry.frame, place, joins, m_look);
    painter.save();
    painter.translate(place.topLeft());
    shown.paint(painter, block(index), what);
    painter.restore();
}

} // namespace evenhand
