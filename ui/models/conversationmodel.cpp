// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/conversationmodel.h"

#include "app/store/runstore.h"
#include "app/store/workspace.h"

namespace evenhand {

ConversationModel::ConversationModel(Workspace &workspace, CellModels &cells, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_cells(cells)
{
}

Result<void> ConversationModel::open(ConversationId id)
{
    return ConversationStore::runs(m_workspace.reader(), id).transform([this](const QList<Run> &runs) { show(runs); });
}

Result<void> ConversationModel::openRun(RunId id)
{
    return RunStore::find(m_workspace.reader(), id).transform([this](const Run &run) { show(run); });
}

void ConversationModel::show(const Run &run)
{
    show(QList{run});
}

void ConversationModel::clear()
{
    show(QList<Run>());
}

void ConversationModel::append(const Run &run)
{
    m_turns.append(turn(run, true));
    emit turnAdded(int(m_turns.size()) - 1);
}

ConversationId ConversationModel::id() const
{
    return m_turns.isEmpty() ? ConversationId() : m_turns.last().run.spec.conversation;
}

RunId ConversationModel::run() const
{
    return m_turns.isEmpty() ? RunId() : m_turns.last().run.spec.id;
}

Lineup ConversationModel::lineup() const
{
    Lineup lineup;
    if (m_turns.isEmpty())
        return lineup;
    for (const RunTarget &column : m_turns.last().run.spec.targets)
        lineup.targets.append(column.target);
    return lineup;
}

QList<RunTarget> ConversationModel::targets() const
{
    QList<RunTarget> targets;
    QSet<TargetId> seen;
    for (auto turn = m_turns.crbegin(); turn != m_turns.crend(); ++turn) {
        for (const RunTarget &column : turn->run.spec.targets) {
            if (seen.contains(column.target.id))
                continue;
            seen.insert(column.target.id);
            targets.append(column);
        }
    }
    return targets;
}

QList<std::shared_ptr<CellModel>> ConversationModel::cells(int turn, TargetId target) const
{
    QList<std::shared_ptr<CellModel>> result;
    const QList<RunTarget> &columns = m_turns.at(turn).run.spec.targets;
    for (const std::shared_ptr<CellModel> &cell : m_turns.at(turn).cells) {
        if (columns.at(cell->cell().target).target.id == target)
            result.append(cell);
    }
    return result;
}

int ConversationModel::turnOf(CellId cell) const
{
    const auto holds = [cell](const Turn &turn) {
        return std::ranges::any_of(turn.cells, [cell](const auto &model) { return model->cell().id == cell; });
    };
    const auto turn = std::ranges::find_if(m_turns, holds);
    return turn == m_turns.end() ? -1 : int(turn - m_turns.begin());
}

void ConversationModel::show(const QList<Run> &runs)
{
    QList<Turn> turns;
    const bool abandoned = m_workspace.isAbandoned();
    for (Run run : runs) {
        if (abandoned)
            std::ranges::for_each(run.cells, interrupt);
        turns.append(turn(run, false));
    }
    m_turns = turns;
    emit reset();
}

ConversationModel::Turn ConversationModel::turn(const Run &run, bool started)
{
    Turn turn{.run = run, .cells = {}};
    for (const Cell &cell : run.cells)
        turn.cells.append(started ? m_cells.started(cell) : m_cells.model(cell));
    return turn;
}

} // namespace evenhand
