// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/store/promptstore.h"
#include "app/store/workspace.h"
#include "app/text/textdiff.h"
#include "ui/prompts/promptdialog.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QStandardItemModel;
QT_END_NAMESPACE

namespace evenhand {

class Banner;
class PageFrame;
class SideList;
class TableView;
class VersionView;

// Prompts that were saved: their versions, two of them side by side with what differs, their variables, and the runs that
// sent them.
class PromptsPage : public QWidget
{
    Q_OBJECT
public:
    explicit PromptsPage(Workspace &workspace, QWidget *parent = nullptr);
    ~PromptsPage() override;

    PageFrame *frame() const { return m_frame; }
    SideList *list() const { return m_list; }
    QComboBox *version() const { return m_version; }
    QComboBox *other() const { return m_other; }
    VersionView *view() const { return m_view; }
    VersionView *otherView() const { return m_otherView; }
    TableView *uses() const { return m_uses; }
    QString variables() const;                   // what is said of them
    QString problem() const;                     // what is told
    PromptId prompt() const { return m_prompt; } // the one that is shown; null: none

    void reload();
    PromptDialog *write(); // a new prompt
    PromptDialog *edit();  // a new version of the one that is shown, from the version that is shown
    void rename(const QString &name);
    void remove();

signals:
    void useRequested(const evenhand::PromptText &prompt); // the version that is shown, to ask it
    void runRequested(evenhand::PromptId prompt);          // with a suite

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildList();
    void buildBar();
    QWidget *buildVersions();
    QWidget *buildBody();
    PromptDialog *openDialog(const PromptDialog::Content &content, PromptDialog::Keep keep);
    void askForName();
    void askToRemove();
    void showNothing();
    void refreshButtons();
    void tell(const Result<void> &done);
    bool showPrompt(PromptId prompt); // false: there is none
    void fillVersions();
    void showVersions();
    void showUses(const PromptText &text);
    void compare();
    void mark(const QList<TextComparison> &parts);

    Workspace &m_workspace;
    PageFrame *m_frame;
    QLineEdit *m_filter;
    SideList *m_list;
    QStandardItemModel *m_names;
    QStackedWidget *m_views;
    QComboBox *m_version;
    QComboBox *m_other;
    QLabel *m_variables;
    VersionView *m_view;
    VersionView *m_otherView;
    TableView *m_uses;
    QStandardItemModel *m_useRows;
    QLabel *m_unused;
    Banner *m_problem;
    QList<QPushButton *> m_forOne;   // need a prompt
    QList<QPushButton *> m_changing; // need a workspace that can be written
    PromptId m_prompt;
    QList<PromptVersion> m_versions; // newest first
    std::stop_source m_stop;
};

} // namespace evenhand
