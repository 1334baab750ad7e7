// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/compare/answerpane.h"

#include <QPointer>

QT_BEGIN_NAMESPACE
class QStackedLayout;
QT_END_NAMESPACE

namespace evenhand {

class ConversationModel;
class LineupModel;
class PaneGrid;

// The panes of the open conversation: one for each target of the lineup, then one for each target that was asked before
// and is not in the lineup any more.
class PaneBoard : public QWidget
{
    Q_OBJECT
public:
    PaneBoard(LineupModel &lineup, ConversationModel &conversation, const Clock &clock, QWidget *parent = nullptr);

    QList<AnswerPane *> panes() const;
    // The pane that the keyboard is in, or was in last; the first one otherwise. Null: there is none.
    AnswerPane *active() const;
    bool hasFocusInside() const;

    void focusPane(int number);  // from 0
    void show(AnswerPane *pane); // where another one has all the room, or it is out of sight
    void toggleMaximised();      // of the active pane
    void setScrollTogether(bool together);
    void setReadOnly(bool readOnly);
    void setIllustrative(const QSet<ChannelId> &channels); // whose answers were written beforehand

signals:
    void answersChanged(); // which there are, not what they say
    void activeChanged();
    void addTargetRequested();
    void failed(const QString &title, const QString &sentence);
    void stopRequested(evenhand::CellId cell);
    void retryRequested(evenhand::CellId cell);
    void hurryRequested(evenhand::CellId cell);
    void provenanceRequested(evenhand::CellId cell);
    void costRequested(evenhand::CellId cell);

private:
    void sync();
    void showConversation();
    void addTurn(int turn);
    QList<PaneTarget> wanted() const;
    AnswerPane *pane(TargetId target) const;
    AnswerPane *makePane();
    void fill(AnswerPane *pane);
    void addTurn(AnswerPane *pane, int turn);
    void setMaximised(AnswerPane *pane);
    void hide(AnswerPane *pane);
    void scrollLike(const AnswerPane *leader);

    LineupModel &m_lineup;
    ConversationModel &m_conversation;
    const Clock &m_clock;
    QStackedLayout *m_layout;
    PaneGrid *m_grid;
    QPointer<AnswerPane> m_active;
    QSet<TargetId> m_hidden;
    QSet<ChannelId> m_illustrative;
    bool m_together = false;
    bool m_readOnly = false;
};

} // namespace evenhand
