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

// The text is empty when there is no usable answer. Tool calls are not repeated: providers refuse a call that no result
// follows, and a state may contain the call.
static Message answerOf(const Run &run, const Target &target)
{
    Message message{.role = Role::Assistant};
    const Cell *cell = firstCellOf(run, target.id);
    if (!cell || cell->state != LaneState::Done || !cell->last())
        return message;
    const Answer &answer = cell->last()->answer;
    message.text = answer.text.isEmpty() ? answer.refusal : answer.text;
    const Target &then = run.spec.targets.at(cell->target).target;
    if (then.channel == target.channel && then.model == target.model && answer.toolCalls.isEmpty())
        message.state = answer.providerState;
    return message;
}

static QString leftOutNotice(const QStringList &turns)
{
    if (turns.isEmpty())
        return {};
    if (turns.size() == 1)
        return u"Turn %1 was not sent along: this target has no finished answer to it."_s.arg(turns.first());
    return u"Turns %1 were not sent along: this target has no finished answers to them."_s.arg(turns.join(", "_L1));
}

History historyOf(const QList<Run> &turns, const Target &target)
{
    History history;
    QStringList leftOut;
    for (const Run &run : turns) {
        const Message answer = answerOf(run, target);
        if (answer.text.isEmpty()) {
            leftOut.append(QString::number(run.spec.turn + 1));
            continue;
        }
        if (!run.spec.prompt.attachments.isEmpty())
            history.files.insert(int(history.messages.size()), run.spec.prompt.attachments);
        history.messages.append({.role = Role::User, .text = render(run.spec.prompt).user});
        history.messages.append(answer);
    }
    if (const QString notice = leftOutNotice(leftOut); !notice.isEmpty())
        history.notices.append(notice);
    return history;
}

} // namespace evenhand
