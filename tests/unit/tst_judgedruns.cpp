// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/batch.h"
#include "app/service/judging.h"
#include "app/store/channelstore.h"
#include "app/store/workspace.h"
#include "tests/unit/engineharness.h"
#include "tests/unit/storehelpers.h"
#include "tests/unit/stubevaluator.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

// Runs whose answers are judged while others are on their way.
class tst_judgedruns : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void tellsAfterTheAnswerIsKept();
    void asksNobodyWithoutChecks();
    void batchKnowsWhatWasSaid();
    void batchForgetsItWithTheNextAttempt();

private:
    // Two cases, of which the first has a check that is passed.
    RunService::Request request() const;
    Run created() const;
    std::unique_ptr<Batch> opened(const Run &run, Pick pick = Pick::Unfinished) const;
    void run(Batch &batch);

    std::unique_ptr<StubLog> m_log;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<EngineHarness> m_harness;
    std::unique_ptr<Judging> m_judging;
    std::unique_ptr<RunService> m_service;
    Channel m_channel;
};

void tst_judgedruns::init()
{
    m_log = std::make_unique<StubLog>();
    m_folder = std::make_unique<QTemporaryDir>();
    auto workspace = Workspace::open(m_folder->filePath(u"w.evenhand"_s), Workspace::Access::Own);
    VERIFY_RESULT(workspace);
    m_workspace = std::move(*workspace);
    m_harness = std::make_unique<EngineHarness>();
    m_harness->plugin->setScripts(u"m"_s, {goodScript()});
    m_harness->catalog.addBuiltInEvaluator(
        StubEvaluatorPlugin::info(u"stub"_s),
        std::make_unique<StubEvaluatorPlugin>(u"a"_s, StubEvaluatorPlugin::Manner::Judges, *m_log));
    m_judging = std::make_unique<Judging>(*m_workspace, m_harness->catalog, m_harness->redactor);
    m_service = std::make_unique<RunService>(*m_workspace, *m_harness->engine, m_harness->redactor);
    m_service->setJudging(m_judging.get());
    m_channel = EngineHarness::channel();
    VERIFY_RESULT(m_workspace->write([&](Database &db) { return ChannelStore::save(db, m_channel); }));
}

void tst_judgedruns::cleanup()
{
    m_service.reset();
    m_judging.reset();
    m_harness.reset();
    m_workspace.reset();
}

RunService::Request tst_judgedruns::request() const
{
    RunService::Request request{.prompt = {.user = u"Hello"_s}, .inConversation = false};
    request.lineup.targets = {{.id = TargetId::create(), .channel = m_channel.id, .model = u"m"_s}};
    request.suite = RunSuite{.name = u"s"_s};
    request.suite->cases.resize(2);
    request.suite->cases.first().checks = {QJsonObject{{u"type"_s, u"a"_s}, {u"score"_s, 1}}};
    return request;
}

Run tst_judgedruns::created() const
{
    return m_service->create(request()).value_or(Run());
}

std::unique_ptr<Batch> tst_judgedruns::opened(const Run &run, Pick pick) const
{
    Result<std::unique_ptr<Batch>> batch = Batch::open(*m_service, *m_workspace, run.spec.id, pick);
    return batch ? std::move(*batch) : nullptr;
}

void tst_judgedruns::run(Batch &batch)
{
    batch.start();
    QTRY_VERIFY(batch.state() == Batch::State::Ended && m_service->judging() == 0);
}

void tst_judgedruns::tellsAfterTheAnswerIsKept()
{
    QStringList log;
    connect(m_service.get(), &RunService::recorded, this, [&](CellId id) {
        log.append(u"recorded %1"_s.arg(RunStore::gridCell(m_workspace->reader(), id)->caseIndex));
    });
    connect(m_service.get(), &RunService::judged, this, [&](CellId id) {
        log.append(u"judged %1"_s.arg(RunStore::gridCell(m_workspace->reader(), id)->checks->passed));
    });
    QSignalSpy changed(m_service.get(), &RunService::judgingChanged);
    VERIFY_RESULT(m_service->start(request()));
    QTRY_COMPARE(log.size(), 3);
    QTRY_COMPARE(m_service->judging(), 0);
    QVERIFY(log.indexOf(u"recorded 0"_s) < log.indexOf(u"judged 1"_s));
    QVERIFY(!changed.isEmpty());
}

void tst_judgedruns::asksNobodyWithoutChecks()
{
    QSignalSpy changed(m_service.get(), &RunService::judgingChanged);
    QSignalSpy finished(m_service.get(), &RunService::runFinished);
    RunService::Request plain = request();
    plain.suite->cases.removeFirst();
    VERIFY_RESULT(m_service->start(plain));
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(changed.isEmpty());
}

void tst_judgedruns::batchKnowsWhatWasSaid()
{
    const std::unique_ptr<Batch> batch = opened(created());
    QVERIFY(batch);
    QSignalSpy judged(batch.get(), &Batch::cellJudged);
    run(*batch);
    QCOMPARE(judged.size(), 1);
    QCOMPARE(judged.first().first().value<GridCell>(), batch->cells().first());
    QCOMPARE(batch->cells().first().checks, (CheckResults{.passed = 1, .verdict = u"says 1"_s}));
    QCOMPARE(batch->cells().last().checks, std::nullopt);
}

void tst_judgedruns::batchForgetsItWithTheNextAttempt()
{
    const Run planned = created();
    run(*opened(planned));
    const GridCell answered = RunStore::grid(m_workspace->reader(), planned.spec.id)->first();
    QVERIFY(answered.checks);

    // A second attempt that fails is not judged, and a third one that is done is.
    m_harness->plugin->setScripts(u"m"_s, {{.steps = {failure(ErrorCode::Server, u"No."_s)}}, goodScript()});
    QSignalSpy finished(m_service.get(), &RunService::runFinished);
    VERIFY_RESULT(m_service->retry(planned, answered.id));
    QTRY_COMPARE(finished.size(), 1);
    QTRY_COMPARE(m_service->judging(), 0);
    const GridCell failed = RunStore::gridCell(m_workspace->reader(), answered.id).value();
    QCOMPARE(toString(failed.state), toString(LaneState::Failed));
    QCOMPARE(failed.checks, std::nullopt);
    const std::unique_ptr<Batch> batch = opened(planned, Pick::Failed);
    QVERIFY(batch);
    run(*batch);
    QCOMPARE(batch->cells().first().checks, RunStore::grid(m_workspace->reader(), planned.spec.id)->first().checks);
    QCOMPARE(batch->cells().first().attempts, 3);
    QCOMPARE(batch->cells().first().checks, answered.checks);
}

QTEST_GUILESS_MAIN(tst_judgedruns)
#include "tst_judgedruns.moc"
