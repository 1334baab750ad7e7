// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/run.h"
#include "app/store/earlieranswers.h"

namespace evenhand {

// So many of the newest runs with a target are looked through for its answers.
constexpr int runsLookedThrough = 20;

// Two cells with equal keys ask the same of the same place: channel with its plugin, endpoint and settings, model,
// parameters, tools with their results, answer format, and every message with its files by their SHA-256.
class QuestionKeys
{
public:
    explicit QuestionKeys(const RunSpec &spec);

    QByteArray of(int caseIndex, int target) const;

private:
    const RunSpec &m_spec;
    FileContents m_standIns; // a file's SHA-256 in place of its content
    QList<QByteArray> m_targets;
};

// Which of these cells of a run made at that moment can take an answer of an earlier run, each a different one: the first
// cell that asks something the first stored answer, and so on, from the newest run to older ones.
Result<QHash<CellId, EarlierAnswer>> answersToTake(Database &db, const RunSpec &spec, const QDateTime &created,
                                                   const QList<CellSpec> &cells);

// What a cell that takes the answer is: one attempt that copies it, without request, times and cost.
Cell withAnswerOf(const Attempt &stored, const CellSpec &cell);

} // namespace evenhand
