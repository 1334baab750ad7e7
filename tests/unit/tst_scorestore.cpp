// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/runstore.h"
#include "app/store/scorestore.h"
#include "samplevalues.h"
#include "storehelpers.h"

#include <QTemporaryDir>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

Result<void> store(Database &db, const Run &run)
{
    Result<void> stored = RunStore::create(db, run);
    for (const Cell &cell : run.cells)
        stored = stored.and_then([&] { return RunStore::saveCell(db, cell); });
    return stored;
}

Attempt streaming(const QString &text)
{
    Attempt attempt;
    attempt.id = AttemptId::create();
    attempt.state = LaneState::Streaming;
    attempt.started = sample::run().created;
    attempt.answer.text = text;
    return attempt;
}

// Two cases on two targets, planned; the first case has a check.
Run suiteRun()
{
    Run run = sample::run();
    run.spec.suite = RunSuite{.id = {},
                              .name = u"Harvest"_s,
                              .columns = {},
                              .cases = {{.id = CaseId::create(), .checks = {QJsonObject{{u"type"_s, u"json"_s}}}}, {}}};
    run.cells.clear();
    for (int i = 0; i < 4; ++i)
        run.cells.append({.id = CellId::create(), .caseIndex = i / 2, .target = i % 2});
    return run;
}

} // namespace

// What evaluators said of attempts, and what of it a grid shows.
class tst_scorestore : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void scoresComeBack();
    void scoresAreReplaced();
    void scoresOfWhatIsGoneAreNotKept();
    void unjudgedIsFound();
    void indexesAreUsed_data();
    void indexesAreUsed();

private:
    int count(const QString &table) const { return m_db->value(u"SELECT count(*) FROM "_s + table)->toInt(); }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Database> m_db;
};

void tst_scorestore::init()
{
    QTest::failOnWarning();
    m_db.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    m_db = freshDatabase(m_dir->filePath(u"w.evenhand"_s));
    QVERIFY(m_db);
}

void tst_scorestore::scoresComeBack()
{
    VERIFY_RESULT(store(*m_db, sample::run()));
    VERIFY_RESULT(ScoreStore::save(*m_db, sample::attempt().id, sample::scores()));
    QCOMPARE(ScoreStore::ofAttempt(*m_db, sample::attempt().id), Result<QList<CheckScore>>(sample::scores()));
    const QList<GridCell> grid = RunStore::grid(*m_db, sample::run().spec.id).value();
    QCOMPARE(grid.first().checks, resultsOf(sample::scores()));
    QCOMPARE(grid.first(), RunStore::gridCell(*m_db, grid.first().id));
    QCOMPARE(grid.last().checks, std::nullopt);
    QCOMPARE(RunStore::find(*m_db, sample::run().spec.id), Result<Run>(sample::run()));
}

void tst_scorestore::scoresAreReplaced()
{
    VERIFY_RESULT(store(*m_db, sample::run()));
    VERIFY_RESULT(ScoreStore::save(*m_db, sample::attempt().id, sample::scores()));
    const QList<CheckScore> later{
        {.evaluator = u"new"_s, .version = u"1"_s, .check = 0, .score = 0, .reason = u"No"_s}};
    VERIFY_RESULT(ScoreStore::save(*m_db, sample::attempt().id, later));
    QCOMPARE(ScoreStore::ofAttempt(*m_db, sample::attempt().id), Result<QList<CheckScore>>(later));
    QCOMPARE(RunStore::gridCell(*m_db, sample::run().cells.first().id)->checks, resultsOf(later));

    // Of an attempt that is not the last one they are kept, but say nothing of the cell.
    const AttemptId earlier = sample::run().cells.first().attempts.first().id;
    VERIFY_RESULT(ScoreStore::save(*m_db, earlier, sample::scores()));
    QCOMPARE(ScoreStore::ofAttempt(*m_db, earlier), Result<QList<CheckScore>>(sample::scores()));
    QCOMPARE(RunStore::gridCell(*m_db, sample::run().cells.first().id)->checks, resultsOf(later));
}

void tst_scorestore::scoresOfWhatIsGoneAreNotKept()
{
    VERIFY_RESULT(ScoreStore::save(*m_db, sample::attempt().id, sample::scores()));
    QCOMPARE(count(u"scores"_s), 0);
}

void tst_scorestore::unjudgedIsFound()
{
    Run run = suiteRun();
    for (Cell &cell : run.cells) {
        cell.attempts = {streaming(u"Answer"_s)};
        cell.attempts.last().state = LaneState::Done;
        cell.state = LaneState::Done;
    }
    VERIFY_RESULT(store(*m_db, run));
    const auto unjudged = [&] { return ScoreStore::unjudged(*m_db, run.spec.id).value(); };
    const auto unknown = [&] { return ScoreStore::unknownChecks(*m_db, run.spec.id).value(); };
    QCOMPARE(unjudged(), (QList<CellId>{run.cells.at(0).id, run.cells.at(1).id}));
    QCOMPARE(unknown(), QList<UnknownCheck>());

    const auto save = [&](int cell, const CheckScore &score) {
        VERIFY_RESULT(ScoreStore::save(*m_db, run.cells.at(cell).last()->id, {score}));
    };
    save(0, {.evaluator = u"e"_s, .version = u"1"_s, .score = {}, .reason = u"Cannot tell."_s});
    save(1, {.score = {}, .reason = u"Unknown."_s});
    QCOMPARE(unjudged(), QList<CellId>());
    QCOMPARE(unknown(), (QList<UnknownCheck>{{.cell = run.cells.at(1).id, .caseIndex = 0, .check = 0}}));

    Cell &retried = run.cells[1];
    retried.attempts.append(streaming(u"Another"_s));
    retried.attempts.last().number = 2;
    retried.state = LaneState::Streaming;
    VERIFY_RESULT(RunStore::saveCell(*m_db, retried));
    QCOMPARE(unknown(), QList<UnknownCheck>());
    QCOMPARE(unjudged(), QList<CellId>());
    retried.attempts.last().state = LaneState::Done;
    retried.state = LaneState::Done;
    VERIFY_RESULT(RunStore::saveCell(*m_db, retried));
    QCOMPARE(unjudged(), QList<CellId>{retried.id});
}

void tst_scorestore::indexesAreUsed_data()
{
    QTest::addColumn<QString>("sql");

    QTest::newRow("unjudged cells")
        << u"SELECT id FROM cells WHERE run = x'00' AND state = 'done' AND checks_passed IS NULL AND case_index IN "
           "(SELECT position FROM run_cases WHERE run = x'00') ORDER BY case_index, target, repeat"_s;
    QTest::newRow("unknown checks")
        << u"SELECT cells.id FROM cells JOIN attempts ON attempts.cell = cells.id AND number = cells.attempts "
           "JOIN scores ON scores.attempt = attempts.id AND evaluator = '' WHERE run = x'00' AND checks_open > 0 "
           "ORDER BY case_index, target, repeat, check_index"_s;
    QTest::newRow("what scores come to") << u"UPDATE cells SET checks_passed = 1 WHERE (id, attempts) IN "
                                            "(SELECT cell, number FROM attempts WHERE id = x'00')"_s;
}

void tst_scorestore::indexesAreUsed()
{
    QFETCH(const QString, sql);

    const auto step = [](const QSqlQuery &query) { return query.value(3).toString(); };
    const Result<QList<QString>> plan = m_db->all<QString>(step, u"EXPLAIN QUERY PLAN "_s + sql);
    VERIFY_RESULT(plan);
    QVERIFY(!plan->isEmpty());
    for (const QString &line : *plan)
        QVERIFY2(line.startsWith(u"SEARCH"_s) || line.contains(u"SUBQUERY"_s), qPrintable(line));
}

QTEST_GUILESS_MAIN(tst_scorestore)
#include "tst_scorestore.moc"
