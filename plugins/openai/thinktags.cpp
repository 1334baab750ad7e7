// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/thinktags.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace evenhand {

static constexpr auto opening = "<think>"_L1;
static constexpr auto closing = "</think>"_L1;

// How many characters at the end of the text may be the beginning of the closing tag.
static qsizetype possibleTag(const QString &text)
{
    for (qsizetype length = std::min(closing.size() - 1, text.size()); length > 0; --length) {
        if (text.endsWith(closing.first(length)))
            return length;
    }
    return 0;
}

QList<ThinkTagSplitter::Piece> ThinkTagSplitter::feed(const QString &text)
{
    m_held += text;
    if (m_state == State::Beginning)
        return takeBeginning();
    if (m_state == State::Reasoning)
        return takeReasoning();
    return finish();
}

QList<ThinkTagSplitter::Piece> ThinkTagSplitter::finish()
{
    if (m_held.isEmpty())
        return {};
    return {{.reasoning = m_state == State::Reasoning, .text = std::exchange(m_held, {})}};
}

QList<ThinkTagSplitter::Piece> ThinkTagSplitter::takeBeginning()
{
    const auto begin = std::ranges::find_if_not(m_held, [](QChar c) { return c.isSpace(); });
    const QStringView text(begin, m_held.cend());
    if (text.startsWith(opening)) {
        m_state = State::Reasoning;
        m_held = text.sliced(opening.size()).toString();
        return takeReasoning();
    }
    if (text.size() < opening.size() && text == opening.first(text.size()))
        return {};
    m_state = State::Text;
    return finish();
}

QList<ThinkTagSplitter::Piece> ThinkTagSplitter::takeReasoning()
{
    const qsizetype end = m_held.indexOf(closing);
    const qsizetype length = end >= 0 ? end : m_held.size() - possibleTag(m_held);
    QList<Piece> pieces;
    if (length > 0)
        pieces.append({.reasoning = true, .text = m_held.first(length)});
    m_held.remove(0, end >= 0 ? end + closing.size() : length);
    if (end >= 0) {
        m_state = State::Text;
        pieces += finish();
    }
    return pieces;
}

} // namespace evenhand
