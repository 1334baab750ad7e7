// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/store/runstore.h"
#include "app/store/suitestore.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QStandardItem;
class QStandardItemModel;
QT_END_NAMESPACE

namespace evenhand {

class RunControl;
class SideList;
class Workspace;

// What is running, what is done, and the suites that can be run.
class RunList : public QWidget
{
    Q_OBJECT
public:
    RunList(Workspace &workspace, const RunControl &control, QWidget *parent = nullptr);

    void reload();
    void refreshRunning();      // how far they are
    void setCurrent(RunId run); // null: none
    void focusFilter();
    SideList *view() const { return m_view; }

signals:
    void runChosen(evenhand::RunId run);
    void suiteChosen(evenhand::SuiteId suite);
    void failed(const evenhand::Error &error);

private:
    void addRuns(const QList<RunSummary> &runs, const QString &title);
    void addSuites(const QList<SuiteSummary> &suites);
    void choose(const QModelIndex &index);
    QStandardItem *runItem(const RunSummary &run) const;

    Workspace &m_workspace;
    const RunControl &m_control;
    QLineEdit *m_filter;
    SideList *m_view;
    QStandardItemModel *m_model;
    QHash<RunId, RunSummary> m_running;
    RunId m_current;
    QTimer m_typing;
};

} // namespace evenhand
