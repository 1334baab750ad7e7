// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/guiharness.h"
#include "ui/models/gridfilter.h"
#include "ui/models/gridmodel.h"
#include "ui/runs/casechecks.h"
#include "ui/runs/columnsmenu.h"
#include "ui/runs/gridview.h"
#include "ui/runs/headcards.h"
#include "ui/runs/runspage.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/tableview.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

class tst_gridview : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_gui.reset(); }

    void cardsTellWhatTheShareIsOf();
    void numberAndCaseStayInSight();
    void fourTargetsNeedNoScrolling();
    void namesOfChecksStayInSight();
    void columnsAreChosenAndKept();
    void keyGoesToWhatFailed();

private:
    RunsPage &page() { return *m_gui->window().runsPage(); }
    void show(const QStringList &models, int cases);

    std::unique_ptr<GuiHarness> m_gui;
};

void tst_gridview::init()
{
    m_gui = std::make_unique<GuiHarness>();
    m_gui->window().resize(1280, 800);
    m_gui->window().show();
    m_gui->window().showRunsPage();
    QVERIFY(QTest::qWaitForWindowActive(&m_gui->window()));
}

// A run of so many cases, which has ended.
void tst_gridview::show(const QStringList &models, int cases)
{
    RunSuite suite{.id = {}, .name = u"Cities"_s, .columns = {u"city"_s}, .cases = {}};
    for (int i = 1; i <= cases; ++i)
        suite.cases.append({.id = CaseId::create(), .variables = {{u"city"_s, u"City %1"_s.arg(i)}}});
    const Result<RunId> run = page().control()->start({.prompt = {.user = u"What is {{city}}?"_s},
                                                       .lineup = m_gui->lineup(models),
                                                       .inConversation = false,
                                                       .suite = suite});
    QVERIFY(run);
    page().open(*run);
    QTRY_VERIFY_WITH_TIMEOUT(!page().control()->batch(*run), 30'000);
}

void tst_gridview::cardsTellWhatTheShareIsOf()
{
    TargetFigures figures{.cells = 60, .done = 57, .failed = 3};
    RunSpec spec{.targets = {RunTarget{.target = {.model = u"model"_s}}}};
    const auto told = [](const HeadCards &cards, const QString &caption) {
        for (const QLabel *label : cards.findChildren<QLabel *>()) {
            if (label->accessibleName().startsWith(caption))
                return std::pair(label->text(), label->parentWidget()->toolTip());
        }
        return std::pair<QString, QString>();
    };
    HeadCards plain;
    plain.resize(600, 100);
    plain.setRun(spec);
    plain.show();
    plain.setFigures({figures});
    QCOMPARE(told(plain, u"answered"_s).first, u"95.0\u202f%"_s);
    QVERIFY(told(plain, u"answered"_s).second.contains(u"57 answered, 3 failed"_s));
    spec.suite = RunSuite{.cases = {{.checks = {QJsonObject{{u"type"_s, u"json"_s}}}}}};
    HeadCards judged;
    judged.resize(600, 100);
    judged.setRun(spec);
    judged.show();
    judged.setFigures({figures});
    QCOMPARE(told(judged, u"checks passed"_s).first, u"–"_s);
    figures.passed = 54;
    figures.missed = 2;
    figures.open = 1;
    judged.setFigures({figures});
    QCOMPARE(told(judged, u"checks passed"_s).first, u"96.4\u202f%"_s);
    const QString tip = told(judged, u"checks passed"_s).second;
    QVERIFY2(tip.contains(u"Of 56 judged answers; not among them: 3 failed requests and 1 answer that"_s),
             qPrintable(tip));
}

void tst_gridview::numberAndCaseStayInSight()
{
    show({u"quick"_s, u"short"_s, u"cut"_s, u"tools"_s, u"refuses"_s, u"thinks"_s, u"broken"_s, u"rich"_s}, 2);
    GridView &grid = *page().grid();
    const QModelIndex name = page().filter()->index(1, GridModel::CaseColumn);
    const QModelIndex last = page().filter()->index(1, GridModel::FirstTargetColumn + 7);
    const QRect before = grid.visualRect(name);
    grid.setCurrentIndex(last);
    QVERIFY(grid.horizontalScrollBar()->value() > 0);
    QCOMPARE(grid.visualRect(name), before);
    QCOMPARE(grid.indexAt(before.center()), name);
    QVERIFY(grid.viewport()->rect().contains(grid.visualRect(last).adjusted(0, 0, -1, 0)));
    const QModelIndex first = page().filter()->index(1, GridModel::FirstTargetColumn);
    grid.setCurrentIndex(first);
    QVERIFY2(grid.visualRect(first).left() > before.right(), "the first target is under the case");
    QCOMPARE(grid.indexAt(grid.visualRect(first).center()), first);
}

void tst_gridview::fourTargetsNeedNoScrolling()
{
    m_gui->window().resize(1280, 800);
    show({u"quick"_s, u"short"_s, u"cut"_s, u"tools"_s}, 30);
    QTRY_VERIFY(page().grid()->verticalScrollBar()->maximum() > 0);
    QCOMPARE(page().grid()->horizontalScrollBar()->maximum(), 0);
}

void tst_gridview::namesOfChecksStayInSight()
{
    CaseChecks checks;
    checks.resize(700, 120);
    checks.setCase({.checks = {QJsonObject{{u"type"_s, u"contains"_s}, {u"value"_s, u"jitter"_s}}}}, 8);
    checks.show();
    QVERIFY(QTest::qWaitForWindowExposed(&checks));
    auto *table = checks.findChild<TableView *>();
    QVERIFY(table->horizontalScrollBar()->maximum() > 0);
    table->horizontalScrollBar()->setValue(table->horizontalScrollBar()->maximum());
    QVERIFY(table->visualRect(table->model()->index(0, 0)).right() < 0);
    const auto *names = table->findChild<TableView *>();
    const QRect name = names->visualRect(names->model()->index(0, 0));
    QCOMPARE(names->indexAt(name.center()).data().toString(), u"contains: jitter"_s);
    const QPoint there = names->viewport()->mapTo(&checks, name.center());
    QCOMPARE(checks.childAt(there), names->viewport());
    QCOMPARE(there.y(), table->viewport()->mapTo(&checks, table->visualRect(table->model()->index(0, 8)).center()).y());
}

void tst_gridview::columnsAreChosenAndKept()
{
    show({u"quick"_s, u"short"_s, u"cut"_s}, 1);
    const RunId run = page().run();
    const auto action = [this](const QString &text) {
        const QList<QAction *> actions = page().columns()->actions();
        return *std::ranges::find_if(actions, [&](const QAction *each) { return each->text().startsWith(text); });
    };
    const int height = page().grid()->rowHeight(0);
    action(u"A  quick"_s)->toggle();
    action(u"C  cut"_s)->toggle();
    QVERIFY(page().grid()->isColumnHidden(GridModel::FirstTargetColumn));
    QVERIFY(button(&page(), u"Columns, 2 hidden"_s));
    QVERIFY2(!action(u"B  short"_s)->isEnabled(), "one target stays");
    QCOMPARE(page().grid()->currentIndex().column(), GridModel::FirstTargetColumn + 1);
    for (const QString &figure : {u"Time"_s, u"Tokens"_s, u"Cost"_s})
        action(figure)->toggle();
    QVERIFY(page().grid()->rowHeight(0) < height);
    m_gui->reopen();
    m_gui->window().show();
    m_gui->window().showRunsPage();
    page().open(run);
    QVERIFY(page().grid()->isColumnHidden(GridModel::FirstTargetColumn));
    QVERIFY(!page().grid()->isColumnHidden(GridModel::FirstTargetColumn + 1));
    QVERIFY(page().columns()->secondLine().isEmpty());
    action(u"Show all"_s)->trigger();
    QVERIFY(!page().grid()->isColumnHidden(GridModel::FirstTargetColumn));
    QVERIFY(button(&page(), u"Columns"_s));
}

void tst_gridview::keyGoesToWhatFailed()
{
    show({u"quick"_s, u"unknown-model"_s, u"short"_s}, 3);
    GridView &grid = *page().grid();
    const auto place = [&grid] { return std::pair(grid.currentIndex().row(), grid.currentIndex().column()); };
    constexpr int failing = GridModel::FirstTargetColumn + 1;
    QTest::keyClick(&grid, Qt::Key_F);
    QCOMPARE(place(), std::pair(0, failing));
    QTest::keyClick(&grid, Qt::Key_F);
    QCOMPARE(place(), std::pair(1, failing));
    QTest::keyClick(&grid, Qt::Key_F, Qt::ShiftModifier);
    QTest::keyClick(&grid, Qt::Key_F, Qt::ShiftModifier);
    QCOMPARE(place(), std::pair(2, failing));
    grid.setCurrentIndex(page().filter()->index(1, GridModel::CaseColumn));
    QTest::keyClick(&grid, Qt::Key_F);
    QCOMPARE(place(), std::pair(1, failing));
}

QTEST_MAIN(tst_gridview)
#include "tst_gridview.moc"
