// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/channel.h"
#include "app/core/target.h"

#include <QAbstractListModel>

namespace evenhand {

// The lineup that the next prompt goes to. Rows are moved by drag and drop or by move().
class LineupModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        ChannelRole = Qt::UserRole, // its name; empty where there is no such channel
        ParametersRole,             // in words
    };

    using QAbstractListModel::QAbstractListModel;

    const Lineup &lineup() const { return m_lineup; }
    void setLineup(const Lineup &lineup);
    // It was saved, or renamed; the targets stay.
    void setIdentity(LineupId id, const QString &name);
    void setChannels(const QList<Channel> &channels);

    const Target &target(int row) const { return m_lineup.targets.at(row); }
    int rowOf(TargetId target) const; // -1: not there
    QString channelName(ChannelId channel) const;
    bool isFull() const { return m_lineup.targets.size() >= maxTargets; }

    void append(const Target &target);
    void replace(int row, const Target &target);
    void remove(int row);
    // The row is at `to` afterwards.
    void move(int from, int to);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

signals:
    void lineupChanged(); // anything of it

private:
    QString describe(const Target &target) const;

    Lineup m_lineup;
    QList<Channel> m_channels;
};

} // namespace evenhand
