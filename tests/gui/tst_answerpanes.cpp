// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/guiharness.h"
#include "ui/answer/answerview.h"
#include "ui/answer/blockview.h"
#include "ui/compare/answerpane.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/composer.h"
#include "ui/compare/paneboard.h"
#include "ui/compare/panebody.h"
#include "ui/compare/provenancedialog.h"
#include "ui/compare/turnview.h"
#include "ui/models/format.h"
#include "ui/models/historymodel.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/plaintextview.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>
#include <QWheelEvent>

using namespace Qt::StringLiterals;
using namespace evenhand;

namespace {

// The block at the upper edge of a pane, and the way there.
qsizetype atTop(const AnswerPane *pane)
{
    return pane->body()->firstVisible().second.block;
}

void showAtTop(const AnswerPane *pane, qsizetype block)
{
    const BlockView *view = pane->view()->textPart();
    const int top = view->mapTo(pane->body()->widget(), QPoint()).y();
    pane->body()->verticalScrollBar()->setValue(top + view->yOf({.block = block, .within = 0.25}));
}

// What was at the upper edge of a pane whenever its text was painted.
class PaintedPlaces : public QObject
{
public:
    explicit PaintedPlaces(const AnswerPane *pane)
        : m_pane(pane)
    {
        pane->view()->textPart()->installEventFilter(this);
    }

    QSet<qsizetype> blocks;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            blocks.insert(atTop(m_pane));
        return false;
    }

private:
    const AnswerPane *m_pane;
};

} // namespace

class TestAnswerPanes : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void answersStreamIntoTheirPanes();
    void aRunningAnswerIsStopped();
    void allAnswersAreStopped();
    void aFailedAnswerIsTriedAgain();
    void aProvidersWaitIsSaid();
    void whatArrivedBeforeAFailureStays();
    void refusalsAndToolCallsAreParts();
    void textIsNeverMarkup();
    void repeatsAreSteppedThrough();
    void panesAreFocusedAndMaximised();
    void panesScrollTogether();
    void panesScrollInStepByBlock();
    void theReaderStaysWhereHeScrolled();
    void theReaderStaysWhateverTheWidthAndTheZoom();
    void theReaderStaysInTheRawView();
    void unfoldingLeavesTheReaderWhereHeIs();
    void theEndOfAStreamIsOneClickAway();
    void answersAreZoomed();
    void figuresAreCountedWhenItEnds();
    void theEndIsAnnounced();
    void provenanceShowsTheAttempt();
    void provenanceListsTheFiles();

private:
    AnswerPane *pane(int number) const { return m_gui->page().board()->panes().value(number); }
    QStringList states() const { return m_gui->states(); }

    std::unique_ptr<GuiHarness> m_gui;
};

void TestAnswerPanes::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void TestAnswerPanes::init()
{
    m_gui = std::make_unique<GuiHarness>();
    m_gui->window().resize(1440, 900);
    m_gui->window().show();
    QVERIFY(QTest::qWaitForWindowActive(&m_gui->window()));
}

void TestAnswerPanes::cleanup()
{
    Theme::setAnswerZoom(100);
    m_gui.reset();
}

void TestAnswerPanes::answersStreamIntoTheirPanes()
{
    m_gui->ask(u"Why?"_s, {u"quick"_s, u"slow"_s, u"thinks"_s});
    QTRY_COMPARE(states(), (QStringList{u"done"_s, u"streaming"_s, u"done"_s}));
    QTRY_VERIFY(answers(pane(1)).startsWith("Use full jitter"_L1));
    const QString before = answers(pane(1));
    QTRY_VERIFY(answers(pane(1)).size() > before.size());
    QVERIFY(answers(pane(1)).startsWith(before));
    QVERIFY(answers(pane(0)).endsWith("over in milliseconds."_L1));
    QVERIFY(pane(0)->head()->metrics().contains(u" in · "_s));
    QVERIFY(pane(0)->head()->metrics().contains(u"unpriced"_s));
    QCOMPARE(m_gui->page().history()->rowCount(), 2); // a head and the conversation
    QCOMPARE(m_gui->page().history()->index(1).data().toString(), u"Why?"_s);
}

void TestAnswerPanes::aRunningAnswerIsStopped()
{
    m_gui->ask(u"Why?"_s, {u"slow"_s, u"never"_s});
    QTRY_COMPARE(states().first(), u"streaming"_s);
    QTRY_VERIFY(states().last().startsWith("waiting"_L1));
    QVERIFY(button(pane(0), u"Stop"_s));
    button(pane(0), u"Stop"_s)->click();
    QTRY_COMPARE(states().first(), u"stopped"_s);
    QTRY_VERIFY(banners(pane(0)).contains(u"What had arrived is kept"_s));
    QVERIFY(answers(pane(0)).startsWith("Use full jitter"_L1));
    QVERIFY(states().last().startsWith("waiting"_L1));
}

void TestAnswerPanes::allAnswersAreStopped()
{
    m_gui->ask(u"Why?"_s, {u"slow"_s, u"never"_s, u"limited"_s});
    QTRY_VERIFY(states().last().startsWith("waiting"_L1));
    m_gui->page().composer()->send(); // it is "Stop all" while something runs
    QTRY_COMPARE(states(), (QStringList{u"stopped"_s, u"stopped"_s, u"stopped"_s}));
    QTRY_VERIFY(m_gui->isIdle());
}

void TestAnswerPanes::aFailedAnswerIsTriedAgain()
{
    m_gui->ask(u"Why?"_s, {u"broken"_s});
    QTRY_COMPARE(states(), QStringList{u"failed"_s});
    QTRY_VERIFY(button(pane(0), u"Retry"_s));
    const AttemptId first = pane(0)->current()->attempt()->id;
    button(pane(0), u"Retry"_s)->click();
    QTRY_VERIFY(pane(0)->current()->attempt()->id != first);
    QTRY_COMPARE(states(), QStringList{u"failed"_s});
    QCOMPARE(pane(0)->current()->cell().attempts.size(), 2);
    QVERIFY(pane(0)->head()->metrics().startsWith("attempt 2"_L1));
}

void TestAnswerPanes::aProvidersWaitIsSaid()
{
    m_gui->ask(u"Why?"_s, {u"limited"_s, u"quick"_s});
    QTRY_VERIFY(states().first().startsWith(u"waiting 1"_s));
    QTRY_COMPARE(states().last(), u"done"_s);
    const auto *said = pane(0)->body()->turns().first()->findChildren<PlainTextView *>().at(1);
    QVERIFY2(said->toPlainText().contains(u"The provider asked to wait. Next attempt in 1"_s),
             qPrintable(said->toPlainText()));
    QVERIFY(said->toPlainText().contains(u"“Rate limit reached for requests: 20 per minute.”"_s));
    QVERIFY(button(pane(0), u"Retry now"_s));
    button(pane(0), u"Retry now"_s)->click();
    QTRY_COMPARE(pane(0)->current()->attempt()->number, 2);
}

void TestAnswerPanes::whatArrivedBeforeAFailureStays()
{
    m_gui->ask(u"Why?"_s, {u"broken"_s});
    QTRY_COMPARE(states(), QStringList{u"failed"_s});
    QTRY_VERIFY(banners(pane(0)).contains(u"status 500"_s));
    QVERIFY(answers(pane(0)).startsWith("Use full jitter"_L1));
    QVERIFY(!answers(pane(0)).contains(u"status 500"_s));
}

void TestAnswerPanes::refusalsAndToolCallsAreParts()
{
    m_gui->ask(u"Why?"_s, {u"refuses"_s, u"tools"_s, u"cut"_s});
    QTRY_COMPARE(states(), (QStringList{u"done"_s, u"done"_s, u"done"_s}));
    QTRY_VERIFY(button(pane(0), u"Refused, in the model's words"_s));
    QCOMPARE(answers(pane(0)), QString());
    QVERIFY(button(pane(1), u"Tool call: track_parcel"_s));
    pane(1)->copyAnswer();
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"track_parcel({"_s));
    QVERIFY(banners(pane(2)).contains(u"Cut off at the token limit"_s));
}

void TestAnswerPanes::textIsNeverMarkup()
{
    m_gui->ask(u"<b>Why?</b>"_s, {u"tricky"_s});
    QTRY_COMPARE(states(), QStringList{u"done"_s});
    QTRY_VERIFY(pane(0)->view()->textPart());
    BlockView *text = pane(0)->view()->textPart();
    QTRY_VERIFY2(shown(text).startsWith("<b>bold?</b> <img src=x> safe"_L1), qPrintable(shown(text)));
    QVERIFY(shown(text).contains(u"safeU+202Egnp.exe zeroU+200Bwidth"_s));
    // What is copied is what was there.
    const QString original = u"<b>bold?</b> <img src=x> safe\u202egnp.exe zero\u200bwidth क्\u200dष"_s;
    pane(0)->copyAnswer();
    QCOMPARE(QGuiApplication::clipboard()->text(), original);
    QGuiApplication::clipboard()->clear();
    text->selectAll();
    text->copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), original);
}

void TestAnswerPanes::repeatsAreSteppedThrough()
{
    m_gui->ask(u"Why?"_s, {u"short"_s}, 3);
    QTRY_VERIFY(m_gui->isIdle());
    QCOMPARE(pane(0)->body()->turns().first()->repeats(), 3);
    const CellId first = pane(0)->current()->cell().id;
    QTest::keyClick(&m_gui->page(), Qt::Key_Right, Qt::AltModifier);
    QVERIFY(pane(0)->current()->cell().id != first);
    QCOMPARE(pane(0)->body()->turns().first()->repeat(), 1);
    QTest::keyClick(&m_gui->page(), Qt::Key_Right, Qt::AltModifier);
    QTest::keyClick(&m_gui->page(), Qt::Key_Right, Qt::AltModifier); // there is no fourth
    QCOMPARE(pane(0)->body()->turns().first()->repeat(), 2);
    QTRY_COMPARE(answers(pane(0)), u"Forty-two."_s);
}

void TestAnswerPanes::panesAreFocusedAndMaximised()
{
    m_gui->ask(u"Why?"_s, {u"quick"_s, u"short"_s, u"cut"_s});
    QTRY_VERIFY(m_gui->isIdle());
    QTest::keyClick(&m_gui->page(), Qt::Key_2, Qt::ControlModifier);
    QTest::keyClick(&m_gui->page(), Qt::Key_M, Qt::ControlModifier);
    QVERIFY(!pane(0)->isVisible());
    QVERIFY(pane(1)->isVisible());
    QTest::keyClick(&m_gui->page(), Qt::Key_3, Qt::ControlModifier); // the next one, as large
    QVERIFY(!pane(1)->isVisible());
    QVERIFY(pane(2)->isVisible());
    QTest::keyClick(&m_gui->page(), Qt::Key_M, Qt::ControlModifier);
    QVERIFY(pane(0)->isVisible() && pane(1)->isVisible() && pane(2)->isVisible());
}

void TestAnswerPanes::panesScrollTogether()
{
    m_gui->window().resize(1000, 600);
    m_gui->ask(u"First"_s, {u"quick"_s, u"short"_s, u"quick"_s});
    QTRY_VERIFY(m_gui->isIdle());
    m_gui->ask(u"Second"_s, {});
    QTRY_VERIFY(m_gui->isIdle());
    QTRY_VERIFY(pane(0)->body()->verticalScrollBar()->maximum() > 200);
    QTest::keyClick(&m_gui->page(), Qt::Key_J, Qt::ControlModifier);
    pane(0)->body()->verticalScrollBar()->setValue(0);
    QTRY_COMPARE(pane(2)->body()->verticalScrollBar()->value(), 0);
    pane(0)->body()->verticalScrollBar()->setValue(120);
    QTRY_COMPARE(pane(2)->body()->verticalScrollBar()->value(), 120);
    QTest::keyClick(&m_gui->page(), Qt::Key_J, Qt::ControlModifier);
    pane(0)->body()->verticalScrollBar()->setValue(40);
    QCOMPARE(pane(2)->body()->verticalScrollBar()->value(), 120);
}

void TestAnswerPanes::panesScrollInStepByBlock()
{
    m_gui->window().resize(1000, 600);
    m_gui->ask(u"First"_s, {u"steps"_s, u"long-steps"_s, u"few-steps"_s});
    QTRY_VERIFY(m_gui->isIdle());
    QTRY_VERIFY(pane(0)->body()->verticalScrollBar()->maximum() > 200);
    QTest::keyClick(&m_gui->page(), Qt::Key_J, Qt::ControlModifier);
    for (const qsizetype block : {10, 4, 13}) {
        showAtTop(pane(0), block);
        QTRY_COMPARE(atTop(pane(1)), block);
        QTRY_COMPARE(atTop(pane(2)), block / 2); // it has half as many
    }
    showAtTop(pane(2), 6);
    QTRY_COMPARE(atTop(pane(1)), 12);
    QTRY_COMPARE(atTop(pane(0)), 12);
}

void TestAnswerPanes::theReaderStaysWhereHeScrolled()
{
    m_gui->window().resize(1000, 600);
    m_gui->ask(u"First"_s, {u"steady"_s});
    QScrollBar *bar = pane(0)->body()->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 300);
    QTRY_COMPARE(bar->value(), bar->maximum()); // follows the end
    bar->setValue(50);
    const int before = bar->maximum();
    QTRY_VERIFY(bar->maximum() > before);
    QCOMPARE(bar->value(), 50);
    QTest::keyClick(pane(0)->body(), Qt::Key_End);
    const int again = bar->maximum();
    QTRY_VERIFY(bar->maximum() > again);
    QTRY_COMPARE(bar->value(), bar->maximum());
}

void TestAnswerPanes::theReaderStaysWhateverTheWidthAndTheZoom()
{
    m_gui->window().resize(1000, 600);
    m_gui->ask(u"First"_s, {u"steps"_s, u"long-steps"_s});
    QTRY_VERIFY(m_gui->isIdle());
    QTRY_VERIFY(pane(1)->body()->verticalScrollBar()->maximum() > 1000);
    showAtTop(pane(1), 11);
    const int before = pane(1)->body()->verticalScrollBar()->value();
    Theme::setAnswerZoom(170);
    QTRY_VERIFY(pane(1)->body()->verticalScrollBar()->value() > before);
    QTRY_COMPARE(atTop(pane(1)), 11);
    PaintedPlaces painted(pane(1));
    m_gui->window().resize(1400, 700);
    QTRY_VERIFY(!painted.blocks.isEmpty());
    QTRY_COMPARE(atTop(pane(1)), 11);
    QCOMPARE(painted.blocks, QSet<qsizetype>{11}); // and never anything else meanwhile
    Theme::setAnswerZoom(100);
    QTRY_COMPARE(atTop(pane(1)), 11);
}

void TestAnswerPanes::theReaderStaysInTheRawView()
{
    m_gui->window().resize(700, 600);
    m_gui->ask(u"First"_s, {u"long-steps"_s});
    QTRY_VERIFY(m_gui->isIdle());
    const QScrollBar *bar = pane(0)->body()->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 1000);
    const QString text = pane(0)->current()->attempt()->answer.text;
    showAtTop(pane(0), 11);
    const int before = bar->value();
    QTest::keyClick(&m_gui->page(), Qt::Key_U, Qt::ControlModifier);
    QVERIFY(button(pane(0), u"Raw"_s)->isChecked());
    BlockView *view = pane(0)->view()->textPart();
    QTRY_VERIFY(shown(view).startsWith(text.left(2'000)));
    const auto stepInSight = [&] { // of the raw text
        const int top = view->mapTo(pane(0)->body()->viewport(), QPoint()).y();
        const TextPlace place = view->placeAt({0, -top + 2});
        const Block &block = view->blocks().at(place.block);
        const qsizetype begin = block.source.begin + place.offset; // all of it is ASCII
        return text.left(begin + 5).count(u"Step "_s);
    };
    QTRY_COMPARE(stepInSight(), 12);
    button(pane(0), u"Raw"_s)->click();
    QTRY_COMPARE(atTop(pane(0)), 11);
    QTRY_VERIFY(qAbs(bar->value() - before) < 200);
}

void TestAnswerPanes::unfoldingLeavesTheReaderWhereHeIs()
{
    m_gui->window().resize(1000, 700);
    m_gui->ask(u"First"_s, {u"thinks"_s});
    QTRY_VERIFY(m_gui->isIdle());
    const QScrollBar *bar = pane(0)->body()->verticalScrollBar();
    QTRY_VERIFY(pane(0)->figures().contains(u"words"_s));
    QTRY_VERIFY(!pane(0)->body()->isFollowing());
    QCOMPARE(bar->maximum(), 0);
    pane(0)->view()->unfold(pane(0)->view()->parts().first());
    m_gui->window().resize(1000, 580);
    // Not before what was unfolded has found its height.
    QTRY_VERIFY(bar->maximum() > 0 && bar->maximum() < pane(0)->body()->height());
    QCOMPARE(bar->value(), 0);
    // At the end he stays when the room below gets less.
    QTest::keyClick(pane(0)->body(), Qt::Key_End);
    const int before = bar->maximum();
    QCOMPARE(bar->value(), before);
    m_gui->window().resize(1000, 550);
    QTRY_VERIFY(bar->maximum() > before);
    QTRY_COMPARE(bar->value(), bar->maximum());
}

void TestAnswerPanes::theEndOfAStreamIsOneClickAway()
{
    m_gui->window().resize(1000, 600);
    m_gui->ask(u"First"_s, {u"steady"_s});
    QScrollBar *bar = pane(0)->body()->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 300);
    QVERIFY(!button(pane(0), u"Jump to end"_s));
    bar->setValue(50);
    QVERIFY(button(pane(0), u"Jump to end"_s));
    button(pane(0), u"Jump to end"_s)->click();
    QVERIFY(!button(pane(0), u"Jump to end"_s));
    const int before = bar->maximum();
    QTRY_VERIFY(bar->maximum() > before);
    QTRY_COMPARE(bar->value(), bar->maximum());
    bar->setValue(50);
    QVERIFY(button(pane(0), u"Jump to end"_s));
    pane(0)->stop();
    QTRY_VERIFY(!button(pane(0), u"Jump to end"_s)); // it ended
    QCOMPARE(bar->value(), 50);
}

void TestAnswerPanes::answersAreZoomed()
{
    m_gui->ask(u"First"_s, {u"steps"_s});
    QTRY_VERIFY(m_gui->isIdle());
    const BlockView *text = pane(0)->view()->textPart();
    const int before = text->height();
    QTest::keyClick(&m_gui->page(), Qt::Key_Plus, Qt::ControlModifier);
    QTest::keyClick(&m_gui->page(), Qt::Key_Plus, Qt::ControlModifier);
    QCOMPARE(Theme::answerZoom(), 120);
    QTRY_VERIFY(text->height() > before);
    QTest::keyClick(&m_gui->page(), Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(Theme::answerZoom(), 100);
    QTRY_COMPARE(text->height(), before);
    QWidget *area = pane(0)->body()->viewport();
    const auto turn = [area](int by, Qt::KeyboardModifiers modifiers) {
        const QPointF at = area->rect().center();
        QWheelEvent event(at, area->mapToGlobal(at), {}, {0, by}, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        QApplication::sendEvent(area, &event);
    };
    turn(-60, Qt::ControlModifier);
    QCOMPARE(Theme::answerZoom(), 100); // half a step
    turn(-60, Qt::ControlModifier);
    QCOMPARE(Theme::answerZoom(), 90);
    turn(-120, Qt::NoModifier);
    QCOMPARE(Theme::answerZoom(), 90);
    Theme::setAnswerZoom(1'000);
    QCOMPARE(Theme::answerZoom(), Theme::largestAnswerZoom);
    QCOMPARE(QSettings().value(u"appearance/answerZoom"_s).toInt(), Theme::largestAnswerZoom);
}

void TestAnswerPanes::figuresAreCountedWhenItEnds()
{
    m_gui->ask(u"First"_s, {u"terse"_s, u"slow"_s});
    QTRY_COMPARE(pane(0)->figures(), u"41 words · 1 code block"_s);
    QTRY_COMPARE(states().last(), u"streaming"_s);
    QCOMPARE(pane(1)->figures(), QString());
    pane(0)->toggleRaw();
    QCOMPARE(pane(0)->figures(), u"41 words · 1 code block"_s);
    m_gui->window().resize(900, 600); // less room
    QTRY_VERIFY(pane(0)->figures() != u"41 words · 1 code block"_s);
}

void TestAnswerPanes::theEndIsAnnounced()
{
    static QStringList said;
    said.clear();
    QAccessible::setActive(true);
    const QAccessible::UpdateHandler before = QAccessible::installUpdateHandler([](QAccessibleEvent *event) {
        if (event->type() == QAccessible::Announcement)
            said.append(static_cast<QAccessibleAnnouncementEvent *>(event)->message());
    });
    m_gui->ask(u"First"_s, {u"terse"_s, u"broken"_s});
    QTRY_COMPARE(said.size(), 2);
    m_gui->ask(u"Second"_s, {});
    QTRY_COMPARE(said.size(), 4);
    QAccessible::installUpdateHandler(before);
    QAccessible::setActive(false);
    QVERIFY(said.contains(u"Target A, terse: done, 41 words"_s));
    QVERIFY2(said.filter(u"Target B, broken: failed, "_s).size() == 2, qPrintable(said.join(u'\n')));
}

void TestAnswerPanes::provenanceShowsTheAttempt()
{
    m_gui->ask(u"Why?"_s, {u"thinks"_s});
    QTRY_VERIFY(m_gui->isIdle());
    QTRY_VERIFY(pane(0)->current()->attempt()->timing.total);
    QTest::keyClick(&m_gui->page(), Qt::Key_I, Qt::ControlModifier);
    const auto *dialog = m_gui->page().findChild<ProvenanceDialog *>();
    QVERIFY(dialog);
    for (const QString &said :
         {u"thinks"_s, u"Recordings"_s, u"Input, read from cache"_s, u"1,024"_s, u"First reasoning"_s})
        QVERIFY2(dialog->text().contains(said), qPrintable(said));
}

void TestAnswerPanes::provenanceListsTheFiles()
{
    const QString hash = u"0f"_s.repeated(32);
    const AttachmentRef file{
        .path = u"/home/me/plan.pdf"_s, .mediaType = u"application/pdf"_s, .size = 2048, .sha256 = hash};
    const QString text = provenanceText({}, {file}, Attempt());
    for (const QString &said : {u"plan.pdf"_s, u"application/pdf"_s, Format::bytes(2048), hash})
        QVERIFY2(text.contains(said), qPrintable(text));
    QVERIFY(!text.contains("/home/me"_L1));
}

QTEST_MAIN(TestAnswerPanes)
#include "tst_answerpanes.moc"
