// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/cellmodel.h"

namespace evenhand {

class Workspace;

// The conversation, or the run of its own, that is open: its turns, and for each target its cells.
class ConversationModel : public QObject
{
    Q_OBJECT
public:
    struct Turn
    {
        Run run; // spec and snapshots; its cells as they were when it was opened: the models are newer
        QList<std::shared_ptr<CellModel>> cells; // by target, then repeat
    };

    ConversationModel(Workspace &workspace, CellModels &cells, QObject *parent = nullptr);

    // As it was, from the workspace alone. A failure leaves what is open as it is.
    Result<void> open(ConversationId id);
    Result<void> openRun(RunId id);
    // A run that was read elsewhere, with those of its cells that it brings.
    void show(const Run &run);
    void clear();
    // A run that was started just now: the next turn, or the first one.
    void append(const Run &run);

    bool isEmpty() const { return m_turns.isEmpty(); }
    ConversationId id() const; // null: nothing is open, or a run of its own
    RunId run() const;         // of the last turn
    const QList<Turn> &turns() const { return m_turns; }

    // The targets as the last turn asked them.
    Lineup lineup() const;
    // Targets that were asked in some turn, as they were last, those of the last turn first.
    QList<RunTarget> targets() const;
    // By repeat; empty where the target was not in this turn.
    QList<std::shared_ptr<CellModel>> cells(int turn, TargetId target) const;
    // The turn that the cell belongs to; -1: none.
    int turnOf(CellId cell) const;

signals:
    void reset();
    void turnAdded(int turn);

private:
    void show(const QList<Run> &runs);
    Turn turn(const Run &run, bool started);

    Workspace &m_workspace;
    CellModels &m_cells;
    QList<Turn> m_turns;
};

} // namespace evenhand
