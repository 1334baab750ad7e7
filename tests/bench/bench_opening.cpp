// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

// bench_opening FILE [CASES [RUNS]]
// How long does it take until a large run's head and grid have been read, and the list of runs, in a workspace with many
// such runs? The workspace is made where there is none, which takes a minute for 100 runs of 10,000 cases, and stays for the next time.

#include "app/store/migrator.h"
#include "app/store/runstore.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTextStream>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

Run plannedRun(int cases)
{
    Run run;
    run.created = QDateTime::currentDateTimeUtc();
    run.spec = {.id = RunId::create(),
                .prompt = {.user = u"What is known of {{number}}?"_s},
                .targets = {RunTarget{.target = {.id = TargetId::create(), .model = u"bench"_s},
                                      .channel = {.id = ChannelId::create(), .name = u"bench"_s}}},
                .name = u"Large"_s,
                .suite = RunSuite{.name = u"Large"_s, .columns = {u"number"_s}}};
    for (int i = 0; i < cases; ++i) {
        run.spec.suite->cases.append({.variables = {{u"number"_s, QString::number(i)}}});
        run.cells.append({.id = CellId::create(), .caseIndex = i, .state = LaneState::Queued});
    }
    return run;
}

Cell answered(Cell cell)
{
    Attempt attempt{.id = AttemptId::createOrdered(),
                    .number = 1,
                    .state = LaneState::Done,
                    .started = QDateTime::currentDateTimeUtc()};
    attempt.answer.text = u"Much is known of number %1, and more is not. "_s.arg(cell.caseIndex).repeated(8);
    attempt.timing = {.requestSent = Duration(300), .firstText = Duration(200'000), .total = Duration(900'000)};
    cell.attempts = {attempt};
    cell.state = LaneState::Done;
    return cell;
}

Result<void> addRun(Database &db, int cases)
{
    const Run run = plannedRun(cases);
    Result<void> done = RunStore::create(db, run);
    for (const Cell &cell : run.cells)
        done = done.and_then([&] { return RunStore::saveCell(db, answered(cell)); });
    return done;
}

Result<void> fill(Database &db, int cases, int runs)
{
    Result<void> done;
    for (int i = 0; i < runs && done; ++i) {
        done = db.exec(u"BEGIN"_s).and_then([&] { return addRun(db, cases); }).and_then([&] {
            return db.exec(u"COMMIT"_s);
        });
    }
    return done;
}

Result<void> measure(Database &db)
{
    QTextStream out(stdout);
    const Result<QList<RunId>> ids = RunStore::ids(db);
    if (!ids)
        return std::unexpected(ids.error());
    for (const RunId &id : {ids->first(), ids->at(ids->size() / 2), ids->last()}) {
        QElapsedTimer timer;
        timer.start();
        const Result<Run> head = RunStore::head(db, id);
        const double headMs = double(timer.nsecsElapsed()) / 1e6;
        const Result<QList<GridCell>> grid = RunStore::grid(db, id);
        if (!head || !grid)
            return std::unexpected(head ? grid.error() : head.error());
        out << ids->size() << " runs, " << grid->size() << " cells: head " << QString::number(headMs, 'f', 1)
            << " ms, head and grid " << QString::number(double(timer.nsecsElapsed()) / 1e6, 'f', 1) << " ms"
            << Qt::endl;
    }
    QElapsedTimer timer;
    timer.start();
    const Result<QList<RunSummary>> summaries = RunStore::summaries(db);
    out << "list of runs " << QString::number(double(timer.nsecsElapsed()) / 1e6, 'f', 1) << " ms" << Qt::endl;
    return summaries.transform([](const auto &) {});
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString path = arguments.value(1);
    const bool isThere = QFile::exists(path);
    Result<std::unique_ptr<Database>> db = Database::open(path, Database::Access::ReadWrite);
    Result<void> done = db.transform([](const auto &) {});
    done = done.and_then([&] { return Migrator::upgrade(**db, path, Migrator::builtIn()); });
    if (done && !isThere)
        done = fill(**db, arguments.value(2, u"10000"_s).toInt(), arguments.value(3, u"100"_s).toInt());
    done = done.and_then([&] { return measure(**db); });
    if (!done)
        QTextStream(stderr) << done.error().message << ' ' << done.error().detail << Qt::endl;
    return done ? 0 : 1;
}
