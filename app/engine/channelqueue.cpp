// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/channelqueue.h"

#include "app/engine/lane.h"
#include "app/engine/providerhost.h"

#include <QPointer>

using std::chrono::milliseconds;

namespace evenhand {

ChannelQueue::ChannelQueue(const Tools &tools, QObject *parent)
    : QObject(parent)
    , m_tools(tools)
{
    m_startTimer.setSingleShot(true);
    m_startTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_startTimer, &QTimer::timeout, this, &ChannelQueue::startNext);
}

milliseconds ChannelQueue::expectedWait() const
{
    return m_pacing.wait(m_tools.clock->now(), m_waiting.size());
}

void ChannelQueue::adopt(const Channel &channel)
{
    m_maxConcurrent = std::max(1, channel.maxConcurrent);
    m_pacing.setMinInterval(channel.minInterval);
}

void ChannelQueue::add(Lane *lane)
{
    lane->setParent(this);
    connect(lane, &Lane::wantsTurn, this, [this, lane] { takeTurn(lane); });
    connect(lane, &Lane::requestEnded, this, [this, lane] { freeSlot(lane); });
    connect(lane, &Lane::ended, this, [this, lane] { remove(lane); });
    connect(lane, &Lane::channelHeld, this, &ChannelQueue::hold);
    m_waiting.append(lane);
    scheduleStart();
}

// A lane that has waited already goes before those that have not begun.
void ChannelQueue::takeTurn(Lane *lane)
{
    if (m_active.contains(lane))
        return;
    m_waiting.removeOne(lane);
    m_waiting.prepend(lane);
    if (const milliseconds wait = m_pacing.wait(m_tools.clock->now()); !lane->isHurried() && wait > milliseconds(0))
        lane->held(wait, {});
    scheduleStart();
}

void ChannelQueue::hold(Clock::Moment until, const QString &why)
{
    if (!m_pacing.holdUntil(until))
        return;
    const milliseconds wait = m_pacing.wait(m_tools.clock->now());
    for (Lane *lane : std::as_const(m_waiting))
        lane->held(wait, why);
    scheduleStart();
}

void ChannelQueue::freeSlot(Lane *lane)
{
    m_active.removeOne(lane);
    scheduleStart();
}

void ChannelQueue::remove(Lane *lane)
{
    m_waiting.removeOne(lane);
    freeSlot(lane);
    lane->deleteLater();
}

// One start for each turn of the event loop, so that requests which are out are served in between.
void ChannelQueue::scheduleStart()
{
    if (m_waiting.isEmpty() || m_active.size() >= m_maxConcurrent)
        return m_startTimer.stop();
    const bool hurried = m_waiting.first()->isHurried();
    m_startTimer.start(hurried ? milliseconds(0) : m_pacing.wait(m_tools.clock->now()));
}

void ChannelQueue::startNext()
{
    const Clock::Moment now = m_tools.clock->now();
    if (!m_waiting.first()->isHurried() && m_pacing.wait(now) > milliseconds(0))
        return scheduleStart();
    Lane *lane = m_waiting.takeFirst();
    m_active.append(lane);
    m_pacing.started(now);
    prepare(lane);
    scheduleStart();
}

void ChannelQueue::prepare(Lane *lane)
{
    const auto start = [self = QPointer(this), lane = QPointer(lane)](const Result<Access> &access) {
        if (!self || !lane || !self->m_active.contains(lane.data()))
            return;
        lane->startRequest(
            access.and_then([&](const Access &found) { return self->provider(lane->channel(), found); }));
    };
    resolveAccess(m_tools.credentials, *m_tools.network, lane->channel(), start);
}

Result<std::shared_ptr<ProviderHost>> ChannelQueue::provider(const Channel &channel, const Access &access)
{
    if (m_host && m_host->serves(channel, access))
        return m_host;
    Result<std::shared_ptr<ProviderHost>> made = ProviderHost::create(m_tools.plugins, channel, access);
    if (made)
        m_host = *made;
    return made;
}

} // namespace evenhand
