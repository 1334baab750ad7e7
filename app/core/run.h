// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/answer.h"
#include "app/core/channel.h"
#include "app/core/money.h"
#include "app/core/prompt.h"
#include "app/core/suite.h"
#include "app/core/target.h"

namespace evenhand {

// One column of a run: a snapshot of target and channel as they were when it was sent.
struct RunTarget
{
    Target target;
    Channel channel;
    QList<Message> history; // of this target only: what it was asked and answered in earlier turns
    QMap<int, QList<AttachmentRef>> historyFiles; // attached to messages of the history, by their index

    bool operator==(const RunTarget &) const = default;
};

// A suite as it was when the run was made.
struct RunSuite
{
    SuiteId id; // null: it came from a file
    QString name;
    QStringList columns;
    QList<SuiteCase> cases;

    bool operator==(const RunSuite &) const = default;
};

// One prompt or one turn of a conversation, sent to a lineup; with a suite, once for each of its cases.
struct RunSpec
{
    RunId id;
    ConversationId conversation; // null: a run of its own
    int turn = 0;                // place in the conversation, from 0
    PromptText prompt;
    QList<RunTarget> targets;
    int repeats = 1;
    QString name;                   // empty: it has none
    std::optional<RunSuite> suite;  // none: the prompt is the one case
    std::optional<qint64> seed;     // of the order in which cells are sent; none: as cases and targets stand
    std::optional<Money> budget;    // nothing is begun that could pass it
    std::optional<int> concurrency; // requests at once for each channel, in place of the channel's own number
    bool reuse = false;             // answers of earlier runs may be taken

    qsizetype caseCount() const { return suite ? suite->cases.size() : 1; }
    bool operator==(const RunSpec &) const = default;
};

// One lane to be run.
struct CellSpec
{
    CellId id;
    int caseIndex = 0; // into the suite's cases
    int target = 0;    // index into RunSpec::targets
    int repeat = 0;
    int firstAttempt = 1; // number of the next attempt; greater than 1 when the person retries

    bool operator==(const CellSpec &) const = default;
};

// Every case × target × repeat, in an order in which no target gets ahead of the others by more than one cell: all first
// repeats, then all second; within them case by case, and for each case every target. With a seed cases and targets are
// shuffled within that, the same on every machine: Fisher–Yates over SplitMix64, anew for each repeat and each case.
QList<CellSpec> planCells(const RunSpec &spec);

// The prompt with what the case puts into it: its variables, an empty one where it has none for a column of the suite, and
// its attachments.
PromptText promptOf(const RunSpec &spec, int caseIndex);

// The content of attached files, by SHA-256.
using FileContents = QHash<QString, QByteArray>;

// What is sent for one case to one target: system part, its own history, the prompt, each with its files.
ChatRequest chatRequest(const RunSpec &spec, int caseIndex, int target, const FileContents &files);

// The files that go with it, in the order of the messages.
QList<AttachmentRef> sentFiles(const RunSpec &spec, int caseIndex, int target);

// A cell as it stands: what is stored, shown and exported.
struct Cell
{
    CellId id;
    int caseIndex = 0;
    int target = 0;
    int repeat = 0;
    LaneState state = LaneState::Queued;
    QList<Attempt> attempts; // oldest first

    const Attempt *last() const { return attempts.isEmpty() ? nullptr : &attempts.last(); }
    bool operator==(const Cell &) const = default;
};

// What is unfinished in the cell ended with the program that ran it; what arrived stays.
void interrupt(Cell &cell);

// A run as it is kept.
struct Run
{
    RunSpec spec;
    QDateTime created; // UTC
    QList<Cell> cells; // by case, then target, then repeat

    bool operator==(const Run &) const = default;
};

} // namespace evenhand
