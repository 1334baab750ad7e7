// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/redactor.h"
#include "app/service/judging.h"
#include "app/store/runstore.h"
#include "app/store/scorestore.h"
#include "app/store/workspace.h"
#include "tests/unit/engineharness.h"
#include "tests/unit/storehelpers.h"
#include "tests/unit/stubevaluator.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Manner = StubEvaluatorPlugin::Manner;
Q_DECLARE_METATYPE(Manner)

namespace {

QJsonObject check(const QString &type, const QJsonValue &score = {})
{
    return {{u"type"_s, type}, {u"score"_s, score}};
}

CheckScore said(int check, std::optional<double> score, const QString &reason, const QString &evaluator = u"stub"_s)
{
    return {.evaluator = evaluator,
            .version = evaluator.isEmpty() ? QString() : u"1.2"_s,
            .check = check,
            .score = score,
            .reason = reason};
}

} // namespace

// From an answer on the disk to what its checks say on the disk.
class tst_judging : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void judgesWhatWasRecorded();
    void tellsEvaluatorsWhatWasAskedAndAnswered();
    void asksAllThatTakeACheck();
    void leavesOpenWhatNobodyTakes();
    void judgesAgainWhenAPluginComes();
    void leavesOpenWhatPluginsGetWrong_data();
    void leavesOpenWhatPluginsGetWrong();
    void goesOnWithoutThoseThatDoNotComeBack_data();
    void goesOnWithoutThoseThatDoNotComeBack();
    void givesUpWhenNobodyComesBack();
    void judgesOnlyWhatIsDone();
    void judgesWhatWasLeft();
    void judgesTheNextAttempt();
    void leavesAWorkspaceThatIsOnlyRead();
    void keepsSecretsOut();
    void writesWhatItKnowsInTheEnd();
    void judgesAgainWhatCouldNotBeKept();

private:
    void add(const QString &id, const QString &type, Manner manner = Manner::Judges);
    void make(std::chrono::milliseconds limit = 1min);
    // A case with these checks and an answer to it, on disk.
    void store(const QJsonArray &checks, LaneState state = LaneState::Done);
    void keep(const Cell &cell);
    void judgeAll();
    const Cell &cell() const { return m_run.cells.first(); }
    QList<CheckScore> scores() const;
    std::optional<CheckResults> results() const;

    std::unique_ptr<StubLog> m_log;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<EngineHarness> m_harness;
    std::unique_ptr<Judging> m_judging;
    Run m_run;
};

void tst_judging::init()
{
    m_log = std::make_unique<StubLog>();
    m_folder = std::make_unique<QTemporaryDir>();
    auto workspace = Workspace::open(m_folder->filePath(u"w.evenhand"_s), Workspace::Access::Own);
    VERIFY_RESULT(workspace);
    m_workspace = std::move(*workspace);
    m_harness = std::make_unique<EngineHarness>();
    make();
}

void tst_judging::cleanup()
{
    m_judging.reset();
    m_harness.reset();
    m_workspace.reset();
}

void tst_judging::add(const QString &id, const QString &type, Manner manner)
{
    m_harness->catalog.addBuiltInEvaluator(StubEvaluatorPlugin::info(id),
                                           std::make_unique<StubEvaluatorPlugin>(type, manner, *m_log));
}

void tst_judging::make(std::chrono::milliseconds limit)
{
    m_judging = std::make_unique<Judging>(*m_workspace, m_harness->catalog, m_harness->redactor, limit);
}

void tst_judging::store(const QJsonArray &checks, LaneState state)
{
    Attempt attempt;
    attempt.id = AttemptId::create();
    attempt.state = state;
    attempt.answer = {.text = u"Four."_s, .stop = StopReason::Stop};
    const Channel channel = EngineHarness::channel();
    m_run = {.spec = {.id = RunId::create(),
                      .prompt = {.system = u"Be brief."_s,
                                 .user = u"{{sum}}?"_s,
                                 .tools = {{.name = u"add"_s}},
                                 .format = AnswerFormat{.name = u"n"_s, .schema = {{u"type"_s, u"number"_s}}}},
                      .targets = {{.target = {.id = TargetId::create(), .channel = channel.id, .model = u"m"_s},
                                   .channel = channel}},
                      .suite = RunSuite{.id = {},
                                        .name = u"Sums"_s,
                                        .columns = {u"sum"_s},
                                        .cases = {{.id = CaseId::create(),
                                                   .variables = {{u"sum"_s, u"2 + 2"_s}},
                                                   .reference = u"4"_s,
                                                   .checks = checks}}}},
             .created = QDateTime::currentDateTimeUtc(),
             .cells = {{.id = CellId::create(), .state = state, .attempts = {attempt}}}};
    VERIFY_RESULT(m_workspace->write([&](Database &db) { return RunStore::create(db, m_run); }));
    keep(cell());
}

void tst_judging::keep(const Cell &cell)
{
    VERIFY_RESULT(m_workspace->write([&](Database &db) { return RunStore::saveCell(db, cell); }));
}

void tst_judging::judgeAll()
{
    m_judging->judge(m_run.spec.id);
    QTRY_COMPARE(m_judging->pending(), 0);
}

QList<CheckScore> tst_judging::scores() const
{
    return ScoreStore::ofAttempt(m_workspace->reader(), cell().last()->id).value_or(QList<CheckScore>());
}

std::optional<CheckResults> tst_judging::results() const
{
    return RunStore::gridCell(m_workspace->reader(), cell().id)->checks;
}

void tst_judging::judgesWhatWasRecorded()
{
    add(u"stub"_s, u"a"_s);
    store({check(u"a"_s, 1), check(u"a"_s, 0), check(u"a"_s)});
    QSignalSpy judged(m_judging.get(), &Judging::judged);
    m_judging->judge(m_run.spec.id, cell().id);
    QCOMPARE(m_judging->pending(), 1);
    QTRY_COMPARE(judged.size(), 1);
    QCOMPARE(judged.first().first().value<CellId>(), cell().id);
    QCOMPARE(m_judging->pending(), 0);
    QCOMPARE(scores(), (QList<CheckScore>{said(0, 1, u"says 1"_s), said(1, 0, u"says 0"_s), said(2, {}, u"says "_s)}));
    QCOMPARE(results(), (CheckResults{.passed = 1, .failed = 1, .open = 1, .verdict = u"says 0"_s}));
}

void tst_judging::tellsEvaluatorsWhatWasAskedAndAnswered()
{
    add(u"other"_s, u"b"_s);
    add(u"stub"_s, u"a"_s);
    const QJsonArray checks{check(u"b"_s, 1), check(u"a"_s, 1)};
    store(checks);
    const auto call = [](const QString &arguments) {
        return ToolCall{.id = u"c"_s, .name = u"add"_s, .arguments = arguments};
    };
    Attempt attempt = *cell().last();
    attempt.id = AttemptId::create();
    attempt.number = 2;
    attempt.rounds = {{.answer = {.text = u"Let me add."_s, .toolCalls = {call(u"[2]"_s)}}}};
    attempt.answer = {
        .text = u"Four."_s, .refusal = u"No more."_s, .toolCalls = {call(u"[4]"_s)}, .stop = StopReason::Length};
    m_run.cells.first().attempts.append(attempt);
    keep(cell());
    judgeAll();
    const QList<EvaluationRequest> asked = m_log->requests();
    QCOMPARE(asked.size(), 2);
    EvaluationRequest expected{
        .prompt = {{.role = Role::System, .text = u"Be brief."_s}, {.role = Role::User, .text = u"2 + 2?"_s}},
        .answers = {{.text = u"Four."_s,
                     .refusal = u"No more."_s,
                     .toolCalls = {call(u"[2]"_s), call(u"[4]"_s)},
                     .stop = StopReason::Length}},
        .reference = u"4"_s,
        .criteria = {},
        .checks = {checks.at(1)},
        .tools = m_run.spec.prompt.tools,
        .format = m_run.spec.prompt.format};
    QCOMPARE(asked.first(), expected);
    expected.checks = {checks.at(0)};
    QCOMPARE(asked.last(), expected);
    QCOMPARE(scores(), (QList<CheckScore>{said(0, 1, u"says 1"_s, u"other"_s), said(1, 1, u"says 1"_s)}));
}

void tst_judging::asksAllThatTakeACheck()
{
    add(u"stub"_s, u"a"_s);
    add(u"stubborn"_s, u"a"_s, Manner::SaysNothing);
    store({check(u"a"_s, 1)});
    judgeAll();
    QCOMPARE(scores(),
             (QList<CheckScore>{said(0, 1, u"says 1"_s),
                                said(0, {}, u"The plugin \"stubborn\" said nothing of it."_s, u"stubborn"_s)}));
    QCOMPARE(results()->open, 1);
    QCOMPARE(results()->passed, 0);
}

void tst_judging::leavesOpenWhatNobodyTakes()
{
    store({check(u"a"_s, 1)});
    judgeAll();
    QCOMPARE(scores(), QList<CheckScore>{said(0, {}, u"There is no plugin that judges checks."_s, {})});

    add(u"other"_s, u"b"_s);
    add(u"stub"_s, u"a"_s);
    add(u"last"_s, u"b"_s);
    store({check(u"c"_s, 1), QJsonObject{{u"type"_s, u"a"_s}, {u"odd"_s, true}}, check(u"a"_s, 1)});
    judgeAll();
    QCOMPARE(scores(), (QList<CheckScore>{said(0, {}, u"There is no check \"c\"."_s, {}),
                                          said(1, {}, u"\"odd\" is not known."_s, {}), said(2, 1, u"says 1"_s)}));
    QCOMPARE(results()->open, 2);

    add(u"bad"_s, u"c"_s, Manner::ThrowsWhenAskedForACheck);
    store({check(u"c"_s, 1), check(u"a"_s, 1)});
    judgeAll();
    QCOMPARE(scores(),
             (QList<CheckScore>{said(0, {}, u"The plugin \"bad\" has a defect: it threw \"a tantrum\"."_s, {}),
                                said(1, 1, u"says 1"_s)}));
}

void tst_judging::judgesAgainWhenAPluginComes()
{
    store({check(u"a"_s, 1), check(u"b"_s, 0)});
    judgeAll();
    QCOMPARE(results()->open, 2);
    QSignalSpy judged(m_judging.get(), &Judging::judged);
    judgeAll();
    QCOMPARE(judged.size(), 0); // nothing new can be said
    add(u"stub"_s, u"a"_s);
    add(u"other"_s, u"b"_s);
    judgeAll();
    QCOMPARE(judged.size(), 1);
    QCOMPARE(scores(), (QList<CheckScore>{said(0, 1, u"says 1"_s), said(1, 0, u"says 0"_s, u"other"_s)}));
    judgeAll();
    QCOMPARE(judged.size(), 1);
}

void tst_judging::leavesOpenWhatPluginsGetWrong_data()
{
    QTest::addColumn<Manner>("manner");
    QTest::addColumn<QString>("reason");

    const QString defect = u"The plugin \"bad\" has a defect: %1"_s;
    QTest::newRow("throws when made") << Manner::ThrowsWhenMade << defect.arg(u"it threw \"a tantrum\"."_s);
    QTest::newRow("makes nothing") << Manner::MakesNothing << defect.arg(u"it made no evaluator."_s);
    QTest::newRow("throws") << Manner::Throws << defect.arg(u"it threw \"a tantrum\"."_s);
    QTest::newRow("replies nothing") << Manner::RepliesNothing << defect.arg(u"it made no reply."_s);
    QTest::newRow("fails") << Manner::Fails << u"It cannot."_s;
    QTest::newRow("says nothing") << Manner::SaysNothing << u"The plugin \"bad\" said nothing of it."_s;
    QTest::newRow("says too much") << Manner::SaysTooMuch << u"more than all"_s;
}

void tst_judging::leavesOpenWhatPluginsGetWrong()
{
    QFETCH(const Manner, manner);
    QFETCH(const QString, reason);

    add(u"stub"_s, u"a"_s);
    add(u"bad"_s, u"b"_s, manner); // asked first
    store({check(u"a"_s, 1), check(u"b"_s, 1)});
    judgeAll();
    QCOMPARE(scores(), (QList<CheckScore>{said(0, 1, u"says 1"_s), said(1, {}, reason, u"bad"_s)}));
    QCOMPARE(results(), (CheckResults{.passed = 1, .open = 1, .verdict = reason}));
}

void tst_judging::goesOnWithoutThoseThatDoNotComeBack_data()
{
    QTest::addColumn<Manner>("manner");

    QTest::newRow("its thread stands") << Manner::Hangs;
    QTest::newRow("it never answers") << Manner::NeverAnswers;
}

void tst_judging::goesOnWithoutThoseThatDoNotComeBack()
{
    QFETCH(const Manner, manner);

    make(1s);
    add(u"slow"_s, u"b"_s, manner);
    add(u"stub"_s, u"a"_s); // asked first
    store({check(u"a"_s, 1), check(u"b"_s, 1)});
    m_judging->judge(m_run.spec.id, cell().id);
    const Run first = m_run;
    store({check(u"a"_s, 0)});
    m_judging->judge(m_run.spec.id, cell().id);
    QTRY_COMPARE(m_judging->pending(), 0);
    QCOMPARE(scores(), QList<CheckScore>{said(0, 0, u"says 0"_s)});
    m_run = first;
    const QList<CheckScore> expected{said(0, 1, u"says 1"_s),
                                     said(1, {}, u"The plugin took longer than 1 s."_s, u"slow"_s)};
    QCOMPARE(scores(), expected);
    if (manner != Manner::Hangs)
        return;
    m_log->release.release(); // what it says now is not heard
    QTRY_COMPARE(m_log->gone.available(), 2);
    QCOMPARE(m_judging->pending(), 0);
    QCOMPARE(scores(), expected);
}

void tst_judging::givesUpWhenNobodyComesBack()
{
    make(20ms);
    add(u"stub"_s, u"a"_s, Manner::Hangs);
    QTest::ignoreMessage(QtWarningMsg, "Plugins that judge checks do not come back; nothing more is judged now.");
    QList<Run> runs;
    for (int i = 0; i < 6; ++i) {
        store({check(u"a"_s, 1)});
        runs.append(m_run);
        m_judging->judge(m_run.spec.id, cell().id);
    }
    QTRY_COMPARE(m_judging->pending(), 0);
    for (const Run &run : runs) {
        m_run = run;
        QCOMPARE(results().has_value(), runs.indexOf(run) < 4);
    }
    m_judging->judge(m_run.spec.id);
    QCOMPARE(m_judging->pending(), 0);

    m_log->release.release(5);
    QTRY_COMPARE(m_log->gone.available(), 4);
    QTRY_VERIFY((m_judging->judge(m_run.spec.id), m_judging->pending() > 0));
    QTRY_COMPARE(m_judging->pending(), 0);
    QCOMPARE(m_log->hanging.available(), 5);
}

void tst_judging::judgesOnlyWhatIsDone()
{
    add(u"stub"_s, u"a"_s);
    for (const LaneState state : {LaneState::Failed, LaneState::Cancelled, LaneState::Interrupted}) {
        store({check(u"a"_s, 1)}, state);
        judgeAll();
        m_judging->judge(m_run.spec.id, cell().id);
        QTRY_COMPARE(m_judging->pending(), 0);
        QCOMPARE(results(), std::nullopt);
    }
    store({});
    judgeAll();
    m_judging->judge(m_run.spec.id, cell().id);
    QTRY_COMPARE(m_judging->pending(), 0);
    QCOMPARE(results(), std::nullopt);
    QCOMPARE(m_log->requests().size(), 0);
}

void tst_judging::judgesWhatWasLeft()
{
    add(u"stub"_s, u"a"_s);
    store({check(u"a"_s, 1)});
    QCOMPARE(results(), std::nullopt);
    judgeAll();
    QCOMPARE(results(), (CheckResults{.passed = 1, .verdict = u"says 1"_s}));
    judgeAll();
    QCOMPARE(m_log->requests().size(), 1);
}

void tst_judging::judgesTheNextAttempt()
{
    add(u"stub"_s, u"a"_s);
    store({check(u"a"_s, 0)});
    judgeAll();
    const QList<CheckScore> first = scores();
    QCOMPARE(first.size(), 1);

    Attempt next = *cell().last();
    next.id = AttemptId::create();
    next.number = 2;
    next.state = LaneState::Streaming;
    m_run.cells.first().attempts.append(next);
    m_run.cells.first().state = LaneState::Streaming;
    keep(cell());
    QCOMPARE(results(), std::nullopt);
    m_run.cells.first().attempts.last().state = LaneState::Done;
    m_run.cells.first().state = LaneState::Done;
    keep(cell());
    judgeAll();
    QCOMPARE(results()->failed, 1);
    QCOMPARE(scores(), first);
    m_run.cells.first().attempts.removeLast();
    QCOMPARE(scores(), first);
}

void tst_judging::leavesAWorkspaceThatIsOnlyRead()
{
    add(u"stub"_s, u"a"_s);
    store({check(u"a"_s, 1)});
    m_judging.reset();
    const QString path = m_workspace->path();
    m_workspace.reset();
    auto workspace = Workspace::open(path, Workspace::Access::Read);
    VERIFY_RESULT(workspace);
    m_workspace = std::move(*workspace);
    make();
    m_judging->judge(m_run.spec.id);
    m_judging->judge(m_run.spec.id, cell().id);
    QCOMPARE(m_judging->pending(), 0);
    QCOMPARE(results(), std::nullopt);
}

void tst_judging::keepsSecretsOut()
{
    add(u"stub"_s, u"a"_s);
    m_harness->redactor.addSecret("sk-canary-0123456789");
    store({check(u"a"_s, u"sk-canary-0123456789"_s)});
    judgeAll();
    QCOMPARE(scores(), QList<CheckScore>{said(0, {}, u"says [redacted]"_s)});
}

void tst_judging::writesWhatItKnowsInTheEnd()
{
    add(u"stub"_s, u"a"_s);
    store({check(u"a"_s, 1)});
    const Run first = m_run;
    store({check(u"a"_s, 0)});
    QSemaphore disk;
    m_workspace->post([&disk](Database &) -> Result<void> {
        disk.acquire();
        return {};
    });
    QSignalSpy changed(m_judging.get(), &Judging::pendingChanged);
    m_judging->judge(first.spec.id, first.cells.first().id);
    m_judging->judge(m_run.spec.id, cell().id);
    QTRY_COMPARE(changed.size(), 4); // two came, two were judged
    disk.release();
    m_judging.reset();
    QCOMPARE(results()->failed, 1);
    m_run = first;
    QCOMPARE(results()->passed, 1);
}

void tst_judging::judgesAgainWhatCouldNotBeKept()
{
    add(u"stub"_s, u"a"_s);
    store({check(u"a"_s, 1)});
    const auto execute = [this](const QString &sql) {
        VERIFY_RESULT(m_workspace->write([&](Database &db) { return db.exec(sql); }));
    };
    for (const QString &place : {u"INSERT ON scores"_s, u"UPDATE OF checks_passed ON cells"_s}) {
        execute(u"CREATE TEMP TRIGGER t BEFORE %1 BEGIN SELECT RAISE(ABORT, 'injected'); END"_s.arg(place));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"injected"_s));
        judgeAll();
        QCOMPARE(scores(), QList<CheckScore>());
        QCOMPARE(results(), std::nullopt);
        execute(u"DROP TRIGGER t"_s);
    }
    judgeAll();
    QCOMPARE(results()->passed, 1);
}

QTEST_GUILESS_MAIN(tst_judging)
#include "tst_judging.moc"
