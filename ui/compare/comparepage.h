// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/service/session.h"
#include "ui/models/draft.h"
#include "ui/models/modeldoubts.h"

#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QAction;
class QPushButton;
QT_END_NAMESPACE

namespace evenhand {

class Banner;
class CellModels;
class Composer;
class ConversationModel;
class DifferenceBar;
class HistoryModel;
class HistoryPanel;
class IllustrativeChannels;
class LineupBar;
class LineupModel;
class PageFrame;
class PaneBoard;
class PaneFind;

// One prompt to several targets side by side, turn by turn, and the history of it.
class ComparePage : public QWidget
{
    Q_OBJECT
public:
    // The session outlives the page.
    explicit ComparePage(Session &session, QWidget *parent = nullptr);
    ~ComparePage() override; // keeps what is open

    PageFrame *frame() const { return m_frame; }
    Composer *composer() const { return m_composer; }
    PaneBoard *board() const { return m_board; }
    PaneFind *find() const { return m_find; }
    DifferenceBar *differenceBar() const { return m_differenceBar; }
    LineupModel *lineup() const { return m_lineup; }
    HistoryModel *history() const { return m_history; }
    ConversationModel *conversation() const { return m_conversation; }
    QList<QAction *> pageActions() const { return m_actions; } // with their shortcuts

    Draft draft() const;
    // Opens what it names; a conversation that is gone is left out.
    void restore(const Draft &draft);
    void restoreSaved(); // as it was when the workspace was closed
    void saveDraft();

    // A bar between the page's own bar and its panes.
    void addNoticeBar(QWidget *bar);
    void reloadChannels(); // they were changed elsewhere
    // A channel is new: offers its models as targets.
    void proposeTargets(const Channel &channel, const QList<ModelInfo> &models);
    void showProblem(const QString &title, const QString &sentence);
    QString problem() const; // empty: none is shown

public slots:
    void newConversation();
    void addTarget();

signals:
    void channelSettingsRequested();
    void titleChanged(const QString &title);

protected:
    bool focusNextPrevChild(bool next) override;

private:
    void buildFrame();
    void buildActions();
    void buildPaneActions();
    QAction *addAction(const QString &text, const QKeySequence &keys, std::function<void()> run);
    void connectParts();
    void connectRuns();
    void send();
    void stopAll();
    void retry(CellId cell);
    void showProvenance(CellId cell);
    void showCost(CellId cell);
    void openConversation(ConversationId id);
    void openRun(RunId id);
    void opened();
    void conversationRemoved(ConversationId id);
    void editTarget(int row);
    void openTargetDialog(const QString &title, const QString &button, const Target &target,
                          std::function<void(const Target &)> chosen);
    void learnModels(const Channel &channel, const QList<ModelInfo> &models);
    void refreshDoubts();
    void refreshRunning();
    void refreshTitle();
    QList<CellId> runningCells() const;
    QString titleOf(ConversationId id) const;

    Session &m_session;
    CellModels *m_cells;
    ConversationModel *m_conversation;
    LineupModel *m_lineup;
    HistoryModel *m_history;
    PageFrame *m_frame;
    HistoryPanel *m_historyPanel;
    LineupBar *m_lineupBar;
    PaneBoard *m_board;
    PaneFind *m_find;
    DifferenceBar *m_differenceBar;
    Composer *m_composer;
    Banner *m_problem;
    QWidget *m_problemBar; // holds it away from the edges
    IllustrativeChannels *m_illustrative;
    QPushButton *m_together;
    QList<QAction *> m_actions;
    ModelDoubts m_doubts;
    QTimer m_saving;
    QTimer m_historyReload;
};

} // namespace evenhand
