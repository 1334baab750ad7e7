// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/batch.h"
#include "app/service/runplan.h"
#include "app/store/channelstore.h"
#include "app/store/coststore.h"
#include "app/store/workspace.h"
#include "tests/unit/engineharness.h"
#include "tests/unit/storehelpers.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

// A run of many cells, from the store to the engine and back.
class TestBatch : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void sendsEveryCellOnce();
    void resumesWhatIsLeft();
    void sendsAgainWhatFailedOnly();
    void stopsBeforeItsBudget();
    void holdsBackWhatCostsMoreThanPlanned();
    void refusesABudgetInAnotherCurrency();
    void saysThatTheDiskEndedIt_data();
    void saysThatTheDiskEndedIt();
    void pausesAndGoesOn();
    void hasNothingToDoForARunThatIsDone();
    void takesAnswersOfEarlierRuns();
    void takesEachAnswerOnce();
    void takesNothingThatFailed();
    void asksWhatIsNoLongerThere();
    void goesOnAfterAStopWithOtherAnswers();
    void budgetHoldsWhatIsAskedAlone();
    void expectsWhatThePlanSaysBeforeAnythingWasPriced();
    void countsCurrenciesApart();

private:
    static constexpr int cases = 30;

    static Script hanging() { return {.steps = {step::Hang{}, text(u"late"_s), ChatOutcome{}}}; }
    Run created(const RunService::Request &request);
    RunService::Request request() const;
    std::unique_ptr<Batch> opened(RunId run, Pick pick = Pick::Unfinished);
    void run(Batch &batch);
    qsizetype asked() const { return m_harness->plugin->seen().requests.size(); }
    QMap<LaneState, int> states(RunId run);
    QList<Cell> cellsOf(RunId run);
    // Asks everything once, so that there are answers.
    RunId answered(const RunService::Request &request);
    RunService::Request reusing() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<EngineHarness> m_harness;
    std::unique_ptr<RunService> m_service;
    Channel m_channel;
};

void TestBatch::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    Result<std::unique_ptr<Workspace>> workspace =
        Workspace::open(m_folder->filePath(u"w.evenhand"_s), Workspace::Access::Own);
    VERIFY_RESULT(workspace);
    m_workspace = std::move(*workspace);
    m_harness = std::make_unique<EngineHarness>();
    m_service = std::make_unique<RunService>(*m_workspace, *m_harness->engine, m_harness->redactor);
    m_channel = EngineHarness::channel();
    VERIFY_RESULT(m_workspace->write([&](Database &db) { return ChannelStore::save(db, m_channel); }));
    m_harness->plugin->setScripts(u"a"_s, {goodScript()});
    m_harness->plugin->setScripts(u"b"_s, {goodScript()});
}

void TestBatch::cleanup()
{
    m_service.reset();
    m_harness.reset();
    m_workspace.reset();
}

RunService::Request TestBatch::request() const
{
    RunService::Request request{.prompt = {.user = u"Say {{word}}."_s}, .inConversation = false, .seed = 7};
    for (const QString &model : {u"a"_s, u"b"_s})
        request.lineup.targets.append({.id = TargetId::create(), .channel = m_channel.id, .model = model});
    request.suite = RunSuite{.name = u"Words"_s, .columns = {u"word"_s}};
    for (int i = 0; i < cases; ++i)
        request.suite->cases.append({.variables = {{u"word"_s, QString::number(i)}}});
    return request;
}

Run TestBatch::created(const RunService::Request &request)
{
    const Result<Run> run = m_service->create(request);
    if (!run)
        qWarning() << run.error().message;
    return run.value_or(Run());
}

std::unique_ptr<Batch> TestBatch::opened(RunId run, Pick pick)
{
    Result<std::unique_ptr<Batch>> batch = Batch::open(*m_service, *m_workspace, run, pick);
    if (!batch)
        qWarning() << batch.error().message;
    return batch ? std::move(*batch) : nullptr;
}

void TestBatch::run(Batch &batch)
{
    batch.start();
    QTRY_COMPARE(int(batch.state()), int(Batch::State::Ended));
}

QMap<LaneState, int> TestBatch::states(RunId run)
{
    // What was posted before is written then.
    std::ignore = m_workspace->write([](Database &) { return Result<void>(); });
    QMap<LaneState, int> states;
    const QList<GridCell> cells = RunStore::grid(m_workspace->reader(), run).value_or(QList<GridCell>());
    for (const GridCell &cell : cells)
        ++states[cell.state];
    return states;
}

void TestBatch::sendsEveryCellOnce()
{
    const Run planned = created(request());
    const std::unique_ptr<Batch> batch = opened(planned.spec.id);
    QVERIFY(batch);
    QCOMPARE(asked(), 0);
    QSignalSpy ended(batch.get(), &Batch::cellEnded);
    run(*batch);
    QCOMPARE(int(batch->ending()), int(Batch::Ending::Complete));
    QCOMPARE(ended.size(), 2 * cases);
    QSet<std::pair<QString, QString>> questions;
    const QList<ChatRequest> requests = m_harness->plugin->seen().requests;
    for (const ChatRequest &each : requests)
        questions.insert({each.model, each.messages.last().text});
    QCOMPARE(asked(), 2 * cases);
    QCOMPARE(questions.size(), 2 * cases);
    QVERIFY(questions.contains({u"b"_s, u"Say 29."_s}));
    QCOMPARE(states(planned.spec.id), (QMap<LaneState, int>{{LaneState::Done, 2 * cases}}));
}

void TestBatch::resumesWhatIsLeft()
{
    m_harness->plugin->setScripts(u"b"_s, {hanging()});
    const Run planned = created(request());
    {
        const std::unique_ptr<Batch> batch = opened(planned.spec.id);
        QVERIFY(batch);
        batch->start();
        QTRY_COMPARE(m_harness->plugin->seen().running, m_channel.maxConcurrent);
        batch->stop();
        QTRY_COMPARE(int(batch->state()), int(Batch::State::Ended));
        QCOMPARE(int(batch->ending()), int(Batch::Ending::Stopped));
        QVERIFY(
            std::ranges::none_of(batch->cells(), [](const GridCell &cell) { return cell.state == LaneState::Queued; }));
    }
    const int done = states(planned.spec.id).value(LaneState::Done);
    QVERIFY(!states(planned.spec.id).contains(LaneState::Queued));
    const qsizetype before = asked();
    m_harness->plugin->setScripts(u"b"_s, {goodScript()});
    const std::unique_ptr<Batch> rest = opened(planned.spec.id);
    QVERIFY(rest);
    QCOMPARE(rest->progress().done, done);
    run(*rest);
    QCOMPARE(asked() - before, 2 * cases - done);
    QCOMPARE(states(planned.spec.id), (QMap<LaneState, int>{{LaneState::Done, 2 * cases}}));
}

void TestBatch::sendsAgainWhatFailedOnly()
{
    const Script refused = failingScript(failure(ErrorCode::BadRequest, u"No."_s));
    m_harness->plugin->setScripts(u"b"_s, {refused, refused, goodScript()});
    const Run planned = created(request());
    run(*opened(planned.spec.id));
    QCOMPARE(states(planned.spec.id), (QMap<LaneState, int>{{LaneState::Done, 2 * cases - 2}, {LaneState::Failed, 2}}));
    run(*opened(planned.spec.id, Pick::Failed));
    QCOMPARE(asked(), 2 * cases + 2);
    QCOMPARE(states(planned.spec.id), (QMap<LaneState, int>{{LaneState::Done, 2 * cases}}));
    int attempts = 0;
    const Result<Run> stored = RunStore::find(m_workspace->reader(), planned.spec.id);
    VERIFY_RESULT(stored);
    for (const Cell &cell : stored->cells)
        attempts += int(cell.attempts.size());
    QCOMPARE(attempts, 2 * cases + 2);
}

void TestBatch::stopsBeforeItsBudget()
{
    m_service->setPrices([](const RunTarget &, const QList<BilledRequest> &, const QDateTime &) {
        return AttemptCost{.amount = Money{.nano = 10, .currency = u"USD"_s}, .priceRow = u"row"_s};
    });
    RunService::Request limited = request();
    limited.budget = Money{.nano = 205, .currency = u"USD"_s};
    const Run planned = created(limited);
    const std::unique_ptr<Batch> batch = opened(planned.spec.id);
    QVERIFY(batch);
    run(*batch);
    QCOMPARE(int(batch->ending()), int(Batch::Ending::Budget));
    QCOMPARE(batch->progress().spent, (QMap<QString, qint64>{{u"USD"_s, 200}}));
    QCOMPARE(asked(), 20);
    QCOMPARE(states(planned.spec.id),
             (QMap<LaneState, int>{{LaneState::Done, 20}, {LaneState::Interrupted, 2 * cases - 20}}));
}

// Ten times what the plan said: what was handed over on the strength of the plan is taken back.
void TestBatch::holdsBackWhatCostsMoreThanPlanned()
{
    m_service->setPrices([](const RunTarget &, const QList<BilledRequest> &requests, const QDateTime &) {
        const bool isPlan = requests.first().usage.has_value();
        return AttemptCost{.amount = Money{.nano = isPlan ? 10 : 100, .currency = u"USD"_s}, .priceRow = u"row"_s};
    });
    m_harness->plugin->setScripts(u"a"_s, {goodScript(), hanging()});
    m_harness->plugin->setScripts(u"b"_s, {goodScript(), hanging()});
    RunService::Request limited = request();
    limited.concurrency = 1;
    limited.budget = Money{.nano = 600, .currency = u"USD"_s};
    const Run planned = created(limited);
    const std::unique_ptr<Batch> batch = opened(planned.spec.id);
    QVERIFY(batch);
    batch->start();
    QTRY_COMPARE(batch->progress().done, 2);
    QTRY_COMPARE(batch->progress().out, 4); // of which one was asked: 200 were spent, and 400 are held for them
    QTRY_VERIFY((m_harness->plugin->release(u"a"_s), m_harness->plugin->release(u"b"_s),
                 batch->state() == Batch::State::Ended));
    QCOMPARE(int(batch->ending()), int(Batch::Ending::Budget));
    QCOMPARE(asked(), 6);
    QCOMPARE(batch->progress().spent, (QMap<QString, qint64>{{u"USD"_s, 600}}));
}

void TestBatch::refusesABudgetInAnotherCurrency()
{
    m_service->setPrices([](const RunTarget &, const QList<BilledRequest> &, const QDateTime &) {
        return AttemptCost{.amount = Money{.nano = 10, .currency = u"INR"_s}};
    });
    RunService::Request limited = request();
    limited.budget = Money{.nano = 205, .currency = u"USD"_s};
    const Result<RunSpec> preview = m_service->preview(limited);
    QVERIFY(preview);
    VERIFY_ERROR(planRun(m_workspace->reader(), *preview, m_service->prices()), ErrorCode::InvalidInput,
                 u"The budget is in USD, but target A is priced in INR."_s);
    VERIFY_ERROR(Batch::open(*m_service, *m_workspace, created(limited).spec.id, Pick::Unfinished),
                 ErrorCode::InvalidInput, u"Give the budget in INR."_s);
}

void TestBatch::saysThatTheDiskEndedIt_data()
{
    QTest::addColumn<bool>("isStoppedBefore");
    QTest::newRow("running") << false;
    QTest::newRow("stopping") << true;
}

// Whoever hears of it need not wait for another signal: there may be none, as nothing is out.
void TestBatch::saysThatTheDiskEndedIt()
{
    QFETCH(const bool, isStoppedBefore);
    const std::unique_ptr<Batch> batch = opened(created(request()).spec.id);
    QVERIFY(batch);
    QList<Batch::Ending> heard;
    connect(batch.get(), &Batch::stateChanged, this, [&] {
        if (batch->state() == Batch::State::Stopping)
            heard.append(batch->ending());
    });
    VERIFY_RESULT(m_workspace->write([](Database &db) {
        return db.exec(u"CREATE TRIGGER full BEFORE UPDATE ON cells BEGIN SELECT RAISE(ABORT, 'full'); END"_s);
    }));
    batch->start();
    if (isStoppedBefore)
        batch->stop();
    QTRY_COMPARE(int(batch->ending()), int(Batch::Ending::Disk));
    QVERIFY(heard.last() == Batch::Ending::Disk);
    VERIFY_RESULT(m_workspace->write([](Database &db) { return db.exec(u"DROP TRIGGER full"_s); }));
    QTRY_COMPARE(int(batch->state()), int(Batch::State::Ended));
    QCOMPARE(int(batch->ending()), int(Batch::Ending::Disk));
}

void TestBatch::pausesAndGoesOn()
{
    m_harness->plugin->setScripts(u"b"_s, {hanging()});
    RunService::Request oneByOne = request();
    oneByOne.concurrency = 1;
    const Run planned = created(oneByOne);
    const std::unique_ptr<Batch> batch = opened(planned.spec.id);
    QVERIFY(batch);
    batch->start();
    QTRY_VERIFY(!m_harness->plugin->seen().requests.isEmpty()
                && m_harness->plugin->seen().requests.last().model == u"b"_s);
    batch->pause();
    QTRY_VERIFY((m_harness->plugin->release(u"b"_s), batch->progress().out == 0));
    QCOMPARE(int(batch->state()), int(Batch::State::Paused));
    const qsizetype before = asked();
    m_harness->plugin->setScripts(u"b"_s, {goodScript()});
    batch->resume();
    QTRY_COMPARE(int(batch->state()), int(Batch::State::Ended));
    QVERIFY(asked() > before);
    QCOMPARE(asked(), 2 * cases);
    QCOMPARE(states(planned.spec.id), (QMap<LaneState, int>{{LaneState::Done, 2 * cases}}));
}

void TestBatch::hasNothingToDoForARunThatIsDone()
{
    const Run planned = created(request());
    run(*opened(planned.spec.id));
    VERIFY_ERROR(Batch::open(*m_service, *m_workspace, planned.spec.id, Pick::Unfinished), ErrorCode::InvalidInput,
                 u"Nothing of this run is left to be sent."_s);
}

QList<Cell> TestBatch::cellsOf(RunId run)
{
    return RunStore::find(m_workspace->reader(), run).value_or(Run()).cells;
}

RunId TestBatch::answered(const RunService::Request &request)
{
    const Run planned = created(request);
    if (const std::unique_ptr<Batch> batch = opened(planned.spec.id))
        run(*batch);
    return planned.spec.id;
}

RunService::Request TestBatch::reusing() const
{
    RunService::Request request = this->request();
    request.reuse = true;
    request.seed = 8; // the order is no part of what is asked
    return request;
}

void TestBatch::takesAnswersOfEarlierRuns()
{
    m_service->setPrices([](const RunTarget &, const QList<BilledRequest> &, const QDateTime &) {
        return AttemptCost{.amount = Money{.nano = 10, .currency = u"USD"_s}, .priceRow = u"row"_s};
    });
    const UsageReport usage{.usage = {.inputFresh = 5, .outputVisible = 3}};
    for (const QString &model : {u"a"_s, u"b"_s})
        m_harness->plugin->setScripts(
            model, {{.steps = {text(u"ok"_s) + ChatEvents{RequestRecord{.method = "POST"}, usage}, ChatOutcome{}}}});
    const QList<Cell> originals = cellsOf(answered(request()));
    const Run planned = created(reusing());
    const std::unique_ptr<Batch> batch = opened(planned.spec.id);
    QVERIFY(batch);
    run(*batch);
    QCOMPARE(asked(), 2 * cases);
    QCOMPARE(int(batch->ending()), int(Batch::Ending::Complete));
    QCOMPARE(batch->progress().reused, 2 * cases);
    QCOMPARE(batch->progress().unpriced, 0);
    QVERIFY(batch->progress().spent.isEmpty());
    const QList<Cell> copies = cellsOf(planned.spec.id);
    QCOMPARE(copies.size(), 2 * cases);
    for (qsizetype i = 0; i < copies.size(); ++i) {
        QCOMPARE(toString(copies.at(i).state), u"done"_s);
        QCOMPARE(copies.at(i).attempts.size(), 1);
        const Attempt &original = *originals.at(i).last();
        const Attempt expected{.id = copies.at(i).last()->id,
                               .state = LaneState::Done,
                               .identity = original.identity,
                               .answer = original.answer,
                               .copyOf = original.id};
        QCOMPARE(*copies.at(i).last(), expected);
    }
    const Result<QList<GridCell>> grid = RunStore::grid(m_workspace->reader(), planned.spec.id);
    VERIFY_RESULT(grid);
    for (const GridCell &cell : *grid + batch->cells())
        QVERIFY(cell.reused && !cell.cost && !cell.firstToken && !cell.total && cell.outputTokens == 3);
    const Result<QList<SpendingGroup>> spent = CostStore::spending(m_workspace->reader(), SpendingBy::Channel);
    VERIFY_RESULT(spent);
    QCOMPARE(spent->size(), 1);
    QCOMPARE(spent->first().sum.attempts, 2 * cases);
    QCOMPARE(RunStore::measured(m_workspace->reader(), m_channel.id, u"a"_s, 1000).value_or(MeasuredAnswers()).answers,
             cases);
}

// Two answers of each question are stored; three are wanted, and then three are stored.
void TestBatch::takesEachAnswerOnce()
{
    answered(request());
    answered(request());
    RunService::Request thrice = reusing();
    thrice.repeats = 3;
    for (const int wanted : {3, 3}) {
        const RunId id = answered(thrice);
        QCOMPARE(asked(), 2 * cases * wanted);
        QMap<std::pair<int, int>, QSet<AttemptId>> originals;
        for (const Cell &cell : cellsOf(id))
            originals[{cell.caseIndex, cell.target}].insert(cell.last()->copyOf.value_or(cell.last()->id));
        QCOMPARE(originals.size(), 2 * cases);
        QVERIFY(std::ranges::all_of(originals, [](const QSet<AttemptId> &each) { return each.size() == 3; }));
    }
}

void TestBatch::takesNothingThatFailed()
{
    m_harness->plugin->setScripts(u"b"_s, {failingScript(failure(ErrorCode::BadRequest, u"No."_s)), goodScript()});
    answered(request());
    const std::unique_ptr<Batch> batch = opened(created(reusing()).spec.id);
    QVERIFY(batch);
    run(*batch);
    QCOMPARE(batch->progress().reused, 2 * cases - 1);
    QCOMPARE(asked(), 2 * cases + 1);
}

void TestBatch::asksWhatIsNoLongerThere()
{
    const RunId earlier = answered(request());
    const std::unique_ptr<Batch> batch = opened(created(reusing()).spec.id);
    QVERIFY(batch);
    VERIFY_RESULT(
        m_workspace->write([&](Database &db) { return db.exec(u"DELETE FROM runs WHERE id = ?"_s, earlier); }));
    run(*batch);
    QCOMPARE(asked(), 4 * cases);
    QCOMPARE(batch->progress().reused, 0);
    QCOMPARE(batch->progress().done, 2 * cases);
}

// What was taken before the stop is not taken for another repeat after it.
void TestBatch::goesOnAfterAStopWithOtherAnswers()
{
    RunService::Request twice = request();
    twice.repeats = 2;
    answered(twice);
    twice.reuse = true;
    const Run planned = created(twice);
    {
        const std::unique_ptr<Batch> batch = opened(planned.spec.id);
        QVERIFY(batch);
        connect(batch.get(), &Batch::cellEnded, batch.get(), &Batch::stop);
        run(*batch);
        QCOMPARE(int(batch->ending()), int(Batch::Ending::Stopped));
        QVERIFY(batch->progress().left > 0);
    }
    QVERIFY(states(planned.spec.id).value(LaneState::Interrupted) > 0);
    run(*opened(planned.spec.id));
    QCOMPARE(asked(), 4 * cases);
    QSet<AttemptId> originals;
    for (const Cell &cell : cellsOf(planned.spec.id))
        originals.insert(*cell.last()->copyOf);
    QCOMPARE(originals.size(), 4 * cases);
}

void TestBatch::budgetHoldsWhatIsAskedAlone()
{
    answered(request());
    m_service->setPrices([](const RunTarget &, const QList<BilledRequest> &, const QDateTime &) {
        return AttemptCost{.amount = Money{.nano = 10, .currency = u"USD"_s}, .priceRow = u"row"_s};
    });
    RunService::Request twice = reusing();
    twice.repeats = 2;
    twice.budget = Money{.nano = 205, .currency = u"USD"_s};
    const Run planned = created(twice);
    const Result<RunPlan> plan = planRun(m_workspace->reader(), planned.spec, m_service->prices());
    VERIFY_RESULT(plan);
    QCOMPARE(plan->reused(), 2 * cases);
    QCOMPARE(plan->requests(), 2 * cases);
    QCOMPARE(plan->targets.first().expected, (Money{.nano = 10 * cases, .currency = u"USD"_s}));
    twice.repeats = 1;
    const Result<RunPlan> nothing = m_service->preview(twice).and_then(
        [this](const RunSpec &spec) { return planRun(m_workspace->reader(), spec, m_service->prices()); });
    VERIFY_RESULT(nothing);
    QCOMPARE(nothing->requests(), 0);
    QCOMPARE(nothing->targets.first().high, (Money{.nano = 0, .currency = u"USD"_s}));
    const std::unique_ptr<Batch> batch = opened(planned.spec.id);
    QVERIFY(batch);
    run(*batch);
    QCOMPARE(int(batch->ending()), int(Batch::Ending::Budget));
    QCOMPARE(batch->progress().reused, 2 * cases);
    QCOMPARE(batch->progress().done, 2 * cases + 20);
    QCOMPARE(batch->progress().spent, (QMap<QString, qint64>{{u"USD"_s, 200}}));
}

void TestBatch::expectsWhatThePlanSaysBeforeAnythingWasPriced()
{
    m_service->setPrices([](const RunTarget &target, const QList<BilledRequest> &requests, const QDateTime &) {
        if (target.target.model == u"b"_s)
            return AttemptCost{.unpriced = u"No row fits."_s};
        const qint64 tokens = requests.first().usage.value_or(Usage()).outputTotal().value_or(0);
        return AttemptCost{.amount = Money{.nano = tokens, .currency = u"USD"_s}, .priceRow = u"row"_s};
    });
    const std::unique_ptr<Batch> batch = opened(created(request()).spec.id);
    QVERIFY(batch);
    QCOMPARE(batch->expected(), (QMap<QString, qint64>{{u"USD"_s, cases * 500}}));
    run(*batch);
    QCOMPARE(batch->expected(), batch->progress().spent);
    QCOMPARE(batch->progress().unpriced, cases);
}

void TestBatch::countsCurrenciesApart()
{
    m_service->setPrices([](const RunTarget &target, const QList<BilledRequest> &, const QDateTime &) {
        const QString currency = target.target.model == u"a"_s ? u"USD"_s : u"INR"_s;
        return AttemptCost{.amount = Money{.nano = 10, .currency = currency}, .priceRow = u"row"_s};
    });
    const std::unique_ptr<Batch> batch = opened(created(request()).spec.id);
    QVERIFY(batch);
    run(*batch);
    QCOMPARE(batch->progress().spent, (QMap<QString, qint64>{{u"INR"_s, 10 * cases}, {u"USD"_s, 10 * cases}}));
}

QTEST_GUILESS_MAIN(TestBatch)
#include "tst_batch.moc"
