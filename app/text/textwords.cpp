// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/textwords.h"

#include <QTextBoundaryFinder>

namespace evenhand {
namespace {

bool hasLetter(QStringView word)
{
    for (qsizetype i = 0; i < word.size(); ++i) {
        const bool isPair = word.at(i).isHighSurrogate() && i + 1 < word.size();
        const char32_t c = isPair ? QChar::surrogateToUcs4(word.at(i), word.at(i + 1)) : word.at(i).unicode();
        if (QChar::isLetterOrNumber(c))
            return true;
    }
    return false;
}

void appendWords(QList<TextWord> &words, QStringView text, qsizetype base)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    qsizetype begin = 0;
    for (qsizetype end = finder.toNextBoundary(); end > begin; end = finder.toNextBoundary()) {
        const QStringView word = text.sliced(begin, end - begin);
        if (!word.trimmed().isEmpty()) {
            words.append({.text = word, .begin = int(base + begin), .end = int(base + end), .isWord = hasLetter(word)});
        }
        begin = end;
    }
}

void appendWords(QList<TextWord> &words, const RichText &rich, qsizetype base)
{
    const QStringView text(rich.text);
    qsizetype begin = 0;
    qsizetype end = 0;
    for (const TextRun &run : rich.runs) {
        if (run.styles.testFlag(TextStyle::Aside)) {
            appendWords(words, text.sliced(begin, end - begin), base + begin);
            begin = end + run.length;
        }
        end += run.length;
    }
    appendWords(words, text.sliced(begin, end - begin), base + begin);
}

} // namespace

QList<TextWord> wordsOf(const Block &block)
{
    QList<TextWord> words;
    if (block.kind != BlockKind::Table) {
        appendWords(words, block.content, 0);
        return words;
    }
    qsizetype base = 0;
    for (const TableRow &row : block.rows) {
        for (const RichText &cell : row.cells) {
            appendWords(words, cell, base);
            base += cell.text.size() + 1; // the tab or line break behind it
        }
        base += row.cells.isEmpty(); // its line break
    }
    return words;
}

} // namespace evenhand
