// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QScrollArea>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace evenhand {

class TurnView;

// What a pane scrolls: its turns, oldest first. It follows the end while an answer grows, unless the reader has scrolled
// away from it.
class PaneBody : public QScrollArea
{
    Q_OBJECT
public:
    // A place in the text that means the same in another pane, whatever the lengths of its answers.
    struct Position
    {
        int turn = 0;
        int offset = 0; // pixels below the turn's top

        bool operator==(const Position &) const = default;
    };

    explicit PaneBody(QWidget *parent = nullptr);

    const QList<TurnView *> &turns() const { return m_turns; }
    void addTurn(TurnView *turn);
    void clear();

    Position position() const;
    void scrollTo(const Position &position);
    void scrollToEnd();
    void scrollToLastTurn(); // to its beginning

signals:
    void scrolledByReader();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void holdOn();
    void noteHold(); // after the reader, or another pane, has scrolled
    void valueChanged();

    QVBoxLayout *m_column;
    QWidget *m_ring; // while the keyboard is here
    QList<TurnView *> m_turns;
    enum class Hold { End, LastTurn, Nothing } m_hold = Hold::End; // what stays in sight while the content grows
    bool m_moving = false;                                         // by the program, not by the reader
};

} // namespace evenhand
