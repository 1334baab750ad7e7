// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/blockcursor.h"
#include "ui/answer/blockstack.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace evenhand;

namespace {

constexpr int width = 420;
constexpr int screen = 800;

// Prose, lists, quotes and headings, about as long as asked for; each part is different from the others.
QString answer(qsizetype length)
{
    QString text;
    for (int part = 1; text.size() < length; ++part) {
        text += u"## Part %1\n\n"_s.arg(part);
        text += u"Use **full jitter** %1 times: it spreads retries evenly, and keeps the *median* wait short. Call "
                "`random.uniform(0, cap)` each time, as [the paper](https://example.org/%1) says.\n\n"_s.arg(part);
        text +=
            u"- First of part %1, which is long enough to be broken into two lines\n- Second\n  1. Nested\n\n"_s.arg(
                part);
        text += u"> A quote of part %1.\n\n"_s.arg(part);
    }
    return text;
}

QString prose(qsizetype length)
{
    QString text;
    for (int word = 0; text.size() < length; ++word)
        text += u"word%1 "_s.arg(word);
    return text.first(length);
}

QList<Block> read(const QString &text)
{
    AnswerReader reader;
    reader.feed(text);
    reader.finish();
    return reader.blocks();
}

QList<int> heights(BlockStack &stack)
{
    stack.layOut(0, std::numeric_limits<int>::max());
    QList<int> heights;
    for (qsizetype block = 0; block < stack.count(); ++block)
        heights.append(stack.bottom(block) - stack.top(block));
    return heights;
}

QImage picture(BlockStack &stack)
{
    QImage image(width, stack.height(), QImage::Format_RGB32);
    image.fill(stack.look().colors().panel);
    QPainter painter(&image);
    for (qsizetype block = 0; block < stack.count(); ++block)
        stack.paint(painter, block, {.exposed = QRectF(0, 0, width, stack.height()), .marks = {}});
    return image;
}

// Reads and lays out a text in pieces, as a view does that shows its end.
class Streamed
{
public:
    Streamed()
    {
        m_stack.setWidth(width);
        m_stack.setBlocks(&m_reader.blocks());
    }

    void feed(const QString &piece)
    {
        m_stack.change(m_reader.feed(piece));
        m_stack.layOut(m_stack.height() - screen, m_stack.height());
    }

    void finish() { m_stack.change(m_reader.finish()); }
    BlockStack &stack() { return m_stack; }
    const QList<Block> &blocks() const { return m_reader.blocks(); }

private:
    AnswerReader m_reader;
    BlockStack m_stack{{}};
};

} // namespace

class TestBlockStack : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void heightsAreGuessedThenExact();
    void whatIsFarIsDropped();
    void streamingEqualsSettingWhole_data();
    void streamingEqualsSettingWhole();
    void aGrowingTextLaysOutItsEndOnly();
    void onlyWhatChangedIsDirty();
    void aLongLineIsLaidOutInParts();
    void aLaterDefinitionChangesWhatRefersToIt();
    void placesAndRectanglesAgree();
    void rightToLeftTextIsMirrored();
    void deepNestingKeepsRoomForText();
    void paperIsLight();
};

void TestBlockStack::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    Theme::install(*qApp);
}

void TestBlockStack::heightsAreGuessedThenExact()
{
    const QList<Block> blocks = read(answer(20'000));
    BlockStack stack({});
    stack.setWidth(width);
    stack.setBlocks(&blocks);
    QCOMPARE(stack.laidOutCount(), 0);
    const int guess = stack.height();
    while (stack.refine(QDeadlineTimer(1ms))) {
    }
    for (qsizetype block = 0; block < stack.count(); ++block)
        QVERIFY(stack.isExact(block));
    QCOMPARE(stack.laidOutCount(), stack.count());
    QVERIFY2(std::abs(guess - stack.height()) < stack.height() / 4,
             qPrintable(u"%1 for %2"_s.arg(guess).arg(stack.height())));
    const int exact = stack.height();
    heights(stack);
    QCOMPARE(stack.height(), exact);
}

void TestBlockStack::whatIsFarIsDropped()
{
    const QList<Block> blocks = read(answer(20'000));
    BlockStack stack({});
    stack.setWidth(width);
    stack.setBlocks(&blocks);
    stack.layOut(0, std::numeric_limits<int>::max());
    const int height = stack.height();
    stack.keepBetween(0, screen);
    qsizetype items = 0;
    for (qsizetype block = 0; block < stack.count(); ++block) {
        const bool isNear = stack.top(block) < screen || block == stack.count() - 1;
        QCOMPARE(stack.existingItem(block) != nullptr, isNear);
        items += isNear;
    }
    QVERIFY(items < stack.count() / 4);
    QCOMPARE(stack.height(), height);
}

void TestBlockStack::streamingEqualsSettingWhole_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("step");
    QTest::newRow("answer") << answer(4'000) << 7;
    QTest::newRow("long line") << prose(5'000) << 13;
    QTest::newRow("unbroken line") << u"x"_s.repeated(4'100) << 100;
    QTest::newRow("exactly one part") << prose(1'000) + u" and then it goes on"_s << 1'000;
    QTest::newRow("right to left") << u"שלום עולם "_s.repeated(200) << 11;
    QTest::newRow("code") << u"```python\n"_s + u"print(1)\n"_s.repeated(60) + u"```\nend"_s << 9;
    QTest::newRow("table") << u"| a | b |\n|---|--:|\n"_s + u"| one | 2 |\n"_s.repeated(30) << 5;
}

void TestBlockStack::streamingEqualsSettingWhole()
{
    QFETCH(const QString, text);
    QFETCH(const int, step);
    Streamed streamed;
    for (qsizetype at = 0; at < text.size(); at += step)
        streamed.feed(text.sliced(at, std::min<qsizetype>(step, text.size() - at)));
    streamed.finish();
    const QList<Block> blocks = read(text);
    BlockStack whole({});
    whole.setWidth(width);
    whole.setBlocks(&blocks);
    QCOMPARE(heights(streamed.stack()), heights(whole));
    QCOMPARE(picture(streamed.stack()), picture(whole));
}

void TestBlockStack::aGrowingTextLaysOutItsEndOnly()
{
    const auto laidOutFor = [](qsizetype before) {
        Streamed streamed;
        streamed.feed(answer(before));
        const qsizetype count = streamed.stack().laidOutCount();
        const QString more = answer(2'000);
        for (qsizetype at = 0; at + 10 <= more.size(); at += 10)
            streamed.feed(more.sliced(at, 10));
        return streamed.stack().laidOutCount() - count;
    };
    const qsizetype early = laidOutFor(10'000);
    QVERIFY(early > 0);
    QCOMPARE_LE(laidOutFor(200'000), early + 2);
}

void TestBlockStack::onlyWhatChangedIsDirty()
{
    Streamed streamed;
    streamed.feed(u"First paragraph.\n\n"_s + prose(600));
    BlockStack &stack = streamed.stack();
    stack.takeDirtyTop();
    const int height = stack.height();
    const int line = stack.item(0).height();
    streamed.feed(u"x"_s);
    QCOMPARE(stack.height(), height);
    const std::optional<int> dirty = stack.takeDirtyTop();
    QVERIFY(dirty);
    QCOMPARE_GE(*dirty, height - 2 * line);
    QVERIFY(!stack.takeDirtyTop());
}

void TestBlockStack::aLongLineIsLaidOutInParts()
{
    const QString text = prose(90'000);
    const QList<Block> blocks = read(text);
    QCOMPARE(blocks.size(), 1);
    BlockStack stack({});
    stack.setWidth(width);
    stack.setBlocks(&blocks);
    const BlockItem &item = stack.item(0);
    // Every line but the last is as full as it can be: a part does not end in the middle of one.
    const qreal line = item.caretRect(blocks.first(), 0).height();
    qsizetype lines = 0;
    for (qreal y = line / 2; y < item.height() - line; y += line, ++lines) {
        const qsizetype begin = item.offsetAt(blocks.first(), {0, y});
        const qsizetype next = item.offsetAt(blocks.first(), {0, y + line});
        QVERIFY(next > begin);
        QCOMPARE_GE(next - begin, 30);
    }
    QCOMPARE_GE(lines, 1'000);
}

void TestBlockStack::aLaterDefinitionChangesWhatRefersToIt()
{
    Streamed streamed;
    streamed.feed(u"See [the paper] first.\n\nThen more.\n\n"_s);
    QVERIFY(linksOf(streamed.blocks().first()).isEmpty());
    streamed.stack().takeDirtyTop();
    streamed.feed(u"[the paper]: https://example.org\n\n"_s);
    QCOMPARE(linksOf(streamed.blocks().first()).size(), 1);
    QCOMPARE(streamed.stack().takeDirtyTop(), 0);
    const QList<Block> blocks = read(u"See [the paper] first.\n\nThen more.\n\n[the paper]: https://example.org\n\n"_s);
    BlockStack whole({});
    whole.setWidth(width);
    whole.setBlocks(&blocks);
    QCOMPARE(heights(streamed.stack()), heights(whole));
    QCOMPARE(picture(streamed.stack()), picture(whole));
}

void TestBlockStack::placesAndRectanglesAgree()
{
    const QList<Block> blocks = read(answer(1'000));
    BlockStack stack({});
    stack.setWidth(width);
    stack.setBlocks(&blocks);
    for (qsizetype block = 0; block < blocks.size(); ++block) {
        for (qsizetype offset = 0; offset <= flatLength(blocks.at(block)); ++offset) {
            const TextPlace place{.block = block, .offset = offset};
            const QRect caret = caretOn(stack, blocks, place);
            QVERIFY(QRect(0, stack.top(block), width + 1, stack.bottom(block)).contains(caret.center()));
            QCOMPARE(placeOn(stack, blocks, {caret.left(), caret.center().y()}), place);
        }
    }
    QCOMPARE(placeOn(stack, blocks, {0, -5}), TextPlace());
    QCOMPARE(placeOn(stack, blocks, {0, stack.height() + 5}), endPlace(blocks));
}

void TestBlockStack::rightToLeftTextIsMirrored()
{
    const QList<Block> blocks = read(u"- left\n\n- שלום\n"_s);
    BlockStack stack({});
    stack.setWidth(width);
    stack.setBlocks(&blocks);
    QVERIFY(stack.itemRect(0).left() > 0);
    QCOMPARE(stack.itemRect(0).right() + 1, width);
    QCOMPARE(stack.itemRect(1).left(), 0);
    QVERIFY(stack.itemRect(1).right() + 1 < width);
    QCOMPARE_LE(caretOn(stack, blocks, {.block = 0, .offset = 0}).left(), stack.itemRect(0).left());
    QCOMPARE_GE(caretOn(stack, blocks, {.block = 1, .offset = 0}).right(), stack.itemRect(1).right() - 1);
}

void TestBlockStack::deepNestingKeepsRoomForText()
{
    const QList<Block> blocks = read(u"> "_s.repeated(30) + u"deep inside\n"_s);
    BlockStack stack({});
    stack.setWidth(200);
    stack.setBlocks(&blocks);
    stack.layOut(0, screen);
    QVERIFY(stack.itemRect(0).width() > 0);
    QCOMPARE_LE(stack.itemRect(0).right() + 1, 200);
}

void TestBlockStack::paperIsLight()
{
    Theme::setScheme(Theme::Scheme::Dark);
    QCOMPARE(BlockLook{.paper = true}.colors().panel, QColor(Qt::white));
    QVERIFY(BlockLook{.paper = true}.inkColor().lightness() < 64);
    QVERIFY(BlockLook{}.inkColor().lightness() > 192);
    Theme::setScheme(Theme::Scheme::Light);
}

QTEST_MAIN(TestBlockStack)

#include "tst_blockstack.moc"
