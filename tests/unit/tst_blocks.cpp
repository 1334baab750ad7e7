// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/answerreader.h"

#include <QtTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

// The flat text of blocks, and the source of what is selected in it.
class TestBlocks : public QObject
{
    Q_OBJECT

private slots:
    void flattensTables();
    void givesTheSource_data();
    void givesTheSource();
};

namespace {

AnswerReader readerOf(const QString &text)
{
    AnswerReader reader;
    reader.feed(text);
    reader.finish();
    return reader;
}

} // namespace

void TestBlocks::flattensTables()
{
    const AnswerReader reader = readerOf(u"|a|b|\n|-|-|\n|**c**||\n|d|"_s);
    QCOMPARE(flatText(reader.blocks()[0]), u"a\tb\nc\t\nd"_s);
    QCOMPARE(flatLength(reader.blocks()[0]), 8);
    QCOMPARE(flatText(readerOf(u"---"_s).blocks()[0]), QString());
}

void TestBlocks::givesTheSource_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<TextPlace>("begin");
    QTest::addColumn<TextPlace>("end");
    QTest::addColumn<QByteArray>("source");

    const QString title = u"# Title\n\nText with **bold** and `code`\n"_s;
    QTest::newRow("whole block") << title << TextPlace{0, 0} << TextPlace{0, 5} << QByteArray("# Title");
    QTest::newRow("part of a block") << title << TextPlace{0, 0} << TextPlace{0, 2} << QByteArray("Ti");
    QTest::newRow("with the markup between")
        << title << TextPlace{1, 5} << TextPlace{1, 14} << QByteArray("with **bold");
    QTest::newRow("from one into another") << title << TextPlace{0, 2} << TextPlace{1, 4} << QByteArray("tle\n\nText");
    QTest::newRow("everything") << title << TextPlace{0, 0} << TextPlace{1, 23} << title.trimmed().toUtf8();
    QTest::newRow("nothing") << title << TextPlace{1, 4} << TextPlace{1, 4} << QByteArray();
    QTest::newRow("an aside alone") << u"[a](https://b.example) c"_s << TextPlace{0, 2} << TextPlace{0, 6}
                                    << QByteArray();
    QTest::newRow("up to an aside") << u"x [a](https://b.example) c"_s << TextPlace{0, 1} << TextPlace{0, 6}
                                    << QByteArray(" [a");
    QTest::newRow("an entity") << u"a &amp; b"_s << TextPlace{0, 2} << TextPlace{0, 3} << QByteArray("&amp;");
    QTest::newRow("a mark") << u"a\u202eb"_s << TextPlace{0, 2} << TextPlace{0, 8} << u"\u202eb"_s.toUtf8();
    QTest::newRow("beyond ASCII") << u"äß\U0001F600ह"_s << TextPlace{0, 1} << TextPlace{0, 4}
                                  << u"ß\U0001F600"_s.toUtf8();
    QTest::newRow("code in a list") << u"- a\n  ```sh\n  one\n    two\n  ```\n"_s << TextPlace{1, 0} << TextPlace{1, 9}
                                    << QByteArray("one\n  two");
    QTest::newRow("marks in code") << u"```\na\u200bb\n```"_s << TextPlace{0, 0} << TextPlace{0, 7}
                                   << u"a\u200b"_s.toUtf8();
    QTest::newRow("code and what is around it") << u"- a\n  ```sh\n  one\n  ```\n- b"_s << TextPlace{0, 0}
                                                << TextPlace{2, 1} << QByteArray("- a\n  ```sh\n  one\n  ```\n- b");
    QTest::newRow("cells") << u"| a | b |\n|---|---|\n| cc | dd |\n"_s << TextPlace{0, 2} << TextPlace{0, 5}
                           << QByteArray("b |\n|---|---|\n| c");
    QTest::newRow("a whole table") << u"|a|\n|-|\n|b|\n"_s << TextPlace{0, 0} << TextPlace{0, 3}
                                   << QByteArray("|a|\n|-|\n|b|");
    QTest::newRow("a rule between") << u"a\n\n---\n\nb"_s << TextPlace{0, 0} << TextPlace{1, 0}
                                    << QByteArray("a\n\n---");
    QTest::newRow("outside of the list") << title << TextPlace{1, 0} << TextPlace{2, 0} << QByteArray();
}

void TestBlocks::givesTheSource()
{
    QFETCH(const QString, text);
    QFETCH(const TextPlace, begin);
    QFETCH(const TextPlace, end);
    QFETCH(const QByteArray, source);
    const AnswerReader reader = readerOf(text);
    QCOMPARE(sourceText(reader.source(), reader.blocks(), {begin, end}), source);
}

QTEST_GUILESS_MAIN(TestBlocks)
#include "tst_blocks.moc"
