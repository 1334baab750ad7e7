// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/store/runstore.h"

#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QListView;
QT_END_NAMESPACE

namespace evenhand {

class HistoryModel;
class Workspace;

// The conversations and runs of the workspace, with a filter. Enter or a click opens, F2 renames, Delete removes after a
// question.
class HistoryPanel : public QWidget
{
    Q_OBJECT
public:
    HistoryPanel(HistoryModel &model, Workspace &workspace, QWidget *parent = nullptr);

    void reload();
    // Marks what is open.
    void setCurrent(ConversationId conversation, RunId run);
    void focusFilter();
    QListView *view() const { return m_view; }

signals:
    void conversationChosen(evenhand::ConversationId conversation);
    void runChosen(evenhand::RunId run);
    void conversationRenamed(evenhand::ConversationId conversation, const QString &title);
    void conversationRemoved(evenhand::ConversationId conversation);
    void failed(const evenhand::Error &error);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void choose(const QModelIndex &index);
    void openMenu(const QPoint &position);
    void rename(const QModelIndex &index);
    void askToRemove(const QModelIndex &index);
    void remove(ConversationId conversation);

    HistoryModel &m_model;
    Workspace &m_workspace;
    QLineEdit *m_filter;
    QListView *m_view;
    QLabel *m_empty;
    QTimer m_typing; // the filter is applied when typing pauses
    ConversationId m_conversation;
    RunId m_run;
};

} // namespace evenhand
