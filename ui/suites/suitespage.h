// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/store/suitestore.h"
#include "app/store/workspace.h"

#include <QThreadPool>
#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QStandardItemModel;
QT_END_NAMESPACE

namespace evenhand {

class Banner;
class PageFrame;
class PluginCatalog;
class SideList;
class SuiteEditor;
class SuiteModel;

// Suites of the workspace at the left, the one that is chosen in the editor. What is changed is saved by itself after a
// moment, and before another suite is shown.
class SuitesPage : public QWidget
{
    Q_OBJECT
public:
    SuitesPage(Workspace &workspace, PluginCatalog &plugins, QWidget *parent = nullptr);
    ~SuitesPage() override;

    PageFrame *frame() const { return m_frame; }
    SuiteEditor *editor() const { return m_editor; }
    SuiteModel *model() const { return m_model; }
    SideList *list() const { return m_list; }
    QString problem() const; // what is told

    SuiteId suite() const; // the one that is shown; null: none

    void reload();
    void open(SuiteId suite);
    void addStarter(const QString &id);
    void importFile(const QString &path);
    bool save(); // what waits to be saved; false: it could not be, and that is told
    // False, and told: the suite that is shown cannot have this name.
    bool rename(const QString &name);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildList();
    void buildBar();
    void buildEmpty();
    void showChosen(const QModelIndex &index);
    void addSuite(const Suite &suite); // under a name that is free
    void chooseFile();
    void chooseTarget();
    void askForName();
    void askToRemove();
    void forget();
    bool isSaved() const;
    void saveInBackground();
    void tell(const QString &sentence);

    Workspace &m_workspace;
    PluginCatalog &m_plugins;
    QThreadPool m_reading; // ends before the page does
    SuiteModel *m_model;
    PageFrame *m_frame;
    QLineEdit *m_filter;
    SideList *m_list;
    QStandardItemModel *m_names;
    Banner *m_problem;
    QStackedWidget *m_views;
    SuiteEditor *m_editor;
    QPushButton *m_export = nullptr;
    QPushButton *m_rename = nullptr;
    QPushButton *m_remove = nullptr;
    QList<SuiteSummary> m_suites;
    QTimer m_saving;
};

} // namespace evenhand
