// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/redactor.h"
#include "app/service/recorder.h"
#include "app/store/runstore.h"
#include "app/store/workspace.h"
#include "tests/unit/fakeclock.h"
#include "tests/unit/storehelpers.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// Cells on their way to the disk, on a clock that only the test moves.
class TestRecorder : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void writesAtMostOnceInAnInterval();
    void writesWhatIsLeftWhenTheIntervalIsOver();
    void writesNothingWhenNothingIsNew();
    void writesACellThatWasShortOnce();
    void pricesAnAttemptThatEnds();
    void writesACellThatEndsAtOnce();
    void leavesOtherCellsToTheirCheckpoint();
    void takesSecretsOut();
    void triesAgainAfterAFailure();
    void forgetsRunsThatWereRemoved();
    void interruptsWhatHasNotEnded();
    void recordsARetryOnTop();

private:
    CellId cell(int index) const { return m_run.cells.at(index).id; }
    LaneEvent started(int index, int number = 1) const;
    LaneEvent text(int index, const QString &text) const;
    LaneEvent ended(int index) const;
    LaneEvents begun(int index) const;
    void record(const LaneEvents &events);
    void breakTheDisk(bool broken);

    // What is on disk when all that was handed to the workspace is there.
    Cell stored(int index);
    QString storedText(int index);
    int commits();
    void settle();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<Recorder> m_recorder;
    std::shared_ptr<FakeClock> m_clock;
    Redactor m_redactor;
    Run m_run;
};

void TestRecorder::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    Result<std::unique_ptr<Workspace>> workspace =
        Workspace::open(m_folder->filePath(u"w.evenhand"_s), Workspace::Access::Own);
    VERIFY_RESULT(workspace);
    m_workspace = std::move(*workspace);
    m_run = {};
    m_run.spec.id = RunId::create();
    m_run.spec.prompt.user = u"Hello"_s;
    m_run.spec.targets = {RunTarget{}, RunTarget{}};
    m_run.created = QDateTime::currentDateTimeUtc();
    for (int target = 0; target < 2; ++target)
        m_run.cells.append({.id = CellId::create(), .target = target});
    VERIFY_RESULT(m_workspace->write([this](Database &db) { return RunStore::create(db, m_run); }));
    m_clock = std::make_shared<FakeClock>();
    m_recorder = std::make_unique<Recorder>(*m_workspace, m_redactor, m_clock);
    for (const Cell &cell : std::as_const(m_run.cells))
        m_recorder->watch(cell);
}

void TestRecorder::cleanup()
{
    m_recorder.reset();
    m_workspace.reset();
}

LaneEvent TestRecorder::started(int index, int number) const
{
    return {.cell = cell(index),
            .what = AttemptStarted{.id = AttemptId::create(), .number = number, .started = m_clock->utc()}};
}

LaneEvent TestRecorder::text(int index, const QString &text) const
{
    return {.cell = cell(index), .what = LaneOutput{.event = TextDelta{text}, .since = 10ms}};
}

LaneEvent TestRecorder::ended(int index) const
{
    return {.cell = cell(index), .what = LaneStateChanged{.state = LaneState::Done}};
}

LaneEvents TestRecorder::begun(int index) const
{
    return {started(index), {.cell = cell(index), .what = LaneStateChanged{.state = LaneState::Streaming}}};
}

void TestRecorder::record(const LaneEvents &events)
{
    m_recorder->record(events);
    settle();
}

void TestRecorder::breakTheDisk(bool broken)
{
    VERIFY_RESULT(m_workspace->write([broken](Database &db) {
        return broken ? db.exec(u"ALTER TABLE answers RENAME TO hidden"_s)
                      : db.exec(u"ALTER TABLE hidden RENAME TO answers"_s);
    }));
}

void TestRecorder::settle()
{
    VERIFY_RESULT(m_workspace->write([](Database &) { return Result<void>(); }));
    QCoreApplication::processEvents(); // the outcome of the write comes from the event loop
}

Cell TestRecorder::stored(int index)
{
    settle();
    const Result<Run> run = RunStore::find(m_workspace->reader(), m_run.spec.id);
    return run ? run->cells.at(index) : Cell{};
}

QString TestRecorder::storedText(int index)
{
    const Cell cell = stored(index);
    return cell.last() ? cell.last()->answer.text : QString();
}

// A number that changes with each commit of the writer.
int TestRecorder::commits()
{
    settle();
    return m_workspace->reader().value(u"PRAGMA data_version"_s).value_or(QVariant()).toInt();
}

void TestRecorder::writesAtMostOnceInAnInterval()
{
    record(begun(0));
    QVERIFY(stored(0).state == LaneState::Queued);
    m_clock->advance(Recorder::interval);
    record({});
    QVERIFY(stored(0).state == LaneState::Streaming);
    const int before = commits();
    for (int i = 0; i < 8; ++i) {
        m_clock->advance(Recorder::interval / 8);
        record({text(0, u"x"_s)});
    }
    QCOMPARE(commits(), before);
    QCOMPARE(storedText(0), QString());
    m_clock->advance(Recorder::interval / 8);
    record({text(0, u"y"_s)});
    QCOMPARE(storedText(0), u"xxxxxxxxy"_s);
    m_clock->advance(Recorder::interval - 1ms);
    record({text(0, u"z"_s)});
    QCOMPARE(storedText(0), u"xxxxxxxxy"_s);
}

void TestRecorder::writesWhatIsLeftWhenTheIntervalIsOver()
{
    record(begun(0));
    record({text(0, u"left"_s)});
    QCOMPARE(storedText(0), QString());
    m_clock->advance(Recorder::interval);
    QTRY_COMPARE(storedText(0), u"left"_s);
}

void TestRecorder::writesNothingWhenNothingIsNew()
{
    record(begun(0));
    m_clock->advance(Recorder::interval);
    record({});
    const int before = commits();
    for (int i = 0; i < 5; ++i) {
        m_clock->advance(10s);
        record({});
    }
    QCOMPARE(commits(), before);
}

void TestRecorder::writesACellThatWasShortOnce()
{
    const int before = commits();
    record(begun(0) + LaneEvents{text(0, u"all"_s), ended(0)});
    m_clock->advance(Recorder::interval);
    record({});
    QCOMPARE(commits(), before + 1);
}

void TestRecorder::pricesAnAttemptThatEnds()
{
    m_recorder->setPricer([](const Cell &cell) {
        return AttemptCost{.amount = Money{.nano = cell.last()->answer.text.size(), .currency = u"EUR"_s}};
    });
    record(begun(0) + LaneEvents{text(0, u"four"_s), {.cell = cell(0), .what = AttemptEnded{}}, ended(0)});
    QVERIFY(stored(0).last()->cost);
    QCOMPARE(stored(0).last()->cost->amount->nano, 4);
}

void TestRecorder::writesACellThatEndsAtOnce()
{
    QSignalSpy recorded(m_recorder.get(), &Recorder::recorded);
    record(begun(0));
    record({text(0, u"all"_s)});
    QCOMPARE(storedText(0), QString());
    m_recorder->record({ended(0)});
    QVERIFY(recorded.isEmpty()); // not before it is on disk
    QTRY_COMPARE(recorded.size(), 1);
    QCOMPARE(recorded.first().first().value<CellId>(), cell(0));
    QVERIFY(!m_recorder->find(cell(0)));
    QCOMPARE(storedText(0), u"all"_s);
    QVERIFY(stored(0).state == LaneState::Done);
}

void TestRecorder::leavesOtherCellsToTheirCheckpoint()
{
    record(begun(0) + begun(1));
    record({text(0, u"a"_s), text(1, u"b"_s), ended(0)});
    QCOMPARE(storedText(0), u"a"_s);
    QCOMPARE(storedText(1), QString());
}

void TestRecorder::takesSecretsOut()
{
    m_redactor.addSecret("sk-canary-1234");
    record(begun(0));
    record({text(0, u"It is sk-can"_s), text(0, u"ary-1234."_s)});
    record({{.cell = cell(0), .what = RoundStarted{.results = {{.text = u"sk-canary-1234"_s}}}}});
    record({text(0, u"It is sk-can"_s), text(0, u"ary-1234."_s), ended(0)});
    QCOMPARE(storedText(0), u"It is [redacted]."_s);
    const Round round = stored(0).last()->rounds.first();
    QCOMPARE(round.answer.text, u"It is [redacted]."_s);
    QCOMPARE(round.results.first().text, u"[redacted]"_s);
}

void TestRecorder::triesAgainAfterAFailure()
{
    QSignalSpy failed(m_recorder.get(), &Recorder::failed);
    QSignalSpy recorded(m_recorder.get(), &Recorder::recorded);
    record(begun(0));
    breakTheDisk(true);
    record({text(0, u"kept"_s), ended(0)});
    QTRY_COMPARE(failed.size(), 1);
    m_clock->advance(Recorder::interval);
    record({text(1, u"no attempt yet"_s)});
    m_clock->advance(Recorder::interval);
    record({});
    QCOMPARE(failed.size(), 1); // the same problem is told once
    QVERIFY(recorded.isEmpty());
    QVERIFY(m_recorder->find(cell(0)));
    breakTheDisk(false);
    m_clock->advance(Recorder::interval);
    QTRY_COMPARE(recorded.size(), 1);
    QCOMPARE(storedText(0), u"kept"_s);
}

void TestRecorder::forgetsRunsThatWereRemoved()
{
    QSignalSpy failed(m_recorder.get(), &Recorder::failed);
    record(begun(0));
    VERIFY_RESULT(m_workspace->write(
        [this](Database &db) { return db.exec(u"DELETE FROM runs WHERE id = ?"_s, m_run.spec.id.toString()); }));
    record({text(0, u"x"_s), ended(0)});
    QTRY_VERIFY(!m_recorder->find(cell(0)));
    QVERIFY(failed.isEmpty());
}

void TestRecorder::interruptsWhatHasNotEnded()
{
    record(begun(0));
    record({text(0, u"half"_s)});
    m_recorder.reset();
    QCOMPARE(storedText(0), u"half"_s);
    QVERIFY(stored(0).state == LaneState::Interrupted);
    QVERIFY(stored(0).last()->state == LaneState::Interrupted);
}

void TestRecorder::recordsARetryOnTop()
{
    record(begun(0));
    record({text(0, u"first"_s), ended(0)});
    Cell cell = stored(0);
    cell.state = LaneState::Queued;
    m_recorder->watch(cell);
    record({started(0, 2), text(0, u"second"_s), ended(0)});
    QCOMPARE(stored(0).attempts.size(), 2);
    QCOMPARE(stored(0).attempts.first().answer.text, u"first"_s);
    QCOMPARE(storedText(0), u"second"_s);
}

QTEST_GUILESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
