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

signals:
    void scrolledByReader();

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void rangeChanged(int maximum);
    void valueChanged(int value);

    QVBoxLayout *m_column;
    QList<TurnView *> m_turns;
    bool m_atEnd = true;
    bool m_moving = false; // by the program, not by the reader
};

} // namespace evenhand
