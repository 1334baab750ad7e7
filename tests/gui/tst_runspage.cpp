// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/lineupstore.h"
#include "app/store/suitestore.h"
#include "tests/gui/guiharness.h"
#include "ui/compare/answerpane.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/paneboard.h"
#include "ui/models/gridfilter.h"
#include "ui/models/gridmodel.h"
#include "ui/runs/caseanswers.h"
#include "ui/runs/gridview.h"
#include "ui/runs/runlist.h"
#include "ui/runs/runprogress.h"
#include "ui/runs/runspage.h"
#include "ui/runs/startdialog.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/sidelist.h"
#include "ui/widgets/whydialog.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_runspage : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void emptyWorkspaceSaysWhatARunIs();
    void dialogTellsWhatWouldBeSent();
    void dialogSaysWhatIsWrong();
    void startedRunFillsTheGrid();
    void enterOpensTheAnswersOfACase();
    void costIsExplained();
    void stopsAndResumes();
    void pausesAndGoesOn();
    void failedCanBeRetried();
    void interruptedRunIsResumedAfterANewStart();
    void readOnly();
    void listNamesRunsAndSuites();
    void progressIsHonest();

private:
    RunsPage &page() { return *m_gui->window().runsPage(); }
    void addSuite(int cases);
    void start(const QStringList &models, int cases, int concurrency = 0);
    void finish();
    QString text(int row, int target);
    int rowsThatSay(const QString &words);

    std::unique_ptr<GuiHarness> m_gui;
};

void tst_runspage::init()
{
    m_gui = std::make_unique<GuiHarness>();
    m_gui->window().resize(1280, 800);
    m_gui->window().show();
    m_gui->window().showRunsPage();
    QVERIFY(QTest::qWaitForWindowActive(&m_gui->window()));
}

void tst_runspage::cleanup()
{
    m_gui->session().runs().cancelAll();
    QTRY_COMPARE(m_gui->session().runs().running(), 0);
    m_gui.reset();
}

void tst_runspage::addSuite(int cases)
{
    Suite suite{.name = u"Cities"_s, .columns = {u"city"_s}, .prompt = PromptText{.user = u"What is {{city}}?"_s}};
    for (int i = 1; i <= cases; ++i)
        suite.cases.append({.id = CaseId::create(), .variables = {{u"city"_s, u"City %1"_s.arg(i)}}});
    QVERIFY(m_gui->session().workspace().write([&](Database &db) { return SuiteStore::save(db, suite); }));
}

// By the dialog.
void tst_runspage::start(const QStringList &models, int cases, int concurrency)
{
    addSuite(cases);
    Lineup lineup = m_gui->lineup(models);
    lineup.id = LineupId::create();
    lineup.name = u"Two"_s;
    QVERIFY(m_gui->session().workspace().write([&](Database &db) { return LineupStore::save(db, lineup); }));
    StartDialog *dialog = page().newRun();
    for (QSpinBox *box : dialog->findChildren<QSpinBox *>()) {
        if (box->minimum() == 0)
            box->setValue(concurrency);
    }
    QTRY_VERIFY2(button(dialog, u"Start"_s)->isEnabled(), qPrintable(dialog->problem()));
    button(dialog, u"Start"_s)->click();
    QVERIFY2(!page().run().isNull(), qPrintable(page().notice()));
    m_gui->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_gui->window()));
}

void tst_runspage::finish()
{
    QTRY_VERIFY_WITH_TIMEOUT(!page().control()->batch(page().run()), 30'000);
}

QString tst_runspage::text(int row, int target)
{
    return page().model()->index(row, GridModel::FirstTargetColumn + target).data().toString();
}

int tst_runspage::rowsThatSay(const QString &words)
{
    int rows = 0;
    for (int row = 0; row < page().model()->rowCount(); ++row)
        rows += text(row, 0) == words ? 1 : 0;
    return rows;
}

void tst_runspage::emptyWorkspaceSaysWhatARunIs()
{
    QVERIFY(page().run().isNull());
    QVERIFY(button(&page(), u"New run…"_s));
    const StartDialog *dialog = page().newRun();
    QVERIFY2(dialog->problem().contains(u"no suite"_s), qPrintable(dialog->problem()));
    QVERIFY(!dialog->request());
}

void tst_runspage::dialogTellsWhatWouldBeSent()
{
    addSuite(7);
    m_gui->page().restore({.lineup = m_gui->lineup({u"quick"_s, u"short"_s}), .prompt = {}});
    StartDialog *dialog = page().newRun();
    QVERIFY2(dialog->problem().isEmpty(), qPrintable(dialog->problem()));
    QVERIFY2(dialog->summary().startsWith(u"14 requests to this machine"_s), qPrintable(dialog->summary()));
    QVERIFY2(dialog->summary().contains(u"Without a price, and outside of any budget: A, B."_s),
             qPrintable(dialog->summary()));
    const Result<RunService::Request> request = dialog->request();
    QVERIFY(request);
    QCOMPARE(request->prompt.user, u"What is {{city}}?"_s);
    QCOMPARE(request->lineup.targets.size(), 2);
    QCOMPARE(request->suite->cases.size(), 7);
    QVERIFY(request->seed);
    QVERIFY(!request->budget);
    QVERIFY(!request->concurrency);
}

void tst_runspage::dialogSaysWhatIsWrong()
{
    addSuite(1);
    m_gui->page().restore({.lineup = m_gui->lineup({u"quick"_s}), .prompt = {}});
    StartDialog *dialog = page().newRun();
    for (QLineEdit *edit : dialog->findChildren<QLineEdit *>()) {
        if (edit->accessibleName() == u"Budget"_s)
            edit->setText(u"five"_s);
    }
    QTRY_VERIFY2(dialog->problem().contains(u"not an amount"_s), qPrintable(dialog->problem()));
    QVERIFY(!button(dialog, u"Start"_s)->isEnabled());
}

void tst_runspage::startedRunFillsTheGrid()
{
    start({u"quick"_s, u"short"_s}, 5);
    finish();
    QCOMPARE(page().grid()->model()->rowCount(), 5);
    QTRY_COMPARE(page().progress()->count(), u"10 of 10"_s);
    QCOMPARE(page().notice(), QString());
    QVERIFY2(text(4, 1).contains(u"unpriced"_s), qPrintable(text(4, 1)));
    QTRY_VERIFY(button(&page(), u"Different 5"_s));
    QVERIFY(!button(&page(), u"Pause"_s));
    QVERIFY(!button(&page(), u"Stop"_s));
}

void tst_runspage::enterOpensTheAnswersOfACase()
{
    start({u"quick"_s, u"short"_s}, 3);
    finish();
    page().grid()->setFocus();
    QTest::keyClick(page().grid(), Qt::Key_Down);
    QTest::keyClick(page().grid(), Qt::Key_Right);
    QTest::keyClick(page().grid(), Qt::Key_Return);
    QVERIFY(page().showsAnswers());
    const QList<AnswerPane *> panes = page().answers()->board()->panes();
    QCOMPARE(panes.size(), 2);
    QTRY_VERIFY(!answers(panes.first()).isEmpty());
    const CellId second = panes.first()->current()->cell().id;
    QCOMPARE(second, page().model()->cells(1, 0).first().id);
    emit page().answers() -> stepRequested(1);
    QCOMPARE(page().answers()->board()->panes().first()->current()->cell().id, page().model()->cells(2, 0).first().id);
    emit page().answers() -> stepRequested(1); // there is none after it
    QCOMPARE(page().grid()->currentIndex().row(), 2);
    QTest::keyClick(&page(), Qt::Key_Escape);
    QVERIFY(!page().showsAnswers());
    QCOMPARE(page().grid()->currentIndex().row(), 2);
}

void tst_runspage::costIsExplained()
{
    start({u"quick"_s}, 1);
    finish();
    QTRY_VERIFY2(text(0, 0).contains(u"unpriced"_s), qPrintable(text(0, 0)));
    page().grid()->setCurrentIndex(page().filter()->index(0, GridModel::FirstTargetColumn));
    QTest::keyClick(page().grid(), Qt::Key_W);
    const auto *dialog = page().findChild<WhyDialog *>();
    QVERIFY(dialog);
    const QString why = dialog->text();
    QVERIFY2(why.contains(u"npriced"_s), qPrintable(why));
}

void tst_runspage::stopsAndResumes()
{
    start({u"steady"_s}, 12, 2);
    QTRY_VERIFY(button(&page(), u"Stop"_s));
    button(&page(), u"Stop"_s)->click();
    finish();
    QTRY_VERIFY2(page().notice().contains(u"Stopped"_s), qPrintable(page().notice()));
    QVERIFY(button(&page(), u"Resume"_s));
    QVERIFY(rowsThatSay(u"interrupted"_s) > 0);
    button(&page(), u"Resume"_s)->click();
    QVERIFY(page().control()->batch(page().run()));
    QCOMPARE(page().notice(), QString());
    QCOMPARE(rowsThatSay(u"interrupted"_s), 0);
    QVERIFY(rowsThatSay(u"queued"_s) > 0);
    button(&page(), u"Stop"_s)->click();
    finish();
}

void tst_runspage::pausesAndGoesOn()
{
    start({u"steady"_s}, 12, 2);
    button(&page(), u"Pause"_s)->click();
    QCOMPARE(page().control()->batch(page().run())->state(), Batch::State::Paused);
    QTRY_COMPARE(page().progress()->pace(), u"paused"_s);
    QVERIFY(!button(&page(), u"Pause"_s));
    button(&page(), u"Resume"_s)->click();
    QCOMPARE(page().control()->batch(page().run())->state(), Batch::State::Running);
    button(&page(), u"Stop"_s)->click();
    finish();
}

void tst_runspage::failedCanBeRetried()
{
    start({u"unknown-model"_s}, 2);
    finish();
    QTRY_COMPARE(page().progress()->count(), u"2 of 2, 2 failed"_s);
    QVERIFY(button(&page(), u"Retry failed"_s));
    button(&page(), u"Retry failed"_s)->click();
    finish();
    QTRY_VERIFY2(text(0, 0).contains(u"2 attempts"_s), qPrintable(text(0, 0)));
}

void tst_runspage::interruptedRunIsResumedAfterANewStart()
{
    start({u"steady"_s}, 12, 2);
    const RunId run = page().run();
    m_gui->reopen();
    m_gui->window().show();
    m_gui->window().showRunsPage();
    page().open(run);
    QVERIFY2(page().notice().contains(u"Interrupted"_s), qPrintable(page().notice()));
    QVERIFY(button(&page(), u"Resume"_s));
    button(&page(), u"Resume"_s)->click();
    QVERIFY(page().control()->batch(run));
    button(&page(), u"Stop"_s)->click();
    finish();
}

void tst_runspage::readOnly()
{
    start({u"quick"_s}, 2);
    const RunId run = page().run();
    finish();
    m_gui->reopen(Workspace::Access::Read);
    m_gui->window().show();
    m_gui->window().showRunsPage();
    page().open(run);
    QCOMPARE(page().model()->rowCount(), 2);
    QVERIFY(!button(&page(), u"New run…"_s)->isEnabled());
    page().openAnswers(page().filter()->index(0, GridModel::FirstTargetColumn));
    QVERIFY(page().showsAnswers());
}

void tst_runspage::listNamesRunsAndSuites()
{
    start({u"steady"_s}, 12, 2);
    const auto names = [this] {
        QStringList texts;
        const QAbstractItemModel *model = page().list()->view()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            texts.append(model->index(row, 0).data().toString());
        return texts;
    };
    QCOMPARE(names(), (QStringList{u"Running"_s, u"Cities"_s, u"Suites"_s, u"Cities"_s}));
    button(&page(), u"Stop"_s)->click();
    finish();
    QCOMPARE(names(), (QStringList{u"Done"_s, u"Cities"_s, u"Suites"_s, u"Cities"_s}));
    QVERIFY(page().list()->view()->currentIndex().isValid());
}

void tst_runspage::progressIsHonest()
{
    RunProgress progress;
    RunProgress::Facts facts{.figures = {{.cells = 20,
                                          .done = 9,
                                          .failed = 1,
                                          .left = 10,
                                          .spent = Money{.nano = 1'870'000'000, .currency = u"USD"_s},
                                          .perThousand = Money{.nano = 100'000'000'000, .currency = u"USD"_s}}},
                             .budget = Money{.nano = 5'000'000'000, .currency = u"USD"_s},
                             .state = Batch::State::Running};
    progress.show(facts);
    QCOMPARE(progress.count(), u"10 of 20, 1 failed"_s);
    QCOMPARE(progress.cost(), u"$1.87 of $5.00 budget, estimate $2.87"_s);
    QCOMPARE(progress.pace(), u"measuring the pace"_s);
    facts.rate = 3.2;
    facts.left = 190s;
    progress.show(facts);
    QCOMPARE(progress.pace(), u"3.2/s   about 3 min left"_s);
    facts.loads = {{.name = u"Recordings"_s,
                    .inFlight = 0,
                    .limit = 4,
                    .most = 8,
                    .waiting = 3,
                    .held = 40s,
                    .why = u"rate limit"_s}};
    progress.show(facts);
    QCOMPARE(progress.pace(), u"waiting 40\u202fs: rate limit"_s);
    QCOMPARE(progress.queue(), u"Recordings: 0 of 4 at once (lowered from 8), waits 40\u202fs, rate limit"_s);
    facts.state.reset();
    progress.show(facts);
    QCOMPARE(progress.pace(), QString());
    QCOMPARE(progress.queue(), QString());
}

QTEST_MAIN(tst_runspage)
#include "tst_runspage.moc"
