// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/answertexts.h"

#include "tests/paths.h"

#include <QFile>
#include <QMultiMap>
#include <QRandomGenerator>

#include <array>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// By what they are.
QMultiMap<QString, QString> readParts()
{
    QFile file(u"" EVENHAND_TEST_DATA "/bench/answerparts.txt"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(file.fileName()), qPrintable(file.errorString()));
    QMultiMap<QString, QString> parts;
    for (const QString &part : QString::fromUtf8(file.readAll()).split(u"==== "_s, Qt::SkipEmptyParts)) {
        const qsizetype line = part.indexOf(u'\n');
        parts.insert(part.first(line), part.sliced(line + 1));
    }
    return parts;
}

// Fills in what makes each use of a part a text of its own.
QString varied(QString part, QRandomGenerator &random)
{
    static constexpr std::array words{"lane",   "window", "cache",  "bridge",  "meter", "garden", "packet",
                                      "ledger", "signal", "anchor", "harbour", "orbit", "pillar", "thread"};
    const QString word =
        QString::fromLatin1(words[random.bounded(int(words.size()))]) + QString::number(random.bounded(90));
    part.replace("#W"_L1, word);
    for (qsizetype at = part.indexOf("#N"_L1); at >= 0; at = part.indexOf("#N"_L1, at))
        part.replace(at, 2, QString::number(random.bounded(2, 4000)));
    return part;
}

QString onePart(const QMultiMap<QString, QString> &parts, const QString &kind, QRandomGenerator &random)
{
    const QStringList choices = parts.values(kind);
    return varied(choices.at(random.bounded(choices.size())), random);
}

QString repeated(const QString &line, qsizetype characters)
{
    return line.repeated(characters / line.size() + 1).first(characters);
}

QString tableText(qsizetype characters)
{
    constexpr qsizetype rows = 480;
    constexpr int columns = 5;
    const QString head =
        u"| Place |"_s + u" What it is |"_s.repeated(columns - 1) + u"\n"_s + u"|---"_s.repeated(columns) + u"|\n"_s;
    const qsizetype cell = std::max<qsizetype>(characters / rows / columns - 3, 8); // of a short text: fewer rows
    QString row;
    for (int column = 0; column < columns; ++column)
        row += u"| "_s + (u"some words, `code` "_s + repeated(u"and more words "_s, cell)).first(cell) + u" "_s;
    return (head + repeated(row.chopped(1) + u"|\n"_s, characters)).first(characters);
}

} // namespace

BenchAnswer benchAnswer(qsizetype characters, quint32 seed)
{
    static const QMultiMap<QString, QString> parts = readParts();
    QRandomGenerator random(seed);
    BenchAnswer answer;
    while (answer.reasoning.size() < characters / 10)
        answer.reasoning += onePart(parts, u"reasoning"_s, random) + u'\n';
    const QStringList order{u"heading"_s, u"prose"_s, u"prose"_s, u"code"_s, u"prose"_s, u"list"_s, u"prose"_s,
                            u"table"_s,   u"prose"_s, u"quote"_s, u"code"_s, u"prose"_s, u"math"_s, u"list"_s};
    qsizetype next = random.bounded(order.size());
    while (answer.reasoning.size() + answer.text.size() < characters)
        answer.text += onePart(parts, order.at(next++ % order.size()), random) + u'\n';
    return answer;
}

QStringList tokensOf(const QString &text, quint32 seed)
{
    QRandomGenerator random(seed);
    QStringList tokens;
    for (qsizetype at = 0; at < text.size();) {
        qsizetype size = std::min<qsizetype>(random.bounded(2, 7), text.size() - at);
        size += text.at(at + size - 1).isHighSurrogate();
        tokens.append(text.sliced(at, size));
        at += size;
    }
    return tokens;
}

QString nameOf(Uniform kind)
{
    switch (kind) {
    case Uniform::Prose:
        return u"prose"_s;
    case Uniform::Code:
        return u"one block of code"_s;
    case Uniform::List:
        return u"one list"_s;
    case Uniform::Table:
        return u"one table"_s;
    case Uniform::CodeInList:
        return u"code in a list item"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString uniformText(Uniform kind, qsizetype characters)
{
    static const QString prose =
        u"A queue with a *bound* turns a hidden problem into a visible one: the writer has to wait, and waiting can be "
        "measured. Without the bound the `process` grows until something else fails, far away from the cause.\n\n"_s;
    static const QString code =
        u"    for (int i = 0; i < count; ++i)\n        total += values[i] * 2; // each one twice\n"
        "    return \"done: \" + std::to_string(total);\n"_s;
    switch (kind) {
    case Uniform::Prose:
        return repeated(prose, characters);
    case Uniform::Code:
        return (u"```cpp\n"_s + repeated(code, characters)).first(characters);
    case Uniform::List:
        return repeated(u"- An item of the list with **some** words in it, and `code` at its end\n"_s, characters);
    case Uniform::Table:
        return tableText(characters);
    case Uniform::CodeInList:
        return (u"- An item:\n\n  ```cpp\n"_s + repeated(QString(code).replace(u"    "_s, u"      "_s), characters))
            .first(characters);
    }
    Q_UNREACHABLE_RETURN({});
}

QList<NamedText> hostileTexts(double scale)
{
    const auto times = [scale](qsizetype count) { return std::max<qsizetype>(1, qsizetype(double(count) * scale)); };
    const auto counted = [](qsizetype count, auto &&line) {
        QString text;
        for (qsizetype i = 0; i < count; ++i)
            text += line(i);
        return text;
    };
    const QString row = u"| cell *one* | `two` | three | [four](x) | five |\n"_s;
    const QString tableHead = u"| a | b | c | d | e |\n|---|---|---|---|---|\n"_s;
    const QString deepList = counted(times(2'000), [](qsizetype i) { return QString(2 * i, u' ') + u"- deeper\n"_s; });
    return {
        {u"table of 5,000 rows"_s, tableHead + row.repeated(times(5'000))},
        {u"table of 5,000 columns"_s,
         u"|a"_s.repeated(times(5'000)) + u"|\n"_s + u"|-"_s.repeated(times(5'000)) + u"|\n"_s},
        {u"a line of 1 MB"_s, QString(times(1'000'000), u'x')},
        {u"a line of 1 MB of words"_s, u"word "_s.repeated(times(200'000))},
        {u"code, a line of 1 MB"_s, u"```cpp\n"_s + u"int a = 1; "_s.repeated(times(90'000)) + u"\n```\n"_s},
        {u"code of 40,000 lines"_s, u"```cpp\n"_s + u"int a = 1;\n"_s.repeated(times(40'000)) + u"```\n"_s},
        {u"data URI of 1 MB"_s, u"![x](data:image/png;base64,"_s + u"iVBORw0K"_s.repeated(times(125'000)) + u")\n"_s},
        {u"100,000 quotes deep"_s, QString(times(100'000), u'>') + u" x\n"_s},
        {u"100,000 backticks"_s, QString(times(100'000), u'`') + u"\n"_s},
        {u"100,000 opening brackets"_s, QString(times(100'000), u'[') + u"\n"_s},
        {u"50,000 links in links"_s, u"[a](b"_s.repeated(times(50'000)) + u"\n"_s},
        {u"1 MB of open emphasis"_s, u"*a "_s.repeated(times(333'000)) + u"\n"_s},
        {u"200 KB of open emphasis"_s, u"*a _b **c "_s.repeated(times(20'000)) + u"\n"_s},
        {u"3,000 paragraphs"_s, u"A paragraph of ten words is not long, is it?\n\n"_s.repeated(times(3'000))},
        {u"lists 2,000 deep"_s, deepList},
        {u"50,000 link definitions"_s, counted(times(50'000), [](qsizetype i) { return u"[d%1]: x\n"_s.arg(i); })},
        {u"20,000 late references"_s, u"[late] "_s.repeated(times(20'000)) + u"\n\n[late]: https://example.org\n"_s},
        {u"50,000 comments that stay open"_s, u"<!-- "_s.repeated(times(50'000)) + u"\n"_s},
        {u"100,000 entities"_s, u"&amp;"_s.repeated(times(100'000)) + u"\n"_s},
        {u"100,000 dollars"_s, u"$a"_s.repeated(times(100'000)) + u"\n"_s},
        {u"100,000 marks on a letter"_s, u"e"_s + QString(times(100'000), QChar(0x0301)) + u"\n"_s},
        {u"200 KB of bidi marks"_s, QString(times(100'000), QChar(0x202e)) + u"abc\n"_s},
        {u"200 KB from right to left"_s,
         u"שלום עולם, "_s.repeated(times(10'000)) + u"مرحبا "_s.repeated(times(15'000))},
        {u"100,000 empty lines"_s, QString(times(100'000), u'\n') + u"x\n"_s},
        {u"100,000 rules"_s, u"---\n\n"_s.repeated(times(50'000))},
        {u"NUL and control characters"_s, QString(times(100'000), QChar(0)) + QString(times(100'000), QChar(0x1b))},
        {u"1 MB of emoji"_s, u"👩‍👩‍👧‍👦"_s.repeated(times(40'000))},
        // Just within the limits.
        {u"a paragraph of 250 KB"_s, u"Words of a line that ends soon, and so on and on.\n"_s.repeated(times(5'000))},
        {u"a line of 99 KB"_s, u"word "_s.repeated(times(19'800))},
        {u"a word of 99 KB"_s, QString(times(99'000), u'x')},
        {u"code, a line of 99 KB"_s, u"```cpp\n"_s + u"int a = 1; "_s.repeated(times(9'000)) + u"\n```\n"_s},
        {u"code of 20,000 lines"_s, u"```cpp\n"_s + u"int a = 1;\n"_s.repeated(times(20'000)) + u"```\n"_s},
        {u"a list of 250 KB in one item"_s, u"- "_s + u"words of an item\n  "_s.repeated(times(13'000))},
        {u"a cell of 99 KB"_s, u"|a|b|\n|-|-|\n|"_s + u"word "_s.repeated(times(19'800)) + u"|x|\n"_s},
        {u"a line of 33,000 bidi marks"_s, QString(times(33'000), QChar(0x202e)) + u"\n"_s},
        {u"250 KB of NUL in lines of 1 KB"_s, (QString(1'000, QChar(0)) + u'\n').repeated(times(250))},
        {u"99 KB of emoji"_s, u"👩‍👩‍👧‍👦"_s.repeated(times(4'000))},
        {u"99 KB of code spans"_s, u"`a` "_s.repeated(times(24'000))},
        {u"99 KB of links"_s, u"[a](b) "_s.repeated(times(14'000))},
        {u"500 rows of 500 bytes"_s,
         tableHead + (u"|"_s + u" some **words** in `it` |"_s.repeated(20) + u"\n"_s).repeated(times(499))},
    };
}

} // namespace evenhand
