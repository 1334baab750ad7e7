// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/codelines.h"

#include <QFontInfo>
#include <QTextLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

bool isSimple(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; });
}

constexpr int mostCombined = 32; // marks on one letter, beyond which they are somebody's joke

// A part may not begin in the middle of what is one character to the reader.
bool continues(QChar c)
{
    return c.isLowSurrogate() || c.isMark() || c == QChar(0x200d);
}

bool isRightToLeft(QStringView text, qsizetype at)
{
    const QChar c = text.at(at);
    if (c.unicode() < 0x590)
        return false;
    const bool isPair = c.isHighSurrogate() && at + 1 < text.size();
    const QChar::Direction direction =
        isPair ? QChar::direction(QChar::surrogateToUcs4(c, text.at(at + 1))) : c.direction();
    return direction == QChar::DirR || direction == QChar::DirAL;
}

// Words of a script that is written from right to left, or what comes before them. Each is a part of its own: in a row
// of code tokens stand in their order, whatever is written in them.
qsizetype oneWayLength(QStringView text)
{
    if (text.isEmpty() || std::ranges::none_of(text, [](QChar c) { return c.unicode() >= 0x590; }))
        return text.size();
    const bool isWord = isRightToLeft(text, 0);
    qsizetype end = 1;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (isRightToLeft(text, i)) {
            if (!isWord)
                return i;
            end = i + 1;
        } else if (isWord && text.at(i) != u' ' && !continues(text.at(i))) {
            return end;
        }
    }
    return isWord ? end : text.size();
}

} // namespace

void CodeLines::setShape(const QFont &font, qreal breakWidth)
{
    constexpr int letters = 64; // for an exact width where glyphs are placed between pixels
    m_font = font;
    m_metrics = QFontMetricsF(font);
    m_fixedPitch = QFontInfo(font).fixedPitch();
    m_advance = std::max(1.0, m_metrics.horizontalAdvance(QString(letters, u'x')) / letters);
    m_breakWidth = breakWidth;
    m_parts.clear();
    m_lines.clear();
}

void CodeLines::update(const QString &text, qsizetype kept)
{
    const Part from = dropFrom(resumeAt(std::min(kept, text.size())));
    qsizetype begin = from.begin;
    qreal x = from.x;
    bool goesOn = qsizetype(m_lines.size()) > from.line;
    m_firstChange = from.line;
    m_length = text.size();
    while (begin <= text.size()) {
        const qsizetype found = text.indexOf(u'\n', begin);
        const qsizetype end = found < 0 ? text.size() : found;
        if (!std::exchange(goesOn, false))
            m_lines.push_back(
                {.firstPart = int(m_parts.size()), .widest = m_lines.empty() ? 0 : m_lines.back().widest});
        addLine(text, begin, end, std::exchange(x, 0));
        begin = end + 1;
    }
}

// The first part that has to be looked at again.
qsizetype CodeLines::resumeAt(qsizetype kept) const
{
    if (kept <= 0 || m_parts.empty())
        return 0;
    // Where a part ends was decided by the character behind it, where a line ends by itself.
    qsizetype part = partOf(kept);
    if (m_lines[size_t(m_parts[size_t(part)].line)].firstPart != part)
        part = partOf(kept - 1);
    return isBroken() ? m_lines[size_t(m_parts[size_t(part)].line)].firstPart : part;
}

// Forgets it and what follows, returns where it was. Its line stays if it had parts before.
CodeLines::Part CodeLines::dropFrom(qsizetype part)
{
    if (part >= partCount())
        return {};
    const Part dropped = m_parts[size_t(part)];
    const bool isFirst = m_lines[size_t(dropped.line)].firstPart == part;
    m_parts.resize(size_t(part));
    m_lines.resize(size_t(isFirst ? dropped.line : dropped.line + 1));
    if (!isFirst)
        m_lines.back().widest = dropped.line > 0 ? m_lines[size_t(dropped.line) - 1].widest : 0;
    return dropped;
}

void CodeLines::addLine(QStringView text, qsizetype begin, qsizetype end, qreal x)
{
    const int line = int(m_lines.size()) - 1;
    do {
        const qsizetype to = cut(text, begin, end);
        m_parts.push_back({.begin = int(begin), .line = line, .x = float(x)});
        ++m_measured;
        if (!isBroken())
            x += widthOf(text.sliced(begin, to - begin), x);
        begin = to;
    } while (begin < end);
    m_lines.back().widest = std::max(m_lines.back().widest, float(x));
}

qsizetype CodeLines::cut(QStringView text, qsizetype begin, qsizetype end) const
{
    qsizetype to = std::min(end, begin + longestPart);
    const QStringView part = text.sliced(begin, to - begin);
    to = begin + (isBroken() ? breakLine(part) : oneWayLength(part));
    for (int more = 0; more < mostCombined && to < end && continues(text.at(to)); ++more)
        ++to;
    return to;
}

// How many characters fit on a row, one at least.
qsizetype CodeLines::breakLine(QStringView text) const
{
    if (m_fixedPitch && qreal(text.size()) * m_advance <= m_breakWidth && isSimple(text))
        return text.size();
    QTextLayout layout(text.toString(), m_font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(Qt::LeftToRight);
    option.setTabStopDistance(tabWidth());
    layout.setTextOption(option);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    qsizetype fits = 1;
    if (line.isValid()) {
        line.setLineWidth(m_breakWidth);
        fits = std::max(1, line.textLength());
    }
    layout.endLayout();
    return fits;
}

qreal CodeLines::widthOf(QStringView text, qreal x) const
{
    const qreal from = x;
    while (!text.isEmpty()) {
        const qsizetype tab = text.indexOf(u'\t');
        const QStringView plain = text.first(tab < 0 ? text.size() : tab);
        if (m_fixedPitch && isSimple(plain))
            x += qreal(plain.size()) * m_advance;
        else
            x += m_metrics.horizontalAdvance(plain.toString());
        if (tab < 0)
            break;
        x = (std::floor(x / tabWidth() + 0.01) + 1) * tabWidth();
        text = text.sliced(tab + 1);
    }
    return x - from;
}

qsizetype CodeLines::lineBegin(qsizetype line) const
{
    return m_parts[size_t(m_lines[size_t(line)].firstPart)].begin;
}

qsizetype CodeLines::lineEnd(qsizetype line) const
{
    return line + 1 < lineCount() ? lineBegin(line + 1) - 1 : m_length;
}

qsizetype CodeLines::firstPart(qsizetype row) const
{
    if (isBroken())
        return row;
    return row < lineCount() ? m_lines[size_t(row)].firstPart : partCount();
}

qsizetype CodeLines::partOf(qsizetype offset) const
{
    const auto after = std::ranges::upper_bound(m_parts, offset, {}, &Part::begin);
    return std::max<qsizetype>(0, after - m_parts.begin() - 1);
}

qsizetype CodeLines::partAt(qsizetype row, qreal x) const
{
    const auto first = m_parts.begin() + firstPart(row);
    const auto end = m_parts.begin() + endPart(row);
    const auto after = std::upper_bound(first, end, x, [](qreal place, const Part &part) { return place < part.x; });
    return std::max(first, after - 1) - m_parts.begin();
}

qsizetype CodeLines::partEnd(qsizetype part) const
{
    if (part + 1 == partCount())
        return m_length;
    const Part &next = m_parts[size_t(part) + 1];
    return next.line == m_parts[size_t(part)].line ? next.begin : next.begin - 1;
}

QList<QTextOption::Tab> CodeLines::tabsOf(qsizetype part) const
{
    QList<QTextOption::Tab> tabs;
    const qreal x = partX(part);
    qreal next = (std::floor(x / tabWidth() + 0.01) + 1) * tabWidth() - x;
    for (qsizetype i = partBegin(part); i < partEnd(part); ++i, next += tabWidth())
        tabs.append(QTextOption::Tab(next, QTextOption::LeftTab));
    return tabs;
}

} // namespace evenhand
