// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/history.h"

using namespace Qt::StringLiterals;

namespace evenhand {

static const Cell *firstCellOf(const Run &run, TargetId target)
{
    const auto cell = std::ranges::find_if(run.cells, [&](const Cell &candidate) {
        return candidate.repeat == 0 && run.spec.targets.at(candidate.target).target.id == target;
    });
    return cell == run.cells.end() ? nullptr : &*cell;
}

static bool offersAll(const QList<Tool> &offered, const QList<Round> &rounds)
{
    return std::ranges::all_of(rounds, [&](const Round &round) {
        return std::ranges::all_of(round.results, [&](const ToolResult &result) {
            return std::ranges::contains(offered, result.name, &Tool::name);
        });
    });
}

// Empty when there is no usable answer. Calls without results are not repeated: providers refuse a call that no result
// follows, and a state may contain the call.
static QList<Message> answerOf(const Run &run, const Target &target, const QList<Tool> &offered)
{
    const Cell *cell = firstCellOf(run, target.id);
    if (!cell || cell->state != LaneState::Done || !cell->last())
        return {};
    const Attempt &attempt = *cell->last();
    const Answer &answer = attempt.answer;
    Message last{.role = Role::Assistant, .text = answer.text.isEmpty() ? answer.refusal : answer.text};
    if (last.text.isEmpty())
        return {};
    const Target &then = run.spec.targets.at(cell->target).target;
    if (then.channel != target.channel || then.model != target.model)
        return {last};
    if (answer.toolCalls.isEmpty())
        last.state = answer.providerState;
    QList<Message> messages;
    if (offersAll(offered, attempt.rounds)) {
        for (const Round &round : attempt.rounds)
            messages += messagesOf(round.answer, round.results);
    }
    return messages << last;
}

static QString leftOutNotice(const QStringList &turns)
{
    if (turns.isEmpty())
        return {};
    if (turns.size() == 1)
        return u"Turn %1 was not sent along: this target has no finished answer to it."_s.arg(turns.first());
    return u"Turns %1 were not sent along: this target has no finished answers to them."_s.arg(turns.join(", "_L1));
}

History historyOf(const QList<Run> &turns, const Target &target, const QList<Tool> &offered)
{
    History history;
    QStringList leftOut;
    for (const Run &run : turns) {
        const QList<Message> answer = answerOf(run, target, offered);
        if (answer.isEmpty()) {
            leftOut.append(QString::number(run.spec.turn + 1));
            continue;
        }
        if (!run.spec.prompt.attachments.isEmpty())
            history.files.insert(int(history.messages.size()), run.spec.prompt.attachments);
        history.messages.append({.role = Role::User, .text = render(run.spec.prompt).user});
        history.messages += answer;
    }
    if (const QString notice = leftOutNotice(leftOut); !notice.isEmpty())
        history.notices.append(notice);
    return history;
}

} // namespace evenhand
