// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How fast a grid of many cells opens and scrolls: bench_grid [CASES [TARGETS]]

#include "app/service/session.h"
#include "app/store/channelstore.h"
#include "app/store/runstore.h"
#include "tests/bench/framemeter.h"
#include "ui/models/gridmodel.h"
#include "ui/runs/gridview.h"
#include "ui/runs/runspage.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>

using namespace evenhand;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int usualCases = 2500;
constexpr int usualTargets = 4;
constexpr int frames = 600;
constexpr int stepPixels = 37; // a wheel turned quickly

Run madeRun(int cases, int targets)
{
    Run run{.spec = {.id = RunId::create(), .prompt = {.user = u"{{question}}"_s}, .name = u"Many cells"_s},
            .created = QDateTime::currentDateTimeUtc()};
    run.spec.suite = RunSuite{.id = {}, .name = u"Many"_s, .columns = {u"question"_s}, .cases = {}};
    const Channel channel{.id = ChannelId::create(), .name = u"A channel"_s, .plugin = u"replay"_s};
    for (int target = 0; target < targets; ++target) {
        run.spec.targets.append(
            {.target = {.id = TargetId::create(), .channel = channel.id, .model = u"model"_s}, .channel = channel});
    }
    for (int i = 0; i < cases; ++i) {
        run.spec.suite->cases.append({.id = CaseId::create(),
                                      .variables = {{u"question"_s, u"Question %1: what is it about?"_s.arg(i)}},
                                      .taskClass = u"reasoning"_s});
        for (int target = 0; target < targets; ++target)
            run.cells.append({.id = CellId::createOrdered(), .caseIndex = i, .target = target});
    }
    return run;
}

// As it is after an answer.
Result<void> store(Database &db, Run run)
{
    if (const Result<void> made = RunStore::create(db, run); !made)
        return made;
    for (Cell &cell : run.cells) {
        const int number = cell.caseIndex * 7 + cell.target;
        cell.state = number % 50 == 0 ? LaneState::Failed : LaneState::Done;
        Attempt attempt{.id = AttemptId::create(), .state = cell.state, .started = run.created};
        attempt.answer.text = u"Answer %1. "_s.arg(number) + u"It is about this and that. "_s.repeated(90);
        attempt.answer.usage = Usage{.inputFresh = 300, .outputVisible = 600};
        attempt.timing.firstText = Duration(number * 100 % 900'000 + 100'000);
        attempt.timing.total = Duration(number * 300 % 9'000'000 + 500'000);
        attempt.cost = AttemptCost{.amount = Money{.nano = 4'000'000 + number, .currency = u"USD"_s}};
        cell.attempts = {attempt};
        if (const Result<void> saved = RunStore::saveCell(db, cell); !saved)
            return saved;
    }
    return {};
}

// One step for each turn of the event loop, down and up again.
void scroll(GridView &grid, const std::function<void()> &done)
{
    auto *timer = new QTimer(&grid);
    timer->setInterval(16ms);
    QObject::connect(timer, &QTimer::timeout, &grid, [&grid, timer, done, left = frames, by = stepPixels]() mutable {
        QScrollBar *bar = grid.verticalScrollBar();
        if (bar->value() == bar->maximum())
            by = -stepPixels;
        bar->setValue(bar->value() + by);
        if (--left > 0)
            return;
        timer->stop();
        done();
    });
    timer->start();
}

} // namespace

int main(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication app(argc, argv);
    QApplication::setOrganizationName(u"evenhand-bench"_s);
    Theme::install(app);
    QTextStream out(stdout);
    const QStringList arguments = app.arguments();
    const int cases = arguments.size() > 1 ? arguments.at(1).toInt() : usualCases;
    const int targets = arguments.size() > 2 ? arguments.at(2).toInt() : usualTargets;

    const QTemporaryDir folder;
    Result<std::unique_ptr<Session>> session =
        Session::open({.workspace = folder.filePath(u"bench.evenhand"_s), .approvedPluginFolder = {}, .retry = {}});
    if (!session)
        qFatal("%s", qPrintable(session.error().message));
    const Run run = madeRun(cases, targets);
    if (const auto stored = (*session)->workspace().write([&](Database &db) { return store(db, run); }); !stored)
        qFatal("%s", qPrintable(stored.error().message));

    RunsPage page(**session, [] { return Lineup(); });
    page.resize(1920, 1080);
    page.show();
    const auto begin = wallTime();
    page.open(run.spec.id);
    page.grab();
    out << u"%1 cells of %2 targets: opened and painted in %3 ms\n"_s.arg(cases * targets)
               .arg(targets)
               .arg(milliseconds(wallTime() - begin), 0, 'f', 1);
    printFramesHead(out);
    FrameMeter meter;
    scroll(*page.grid(), [&] {
        meter.stop();
        printFrames(out, u"scrolling"_s, meter.frames());
        QCoreApplication::quit();
    });
    meter.start();
    return QApplication::exec();
}
