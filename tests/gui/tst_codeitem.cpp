// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/codeitem.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

namespace {

constexpr int width = 500;
constexpr int screen = 900; // pixels of height

Block code(const QString &text, const QString &info = u"python"_s, bool isOpen = false)
{
    Block block{.kind = BlockKind::Code, .isOpen = isOpen, .info = info};
    block.content.text = text;
    block.content.runs = {{.length = int(text.size()), .source = {0, int(text.toUtf8().size())}}};
    return block;
}

QString function(int number)
{
    return u"def f%1(a, b=%1):\n\t\"\"\"Adds.\"\"\"\n    return a + b  # note %1\n\n"_s.arg(number);
}

// About 200 KB.
QString longCode()
{
    QString text;
    for (int i = 0; text.size() < 200'000; ++i)
        text += function(i);
    return text;
}

QImage paint(CodeItem &item, const Block &block, BlockPaint what = {})
{
    if (what.exposed.isEmpty())
        what.exposed = {0, 0, width, item.height()};
    QImage image(what.exposed.size().toSize(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.translate(-what.exposed.topLeft());
    item.paint(painter, block, what);
    return image;
}

void finish(CodeItem &item, const Block &block)
{
    while (item.doIdleWork(block)) {
    }
}

QPointF copyButton()
{
    return {width - 20, 12};
}

} // namespace

class TestCodeItem : public QObject
{
    Q_OBJECT

private slots:
    void growingCostsOnlyNewLines();
    void growingLineCostsOnlyItsEnd();
    void paintsOnlyWhatIsSeen();
    void grownLooksLikeAtOnce_data();
    void grownLooksLikeAtOnce();
    void placesGoRound_data();
    void placesGoRound();
    void tabs();
    void keepsLeftToRight();
    void highlightsInQuietMoments();
    void saysWhatIsUnchanged();
    void guessesWhenItIsWhole();
    void scrollsSideways();
    void scrollsByTheBar();
    void bringsAPlaceIntoView();
    void shortCodeDoesNotScroll();
    void copiesWhatWasWritten();
    void showsThatItCopied();
    void breaksLinesOnPaper();
    void marksShow();
    void isDearWhenItWasScrolled();
    void nothing();
};

void TestCodeItem::growingCostsOnlyNewLines()
{
    const QString text = longCode();
    Block block = code(text, u"python"_s, true);
    CodeItem item({});
    item.layOut(block, width, 0);
    finish(item, block);
    paint(item, block, {.exposed = {0, item.height() - screen, width, screen}});
    const CodeItem::Work before = item.work();

    constexpr int pieces = 200;
    const QString more = function(1).repeated(50);
    qsizetype lines = 0;
    for (int i = 0; i < pieces; ++i) {
        const QString piece = more.sliced(i * 7, 7);
        const qsizetype kept = block.content.text.size();
        lines += piece.count(u'\n');
        block = code(block.content.text + piece, u"python"_s, true);
        item.layOut(block, width, kept);
        QVERIFY(!item.doIdleWork(block)); // what arrives is highlighted at once
        paint(item, block, {.exposed = {0, item.height() - 40, width, 40}});
    }
    const CodeItem::Work after = item.work();
    QCOMPARE_LE(after.measured - before.measured, pieces + lines);
    QCOMPARE_LE(after.highlighted - before.highlighted, pieces + lines);
    QCOMPARE_LE(after.laidOut - before.laidOut, pieces + lines);
}

void TestCodeItem::growingLineCostsOnlyItsEnd()
{
    Block block = code(QString(100'000, u'x'), u"python"_s, true);
    CodeItem item({});
    item.layOut(block, width, 0);
    const qsizetype before = item.work().measured;
    for (int i = 0; i < 100; ++i) {
        const qsizetype kept = block.content.text.size();
        block = code(block.content.text + u"yz é"_s, u"python"_s, true);
        item.layOut(block, width, kept);
    }
    QCOMPARE_LE(item.work().measured - before, 110);
}

void TestCodeItem::paintsOnlyWhatIsSeen()
{
    const Block block = code(longCode() + QString(100'000, u'-') + u"end"_s);
    CodeItem item({});
    item.layOut(block, width, 0);
    QCOMPARE(item.work().laidOut, 0);
    paint(item, block, {.exposed = {0, item.height() / 2, width, screen}});
    QCOMPARE_LE(item.work().laidOut, screen / 10);
    paint(item, block, {.exposed = {0, item.height() / 2, width, screen}}); // again: nothing new
    const qsizetype before = item.work().laidOut;
    item.scrollSideways(300'000); // the last line's middle
    paint(item, block, {.exposed = {0, item.height() - 30, width, 30}});
    QCOMPARE_LE(item.work().laidOut - before, 4);
}

void TestCodeItem::grownLooksLikeAtOnce_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("Python") << function(1) + u"x = '''\ndef\n'''\n"_s + function(2);
    QTest::newRow("long lines") << QString(700, u'x') + u'\n' + QString(1200, u'y') + u"\nend"_s;
    QTest::newRow("tabs in long lines") << QString(u"a\tbc\t\td"_s).repeated(150) + u"\n\tx"_s;
    QTest::newRow("other scripts") << QString(u"שלום 你好 😀 e\u0301 देव "_s).repeated(60) + u"\nx = 'مرحبا'\n"_s;
    QTest::newRow("empty lines") << u"\n\n\na\n\n"_s;
    QTest::newRow("nothing") << QString();
}

void TestCodeItem::grownLooksLikeAtOnce()
{
    QFETCH(const QString, text);
    const Block whole = code(text);
    CodeItem atOnce({});
    atOnce.layOut(whole, width, 0);
    finish(atOnce, whole);
    QRandomGenerator random(7);
    for (int round = 0; round < 5; ++round) {
        CodeItem grown({});
        qsizetype size = 0;
        do {
            const qsizetype kept = size;
            size = std::min<qsizetype>(text.size(), size + random.bounded(1, 40));
            const Block block = code(text.first(size), u"python"_s, size < text.size());
            grown.layOut(block, width, kept);
            if (random.bounded(3) == 0)
                grown.doIdleWork(block);
        } while (size < text.size());
        finish(grown, whole);
        QCOMPARE(paint(grown, whole), paint(atOnce, whole));
        for (const qreal pixels : {150.0, 4000.0}) {
            QCOMPARE(grown.scrollSideways(pixels), atOnce.scrollSideways(pixels));
            QCOMPARE(paint(grown, whole), paint(atOnce, whole));
        }
        atOnce.scrollSideways(-100'000);
    }
}

void TestCodeItem::placesGoRound_data()
{
    grownLooksLikeAtOnce_data();
}

void TestCodeItem::placesGoRound()
{
    QFETCH(const QString, text);
    const Block block = code(text);
    CodeItem item({});
    item.layOut(block, width, 0);
    QTextLayout boundaries(text);
    for (qsizetype offset = 0; offset <= text.size(); ++offset) {
        const QRectF caret = item.caretRect(block, offset);
        QVERIFY(caret.top() > 0 && caret.bottom() < item.height());
        if (!boundaries.isValidCursorPosition(int(offset)))
            continue;
        // Where the direction changes two offsets share a place.
        const QRectF found = item.caretRect(block, item.offsetAt(block, caret.center()));
        QVERIFY(qAbs(found.left() - caret.left()) < 1);
        QCOMPARE(found.top(), caret.top());
    }
    QCOMPARE(item.offsetAt(block, {-100, -100}), 0);
    QCOMPARE(item.offsetAt(block, {1e6, 1e6}), text.size());
}

void TestCodeItem::tabs()
{
    const Block block = code(u"\ta\nab\tc\nabcde"_s);
    CodeItem item({});
    item.layOut(block, width, 0);
    const qreal begin = item.caretRect(block, 0).left();
    const qreal column = item.caretRect(block, 9).left() - begin; // behind the fifth line's "a"
    QVERIFY(column > 4);
    QVERIFY(qAbs(item.caretRect(block, 1).left() - begin - 4 * column) < 1);
    QVERIFY(qAbs(item.caretRect(block, 6).left() - begin - 4 * column) < 1);
}

void TestCodeItem::keepsLeftToRight()
{
    const Block block = code(u"שלום = 1\nabc"_s);
    CodeItem item({});
    item.layOut(block, width, 0);
    const qreal begin = item.caretRect(block, 9).left();
    // The word reads from right to left; it and the number keep their places in the row.
    QCOMPARE(item.caretRect(block, 4).left(),
             item.caretRect(block, 5).left() - (item.caretRect(block, 10).left() - begin));
    QVERIFY(item.caretRect(block, 3).left() > begin);
    QVERIFY(item.caretRect(block, 1).left() > item.caretRect(block, 3).left());
    QVERIFY(item.caretRect(block, 7).left() > item.caretRect(block, 5).left());
    QVERIFY(item.caretRect(block, 8).left() > item.caretRect(block, 7).left());
}

void TestCodeItem::highlightsInQuietMoments()
{
    const Block block = code(longCode());
    CodeItem item({});
    item.layOut(block, width, 0);
    QCOMPARE(item.work().highlighted, 0);
    const QRectF top(0, 0, width, 300);
    const QImage plain = paint(item, block, {.exposed = top});
    QVERIFY(item.doIdleWork(block));
    QVERIFY(item.work().highlighted > 0);
    QVERIFY(item.work().highlighted < block.content.text.count(u'\n')); // a slice
    QVERIFY(paint(item, block, {.exposed = top}) != plain);
    finish(item, block);
    QCOMPARE(item.work().highlighted, block.content.text.count(u'\n') + 1);
    QVERIFY(!item.doIdleWork(block));

    const Block unknown = code(u"a\nb"_s, u"text"_s);
    CodeItem text({});
    text.layOut(unknown, width, 0);
    QVERIFY(!text.doIdleWork(unknown));
}

void TestCodeItem::saysWhatIsUnchanged()
{
    Block block = code(u"a = 1\nb = 2\nc"_s, u"python"_s, true);
    CodeItem item({});
    item.layOut(block, width, 0);
    QCOMPARE(item.unchangedHeight(), 0);
    finish(item, block);
    const QImage before = paint(item, block);

    const Block more = code(u"a = 1\nb = 2\nc = 3\nd"_s, u"python"_s, true);
    item.layOut(more, width, block.content.text.size());
    const int same = qFloor(item.unchangedHeight());
    QCOMPARE(item.unchangedHeight(), item.caretRect(more, 12).top());
    QCOMPARE(paint(item, more).copy(0, 0, width, same), before.copy(0, 0, width, same));
    item.layOut(more, width, more.content.text.size());
    QCOMPARE(item.unchangedHeight(), item.height());
    item.layOut(more, width + 1, more.content.text.size());
    QCOMPARE(item.unchangedHeight(), 0);

    Block named = more;
    named.info = u"python main.py"_s;
    item.layOut(named, width + 1, more.content.text.size());
    QCOMPARE(item.unchangedHeight(), 0); // the head says it
    QCOMPARE(item.spotAt(named, {20, 4}).hint, u"Python · python main.py"_s);
}

void TestCodeItem::guessesWhenItIsWhole()
{
    const QString json = u"{\n  \"a\": true\n}"_s;
    const Block open = code(json, {}, true);
    CodeItem item({});
    item.layOut(open, width, 0);
    QVERIFY(!item.doIdleWork(open));
    const QImage unknown = paint(item, open);
    const Block whole = code(json, {}, false);
    item.layOut(whole, width, json.size());
    QCOMPARE(item.unchangedHeight(), 0); // the head names it
    QVERIFY(item.doIdleWork(whole));
    QVERIFY(paint(item, whole) != unknown);
}

void TestCodeItem::scrollsSideways()
{
    const Block block = code(QString(200, u'x'));
    CodeItem item({});
    item.layOut(block, width, 0);
    const qreal begin = item.caretRect(block, 0).left();
    QVERIFY(!item.scrollSideways(-10));
    QVERIFY(item.scrollSideways(40));
    QCOMPARE(item.caretRect(block, 0).left(), begin - 40);
    QVERIFY(item.scrollSideways(1e6));
    QVERIFY(!item.scrollSideways(10));
    const QRectF end = item.caretRect(block, 200);
    QVERIFY(end.left() > width / 2.0 && end.left() < width); // no further than it goes
    // What becomes wider leaves the place alone, what becomes narrower moves it.
    const Block shorter = code(u"x"_s);
    item.layOut(shorter, width, 0);
    QCOMPARE(item.caretRect(shorter, 0).left(), begin);
}

void TestCodeItem::scrollsByTheBar()
{
    const Block block = code(QString(200, u'x'));
    CodeItem item({});
    item.layOut(block, width, 0);
    const qreal begin = item.caretRect(block, 0).left();
    const QPointF bar(30, item.height() - 5);
    QCOMPARE(item.spotAt(block, bar).kind, BlockSpot::ScrollBar);
    QVERIFY(item.press(block, bar));
    QCOMPARE(item.caretRect(block, 0).left(), begin); // the handle was hit
    QVERIFY(item.drag(block, bar + QPointF(100, 50)));
    QVERIFY(item.caretRect(block, 0).left() < begin - 100);
    item.release(block, bar);
    QVERIFY(!item.drag(block, bar));
    QVERIFY(item.press(block, {width - 20.0, item.height() - 5})); // beside it
    QVERIFY(item.caretRect(block, 200).left() < width);
    item.release(block, bar);
    QVERIFY(!item.press(block, item.caretRect(block, 3).center())); // in the text: a selection begins
}

void TestCodeItem::bringsAPlaceIntoView()
{
    const Block block = code(u"a\n"_s + QString(5000, u'x') + u"\nb"_s);
    CodeItem item({});
    item.layOut(block, width, 0);
    for (const qsizetype offset : {5001, 2500, 300, 2, 0, 5003}) {
        item.scrollIntoView(block, offset);
        const QRectF caret = item.caretRect(block, offset);
        QVERIFY(caret.left() > 0 && caret.left() < width);
        QVERIFY(!item.scrollIntoView(block, offset));
    }
}

void TestCodeItem::shortCodeDoesNotScroll()
{
    const Block block = code(u"x = 1"_s);
    CodeItem item({});
    item.layOut(block, width, 0);
    QVERIFY(!item.scrollSideways(10));
    QVERIFY(!item.scrollIntoView(block, 5));
    QCOMPARE(item.spotAt(block, {30, item.height() - 5}).kind, BlockSpot::Text);
}

void TestCodeItem::copiesWhatWasWritten()
{
    Block block = code(u"aU+202Eb\nc"_s);
    block.content.runs = {{.length = 1, .source = {0, 1}},
                          {.length = 6, .styles = TextStyle::Mark, .source = {1, 4}},
                          {.length = 3, .source = {4, 7}}};
    CodeItem item({});
    item.layOut(block, width, 0);
    QCOMPARE(item.spotAt(block, copyButton()).kind, BlockSpot::Button);
    QVERIFY(item.press(block, copyButton()));
    item.release(block, {100, 100}); // beside it
    QVERIFY(QGuiApplication::clipboard()->text() != u"a\u202eb\nc"_s);
    QVERIFY(item.press(block, copyButton()));
    item.release(block, copyButton());
    QCOMPARE(QGuiApplication::clipboard()->text(), u"a\u202eb\nc"_s);
}

void TestCodeItem::showsThatItCopied()
{
    const Block block = code(u"x"_s);
    CodeItem item({});
    item.layOut(block, width, 0);
    finish(item, block);
    const BlockPaint over{.exposed = {0, 0, width, item.height()}, .pointer = copyButton()};
    const QImage usual = paint(item, block);
    const QImage hovered = paint(item, block, over);
    item.press(block, copyButton());
    item.release(block, copyButton());
    const QImage copied = paint(item, block, over);
    QVERIFY(hovered != usual);
    QVERIFY(copied != hovered);
    QCOMPARE(paint(item, block, over), copied);
    QCOMPARE(paint(item, block), usual); // the pointer has left
    QCOMPARE(paint(item, block, over), hovered);
}

void TestCodeItem::breaksLinesOnPaper()
{
    const Block block = code(QString(u"word "_s).repeated(100) + u"\n\n"_s + QString(300, u'x') + u"\n你好"_s);
    CodeItem item({.paper = true});
    item.layOut(block, width, 0);
    QVERIFY(!item.scrollSideways(10));
    QCOMPARE(item.spotAt(block, copyButton()).kind, BlockSpot::Nothing);
    for (qsizetype offset = 0; offset <= block.content.text.size(); ++offset) {
        const QRectF caret = item.caretRect(block, offset);
        QVERIFY(caret.left() < width);
        QVERIFY(caret.bottom() < item.height());
    }
    const qreal tall = item.height();
    item.layOut(block, 2 * width, block.content.text.size());
    QVERIFY(item.height() < tall);
    QVERIFY(!item.doIdleWork(block)); // what is printed is highlighted
    QCOMPARE(item.work().highlighted, 2 * 4);
}

void TestCodeItem::marksShow()
{
    Block block = code(u"a = 1\nb = U+200B"_s);
    block.content.runs = {{.length = 10, .source = {0, 10}},
                          {.length = 6, .styles = TextStyle::Mark, .source = {10, 13}}};
    CodeItem item({});
    item.layOut(block, width, 0);
    const auto has = [](const QImage &image, const QColor &color) {
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y) == color)
                    return true;
            }
        }
        return false;
    };
    const Theme::Colors &colors = Theme::colors();
    QVERIFY(has(paint(item, block), colors.mark));
    QVERIFY(!has(paint(item, block), colors.accent));
    const BlockPaint what{.exposed = {0, 0, width, item.height()}, .marks = {{.begin = 2, .end = 8}}};
    QVERIFY(has(paint(item, block, what), colors.accent)); // selected
    const BlockPaint streaming{.exposed = {0, 0, width, item.height()}, .caret = 16};
    QVERIFY(has(paint(item, block, streaming), colors.accent));
}

void TestCodeItem::isDearWhenItWasScrolled()
{
    const Block block = code(QString(200, u'x'));
    CodeItem item({});
    item.layOut(block, width, 0);
    QVERIFY(!item.isDear());
    item.scrollSideways(10);
    QVERIFY(item.isDear());
    const Block tall = code(longCode());
    CodeItem other({});
    other.layOut(tall, width, 0);
    QVERIFY(other.isDear());
}

void TestCodeItem::nothing()
{
    const Block block = code({}, {});
    for (const bool paper : {false, true}) {
        CodeItem item({.paper = paper});
        item.layOut(block, width, 0);
        QVERIFY(!item.doIdleWork(block));
        paint(item, block);
        QCOMPARE(item.offsetAt(block, {20, 40}), 0);
        QVERIFY(item.caretRect(block, 0).bottom() < item.height());
    }
}

QTEST_MAIN(TestCodeItem)
#include "tst_codeitem.moc"
