// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/frontmatter.h"

#include <algorithm>

namespace evenhand {
namespace {

bool hasKey(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    const auto isKeyCharacter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'
               || c == '.';
    };
    return colon > 0 && std::ranges::all_of(line.first(colon), isKeyCharacter)
           && (colon + 1 == line.size() || line[colon + 1] == ' ');
}

} // namespace

bool FrontMatter::endsWith(QByteArrayView line)
{
    if (m_state == State::No)
        return false;
    const QByteArrayView text = line.trimmed();
    if (m_state == State::Start) {
        m_state = line.startsWith("---") && text == "---" ? State::Keys : State::No;
        return false;
    }
    const bool isEnd = m_hasKey && !line.startsWith(' ') && (text == "---" || text == "...");
    const bool isKey = hasKey(line);
    const bool continues = m_hasKey && !text.isEmpty() && QByteArrayView(" \t-#").contains(line.front());
    m_hasKey = m_hasKey || isKey;
    if (isEnd || (!isKey && !continues))
        m_state = State::No;
    return isEnd;
}

} // namespace evenhand
