// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/store/gridfigures.h"
#include "ui/models/gridentry.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>
#include <QTimer>

#include <memory>

namespace evenhand {

class RunService;
class Workspace;

// The cells of one run: a row for each case, a column for each target, its repeats inside. Read once without the answers;
// from then on it follows what happens.
class GridModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NumberColumn, CaseColumn, FirstTargetColumn };
    enum Role {
        DetailRole = Qt::UserRole, // the second line of a case: task class and tags
        EntryRole,                 // GridEntry, in the columns of targets
        FailedRole,                // bool: a request failed, or a check of an answer did
    };

    // Views hear of what changed no more often than this.
    static constexpr std::chrono::milliseconds interval{100};
    // Figures and marks are counted anew no more often than this.
    static constexpr std::chrono::milliseconds figuresInterval{1000};

    GridModel(Workspace &workspace, RunService &runs, std::shared_ptr<const Clock> clock = std::make_shared<Clock>(),
              QObject *parent = nullptr);

    // A failure leaves what is open as it is.
    Result<void> open(RunId run);
    void clear();
    bool isEmpty() const { return m_cells.isEmpty(); }
    // The run is being sent: what was stopped or interrupted waits for its turn. Once it is not, what was not begun is
    // interrupted.
    void setRunning(bool running);

    const RunSpec &spec() const { return m_spec; }
    const QDateTime &created() const { return m_created; }
    int cases() const { return int(m_spec.caseCount()); }
    const QList<GridCell> &all() const { return m_cells; }
    QList<GridCell> cells(int row, int target) const; // by repeat
    QString caseName(int row) const;
    QString taskClass(int row) const;
    QStringList taskClasses() const; // sorted
    // In the case's name, variables or tags, or in the beginning of an answer.
    bool contains(int row, const QString &text) const;

    const QList<TargetFigures> &figures() const { return m_figures; } // by target
    const CaseMarks &marks(int row) const { return m_marks.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void figuresChanged(); // and marks

private:
    void receive(const LaneEvents &events);
    void apply(const LaneEvent &event, int index);
    void recorded(CellId id);
    void judged(CellId id);
    void read(int index); // anew
    void touch(int index);
    void flush();
    void tick();
    void count();
    int rowOf(int index) const { return index / (int(m_spec.targets.size()) * m_spec.repeats); }
    int firstOf(int row, int target) const { return (row * int(m_spec.targets.size()) + target) * m_spec.repeats; }
    GridEntry entry(int row, int target) const;
    LiveCell liveCell(int index) const;
    QVariant caseData(int row, int role) const;
    QString toolTip(int row, int target) const;
    QVariant entryData(int row, int target, int role) const;

    Workspace &m_workspace;
    RunService &m_runs;
    std::shared_ptr<const Clock> m_clock;
    RunSpec m_spec;
    QDateTime m_created;
    QList<GridCell> m_cells; // by case, target and repeat
    QHash<CellId, int> m_index;
    QHash<int, LiveCell> m_live; // under way, by index
    QSet<int> m_changed;         // rows
    QList<CellId> m_ended;       // on disk, and not read
    QList<CellId> m_judged;      // since they were read
    QList<TargetFigures> m_figures;
    QList<CaseMarks> m_marks;
    bool m_running = false;
    bool m_stale = false; // the figures
    QTimer m_flush;
    QTimer m_tick;
};

} // namespace evenhand
