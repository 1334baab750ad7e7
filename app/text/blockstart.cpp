// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/blockstart.h"

#include <algorithm>
#include <array>
#include <string_view>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

qsizetype runLength(QByteArrayView line, char c)
{
    const auto end = std::ranges::find_if(line, [c](char other) { return other != c; });
    return end - line.begin();
}

SourceRange trimmed(QByteArrayView line, qsizetype begin, qsizetype end)
{
    while (begin < end && isBlank(line[begin]))
        ++begin;
    while (end > begin && isBlank(line[end - 1]))
        --end;
    return {int(begin), int(end)};
}

} // namespace

bool isRule(QByteArrayView line)
{
    if (line.isEmpty() || !QByteArrayView("*-_").contains(line.front()))
        return false;
    const char c = line.front();
    return std::ranges::all_of(line, [c](char other) { return other == c || isBlank(other); })
           && std::ranges::count(line, c) >= 3;
}

std::optional<Heading> headingAt(QByteArrayView line)
{
    const qsizetype level = runLength(line, '#');
    if (level < 1 || level > 6 || (level < line.size() && !isBlank(line[level])))
        return std::nullopt;
    SourceRange text = trimmed(line, level, line.size());
    int end = text.end;
    while (end > text.begin && line[end - 1] == '#')
        --end;
    // The closing sequence stands alone, or behind a space.
    if (end == text.begin || isBlank(line[end - 1]))
        text = trimmed(line, text.begin, end);
    return Heading{.level = int(level), .text = text};
}

int underlineLevel(QByteArrayView line)
{
    const char c = line.isEmpty() ? '\0' : line.front();
    if ((c != '=' && c != '-') || runLength(line, c) != line.trimmed().size())
        return 0;
    return c == '=' ? 1 : 2;
}

std::optional<Fence> fenceAt(QByteArrayView line)
{
    const char c = line.isEmpty() ? '\0' : line.front();
    const qsizetype length = c == '`' || c == '~' ? runLength(line, c) : 0;
    if (length < 3 || (c == '`' && line.sliced(length).contains('`')))
        return std::nullopt;
    return Fence{.character = c, .length = int(length), .info = QString::fromUtf8(line.sliced(length).trimmed())};
}

bool closesFence(QByteArrayView line, char character, int length)
{
    const qsizetype run = runLength(line, character);
    return run >= length && line.sliced(run).trimmed().isEmpty();
}

std::optional<ListMarker> listMarkerAt(QByteArrayView line)
{
    if (line.isEmpty())
        return std::nullopt;
    const auto endsAt = [line](qsizetype at) { return at >= line.size() || isBlank(line[at]); };
    if (QByteArrayView("-+*").contains(line.front()))
        return endsAt(1) ? std::optional(ListMarker{.text = u"•"_s, .length = 1, .number = -1}) : std::nullopt;
    qsizetype digits = 0;
    while (digits < std::min<qsizetype>(line.size(), 10) && isDigit(line[digits]))
        ++digits;
    if (digits < 1 || digits > 9 || digits >= line.size() || (line[digits] != '.' && line[digits] != ')')
        || !endsAt(digits + 1)) {
        return std::nullopt;
    }
    return ListMarker{.text = QString::fromLatin1(line.first(digits + 1)),
                      .length = int(digits) + 1,
                      .number = line.first(digits).toInt()};
}

QByteArrayView mathCloserAt(QByteArrayView line)
{
    const bool isBracket = line.startsWith("\\[");
    if (!isBracket && !line.startsWith("$$"))
        return {};
    const QByteArrayView closer(isBracket ? "\\]" : "$$");
    const QByteArrayView rest = line.sliced(2).trimmed();
    const bool opens = (rest.isEmpty() || rest.startsWith('\\')) && !rest.contains(closer);
    return opens ? closer : QByteArrayView();
}

QList<SourceRange> cellsOf(QByteArrayView line)
{
    const SourceRange row = trimmed(line, 0, line.size());
    QList<SourceRange> cells;
    int begin = row.begin < row.end && line[row.begin] == '|' ? row.begin + 1 : row.begin;
    for (int at = begin; at < row.end; ++at) {
        if (line[at] == '\\') {
            ++at;
        } else if (line[at] == '|') {
            cells.append(trimmed(line, begin, at));
            begin = at + 1;
        }
    }
    if (begin < row.end)
        cells.append(trimmed(line, begin, row.end));
    return cells;
}

QList<ColumnAlignment> alignmentsAt(QByteArrayView line)
{
    if (!line.contains('|') || !std::ranges::all_of(line, [](char c) { return QByteArrayView("|-: \t").contains(c); }))
        return {};
    QList<ColumnAlignment> alignments;
    const QList<SourceRange> cells = cellsOf(line);
    for (const SourceRange &range : cells) {
        const QByteArrayView cell = line.sliced(range.begin, range.length());
        const bool left = cell.startsWith(':');
        const bool right = cell.size() > 1 && cell.endsWith(':');
        const QByteArrayView dashes = cell.sliced(left ? 1 : 0).chopped(right ? 1 : 0);
        if (dashes.isEmpty() || runLength(dashes, '-') != dashes.size())
            return {};
        alignments.append(left && right ? ColumnAlignment::Centre
                          : left        ? ColumnAlignment::Left
                          : right       ? ColumnAlignment::Right
                                        : ColumnAlignment::None);
    }
    return alignments;
}

} // namespace evenhand
