// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/service/reuse.h"
#include "app/service/runpace.h"
#include "app/service/runservice.h"
#include "app/store/runstore.h"

namespace evenhand {

class Workspace;

// Which cells of a run are sent.
enum class Pick {
    Unfinished, // queued, interrupted or stopped: none that is done or failed
    Failed,     // their attempts are kept
};

// Sends the cells of a stored run, a window of them for each channel at a time, and never begins what could pass the
// run's budget. Cells of one channel go out in the run's own order; channels do not wait for each other. A run that takes
// answers over takes them first: they cost nothing and wait for nobody.
class Batch : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Running,
        Paused,   // what is out comes in, nothing else is sent
        Stopping, // waits for what was stopped to be on disk
        Ended,
    };
    enum class Ending {
        Complete,
        Stopped,
        Budget, // the next request could pass it
        Disk,   // answers cannot be kept
    };
    struct Progress
    {
        qsizetype cells = 0; // of the run
        qsizetype done = 0;
        qsizetype failed = 0;
        qsizetype reused = 0;        // of those that are done: their answers were taken from earlier runs
        qsizetype left = 0;          // to be sent, to be taken, or out
        qsizetype out = 0;           // handed over and not on disk
        qsizetype unpriced = 0;      // cells that were answered well without a price
        QMap<QString, qint64> spent; // nano, by currency: they are never added

        bool operator==(const Progress &) const = default;
    };

    // A pause that follows a failure is made as often as it takes to get over some minutes without an answer.
    static RetryPolicy patience();

    // Reads run and cells. Fails with InvalidInput when there is nothing to send, a file has changed, or the budget is in a
    // currency that a target is not priced in: a sentence.
    static Result<std::unique_ptr<Batch>> open(RunService &runs, Workspace &workspace, RunId run, Pick pick);
    ~Batch() override; // what was not begun is marked interrupted

    const RunSpec &spec() const { return m_spec; }
    State state() const { return m_state; }
    Ending ending() const { return m_ending; } // when it has ended
    Progress progress() const { return m_progress; }
    // What the run will have cost, in nano by currency: for a cell that is left the mean of its target's cells so far, or,
    // before any of them was priced, as planned. Targets without a price are not in it.
    QMap<QString, qint64> expected() const;
    // Answers in a second. No value until it was measured.
    std::optional<double> pace() const { return m_pace.perSecond(m_clock.now()); }
    // Until the slowest channel has ended its cells. No value until it was measured.
    std::optional<std::chrono::seconds> timeLeft() const;
    const QList<GridCell> &cells() const { return m_cells; } // by case, target and repeat; as far as they are on disk
    const GridCell *find(CellId id) const;                   // null when it is not of this run

    void start();
    void pause();
    void resume();
    // Requests that are out are stopped; the provider may bill them.
    void stop();

signals:
    // It is on disk, and one of cells().
    void cellEnded(const evenhand::GridCell &cell);
    // So is what its checks say.
    void cellJudged(const evenhand::GridCell &cell);
    void stateChanged();

private:
    // What is to be sent over one channel.
    struct Line
    {
        QList<int> todo; // indexes into m_cells, the next one last
        qsizetype out = 0;
        qsizetype most = 1;
        qsizetype open() const { return todo.size() + out; }
    };

    // What is known of the cost of a target's cells, in nano of one currency.
    struct TargetCost
    {
        QString currency;     // empty: it has no price
        qint64 most = 0;      // that one request may cost, as far as is known
        double planned = 0;   // for one request
        qint64 spent = 0;     // for the cells that were priced
        qsizetype priced = 0; // how many
        qsizetype left = 0;   // to be sent or out
        qsizetype out = 0;
    };

    Batch(RunService &runs, Workspace &workspace, RunSpec spec, const QList<GridCell> &cells,
          const FileContents &files);

    Result<void> plan(Pick pick, const QDateTime &created);
    Result<void> estimate();
    Line &lineOf(int index) { return m_lines[m_spec.targets.at(m_cells.at(index).target).channel.id]; }
    void feed();
    void takeAnswers();
    std::optional<Cell> taken(int index) const;
    void feed(Line &line);
    bool fits(qint64 more) const;
    qint64 reserved() const;
    void learn(const GridCell &cell);
    void take(const LaneEvents &events);
    void foldEnded(const Cell &cell, GridCell &into) const;
    void recorded(CellId id);
    void judged(CellId id);
    void count(const GridCell &before, const GridCell &after);
    void endWhenNothingIsOut();
    void halt(Ending ending);
    void end(Ending ending);
    void disk();
    QList<CellId> out() const { return m_out.keys(); }
    void setState(State state);

    RunService &m_runs;
    Workspace &m_workspace;
    const RunSpec m_spec; // as it is sent: with the run's concurrency
    const FileContents m_files;
    QList<GridCell> m_cells;
    QHash<CellId, int> m_index;
    QMap<ChannelId, Line> m_lines;
    QList<int> m_toTake;                    // indexes of cells that take an answer, the next one last
    QHash<CellId, EarlierAnswer> m_answers; // of those
    qsizetype m_taking = 0;                 // on their way to the disk
    QHash<CellId, GridCell> m_out;          // handed to the engine, as they stand
    QList<TargetCost> m_costs;              // by target
    Progress m_progress;
    const Clock m_clock;
    RunPace m_pace; // since it was started or resumed
    State m_state = State::Paused;
    Ending m_ending = Ending::Complete;
};

} // namespace evenhand
