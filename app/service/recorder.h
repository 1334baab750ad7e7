// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/clock.h"
#include "app/core/laneevent.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace evenhand {

class Redactor;
class Workspace;

// The cell with every known secret taken out of it. Whole texts are searched: a secret may arrive in pieces.
Cell redacted(Cell cell, const Redactor &redactor);

// What the last attempt of a cell cost; none: nothing that could be priced.
using Pricer = std::function<std::optional<AttemptCost>(const Cell &cell)>;

// Folds what lanes say into cells and keeps the cells on disk: at once when a cell ends, and while it goes on at most once
// in an interval after something new was said of it. Cells that end while others are being written go to the disk
// together. What could not be written stays in memory and is tried again after an interval.
class Recorder : public QObject
{
    Q_OBJECT
public:
    // A second, less what a commit on a busy machine may take: text on disk is at most a second behind.
    static constexpr std::chrono::milliseconds interval{800};

    Recorder(Workspace &workspace, const Redactor &redactor,
             std::shared_ptr<const Clock> clock = std::make_shared<Clock>(), QObject *parent = nullptr);
    // Writes what is not on disk yet; cells that have not ended are interrupted.
    ~Recorder() override;

    void setPricer(Pricer pricer);
    // From now on events of this cell are recorded. The cell is given as it is on disk.
    void watch(const Cell &cell);
    void record(const LaneEvents &events);
    // A cell that has ended without a lane: from now on it is on its way to the disk.
    void keep(const QList<Cell> &ended);

    // The cell as it stands in memory; null when it is not watched, or has ended and is on disk.
    const Cell *find(CellId id) const;

signals:
    // The cell has ended and is on disk.
    void recorded(evenhand::CellId cell);
    // Once for each problem, not for each attempt to write.
    void failed(const evenhand::Error &error);

private:
    struct Entry
    {
        Cell cell;
        std::optional<Clock::Moment> dirtySince; // it says more than what was handed to the workspace
    };
    struct Due
    {
        Clock::Moment since;
        CellId cell;
    };

    void writeDue();
    void write(const QList<Cell> &cells);
    void written(const QList<CellId> &cells, const Result<void> &outcome);
    void becomeDirty(CellId id, Entry &entry, Clock::Moment since);
    void take(const QList<CellId> &ids, QList<Cell> &cells); // those of them that are dirty

    Workspace &m_workspace;
    const Redactor &m_redactor;
    std::shared_ptr<const Clock> m_clock;
    QHash<CellId, Entry> m_cells;
    QTimer m_timer;
    QList<Due> m_due;      // oldest first; some were written meanwhile
    QList<CellId> m_ended; // not handed to the workspace yet
    Pricer m_pricer;
    bool m_writing = false; // one piece of work at a time: a slow disk does not make a queue
    std::optional<Error> m_problem;
};

} // namespace evenhand
