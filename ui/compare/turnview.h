// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/cellmodel.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QToolButton;
class QVBoxLayout;
QT_END_NAMESPACE

namespace evenhand {

class AnswerView;

// One turn in one pane: what was asked, and the answer of the repeat that is chosen.
class TurnView : public QWidget
{
    Q_OBJECT
public:
    // cells: by repeat; empty where this target was not asked in this turn.
    TurnView(const PromptText &prompt, const QList<std::shared_ptr<CellModel>> &cells, const Clock &clock,
             QWidget *parent = nullptr);

    int repeats() const { return int(m_cells.size()); }
    int repeat() const { return m_repeat; }
    void setRepeat(int repeat);
    std::shared_ptr<CellModel> cell() const { return m_cells.value(m_repeat); } // null: none
    const PromptText &prompt() const { return m_prompt; }
    AnswerView *answer() const { return m_answer; } // null: this target was not asked
    void setRaw(bool raw);

signals:
    void repeatChanged();

private:
    QWidget *makeStepper();
    void showRepeat();

    const PromptText m_prompt;
    const Clock &m_clock;
    QList<std::shared_ptr<CellModel>> m_cells;
    int m_repeat = 0;
    bool m_raw = false;
    QVBoxLayout *m_layout;
    QLabel *m_which = nullptr;
    QToolButton *m_previous = nullptr;
    QToolButton *m_next = nullptr;
    AnswerView *m_answer = nullptr;
};

} // namespace evenhand
