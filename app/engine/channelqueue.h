// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/clock.h"
#include "app/engine/network.h"
#include "app/engine/pacing.h"

#include <QTimer>

namespace evenhand {

class Lane;
class PluginCatalog;
class ProviderHost;

// The turns of a channel's lanes: how many requests are out at once, how long there is between two starts, and when the
// provider asked for quiet. It makes the channel's provider, and another one when settings or secrets have changed.
// It takes lanes over and deletes them when they have ended.
class ChannelQueue : public QObject
{
public:
    struct Tools
    {
        PluginCatalog &plugins;
        CredentialStore &credentials;
        std::shared_ptr<const Clock> clock;
        std::shared_ptr<const Network> network = std::make_shared<Network>();
    };

    explicit ChannelQueue(const Tools &tools, QObject *parent = nullptr);

    // The limits and the pace from now on.
    void adopt(const Channel &channel);
    // How long a lane that is added now waits by the channel's pace alone.
    std::chrono::milliseconds expectedWait() const;
    void add(Lane *lane);

private:
    void takeTurn(Lane *lane);
    void hold(Clock::Moment until, const QString &why);
    void freeSlot(Lane *lane);
    void remove(Lane *lane);
    void scheduleStart();
    void startNext();
    void prepare(Lane *lane);
    Result<std::shared_ptr<ProviderHost>> provider(const Channel &channel, const Access &access);

    const Tools m_tools;
    Pacing m_pacing;
    qsizetype m_maxConcurrent = 1;
    QList<Lane *> m_waiting; // in the order of their turns
    QList<Lane *> m_active;  // have a slot: a request is out or about to be
    QTimer m_startTimer;
    std::shared_ptr<ProviderHost> m_host;
};

} // namespace evenhand
