// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/runengine.h"

#include "app/engine/channelqueue.h"
#include "app/engine/lane.h"
#include "app/engine/modelscall.h"
#include "app/engine/providerhost.h"

#include <QPromise>

using namespace Qt::StringLiterals;

namespace evenhand {

// What of the engine lives in its thread.
class RunEngine::Private : public QObject
{
public:
    Private(RunEngine *engine, Dependencies dependencies)
        : m_engine(engine)
        , m_dependencies(std::move(dependencies))
    {
    }

    void start(const RunSpec &spec, const QList<CellSpec> &cells, const FileContents &files, const RetryPolicy &retry);
    void listModels(ModelsCall *call);
    void cancelAll();
    void shutDown();
    Lane *lane(CellId cell) const { return m_lanes.value(cell); }
    const Dependencies &dependencies() const { return m_dependencies; }

private:
    ChannelQueue *queue(const Channel &channel);
    Lane *addLane(const RunSpec &spec, const CellSpec &cell, const FileContents &files, const RetryPolicy &retry);
    void countOrigin(const Channel &channel, int change);

    RunEngine *m_engine;
    const Dependencies m_dependencies;
    QHash<CellId, Lane *> m_lanes;
    QHash<ChannelId, ChannelQueue *> m_queues;
    QMap<QString, int> m_origins; // origin → requests under way
};

void RunEngine::Private::start(const RunSpec &spec, const QList<CellSpec> &cells, const FileContents &files,
                               const RetryPolicy &retry)
{
    LaneEvents queued;
    for (const CellSpec &cell : cells) {
        if (m_lanes.contains(cell.id))
            continue;
        const Channel &channel = spec.targets.at(cell.target).channel;
        ChannelQueue *channelQueue = queue(channel);
        Lane *added = addLane(spec, cell, files, retry);
        queued.append(added->queued(channelQueue->expectedWait()));
        channelQueue->add(added);
    }
    if (!queued.isEmpty())
        emit m_engine->laneEvents(queued);
}

ChannelQueue *RunEngine::Private::queue(const Channel &channel)
{
    ChannelQueue *&found = m_queues[channel.id];
    if (!found) {
        found = new ChannelQueue({.plugins = m_dependencies.plugins,
                                  .credentials = m_dependencies.credentials,
                                  .clock = m_dependencies.clock,
                                  .network = m_dependencies.network,
                                  .retry = m_dependencies.retry},
                                 this);
        connect(found, &ChannelQueue::loadChanged, m_engine, &RunEngine::channelLoad, Qt::DirectConnection);
    }
    found->adopt(channel);
    return found;
}

Lane *RunEngine::Private::addLane(const RunSpec &spec, const CellSpec &cell, const FileContents &files,
                                  const RetryPolicy &retry)
{
    const Channel &channel = spec.targets.at(cell.target).channel;
    auto *added =
        new Lane(cell, channel, chatRequest(spec, cell.caseIndex, cell.target, files), spec.prompt.toolResults,
                 {.clock = m_dependencies.clock, .redactor = m_dependencies.redactor, .retry = retry});
    m_lanes.insert(cell.id, added);
    connect(added, &Lane::events, m_engine, &RunEngine::laneEvents, Qt::DirectConnection);
    connect(added, &Lane::requestBegun, this, [this, channel] { countOrigin(channel, 1); });
    connect(added, &Lane::requestEnded, this, [this, channel] { countOrigin(channel, -1); });
    connect(added, &Lane::ended, this, [this, cell] { m_lanes.remove(cell.id); });
    return added;
}

void RunEngine::Private::countOrigin(const Channel &channel, int change)
{
    const QString origin = originText(channel.origin);
    if (origin.isEmpty())
        return;
    const QStringList before = m_origins.keys();
    int &underWay = m_origins[origin];
    underWay += change;
    if (underWay == 0)
        m_origins.remove(origin);
    if (const QStringList now = m_origins.keys(); now != before)
        emit m_engine->activeOrigins(now);
}

void RunEngine::Private::listModels(ModelsCall *call)
{
    call->setParent(this);
    call->start();
}

void RunEngine::Private::cancelAll()
{
    for (Lane *each : m_lanes.values())
        each->cancel();
}

// Stops in silence: what had not ended stays as it was recorded last.
void RunEngine::Private::shutDown()
{
    m_lanes.clear();
    m_queues.clear();
    qDeleteAll(findChildren<QObject *>(Qt::FindDirectChildrenOnly));
}

RunEngine::RunEngine(Dependencies dependencies)
    : d(new Private(this, std::move(dependencies)))
{
    m_thread.setObjectName(u"engine"_s);
    d->moveToThread(&m_thread);
    m_thread.start();
}

RunEngine::~RunEngine()
{
    QMetaObject::invokeMethod(d, &Private::shutDown, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    delete d;
}

void RunEngine::start(const RunSpec &spec, const QList<CellSpec> &cells, const FileContents &files,
                      const std::optional<RetryPolicy> &retry)
{
    const auto startThem = [this, spec, cells, files, policy = retry.value_or(d->dependencies().retry)] {
        d->start(spec, cells, files, policy);
    };
    QMetaObject::invokeMethod(d, startThem, Qt::QueuedConnection);
}

void RunEngine::cancel(const QList<CellId> &cells)
{
    const auto cancelThem = [this, cells] {
        for (const CellId cell : cells) {
            if (Lane *lane = d->lane(cell))
                lane->cancel();
        }
    };
    QMetaObject::invokeMethod(d, cancelThem, Qt::QueuedConnection);
}

void RunEngine::withdraw(const QList<CellId> &cells)
{
    const auto withdrawThem = [this, cells] {
        for (const CellId cell : cells) {
            if (Lane *lane = d->lane(cell))
                lane->withdraw();
        }
    };
    QMetaObject::invokeMethod(d, withdrawThem, Qt::QueuedConnection);
}

void RunEngine::cancelAll()
{
    QMetaObject::invokeMethod(d, &Private::cancelAll, Qt::QueuedConnection);
}

void RunEngine::hurry(CellId cell)
{
    const auto hurryIt = [this, cell] {
        if (Lane *lane = d->lane(cell))
            lane->hurry();
    };
    QMetaObject::invokeMethod(d, hurryIt, Qt::QueuedConnection);
}

void RunEngine::listModels(const Channel &channel, QObject *receiver, std::function<void(const ModelList &)> done,
                           std::function<void(const ModelsNotes &)> noted)
{
    const Dependencies &dependencies = d->dependencies();
    auto *call = new ModelsCall(dependencies.plugins, dependencies.credentials, *dependencies.network,
                                dependencies.redactor, channel);
    if (noted)
        connect(call, &ModelsCall::noted, receiver, std::move(noted));
    connect(call, &ModelsCall::answered, receiver, std::move(done));
    call->moveToThread(&m_thread);
    QMetaObject::invokeMethod(d, [this, call] { d->listModels(call); }, Qt::QueuedConnection);
}

Network &RunEngine::network()
{
    return *d->dependencies().network;
}

QFuture<Result<Capabilities>> RunEngine::capabilities(const Channel &channel)
{
    const auto promise = std::make_shared<QPromise<Result<Capabilities>>>();
    promise->start();
    const auto answer = [this, channel, promise] {
        const auto host = ProviderHost::create(d->dependencies().plugins, channel, {});
        promise->addResult(host.and_then([](const auto &made) { return made->capabilities(); }));
        promise->finish();
    };
    QMetaObject::invokeMethod(d, answer, Qt::QueuedConnection);
    return promise->future();
}

} // namespace evenhand
