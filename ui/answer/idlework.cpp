// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/idlework.h"

#include <QBasicTimer>
#include <QCoreApplication>
#include <QPointer>

using namespace std::chrono_literals;

namespace evenhand {
namespace {

constexpr auto sliceLength = 4ms; // of the 16 that a frame has

} // namespace

class IdleRound : public QObject
{
public:
    static IdleRound &get()
    {
        static QPointer<IdleRound> round;
        if (!round)
            round = new IdleRound(QCoreApplication::instance());
        return *round;
    }

    void add(IdleWork *work)
    {
        if (!m_waiting.contains(work))
            m_waiting.append(work);
        if (!m_timer.isActive())
            m_timer.start(0ms, this);
    }

    void remove(IdleWork *work)
    {
        m_waiting.removeOne(work);
        if (m_current == work)
            m_current = nullptr;
    }

protected:
    void timerEvent(QTimerEvent *) override
    {
        if (m_waiting.isEmpty()) {
            m_timer.stop();
            return;
        }
        IdleWork *work = m_waiting.takeFirst();
        m_current = work;
        const bool more = work->m_slice(QDeadlineTimer(sliceLength, Qt::PreciseTimer));
        if (more && m_current) // it may have gone meanwhile
            add(work);
        m_current = nullptr;
    }

private:
    using QObject::QObject;

    QBasicTimer m_timer;
    QList<IdleWork *> m_waiting;
    IdleWork *m_current = nullptr;
};

IdleWork::IdleWork(Slice slice)
    : m_slice(std::move(slice))
{
}

IdleWork::~IdleWork()
{
    IdleRound::get().remove(this);
}

void IdleWork::start()
{
    IdleRound::get().add(this);
}

} // namespace evenhand
