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

// Tool calls are not repeated: providers refuse a call that no result follows.
static QString usableAnswer(const Cell *cell)
{
    if (!cell || cell->state != LaneState::Done || !cell->last())
        return {};
    const Answer &answer = cell->last()->answer;
    return answer.text.isEmpty() ? answer.refusal : answer.text;
}

static QString leftOutNotice(const QStringList &turns)
{
    if (turns.isEmpty())
        return {};
    if (turns.size() == 1)
        return u"Turn %1 was not sent along: this target has no finished answer to it."_s.arg(turns.first());
    return u"Turns %1 were not sent along: this target has no finished answers to them."_s.arg(turns.join(", "_L1));
}

History historyOf(const QList<Run> &turns, TargetId target)
{
    History history;
    QStringList leftOut;
    for (const Run &run : turns) {
        const QString answer = usableAnswer(firstCellOf(run, target));
        if (answer.isEmpty()) {
            leftOut.append(QString::number(run.spec.turn + 1));
            continue;
        }
        history.messages.append({.role = Role::User, .text = render(run.spec.prompt).user});
        history.messages.append({.role = Role::Assistant, .text = answer});
    }
    if (const QString notice = leftOutNotice(leftOut); !notice.isEmpty())
        history.notices.append(notice);
    return history;
}

} // namespace evenhand
