// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/checkscore.h"
#include "app/core/ids.h"

#include <evenhand/error.h>

#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>

QT_BEGIN_NAMESPACE
class QThread;
QT_END_NAMESPACE

namespace evenhand {

class Database;
class Judge;
class PluginCatalog;
class Redactor;
class Workspace;

// Has the checks of answers judged that are on disk, one after the other in a thread of its own, and keeps what is said of
// them. Nothing waits for it: an evaluator that does not come back is left to itself, what it was asked stays open with
// that reason, and the next answer is judged in another thread. What could not be kept is judged again another time. A
// workspace that is only read is left as it is.
class Judging : public QObject
{
    Q_OBJECT
public:
    // limit: for each evaluator and answer
    Judging(Workspace &workspace, PluginCatalog &plugins, const Redactor &redactor,
            std::chrono::milliseconds limit = std::chrono::seconds(10), QObject *parent = nullptr);
    ~Judging() override; // what was judged is written, the rest is left

    // A cell that has ended well. Nothing is done where its case has no checks.
    void judge(RunId run, CellId cell);
    // All of the run that is done and was not judged, or has a check that no plugin knew until now.
    void judge(RunId run);

    int pending() const; // what is to be looked at, judged or written

signals:
    void judged(evenhand::CellId cell); // and on disk
    void pendingChanged(int pending);

private:
    struct Task
    {
        RunId run;
        CellId cell; // null: to look for those of the run
    };
    struct Verdict
    {
        CellId cell;
        AttemptId attempt; // null: nothing was judged
        QList<CheckScore> scores;
    };

    void add(const Task &task);
    void next();
    void startThread();
    void take(const QList<CheckScore> &scores);
    void ended();
    void giveUp();
    void write();
    static Result<void> save(Database &db, const QList<Verdict> &verdicts);
    void written(const QList<Verdict> &verdicts, const Result<void> &outcome);

    Workspace &m_workspace;
    PluginCatalog &m_plugins;
    const Redactor &m_redactor;
    QList<Task> m_tasks;
    QSet<CellId> m_waiting; // of the tasks
    std::optional<Task> m_task;
    Verdict m_verdict;         // on the task, as far as it is known
    QList<Verdict> m_verdicts; // not handed to the workspace
    qsizetype m_writing = 0;
    QThread *m_thread = nullptr;
    Judge *m_judge = nullptr;
    int m_generation = 0; // of the thread
    int m_lost = 0;       // threads that have not come back
    QTimer m_limit;
};

} // namespace evenhand
