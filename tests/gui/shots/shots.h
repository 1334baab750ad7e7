// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/gui/guiharness.h"
#include "ui/shell/theme.h"

// Pictures of the window in its states, for people to look at.
namespace evenhand::shots {

struct Scene
{
    QString name;
    QSize size;
    Theme::Scheme scheme;
    std::function<void(GuiHarness &)> stage;
};

// Of one page each.
QList<Scene> compareScenes();
QList<Scene> answerScenes();
QList<Scene> runScenes();
QList<Scene> suiteScenes();
QList<Scene> costScenes();
QList<Scene> settingsScenes();

inline constexpr QSize usual(1440, 900);
inline constexpr QSize small(1280, 800);
inline constexpr QSize large(1920, 1080);

// What is asked, and a model's name that does not fit anywhere.
extern const QString prompt;
extern const QString longName;

void settle(int milliseconds = 350);
// Until every answer has ended.
void finish(GuiHarness &gui);
// The prompt is sent to models of the test provider.
std::function<void(GuiHarness &)> asked(const QStringList &models, bool wait = true);
// Three models: one done, one streaming, one waiting.
void mixed(GuiHarness &gui);
// As it looks on the first day, in the middle of an answer.
void sample(GuiHarness &gui);

} // namespace evenhand::shots
