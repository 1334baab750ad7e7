// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/channelload.h"
#include "app/engine/pacing.h"
#include "app/service/recorder.h"

#include <QSet>

namespace evenhand {

class Judging;
class Redactor;
class RunEngine;
class Workspace;

// All files that requests of the run may hold.
QList<AttachmentRef> attachedFiles(const RunSpec &spec);
// Takes over what of the channel as it is now does not change what is asked or where.
void refreshChannel(Channel &snapshot, const Channel &now);

// Joins engine and workspace: stores a run before anything of it is sent, hands it to the engine, and has what comes
// back recorded. Lives in the thread that opened the workspace.
class RunService : public QObject
{
    Q_OBJECT
public:
    struct Request
    {
        PromptText prompt;
        Lineup lineup;
        int repeats = 1;
        ConversationId conversation; // the conversation this is a turn of; null: a new one is made
        bool inConversation = true;  // false: a run of its own, as the command line makes them
        QString name;
        std::optional<RunSuite> suite; // the cases to ask; none: the prompt alone
        std::optional<qint64> seed;    // of the order
        std::optional<Money> budget;
        std::optional<int> concurrency;
        bool reuse = false; // of a run that a Batch sends: takes answers of earlier runs
    };
    // What the requests of an attempt that was begun at that moment cost at a target.
    using Prices = std::function<AttemptCost(const RunTarget &target, const QList<BilledRequest> &requests,
                                             const QDateTime &moment)>;

    RunService(Workspace &workspace, RunEngine &engine, Redactor &redactor, QObject *parent = nullptr);
    ~RunService() override; // what was recorded so far is written

    // InvalidInput when the prompt is empty, the lineup is empty or has a channel that does not exist, an attached file
    // is gone or has changed, …: a sentence.
    // In a conversation each target gets its own earlier answers only (repeat 0, turns in which it was done), by target id.
    Result<Run> start(const Request &request);
    // The same, but nothing is sent yet.
    Result<Run> create(const Request &request);
    // The run as it would be, which is not stored.
    Result<RunSpec> preview(const Request &request);
    // Sends cells of a stored run, whose earlier attempts are on disk. What is attached was read before.
    void send(const RunSpec &spec, const QList<CellSpec> &cells, const FileContents &files, const RetryPolicy &retry);
    // Records cells of a stored run that have ended without being sent.
    void keep(const RunSpec &spec, const QList<Cell> &ended);
    // Another attempt for a cell that has ended; its earlier attempts are kept. It asks the same of the same place, with
    // the key and the limits that the channel has now.
    Result<void> retry(const Run &run, CellId cell);
    void cancel(const QList<CellId> &cells);
    void cancelAll();
    // Those of which no request is out are interrupted, to be sent later.
    void withdraw(const QList<CellId> &cells);
    void hurry(CellId cell);

    int running() const; // cells that have not ended
    // A cell that runs, or has ended and is not on disk; null otherwise.
    const Cell *find(CellId cell) const { return m_recorder.find(cell); }

    // From now on attempts are priced.
    void setPrices(Prices prices);
    const Prices &prices() const { return m_prices; }

    // From now on the checks of what was recorded are judged.
    void setJudging(Judging *judging);
    // Judges what of the run is on disk and was not judged, or has a check that no plugin knew until now: for who opens it.
    // Nothing happens where the workspace is only read.
    void judge(RunId run);
    int judging() const; // answers that are not judged yet, or not on disk with what was said

signals:
    // In order, in the thread of this object. Fold them with apply().
    void laneEvents(const evenhand::LaneEvents &events);
    // The cell has ended and is on disk.
    void recorded(evenhand::CellId cell);
    // What the checks of its answer say is on disk.
    void judged(evenhand::CellId cell);
    void judgingChanged(int answers);
    // The run has ended and is on disk.
    void runFinished(evenhand::RunId run);
    // Something could not be recorded: what and what to do. The lanes go on; the text stays in memory.
    void recordingFailed(const evenhand::Error &error);
    void runningChanged(int cells);
    void activeOrigins(const QStringList &origins);
    // What a channel is doing has changed; a few times a second at most.
    void channelLoad(const evenhand::ChannelLoad &load);

private:
    struct Prepared
    {
        Run run;
        QList<CellSpec> plan;
        QList<Run> turns; // earlier ones of the conversation
        FileContents files;
    };

    Result<Prepared> prepare(const Request &request);
    Result<void> store(Run &run, bool opensConversation);
    Result<QList<RunTarget>> resolve(const Lineup &lineup);
    Result<QList<Run>> earlierTurns(ConversationId conversation, int before);
    Result<Cell> currentCell(CellId id);
    void launch(const RunSpec &spec, const QList<CellSpec> &cells, const FileContents &files,
                const std::optional<RetryPolicy> &retry = {});
    void expect(const RunSpec &spec, CellId cell);
    void notice(const RunSpec &spec, const QList<CellSpec> &cells, const QList<Run> &turns);
    LaneEvents completed(const LaneEvents &events) const;
    std::optional<AttemptCost> costOf(const Cell &cell) const;
    void receive(const LaneEvents &events);
    void ended(CellId cell);
    void cellRecorded(CellId cell);

    Workspace &m_workspace;
    RunEngine &m_engine;
    const Redactor &m_redactor;
    Recorder m_recorder;
    QSet<CellId> m_running;
    QHash<CellId, RunId> m_unrecorded;        // running, or ended and not yet on disk
    QHash<RunId, int> m_left;                 // how many of each run are among them
    QHash<RunId, QList<RunTarget>> m_targets; // of those runs
    QSet<RunId> m_checked;                    // those of them that have checks
    Prices m_prices;
    Judging *m_judging = nullptr;
    QHash<CellId, QStringList> m_notices; // what the person is told with each attempt of a cell that runs
};

} // namespace evenhand
