// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/spokentext.h"

#include "ui/answer/blockframe.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

QString prefix(const Block &block)
{
    QString prefix;
    for (const Container &container : block.containers) {
        if (!container.marker.isEmpty())
            prefix += container.marker + u' ';
        if (container.task != TaskState::None)
            prefix += container.task == TaskState::Done ? u"☑ "_s : u"☐ "_s;
    }
    return block.note == BlockNote::None ? prefix : noteText(block.note) + u'\n' + prefix;
}

} // namespace

SpokenText::SpokenText(const QList<Block> *blocks)
    : m_blocks(blocks)
{
}

void SpokenText::changeFrom(qsizetype block)
{
    m_starts.resize(std::min(m_starts.size(), size_t(block + 1)));
}

int SpokenText::start(qsizetype block) const
{
    while (qsizetype(m_starts.size()) <= block) {
        const Block &last = m_blocks->at(qsizetype(m_starts.size()) - 1);
        m_starts.push_back(m_starts.back() + int(prefix(last).size() + flatLength(last) + 1));
    }
    return m_starts[size_t(block)];
}

int SpokenText::length() const
{
    return start(m_blocks->size());
}

qsizetype SpokenText::blockOf(int offset) const
{
    while (m_starts.back() <= offset && qsizetype(m_starts.size()) <= m_blocks->size())
        start(qsizetype(m_starts.size()));
    const auto after = std::ranges::upper_bound(m_starts, offset);
    return std::clamp<qsizetype>(after - m_starts.begin() - 1, 0, std::max<qsizetype>(0, m_blocks->size() - 1));
}

QString SpokenText::text(qsizetype block) const
{
    const Block &shown = m_blocks->at(block);
    return prefix(shown) + flatText(shown) + u'\n';
}

QString SpokenText::text(int begin, int end) const
{
    QString found;
    for (qsizetype block = blockOf(begin); block < m_blocks->size() && start(block) < end; ++block) {
        const QString whole = text(block);
        const qsizetype from = std::max(0, begin - start(block));
        found += QStringView(whole).mid(from, std::min<qsizetype>(whole.size(), end - start(block)) - from);
    }
    return found;
}

TextPlace SpokenText::placeOf(int offset) const
{
    if (m_blocks->isEmpty())
        return {};
    const qsizetype block = blockOf(offset);
    const Block &shown = m_blocks->at(block);
    return {.block = block,
            .offset = std::clamp<qsizetype>(offset - start(block) - prefix(shown).size(), 0, flatLength(shown))};
}

int SpokenText::offsetOf(const TextPlace &place) const
{
    if (place.block >= m_blocks->size())
        return length();
    return start(place.block) + int(prefix(m_blocks->at(place.block)).size() + place.offset);
}

} // namespace evenhand
