// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/service/session.h"
#include "app/store/suitestore.h"
#include "ui/models/runcontrol.h"

#include <QTimer>
#include <QWidget>

#include <functional>

QT_BEGIN_NAMESPACE
class QAction;
class QPushButton;
class QStackedWidget;
QT_END_NAMESPACE

namespace evenhand {

class Banner;
class CaseAnswers;
class ColumnsMenu;
class ElidedLabel;
class FilterBar;
class GridFilter;
class GridModel;
class GridView;
class HeadCards;
class IllustrativeChannels;
class PageFrame;
class RunList;
class RunProgress;
class StartDialog;

// Runs of suites: the one that is open as a grid of cases and targets, the others at the left.
class RunsPage : public QWidget
{
    Q_OBJECT
public:
    // The session outlives the page. openLineup: the one that is open elsewhere.
    RunsPage(Session &session, std::function<Lineup()> openLineup, QWidget *parent = nullptr);
    ~RunsPage() override;

    PageFrame *frame() const { return m_frame; }
    RunList *list() const { return m_list; }
    GridModel *model() const { return m_model; }
    GridFilter *filter() const { return m_filter; }
    GridView *grid() const { return m_grid; }
    ColumnsMenu *columns() const { return m_columns; }
    RunProgress *progress() const { return m_progress; }
    CaseAnswers *answers() const { return m_answers; }
    RunControl *control() const { return m_control; }
    QList<QAction *> pageActions() const { return m_actions; } // with their shortcuts
    RunId run() const;                                         // that is open; null: none
    bool showsAnswers() const;

    void reload(); // the lists
    void open(RunId run);
    void openAnswers(const QModelIndex &index); // of the filter
    void showCost(const QModelIndex &index);
    // The run's parts are chosen there; null: the first suite, and its own prompt.
    StartDialog *newRun(SuiteId suite = {}, PromptId prompt = {});
    void showProblem(const QString &title, const QString &sentence);
    QString notice() const; // what the banner says; empty: nothing

signals:
    void suiteChosen(evenhand::SuiteId suite); // null: any of them
    void titleChanged(const QString &title);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildFrame();
    void buildBar();
    void buildRun(QWidget *page);
    void buildActions();
    void connectParts();
    QAction *addAction(const QString &text, const QKeySequence &keys, std::function<void()> run);
    void send(Pick pick);
    void pauseOrResume();
    void closeAnswers();
    void step(int by);
    void follow(RunId run);
    void refresh();
    void refreshButtons();
    void refreshNotice();
    void tell(bool isBad, const QString &title, const QString &sentence);
    QMap<ChannelId, qsizetype> openCells() const;
    QList<ChannelLoad> loads() const;
    QString about() const;

    Session &m_session;
    const std::function<Lineup()> m_openLineup;
    RunControl *m_control;
    GridModel *m_model;
    GridFilter *m_filter;
    PageFrame *m_frame;
    RunList *m_list;
    QStackedWidget *m_views;
    Banner *m_notice;
    QWidget *m_noticeBar; // holds it away from the edges
    RunProgress *m_progress;
    HeadCards *m_cards;
    ColumnsMenu *m_columns;
    FilterBar *m_filterBar;
    GridView *m_grid;
    CaseAnswers *m_answers;
    ElidedLabel *m_about;
    QPushButton *m_pause;
    QPushButton *m_stop;
    QPushButton *m_retry;
    QPushButton *m_new;
    IllustrativeChannels *m_illustrative;
    QList<QAction *> m_actions;
    QTimer m_second; // while the open run is sent
};

} // namespace evenhand
