// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/guiharness.h"
#include "ui/answer/answerview.h"
#include "ui/answer/blockview.h"
#include "ui/compare/answerpane.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/composer.h"
#include "ui/compare/differencebar.h"
#include "ui/compare/differences.h"
#include "ui/compare/figurestable.h"
#include "ui/compare/paneboard.h"
#include "ui/compare/panebody.h"
#include "ui/models/lineupmodel.h"
#include "ui/shell/mainwindow.h"

#include <QLabel>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

class TestDifferences : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void marksWhatIsOnlyThere();
    void stepsFromOneToTheNext();
    void everyPaneShowsItsPart();
    void stepsThroughWhatIsShown();
    void overlooksMarkup();
    void followsTheAnswersThatAreShown();
    void followsTheLineup();
    void waitsForTheEnd();
    void leavesOutWhatHasNoText();
    void showsFigures();
    void opensAndClosesWithTheKeyboard();
    void goesWithTheWindow();

private:
    AnswerPane *pane(int number) const { return m_gui->page().board()->panes().value(number); }
    DifferenceBar *bar() const { return m_gui->page().differenceBar(); }
    Differences &differences() const { return bar()->differences(); }
    QStringList marked(int number, BlockMark::Kind kind = BlockMark::Difference) const;
    void compare(const QStringList &models, int repeats = 1);

    std::unique_ptr<GuiHarness> m_gui;
};

// What stands on the ground of a mark.
QStringList TestDifferences::marked(int number, BlockMark::Kind kind) const
{
    const AnswerView *answer = pane(number)->view();
    const BlockView *view = answer ? answer->textPart() : nullptr;
    QStringList phrases;
    for (const TextRange &range : view ? view->marks(kind) : QList<TextRange>()) {
        const QString text = flatText(view->blocks().at(range.begin.block));
        phrases.append(text.sliced(range.begin.offset, range.end.offset - range.begin.offset));
    }
    return phrases;
}

void TestDifferences::compare(const QStringList &models, int repeats)
{
    m_gui->ask(u"Explain jitter"_s, models, repeats);
    QTRY_VERIFY(m_gui->isIdle());
    bar()->button()->click();
    QTRY_COMPARE(differences().compared(), models.size());
    QTRY_VERIFY(!differences().isComparing());
}

void TestDifferences::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void TestDifferences::init()
{
    m_gui = std::make_unique<GuiHarness>();
    m_gui->window().resize(1440, 900);
    m_gui->window().show();
    QVERIFY(QTest::qWaitForWindowActive(&m_gui->window()));
}

void TestDifferences::cleanup()
{
    m_gui.reset();
}

void TestDifferences::marksWhatIsOnlyThere()
{
    compare({u"full-jitter"_s, u"equal-jitter"_s});
    const QStringList first{u"full"_s, u"median"_s, u"short"_s, u"await sleep(uniform(0, cap))"_s};
    const QStringList second{u"equal"_s, u"a floor under"_s, u"variant\twait\nequal\t0.6 s"_s};
    QCOMPARE(marked(0), first);
    QCOMPARE(marked(1), second);
    QCOMPARE(bar()->summary(), u"5 differences"_s);
    QCOMPARE(bar()->note(), QString());

    bar()->button()->click();
    QVERIFY(bar()->isHidden());
    QCOMPARE(marked(0) + marked(1), QStringList());
}

void TestDifferences::stepsFromOneToTheNext()
{
    compare({u"full-jitter"_s, u"equal-jitter"_s});
    const auto current = [this] {
        return (marked(0, BlockMark::CurrentDifference) + marked(1, BlockMark::CurrentDifference)).join(u'|');
    };
    QCOMPARE(current(), QString());
    QTest::keyClick(&m_gui->window(), Qt::Key_F7);
    QCOMPARE(bar()->summary(), u"Difference 1 of 5"_s);
    QCOMPARE(current(), u"full|equal"_s);
    QTest::keyClick(&m_gui->window(), Qt::Key_F7);
    QCOMPARE(current(), u"a floor under"_s); // the other pane has nothing there
    QCOMPARE(marked(0).size(), 4);
    QTest::keyClick(&m_gui->window(), Qt::Key_F7);
    QCOMPARE(current(), u"median"_s);
    QTest::keyClick(&m_gui->window(), Qt::Key_F7, Qt::ShiftModifier);
    QTest::keyClick(&m_gui->window(), Qt::Key_F7, Qt::ShiftModifier);
    QTest::keyClick(&m_gui->window(), Qt::Key_F7, Qt::ShiftModifier); // round and round
    QCOMPARE(bar()->summary(), u"Difference 5 of 5"_s);
    QCOMPARE(current(), u"await sleep(uniform(0, cap))|variant\twait\nequal\t0.6 s"_s);
    bar()->button()->click();
    QCOMPARE(current(), QString());
}

// However far from each other the parts are.
void TestDifferences::everyPaneShowsItsPart()
{
    compare({u"late-jitter"_s, u"early-jitter"_s});
    button(&m_gui->page(), u"Scroll together"_s)->click();
    const auto current = [this](int number) { return marked(number, BlockMark::CurrentDifference).value(0); };
    for (qsizetype i = 0; i < differences().count() && current(0) != "full"_L1; ++i)
        differences().step(1);
    QCOMPARE(current(0), u"full"_s);
    QCOMPARE(current(1), u"equal"_s);
    for (const int number : {0, 1}) {
        BlockView *view = pane(number)->view()->textPart();
        const QRect window = pane(number)->body()->viewport()->rect();
        const TextPlace place = view->marks(BlockMark::CurrentDifference).first().begin;
        const QPoint at = view->mapTo(pane(number)->body()->viewport(), view->rectOf(place).center());
        QVERIFY2(window.contains(at), qPrintable(QString::number(number)));
        QVERIFY(view->height() > window.height());
    }
}

void TestDifferences::stepsThroughWhatIsShown()
{
    compare({u"full-jitter"_s, u"equal-jitter"_s});
    m_gui->page().board()->focusPane(1);
    m_gui->page().board()->toggleMaximised();
    QCOMPARE(marked(1).size(), 3);
    QStringList steps;
    for (int i = 0; i < 4; ++i) {
        QTest::keyClick(&m_gui->window(), Qt::Key_F7);
        steps += marked(1, BlockMark::CurrentDifference);
    }
    QCOMPARE(steps, marked(1) + marked(1).first(1));
    QTest::keyClick(&m_gui->window(), Qt::Key_F7, Qt::ShiftModifier);
    QCOMPARE(marked(1, BlockMark::CurrentDifference), marked(1).last(1));
}

void TestDifferences::overlooksMarkup()
{
    compare({u"full-jitter"_s, u"styled-jitter"_s});
    QCOMPARE(marked(0) + marked(1), QStringList());
    QCOMPARE(bar()->summary(), u"No differences"_s);
    QTest::keyClick(&m_gui->window(), Qt::Key_F7);
    QCOMPARE(bar()->summary(), u"No differences"_s);
}

void TestDifferences::followsTheAnswersThatAreShown()
{
    compare({u"full-jitter"_s, u"equal-jitter"_s}, 2);
    const QStringList first = marked(1);
    QCOMPARE(first.size(), 3);
    pane(1)->stepRepeat(1);
    QCOMPARE(marked(1), QStringList());
    QTRY_COMPARE(marked(1), first); // another answer that says the same

    const BlockView *before = pane(1)->view()->textPart();
    m_gui->ask(u"And cheaply?"_s, {});
    QTRY_COMPARE(marked(1), QStringList{u", and cheaply"_s});
    QCOMPARE(marked(0), QStringList());
    QCOMPARE(bar()->summary(), u"1 difference"_s);
    QCOMPARE(before->marks(BlockMark::Difference), QList<TextRange>());

    pane(1)->toggleRaw(); // its markup is part of the text there
    QTRY_VERIFY(marked(1).size() > 1);
    QVERIFY(marked(1).contains(u", and cheaply"_s));
}

void TestDifferences::followsTheLineup()
{
    compare({u"full-jitter"_s, u"equal-jitter"_s, u"styled-jitter"_s});
    QCOMPARE(marked(0), QStringList()); // the third has it, too
    QCOMPARE(marked(1).first(), u"equal"_s);
    QCOMPARE(marked(2), QStringList());
    m_gui->page().lineup()->remove(2);
    pane(2)->hideRequested();
    QTRY_COMPARE(differences().compared(), 2);
    QTRY_COMPARE(marked(0).value(0), u"full"_s);
}

void TestDifferences::waitsForTheEnd()
{
    m_gui->ask(u"Explain jitter"_s, {u"full-jitter"_s, u"slow"_s, u"equal-jitter"_s});
    bar()->button()->click();
    QTRY_COMPARE(bar()->note(), u"Still arriving: B."_s);
    QTRY_COMPARE(bar()->summary(), u"5 differences"_s);
    QCOMPARE(marked(1), QStringList());
    QCOMPARE(FiguresTable::cells(differences().sides().at(1)), QStringList{u"still arriving"_s});
    pane(1)->stop();
    QTRY_COMPARE(differences().compared(), 3);
    QTRY_VERIFY(!marked(1).isEmpty());
    QCOMPARE(bar()->note(), QString());
}

void TestDifferences::leavesOutWhatHasNoText()
{
    m_gui->ask(u"Explain jitter"_s, {u"full-jitter"_s, u"refuses"_s});
    QTRY_VERIFY(m_gui->isIdle());
    bar()->button()->click();
    QTRY_COMPARE(bar()->note(), u"Without text: B."_s);
    QCOMPARE(bar()->summary(), u"Two complete answers are needed"_s);
    QTRY_VERIFY(!differences().isComparing());
    QCOMPARE(marked(0), QStringList());
    QVERIFY(differences().sides().first().figures.words > 0);
}

void TestDifferences::showsFigures()
{
    compare({u"full-jitter"_s, u"equal-jitter"_s});
    const auto cell = [this](int side, const QString &head) {
        return FiguresTable::cells(differences().sides().at(side)).at(FiguresTable::heads().indexOf(head));
    };
    QCOMPARE(cell(0, u"words"_s), u"26"_s);
    QCOMPARE(cell(1, u"words"_s), u"27"_s);
    QCOMPARE(cell(0, u"code blocks"_s), u"1"_s);
    QCOMPARE(cell(1, u"code blocks"_s), u"0"_s);
    QCOMPARE(cell(1, u"tables"_s), u"1"_s);
    QCOMPARE(cell(0, u"only here"_s), u"4"_s);
    QVERIFY(bar()->figures()->isHidden());
    m_gui->window().resize(760, 600); // they are scrolled there
    button(bar(), u"Figures"_s)->click();
    QVERIFY(bar()->figures()->isVisible());
    const QList<QLabel *> labels = bar()->figures()->findChildren<QLabel *>();
    QCOMPARE(labels.size(), 3 * FiguresTable::heads().size());
    for (const QLabel *label : labels)
        QTRY_VERIFY(label->height() >= label->sizeHint().height());
}

void TestDifferences::opensAndClosesWithTheKeyboard()
{
    m_gui->ask(u"Explain jitter"_s, {u"full-jitter"_s, u"equal-jitter"_s});
    QTRY_VERIFY(m_gui->isIdle());
    QTest::keyClick(&m_gui->window(), Qt::Key_D, Qt::ControlModifier);
    QVERIFY(bar()->isVisible());
    QTest::keyClick(&m_gui->window(), Qt::Key_D, Qt::ControlModifier);
    QVERIFY(bar()->isHidden());
    m_gui->page().board()->focusPane(0);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_D);
    QVERIFY(bar()->isVisible());
    m_gui->page().composer()->focusPrompt();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_D);
    QVERIFY(bar()->isVisible());
    QCOMPARE(m_gui->page().composer()->prompt().user, u"d"_s);
}

// A comparison that is under way does not outlive what it is for.
void TestDifferences::goesWithTheWindow()
{
    m_gui->ask(u"Explain jitter"_s, {u"full-jitter"_s, u"equal-jitter"_s});
    QTRY_VERIFY(m_gui->isIdle());
    bar()->button()->click();
    QVERIFY(differences().isComparing());
    m_gui->reopen();
    QCOMPARE(differences().compared(), 0);
}

QTEST_MAIN(TestDifferences)
#include "tst_differences.moc"
