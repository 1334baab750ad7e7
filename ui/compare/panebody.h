// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/compare/readingplace.h"

#include <QScrollArea>
#include <QTimer>

QT_BEGIN_NAMESPACE
class QPushButton;
class QVBoxLayout;
QT_END_NAMESPACE

namespace evenhand {

// What a pane scrolls: its turns, oldest first. It follows the end while an answer grows, unless the reader has scrolled
// away from it; what he reads then stays where it is, whatever becomes of the text above it.
class PaneBody : public QScrollArea
{
    Q_OBJECT
public:
    // A place in the text that means the same in another pane, whatever the lengths of its answers.
    struct Position
    {
        int turn = 0;
        TurnPlace place;

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
    // Scrolls only where the place is not to be seen.
    void reveal(BlockView *view, const TextPlace &place);
    // The first place that is to be seen, or the next one. Null: there is no text below.
    std::pair<BlockView *, TextPlace> firstVisible() const;
    void setGrowing(bool growing);                           // the last answer: there is an end to follow
    bool isFollowing() const { return m_hold == Hold::End; } // the end
    void setRaw(bool raw);

signals:
    void scrolledByReader();

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void fitColumn();
    int topOf(const TurnView *turn) const; // in what is scrolled
    TurnView *turnAt(int y) const;         // null: there is none
    void holdOn();
    void noteHold(); // after the reader, or another pane, has scrolled
    void settle();
    void settleTurns();
    void valueChanged(int value);
    void placeJump();

    QWidget *m_columnWidget;
    QVBoxLayout *m_column;
    QWidget *m_ring; // while the keyboard is here
    QPushButton *m_jump;
    QList<TurnView *> m_turns;
    enum class Hold { End, LastTurn, Place } m_hold = Hold::End; // what stays in sight while the content changes
    ReadingPlace m_place;
    int m_placeBelow = 0; // pixels below the upper edge
    int m_value = 0;
    int m_wheel = 0; // eighths of a degree that are not a step yet
    bool m_growing = false;
    QTimer m_settling;     // after an end
    bool m_moving = false; // by the program, not by the reader
};

} // namespace evenhand
