// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/prompt.h"
#include "app/core/target.h"
#include "app/service/session.h"

#include <QTemporaryDir>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace evenhand {

class AnswerPane;
class BlockView;
class ComparePage;
class MainWindow;

// A window over a new workspace with one channel that plays tests/gui/recordings.
class GuiHarness
{
public:
    GuiHarness();
    ~GuiHarness();
    Q_DISABLE_COPY_MOVE(GuiHarness)

    Session &session() { return *m_session; }
    MainWindow &window() { return *m_window; }
    ComparePage &page();
    QString path() const; // of the workspace

    Target target(const QString &model, const Parameters &parameters = {}) const;
    Lineup lineup(const QStringList &models) const;
    // Opens a window over the same file, as after a new start.
    void reopen(Workspace::Access access = Workspace::Access::Own);
    // Writes the prompt, makes the lineup and presses Send.
    void ask(const QString &prompt, const QStringList &models, int repeats = 1);
    QStringList states(); // the word that each pane's head says
    bool isIdle();        // nothing is under way, and the panes show what came

private:
    void open(Workspace::Access access);

    QTemporaryDir m_folder;
    Channel m_channel;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
};

// What a pane has read of its answers' texts, each from a new line.
QString answers(const AnswerPane *pane);
QString shown(const BlockView *view); // a line for each block
QString banners(AnswerPane *pane);    // those that are shown
// The button with this text that is shown; null: there is none.
QPushButton *button(QWidget *parent, const QString &text);

} // namespace evenhand
