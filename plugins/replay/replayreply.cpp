// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/replay/replayreply.h"

#include <QPointer>

namespace evenhand::replay {

ReplayReply::ReplayReply(Playback playback)
    : m_playback(std::move(playback))
{
    m_elapsed.start();
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ReplayReply::deliverDue);
    m_timer.start(0);
}

void ReplayReply::deliverDue()
{
    using namespace std::chrono;
    const nanoseconds elapsed = m_elapsed.durationElapsed();
    ChatEvents batch;
    while (m_next < m_playback.events.size() && m_playback.events.at(m_next).at <= elapsed)
        batch.append(m_playback.events.at(m_next++).event);
    const bool atEnd = m_next == m_playback.events.size();
    const microseconds due = atEnd ? m_playback.end : m_playback.events.at(m_next).at;
    const bool over = atEnd && due <= elapsed;
    if (!over)
        m_timer.start(ceil<milliseconds>(due - elapsed));
    // Whoever receives the events may cancel or delete this reply: nothing of it is used after the last call.
    const QPointer<ReplayReply> alive(this);
    deliver(std::move(batch));
    if (over && alive)
        finish(m_playback.outcome);
}

void ReplayReply::abort()
{
    m_timer.stop();
}

} // namespace evenhand::replay
