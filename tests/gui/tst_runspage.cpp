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
#include "ui/models/suitemodel.h"
#include "ui/runs/caseanswers.h"
#include "ui/runs/casechecks.h"
#include "ui/runs/gridview.h"
#include "ui/runs/runlist.h"
#include "ui/runs/runprogress.h"
#include "ui/runs/runspage.h"
#include "ui/runs/startdialog.h"
#include "ui/shell/mainwindow.h"
#include "ui/suites/suitespage.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/pageframe.h"
#include "ui/widgets/sidelist.h"
#include "ui/widgets/whydialog.h"

#include <QCheckBox>
#include <QComboBox>
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
    void starterIsKeptWhenItsRunStarts();
    void sampleSuiteIsRunAtOnce();
    void suitesOfTheListAreOpened();
    void dialogTellsWhatWouldBeSent();
    void dialogIsFilledInByKeyboard();
    void dialogOffersAnswersOfEarlierRuns();
    void dialogSaysWhatIsWrong();
    void startedRunFillsTheGrid();
    void enterOpensTheAnswersOfACase();
    void answersAreHeldAgainstChecksAndReference();
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
    static Suite cities(int cases);
    void addSuite(const Suite &suite);
    void start(const Suite &suite, const QStringList &models, int concurrency = 0);
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

Suite tst_runspage::cities(int cases)
{
    Suite suite{.name = u"Cities"_s, .columns = {u"city"_s}, .prompt = PromptText{.user = u"What is {{city}}?"_s}};
    for (int i = 1; i <= cases; ++i)
        suite.cases.append({.id = CaseId::create(), .variables = {{u"city"_s, u"City %1"_s.arg(i)}}});
    return suite;
}

void tst_runspage::addSuite(const Suite &suite)
{
    QVERIFY(m_gui->session().workspace().write([&](Database &db) { return SuiteStore::save(db, suite); }));
}

void tst_runspage::start(const QStringList &models, int cases, int concurrency)
{
    start(cities(cases), models, concurrency);
}

// By the dialog.
void tst_runspage::start(const Suite &suite, const QStringList &models, int concurrency)
{
    addSuite(suite);
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
    button(&page(), u"Suites…"_s)->click();
    QVERIFY(m_gui->window().suitesPage()->isVisible());
}

void tst_runspage::starterIsKeptWhenItsRunStarts()
{
    m_gui->page().restore({.lineup = m_gui->lineup({u"quick"_s}), .prompt = {}});
    StartDialog *dialog = page().newRun();
    const auto kept = [this] { return SuiteStore::all(m_gui->session().workspace().reader()).value(); };
    QCOMPARE(dialog->suites()->currentText(), u"Reasoning · 10 cases · starter"_s);
    QVERIFY2(dialog->summary().startsWith(u"10 requests"_s), qPrintable(dialog->summary()));
    QVERIFY(kept().isEmpty());
    button(dialog, u"Start"_s)->click();
    QCOMPARE(kept().size(), 1);
    QCOMPARE(page().model()->spec().suite->id, kept().first().id);
    QCOMPARE(kept().first().checks.isEmpty(), false);
    const StartDialog *next = page().newRun();
    QCOMPARE(next->suites()->currentText(), u"Reasoning · 10 cases"_s);
    QCOMPARE(next->suites()->findText(u"Reasoning · 10 cases · starter"_s), -1);
}

void tst_runspage::dialogTellsWhatWouldBeSent()
{
    addSuite(cities(7));
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

void tst_runspage::dialogIsFilledInByKeyboard()
{
    addSuite(cities(2));
    m_gui->page().restore({.lineup = m_gui->lineup({u"quick"_s}), .prompt = {}});
    StartDialog *dialog = page().newRun();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    QStringList order;
    for (int i = 0; i < 7; ++i) {
        order.append(dialog->focusWidget()->accessibleName());
        QTest::keyClick(dialog->focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(order, (QStringList{u"Suite"_s, u"Prompt"_s, u"Lineup"_s, u"Budget"_s, u"Currency of the budget"_s,
                                 u"Repeats"_s, u"Requests at once, for each channel"_s}));
    QTest::keyClick(dialog->findChild<QSpinBox *>(), Qt::Key_Return);
    QVERIFY2(!page().run().isNull(), "Enter in a field does not start the run");
    finish();
}

void tst_runspage::dialogOffersAnswersOfEarlierRuns()
{
    start({u"quick"_s}, 3);
    finish();
    StartDialog *dialog = page().newRun();
    auto *reuse = dialog->findChild<QCheckBox *>();
    QVERIFY(!reuse->isChecked());
    QVERIFY(!dialog->request()->reuse);
    reuse->setChecked(true);
    QVERIFY(dialog->request()->reuse);
    QTRY_VERIFY2(dialog->summary().contains(u"3 answers are taken from earlier runs."_s),
                 qPrintable(dialog->summary()));
    QVERIFY2(dialog->summary().startsWith(u"0 requests"_s), qPrintable(dialog->summary()));
    button(dialog, u"Start"_s)->click();
    finish();
    QTRY_VERIFY2(text(0, 0).contains(u" · reused · "_s), qPrintable(text(0, 0)));
    QVERIFY2(!text(0, 0).contains(u"unpriced"_s), qPrintable(text(0, 0)));
}

void tst_runspage::dialogSaysWhatIsWrong()
{
    addSuite(cities(1));
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

void tst_runspage::answersAreHeldAgainstChecksAndReference()
{
    Suite suite{.name = u"Advice"_s, .columns = {u"city"_s}, .prompt = PromptText{.user = u"{{city}}?"_s}};
    suite.cases = {{.id = CaseId::create(),
                    .variables = {{u"city"_s, u"Pune"_s}},
                    .reference = u"Use full jitter."_s,
                    .checks = {QJsonObject{{u"type"_s, u"contains"_s}, {u"value"_s, u"jitter"_s}}}},
                   {.id = CaseId::create(), .variables = {{u"city"_s, u"Goa"_s}}}};
    start(suite, {u"quick"_s, u"short"_s});
    finish();
    page().openAnswers(page().filter()->index(0, GridModel::FirstTargetColumn));
    const CaseChecks &checks = *page().answers()->checks();
    QVERIFY(checks.isVisible());
    QCOMPARE(checks.reference(), u"Use full jitter."_s);
    QTRY_VERIFY2(checks.verdict(0, 0).startsWith(u"✓ "_s), qPrintable(checks.verdict(0, 0)));
    QTRY_VERIFY2(checks.verdict(0, 1).startsWith(u"✗ "_s), qPrintable(checks.verdict(0, 1)));
    emit page().answers() -> stepRequested(1);
    QVERIFY(!checks.isVisible());
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
    QTRY_COMPARE(page().progress()->count(), u"2 of 2, 2 requests failed"_s);
    QVERIFY(button(&page(), u"Retry 2 failed requests"_s));
    button(&page(), u"Retry 2 failed requests"_s)->click();
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

void tst_runspage::sampleSuiteIsRunAtOnce()
{
    m_gui->window().begin();
    m_gui->window().showRunsPage();
    StartDialog *dialog = page().newRun();
    QCOMPARE(dialog->suites()->currentText(), u"Sample: retries · 5 cases"_s);
    QVERIFY2(dialog->summary().startsWith(u"20 requests to this machine"_s), qPrintable(dialog->summary()));
    button(dialog, u"Start"_s)->click();
    m_gui->window().activateWindow();
    QTRY_VERIFY(page().grid()->hasFocus());
    const auto isMarked = [this] {
        const QList<ElidedLabel *> labels = page().frame()->findChildren<ElidedLabel *>();
        return std::ranges::any_of(
            labels, [](const ElidedLabel *label) { return label->text().endsWith(u"illustrative answers"_s); });
    };
    QTRY_VERIFY(isMarked());
    button(&page(), u"Stop"_s)->click();
    finish();
    QVERIFY(QTest::qWaitForWindowActive(&m_gui->window()));
    QTest::keyClick(page().grid(), Qt::Key_Return);
    QVERIFY(page().showsAnswers());
    QVERIFY(page().answers()->board()->panes().first()->target().illustrative);
}

void tst_runspage::suitesOfTheListAreOpened()
{
    const Suite suite{
        .name = u"Sums"_s,
        .columns = {u"sum"_s},
        .cases = {{.id = CaseId::create(),
                   .variables = {{u"sum"_s, u"1 + 1"_s}},
                   .checks = {QJsonObject{{u"type"_s, u"json-schema"_s}, {u"schema"_s, QJsonObject()}}}}}};
    QVERIFY(m_gui->session().workspace().write([&](Database &db) { return SuiteStore::save(db, suite); }));
    page().reload();
    const QModelIndex index = page().list()->view()->model()->index(1, 0);
    QCOMPARE(index.data().toString(), u"Sums"_s);
    QCOMPARE(index.data(SideList::DetailRole).toString(), u"1 case · json schema check"_s);
    emit page().list() -> view()->activated(index);
    QVERIFY(m_gui->window().suitesPage()->isVisible());
    QCOMPARE(m_gui->window().suitesPage()->model()->suite().name, u"Sums"_s);
    QCOMPARE(m_gui->window().suitesPage()->list()->currentIndex().data().toString(), u"Sums"_s);
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
                             .state = Batch::State::Running,
                             .expected = {{u"USD"_s, 2'900'000'000}}};
    progress.show(facts);
    QCOMPARE(progress.count(), u"10 of 20, 1 request failed"_s);
    QCOMPARE(progress.cost(), u"$1.87 of $5.00 budget, estimate $2.90"_s);
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
    QCOMPARE(progress.cost(), u"$1.87 of $5.00 budget, estimate $2.87"_s);
    QCOMPARE(progress.pace(), QString());
    QCOMPARE(progress.queue(), QString());
}

QTEST_MAIN(tst_runspage)
#include "tst_runspage.moc"
