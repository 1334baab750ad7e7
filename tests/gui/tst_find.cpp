// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/answercell.h"
#include "tests/gui/finders.h"
#include "tests/gui/guiharness.h"
#include "ui/answer/answerview.h"
#include "ui/answer/findbar.h"
#include "ui/compare/answerpane.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/paneboard.h"
#include "ui/compare/panebody.h"
#include "ui/compare/panefind.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

class TestFind : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void everyPartIsSearched();
    void stepsGoRoundAndUnfold();
    void theFirstMatchIsBelowTheStart();
    void caseCounts();
    void marksGoWithTheQuery();
    void whatStreamsIsFound();
    void marksAreCapped();
    void theBarFindsInOnePaneOrAll();
    void matchesAreScrolledTo();
    void escapeGivesTheKeyboardBack();

private:
    static void find(Finder &finder, const QString &text, bool matchCase = false)
    {
        finder.setQuery({.text = text, .matchCase = matchCase});
        QTRY_VERIFY(!finder.isSearching());
    }

    const Clock m_clock;
};

void TestFind::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void TestFind::everyPartIsSearched()
{
    const AnswerCell cell(
        {.text = u"# Jitter\n\nFull *jit*ter, `jitter`.\n\n| jitter | b |\n|---|---|\n| a | JITTER |"_s,
         .reasoning = u"About jitter."_s,
         .toolCalls = {{.id = {}, .name = u"t"_s, .arguments = u"{\"what\": \"jitter\"}"_s}}});
    AnswerView view(cell.model, m_clock);
    Finder finder;
    finder.setAnswers({&view});
    find(finder, u"jitter"_s);
    QCOMPARE(finder.count(), 7);
    QCOMPARE(finder.current(), 0);
    QCOMPARE(view.textPart()->marks(BlockMark::Match).size(), 5);
    find(finder, u"elsewhere"_s);
    QCOMPARE(finder.count(), 0);
    QCOMPARE(finder.current(), -1);
}

void TestFind::stepsGoRoundAndUnfold()
{
    const AnswerCell first({.text = u"one two one"_s});
    const AnswerCell second({.text = u"nothing"_s, .reasoning = u"one"_s});
    AnswerView above(first.model, m_clock);
    AnswerView below(second.model, m_clock);
    Finder finder;
    QSignalSpy found(&finder, &Finder::found);
    finder.setAnswers({&above, &below});
    find(finder, u"one"_s);
    QCOMPARE(finder.count(), 3);
    BlockView *reasoning = below.parts().first();
    QVERIFY(!reasoning->isVisibleTo(&below));
    finder.step(1);
    finder.step(1);
    QCOMPARE(finder.current(), 2);
    QVERIFY(reasoning->isVisibleTo(&below));
    QCOMPARE(found.last().first().value<BlockView *>(), reasoning);
    QCOMPARE(reasoning->marks(BlockMark::CurrentMatch).size(), 1);
    finder.step(1);
    QCOMPARE(finder.current(), 0);
    QVERIFY(reasoning->marks(BlockMark::CurrentMatch).isEmpty());
    finder.step(-1);
    QCOMPARE(finder.current(), 2);
}

void TestFind::theFirstMatchIsBelowTheStart()
{
    const AnswerCell cell({.text = u"one\n\ntwo\n\none\n\ntwo"_s});
    AnswerView view(cell.model, m_clock);
    Finder finder;
    finder.setAnswers({&view});
    finder.setStart(view.textPart(), {.block = 1});
    find(finder, u"one"_s);
    QCOMPARE(finder.current(), 1);
    finder.setStart(view.textPart(), {.block = 3});
    find(finder, u"on"_s);
    QCOMPARE(finder.current(), 0); // round
}

void TestFind::caseCounts()
{
    const AnswerCell cell({.text = u"One one ONE"_s});
    AnswerView view(cell.model, m_clock);
    Finder finder;
    finder.setAnswers({&view});
    find(finder, u"one"_s);
    QCOMPARE(finder.count(), 3);
    find(finder, u"one"_s, true);
    QCOMPARE(finder.count(), 1);
    QCOMPARE(view.textPart()->marks(BlockMark::Match),
             (QList<TextRange>{{.begin = {.block = 0, .offset = 4}, .end = {.block = 0, .offset = 7}}}));
}

void TestFind::marksGoWithTheQuery()
{
    const AnswerCell cell({.text = u"one one"_s});
    AnswerView view(cell.model, m_clock);
    Finder finder;
    finder.setAnswers({&view});
    find(finder, u"one"_s);
    QCOMPARE(view.textPart()->marks(BlockMark::CurrentMatch).size(), 1);
    finder.setQuery({});
    QVERIFY(view.textPart()->marks(BlockMark::Match).isEmpty());
    QVERIFY(view.textPart()->marks(BlockMark::CurrentMatch).isEmpty());
    find(finder, u"one"_s);
    finder.setAnswers({});
    QTRY_VERIFY(view.textPart()->marks(BlockMark::Match).isEmpty());
    QCOMPARE(finder.count(), 0);
}

void TestFind::whatStreamsIsFound()
{
    AnswerCell cell({}, LaneState::Streaming);
    AnswerView view(cell.model, m_clock);
    Finder finder;
    finder.setAnswers({&view});
    find(finder, u"one"_s);
    QCOMPARE(finder.count(), 0);
    cell.think(u"one"_s); // folded
    QTRY_COMPARE(finder.count(), 1);
    cell.say(u"and one\n\nand on"_s);
    QTRY_COMPARE(finder.count(), 2);
    cell.say(u"e"_s);
    QTRY_COMPARE(finder.count(), 3);
    QCOMPARE(finder.current(), -1); // the reader is where he is
}

void TestFind::marksAreCapped()
{
    const AnswerCell cell({.text = u"one "_s.repeated(12'000)});
    AnswerView view(cell.model, m_clock);
    Finder finder;
    FindBar bar(finder);
    finder.setAnswers({&view});
    find(finder, u"one"_s);
    QTRY_COMPARE(finder.count(), Finder::mostMatches);
    QVERIFY(finder.isCapped());
    QCOMPARE(bar.result(), u"1 of 10,000+"_s);
}

void TestFind::theBarFindsInOnePaneOrAll()
{
    GuiHarness gui;
    gui.window().resize(1440, 900);
    gui.window().show();
    QVERIFY(QTest::qWaitForWindowActive(&gui.window()));
    gui.ask(u"Why?"_s, {u"rich"_s, u"terse"_s});
    QTRY_VERIFY(gui.isIdle());
    const FindBar *bar = gui.page().find()->bar();
    QVERIFY(!bar->isVisible());
    QTest::keyClick(&gui.page(), Qt::Key_2, Qt::ControlModifier);
    QTest::keyClick(&gui.page(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(bar->isVisible());
    QTest::keyClicks(QApplication::focusWidget(), u"full jitter"_s);
    QTRY_COMPARE(bar->result(), u"1 of 1"_s);
    QTest::keyClick(&gui.page(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(bar->result(), u"4 of 4"_s); // the one in the second pane stays the current one
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(bar->result(), u"1 of 4"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(bar->result(), u"4 of 4"_s);
    gui.ask(u"Again?"_s, {});
    QTRY_VERIFY(gui.isIdle());
    QTRY_VERIFY(bar->result().endsWith("of 8"_L1)); // in every turn
}

void TestFind::matchesAreScrolledTo()
{
    GuiHarness gui;
    gui.window().resize(1000, 600);
    gui.window().show();
    QVERIFY(QTest::qWaitForWindowActive(&gui.window()));
    gui.ask(u"Why?"_s, {u"rich"_s});
    QTRY_VERIFY(gui.isIdle());
    AnswerPane *pane = gui.page().board()->panes().first();
    const QScrollBar *bar = pane->body()->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 300);
    const auto isShown = [pane] {
        for (BlockView *part : pane->view()->parts()) {
            for (const TextRange &range : part->marks(BlockMark::CurrentMatch)) {
                const QPoint at = part->mapTo(pane->body()->viewport(), part->rectOf(range.begin).center());
                return part->isVisible() && pane->body()->viewport()->rect().contains(at);
            }
        }
        return false;
    };
    QTest::keyClick(&gui.page(), Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"slowest client"_s);
    QTRY_VERIFY(isShown());
    const int below = bar->value();
    QVERIFY(below > 0);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"what people forget"_s); // in the folded reasoning
    QTRY_VERIFY(bar->value() < below);
    QTRY_VERIFY(isShown());
}

void TestFind::escapeGivesTheKeyboardBack()
{
    GuiHarness gui;
    gui.window().resize(1000, 600);
    gui.window().show();
    QVERIFY(QTest::qWaitForWindowActive(&gui.window()));
    gui.ask(u"Why?"_s, {u"slow"_s});
    QTRY_COMPARE(gui.states(), QStringList{u"streaming"_s});
    AnswerPane *pane = gui.page().board()->panes().first();
    QTest::keyClick(&gui.page(), Qt::Key_1, Qt::ControlModifier);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"jitter"_s);
    QTRY_VERIFY(!pane->view()->textPart()->marks(BlockMark::Match).isEmpty());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(!gui.page().find()->bar()->isVisible());
    QVERIFY(pane->body()->hasFocus());
    QVERIFY(pane->view()->textPart()->marks(BlockMark::Match).isEmpty());
    QCOMPARE(gui.states(), QStringList{u"streaming"_s}); // the key was the bar's
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QTRY_COMPARE(gui.states(), QStringList{u"stopped"_s});
}

QTEST_MAIN(TestFind)
#include "tst_find.moc"
