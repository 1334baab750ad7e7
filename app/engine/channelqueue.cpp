// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/channelqueue.h"

#include "app/engine/lane.h"
#include "app/engine/providerhost.h"

#include <QPointer>

using std::chrono::milliseconds;

namespace evenhand {

static constexpr milliseconds loadInterval{100};
// Requests that begin together are answered together, and their answers would wait for each other in this program: that
// would be measured as the provider's time.
static constexpr milliseconds startGap{1};
static constexpr int startsInGap = 2;
// So many failures in a row are the channel's, not the requests'.
static constexpr int channelFails = 3;

static bool refusesLoad(ErrorCode code)
{
    return code == ErrorCode::RateLimit || code == ErrorCode::Overloaded;
}

ChannelQueue::ChannelQueue(const Tools &tools, QObject *parent)
    : QObject(parent)
    , m_tools(tools)
{
    m_startTimer.setSingleShot(true);
    m_startTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_startTimer, &QTimer::timeout, this, &ChannelQueue::startNext);
    m_loadTimer.setSingleShot(true);
    m_loadTimer.setInterval(loadInterval);
    connect(&m_loadTimer, &QTimer::timeout, this, &ChannelQueue::tellLoad);
}

milliseconds ChannelQueue::expectedWait() const
{
    return m_pacing.wait(m_tools.clock->now(), m_waiting.size());
}

void ChannelQueue::adopt(const Channel &channel)
{
    m_id = channel.id;
    m_name = channel.name;
    m_concurrency.setMost(channel.maxConcurrent);
    m_pacing.setMinInterval(channel.minInterval);
}

void ChannelQueue::add(Lane *lane)
{
    lane->setParent(this);
    connect(lane, &Lane::wantsTurn, this, [this, lane] { takeTurn(lane); });
    connect(lane, &Lane::requestEnded, this, [this, lane](const ChatOutcome &outcome) { endRequest(lane, outcome); });
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
    m_why = why;
    const milliseconds wait = m_pacing.wait(m_tools.clock->now());
    for (Lane *lane : std::as_const(m_waiting))
        lane->held(wait, why);
    scheduleStart();
}

void ChannelQueue::endRequest(Lane *lane, const ChatOutcome &outcome)
{
    learn(outcome, lane->requestStart());
    freeSlot(lane);
}

void ChannelQueue::learn(const ChatOutcome &outcome, Clock::Moment began)
{
    if (!outcome.error) {
        m_failures = 0;
        return m_concurrency.answered();
    }
    const Clock::Moment now = m_tools.clock->now();
    if (refusesLoad(outcome.error->code)) {
        m_why = outcome.error->message;
        m_concurrency.refused(began, now);
    }
    if (!outcome.retryable)
        return;
    if (began >= m_failed) {
        ++m_failures;
        m_failed = now;
    }
    const bool asksForQuiet = outcome.error->code == ErrorCode::RateLimit || m_failures >= channelFails;
    if (asksForQuiet && !outcome.retryAfter)
        hold(now + backoff(m_tools.retry, m_failures, 0), outcome.error->message);
}

// A channel that fails is asked by one request at a time whether it is back.
qsizetype ChannelQueue::room() const
{
    return (m_failures < channelFails ? m_concurrency.limit() : 1) - m_active.size();
}

ChannelLoad ChannelQueue::load() const
{
    const Clock::Moment now = m_tools.clock->now();
    const bool held = m_pacing.isHeld(now);
    const bool lowered = m_concurrency.limit() < m_concurrency.most();
    return {.channel = m_id,
            .name = m_name,
            .inFlight = int(m_active.size()),
            .limit = m_concurrency.limit(),
            .most = m_concurrency.most(),
            .waiting = int(m_waiting.size()),
            .held = held ? m_pacing.wait(now) : milliseconds(0),
            .why = held || lowered ? m_why : QString()};
}

void ChannelQueue::tellLoad()
{
    const ChannelLoad now = load();
    if (std::exchange(m_told, now) != now)
        emit loadChanged(now);
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

void ChannelQueue::scheduleStart()
{
    if (!m_loadTimer.isActive())
        m_loadTimer.start();
    if (m_waiting.isEmpty() || room() <= 0)
        return m_startTimer.stop();
    const auto gap = std::chrono::round<milliseconds>(m_gap.remainingTimeAsDuration());
    const bool hurried = m_waiting.first()->isHurried();
    m_startTimer.start(std::max(gap, hurried ? milliseconds(0) : m_pacing.wait(m_tools.clock->now())));
}

void ChannelQueue::startNext()
{
    const Clock::Moment now = m_tools.clock->now();
    m_gap.setRemainingTime(startGap, Qt::PreciseTimer); // what it takes to start is part of it
    const auto mayStart = [&] {
        return !m_waiting.isEmpty() && room() > 0
               && (m_waiting.first()->isHurried() || m_pacing.wait(now) <= milliseconds(0));
    };
    for (int started = 0; started < startsInGap && mayStart(); ++started) {
        Lane *lane = m_waiting.takeFirst();
        m_active.append(lane);
        m_pacing.started(now);
        prepare(lane);
    }
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
