// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/textfigures.h"

#include "app/text/textwords.h"

#include <QSet>

namespace evenhand {
namespace {

qsizetype codePoints(QStringView text)
{
    return text.size() - std::ranges::count_if(text, [](QChar c) { return c.isLowSurrogate(); });
}

void count(TextFigures &figures, const RichText &rich)
{
    qsizetype at = 0;
    QSet<int> links;
    for (const TextRun &run : rich.runs) {
        if (!run.styles.testFlag(TextStyle::Aside))
            figures.characters += codePoints(QStringView(rich.text).sliced(at, run.length));
        if (run.styles.testFlag(TextStyle::Link))
            links.insert(run.link);
        at += run.length;
    }
    figures.links += links.size();
}

void countKind(TextFigures &figures, const Block &block)
{
    switch (block.kind) {
    case BlockKind::Paragraph:
        ++figures.paragraphs;
        break;
    case BlockKind::Heading:
        ++figures.headings;
        break;
    case BlockKind::Code: {
        const QString &code = block.content.text;
        ++figures.codeBlocks;
        figures.codeLines += code.count(u'\n') + (!code.isEmpty() && !code.endsWith(u'\n'));
        break;
    }
    case BlockKind::Table:
        ++figures.tables;
        break;
    case BlockKind::Rule:
    case BlockKind::Html:
    case BlockKind::Definition:
    case BlockKind::Plain:
        break;
    }
}

} // namespace

TextFigures &TextFigures::operator+=(const TextFigures &more)
{
    characters += more.characters;
    words += more.words;
    paragraphs += more.paragraphs;
    headings += more.headings;
    listItems += more.listItems;
    codeBlocks += more.codeBlocks;
    codeLines += more.codeLines;
    tables += more.tables;
    links += more.links;
    return *this;
}

TextFigures figuresOf(const QList<Block> &blocks)
{
    TextFigures figures;
    for (const Block &block : blocks) {
        countKind(figures, block);
        for (const Container &around : block.containers)
            figures.listItems += around.kind == Container::Item && !around.marker.isEmpty();
        count(figures, block.content);
        for (const TableRow &row : block.rows) {
            for (const RichText &cell : row.cells)
                count(figures, cell);
        }
        figures.words += std::ranges::count_if(wordsOf(block), &TextWord::isWord);
    }
    return figures;
}

} // namespace evenhand
