// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/answerreader.h"
#include "app/text/textfigures.h"
#include "app/text/textwords.h"

#include <QtTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

class TestTextFigures : public QObject
{
    Q_OBJECT

private slots:
    void dividesWords_data();
    void dividesWords();
    void countsNothing();
    void countsText();
    void countsBlocks();
    void countsTables();
    void leavesOutAsides();
    void countsAnAnswer();
};

static RichText rich(const QString &text)
{
    return {.text = text, .runs = {{.length = int(text.size())}}};
}

void TestTextFigures::dividesWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("none") << u" \t\n\u00a0"_s << QStringList();
    QTest::newRow("signs") << u"“Wait,” (0.5 s)…"_s
                           << QStringList{u"“"_s, u"Wait"_s, u","_s, u"”"_s, u"("_s, u"0.5"_s, u"s"_s, u")"_s, u"…"_s};
    QTest::newRow("code") << u"my_call(x+=1)"_s
                          << QStringList{u"my_call"_s, u"("_s, u"x"_s, u"+"_s, u"="_s, u"1"_s, u")"_s};
    QTest::newRow("Hindi") << u"क्या है?"_s << QStringList{u"क्या"_s, u"है"_s, u"?"_s};
    QTest::newRow("Chinese") << u"你好。"_s << QStringList{u"你"_s, u"好"_s, u"。"_s};
    QTest::newRow("Arabic") << u"مرحبا بالعالم"_s << QStringList{u"مرحبا"_s, u"بالعالم"_s};
    QTest::newRow("beyond the basic plane")
        << u"𝒙 𐐷𐐷 👩‍💻"_s << QStringList{u"𝒙"_s, u"𐐷𐐷"_s, u"👩‍💻"_s};
}

void TestTextFigures::dividesWords()
{
    QFETCH(QString, text);
    const Block block{.content = rich(text)};
    QStringList words;
    for (const TextWord &word : wordsOf(block)) {
        words.append(word.text.toString());
        QCOMPARE(text.sliced(word.begin, word.end - word.begin), word.text);
    }
    QTEST(words, "expected");
}

void TestTextFigures::countsNothing()
{
    QCOMPARE(figuresOf({}), TextFigures());
}

void TestTextFigures::countsText()
{
    const Block block{.content = rich(u"Wait 0.5 s – don’t ask. 你好 👩‍💻 x"_s)};
    const TextFigures expected{.characters = 32, .words = 8, .paragraphs = 1};
    const TextFigures counted = figuresOf({block});
    QCOMPARE(counted.characters, expected.characters);
    QCOMPARE(counted.words, expected.words);
    QCOMPARE(counted, expected);
}

void TestTextFigures::countsBlocks()
{
    const Container item{.kind = Container::Item, .marker = u"•"_s};
    const Container sameItem{.kind = Container::Item};
    const Container quote{.kind = Container::Quote};
    const QList<Block> blocks{
        {.kind = BlockKind::Heading, .level = 1, .content = rich(u"One"_s)},
        {.containers = {item}, .content = rich(u"two"_s)},
        {.containers = {sameItem}, .content = rich(u"three"_s)},
        {.containers = {sameItem, item}, .content = rich(u"four"_s)},
        {.containers = {item, item}, .content = rich(u"five"_s)},
        {.containers = {quote}, .content = rich(u"six"_s)},
        {.kind = BlockKind::Code, .info = u"c"_s, .content = rich(u"int i;\n\nreturn i;\n"_s)},
        {.kind = BlockKind::Code, .content = rich(u"x\ny"_s)},
        {.kind = BlockKind::Code, .content = rich({})},
        {.kind = BlockKind::Rule},
        {.kind = BlockKind::Html, .content = rich(u"<b>"_s)},
    };
    QCOMPARE(figuresOf(blocks), (TextFigures{.characters = 3 + 3 + 5 + 4 + 4 + 3 + 18 + 3 + 3,
                                             .words = 6 + 4 + 2 + 1,
                                             .paragraphs = 5,
                                             .headings = 1,
                                             .listItems = 4,
                                             .codeBlocks = 3,
                                             .codeLines = 5}));
    TextFigures sum; // a block at a time
    for (const Block &block : blocks)
        sum += figuresOf({block});
    QCOMPARE(sum, figuresOf(blocks));
}

void TestTextFigures::countsTables()
{
    const Block table{
        .kind = BlockKind::Table,
        .rows = {{.cells = {rich(u"name"_s), rich(u"wait"_s)}}, {.cells = {rich(u"none"_s), rich(u"1 s"_s)}}}};
    QCOMPARE(figuresOf({table, table}), (TextFigures{.characters = 30, .words = 10, .tables = 2}));
}

void TestTextFigures::leavesOutAsides()
{
    Block block{.content = rich(u"a page (example.org), the page"_s)};
    block.content.runs = {{.length = 2},
                          {.length = 2, .styles = TextStyle::Link, .link = 0},
                          {.length = 2, .styles = TextStyle::Link | TextStyle::Strong, .link = 0},
                          {.length = 14, .styles = TextStyle::Aside},
                          {.length = 6},
                          {.length = 4, .styles = TextStyle::Link, .link = 1}};
    block.content.links = {{.destination = u"https://example.org"_s}, {.destination = u"https://example.org"_s}};
    QCOMPARE(figuresOf({block}), (TextFigures{.characters = 16, .words = 4, .paragraphs = 1, .links = 2}));
}

void TestTextFigures::countsAnAnswer()
{
    AnswerReader reader;
    reader.feed(uR"(# Retrying

Use **full jitter**, see [the *paper*](https://example.org/paper) or <https://example.org>.

1. Wait.
   - Not long.

   Again.
2. Stop.

```python
wait()
```

| a | b |
|---|---|
| 1 | 2 |
)"_s);
    reader.finish();
    const TextFigures figures = figuresOf(reader.blocks());
    QCOMPARE(figures.headings, 1);
    QCOMPARE(figures.listItems, 3);
    QCOMPARE(figures.codeBlocks, 1);
    QCOMPARE(figures.codeLines, 1);
    QCOMPARE(figures.tables, 1);
    QCOMPARE(figures.links, 2);
    // Retrying; 7 and the address (https, example, org); 5; wait; 4
    QCOMPARE(figures.words, 1 + 10 + 5 + 1 + 4);
}

QTEST_GUILESS_MAIN(TestTextFigures)
#include "tst_textfigures.moc"
