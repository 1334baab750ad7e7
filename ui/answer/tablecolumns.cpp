// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/tablecolumns.h"

#include "ui/answer/textitem.h"

#include <QFontInfo>
#include <QFontMetricsF>

#include <cmath>
#include <numeric>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr qsizetype mostExact = 1000;       // cells of other scripts that are laid out to be measured
constexpr qreal kerning = 0.01;             // of a width: letters are now and then moved apart
constexpr qsizetype longestMeasured = 1000; // characters: no column is that wide
constexpr qsizetype lettersOfWord = 24;     // that a column keeps for a word at most
constexpr qsizetype lettersWhenTight = 12;  // likewise, before a table has to scroll
constexpr int lettersAtLeast = 3;
constexpr QStringView usualText = u"Letters as they are found in most texts";

// Of the block that a TextItem shows a cell as.
QFont cellFont(const BlockLook &look, bool isHead)
{
    return TextItem::blockFont({.kind = isHead ? BlockKind::Heading : BlockKind::Paragraph, .level = 4}, look);
}

bool isAscii(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; });
}

// In letters of the face itself, on one line.
bool isLatin(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x250; });
}

// For texts that are too many to be laid out; in ems.
qreal guessedEms(QStringView text)
{
    qreal ems = 0;
    for (const QChar c : text)
        ems += c.isMark() ? 0 : c.unicode() >= 0x2e80 && !c.isSurrogate() ? 1 : 0.6;
    return ems;
}

// No more than a space is behind the last cell's text, not the line that ends it.
bool endsInText(const TableRow &row)
{
    return !row.source.isEmpty() && !row.cells.isEmpty() && !row.cells.last().runs.isEmpty()
           && row.cells.last().runs.last().source.end + 1 >= row.source.end;
}

bool hasCode(const RichText &cell)
{
    return std::ranges::any_of(cell.runs, [](const TextRun &run) { return run.styles.testFlag(TextStyle::Code); });
}

} // namespace

TableColumns::TableColumns(const BlockLook &look)
    : m_look(look)
    , m_font(cellFont(look, false))
    , m_headFont(cellFont(look, true))
    , m_advances(advances(m_font))
    , m_headAdvances(advances(m_headFont))
    , m_letter(QFontMetricsF(m_font).horizontalAdvance(usualText.toString()) / qreal(usualText.size()))
    , m_codeLetter(QFontMetricsF(look.font(Theme::Face::Code)).horizontalAdvance(u'x'))
{
}

TableColumns::Advances TableColumns::advances(const QFont &font)
{
    const QFontMetricsF metrics(font);
    Advances advances{};
    for (char16_t c = 0x20; c < 0x7f; ++c)
        advances[c] = float(metrics.horizontalAdvance(QChar(c)));
    return advances;
}

void TableColumns::clear()
{
    m_columns.clear();
    m_settled.clear();
    m_places.clear();
    m_rows = 0;
    m_settledRows = 0;
}

void TableColumns::settle()
{
    m_settled = m_columns;
    m_settledRows = m_rows;
}

void TableColumns::dropUnsettled()
{
    m_columns = m_settled;
    m_rows = m_settledRows;
}

void TableColumns::addRow(const TableRow &row, bool mayGrow)
{
    if (m_columns.size() < row.cells.size())
        m_columns.resize(row.cells.size());
    const bool isOpen = mayGrow && m_rows > 0 && endsInText(row);
    for (qsizetype i = 0; i < row.cells.size() - isOpen; ++i)
        addCell(row.cells.at(i), m_rows == 0, m_columns[i]);
    ++m_rows;
}

void TableColumns::addCell(const RichText &cell, bool isHead, Column &column)
{
    column.natural = std::max(column.natural, naturalWidth(cell, isHead));
    const Advances &letters = isHead ? m_headAdvances : m_advances;
    const bool isCode = hasCode(cell);
    const auto widen = [&](qreal &least, QStringView word, qsizetype most) {
        qreal width = 1;
        for (const QChar c : word.first(std::min(word.size(), most)))
            width += isCode ? m_codeLetter : c.unicode() < letters.size() ? qreal(letters[c.unicode()]) : m_letter;
        least = std::clamp(std::ceil(width), least, std::max(least, column.natural));
    };
    for (const QStringView word : QStringView(cell.text).tokenize(u' ')) {
        widen(column.word, word, lettersOfWord);
        widen(column.tight, word, lettersWhenTight);
    }
}

qreal TableColumns::naturalWidth(const RichText &cell, bool isHead) const
{
    ++m_measured;
    const QString text = cell.text.first(std::min(cell.text.size(), longestMeasured));
    if (!isAscii(text))
        return m_rows * m_columns.size() < mostExact ? exactWidth(text, cell, isHead)
                                                     : std::ceil(guessedEms(text) * QFontInfo(m_font).pixelSize());
    qreal width = 0;
    qsizetype at = 0;
    for (const TextRun &run : cell.runs) {
        const bool isCode = run.styles.testAnyFlags(TextStyle::Code | TextStyle::Math | TextStyle::Html);
        const Advances &letters = isHead || run.styles.testFlag(TextStyle::Strong) ? m_headAdvances : m_advances;
        const qsizetype end = std::min(at + run.length, text.size());
        for (; at < end; ++at)
            width += isCode ? m_codeLetter : qreal(letters[text.at(at).unicode()]);
    }
    return text.isEmpty() ? 0 : std::ceil(width * (1 + kerning)) + 1;
}

qreal TableColumns::exactWidth(const QString &text, const RichText &cell, bool isHead) const
{
    const QFont &font = isHead ? m_headFont : m_font;
    qreal widest = 0;
    for (qsizetype begin = 0; begin <= text.size();) {
        const qsizetype found = text.indexOf(u'\n', begin);
        const qsizetype end = found < 0 ? text.size() : found;
        QTextLayout layout(text.sliced(begin, end - begin), font);
        layout.setFormats(runFormats(cell, begin, end, m_look, font));
        layOutLines(layout, 1'000'000, linePitch(font));
        widest = std::max(widest, layout.lineCount() > 0 ? layout.lineAt(0).naturalTextWidth() : 0);
        begin = end + 1;
    }
    return std::ceil(widest);
}

bool TableColumns::isOneLine(const RichText &cell, bool isHead, qsizetype column) const
{
    if (!isLatin(cell.text)) // letters of other faces can be higher
        return cell.text.isEmpty();
    return m_roomy || naturalWidth(cell, isHead) <= width(column);
}

qreal TableColumns::totalWidth() const
{
    return m_places.isEmpty() ? 0 : m_places.last().x + m_places.last().width + m_padding;
}

bool TableColumns::fit(qreal width)
{
    // Paper ends where it ends: with very many columns the space between them gives way, too.
    const qreal most = m_look.paper ? std::floor(width / (6 * qreal(std::max<qsizetype>(1, m_columns.size())))) : width;
    m_padding = std::min(std::round(Theme::step * m_look.zoom), most);
    const qreal room = width - 2 * m_padding * qreal(m_columns.size());
    const qreal natural = std::accumulate(m_columns.cbegin(), m_columns.cend(), 0.0,
                                          [](qreal sum, const Column &column) { return sum + column.natural; });
    QList<Place> places;
    qreal x = m_padding;
    m_roomy = natural <= room;
    for (const qreal columnWidth : m_roomy ? shared(room - natural) : shrunk(room)) {
        places.append({.x = x, .width = columnWidth});
        x += columnWidth + 2 * m_padding;
    }
    return std::exchange(m_places, places) != places;
}

QList<qreal> TableColumns::shared(qreal rest) const
{
    const qreal each = std::floor(rest / qreal(std::max<qsizetype>(1, m_columns.size())));
    QList<qreal> widths;
    for (const Column &column : m_columns)
        widths.append(column.natural + each);
    return widths;
}

// Each column gets its words' width and a part of the rest: the more, the more it wants, though not in proportion, or
// one long text would leave nothing to the others.
QList<qreal> TableColumns::shrunk(qreal room) const
{
    const auto sum = [](const QList<qreal> &all) { return std::accumulate(all.cbegin(), all.cend(), 0.0); };
    const auto widths = [this](qreal Column::*word, qreal factor) {
        QList<qreal> all;
        for (const Column &column : m_columns) {
            const qreal least = word ? std::max(column.*word, std::ceil(lettersAtLeast * m_letter)) : 1;
            const qreal more = factor * std::sqrt(std::max(0.0, column.natural - least));
            all.append(std::floor(std::min(column.natural, least + more)));
        }
        return all;
    };
    qreal Column::*word = &Column::word;
    if (sum(widths(word, 0)) > room)
        word = &Column::tight;
    if (sum(widths(word, 0)) > room)
        word = m_look.paper ? nullptr : &Column::word;
    qreal low = 0;
    qreal high = std::max(1.0, room);
    constexpr int halvings = 24;
    for (int i = 0; i < halvings; ++i) {
        const qreal middle = (low + high) / 2;
        (sum(widths(word, middle)) > room ? high : low) = middle;
    }
    return widths(word, low);
}

} // namespace evenhand
