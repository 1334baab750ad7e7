// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/suitestore.h"
#include "tests/gui/shots/shots.h"
#include "ui/compare/comparepage.h"
#include "ui/models/gridfilter.h"
#include "ui/models/gridmodel.h"
#include "ui/runs/columnsmenu.h"
#include "ui/runs/gridview.h"
#include "ui/runs/runspage.h"
#include "ui/runs/startdialog.h"
#include "ui/shell/mainwindow.h"

#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;

namespace evenhand::shots {
namespace {

using Theme::Scheme;

// Some pass, some fail, one cannot be judged, one case has none.
QJsonArray checksOf(int number)
{
    const QJsonObject jitter{{u"type"_s, u"contains"_s}, {u"value"_s, u"full jitter"_s}, {u"ignore_case"_s, true}};
    const QJsonObject length{{u"type"_s, u"length"_s}, {u"max"_s, 40 + number}, {u"unit"_s, u"words"_s}};
    const QJsonObject unknown{{u"type"_s, u"total-in-words"_s}, {u"value"_s, 1428}};
    switch (number % 5) {
    case 1:
        return {jitter, length};
    case 2:
        return {jitter, unknown};
    case 3:
        return {};
    default:
        return {jitter};
    }
}

RunService::Request runRequest(GuiHarness &gui, const QStringList &models, int cases, int repeats = 1,
                               bool checked = true)
{
    const QStringList places{u"DE"_s, u"FR"_s, u"IN"_s, u"SE"_s, u"NL"_s};
    const QStringList tags{u"reverse charge"_s, u"two VAT rates"_s, u"GST, Hindi lines"_s, u"credit note"_s,
                           u"4 pages"_s};
    RunSuite suite{.id = {}, .name = u"Invoice extraction"_s, .columns = {u"invoice"_s}, .cases = {}};
    for (int i = 0; i < cases; ++i) {
        const QString name = u"invoice_%1.pdf"_s.arg(i + 118, 4, 10, QChar(u'0'));
        suite.cases.append(
            {.id = CaseId::create(),
             .name = i == 3 ? longName + name : name,
             .variables = {{u"invoice"_s, name}},
             .reference = i % 5 == 3 ? QString() : u"Use full jitter: every client waits a random time."_s,
             .taskClass = i % 3 ? u"extraction"_s : u"reasoning"_s,
             .tags = {places.at(i % 5), tags.at(i % 5)},
             .checks = checked ? checksOf(i) : QJsonArray()});
    }
    return {.prompt = {.user = prompt + u" {{invoice}}"_s},
            .lineup = gui.lineup(models),
            .repeats = repeats,
            .inConversation = false,
            .name = u"Invoice extraction, EU"_s,
            .suite = suite,
            .seed = 4711,
            .budget = Money{.nano = 5'000'000'000, .currency = u"USD"_s},
            .concurrency = 4};
}

// As a contract would price these models.
void setPrices(GuiHarness &gui)
{
    gui.session().runs().setPrices(
        [](const RunTarget &target, const QList<BilledRequest> &requests, const QDateTime &) -> AttemptCost {
            const std::optional<Usage> &usage = requests.last().usage;
            if (!usage || target.target.model == "short"_L1)
                return {.unpriced = u"no price is known for this model"_s};
            const qint64 tokens = usage->inputTotal().value_or(0) + 5 * usage->outputTotal().value_or(0);
            return {.amount = Money{.nano = tokens * 3000, .currency = u"USD"_s}, .priceRow = u"row"_s};
        });
}

// Sent, and shown when it has ended or after so many milliseconds.
std::function<void(GuiHarness &)> sentRun(const QStringList &models, int cases, int repeats = 1, int after = 0,
                                          bool checked = true)
{
    return [=](GuiHarness &gui) {
        setPrices(gui);
        gui.window().showRunsPage();
        RunsPage &page = *gui.window().runsPage();
        const Result<RunId> run = page.control()->start(runRequest(gui, models, cases, repeats, checked));
        if (!run)
            qFatal("%s", qPrintable(run.error().message));
        page.open(*run);
        page.reload();
        if (after > 0)
            settle(after);
        else if (!QTest::qWaitFor([&] { return !page.control()->batch(*run); }, 60'000))
            qWarning("the run does not end");
        settle(1'300);
    };
}

void runDialog(GuiHarness &gui)
{
    setPrices(gui);
    const RunService::Request asked = runRequest(gui, {u"quick"_s, u"thinks"_s, u"short"_s}, 200);
    const Suite suite{.name = asked.suite->name,
                      .columns = asked.suite->columns,
                      .prompt = asked.prompt,
                      .cases = asked.suite->cases};
    if (!gui.session().workspace().write([&](Database &db) { return SuiteStore::save(db, suite); }))
        qWarning("no suite");
    gui.page().restore({.lineup = asked.lineup, .prompt = {}});
    gui.window().showRunsPage();
    gui.window().runsPage()->newRun();
    settle();
}

} // namespace

QList<Scene> runScenes()
{
    const QStringList three{u"quick"_s, u"thinks"_s, u"short"_s};
    const QStringList eight{u"quick"_s, u"thinks"_s, u"broken"_s, u"refuses"_s,
                            u"tools"_s, u"cut"_s,    u"short"_s,  longName};
    const auto selected = [](GuiHarness &gui, const std::function<void(RunsPage &, const QModelIndex &)> &act) {
        RunsPage &page = *gui.window().runsPage();
        act(page, page.filter()->index(1, GridModel::FirstTargetColumn + 1));
        settle();
    };
    const auto stopped = [](GuiHarness &gui) {
        sentRun({u"quick"_s, u"steady"_s}, 20, 1, 1'500)(gui);
        button(gui.window().runsPage(), u"Stop"_s)->click();
        settle(1'500);
    };
    return {
        {u"runs-empty"_s, usual, Scheme::Light,
         [](GuiHarness &gui) {
             gui.window().showRunsPage();
             settle();
         }},
        {u"runs-dialog"_s, usual, Scheme::Light, runDialog},
        {u"runs-dialog-dark"_s, usual, Scheme::Dark, runDialog},
        {u"runs-done"_s, usual, Scheme::Light, sentRun(three, 14)},
        {u"runs-done-dark"_s, usual, Scheme::Dark, sentRun(three, 14)},
        {u"runs-running"_s, usual, Scheme::Light, sentRun({u"quick"_s, u"steady"_s, u"limited"_s}, 60, 1, 2'500)},
        {u"runs-running-dark"_s, usual, Scheme::Dark, sentRun({u"quick"_s, u"steady"_s, u"limited"_s}, 60, 1, 2'500)},
        {u"runs-failed"_s, small, Scheme::Light, sentRun({u"quick"_s, u"unknown-model"_s}, 12)},
        {u"runs-eight-small"_s, small, Scheme::Light, sentRun(eight, 8)},
        {u"runs-eight-large"_s, large, Scheme::Dark, sentRun(eight, 30)},
        {u"runs-eight-scrolled"_s, small, Scheme::Light,
         [=](GuiHarness &gui) {
             sentRun(eight, 8)(gui);
             selected(gui, [](RunsPage &page, const QModelIndex &index) {
                 page.grid()->setCurrentIndex(index.siblingAtColumn(GridModel::FirstTargetColumn + 6));
             });
         }},
        {u"runs-columns"_s, usual, Scheme::Light,
         [=](GuiHarness &gui) {
             sentRun(eight, 8)(gui);
             RunsPage &page = *gui.window().runsPage();
             for (QAction *action : page.columns()->actions()) {
                 if (action->text().startsWith(u"C  "_s) || action->text().startsWith(u"D  "_s))
                     action->toggle();
             }
             button(&page, u"Columns, 2 hidden"_s)->showMenu();
             settle();
         }},
        {u"runs-one-line"_s, usual, Scheme::Dark,
         [=](GuiHarness &gui) {
             sentRun(three, 30)(gui);
             for (QAction *action : gui.window().runsPage()->columns()->actions().last(3))
                 action->toggle();
             settle();
         }},
        {u"runs-unchecked"_s, usual, Scheme::Light, sentRun(three, 14, 1, 0, false)},
        {u"runs-names"_s, small, Scheme::Light, sentRun({longName, longName, longName}, 6)},
        {u"runs-repeats"_s, small, Scheme::Light, sentRun({u"quick"_s, u"unknown-model"_s}, 6, 3)},
        {u"runs-stopped"_s, usual, Scheme::Light, stopped},
        {u"runs-answers"_s, usual, Scheme::Light,
         [=](GuiHarness &gui) {
             sentRun(three, 6)(gui);
             selected(gui, [](RunsPage &page, const QModelIndex &index) { page.openAnswers(index); });
         }},
        {u"runs-answers-dark"_s, small, Scheme::Dark,
         [=](GuiHarness &gui) {
             sentRun(eight, 6)(gui);
             selected(gui, [](RunsPage &page, const QModelIndex &index) { page.openAnswers(index); });
         }},
        {u"runs-cost"_s, usual, Scheme::Light,
         [=](GuiHarness &gui) {
             sentRun(three, 6)(gui);
             selected(gui, [](RunsPage &page, const QModelIndex &index) { page.showCost(index.siblingAtColumn(4)); });
         }},
        {u"runs-read-only"_s, usual, Scheme::Light,
         [=](GuiHarness &gui) {
             stopped(gui);
             const RunId run = gui.window().runsPage()->run();
             gui.reopen(Workspace::Access::Read);
             gui.window().resize(1440, 900);
             gui.window().show();
             gui.window().showRunsPage();
             gui.window().runsPage()->open(run);
             settle();
         }},
    };
}

} // namespace evenhand::shots
