// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/checkscore.h"
#include "app/core/run.h"
#include "app/store/database.h"

namespace evenhand {

// One line of the history.
struct RunSummary
{
    RunId id;
    ConversationId conversation; // null: a run of its own
    QString title;               // the run's name, the conversation's title, or the beginning of the prompt
    QDateTime created;
    int targets = 0;
    int repeats = 1;
    QMap<LaneState, int> cells; // how many are in each state

    // The same after its unfinished cells were interrupted.
    RunSummary interrupted() const;
    bool operator==(const RunSummary &) const = default;
};

struct ConversationSummary
{
    ConversationId id;
    QString title;
    QDateTime updated;
    int turns = 0;
    int targets = 0;
    int failed = 0; // cells of it that did not end well

    bool operator==(const ConversationSummary &) const = default;
};

// What a grid shows of a cell: of its last attempt, but the cost of all of them.
struct GridCell
{
    CellId id;
    int caseIndex = 0;
    int target = 0;
    int repeat = 0;
    LaneState state = LaneState::Queued;
    int attempts = 0;
    std::optional<Duration> firstToken;
    std::optional<Duration> total;
    std::optional<qint64> inputTokens; // none: not reported
    std::optional<qint64> outputTokens;
    std::optional<Money> cost;          // none: not priced, or in two currencies
    QString beginning;                  // of the answer, or of what went wrong
    std::optional<qint64> textHash;     // see textHash(); none: there is no text, or an earlier version kept it
    std::optional<CheckResults> checks; // none: not judged, or the case has no checks
    bool reused = false;                // the answer was taken from an earlier run

    bool operator==(const GridCell &) const = default;
};

// Equal for texts that differ in white space alone.
qint64 textHash(const QString &text);

// The beginning of the answer, or of what went wrong.
QString beginningOf(const Attempt &attempt);

// Which runs are listed.
enum class RunsOf {
    All,
    NoConversation, // those of suites, and runs of their own of one prompt
    PromptAlone,    // of the latter the ones without a suite
};

// How long answers were.
struct MeasuredAnswers
{
    qsizetype answers = 0; // with reported usage
    qint64 meanTokens = 0;
    qint64 mostTokens = 0;

    bool operator==(const MeasuredAnswers &) const = default;
};

namespace RunStore {

// Run, snapshots of its targets, channels and cases, and its cells as queued, before anything is sent.
Result<void> create(Database &db, const Run &run);
// The cell's state and its attempts as they are now; the same call again changes nothing (checkpoints and retries). An
// attempt that was stored as ended stays as it was.
Result<void> saveCell(Database &db, const Cell &cell);

Result<Run> find(Database &db, RunId id);
Result<Run> head(Database &db, RunId id);   // without its cells
Result<Cell> cell(Database &db, CellId id); // with its attempts
// All cells of a run, by case, target and repeat, without reading their answers.
Result<QList<GridCell>> grid(Database &db, RunId id);
// One of them.
Result<GridCell> gridCell(Database &db, CellId id);
// Of the answers that the model was asked for over the channel, up to so many of the newest runs.
Result<MeasuredAnswers> measured(Database &db, ChannelId channel, const QString &model, int most);
Result<QList<RunId>> ids(Database &db);
// So many are listed.
constexpr int mostSummaries = 500;
// Newest first. filter: words that the title or the prompt contains; empty: all.
Result<QList<RunSummary>> summaries(Database &db, const QString &filter = {}, int most = mostSummaries,
                                    RunsOf of = RunsOf::All);

// After a crash: what was queued, waiting or streaming is interrupted now; partial text stays. Returns how many.
Result<int> interruptUnfinished(Database &db);
// The run stops: what was not begun is interrupted, to be resumed.
Result<void> interruptQueued(Database &db, RunId run);

} // namespace RunStore

namespace ConversationStore {

Result<ConversationId> create(Database &db, const QString &title);
Result<void> rename(Database &db, ConversationId id, const QString &title);
// With its runs.
Result<void> remove(Database &db, ConversationId id);
// Newest first; filter as above.
Result<QList<ConversationSummary>> summaries(Database &db, const QString &filter = {}, int most = 500);
Result<QList<Run>> runs(Database &db, ConversationId id); // by turn

} // namespace ConversationStore

} // namespace evenhand
