// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/service/session.h"
#include "app/store/backgroundread.h"
#include "app/store/coststore.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QAction;
class QMenu;
class QStackedWidget;
QT_END_NAMESPACE

namespace evenhand {

class ComparePage;
class CostsPage;
class LocalServers;
class PageFrame;
class PromptsPage;
class Rail;
class RunsPage;
class SettingsPage;
class StatusLine;
class SuitesPage;

// Rail, pages and status line over one session. Wires; knows nothing itself.
class MainWindow : public QWidget
{
    Q_OBJECT
public:
    // The session outlives the window.
    explicit MainWindow(Session &session, QWidget *parent = nullptr);
    ~MainWindow() override;

    ComparePage *comparePage() const { return m_compare; }
    SettingsPage *settingsPage() const { return m_settings; }
    CostsPage *costsPage() const { return m_costs; }
    RunsPage *runsPage() const { return m_runs; }
    SuitesPage *suitesPage() const { return m_suites; }
    PromptsPage *promptsPage() const { return m_prompts; }
    StatusLine *statusLine() const { return m_status; }

    // The sample in a new workspace; what was open in another one.
    void begin();
    // Looks for model servers on this machine, to ask whether they are to be added.
    void lookForServers();

public slots:
    void showComparePage();
    void showRunsPage();
    void showSuitesPage();
    void showPromptsPage();
    void showCostsPage();
    void showSettingsPage();
    void showHelp(int page = 0);

signals:
    void openRequested();
    void newRequested();
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildActions();
    void buildMenu();
    void connectPages();
    void connectSuites();
    void connectPrompts();
    void connectServers();
    QAction *addAction(const QString &text, const QList<QKeySequence> &keys, std::function<void()> run);
    void toggleContext();
    void applyContext();
    void restoreGeometry();
    void askBeforeClosing(const QString &text);
    void refreshCosts();
    PageFrame *currentFrame() const;
    void showPage(QWidget *page);

    Session &m_session;
    LocalServers *m_servers;
    Rail *m_rail;
    QStackedWidget *m_pages;
    ComparePage *m_compare;
    RunsPage *m_runs;
    SuitesPage *m_suites;
    PromptsPage *m_prompts;
    CostsPage *m_costs;
    SettingsPage *m_settings;
    StatusLine *m_status;
    QMenu *m_menu;
    QAction *m_compareAction = nullptr;
    QAction *m_suitesAction = nullptr;
    QAction *m_promptsAction = nullptr;
    QAction *m_costsAction = nullptr;
    QAction *m_settingsAction = nullptr;
    QList<QAction *> m_actions;
    QTimer m_costTimer;
    BackgroundRead<SpendingSum> m_monthRead;
    bool m_contextVisible = true;
    bool m_mayClose = false; // the person was asked
};

} // namespace evenhand
