// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/plugincatalog.h"
#include "ui/models/rowmodel.h"

#include "app/core/channel.h"

namespace evenhand {

// Where the key of a channel is, as far as can be told without asking the keychain for it.
struct KeyState
{
    QString text;         // in words
    bool missing = false; // requests will fail for want of it

    bool operator==(const KeyState &) const = default;
};

KeyState keyState(const Channel &channel, const std::optional<PluginInfo> &plugin);

struct ChannelRow
{
    Channel channel;
    QString plugin; // its name for a person; empty: there is no such plugin
    KeyState key;

    bool operator==(const ChannelRow &) const = default;
};

class ChannelModel final : public RowModel<ChannelRow>
{
    Q_OBJECT
public:
    enum Column { Name, Plugin, Origin, Key, ColumnCount };
    enum Role { KeyMissingRole = Qt::UserRole };

    using RowModel::RowModel;

    void setChannels(const QList<Channel> &channels, const PluginCatalog &plugins);
    void setKey(ChannelId channel, const KeyState &key);

    int rowOf(ChannelId channel) const; // -1: not there
    QStringList names() const;

protected:
    QStringList titles() const override;
    QVariant cell(const ChannelRow &row, int column, int role) const override;
};

// "https://api.example.com", or a sentence where nothing leaves the machine.
QString destinationText(const QUrl &origin);

} // namespace evenhand
