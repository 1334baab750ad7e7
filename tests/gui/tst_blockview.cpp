// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/blockview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace evenhand;

namespace {

const QString sample = uR"(# Backoff

Use **full jitter**: see [the paper](https://example.org/paper) and `random.uniform`.

- first item
- second item with [another link](https://example.net/)

> quoted text

```python
print(1)
print(2)
```

The end of it.
)"_s;

QString paragraphs(int count)
{
    QString text;
    for (int i = 1; i <= count; ++i)
        text +=
            u"Paragraph %1 is a few words long, so that it is broken into lines when the view is narrow.\n\n"_s.arg(i);
    return text;
}

TextPlace place(qsizetype block, qsizetype offset)
{
    return {.block = block, .offset = offset};
}

TextRange range(qsizetype firstBlock, qsizetype firstOffset, qsizetype lastBlock, qsizetype lastOffset)
{
    return {.begin = place(firstBlock, firstOffset), .end = place(lastBlock, lastOffset)};
}

// A view in what scrolls it, between two things that take the focus.
class Page : public QWidget
{
public:
    Page()
        : area(new QScrollArea)
        , view(new BlockView)
        , before(new QPushButton)
        , after(new QPushButton)
    {
        auto *content = new QWidget;
        auto *column = new QVBoxLayout(content);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(view);
        column->addStretch();
        area->setWidget(content);
        area->setWidgetResizable(true);
        area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        area->setFocusPolicy(Qt::NoFocus);
        auto *layout = new QVBoxLayout(this);
        layout->addWidget(before);
        layout->addWidget(area);
        layout->addWidget(after);
        resize(480, 500);
    }

    int scrolled() const { return area->verticalScrollBar()->value(); }
    QPoint at(const TextPlace &place) const { return view->rectOf(place).center(); }

    QScrollArea *area;
    BlockView *view;
    QPushButton *before;
    QPushButton *after;
};

} // namespace

class TestBlockView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void aTextIsAsTallAsItNeedsToBe();
    void aLongTextIsReadInSlices();
    void aGrowingTextIsAddedTo();
    void anotherTextReplacesIt();
    void theModeIsChanged();
    void theMouseSelectsAcrossBlocks();
    void wordsAndBlocksAreSelected();
    void longCodeScrollsSideways();
    void aMenuSaysWhatCanBeDone();
    void draggingBeyondTheEdgeScrolls();
    void theKeyboardSelects();
    void plainKeysAndTheWheelAreThePages();
    void copyingGivesTheSource();
    void aSelectionSurvivesGrowth();
    void aDragSurvivesAnotherText();
    void marksGoWhenTheirBlocksChange();
    void anchorsStayAcrossWidthAndZoom();
    void linksAreOnlyTold();
    void tabGoesFromLinkToLink();
    void theSchemeIsFollowed();

private:
    BlockView &view() { return *m_page->view; }

    std::unique_ptr<Page> m_page;
};

void TestBlockView::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    Theme::install(*qApp);
    Theme::setScheme(Theme::Scheme::Light);
    Theme::setAnswerZoom(100);
}

void TestBlockView::init()
{
    m_page = std::make_unique<Page>();
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void TestBlockView::cleanup()
{
    m_page.reset();
    Theme::setAnswerZoom(100);
    Theme::setScheme(Theme::Scheme::Light);
}

void TestBlockView::aTextIsAsTallAsItNeedsToBe()
{
    QCOMPARE(view().height(), 0);
    view().setText(u"One line."_s);
    const int line = view().height();
    QVERIFY(line > 0);
    view().setText(u"One line.\nAnother."_s);
    QCOMPARE(view().height(), 2 * line);
    view().clear();
    QCOMPARE(view().height(), 0);
    view().setStreaming(true);
    QVERIFY(view().height() > 0);
}

void TestBlockView::aLongTextIsReadInSlices()
{
    QSignalSpy completed(&view(), &BlockView::completed);
    const QString text = paragraphs(2'000);
    view().setText(text);
    view().endText();
    QVERIFY(!view().isComplete());
    QVERIFY(!view().blocks().isEmpty());
    QCOMPARE_LT(view().source().size(), text.size());
    QTRY_COMPARE(completed.size(), 1);
    QVERIFY(view().isComplete());
    QCOMPARE(view().source(), text.toUtf8());
    QCOMPARE(view().blocks().size(), 2'000);
}

void TestBlockView::aGrowingTextIsAddedTo()
{
    QSignalSpy completed(&view(), &BlockView::completed);
    view().setStreaming(true);
    for (qsizetype length = 0; length < sample.size(); length += 3)
        view().setText(sample.first(length));
    view().setText(sample);
    view().endText();
    QVERIFY(view().isComplete());
    QCOMPARE(completed.size(), 0);
    const int height = view().height();

    Page whole;
    whole.show();
    whole.view->setText(sample);
    whole.view->endText();
    QCOMPARE(whole.view->blocks(), view().blocks());
    QCOMPARE(whole.view->height(), height);
}

void TestBlockView::anotherTextReplacesIt()
{
    view().setText(u"The first answer."_s);
    view().setText(u"The second answer, which is longer."_s);
    QCOMPARE(view().source(), "The second answer, which is longer.");
    view().setText(u"The second answer, witch is longer."_s);
    QCOMPARE(view().source(), "The second answer, witch is longer.");
    view().endText();
    view().setText(u"The second answer, witch is longer. It goes on."_s);
    QCOMPARE(view().source(), "The second answer, witch is longer. It goes on.");
    view().setText(u"Short."_s);
    QCOMPARE(view().source(), "Short.");
}

void TestBlockView::theModeIsChanged()
{
    view().setText(sample);
    view().endText();
    QVERIFY(view().blocks().first().kind == BlockKind::Heading);
    view().setMode(AnswerReader::Mode::Raw);
    QVERIFY(view().blocks().first().kind == BlockKind::Plain);
    QVERIFY(view().isComplete());
    view().setMode(AnswerReader::Mode::Code, u"markdown"_s);
    QVERIFY(view().blocks().first().kind == BlockKind::Code);
    view().setMode(AnswerReader::Mode::Markdown);
    QVERIFY(view().blocks().first().kind == BlockKind::Heading);
    QCOMPARE(view().source(), sample.toUtf8());
}

void TestBlockView::theMouseSelectsAcrossBlocks()
{
    view().setText(sample);
    QSignalSpy changed(&view(), &BlockView::selectionChanged);
    QTest::mousePress(&view(), Qt::LeftButton, {}, m_page->at(place(1, 4)));
    QTest::mouseMove(&view(), m_page->at(place(2, 5)));
    QTest::mouseRelease(&view(), Qt::LeftButton, {}, m_page->at(place(2, 5)));
    QCOMPARE(view().selection(), range(1, 4, 2, 5));
    QVERIFY(!changed.isEmpty());
    QTest::mouseClick(&view(), Qt::LeftButton, Qt::ShiftModifier, m_page->at(place(3, 6)));
    QCOMPARE(view().selection(), range(1, 4, 3, 6));
    QTest::mouseClick(&view(), Qt::LeftButton, {}, m_page->at(place(1, 2)));
    QVERIFY(view().selection().isEmpty());
}

void TestBlockView::wordsAndBlocksAreSelected()
{
    view().setText(u"Several words here.\n\nAnd a second paragraph."_s);
    QTest::mouseDClick(&view(), Qt::LeftButton, {}, m_page->at(place(0, 10)));
    QCOMPARE(view().selectedText(), u"words"_s);
    QTest::mouseClick(&view(), Qt::LeftButton, {}, m_page->at(place(0, 10)));
    QCOMPARE(view().selection(), range(0, 0, 0, 19));

    // What is dragged over after a double click is selected by words, in both directions.
    const QPoint second = m_page->at(place(1, 8));
    QTest::mouseDClick(&view(), Qt::LeftButton, {}, second);
    QMouseEvent press(QEvent::MouseButtonDblClick, second, view().mapToGlobal(second), Qt::LeftButton, Qt::LeftButton,
                      {});
    QCoreApplication::sendEvent(&view(), &press);
    QTest::mouseMove(&view(), m_page->at(place(0, 10)));
    QCOMPARE(view().selection(), range(0, 8, 1, 12));
    QTest::mouseMove(&view(), m_page->at(place(1, 15)));
    QCOMPARE(view().selection(), range(1, 6, 1, 22));
    QTest::mouseRelease(&view(), Qt::LeftButton, {}, m_page->at(place(1, 15)));
}

void TestBlockView::longCodeScrollsSideways()
{
    view().setText(u"```\n"_s + u"wide "_s.repeated(100) + u"\n```\n"_s);
    view().endText();
    const QPointF middle(50, view().height() / 2.0);
    const auto turn = [&](QPoint angle, Qt::KeyboardModifiers modifiers) {
        QWheelEvent wheel(middle, view().mapToGlobal(middle), {}, angle, Qt::NoButton, modifiers, Qt::NoScrollPhase,
                          false);
        QCoreApplication::sendEvent(&view(), &wheel);
        return wheel.isAccepted();
    };
    const QImage before = view().grab().toImage();
    QVERIFY(!turn({0, -120}, {}));
    QVERIFY(turn({0, -120}, Qt::ShiftModifier));
    QVERIFY(turn({-120, 0}, {}));
    QVERIFY(view().grab().toImage() != before);
    const TextPlace end = place(0, 499);
    QVERIFY(view().rectOf(end).left() > view().width());
    view().revealSideways(end);
    QVERIFY(view().rectOf(end).left() < view().width());
}

void TestBlockView::aMenuSaysWhatCanBeDone()
{
    view().setText(sample);
    const auto actions = [this](const QPoint &point) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, point, view().mapToGlobal(point));
        QCoreApplication::sendEvent(&view(), &event);
        auto *menu = view().findChild<QMenu *>();
        QHash<QString, QAction *> found;
        if (!menu)
            return found;
        const QList<QAction *> all = menu->actions();
        for (QAction *action : all)
            found.insert(action->text(), action);
        return found;
    };
    const QHash<QString, QAction *> plain = actions(m_page->at(place(1, 2)));
    QVERIFY(plain.contains(u"Copy"_s));
    QVERIFY(!plain.value(u"Copy"_s)->isEnabled());
    QVERIFY(!plain.contains(u"Copy link address"_s));
    plain.value(u"Select all"_s)->trigger();
    QVERIFY(!view().selection().isEmpty());
    delete view().findChild<QMenu *>();

    const qsizetype link = flatText(view().blocks().at(1)).indexOf("paper"_L1);
    const QHash<QString, QAction *> linked = actions(m_page->at(place(1, link + 1)));
    QVERIFY(linked.value(u"Copy"_s)->isEnabled());
    linked.value(u"Copy link address"_s)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"https://example.org/paper"_s);
    QSignalSpy activated(&view(), &BlockView::linkActivated);
    linked.value(u"Open link…"_s)->trigger();
    QCOMPARE(activated.size(), 1);
    delete view().findChild<QMenu *>();
}

void TestBlockView::draggingBeyondTheEdgeScrolls()
{
    view().setText(paragraphs(100));
    QTRY_VERIFY(m_page->area->verticalScrollBar()->maximum() > 1'000);
    QTest::mousePress(&view(), Qt::LeftButton, {}, m_page->at(place(0, 3)));
    const QPoint below = view().mapFrom(m_page->area->viewport(), QPoint(100, m_page->area->viewport()->height() + 40));
    QCursor::setPos(view().mapToGlobal(below));
    QTest::mouseMove(&view(), below);
    QTRY_VERIFY(m_page->scrolled() > 100);
    QTest::mouseRelease(&view(), Qt::LeftButton, {}, below);
    QVERIFY(view().selection().end.block > 5);
    QCOMPARE(view().selection().begin, place(0, 3));
}

void TestBlockView::theKeyboardSelects()
{
    view().setText(u"one two three\nfour five\n\nsix"_s);
    view().setFocus();
    QTest::keyClick(&view(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(view().selection(), range(0, 0, 0, 1));
    QTest::keyClick(&view(), Qt::Key_Right, Qt::ShiftModifier | Qt::ControlModifier);
    QCOMPARE(view().selection(), range(0, 0, 0, 4));
    QTest::keyClick(&view(), Qt::Key_End, Qt::ShiftModifier);
    QCOMPARE(view().selection(), range(0, 0, 0, 13));
    QTest::keyClick(&view(), Qt::Key_Left, Qt::ShiftModifier | Qt::ControlModifier);
    QCOMPARE(view().selection(), range(0, 0, 0, 8));
    QTest::keyClick(&view(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(view().selection().end.block, 0);
    QVERIFY(view().selection().end.offset > 13);
    QTest::keyClick(&view(), Qt::Key_Home, Qt::ShiftModifier);
    QCOMPARE(view().selection(), range(0, 0, 0, 14));
    QTest::keyClick(&view(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(view().selection(), range(0, 0, 1, 0));
    QTest::keyClick(&view(), Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(view().selection(), range(0, 0, 0, 14));
    QTest::keyClick(&view(), Qt::Key_End, Qt::ShiftModifier | Qt::ControlModifier);
    QCOMPARE(view().selection(), range(0, 0, 1, 3));
    view().setSelection({});
    QTest::keyClick(&view(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(view().selection(), range(0, 0, 1, 3));
}

void TestBlockView::plainKeysAndTheWheelAreThePages()
{
    view().setText(paragraphs(100));
    QTRY_VERIFY(m_page->area->verticalScrollBar()->maximum() > 1'000);
    view().setFocus();
    QTest::keyClick(&view(), Qt::Key_Down);
    const int line = m_page->scrolled();
    QVERIFY(line > 0);
    QTest::keyClick(&view(), Qt::Key_PageDown);
    QVERIFY(m_page->scrolled() > line);
    const int page = m_page->scrolled();
    QWheelEvent wheel(QPointF(50, page + 50), view().mapToGlobal(QPointF(50, page + 50)), {}, {0, -120}, Qt::NoButton,
                      {}, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&view(), &wheel);
    QVERIFY(!wheel.isAccepted());
    QVERIFY(view().selection().isEmpty());
}

void TestBlockView::copyingGivesTheSource()
{
    view().setText(sample);
    view().endText();
    view().setFocus();
    view().selectAll();
    QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text().trimmed(), sample.trimmed());
    view().setSelection(range(1, 4, 1, 8));
    view().copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"full"_s);
    view().setSelection({});
    view().copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"full"_s);
}

void TestBlockView::aSelectionSurvivesGrowth()
{
    view().setStreaming(true);
    view().setText(u"First.\n\nThe second is on its way"_s);
    view().setSelection(range(0, 2, 1, 10));
    view().setText(u"First.\n\nThe second is on its way, and grows.\n\nThird."_s);
    QCOMPARE(view().selection(), range(0, 2, 1, 10));
    view().setText(u"Another."_s);
    QVERIFY(view().selection().isEmpty());
}

void TestBlockView::aDragSurvivesAnotherText()
{
    view().setText(u"First.\n\nSecond.\n\nSeveral words here."_s);
    const QPoint words = m_page->at(place(2, 10));
    QTest::mouseDClick(&view(), Qt::LeftButton, {}, words);
    QMouseEvent press(QEvent::MouseButtonDblClick, words, view().mapToGlobal(words), Qt::LeftButton, Qt::LeftButton,
                      {});
    QCoreApplication::sendEvent(&view(), &press);
    view().setText(u"Another."_s);
    QTest::mouseMove(&view(), m_page->at(place(0, 2)));
    QCOMPARE(view().selection(), range(0, 0, 0, 8));
    QTest::mouseRelease(&view(), Qt::LeftButton, {}, words);
}

void TestBlockView::marksGoWhenTheirBlocksChange()
{
    view().setStreaming(true);
    view().setText(u"First.\n\nSecond.\n\nThird is open"_s);
    const QList<TextRange> found{range(0, 0, 0, 5), range(2, 0, 2, 5)};
    view().setMarks(BlockMark::Match, found);
    view().setMarks(BlockMark::Difference, {range(1, 0, 1, 3)});
    QCOMPARE(view().marks(BlockMark::Match), found);
    const QImage marked = view().grab().toImage();
    view().setText(u"First.\n\nSecond.\n\nThird is open and grows"_s);
    QCOMPARE(view().marks(BlockMark::Match), QList{range(0, 0, 0, 5)});
    QCOMPARE(view().marks(BlockMark::Difference), QList{range(1, 0, 1, 3)});
    view().setMarks(BlockMark::Match, {});
    QVERIFY(view().grab().toImage() != marked);
    view().setText(u"All is different."_s);
    QVERIFY(view().marks(BlockMark::Difference).isEmpty());
}

void TestBlockView::anchorsStayAcrossWidthAndZoom()
{
    view().setText(paragraphs(60));
    view().endText();
    QTRY_VERIFY(view().isComplete());
    for (const int y : {0, 7, 333, 1'000, view().height() - 1})
        QCOMPARE(view().yOf(view().anchorAt(y)), y);
    const TextPlace middle = place(30, 0);
    const BlockView::Anchor anchor{.block = 30, .within = 0};
    QCOMPARE(view().anchorAt(view().rectOf(middle).top()).block, anchor.block);
    const auto distance = [&] { return std::abs(view().yOf(anchor) - view().rectOf(middle).top()); };
    const int before = view().rectOf(middle).top();
    m_page->resize(300, 500);
    QTRY_VERIFY(view().rectOf(middle).top() > before);
    QCOMPARE_LE(distance(), Theme::step);
    QSignalSpy height(&view(), &BlockView::heightChanged);
    Theme::setAnswerZoom(200);
    QVERIFY(!height.isEmpty());
    QCOMPARE_LE(distance(), 2 * Theme::step);
    QVERIFY(view().rectOf(middle).top() > 2 * before);
}

void TestBlockView::linksAreOnlyTold()
{
    view().setText(sample);
    QSignalSpy activated(&view(), &BlockView::linkActivated);
    const qsizetype link = flatText(view().blocks().at(1)).indexOf("paper"_L1);
    QTest::mouseClick(&view(), Qt::LeftButton, {}, m_page->at(place(1, 3)));
    QCOMPARE(activated.size(), 0);
    QTest::mouseMove(&view(), m_page->at(place(1, link + 1)));
    QTRY_COMPARE(view().cursor().shape(), Qt::PointingHandCursor);
    QTest::mouseClick(&view(), Qt::LeftButton, {}, m_page->at(place(1, link + 1)));
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.first().first().value<LinkTarget>().destination, u"https://example.org/paper"_s);
    // A selection that ends in a link does not activate it.
    QTest::mousePress(&view(), Qt::LeftButton, {}, m_page->at(place(1, link - 3)));
    QTest::mouseMove(&view(), m_page->at(place(1, link + 2)));
    QTest::mouseRelease(&view(), Qt::LeftButton, {}, m_page->at(place(1, link + 2)));
    QCOMPARE(activated.size(), 1);
    QVERIFY(!view().selection().isEmpty());
}

void TestBlockView::tabGoesFromLinkToLink()
{
    view().setText(sample);
    QSignalSpy activated(&view(), &BlockView::linkActivated);
    m_page->before->setFocus();
    QTest::keyClick(m_page->before, Qt::Key_Tab);
    QVERIFY(view().hasFocus());
    QTest::keyClick(&view(), Qt::Key_Return);
    QCOMPARE(activated.size(), 0);
    QTest::keyClick(&view(), Qt::Key_Tab);
    QTest::keyClick(&view(), Qt::Key_Tab);
    QTest::keyClick(&view(), Qt::Key_Return);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.last().first().value<LinkTarget>().destination, u"https://example.net/"_s);
    QTest::keyClick(&view(), Qt::Key_Backtab);
    QTest::keyClick(&view(), Qt::Key_Return);
    QCOMPARE(activated.last().first().value<LinkTarget>().destination, u"https://example.org/paper"_s);
    QTest::keyClick(&view(), Qt::Key_Tab);
    QTest::keyClick(&view(), Qt::Key_Tab);
    QVERIFY(m_page->after->hasFocus());
}

void TestBlockView::theSchemeIsFollowed()
{
    view().setText(sample);
    const auto corner = [this] { return view().grab().toImage().pixelColor(view().width() - 1, 0); };
    const QColor light = corner();
    Theme::setScheme(Theme::Scheme::Dark);
    QTRY_VERIFY(corner() != light);
    QVERIFY(corner().lightness() < 64);
}

QTEST_MAIN(TestBlockView)

#include "tst_blockview.moc"
