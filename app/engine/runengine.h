// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/clock.h"
#include "app/core/laneevent.h"
#include "app/core/redactor.h"
#include "app/engine/channelload.h"
#include "app/engine/network.h"
#include "app/engine/pacing.h"

#include <evenhand/provider.h>

#include <QFuture>
#include <QThread>

#include <functional>
#include <memory>

namespace evenhand {

class PluginCatalog;

// Runs lanes in a thread of its own. All functions may be called from any thread; signals are emitted in the engine's
// thread, so connect with a receiver that lives in another one (queued) or is safe there.
class RunEngine : public QObject
{
    Q_OBJECT
public:
    struct Dependencies
    {
        PluginCatalog &plugins;
        CredentialStore &credentials;
        Redactor &redactor;
        std::shared_ptr<const Clock> clock = std::make_shared<Clock>();
        RetryPolicy retry;
        std::shared_ptr<Network> network = std::make_shared<Network>();
    };

    explicit RunEngine(Dependencies dependencies);
    ~RunEngine() override; // stops all lanes and the thread

    // Starts the cells of a run with the content of its files. A cell is run at most once at a time.
    // retry: in place of the engine's own policy.
    void start(const RunSpec &spec, const QList<CellSpec> &cells, const FileContents &files = {},
               const std::optional<RetryPolicy> &retry = {});
    void cancel(const QList<CellId> &cells);
    void cancelAll();
    // Lanes of which no request is out end as interrupted; the others go on.
    void withdraw(const QList<CellId> &cells);
    // A lane that waits between two attempts makes the next one now.
    void hurry(CellId cell);

    // Answers in the thread of receiver, unless it is gone by then; what there is to note comes before the list.
    void listModels(const Channel &channel, QObject *receiver, std::function<void(const ModelList &)> done,
                    std::function<void(const ModelsNotes &)> noted = {});
    // What the channel's plugin can do. No key is looked for and nothing is sent.
    QFuture<Result<Capabilities>> capabilities(const Channel &channel);
    // How requests leave this machine; may be changed at any time.
    Network &network();

signals:
    void laneEvents(const evenhand::LaneEvents &events);
    // Hosts with a request under way, as "scheme://host:port", sorted; sent when the set changes.
    void activeOrigins(const QStringList &origins);
    // What a channel is doing has changed; a few times a second at most.
    void channelLoad(const evenhand::ChannelLoad &load);

private:
    class Private;
    QThread m_thread;
    Private *d; // lives in m_thread
};

} // namespace evenhand
