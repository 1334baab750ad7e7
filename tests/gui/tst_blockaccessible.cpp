// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/blockview.h"

#include <QAccessible>
#include <QApplication>
#include <QScrollArea>
#include <QStandardPaths>
#include <QTest>

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

} // namespace

class TestBlockAccessible : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void screenReadersReadIt();
    void screenReadersFindPlaces();
    void linesAreThoseOnTheScreen();

private:
    std::unique_ptr<QScrollArea> m_window;
    BlockView *m_view = nullptr;
};

void TestBlockAccessible::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    Theme::install(*qApp);
}

void TestBlockAccessible::init()
{
    m_window = std::make_unique<QScrollArea>();
    m_view = new BlockView;
    m_window->setWidget(m_view);
    m_window->setWidgetResizable(true);
    m_window->resize(420, 500);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestBlockAccessible::cleanup()
{
    m_window.reset();
}

void TestBlockAccessible::screenReadersReadIt()
{
    m_view->setText(sample);
    m_view->endText();
    m_view->setAccessibleName(u"Answer"_s);
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(m_view);
    QVERIFY(accessible);
    QCOMPARE(accessible->text(QAccessible::Name), u"Answer"_s);
    QVERIFY(accessible->state().readOnly);
    QAccessibleTextInterface *text = accessible->textInterface();
    QVERIFY(text);
    const QString all = text->text(0, text->characterCount());
    QVERIFY2(all.startsWith("Backoff\nUse full jitter: see the paper"_L1), qPrintable(all));
    QVERIFY2(all.contains(u"• first item\n• second item with"_s), qPrintable(all));
    QVERIFY(all.contains("print(1)\nprint(2)"_L1));
    QCOMPARE(all.size(), text->characterCount());
    const int jitter = int(all.indexOf("jitter"_L1));
    int begin = 0;
    int end = 0;
    QCOMPARE(text->textAtOffset(jitter + 2, QAccessible::WordBoundary, &begin, &end), u"jitter"_s);
    QCOMPARE(begin, jitter);
    QCOMPARE(end, jitter + 6);
    QCOMPARE(text->textAtOffset(2, QAccessible::ParagraphBoundary, &begin, &end), u"Backoff\n"_s);
    QVERIFY(text->textAfterOffset(2, QAccessible::ParagraphBoundary, &begin, &end).startsWith("Use"_L1));
    QCOMPARE(text->textBeforeOffset(jitter, QAccessible::ParagraphBoundary, &begin, &end), u"Backoff\n"_s);
    QVERIFY(text->attributes(2, &begin, &end).contains("level:1"_L1));
}

void TestBlockAccessible::screenReadersFindPlaces()
{
    m_view->setText(sample);
    QAccessibleTextInterface *text = QAccessible::queryAccessibleInterface(m_view)->textInterface();
    const QString all = text->text(0, text->characterCount());
    const int item = int(all.indexOf("first item"_L1));
    const QRect rect = text->characterRect(item);
    QVERIFY(rect.isValid());
    QCOMPARE(text->offsetAtPoint(QPoint(rect.left(), rect.center().y())), item);
    text->setSelection(0, item, item + 5);
    QCOMPARE(m_view->selectedText(), u"first"_s);
    QCOMPARE(text->selectionCount(), 1);
    int begin = 0;
    int end = 0;
    text->selection(0, &begin, &end);
    QCOMPARE(begin, item);
    QCOMPARE(end, item + 5);
    QCOMPARE(text->cursorPosition(), item + 5);
    text->removeSelection(0);
    QVERIFY(m_view->selection().isEmpty());
    // A text that has grown is read as it is now.
    m_view->setText(sample + u"\nMore."_s);
    QVERIFY(text->text(0, text->characterCount()).contains("More."_L1));
}

void TestBlockAccessible::linesAreThoseOnTheScreen()
{
    m_view->setText(u"word "_s.repeated(60) + u"\n\nend"_s);
    m_view->endText();
    QAccessibleTextInterface *text = QAccessible::queryAccessibleInterface(m_view)->textInterface();
    int begin = 0;
    int end = 0;
    QString read;
    int lines = 0;
    for (int at = 0; at < text->characterCount(); at = end, ++lines) {
        read += text->textAtOffset(at, QAccessible::LineBoundary, &begin, &end);
        QCOMPARE(begin, at);
        QVERIFY(end > begin);
    }
    QCOMPARE(read, text->text(0, text->characterCount()));
    QVERIFY(lines > 3);
    QVERIFY(lines < 12);
}

QTEST_MAIN(TestBlockAccessible)

#include "tst_blockaccessible.moc"
