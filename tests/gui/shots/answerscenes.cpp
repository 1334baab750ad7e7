// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/shots/shots.h"
#include "ui/answer/answerview.h"
#include "ui/answer/findbar.h"
#include "ui/compare/answerpane.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/differencebar.h"
#include "ui/compare/differences.h"
#include "ui/compare/paneboard.h"
#include "ui/compare/panebody.h"
#include "ui/compare/panefind.h"

#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>

using namespace Qt::StringLiterals;

namespace evenhand::shots {
namespace {

using Theme::Scheme;

QList<Scene> richScenes()
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

} // namespace

QList<Scene> answerScenes()
{
    return richScenes() + differenceScenes();
}

} // namespace evenhand::shots
