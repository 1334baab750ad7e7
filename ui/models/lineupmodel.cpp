// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/lineupmodel.h"

#include "ui/models/format.h"

#include <QMimeData>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr auto rowMimeType = "application/x-evenhand-lineup-row"_L1;

} // namespace

void LineupModel::setLineup(const Lineup &lineup)
{
    if (lineup == m_lineup)
        return;
    beginResetModel();
    m_lineup = lineup;
    endResetModel();
    emit lineupChanged();
}

void LineupModel::setIdentity(LineupId id, const QString &name)
{
    m_lineup.id = id;
    m_lineup.name = name;
    emit lineupChanged();
}

void LineupModel::setChannels(const QList<Channel> &channels)
{
    m_channels = channels;
    if (!m_lineup.targets.isEmpty())
        emit dataChanged(index(0), index(rowCount() - 1));
}

int LineupModel::rowOf(TargetId target) const
{
    const auto found = std::ranges::find(m_lineup.targets, target, &Target::id);
    return found == m_lineup.targets.end() ? -1 : int(found - m_lineup.targets.begin());
}

QString LineupModel::channelName(ChannelId channel) const
{
    const auto found = std::ranges::find(m_channels, channel, &Channel::id);
    return found == m_channels.end() ? QString() : found->name;
}

void LineupModel::append(const Target &target)
{
    if (isFull())
        return;
    beginInsertRows({}, rowCount(), rowCount());
    m_lineup.targets.append(target);
    endInsertRows();
    emit lineupChanged();
}

void LineupModel::replace(int row, const Target &target)
{
    m_lineup.targets[row] = target;
    emit dataChanged(index(row), index(row));
    emit lineupChanged();
}

void LineupModel::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_lineup.targets.removeAt(row);
    endRemoveRows();
    if (row < rowCount()) // letters move up
        emit dataChanged(index(row), index(rowCount() - 1));
    emit lineupChanged();
}

void LineupModel::move(int from, int to)
{
    if (from == to || to < 0 || to >= rowCount())
        return;
    beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
    m_lineup.targets.move(from, to);
    endMoveRows();
    emit dataChanged(index(std::min(from, to)), index(std::max(from, to)));
    emit lineupChanged();
}

int LineupModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lineup.targets.size());
}

QString LineupModel::describe(const Target &target) const
{
    const QString channel = channelName(target.channel);
    QStringList lines{target.model, channel.isEmpty() ? tr("Its channel does not exist any more") : channel};
    if (const QString parameters = Format::parameters(target.parameters); !parameters.isEmpty())
        lines.append(parameters);
    return lines.join(u'\n');
}

QVariant LineupModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Target &target = m_lineup.targets.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return target.model;
    case Qt::ToolTipRole:
        return Format::toolTip(describe(target));
    case Qt::AccessibleTextRole:
        return tr("Target %1: %2").arg(targetLetter(index.row()), target.model);
    case ChannelRole:
        return channelName(target.channel);
    case ParametersRole:
        return Format::parameters(target.parameters);
    default:
        return {};
    }
}

Qt::ItemFlags LineupModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled; // between items only
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

QStringList LineupModel::mimeTypes() const
{
    return {rowMimeType};
}

QMimeData *LineupModel::mimeData(const QModelIndexList &indexes) const
{
    auto *data = new QMimeData;
    if (!indexes.isEmpty())
        data->setData(rowMimeType, m_lineup.targets.at(indexes.first().row()).id.toString().toLatin1());
    return data;
}

// Moves at once and says false: a view that is told of a successful move would remove the row that was dragged.
bool LineupModel::dropMimeData(const QMimeData *data, Qt::DropAction, int row, int, const QModelIndex &parent)
{
    const int from = rowOf(TargetId::fromString(data->data(rowMimeType)));
    if (from < 0 || parent.isValid())
        return false;
    const int to = row < 0 ? rowCount() : row;
    move(from, to > from ? to - 1 : to);
    return false;
}

} // namespace evenhand
