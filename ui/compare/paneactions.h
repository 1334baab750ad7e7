// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <functional>

QT_BEGIN_NAMESPACE
class QAction;
class QKeySequence;
QT_END_NAMESPACE

namespace evenhand {

class AnswerPane;
class PaneBoard;
class PaneFind;

// What can be done with the panes, mostly with the active one, and the keys for it.
class PaneActions : public QObject
{
    Q_OBJECT
public:
    PaneActions(PaneBoard &board, PaneFind &find, QObject *parent = nullptr);

    const QList<QAction *> &all() const { return m_actions; }

private:
    void addAnswerActions();
    void addFindActions(PaneFind &find);
    void addZoomActions();
    void addPaneActions();
    QAction *add(const QString &text, const QList<QKeySequence> &keys, std::function<void()> run);
    std::function<void()> onActive(void (AnswerPane::*what)());

    PaneBoard &m_board;
    QList<QAction *> m_actions;
};

} // namespace evenhand
