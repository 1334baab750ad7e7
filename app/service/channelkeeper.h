// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/channel.h"
#include "app/engine/credentials.h"

#include <QObject>

namespace evenhand {

class Workspace;

// Saves and removes channels together with their keys: the channel goes into the workspace, the keys where the channel
// says that they are kept. A key that is not used any more is forgotten.
class ChannelKeeper : public QObject
{
    Q_OBJECT
public:
    ChannelKeeper(Workspace &workspace, CredentialStore &credentials, QObject *parent = nullptr);

    // before: the channel as it was saved; nothing for a new one. typed: keys that were given just now, by settings field.
    // The keys first: a channel is not saved when its key could not be kept. done() is called from the event loop or at
    // once, unless this object is gone by then.
    void save(const std::optional<Channel> &before, const Channel &after, const Secrets &typed,
              std::function<void(Result<void>)> done);

    // InUse when a saved lineup needs it.
    Result<void> remove(const Channel &channel);

private:
    Result<void> check(const Channel &channel) const;
    void storeNext(const Channel &channel, Secrets rest, std::function<void(Result<void>)> done);
    Result<void> write(const Channel &channel);
    void forgetUnused(const Channel &before, const Channel &after);

    Workspace &m_workspace;
    CredentialStore &m_credentials;
};

} // namespace evenhand
