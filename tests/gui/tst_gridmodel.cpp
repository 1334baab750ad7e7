// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/guiharness.h"
#include "ui/models/gridfilter.h"
#include "ui/models/gridmodel.h"
#include "ui/models/runcontrol.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_gridmodel : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void showsARunAsItIsOnDisk();
    void followsARunThatIsSent();
    void stoppedAndResumed();
    void failedAreSentAgain();
    void repeatsStandInOneCell();
    void checksAreTold();
    void oneOfSeveralFails();
    void reusedAnswerHasNoFigures();
    void filters();

private:
    RunService::Request request(const QStringList &models, int cases, int repeats = 1) const;
    RunId sent(const RunService::Request &request);
    QString text(int row, int target) const;

    std::unique_ptr<GuiHarness> m_gui;
    std::unique_ptr<RunControl> m_control;
    std::unique_ptr<GridModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void tst_gridmodel::init()
{
    m_gui = std::make_unique<GuiHarness>();
    m_control = std::make_unique<RunControl>(m_gui->session());
    m_model = std::make_unique<GridModel>(m_gui->session().workspace(), m_gui->session().runs());
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
}

void tst_gridmodel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_control.reset();
    m_gui.reset();
}

RunService::Request tst_gridmodel::request(const QStringList &models, int cases, int repeats) const
{
    RunSuite suite{.id = {}, .name = u"Cities"_s, .columns = {u"city"_s}, .cases = {}};
    for (int i = 1; i <= cases; ++i) {
        suite.cases.append({.id = CaseId::create(),
                            .variables = {{u"city"_s, u"City %1"_s.arg(i)}},
                            .taskClass = i % 2 ? u"odd"_s : u"even"_s});
    }
    return {.prompt = {.user = u"What is {{city}}?"_s},
            .lineup = m_gui->lineup(models),
            .repeats = repeats,
            .inConversation = false,
            .suite = suite};
}

RunId tst_gridmodel::sent(const RunService::Request &request)
{
    const Result<RunId> run = m_control->start(request);
    if (!run)
        qFatal("%s", qPrintable(run.error().message));
    if (!QTest::qWaitFor([&] { return m_control->ending(*run).has_value(); }, 20'000))
        qFatal("the run does not end");
    return *run;
}

QString tst_gridmodel::text(int row, int target) const
{
    return m_model->index(row, GridModel::FirstTargetColumn + target).data().toString();
}

void tst_gridmodel::showsARunAsItIsOnDisk()
{
    const RunId run = sent(request({u"quick"_s, u"unknown-model"_s}, 3));
    QVERIFY(m_model->open(run));
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(m_model->columnCount(), 4);
    QCOMPARE(m_model->headerData(3, Qt::Horizontal).toString(), u"B"_s);
    QCOMPARE(m_model->index(1, GridModel::CaseColumn).data().toString(), u"City 2"_s);
    QCOMPARE(m_model->index(1, GridModel::CaseColumn).data(GridModel::DetailRole).toString(), u"even"_s);
    const GridEntry failed = m_model->index(2, 3).data(GridModel::EntryRole).value<GridEntry>();
    QCOMPARE(failed.tone, GridEntry::Tone::Bad);
    QVERIFY2(failed.head.startsWith(u"✗ "_s), qPrintable(failed.head));
    QVERIFY2(text(0, 0).contains(u"unpriced"_s), qPrintable(text(0, 0)));
    QCOMPARE(m_model->figures().at(0).done, 3);
    QCOMPARE(m_model->figures().at(1).failed, 3);
    QVERIFY(m_model->marks(0).failed);
}

void tst_gridmodel::followsARunThatIsSent()
{
    const Result<RunId> run = m_control->start(request({u"quick"_s, u"slow"_s}, 4));
    QVERIFY(run);
    QVERIFY(m_model->open(*run));
    m_model->setRunning(true);
    QTRY_VERIFY_WITH_TIMEOUT(
        m_model->index(0, 3).data(GridModel::EntryRole).value<GridEntry>().tone == GridEntry::Tone::Active, 10'000);
    QVERIFY2(text(0, 1).startsWith(u"streaming · "_s), qPrintable(text(0, 1)));
    m_control->batch(*run)->stop();
    QTRY_VERIFY(m_control->ending(*run).has_value());
    m_model->setRunning(false);
    QTRY_COMPARE(text(0, 1), u"stopped"_s);
    QTRY_VERIFY(m_model->figures().at(0).done > 0);
    GridModel read(m_gui->session().workspace(), m_gui->session().runs());
    QVERIFY(read.open(*run));
    QCOMPARE(read.all(), m_model->all());
}

void tst_gridmodel::stoppedAndResumed()
{
    const Result<RunId> run = m_control->start(request({u"quick"_s}, 40));
    QVERIFY(run);
    m_control->batch(*run)->stop();
    QTRY_COMPARE(m_control->ending(*run), std::optional(Batch::Ending::Stopped));
    QVERIFY(m_control->sending().isEmpty());
    QVERIFY(m_model->open(*run));
    QVERIFY(m_model->figures().first().left > 0);
    QVERIFY(m_control->send(*run, Pick::Unfinished));
    QVERIFY(!m_control->send(*run, Pick::Unfinished));
    m_model->setRunning(true);
    QTRY_COMPARE_WITH_TIMEOUT(m_control->ending(*run), std::optional(Batch::Ending::Complete), 30'000);
    QTRY_COMPARE(m_model->figures().first().done, 40);
}

void tst_gridmodel::failedAreSentAgain()
{
    const RunId run = sent(request({u"unknown-model"_s}, 2));
    QVERIFY(m_model->open(run));
    QCOMPARE(m_model->all().first().attempts, 1);
    QVERIFY(m_control->send(run, Pick::Failed));
    QTRY_VERIFY(m_control->ending(run).has_value());
    QTRY_COMPARE(m_model->all().first().attempts, 2);
    QVERIFY2(text(0, 0).contains(u"2 attempts"_s), qPrintable(text(0, 0)));
}

void tst_gridmodel::repeatsStandInOneCell()
{
    const RunId run = sent(request({u"quick"_s, u"unknown-model"_s}, 2, 3));
    QVERIFY(m_model->open(run));
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->cells(1, 0).size(), 3);
    QVERIFY2(text(1, 0).startsWith(u"3 of 3 answered · "_s), qPrintable(text(1, 0)));
    QVERIFY2(text(1, 1).startsWith(u"✗ 3 of 3 not answered · "_s), qPrintable(text(1, 1)));
}

void tst_gridmodel::checksAreTold()
{
    RunService::Request asked = request({u"quick"_s, u"short"_s, u"unknown-model"_s}, 3);
    const QJsonObject right{{u"type"_s, u"contains"_s}, {u"value"_s, u"jitter"_s}};
    const QJsonObject unknown{{u"type"_s, u"no-such-check"_s}};
    asked.suite->cases[0].checks = {right};
    asked.suite->cases[1].checks = {unknown};
    const RunId run = sent(asked);
    QVERIFY(m_model->open(run));
    const auto tone = [this](int row, int target) {
        return m_model->index(row, GridModel::FirstTargetColumn + target)
            .data(GridModel::EntryRole)
            .value<GridEntry>()
            .tone;
    };
    QTRY_COMPARE(tone(0, 0), GridEntry::Tone::Good);
    QTRY_COMPARE(tone(0, 1), GridEntry::Tone::Bad);
    QTRY_VERIFY2(text(1, 0).startsWith(u"? "_s), qPrintable(text(1, 0)));
    QCOMPARE(tone(1, 0), GridEntry::Tone::Plain);
    QCOMPARE(tone(2, 0), GridEntry::Tone::Plain);
    QVERIFY2(text(0, 0).startsWith(u"✓ "_s), qPrintable(text(0, 0)));
    QVERIFY2(text(0, 1).startsWith(u"✗ "_s), qPrintable(text(0, 1)));
    QVERIFY2(text(0, 2).contains(u"request failed"_s), qPrintable(text(0, 2)));
    QTRY_COMPARE(m_model->figures().at(0).open, 1);
    QCOMPARE(m_model->figures().at(0).passed, 1);
    QCOMPARE(m_model->figures().at(1).missed, 1);
    QCOMPARE(m_model->figures().at(2).failed, 3);
    QVERIFY(m_model->index(0, GridModel::FirstTargetColumn + 1).data(GridModel::FailedRole).toBool());
    QVERIFY(!m_model->index(0, GridModel::FirstTargetColumn).data(GridModel::FailedRole).toBool());
}

void tst_gridmodel::oneOfSeveralFails()
{
    GridCell cell{.state = LaneState::Done, .attempts = 1, .outputTokens = 12};
    cell.checks = CheckResults{.passed = 1, .verdict = u"contains Paris"_s};
    QList<GridCell> cells{cell, cell, cell};
    QCOMPARE(repeatsEntry(cells, false).head, u"✓ 3 of 3 · contains Paris"_s);
    cells[1].checks = CheckResults{.passed = 0, .open = 1, .verdict = u"no plugin knows it"_s};
    QCOMPARE(repeatsEntry(cells, false).head, u"? 1 of 3 · no plugin knows it"_s);
    cells[2].checks = CheckResults{.passed = 0, .failed = 1, .verdict = u"Paris is not in it"_s};
    QCOMPARE(repeatsEntry(cells, false).head, u"✗ 1 of 3 · Paris is not in it"_s);
    QCOMPARE(repeatsEntry(cells, false).tone, GridEntry::Tone::Bad);
    cells[0].state = LaneState::Failed;
    cells[0].checks.reset();
    cells[0].beginning = u"The key is not accepted"_s;
    QCOMPARE(repeatsEntry(cells, false).head, u"✗ 1 of 3 not answered · The key is not accepted"_s);
}

void tst_gridmodel::reusedAnswerHasNoFigures()
{
    GridCell cell{.state = LaneState::Done, .attempts = 1, .outputTokens = 12, .beginning = u"Paris"_s, .reused = true};
    const GridEntry entry = cellEntry(cell, false);
    QCOMPARE(entry.note, u"reused"_s);
    QCOMPARE(entry.time, QString());
    QCOMPARE(entry.cost, QString());
    QCOMPARE(explanations({cell}).size(), 1);
    GridCell asked = cell;
    asked.reused = false;
    asked.firstToken = Duration(400'000);
    const GridEntry both = repeatsEntry({cell, asked}, false);
    QCOMPARE(both.note, u"1 of 2 reused"_s);
    QVERIFY(!both.time.isEmpty());
    QCOMPARE(both.cost, u"unpriced"_s);
}

void tst_gridmodel::filters()
{
    using Show = GridFilter::Show;
    const RunId run = sent(request({u"quick"_s, u"short"_s}, 12));
    GridFilter filter(*m_model);
    const QAbstractItemModelTester tester(&filter);
    QVERIFY(m_model->open(run));
    QCOMPARE(filter.rowCount(), 12);
    QCOMPARE(filter.count(Show::All), 12);
    QCOMPARE(filter.count(Show::Different), 12);
    QCOMPARE(filter.count(Show::Failed), 0);
    filter.show(Show::Failed);
    QCOMPARE(filter.rowCount(), 0);
    filter.show(Show::Different);
    filter.setTaskClass(u"odd"_s);
    QCOMPARE(filter.rowCount(), 6);
    filter.setText(u"city 11"_s);
    QCOMPARE(filter.rowCount(), 1);
    QCOMPARE(filter.index(0, GridModel::CaseColumn).data().toString(), u"City 11"_s);
    QCOMPARE(m_model->taskClasses(), (QStringList{u"even"_s, u"odd"_s}));
}

QTEST_MAIN(tst_gridmodel)
#include "tst_gridmodel.moc"
