// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QToolButton;
QT_END_NAMESPACE

namespace evenhand {

class CaseChecks;
class CellModels;
class ConversationModel;
class ElidedLabel;
class GridModel;
class LineupModel;
class PaneBoard;
class Session;

// The answers of one case side by side, to be read, with what they are held against. Escape leads back; Alt+Up and Alt+Down to the case before and after.
class CaseAnswers : public QWidget
{
    Q_OBJECT
public:
    explicit CaseAnswers(Session &session, QWidget *parent = nullptr);

    PaneBoard *board() const { return m_board; }
    CaseChecks *checks() const { return m_checks; }

    // of: how many cases can be stepped through, and which of them this is, from 0.
    void open(const GridModel &grid, int row, int place, int of);
    void focusTarget(int target);
    void close();

signals:
    void backRequested();
    void stepRequested(int by);
    void failed(const QString &title, const QString &sentence);

private:
    void showScores();
    void addAction(const QKeySequence &keys, std::function<void()> run);

    Session &m_session;
    CellModels *m_cells;
    ConversationModel *m_conversation;
    LineupModel *m_lineup;
    PaneBoard *m_board;
    CaseChecks *m_checks;
    ElidedLabel *m_name;
    QLabel *m_place;
    QToolButton *m_previous;
    QToolButton *m_next;
};

} // namespace evenhand
