// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/coststore.h"
#include "app/store/runstore.h"
#include "samplevalues.h"
#include "storehelpers.h"

#include <QTemporaryDir>
#include <QTimeZone>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

const QDateTime november(QDate(2026, 11, 3), QTime(12, 0), QTimeZone::UTC);
const QDateTime december(QDate(2026, 12, 1), QTime(0, 0), QTimeZone::UTC);

struct Spent
{
    std::optional<Money> amount;
    QString unpriced = {};
    QDateTime when = november;
    LaneState state = LaneState::Done;
    int number = 1;
    std::optional<Usage> usage = Usage{.inputFresh = 100, .outputVisible = 10};
    bool wasSent = true;
};

Attempt attempt(const Spent &spent)
{
    Attempt attempt;
    attempt.id = AttemptId::create();
    attempt.number = spent.number;
    attempt.state = spent.state;
    attempt.started = spent.when;
    attempt.answer.text = u"Words"_s;
    attempt.answer.usage = spent.usage;
    if (spent.wasSent)
        attempt.request = sample::request();
    if (spent.amount)
        attempt.cost = AttemptCost{.amount = spent.amount, .priceRow = u"row-1"_s, .unpriced = {}};
    else if (!spent.unpriced.isEmpty())
        attempt.cost = AttemptCost{.amount = {}, .priceRow = {}, .unpriced = spent.unpriced};
    return attempt;
}

Money dollars(qint64 nano)
{
    return {.nano = nano, .currency = u"USD"_s};
}

Money euros(qint64 nano)
{
    return {.nano = nano, .currency = u"EUR"_s};
}

// Two targets on one channel; one case has a task class.
Run plannedRun(const QString &name)
{
    Run run = sample::run();
    run.spec.id = RunId::create();
    run.spec.name = name;
    run.spec.suite = RunSuite{.id = {},
                              .name = u"Suite"_s,
                              .columns = {},
                              .cases = {{.id = CaseId::create(), .taskClass = u"reasoning"_s}, {}}};
    run.cells.clear();
    for (int i = 0; i < 4; ++i)
        run.cells.append({.id = CellId::create(), .caseIndex = i / 2, .target = i % 2});
    return run;
}

} // namespace

class tst_coststore : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void nothingWasSpent();
    void amountsAreAdded();
    void unpricedIsCountedAndNeverZero();
    void failuresWithoutTokensAreNotUnpriced();
    void whatWasNotSentIsNotCounted();
    void aCheckpointIsNotCounted();
    void theSameAgainIsNotCountedTwice();
    void retriesCountAsAttemptsOfOneCell();
    void theFirstThatWasSentIsTheCell();
    void interruptedAttemptsAreUnpriced();
    void monthsAreOfTheAttempt();
    void groupsHaveNames();
    void manyRunsAreSummedUp();
    void goesWithItsRun();
    void monthIsFoundByIndex();

private:
    void save(int cell, const QList<Attempt> &attempts)
    {
        Cell &stored = m_run.cells[cell];
        stored.attempts = attempts;
        stored.state = attempts.last().state;
        VERIFY_RESULT(RunStore::saveCell(*m_db, stored));
    }
    SpendingSum sum(const QString &month = u"2026-11"_s) const { return CostStore::inMonth(*m_db, month).value(); }
    QStringList keys(SpendingBy by) const
    {
        QStringList keys;
        const QList<SpendingGroup> groups = CostStore::spending(*m_db, by).value();
        for (const SpendingGroup &group : groups)
            keys.append(group.key);
        return keys;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Database> m_db;
    Run m_run;
};

void tst_coststore::init()
{
    QTest::failOnWarning();
    m_db.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    m_db = freshDatabase(m_dir->filePath(u"w.evenhand"_s));
    QVERIFY(m_db);
    m_run = plannedRun(u"First run"_s);
    VERIFY_RESULT(RunStore::create(*m_db, m_run));
}

void tst_coststore::nothingWasSpent()
{
    QCOMPARE(sum(), SpendingSum());
    QCOMPARE(CostStore::spending(*m_db, SpendingBy::Model), Result<QList<SpendingGroup>>(QList<SpendingGroup>()));
}

void tst_coststore::amountsAreAdded()
{
    save(0, {attempt({.amount = dollars(1'500'000'000)})});
    save(2, {attempt({.amount = dollars(500'000'000)})});
    save(1, {attempt({.amount = euros(2'000'000'000), .usage = Usage{.inputFresh = 7, .outputVisible = 3}})});
    const SpendingSum expected{
        .cells = 3,
        .attempts = 3,
        .unpriced = 0,
        .unreported = 0,
        .inputTokens = 207,
        .outputTokens = 23,
        .amounts = {{u"EUR"_s, {2'000'000'000, 1, 2'000'000'000, 2'000'000'000, 4.0}},
                    {u"USD"_s, {2'000'000'000, 2, 500'000'000, 1'500'000'000, 2.5}}},
        .priceRows = {u"row-1"_s},
    };
    QCOMPARE(sum(), expected);
}

void tst_coststore::unpricedIsCountedAndNeverZero()
{
    save(0, {attempt({.amount = dollars(0)})});
    save(1, {attempt({.amount = {}, .unpriced = u"no row"_s, .usage = std::nullopt})});
    const SpendingSum total = sum();
    QCOMPARE(total.attempts, 2);
    QCOMPARE(total.unpriced, 1);
    QCOMPARE(total.unreported, 1);
    QCOMPARE(total.amounts.value(u"USD"_s).attempts, 1);
}

void tst_coststore::failuresWithoutTokensAreNotUnpriced()
{
    save(0, {attempt({.amount = {}, .state = LaneState::Failed, .usage = std::nullopt})});
    QCOMPARE(sum().attempts, 1);
    QCOMPARE(sum().unpriced, 0);
    QVERIFY(sum().amounts.isEmpty());
}

void tst_coststore::whatWasNotSentIsNotCounted()
{
    save(0, {attempt({.amount = {}, .unpriced = u"no row"_s, .wasSent = false})});
    QCOMPARE(sum(), SpendingSum());
}

void tst_coststore::aCheckpointIsNotCounted()
{
    Attempt growing = attempt({.amount = {}, .state = LaneState::Streaming});
    save(0, {growing});
    QCOMPARE(sum(), SpendingSum());
    growing.state = LaneState::Done;
    growing.cost = AttemptCost{.amount = dollars(7), .priceRow = u"row-1"_s, .unpriced = {}};
    save(0, {growing});
    QCOMPARE(sum().attempts, 1);
    QCOMPARE(sum().amounts.value(u"USD"_s).nano, 7);
}

void tst_coststore::theSameAgainIsNotCountedTwice()
{
    const Attempt once = attempt({.amount = dollars(7)});
    save(0, {once});
    save(0, {once});
    QCOMPARE(sum().attempts, 1);
    QCOMPARE(sum().amounts.value(u"USD"_s).nano, 7);
}

void tst_coststore::retriesCountAsAttemptsOfOneCell()
{
    const Attempt first = attempt({.amount = dollars(7), .state = LaneState::Failed});
    save(0, {first});
    save(0, {first, attempt({.amount = dollars(5), .number = 2})});
    QCOMPARE(sum().cells, 1);
    QCOMPARE(sum().attempts, 2);
    QCOMPARE(sum().amounts.value(u"USD"_s), (AmountSum{12, 2, 5, 7, 74e-18}));
}

void tst_coststore::theFirstThatWasSentIsTheCell()
{
    const Attempt never = attempt({.amount = {}, .state = LaneState::Failed, .usage = std::nullopt, .wasSent = false});
    save(0, {never, attempt({.amount = dollars(5), .number = 2})});
    QCOMPARE(sum().cells, 1);
    QCOMPARE(sum().attempts, 1);
}

void tst_coststore::interruptedAttemptsAreUnpriced()
{
    save(0, {attempt({.amount = {}, .state = LaneState::Streaming})});
    save(1, {attempt({.amount = {}, .state = LaneState::Waiting, .wasSent = false})});
    save(2, {attempt({.amount = dollars(7)})});
    QCOMPARE(RunStore::interruptUnfinished(*m_db).value(), 3); // the one that was never begun too
    QCOMPARE(sum().attempts, 2);
    QCOMPARE(sum().unpriced, 1);
    QCOMPARE(RunStore::interruptUnfinished(*m_db).value(), 0);
    QCOMPARE(sum().attempts, 2);
}

void tst_coststore::monthsAreOfTheAttempt()
{
    save(0, {attempt({.amount = dollars(1), .when = december.addMSecs(-1)})});
    save(1, {attempt({.amount = dollars(2), .when = december})});
    QCOMPARE(sum(u"2026-11"_s).amounts.value(u"USD"_s).nano, 1);
    QCOMPARE(sum(u"2026-12"_s).amounts.value(u"USD"_s).nano, 2);
    QCOMPARE(keys(SpendingBy::Month), QStringList({u"2026-11"_s, u"2026-12"_s}));
}

void tst_coststore::groupsHaveNames()
{
    save(0, {attempt({.amount = dollars(1)})});
    save(1, {attempt({.amount = euros(2)})});
    save(2, {attempt({.amount = {}, .unpriced = u"no row"_s})});
    const QString first = sample::run().spec.targets.first().target.model;
    const QString second = sample::run().spec.targets.last().target.model;
    QCOMPARE(keys(SpendingBy::Model), first < second ? QStringList({first, second}) : QStringList({second, first}));
    QCOMPARE(keys(SpendingBy::TaskClass), QStringList({QString(), u"reasoning"_s}));
    const QList<SpendingGroup> channels = CostStore::spending(*m_db, SpendingBy::Channel).value();
    QCOMPARE(channels.size(), 1);
    QCOMPARE(channels.first().name, sample::channel().name);
    QCOMPARE(channels.first().sum.attempts, 3);
    QCOMPARE(channels.first().sum.unpriced, 1);
    QCOMPARE(channels.first().sum.amounts.size(), 2);
    const QList<SpendingGroup> runs = CostStore::spending(*m_db, SpendingBy::Run).value();
    QCOMPARE(runs.size(), 1);
    QCOMPARE(runs.first().name, u"First run"_s);
}

void tst_coststore::manyRunsAreSummedUp()
{
    constexpr int earlier = 3;
    Result<Transaction> transaction = Transaction::begin(*m_db);
    VERIFY_RESULT(transaction);
    for (int i = 0; i < CostStore::mostRuns + earlier - 1; ++i) {
        Run run = plannedRun(u"Run %1"_s.arg(i));
        run.created = m_run.created.addSecs(i + 1);
        run.cells.resize(1);
        VERIFY_RESULT(RunStore::create(*m_db, run));
        run.cells.first().attempts = {attempt({.amount = i % 2 == 0 ? dollars(10) : euros(5)})};
        run.cells.first().state = LaneState::Done;
        VERIFY_RESULT(RunStore::saveCell(*m_db, run.cells.first()));
    }
    save(0, {attempt({.amount = dollars(7)})}); // the oldest of all
    VERIFY_RESULT(transaction->commit());
    const QList<SpendingGroup> runs = CostStore::spending(*m_db, SpendingBy::Run).value();
    QCOMPARE(runs.size(), CostStore::mostRuns + 1);
    const SpendingGroup &rest = runs.last();
    QCOMPARE(rest.key, QString());
    QCOMPARE(rest.earlierRuns, earlier);
    // The first run, and those of the loop with the numbers 0 and 1.
    QCOMPARE(rest.sum.cells, 3);
    QCOMPARE(rest.sum.amounts.value(u"USD"_s).nano, 17);
    QCOMPARE(rest.sum.amounts.value(u"EUR"_s).nano, 5);
    SpendingSum all;
    for (const SpendingGroup &run : runs)
        all.add(run.sum);
    SpendingSum models;
    const QList<SpendingGroup> byModel = CostStore::spending(*m_db, SpendingBy::Model).value();
    for (const SpendingGroup &model : byModel)
        models.add(model.sum);
    QCOMPARE(all.attempts, models.attempts);
    QCOMPARE(all.amounts.value(u"USD"_s).nano, models.amounts.value(u"USD"_s).nano);
    QCOMPARE(all.amounts.value(u"EUR"_s).nano, models.amounts.value(u"EUR"_s).nano);
}

void tst_coststore::goesWithItsRun()
{
    save(0, {attempt({.amount = dollars(1)})});
    VERIFY_RESULT(m_db->exec(u"DELETE FROM runs"_s));
    QCOMPARE(sum(), SpendingSum());
}

void tst_coststore::monthIsFoundByIndex()
{
    const Result<QStringList> plan = m_db->all<QString>(
        [](const QSqlQuery &row) { return row.value(3).toString(); },
        u"EXPLAIN QUERY PLAN SELECT sum(cost_nano) FROM spending WHERE month = ? GROUP BY currency"_s, u"2026-11"_s);
    VERIFY_RESULT(plan);
    QVERIFY2(plan->join(u'\n').contains(u"spending_by_month"_s), qPrintable(plan->join(u'\n')));
}

QTEST_GUILESS_MAIN(tst_coststore)
#include "tst_coststore.moc"
