// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/answer.h"
#include "app/core/channel.h"
#include "app/core/prompt.h"
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

// One prompt or one turn of a conversation, sent to a lineup.
struct RunSpec
{
    RunId id;
    ConversationId conversation; // null: a run of its own
    int turn = 0;                // place in the conversation, from 0
    PromptText prompt;
    QList<RunTarget> targets;
    int repeats = 1;

    bool operator==(const RunSpec &) const = default;
};

// One lane to be run.
struct CellSpec
{
    CellId id;
    int target = 0; // index into RunSpec::targets
    int repeat = 0;
    int firstAttempt = 1; // number of the next attempt; greater than 1 when the person retries

    bool operator==(const CellSpec &) const = default;
};

// Every target × repeat, in an order in which no target gets ahead of the others: all first repeats, then all second.
QList<CellSpec> planCells(const RunSpec &spec);

// The content of attached files, by SHA-256.
using FileContents = QHash<QString, QByteArray>;

// What is sent for one target: system part, its own history, the prompt, each with its files.
ChatRequest chatRequest(const RunSpec &spec, int target, const FileContents &files);

// The files that go with it, in the order of the messages.
QList<AttachmentRef> sentFiles(const RunSpec &spec, int target);

// A cell as it stands: what is stored, shown and exported.
struct Cell
{
    CellId id;
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
    QList<Cell> cells; // by target, then repeat

    bool operator==(const Run &) const = default;
};

} // namespace evenhand
