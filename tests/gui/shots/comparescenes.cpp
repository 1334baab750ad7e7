// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/sample.h"
#include "tests/gui/shots/shots.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/composer.h"
#include "ui/compare/paneboard.h"
#include "ui/help/helpwindow.h"
#include "ui/models/lineupmodel.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/workspaceproblem.h"

#include <QDialog>

using namespace Qt::StringLiterals;

namespace evenhand::shots {
namespace {

using Theme::Scheme;

void twoTurns(GuiHarness &gui)
{
    asked({u"quick"_s, u"thinks"_s, u"tools"_s})(gui);
    gui.ask(u"Now make it cancellable, and show a test that proves the cap."_s, {});
    finish(gui);
    gui.page().composer()->setPrompt(
        {.system = u"You are brief."_s, .user = u"And in {{language}}, for {{reader}}?"_s});
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

} // namespace

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

QList<Scene> compareScenes()
{
    return paneScenes() + dialogScenes() + troubleScenes();
}

} // namespace evenhand::shots
