// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/clock.h"
#include "app/engine/channelload.h"
#include "app/engine/concurrency.h"
#include "app/engine/network.h"
#include "app/engine/pacing.h"

#include <QDeadlineTimer>
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
    Q_OBJECT
public:
    struct Tools
    {
        PluginCatalog &plugins;
        CredentialStore &credentials;
        std::shared_ptr<const Clock> clock;
        std::shared_ptr<const Network> network = std::make_shared<Network>();
        RetryPolicy retry; // how long the channel pauses after failures in a row
    };

    explicit ChannelQueue(const Tools &tools, QObject *parent = nullptr);

    // The limits and the pace from now on.
    void adopt(const Channel &channel);
    // How long a lane that is added now waits by the channel's pace alone.
    std::chrono::milliseconds expectedWait() const;
    void add(Lane *lane);

signals:
    // Something of it has changed; a few times a second at most.
    void loadChanged(const evenhand::ChannelLoad &load);

private:
    void takeTurn(Lane *lane);
    void hold(Clock::Moment until, const QString &why);
    void endRequest(Lane *lane, const ChatOutcome &outcome);
    void learn(const ChatOutcome &outcome, Clock::Moment began);
    void freeSlot(Lane *lane);
    qsizetype room() const;
    ChannelLoad load() const;
    void tellLoad();
    void remove(Lane *lane);
    void scheduleStart();
    void startNext();
    void prepare(Lane *lane);
    Result<std::shared_ptr<ProviderHost>> provider(const Channel &channel, const Access &access);

    const Tools m_tools;
    Pacing m_pacing;
    Concurrency m_concurrency;
    int m_failures = 0;     // in a row; those of requests that were out at once count as one
    Clock::Moment m_failed; // when the last one was counted
    ChannelLoad m_told;
    QString m_name;
    ChannelId m_id;
    QString m_why; // it is held, or the limit was lowered
    QTimer m_loadTimer;
    QList<Lane *> m_waiting; // in the order of their turns
    QList<Lane *> m_active;  // have a slot: a request is out or about to be
    QTimer m_startTimer;
    QDeadlineTimer m_gap; // since the last starts
    std::shared_ptr<ProviderHost> m_host;
};

} // namespace evenhand
