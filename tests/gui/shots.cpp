// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Renders the window in its states, to be looked at: shots FOLDER [SCENE…]
// QT_SCALE_FACTOR=2 renders for a fine screen.

#include "app/service/displaycurrency.h"
#include "app/service/pricing.h"
#include "app/service/sample.h"
#include "app/store/promptstore.h"
#include "app/store/suitestore.h"
#include "tests/gui/guiharness.h"
#include "tests/gui/spendingsample.h"
#include "ui/answer/answerview.h"
#include "ui/answer/findbar.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/composer.h"
#include "ui/compare/differencebar.h"
#include "ui/compare/differences.h"
#include "ui/compare/paneboard.h"
#include "ui/compare/panebody.h"
#include "ui/compare/panefind.h"
#include "ui/costs/costspage.h"
#include "ui/costs/parityview.h"
#include "ui/costs/pricebookview.h"
#include "ui/costs/spendingview.h"
#include "ui/help/helpwindow.h"
#include "ui/models/gridfilter.h"
#include "ui/models/gridmodel.h"
#include "ui/models/lineupmodel.h"
#include "ui/runs/runspage.h"
#include "ui/runs/startdialog.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/theme.h"
#include "ui/shell/workspaceproblem.h"
#include "ui/suites/caseview.h"
#include "ui/suites/suiteeditor.h"
#include "ui/suites/suitespage.h"
#include "ui/widgets/whydialog.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

namespace {

const QString prompt = u"Write a retry helper with exponential backoff and jitter. Explain the trade-off."_s;
const QString longName =
    u"organisation/a-model-with-a-very-long-name-that-nobody-can-read-2026-07-31-preview-instruct"_s;

struct Scene
{
    QString name;
    QSize size;
    Theme::Scheme scheme;
    std::function<void(GuiHarness &)> stage;
};

void settle(int milliseconds = 350)
{
    QTest::qWait(milliseconds);
}

void finish(GuiHarness &gui)
{
    if (!QTest::qWaitFor([&] { return gui.isIdle(); }, 20'000))
        qWarning("not idle");
    settle();
}

std::function<void(GuiHarness &)> asked(const QStringList &models, bool wait = true)
{
    return [models, wait](GuiHarness &gui) {
        gui.ask(prompt, models);
        wait ? finish(gui) : settle(700);
    };
}

void twoTurns(GuiHarness &gui)
{
    asked({u"quick"_s, u"thinks"_s, u"tools"_s})(gui);
    gui.ask(u"Now make it cancellable, and show a test that proves the cap."_s, {});
    finish(gui);
    gui.page().composer()->setPrompt(
        {.system = u"You are brief."_s, .user = u"And in {{language}}, for {{reader}}?"_s});
    settle();
}

void mixed(GuiHarness &gui)
{
    asked({u"quick"_s, u"slow"_s, u"limited"_s}, false)(gui);
    gui.page().composer()->setPrompt({.user = u"Now make it cancellable, and show a test that proves the cap."_s});
    settle();
}

// One of three targets calls tools whose results were recorded.
void lookedUp(GuiHarness &gui)
{
    const QJsonObject schema{{u"type"_s, u"object"_s}};
    gui.page().lineup()->setLineup(gui.lineup({u"looks-up"_s, u"quick"_s, u"thinks"_s}));
    gui.page().composer()->setPrompt(
        {.user = u"Has parcel 1042 arrived, and until when can I fetch it?"_s,
         .tools = {{.name = u"track_parcel"_s, .description = u"Where a parcel is"_s, .schema = schema},
                   {.name = u"opening_hours"_s, .description = u"Of the office"_s, .schema = schema}},
         .toolResults = {{u"track_parcel"_s, uR"({"at":"Kassel","arrived":"2026-03-01T08:12:00Z"})"_s},
                         {u"opening_hours"_s, u"Monday to Friday, 9:00 to 18:00"_s}}});
    gui.page().composer()->send();
    finish(gui);
}

void openDialog(GuiHarness &gui, const std::function<void()> &open)
{
    mixed(gui);
    open();
    settle();
}

constexpr QSize usual(1440, 900);
constexpr QSize small(1280, 800);
constexpr QSize large(1920, 1080);

using Theme::Scheme;

QList<Scene> paneScenes()
{
    const QStringList four{u"quick"_s, u"thinks"_s, u"broken"_s, u"refuses"_s};
    const QStringList eight = four + QStringList{u"tools"_s, u"cut"_s, u"short"_s, longName};
    return {
        {u"empty"_s, usual, Scheme::Light, [](GuiHarness &) { settle(); }},
        {u"ready"_s, usual, Scheme::Light,
         [](GuiHarness &gui) {
             gui.page().restore(
                 {.lineup = gui.lineup({u"quick"_s, u"thinks"_s, u"slow"_s}), .prompt = {.user = prompt}});
             settle();
         }},
        {u"mixed-light"_s, usual, Scheme::Light, mixed},
        {u"mixed-dark"_s, usual, Scheme::Dark, mixed},
        {u"done"_s, usual, Scheme::Light, asked({u"quick"_s, u"thinks"_s, u"tools"_s})},
        {u"turns"_s, usual, Scheme::Light, twoTurns},
        {u"turns-dark"_s, usual, Scheme::Dark, twoTurns},
        {u"one"_s, usual, Scheme::Light, asked({u"quick"_s})},
        {u"two-small"_s, small, Scheme::Light, asked({u"quick"_s, u"broken"_s})},
        {u"three-small"_s, small, Scheme::Light, asked({u"quick"_s, u"broken"_s, u"refuses"_s})},
        {u"four-small"_s, small, Scheme::Light, asked(four)},
        {u"four-large"_s, large, Scheme::Light, asked(four)},
        {u"six-small"_s, small, Scheme::Light, asked(eight.first(6))},
        {u"eight-small"_s, small, Scheme::Light, asked(eight)},
        {u"eight-large"_s, large, Scheme::Light, asked(eight)},
        {u"eight-dark"_s, large, Scheme::Dark, asked(eight)},
        {u"eight-streams"_s, large, Scheme::Light, asked(QStringList(8, u"steady"_s))},
        {u"names"_s, small, Scheme::Light, asked({longName, longName, longName})},
        {u"repeats"_s, usual, Scheme::Light,
         [](GuiHarness &gui) {
             gui.ask(prompt, {u"quick"_s, u"thinks"_s}, 5);
             finish(gui);
         }},
    };
}

QList<Scene> answerScenes()
{
    const QStringList rich{u"rich"_s, u"terse"_s, u"hostile"_s};
    const auto top = [](GuiHarness &gui) {
        for (AnswerPane *pane : gui.page().board()->panes())
            pane->body()->verticalScrollBar()->setValue(0);
        settle();
    };
    const auto all = [=](GuiHarness &gui) {
        asked(rich)(gui);
        top(gui);
    };
    const auto unfolded = [=](GuiHarness &gui) {
        all(gui);
        AnswerView *answer = gui.page().board()->panes().first()->view();
        answer->unfold(answer->parts().first());
        top(gui);
    };
    const auto found = [=](GuiHarness &gui) {
        all(gui);
        gui.page().find()->open(true);
        gui.page().find()->bar()->findChild<QLineEdit *>()->setText(u"jitter"_s);
        settle();
    };
    const auto raw = [=](GuiHarness &gui) {
        all(gui);
        gui.page().board()->panes().first()->toggleRaw();
        top(gui);
    };
    const auto zoomed = [=](GuiHarness &gui) {
        Theme::setAnswerZoom(150);
        all(gui);
    };
    const auto ends = [](GuiHarness &gui) { asked({u"tools"_s, u"filtered"_s, u"cut"_s, u"refuses"_s})(gui); };
    const auto away = [=](GuiHarness &gui) {
        asked({u"steady"_s, u"rich"_s}, false)(gui);
        settle(2'000);
        top(gui);
    };
    return {
        {u"rich-light"_s, usual, Scheme::Light, all},
        {u"rich-dark"_s, usual, Scheme::Dark, all},
        {u"rich-end"_s, usual, Scheme::Light, asked(rich)},
        {u"rich-narrow"_s, small, Scheme::Light, asked({u"rich"_s, u"hostile"_s, u"rich"_s, u"terse"_s})},
        {u"rich-one"_s, large, Scheme::Light, asked({u"rich"_s})},
        {u"reasoning-light"_s, usual, Scheme::Light, unfolded},
        {u"reasoning-dark"_s, usual, Scheme::Dark, unfolded},
        {u"find-light"_s, usual, Scheme::Light, found},
        {u"find-dark"_s, usual, Scheme::Dark, found},
        {u"raw"_s, usual, Scheme::Light, raw},
        {u"zoom"_s, usual, Scheme::Light, zoomed},
        {u"endings"_s, usual, Scheme::Light, ends},
        {u"away"_s, usual, Scheme::Light, away},
    };
}

// As it looks on the first day, in the middle of an answer.
void sample(GuiHarness &gui)
{
    const Result<Sample> made = addSample(gui.session());
    if (!made)
        qFatal("%s", qPrintable(made.error().message));
    gui.page().reloadChannels();
    Draft draft{.lineup = {.id = {}, .name = {}, .targets = made->lineup.targets}, .prompt = made->prompt};
    draft.lineup.targets.resize(std::min<qsizetype>(3, draft.lineup.targets.size()));
    gui.page().restore(draft);
    gui.page().composer()->send();
    gui.page().composer()->focusPrompt();
    settle(6'000);
    gui.page().composer()->setPrompt({.user = u"Now make it cancellable, and show a test that proves the cap."_s});
    settle();
}

// The sample's answers, or those of the recordings that are named.
std::function<void(GuiHarness &)> compared(const QStringList &models, int steps, bool figures = false)
{
    return [models, steps, figures](GuiHarness &gui) {
        models.isEmpty() ? sample(gui) : gui.ask(prompt, models);
        finish(gui);
        DifferenceBar *bar = gui.page().differenceBar();
        bar->button()->click();
        if (!QTest::qWaitFor([&] { return !bar->differences().isComparing(); }, 5'000))
            qWarning("not compared");
        for (int i = 0; i < steps; ++i)
            bar->differences().step(1);
        if (figures)
            button(bar, u"Figures"_s)->click();
        settle();
    };
}

QList<Scene> differenceScenes()
{
    const QStringList two{u"full-jitter"_s, u"equal-jitter"_s};
    const QStringList eight =
        two + QStringList{u"styled-jitter"_s, u"quick"_s, u"thinks"_s, u"tools"_s, u"cut"_s, longName};
    return {
        {u"differences-two"_s, usual, Scheme::Light, compared(two, 2)},
        {u"differences-two-dark"_s, usual, Scheme::Dark, compared(two, 1, true)},
        {u"differences-three"_s, usual, Scheme::Light, compared({}, 3)},
        {u"differences-three-figures"_s, usual, Scheme::Light, compared({}, 0, true)},
        {u"differences-three-dark"_s, usual, Scheme::Dark, compared({}, 3)},
        {u"differences-eight"_s, large, Scheme::Light, compared(eight, 1, true)},
        {u"differences-eight-dark"_s, large, Scheme::Dark, compared(eight, 1, true)},
        {u"differences-arriving"_s, usual, Scheme::Light,
         [](GuiHarness &gui) {
             asked({u"quick"_s, u"slow"_s, u"refuses"_s}, false)(gui);
             gui.page().differenceBar()->button()->click();
             settle();
         }},
    };
}

// A model whose provider's list denies what the prompt needs.
void doubted(GuiHarness &gui)
{
    asked({u"thinks"_s, u"quick"_s})(gui);
    gui.page().proposeTargets({.id = gui.target(u"small"_s).channel, .name = u"Recordings"_s},
                              {{.id = u"small"_s, .lacks = {u"image"_s, u"tools"_s}}});
    const AttachmentRef plan{.path = u"/home/me/plan.png"_s, .mediaType = u"image/png"_s, .size = 81'920};
    gui.page().composer()->setPrompt({.user = u"What does the plan say about the stairs?"_s, .attachments = {plan}});
    settle();
}

QList<Scene> dialogScenes()
{
    return {
        {u"sample-light"_s, usual, Scheme::Light, sample},
        {u"sample-dark"_s, usual, Scheme::Dark, sample},
        {u"target-dialog"_s, usual, Scheme::Light,
         [](GuiHarness &gui) { openDialog(gui, [&] { gui.page().addTarget(); }); }},
        {u"target-dialog-dark"_s, usual, Scheme::Dark,
         [](GuiHarness &gui) { openDialog(gui, [&] { gui.page().addTarget(); }); }},
        {u"doubts"_s, usual, Scheme::Light, doubted},
        {u"doubts-dark"_s, usual, Scheme::Dark, doubted},
        {u"tool-rounds"_s, usual, Scheme::Light, lookedUp},
        {u"tool-rounds-dark"_s, usual, Scheme::Dark, lookedUp},
        {u"tools-dialog"_s, usual, Scheme::Light,
         [](GuiHarness &gui) {
             openDialog(gui, [&] {
                 gui.page().composer()->setPrompt({.user = u"Will it rain in Oslo?"_s,
                                                   .tools = {{.name = u"weather"_s,
                                                              .description = u"The weather in a city"_s,
                                                              .schema = {{u"type"_s, u"object"_s}}}},
                                                   .toolResults = {{u"weather"_s, uR"({"sky":"clear"})"_s}}});
                 gui.page().composer()->editTools();
             });
         }},
        {u"format-dialog-dark"_s, usual, Scheme::Dark,
         [](GuiHarness &gui) { openDialog(gui, [&] { gui.page().composer()->editFormat(); }); }},
        {u"shortcuts"_s, usual, Scheme::Light,
         [](GuiHarness &gui) { openDialog(gui, [&] { gui.window().showHelp(HelpWindow::keyboardPage); }); }},
        {u"provenance"_s, usual, Scheme::Light,
         [](GuiHarness &gui) {
             asked({u"thinks"_s, u"quick"_s})(gui);
             gui.page().board()->active()->showProvenance();
             settle();
         }},
        {u"settings"_s, usual, Scheme::Light,
         [](GuiHarness &gui) {
             gui.window().showSettingsPage();
             settle();
         }},
        {u"problem"_s, usual, Scheme::Light,
         [](GuiHarness &gui) {
             auto *problem = new WorkspaceProblem(
                 gui.path(),
                 {.code = ErrorCode::InUse,
                  .message =
                      u"Evenhand (process 4711) has it open since 09:12. Close it there, or look at it here without changing it."_s},
                 true, &gui.window());
             problem->open();
             settle();
         }},
    };
}

// ---- Runs ----------------------------------------------------------------------------------------------------

RunService::Request runRequest(GuiHarness &gui, const QStringList &models, int cases, int repeats = 1)
{
    const QStringList places{u"DE"_s, u"FR"_s, u"IN"_s, u"SE"_s, u"NL"_s};
    const QStringList tags{u"reverse charge"_s, u"two VAT rates"_s, u"GST, Hindi lines"_s, u"credit note"_s,
                           u"4 pages"_s};
    RunSuite suite{.id = {}, .name = u"Invoice extraction"_s, .columns = {u"invoice"_s}, .cases = {}};
    for (int i = 0; i < cases; ++i) {
        const QString name = u"invoice_%1.pdf"_s.arg(i + 118, 4, 10, QChar(u'0'));
        suite.cases.append({.id = CaseId::create(),
                            .name = i == 3 ? longName + name : name,
                            .variables = {{u"invoice"_s, name}},
                            .taskClass = i % 3 ? u"extraction"_s : u"reasoning"_s,
                            .tags = {places.at(i % 5), tags.at(i % 5)}});
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
        [](const RunTarget &target, const std::optional<Usage> &usage, const QDateTime &) -> AttemptCost {
            if (!usage || target.target.model == "short"_L1)
                return {.unpriced = u"No price is known for this model."_s};
            const qint64 tokens = usage->inputTotal().value_or(0) + 5 * usage->outputTotal().value_or(0);
            return {.amount = Money{.nano = tokens * 3000, .currency = u"USD"_s}, .priceRow = u"row"_s};
        });
}

// Sent, and shown when it has ended or after so many milliseconds.
std::function<void(GuiHarness &)> sentRun(const QStringList &models, int cases, int repeats = 1, int after = 0)
{
    return [=](GuiHarness &gui) {
        setPrices(gui);
        gui.window().showRunsPage();
        RunsPage &page = *gui.window().runsPage();
        const Result<RunId> run = page.control()->start(runRequest(gui, models, cases, repeats));
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
        {u"runs-names"_s, small, Scheme::Light, sentRun({longName, longName, longName}, 6)},
        {u"runs-repeats"_s, small, Scheme::Light, sentRun({u"quick"_s, u"unknown-model"_s}, 6, 3)},
        {u"runs-stopped"_s, usual, Scheme::Light, stopped},
        {u"runs-answers"_s, usual, Scheme::Light,
         [=](GuiHarness &gui) {
             sentRun(three, 6)(gui);
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

// A suite whose cases are short, long and odd.
QByteArray manyCases()
{
    QByteArray csv = "name,country,question,reference,task class,tags,checks\n";
    for (int i = 1; i <= 40; ++i) {
        const QByteArray number = QByteArray::number(i);
        const QByteArray long_ =
            i % 7 == 0 ? QByteArray("Read the contract below, and say who pays. ").repeated(12) : QByteArray();
        csv += "case " + number + ",\"India\",\"" + long_ + "What is the capital of state " + number
               + "?\",Panaji,factual,\"easy; " + (i % 2 ? "Asia" : "भूगोल")
               + "\",\"{\"\"type\"\": \"\"contains\"\", \"\"value\"\": \"\"Panaji\"\"}\"\n";
    }
    return csv;
}

void importFile(GuiHarness &gui, const QString &name, const QByteArray &content, bool accept)
{
    gui.window().showSuitesPage();
    const QTemporaryDir folder;
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.flush())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    SuitesPage *page = gui.window().suitesPage();
    page->importFile(file.fileName());
    if (accept)
        page->findChild<QDialog *>()->accept();
    settle();
}

void savePrompts(Workspace &workspace)
{
    const QString system = u"You read invoices. Answer with JSON only."_s;
    const QString first = u"Read the invoice and give its number, date and total.\n\n{{invoice}}"_s;
    const QString second =
        u"Read the invoice and give its number, its date (YYYY-MM-DD) and its total in {{currency}}.\n\n{{invoice}}"_s;
    const Result<void> saved = workspace.write([&](Database &db) -> Result<void> {
        return PromptStore::save(db, u"Extract an invoice"_s, {.system = system, .user = first})
            .and_then([&](const PromptVersion &) {
                return PromptStore::save(db, u"Extract an invoice"_s, {.system = system, .user = second});
            })
            .and_then([&](const PromptVersion &) {
                return PromptStore::save(db, u"Retry helper"_s, {.system = {}, .user = prompt});
            })
            .transform([](const PromptVersion &) {});
    });
    if (!saved)
        qFatal("%s", qPrintable(saved.error().message));
}

QList<Scene> suiteScenes()
{
    const auto empty = [](GuiHarness &gui) {
        gui.window().showSuitesPage();
        settle();
    };
    const auto starter = [](GuiHarness &gui) {
        gui.window().showSuitesPage();
        gui.window().suitesPage()->addStarter(u"tool-use"_s);
        gui.window().suitesPage()->addStarter(u"reasoning"_s);
        settle();
    };
    const auto many = [](GuiHarness &gui) {
        importFile(gui, u"Capitals of the states.csv"_s, manyCases(), true);
        CaseView *view = gui.window().suitesPage()->editor()->view();
        view->setCurrentIndex(view->model()->index(6, 2));
        settle();
    };
    const auto prompts = [](GuiHarness &gui) {
        savePrompts(gui.session().workspace());
        gui.window().showPromptsPage();
        settle();
    };
    const auto problems = [](GuiHarness &gui) {
        importFile(gui, u"Invoices of May.csv"_s,
                   "invoice;checks;tags\nA;\"{\"\"type\"\": \"\"json\"\"}\";x\nB;contains 12;y\nC;;\"[1,\"\nD\n",
                   false);
    };
    return {
        {u"suites-empty"_s, small, Scheme::Light, empty},
        {u"suites-starter"_s, small, Scheme::Light, starter},
        {u"suites-many"_s, small, Scheme::Light, many},
        {u"suites-many-dark"_s, small, Scheme::Dark, many},
        {u"prompts-empty"_s, small, Scheme::Light,
         [](GuiHarness &gui) {
             gui.window().showPromptsPage();
             settle();
         }},
        {u"prompts"_s, small, Scheme::Light, prompts},
        {u"prompts-dark"_s, small, Scheme::Dark, prompts},
        {u"suites-import"_s, small, Scheme::Light, problems},
        {u"suites-import-dark"_s, small, Scheme::Dark, problems},
    };
}

std::function<void(GuiHarness &)> costs(CostsPage::Section section, const std::function<void(GuiHarness &)> &stage = {})
{
    return [section, stage](GuiHarness &gui) {
        gui.window().costsPage()->showSection(section);
        gui.window().showCostsPage();
        if (stage)
            stage(gui);
        settle();
    };
}

std::function<void(GuiHarness &)> spent(SpendingBy by, qsizetype most = 100)
{
    return [by, most](GuiHarness &gui) {
        const QList<SpentSample> samples = manyMonths();
        for (const SpentSample &one : samples.last(std::min(most, samples.size())))
            addSpending(gui.session().workspace(), one);
        costs(CostsPage::Spending)(gui);
        gui.window().costsPage()->spending()->setBy(by);
        settle();
    };
}

void inRupees(GuiHarness &gui)
{
    const Conversion rupees{.from = u"USD"_s, .to = u"INR"_s, .rateNano = 88'420'000'000, .date = QDate(2026, 11, 21)};
    if (const Result<void> kept = setDisplayCurrency(gui.session().workspace(), rupees); !kept)
        qFatal("%s", qPrintable(kept.error().message));
}

std::function<void(GuiHarness &)> converted(const std::function<void(GuiHarness &)> &stage)
{
    return [stage](GuiHarness &gui) {
        inRupees(gui);
        stage(gui);
    };
}

std::function<void(GuiHarness &)> sold(const QString &family)
{
    return costs(CostsPage::Parity, [family](GuiHarness &gui) {
        gui.window().costsPage()->parity()->setFamily(family);
        settle();
    });
}

void priceImport(GuiHarness &gui)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"contract-2026-11-01.csv"_s));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(file.fileName()));
    file.write("channel,model,region,input,output,currency,note\n"
               "anthropic,claude-sonnet-4-5,,2.5,12,EUR,frame contract 2026\n"
               "aws-bedrock,claude-haiku-4-5,eu-west-1,0.9,4.4,EUR,\n"
               "anthropic,claude-opus-4-5,,cheap,20,EUR,\n"
               "nobody,claude-opus-4-5,,1,2,,\n");
    file.close();
    gui.window().costsPage()->priceBook()->previewFile(file.fileName());
}

void whyThis(GuiHarness &gui)
{
    mixed(gui);
    const PriceBook &book = gui.session().pricing().book();
    const PriceFinding finding =
        book.lookup({.kind = u"anthropic"_s, .model = u"claude-sonnet-4-5"_s}, QDateTime::currentDateTimeUtc());
    const Usage usage{.inputFresh = 3'120, .cacheRead = 1'024, .outputVisible = 750, .reasoning = 212};
    const Conversion rupees{.from = u"USD"_s, .to = u"INR"_s, .rateNano = 88'420'000'000, .date = QDate(2026, 11, 21)};
    auto *dialog = new WhyDialog(
        u"What this answer of claude-sonnet-4-5 cost"_s,
        {{.heading = u"Attempt 1 of 2: failed"_s, .cost = {.unpriced = u"the provider did not report tokens"_s}},
         {.heading = u"Attempt 2 of 2: done"_s, .cost = costOf(usage, finding), .finding = finding}},
        rupees, &gui.window());
    dialog->open();
    settle();
}

QList<Scene> costScenes()
{
    const auto filtered = costs(CostsPage::PriceBook, [](GuiHarness &gui) {
        gui.window().costsPage()->priceBook()->findChild<QLineEdit *>()->setText(u"sonnet-4-5"_s);
    });
    return {
        {u"costs-empty"_s, small, Scheme::Light, costs(CostsPage::Spending)},
        {u"costs-months"_s, small, Scheme::Light, spent(SpendingBy::Month)},
        {u"costs-months-dark"_s, large, Scheme::Dark, spent(SpendingBy::Month)},
        {u"costs-one-month"_s, small, Scheme::Light, spent(SpendingBy::Month, 4)},
        {u"costs-unpriced"_s, small, Scheme::Light,
         [](GuiHarness &gui) {
             addSpending(gui.session().workspace(), manyMonths().at(14));
             costs(CostsPage::Spending)(gui);
         }},
        {u"costs-models"_s, small, Scheme::Light, converted(spent(SpendingBy::Model))},
        {u"costs-runs-dark"_s, small, Scheme::Dark, spent(SpendingBy::Run)},
        {u"costs-book"_s, small, Scheme::Light, costs(CostsPage::PriceBook)},
        {u"costs-book-filtered"_s, large, Scheme::Light, filtered},
        {u"costs-book-dark"_s, small, Scheme::Dark, filtered},
        {u"costs-import"_s, small, Scheme::Light, costs(CostsPage::PriceBook, priceImport)},
        {u"costs-parity-empty"_s, small, Scheme::Light, costs(CostsPage::Parity)},
        {u"costs-parity"_s, small, Scheme::Light, sold(u"claude-sonnet-4-5"_s)},
        {u"costs-parity-dark"_s, large, Scheme::Dark, converted(sold(u"claude-sonnet-4-5"_s))},
        {u"costs-currency"_s, small, Scheme::Light, converted(costs(CostsPage::Currency))},
        {u"costs-why"_s, small, Scheme::Light, whyThis},
        {u"costs-why-dark"_s, small, Scheme::Dark, whyThis},
    };
}

QList<Scene> troubleScenes()
{
    return {
        {u"read-only"_s, usual, Scheme::Light,
         [](GuiHarness &gui) {
             asked({u"quick"_s, u"slow"_s}, false)(gui);
             gui.session().runs().cancelAll();
             finish(gui);
             gui.reopen(Workspace::Access::Read);
             gui.window().resize(1440, 900);
             gui.window().begin();
             gui.window().show();
             settle();
         }},
        {u"trouble"_s, usual, Scheme::Light,
         [](GuiHarness &gui) {
             gui.ask(prompt, {u"slow"_s, u"never"_s, u"unknown-model"_s});
             settle(500);
             gui.page().board()->panes().first()->stop();
             gui.page().showProblem(
                 u"Nothing was sent"_s,
                 u"Target B (gpt) uses a channel that no longer exists. Choose another channel for it."_s);
             settle(1500);
         }},
    };
}

// Dialogs are windows of their own: they are painted over the window as a desktop would.
QPixmap picture(MainWindow &window)
{
    QPixmap pixmap = window.grab();
    QPainter painter(&pixmap);
    for (QWidget *top : QApplication::topLevelWidgets()) {
        if (top == &window || !top->isVisible() || !(top->windowType() == Qt::Dialog || top->windowType() == Qt::Popup))
            continue;
        const QPoint at((window.width() - top->width()) / 2, (window.height() - top->height()) / 2);
        painter.fillRect(window.rect(), QColor(0, 0, 0, 60));
        painter.drawPixmap(at, top->grab());
    }
    return pixmap;
}

void shoot(const Scene &scene, const QDir &folder)
{
    Theme::setScheme(scene.scheme);
    Theme::setAnswerZoom(100);
    GuiHarness gui;
    gui.window().resize(scene.size);
    gui.window().show();
    scene.stage(gui);
    const QString file = folder.filePath(scene.name + u".png"_s);
    if (!picture(gui.window()).save(file))
        qWarning("cannot write %s", qPrintable(file));
    gui.session().runs().cancelAll();
    if (!QTest::qWaitFor([&] { return gui.isIdle(); }, 5'000))
        qWarning("%s does not stop", qPrintable(scene.name));
}

// The pages that would be printed.
void shootPaper(const QDir &folder)
{
    constexpr QSize page(658, 986); // A4 without its margins
    constexpr int margin = 68;
    GuiHarness gui;
    gui.window().resize(usual);
    gui.window().show();
    asked({u"rich"_s})(gui);
    AnswerSheet sheet = gui.page().board()->panes().first()->sheet();
    sheet.attempt.answer.text += u'\n' + sheet.attempt.answer.text + sheet.attempt.answer.text;
    AnswerPrinter printer(sheet, page);
    for (int number = 0; number < printer.pages(); ++number) {
        QImage image(page.grownBy({margin, margin, margin, margin}), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.translate(margin, margin);
        printer.paint(painter, number);
        painter.end();
        image.save(folder.filePath(u"paper-%1.png"_s.arg(number + 1)));
    }
    if (const Result<int> pages = saveAnswerAsPdf(sheet, folder.filePath(u"paper.pdf"_s)); !pages)
        qWarning("%s", qPrintable(pages.error().message));
}

} // namespace

int main(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication app(argc, argv);
    QApplication::setOrganizationName(u"evenhand-shots"_s);
    QApplication::setApplicationName(u"shots"_s);
    QFont face(u"Inter"_s);
    face.setPixelSize(13);
    QApplication::setFont(face);
    Theme::install(app);
    const QStringList arguments = app.arguments().sliced(1);
    if (arguments.isEmpty())
        qFatal("shots FOLDER [SCENE…]");
    const QDir folder(arguments.first());
    folder.mkpath(u"."_s);
    for (const Scene &scene : paneScenes() + answerScenes() + differenceScenes() + dialogScenes() + runScenes()
                                  + costScenes() + suiteScenes() + troubleScenes()) {
        if (arguments.size() == 1 || arguments.contains(scene.name))
            shoot(scene, folder);
    }
    if (arguments.size() == 1 || arguments.contains(u"paper"_s))
        shootPaper(folder);
    return 0;
}
