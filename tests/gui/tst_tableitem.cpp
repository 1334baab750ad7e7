// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/tableitem.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

namespace {

constexpr int width = 500;
constexpr int screen = 900; // pixels of height

RichText text(const QString &text, TextStyles styles = {})
{
    return {.text = text, .runs = {{.length = int(text.size()), .styles = styles, .source = {0, int(text.size())}}}};
}

Block table(const QList<QStringList> &rows, qsizetype columns)
{
    Block block{.kind = BlockKind::Table};
    block.alignments.resize(columns, ColumnAlignment::None);
    for (const QStringList &row : rows) {
        TableRow cells;
        for (const QString &cell : row)
            cells.cells.append(text(cell));
        block.rows.append(cells);
    }
    return block;
}

QStringList row(int number)
{
    const QString n = QString::number(number);
    return {u"name "_s + n, u"value "_s + n, n, u"yes"_s, u"x"_s + n};
}

QList<QStringList> rows(int count)
{
    QList<QStringList> all{{u"Name and more"_s, u"Value and more"_s, u"Number"_s, u"Sure"_s, u"Code and more"_s}};
    for (int i = 1; i < count; ++i)
        all.append(row(i));
    return all;
}

QString sentence(int number)
{
    return u"This is the sentence %1 that a cell holds, longer than its column is wide. "_s.arg(number).repeated(
        1 + number % 3);
}

QImage paint(TableItem &item, const Block &block, BlockPaint what = {})
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

void finish(TableItem &item, const Block &block)
{
    while (item.doIdleWork(block)) {
    }
}

qsizetype offsetOf(const Block &block, const QString &word)
{
    return flatText(block).indexOf(word);
}

bool has(const QImage &image, const QColor &color)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == color)
                return true;
        }
    }
    return false;
}

} // namespace

class TestTableItem : public QObject
{
    Q_OBJECT

private slots:
    void growingCostsOnlyNewRows();
    void paintsOnlyWhatIsSeen();
    void grownLooksLikeAtOnce_data();
    void grownLooksLikeAtOnce();
    void rowsAreAsHighAsTheirTexts();
    void guessesBecomeExact();
    void placesGoRound();
    void alignsColumns();
    void fillsTheWidth();
    void shrinksFairly();
    void scrollsWhenWordsDoNotFit();
    void staysOnPaper();
    void marksExtraCells();
    void linksInCells();
    void selectsByOffset();
    void saysWhatIsUnchanged();
    void oddTables_data();
    void oddTables();
};

void TestTableItem::growingCostsOnlyNewRows()
{
    QList<QStringList> all = rows(490);
    Block block = table(all, 5);
    TableItem item({});
    item.layOut(block, width, 0);
    finish(item, block);
    paint(item, block, {.exposed = {0, item.height() - screen, width, screen}});
    const TableItem::Work before = item.work();
    for (int i = 0; i < 10; ++i) {
        const qsizetype kept = flatLength(block);
        all.append(row(100 + i)); // no wider than others
        block = table(all, 5);
        item.layOut(block, width, kept);
        paint(item, block, {.exposed = {0, item.height() - 40, width, 40}});
    }
    const TableItem::Work after = item.work();
    QCOMPARE_LE(after.measured - before.measured, 2 * 10 * 5); // the last row twice: it may have grown
    QCOMPARE_LE(after.laidOut - before.laidOut, 2 * 10 * 5);
}

void TestTableItem::paintsOnlyWhatIsSeen()
{
    const Block block = table(rows(500), 5);
    TableItem item({});
    item.layOut(block, width, 0);
    QCOMPARE(item.work().laidOut, 0); // one line each: the heights are known
    QCOMPARE_LE(item.work().measured, 500 * 5);
    paint(item, block, {.exposed = {0, item.height() / 2, width, screen}});
    const qsizetype seen = item.work().laidOut;
    QVERIFY(seen > 0);
    QCOMPARE_LE(seen, 5 * (screen / 20));
    paint(item, block, {.exposed = {0, item.height() / 2, width, screen}});
    QCOMPARE(item.work().laidOut, seen);
}

void TestTableItem::grownLooksLikeAtOnce_data()
{
    QTest::addColumn<QList<QStringList>>("all");
    QTest::newRow("short") << rows(20);
    QList<QStringList> long_{{u"A"_s, u"B"_s, u"C"_s}};
    for (int i = 0; i < 10; ++i)
        long_.append({u"%1"_s.arg(i), sentence(i), sentence(i + 1)});
    QTest::newRow("broken lines") << long_;
    QTest::newRow("a column more") << QList<QStringList>{{u"a"_s, u"b"_s}, {u"c"_s}, {u"d"_s, u"e"_s, u"f"_s}, {}};
    QTest::newRow("scripts") << QList<QStringList>{{u"שלום"_s, u"你好"_s}, {u"देवनागरी 😀"_s, u"مرحبا"_s}};
}

void TestTableItem::grownLooksLikeAtOnce()
{
    QFETCH(const QList<QStringList>, all);
    const Block whole = table(all, 2);
    TableItem atOnce({});
    atOnce.layOut(whole, width, 0);
    finish(atOnce, whole);

    TableItem grown({});
    Block block;
    for (qsizetype row = 0; row < all.size(); ++row) {
        for (qsizetype cell = 0; cell < std::max<qsizetype>(1, all.at(row).size()); ++cell) {
            QList<QStringList> part = all.first(row + 1);
            part.last() = part.last().first(std::min(part.last().size(), cell + 1));
            const qsizetype kept =
                flatText(block) == flatText(table(part, 2)).first(flatLength(block)) ? flatLength(block) : 0;
            block = table(part, 2);
            grown.layOut(block, width, kept);
            paint(grown, block);
        }
    }
    finish(grown, whole);
    QCOMPARE(grown.height(), atOnce.height());
    QCOMPARE(paint(grown, whole), paint(atOnce, whole));
}

void TestTableItem::rowsAreAsHighAsTheirTexts()
{
    const Block block = table({{u"A"_s, u"B"_s}, {u"short"_s, sentence(2)}, {u"short"_s, u"end"_s}}, 2);
    TableItem item({});
    item.layOut(block, width, 0);
    finish(item, block);
    const QRectF before = item.caretRect(block, offsetOf(block, u"end"_s) - 7); // behind the sentence
    const QRectF end = item.caretRect(block, offsetOf(block, u"end"_s));
    QVERIFY(before.bottom() <= end.top());
    QVERIFY(end.top() - before.bottom() < 20);
    QVERIFY(end.bottom() < item.height());
}

void TestTableItem::guessesBecomeExact()
{
    QList<QStringList> all{{u"A"_s, u"B"_s}};
    for (int i = 0; i < 400; ++i)
        all.append({QString::number(i), sentence(i)});
    const Block block = table(all, 2);
    TableItem item({});
    item.layOut(block, width, 0);
    const qsizetype atOnce = item.work().laidOut;
    QCOMPARE_LE(atOnce, 250);
    const qreal guess = item.height();
    QVERIFY(item.doIdleWork(block));
    QCOMPARE_LE(item.work().laidOut - atOnce, 25); // a slice
    finish(item, block);
    QVERIFY(item.height() < 1.5 * guess && item.height() > guess / 1.5);
    for (qsizetype row = 0; row + 1 < block.rows.size(); ++row) {
        const qsizetype end =
            flatText(block).indexOf(u'\n', row == 0 ? 0 : offsetOf(block, u"sentence %1 "_s.arg(row - 1)));
        QVERIFY(item.caretRect(block, end).bottom() <= item.caretRect(block, end + 1).top());
    }
}

void TestTableItem::placesGoRound()
{
    const Block block = table({{u"Head"_s, u"B"_s, u"C"_s},
                               {u"one two three four five six seven eight nine ten eleven"_s, u""_s, u"你好 😀"_s},
                               {u"x"_s},
                               {u"y"_s, sentence(1).trimmed(), u"z"_s, u"extra"_s}},
                              3);
    TableItem item({});
    item.layOut(block, width, 0);
    finish(item, block);
    const QString flat = flatText(block);
    QTextLayout boundaries(flat);
    for (qsizetype offset = 0; offset <= flat.size(); ++offset) {
        const QRectF caret = item.caretRect(block, offset);
        QVERIFY(caret.top() >= 0 && caret.bottom() < item.height());
        // A space at which a line is broken takes no room, or is not seen.
        if (boundaries.isValidCursorPosition(int(offset)) && offset < flat.size() && flat.at(offset) != u' ')
            QCOMPARE(item.offsetAt(block, caret.center()), offset);
    }
    QCOMPARE(item.offsetAt(block, {-100, -100}), 0);
    QCOMPARE(item.offsetAt(block, {1e6, 1e6}), flat.size());
}

void TestTableItem::alignsColumns()
{
    Block block = table({{u"A heading"_s, u"A heading"_s, u"A heading"_s}, {u"1"_s, u"2"_s, u"3"_s}}, 3);
    block.alignments = {ColumnAlignment::Left, ColumnAlignment::Centre, ColumnAlignment::Right};
    TableItem item({});
    item.layOut(block, width, 0);
    const auto x = [&](qsizetype offset) { return item.caretRect(block, offset).left(); };
    const qsizetype second = offsetOf(block, u"1"_s);
    QCOMPARE(x(0), x(second));
    QVERIFY(qAbs((x(10) + x(19)) - (x(second + 2) + x(second + 3))) < 3);
    QVERIFY(qAbs(x(29) - x(second + 5)) < 2);
    QVERIFY(x(29) < width && x(29) > width - 20);
}

void TestTableItem::fillsTheWidth()
{
    const Block block = table({{u"A"_s, u"B"_s}, {u"c"_s, u"d"_s}}, 2);
    TableItem item({});
    item.layOut(block, width, 0);
    const qreal wide = item.caretRect(block, 2).left();
    QVERIFY(wide > 0.4 * width);
    item.layOut(block, 100, flatLength(block));
    QVERIFY(item.caretRect(block, 2).left() < 60);
    QCOMPARE(item.work().measured, 4); // of the cells, each once
}

void TestTableItem::shrinksFairly()
{
    const Block block = table({{u"Key"_s, u"Text"_s, u"Sure"_s}, {u"alpha"_s, sentence(2), u"yes"_s}}, 3);
    TableItem item({});
    item.layOut(block, 300, 0);
    finish(item, block);
    QVERIFY(!item.scrollSideways(10));
    // Words stay whole.
    const qsizetype alpha = offsetOf(block, u"alpha"_s);
    QCOMPARE(item.caretRect(block, alpha + 5).top(), item.caretRect(block, alpha).top());
    const qsizetype yes = offsetOf(block, u"yes"_s);
    QCOMPARE(item.caretRect(block, yes + 3).top(), item.caretRect(block, yes).top());
    QVERIFY(item.caretRect(block, yes + 3).left() < 300);
    QVERIFY(item.height() > 100); // the text is broken
}

void TestTableItem::scrollsWhenWordsDoNotFit()
{
    QStringList words;
    for (int i = 0; i < 20; ++i)
        words.append(u"incomprehensible%1"_s.arg(i));
    const Block block = table({words, words}, 20);
    TableItem item({});
    item.layOut(block, width, 0);
    QVERIFY(!item.isDear());
    const qsizetype last = flatLength(block);
    QVERIFY(item.caretRect(block, last).left() > width);
    QVERIFY(item.scrollIntoView(block, last));
    QVERIFY(item.caretRect(block, last).left() < width);
    QVERIFY(!item.scrollIntoView(block, last));
    QVERIFY(item.isDear());
    QVERIFY(item.scrollSideways(-1e6));
    QVERIFY(!item.scrollSideways(-1));
    const QPointF bar(5, item.height() - 3);
    QCOMPARE(item.spotAt(block, bar).kind, BlockSpot::ScrollBar);
    QVERIFY(item.press(block, bar));
    QVERIFY(item.drag(block, bar + QPointF(100, 0)));
    item.release(block, bar);
    QVERIFY(item.caretRect(block, 0).left() < 0);
}

void TestTableItem::staysOnPaper()
{
    QStringList words;
    for (int i = 0; i < 12; ++i)
        words.append(u"incomprehensible%1"_s.arg(i));
    const Block block = table({words, words}, 12);
    TableItem item({.paper = true});
    item.layOut(block, width, 0);
    finish(item, block);
    QVERIFY(!item.scrollSideways(10));
    for (qsizetype offset = 0; offset <= flatLength(block); ++offset)
        QVERIFY(item.caretRect(block, offset).left() <= width);
}

void TestTableItem::marksExtraCells()
{
    const Block right = table({{u"A"_s, u"B"_s}, {u"c"_s, u"d"_s}}, 2);
    const Block more = table({{u"A"_s, u"B"_s}, {u"c"_s, u"d"_s, u"e"_s}}, 2);
    TableItem item({});
    item.layOut(right, width, 0);
    QVERIFY(!has(paint(item, right), Theme::colors().mark));
    item.layOut(more, width, 0);
    QVERIFY(has(paint(item, more), Theme::colors().mark));
    QVERIFY(item.caretRect(more, flatLength(more)).left() < width);
}

void TestTableItem::linksInCells()
{
    Block block = table({{u"A"_s, u"B"_s}, {u"c"_s, u"see here now"_s}}, 2);
    RichText &cell = block.rows[1].cells[1];
    cell.links = {{.destination = u"https://example.com/"_s, .title = {}}};
    cell.runs = {{.length = 4}, {.length = 4, .styles = TextStyle::Link, .link = 0}, {.length = 4}};
    TableItem item({});
    item.layOut(block, width, 0);
    const qsizetype here = offsetOf(block, u"here"_s);
    const QPointF on = item.caretRect(block, here + 1).center() + QPointF(2, 0);
    QCOMPARE(item.spotAt(block, on).kind, BlockSpot::Link);
    QCOMPARE(item.spotAt(block, on).link.destination, u"https://example.com/"_s);
    QCOMPARE(item.spotAt(block, item.caretRect(block, here + 6).center()).kind, BlockSpot::Text);
    QCOMPARE(item.spotAt(block, item.caretRect(block, 0).center()).kind, BlockSpot::Text);
    QCOMPARE(item.spotAt(block, {10, -5}).kind, BlockSpot::Nothing);
}

void TestTableItem::selectsByOffset()
{
    const Block block = table({{u"A"_s, u"B"_s}, {u"cell"_s, u"other"_s}, {u"e"_s, u"f"_s}}, 2);
    TableItem item({});
    item.layOut(block, width, 0);
    const qsizetype other = offsetOf(block, u"other"_s);
    const BlockPaint what{.exposed = {0, 0, width, item.height()}, .marks = {{.begin = other, .end = other + 5}}};
    const QImage image = paint(item, block, what);
    const QRect cell =
        QRectF(item.caretRect(block, other).topLeft(), item.caretRect(block, other + 5).bottomRight()).toRect();
    QVERIFY(has(image.copy(cell), Theme::colors().accent));
    QImage rest = image;
    QPainter(&rest).fillRect(cell.adjusted(-1, -1, 1, 1), Qt::white);
    QVERIFY(!has(rest, Theme::colors().accent));
}

void TestTableItem::saysWhatIsUnchanged()
{
    QList<QStringList> all = rows(10);
    Block block = table(all, 5);
    TableItem item({});
    item.layOut(block, width, 0);
    QCOMPARE(item.unchangedHeight(), 0);
    const qreal last = item.caretRect(block, offsetOf(block, u"name 9"_s)).top();
    const qreal height = item.height();
    const qsizetype kept = flatLength(block);
    all.append(row(4));
    block = table(all, 5);
    item.layOut(block, width, kept);
    QVERIFY(item.unchangedHeight() <= last && item.unchangedHeight() > last - 20);
    QVERIFY(item.height() > height);
    item.layOut(block, width, flatLength(block));
    QCOMPARE(item.unchangedHeight(), item.height());
    const qsizetype keptAgain = flatLength(block);
    all.append({u"a cell that is far wider than all of the others"_s});
    block = table(all, 5);
    item.layOut(block, width, keptAgain);
    QCOMPARE(item.unchangedHeight(), 0);
}

void TestTableItem::oddTables_data()
{
    QTest::addColumn<QList<QStringList>>("all");
    QTest::newRow("no rows") << QList<QStringList>();
    QTest::newRow("no cells") << QList<QStringList>{{}};
    QTest::newRow("empty cells") << QList<QStringList>{{u""_s, u""_s}, {u""_s}};
    QTest::newRow("one huge cell") << QList<QStringList>{{u"a"_s}, {QString(100'000, u'x')}};
    QTest::newRow("many columns") << QList<QStringList>{QStringList(20, u"cell"_s), QStringList(64, u"x"_s)};
    QTest::newRow("lines in a cell") << QList<QStringList>{{u"a\nb"_s, u"c"_s}};
}

void TestTableItem::oddTables()
{
    QFETCH(const QList<QStringList>, all);
    const Block block = table(all, 2);
    for (const bool paper : {false, true}) {
        TableItem item({.paper = paper});
        for (const qreal room : {500.0, 30.0, 1.0}) {
            item.layOut(block, room, 0);
            finish(item, block);
            paint(item, block, {.exposed = {0, 0, 500, 900}});
            QVERIFY(item.height() >= 0);
            const qsizetype end = flatLength(block);
            const qsizetype found = item.offsetAt(block, item.caretRect(block, end).center());
            QVERIFY(found == end || (room < 500 && found < end));
            item.spotAt(block, {5, 5});
            item.scrollIntoView(block, end);
        }
    }
}

QTEST_MAIN(TestTableItem)
#include "tst_tableitem.moc"
