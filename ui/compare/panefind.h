// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/answer/finder.h"

namespace evenhand {

class FindBar;
class PaneBoard;

// Finds in the active pane or in all of them, in every turn.
class PaneFind : public QObject
{
    Q_OBJECT
public:
    explicit PaneFind(PaneBoard &board, QObject *parent = nullptr);

    FindBar *bar() const { return m_bar; } // hidden at first
    Finder &finder() { return m_finder; }

    void open(bool everywhere);
    void step(int by); // opens the bar where it is closed

private:
    void collect();
    void setStart();
    void show(BlockView *view, const TextRange &range);

    PaneBoard &m_board;
    Finder m_finder;
    FindBar *m_bar;
};

} // namespace evenhand
