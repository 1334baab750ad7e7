// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/channelmodel.h"

namespace evenhand {

static KeyState keyState(const PluginField &field, const CredentialRef &reference)
{
    switch (reference.kind) {
    case CredentialRef::Kind::None:
        return field.required ? KeyState{.text = ChannelModel::tr("no key given"), .missing = true}
                              : KeyState{.text = ChannelModel::tr("no key")};
    case CredentialRef::Kind::Keychain:
        return {.text = ChannelModel::tr("in the keychain")};
    case CredentialRef::Kind::Environment:
        if (qEnvironmentVariableIsEmpty(reference.name.toLocal8Bit().constData()))
            return {.text = ChannelModel::tr("%1 is not set").arg(reference.name), .missing = true};
        return {.text = ChannelModel::tr("%1 is set").arg(reference.name)};
    case CredentialRef::Kind::Session:
        return {.text = ChannelModel::tr("until Evenhand closes")};
    }
    Q_UNREACHABLE_RETURN({});
}

KeyState keyState(const Channel &channel, const std::optional<PluginInfo> &plugin)
{
    KeyState result;
    for (const PluginField &field : plugin ? plugin->fields : QList<PluginField>()) {
        if (field.type != PluginField::Type::Secret)
            continue;
        const KeyState state = keyState(field, channel.credentials.value(field.key));
        if (state.missing)
            return state;
        if (result.text.isEmpty())
            result = state;
    }
    return result.text.isEmpty() ? KeyState{.text = ChannelModel::tr("not needed")} : result;
}

QString destinationText(const QUrl &origin)
{
    return origin.isEmpty() ? ChannelModel::tr("stays on this machine") : origin.toString(QUrl::RemovePath);
}

void ChannelModel::setChannels(const QList<Channel> &channels, const PluginCatalog &plugins)
{
    QList<ChannelRow> result;
    for (const Channel &channel : channels) {
        const std::optional<PluginInfo> plugin = plugins.find(channel.plugin);
        result.append({.channel = channel,
                       .plugin = plugin ? plugin->name : QString(),
                       .key = evenhand::keyState(channel, plugin)});
    }
    setRows(result);
}

void ChannelModel::setKey(ChannelId channel, const KeyState &key)
{
    const int at = rowOf(channel);
    if (at < 0)
        return;
    ChannelRow changed = row(at);
    changed.key = key;
    replaceRow(at, changed);
}

int ChannelModel::rowOf(ChannelId channel) const
{
    for (int i = 0; i < rows().size(); ++i) {
        if (row(i).channel.id == channel)
            return i;
    }
    return -1;
}

QStringList ChannelModel::names() const
{
    QStringList result;
    for (const ChannelRow &row : rows())
        result.append(row.channel.name);
    return result;
}

QStringList ChannelModel::titles() const
{
    return {tr("Channel"), tr("Plugin"), tr("Requests go to"), tr("Key")};
}

QVariant ChannelModel::cell(const ChannelRow &row, int column, int role) const
{
    if (role == KeyMissingRole)
        return row.key.missing;
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (column) {
    case Name:
        return row.channel.name;
    case Plugin:
        return row.plugin.isEmpty() ? tr("%1 is not installed").arg(row.channel.plugin) : row.plugin;
    case Origin:
        return destinationText(row.channel.origin);
    case Key:
        return row.key.text;
    }
    return {};
}

} // namespace evenhand
