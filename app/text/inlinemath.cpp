// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/inlinemath.h"

#include <array>

namespace evenhand {
namespace {

constexpr qsizetype longestFence = 32; // backticks around code
constexpr qsizetype nested = -2;       // another opener comes before the closer

// One pass from left to right. What was once searched for in vain is not searched for again, so that time stays linear.
class MathScanner
{
public:
    explicit MathScanner(QByteArrayView text)
        : m_text(text)
    {
        noteBackticks();
    }

    QList<SourceRange> scan();

private:
    void noteBackticks();
    qsizetype runLength(qsizetype at) const;
    qsizetype behindCode(qsizetype at) const;
    qsizetype behindBackslash(qsizetype at);
    qsizetype behindDollars(qsizetype at);
    qsizetype closingBackslash(qsizetype from, char closer) const;
    qsizetype closingDollars(qsizetype from) const;
    qsizetype closingDollar(qsizetype from) const;
    bool isWordAt(qsizetype at) const;
    bool isSpaceAt(qsizetype at) const;
    void found(qsizetype begin, qsizetype end) { m_found.append({int(begin), int(end)}); }

    QByteArrayView m_text;
    QList<SourceRange> m_found;
    std::array<qsizetype, longestFence + 1> m_lastFence{}; // where the last run of so many backticks begins
    bool m_noParenthesis = false;
    bool m_noBracket = false;
    bool m_noDollars = false;
};

void MathScanner::noteBackticks()
{
    for (qsizetype at = 0; at < m_text.size();) {
        if (m_text[at] != '`') {
            ++at;
            continue;
        }
        const qsizetype length = runLength(at);
        if (length <= longestFence)
            m_lastFence[size_t(length)] = at;
        at += length;
    }
}

qsizetype MathScanner::runLength(qsizetype at) const
{
    const qsizetype begin = at;
    while (at < m_text.size() && m_text[at] == '`')
        ++at;
    return at - begin;
}

bool MathScanner::isWordAt(qsizetype at) const
{
    if (at < 0 || at >= m_text.size())
        return false;
    const auto c = uchar(m_text[at]);
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool MathScanner::isSpaceAt(qsizetype at) const
{
    return at < 0 || at >= m_text.size() || m_text[at] == ' ' || m_text[at] == '\t' || m_text[at] == '\n'
           || m_text[at] == '\r';
}

QList<SourceRange> MathScanner::scan()
{
    for (qsizetype at = 0; at < m_text.size();) {
        switch (m_text[at]) {
        case '`':
            at = behindCode(at);
            break;
        case '\\':
            at = behindBackslash(at);
            break;
        case '$':
            at = behindDollars(at);
            break;
        default:
            ++at;
        }
    }
    return m_found;
}

qsizetype MathScanner::behindCode(qsizetype at) const
{
    const qsizetype length = runLength(at);
    const qsizetype behind = at + length;
    if (length > longestFence || m_lastFence[size_t(length)] <= at)
        return behind;
    for (qsizetype next = m_text.indexOf('`', behind); next >= 0; next = m_text.indexOf('`', next)) {
        const qsizetype nextLength = runLength(next);
        next += nextLength;
        if (nextLength == length)
            return next;
    }
    return behind;
}

qsizetype MathScanner::behindBackslash(qsizetype at)
{
    const char opener = at + 1 < m_text.size() ? m_text[at + 1] : '\0';
    const qsizetype behind = at + 2;
    if (opener != '(' && opener != '[')
        return behind;
    bool &inVain = opener == '(' ? m_noParenthesis : m_noBracket;
    const qsizetype close = inVain ? -1 : closingBackslash(behind, opener == '(' ? ')' : ']');
    inVain = close == -1;
    if (close < 0)
        return behind;
    found(at, close + 2);
    return close + 2;
}

qsizetype MathScanner::closingBackslash(qsizetype from, char closer) const
{
    for (qsizetype at = m_text.indexOf('\\', from); at >= 0 && at + 1 < m_text.size();
         at = m_text.indexOf('\\', at + 2)) {
        const char c = m_text[at + 1];
        if (c == closer)
            return at;
        if (c == '(' || c == '[')
            return nested;
    }
    return -1;
}

qsizetype MathScanner::behindDollars(qsizetype at)
{
    if (at + 1 < m_text.size() && m_text[at + 1] == '$') {
        const qsizetype close = m_noDollars ? -1 : closingDollars(at + 2);
        m_noDollars = close < 0;
        if (close <= at + 2)
            return at + 2;
        found(at, close + 2);
        return close + 2;
    }
    const qsizetype close = isSpaceAt(at + 1) || isWordAt(at - 1) ? -1 : closingDollar(at + 1);
    if (close < 0)
        return at + 1;
    found(at, close + 1);
    return close + 1;
}

qsizetype MathScanner::closingDollars(qsizetype from) const
{
    for (qsizetype at = from; at + 1 < m_text.size(); ++at) {
        if (m_text[at] == '\\')
            ++at;
        else if (m_text[at] == '$' && m_text[at + 1] == '$')
            return at;
    }
    return -1;
}

// The next $ on the line closes, or none does.
qsizetype MathScanner::closingDollar(qsizetype from) const
{
    for (qsizetype at = from; at < m_text.size() && m_text[at] != '\n'; ++at) {
        if (m_text[at] == '\\')
            ++at;
        else if (m_text[at] == '$')
            return at > from && !isSpaceAt(at - 1) && !isWordAt(at + 1) ? at : -1;
    }
    return -1;
}

} // namespace

QList<SourceRange> mathRanges(QByteArrayView text)
{
    if (!text.contains('$') && !text.contains('\\'))
        return {};
    return MathScanner(text).scan();
}

} // namespace evenhand
